import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFanOut } from '../../functions/media/fanOut.ts';
import { createRecordStore } from '../../functions/media/recordStore.ts';
import type { MediaRecord } from '../../functions/media/schema.ts';
import { createMediaStore } from '../../functions/media/store.ts';
import { type Answer, type App, ORIGIN, READ_ANEW, startApp } from '../support/app.ts';
import { aReadyFile, MEDIA } from '../support/library.ts';
import { aMedia, aRecording, mediaId, putRecord } from '../support/media.ts';
import {
  ARTICLES,
  aText,
  aWholeText,
  BEFORE_EVENING,
  Editor,
  EVENING,
  type Intercept,
  intercepting,
  scan,
  violations,
} from '../support/newsroom.ts';
import { owasp } from '../support/owasp.ts';

/* Pictures of the media library in articles, from the save to the reader. */

const ID = mediaId(1);
const OTHER = mediaId(2);
const MISSING = mediaId(999);
const lead = (texts = {}) => ({ media: ID, ...texts });
const shown = (id: string, alt = '') => `![${alt}](media:${id})`;

let app: App;
let editor: Editor;
let seat: { current: Intercept | undefined };
beforeEach(async () => {
  const { seat: own, wrapClient } = intercepting();
  app = await startApp({ wrapClient });
  seat = own;
  editor = new Editor(app);
});
afterEach(async () => {
  expect(await violations(app)).toEqual([]);
  await app.stop();
});

const put = (...records: MediaRecord[]) => Promise.all(records.map((record) => putRecord(app, record)));
const itemsOf = async (type: string) => (await scan(app, 'published')).filter((item) => item.type === type);
const usesOf = async () =>
  (await scan(app, 'newsroom'))
    .filter(({ type }) => type === 'media-use')
    .map(({ pk, slug }) => `${pk.slice('MEDIA#'.length)} ${slug}`)
    .toSorted();
const bodyAt = async (target = '/v1/articles/ferry'): Promise<string> => (await app.get(target, READ_ANEW)).json.body;
const imageAt = async (target = '/v1/articles/ferry') => (await app.get(target, READ_ANEW)).json.image;
/** A page or feed as text. */
const htmlAt = async (target: string): Promise<string> => (await app.get(target, READ_ANEW)).body ?? '';
const faultsOf = async (answer: Promise<Answer>) => {
  const { statusCode, json } = await answer;
  return [statusCode, json.errors];
};

describe('a lead picture', () => {
  it('is published with the texts of its record, in every width, format and shape', async () => {
    await put(
      aMedia({
        copyright: '© 2026 PA',
        license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      }),
    );
    await editor.publish({ slug: 'ferry', image: lead() });

    const image = await imageAt();

    expect(image).toMatchObject({
      id: ID,
      url: `/media/${ID}/1280.jpg`,
      width: 1280,
      height: 853,
      alt: 'A quay at six in the morning',
      caption: 'The quay at six.',
      credit: 'Ada Quill/PA',
      copyright: '© 2026 PA',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      focalPoint: { x: 40, y: 60 },
      color: '#335577',
    });
    expect(image.sources.map(({ width, type }: { width: number; type: string }) => `${width} ${type}`)).toEqual([
      ...[320, 640, 960, 1280, 1920].map((width) => `${width} image/avif`),
      '640 image/webp',
      '1280 image/webp',
    ]);
    expect(image.crops['16x9']).toEqual({
      url: `/media/${ID}/16x9-x40y60-1200.jpg`,
      width: 1200,
      height: 675,
      sources: [
        { url: `/media/${ID}/16x9-x40y60-320.avif`, width: 320, type: 'image/avif' },
        { url: `/media/${ID}/16x9-x40y60-640.avif`, width: 640, type: 'image/avif' },
        { url: `/media/${ID}/16x9-x40y60-640.webp`, width: 640, type: 'image/webp' },
      ],
    });
    expect(image.imageTexts).toBeUndefined();
  });

  it('has the article’s own texts in place of its record’s, stored apart from it', async () => {
    await put(aMedia());
    await editor.publish({ slug: 'ferry', image: lead({ alt: 'Own alt', credit: 'Own credit' }) });

    expect(await imageAt()).toMatchObject({ alt: 'Own alt', caption: 'The quay at six.', credit: 'Own credit' });
    const stored = [...(await itemsOf('article')), ...(await itemsOf('entry'))];
    expect(stored.length).toBeGreaterThan(3);
    for (const item of stored) {
      expect(item).toMatchObject({
        image: { id: ID, version: 1, alt: 'A quay at six in the morning', credit: 'Ada Quill/PA' },
        imageTexts: { alt: 'Own alt', credit: 'Own credit' },
      });
    }
  });

  it('keeps the article’s own texts when its record changes, and takes the others', async () => {
    const file = await aReadyFile(editor, { alt: 'A quay.', caption: 'The quay.' });
    await editor.publish({ slug: 'ferry', image: { media: file.id, alt: 'Own' }, body: `![Own](media:${file.id})` });

    const headers = { 'if-match': `"${file.version}"` };
    const body = { alt: 'Changed.', caption: 'Dawn.', credit: 'Ines' };
    expect((await editor.send('PATCH', `${MEDIA}/${file.id}`, { body, headers })).statusCode).toBe(200);

    expect(await imageAt()).toMatchObject({ alt: 'Own', caption: 'Dawn.', credit: 'Ines' });
    expect(await bodyAt()).toMatch(/ alt="Own" .*<figcaption>Dawn. <small>Credit: Ines<\/small><\/figcaption>/);
  });

  it('is on cards in 16:9 with the focal point, and in whole on its page, both in the same files', async () => {
    await put(aMedia());
    await editor.publish({ slug: 'ferry', image: lead(), importance: 3, body: shown(ID) });
    await editor.publish({ slug: 'newer', image: null });

    const [page = '', month = '', front = ''] = await Promise.all(
      ['/abroad/ferry', '/archive/2026-11', '/'].map(async (target) => (await app.get(target)).body ?? ''),
    );

    const card = /<div class="card-image">(.*?)<\/div>/.exec(month)?.[1] ?? '';
    expect(card).toContain(
      `<source type="image/avif" srcset="/media/${ID}/16x9-x40y60-320.avif 320w, /media/${ID}/16x9-x40y60-640.avif 640w"`,
    );
    expect(card).toMatch(/width="1200" height="675"/);
    expect(card).not.toContain('1920');
    // The lead of the front page has the files of its article's page.
    expect(front).toContain(`/media/${ID}/1920.avif 1920w`);
    const srcsets = Array.from(page.matchAll(/<source type="image\/avif" srcset="([^"]*)"/g), ([, srcset]) => srcset);
    expect(srcsets).toHaveLength(2);
    expect(new Set(srcsets).size).toBe(1);
    expect(page).toContain('<small>Credit: Ada Quill/PA</small>');
  });

  it('is offered to search engines in three shapes with its rights, and to social media in 1,200 pixels', async () => {
    await put(aMedia({ copyright: '© 2026 PA', license: { name: 'CC BY 4.0', url: 'https://cc.example/by' } }));
    await editor.publish({ slug: 'ferry', image: lead() });

    const body = await htmlAt('/abroad/ferry');
    const [article] = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? '');

    const file = (name: string) => `${ORIGIN}/media/${ID}/${name}`;
    expect(article.image.map(({ url, width, height }: Record<string, string>) => [url, width, height])).toEqual([
      [file('16x9-x40y60-1200.jpg'), '1200', '675'],
      [file('4x3-x40y60-1200.jpg'), '1200', '900'],
      [file('1x1-x40y60-1200.jpg'), '1200', '1200'],
    ]);
    expect(article.image[0]).toMatchObject({
      '@type': 'ImageObject',
      caption: 'The quay at six.',
      creditText: 'Ada Quill/PA',
      creator: { '@type': 'Person', name: 'Ada Quill' },
      copyrightNotice: '© 2026 PA',
      license: 'https://cc.example/by',
      acquireLicensePage: 'https://cc.example/by',
    });
    expect(body).toContain(`<meta property="og:image" content="${file('16x9-x40y60-1200.jpg')}"`);
    expect(body).toContain('<meta property="og:image:width" content="1200"');
    expect(body).toContain('<meta property="og:image:alt" content="A quay at six in the morning"');
  });

  it('takes the place of one from another site, and gives it back, in a patch', async () => {
    await put(aMedia());
    const remote = { url: 'https://img.example/a.jpg', alt: 'A boat', width: 1600, height: 900 };
    const story = await editor.create({ slug: 'ferry', image: remote });

    expect((await story.patch({ image: { media: ID } })).json.image).toEqual({
      media: ID,
      alt: null,
      caption: null,
      credit: null,
    });
    expect((await story.patch({ image: { alt: 'Own' } })).json.image).toMatchObject({ media: ID, alt: 'Own' });
    expect((await story.patch({ image: remote })).json.image).toMatchObject(remote);
    expect(await usesOf()).toEqual([]);
  });

  it('is refused with the name of the field that is wrong', async () => {
    const create = (image: unknown) => faultsOf(editor.send('POST', ARTICLES, { body: aText({ image }) }));

    expect(await create({ media: 'nope' })).toEqual([
      422,
      [{ pointer: '/image/media', detail: 'must be the id of a file in the media library' }],
    ]);
    expect(await create({ url: 'https://img.example/a.jpg', width: 1, height: 1 })).toEqual([
      422,
      [{ pointer: '/image/alt', detail: 'is required' }],
    ]);
    expect(await create({ media: ID, width: 1 })).toEqual([
      422,
      [expect.objectContaining({ pointer: '/image/width' })],
    ]);
    const story = await editor.create();
    const body = { ...aWholeText({ slug: story.slug }), image: { media: ID } };
    expect(await faultsOf(editor.send('PUT', story.address, { body, headers: story.ifMatch }))).toEqual([
      422,
      ['alt', 'caption', 'credit'].map((name) => expect.objectContaining({ pointer: `/image/${name}` })),
    ]);
  });
});

describe('a picture in a text', () => {
  it('becomes a figure in every format, with what the record says where its author says nothing', async () => {
    await put(aMedia(), aMedia({ id: OTHER, caption: null, credit: null, alt: '', decorative: true }));
    await editor.publish({
      slug: 'ferry',
      body: `${shown(ID)}\n\n![Own](media:${ID}#wide "Own words. Credit: Me")\n\n![](media:${ID}#full "Only words.")\n\n${shown(OTHER)}`,
    });

    const figures = (await bodyAt()).match(/<figure[\s\S]*?<\/figure>/g) ?? [];

    expect(figures[0]).toBe(
      `<figure><picture><source type="image/avif" srcset="${[320, 640, 960, 1280, 1920].map((width) => `/media/${ID}/${width}.avif ${width}w`).join(', ')}" sizes="min(38rem, 100vw - 2.5rem)"><source type="image/webp" srcset="/media/${ID}/640.webp 640w, /media/${ID}/1280.webp 1280w" sizes="min(38rem, 100vw - 2.5rem)"><img src="/media/${ID}/1280.jpg" alt="A quay at six in the morning" width="1280" height="853" loading="lazy" decoding="async"></picture><figcaption>The quay at six. <small>Credit: Ada Quill/PA</small></figcaption></figure>`,
    );
    expect(figures[1]).toMatch(
      /^<figure class="wide">.* alt="Own" .*<figcaption>Own words. <small>Credit: Me<\/small><\/figcaption>/,
    );
    expect(figures[2]).toMatch(
      /^<figure class="full">.*<figcaption>Only words. <small>Credit: Ada Quill\/PA<\/small><\/figcaption>/,
    );
    expect(figures[3]).toMatch(/ alt="" .*<\/picture><\/figure>$/);
    expect(figures).toHaveLength(4);
  });

  it('is one of a gallery where several stand in a paragraph', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => mediaId(index + 1));
    await put(...ids.map((id) => aMedia({ id })));
    await editor.publish({ slug: 'ferry', body: ids.map((id) => shown(id)).join('\n') });

    const body = await bodyAt();

    expect(body).toMatch(/^<figure class="gallery">(<figure><picture>.*?<\/figure>){12}<\/figure>$/);
    expect(body).toContain('sizes="min(19rem, 48vw)"');
  });

  it('is cut about its focal point in a gallery', async () => {
    const at = (x: number, y: number) => ({ width: 1_600, height: 2_400, focalPoint: { x, y }, color: '#000000' });
    await put(aMedia({ picture: at(0, 30) }), aMedia({ id: mediaId(2), picture: at(50, 88) }));
    await editor.publish({ slug: 'ferry', body: [mediaId(), mediaId(2)].map((id) => shown(id)).join('\n') });

    expect((await bodyAt()).match(/focus-[xy]\d+/g)).toEqual(['focus-x0', 'focus-y25', 'focus-y100']);
  });

  it('is shown in whatever shape: upright, 1 × 1, thirty of them, in articles of HTML', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => mediaId(index + 1));
    const sizes = [
      { width: 1000, height: 3000 },
      { width: 1, height: 1 },
    ];
    await put(
      ...ids.map((id, index) =>
        aMedia({
          id,
          picture: { focalPoint: { x: 50, y: 50 }, color: '#000000', ...(sizes[index] ?? { width: 700, height: 500 }) },
        }),
      ),
    );
    await editor.publish({
      slug: 'ferry',
      format: 'html',
      image: { media: ids[1] },
      body: ids.map((id) => `<p>Words.</p><img src="media:${id}">`).join(''),
    });

    const body = await bodyAt();

    expect(body.match(/<picture>/g)).toHaveLength(30);
    expect(body).toContain(
      `<img src="/media/${ids[0]}/1000.jpg" alt="A quay at six in the morning" width="1000" height="3000"`,
    );
    expect(body).toContain(`srcset="/media/${ids[1]}/1.avif 1w"`);
    expect(body).not.toContain('media:');
    expect(await imageAt()).toMatchObject({ width: 1, height: 1 });
    expect((await app.get('/abroad/ferry')).statusCode).toBe(200);
  });

  it('says its texts in any script, and nothing of them is markup', async () => {
    const texts = [
      'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
      'رصيف الميناء في السادسة صباحًا',
      '清晨六点的码头',
      ...owasp.map(([, vector]) => vector),
    ];
    for (const [index, text] of texts.entries()) {
      const id = mediaId(index + 1);
      await put(aMedia({ id, alt: text, caption: text, credit: text, copyright: text }));
    }
    const ids = texts.map((_, index) => mediaId(index + 1));
    for (let at = 0; at < ids.length; at += 30) {
      const some = ids.slice(at, at + 30);
      await editor.publish({
        slug: `ferry-${at}`,
        image: { media: some[0] },
        body: some.map((id) => shown(id)).join('\n\n'),
      });
      const body = await htmlAt(`/abroad/ferry-${at}`);
      const feed = (await app.get('/feed.json', READ_ANEW)).json.items[0].content_html;

      for (const html of [body, feed]) {
        const tags = new Set(Array.from(html.matchAll(/<([a-z][\w-]*)/gi), ([, name]) => name.toLowerCase()));
        expect(
          [...tags].filter((name) => ['iframe', 'svg', 'object', 'embed', 'style', 'base'].includes(name)),
        ).toEqual([]);
        expect(html).not.toMatch(/<[a-z][^>"]*(?:"[^"]*"[^>"]*)*\son\w+=/i);
        expect(html.match(/<script(?! type="application\/ld\+json"| defer)/gi)).toBeNull();
      }
    }
  }, 60_000);

  it('leaves the words around it, and the words of one among them', async () => {
    await put(aMedia());
    const { json } = await editor.send('POST', ARTICLES, {
      body: aText({ slug: 'ferry', body: `Before ${shown(ID)} after.\n\nIn *words ${shown(ID, 'a quay')}*.` }),
    });

    expect(json.dropped).toEqual([
      { what: `picture media:${ID}`, line: 3, why: expect.stringContaining('in the middle of words') },
    ]);
    const preview = (await editor.get(`${ARTICLES}/${json.id}/preview`)).json.body;
    expect(preview).toMatch(/^<p>Before <\/p><figure>.*<\/figure><p> after.<\/p>\n<p>In <em>words a quay<\/em>.<\/p>$/);
  });
});

describe('a recording or document of the library', () => {
  it('is linked to, and played where its link stands alone', async () => {
    await put(
      aRecording({ id: ID, fileName: 'a talk é.mp3' }),
      aMedia({ id: OTHER, kind: 'document', mediaType: 'application/pdf', fileName: 'report.pdf', picture: null }),
    );
    await editor.publish({
      slug: 'ferry',
      body: `[Listen](media:${ID})\n\nRead [the report](media:${OTHER}#page=3), or [hear](media:${ID}#t=30) it. \`<a href="media:${ID}">\``,
    });

    expect(await bodyAt()).toBe(
      `<figure><audio src="/media/${ID}/a%20talk%20%C3%A9.mp3" controls preload="none"></audio><figcaption>Listen</figcaption></figure>\n<p>Read <a href="/media/${OTHER}/report.pdf#page=3">the report</a>, or <a href="/media/${ID}/a%20talk%20%C3%A9.mp3#t=30">hear</a> it. <code>&#x3C;a href="media:${ID}"></code></p>`,
    );
    const [item] = (await app.get('/feed.json')).json.items;
    expect(item.content_html).toContain(`<audio src="${ORIGIN}/media/${ID}/`);
    expect((await app.get('/abroad/ferry')).headers['content-security-policy']).toContain("media-src 'self' https:");
    expect(await usesOf()).toEqual([`${ID} ferry`, `${OTHER} ferry`]);
  });
});

describe('a save', () => {
  it('is refused with every place of a file that is unknown, not ready, or of another kind', async () => {
    await put(
      aMedia({ id: mediaId(1), state: 'awaited', picture: null }),
      aMedia({ id: mediaId(2), state: 'failed', fault: 'It is a text.', picture: null }),
      aRecording({ id: mediaId(3) }),
      aMedia({ id: mediaId(4) }),
    );
    const body = [1, 2, 3].map((number) => shown(mediaId(number))).join('\n\n');

    const answer = editor.send('POST', ARTICLES, {
      body: aText({ image: { media: MISSING }, body: `${body}\n\n[A picture](media:${mediaId(4)}) ![x](media:what)` }),
    });

    expect(await faultsOf(answer)).toEqual([
      422,
      [
        { pointer: '/image/media', detail: `names the file ${MISSING}, which the media library does not have` },
        { pointer: '/body', line: 1, detail: `names "quay.jpg" (${mediaId(1)}), which is not ready yet` },
        { pointer: '/body', line: 3, detail: `names "quay.jpg" (${mediaId(2)}), which was refused: It is a text` },
        {
          pointer: '/body',
          line: 5,
          detail: `shows "talk.mp3" (${mediaId(3)}), which is a recording; link to it instead`,
        },
        {
          pointer: '/body',
          line: 7,
          detail: `links to "quay.jpg" (${mediaId(4)}), which is a picture; show it instead`,
        },
        { pointer: '/body', line: 7, detail: expect.stringContaining('names "media:what"; ') },
      ],
    ]);
  });

  it('says in one language what a text and a file of it lack', async () => {
    await put(aMedia({ id: mediaId(1), state: 'failed', fault: 'emptyFile', picture: null }));

    const { json } = await editor.send('POST', ARTICLES, {
      body: aText({ body: shown(mediaId(1)) }),
      headers: { 'accept-language': 'nl' },
    });

    expect(json.errors).toEqual([
      {
        pointer: '/body',
        line: 1,
        detail: `noemt "quay.jpg" (${mediaId(1)}), dat geweigerd is: Het bestand is leeg. Upload het opnieuw`,
      },
    ]);
  });

  it('holds at most 30 files, in at most 100 places', async () => {
    const ids = Array.from({ length: 31 }, (_, index) => mediaId(index + 1));
    await put(...ids.map((id) => aMedia({ id })));
    const create = (body: string) => faultsOf(editor.send('POST', ARTICLES, { body: aText({ body }) }));
    const all = ids.map((id) => shown(id));

    expect(await create(all.join('\n\n'))).toEqual([
      422,
      [{ pointer: '/body', detail: 'uses 31 files of the media library; an article can use 30' }],
    ]);
    expect(await create(Array.from({ length: 101 }, () => all[0]).join('\n\n'))).toEqual([
      422,
      [{ pointer: '/body', detail: 'names files of the media library in 101 places, more than 100' }],
    ]);
    expect((await create(Array.from({ length: 100 }, () => all[0]).join('\n\n')))[0]).toBe(201);
  });

  it('tells the library what a draft uses, and no more when it is deleted', async () => {
    await put(aMedia(), aMedia({ id: OTHER }));
    const story = await editor.create({ slug: 'ferry', image: lead(), body: shown(OTHER) });
    expect(await usesOf()).toEqual([`${ID} null`, `${OTHER} null`]);

    await story.save({ body: 'Words.' });
    expect(await usesOf()).toEqual([`${ID} null`]);

    await story.take('delete');
    expect(await usesOf()).toEqual([]);
  });

  it('is refused for a file that is deleted at the same moment', async () => {
    await put(aMedia());
    seat.current = async (name, send) => {
      if (name === 'TransactWriteCommand') {
        seat.current = undefined;
        await put(aMedia({ version: 2 }));
      }
      return send();
    };

    const answer = await editor.send('POST', ARTICLES, { body: aText({ image: lead() }) });

    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.json.detail).toContain('A file of the media library was changed');
    expect(await usesOf()).toEqual([]);
  });
});

describe('a publication', () => {
  it('is refused while a picture has no alternative text, or its right will have expired', async () => {
    await put(
      aMedia({ alt: '' }),
      aMedia({ id: OTHER, fileName: 'old.jpg', alt: '', decorative: true, expires: EVENING }),
    );
    const story = await editor.create({
      slug: 'ferry',
      image: lead(),
      body: `Words.\n\n${shown(ID)}\n\n${shown(ID, 'Own')}\n\n${shown(OTHER)}`,
    });
    const silent = `shows "quay.jpg" (${ID}) without an alternative text; write one, or tick "decorative"`;
    const late = {
      pointer: '/body',
      line: 7,
      detail: `shows "old.jpg" (${OTHER}), the right to which ends at ${EVENING}`,
    };
    const silents = [
      { pointer: '/image/media', detail: silent },
      { pointer: '/body', line: 3, detail: silent },
    ];

    expect(await faultsOf(story.publish())).toEqual([422, silents]);
    expect(await faultsOf(story.publish(EVENING))).toEqual([422, [...silents, late]]);

    await put(aMedia({ version: 2 }));
    expect(await faultsOf(story.publish(EVENING))).toEqual([422, [late]]);
    expect((await story.publish(BEFORE_EVENING)).statusCode).toBe(200);
    expect(await usesOf()).toEqual([`${ID} ferry`, `${OTHER} ferry`]);
  });

  it('is refused when a scheduled article is saved with such a picture, or a correction would show one', async () => {
    await put(aMedia(), aMedia({ id: OTHER, expires: EVENING }));
    const scheduled = await editor.create({ slug: 'ferry' });
    await scheduled.publish('2026-11-23T19:00:00.000Z');
    expect((await scheduled.save({ body: shown(OTHER) })).statusCode).toBe(422);
    expect((await scheduled.save({ body: shown(ID) })).statusCode).toBe(200);

    const out = await editor.publish({ slug: 'out', body: shown(OTHER) });
    app.setClock(EVENING);
    expect((await out.correct('It was nine.')).statusCode).toBe(422);
    await out.save({ body: 'Words.' });
    expect((await out.correct('It was nine.')).statusCode).toBe(200);
  });

  it('follows the slug, the draft, the schedule and the withdrawal with its uses', async () => {
    await put(aMedia(), aMedia({ id: OTHER }));
    const story = await editor.create({ slug: 'ferry', image: lead() });
    await story.publish(EVENING);
    expect(await usesOf()).toEqual([`${ID} ferry`]);
    await story.take('unschedule');
    expect(await usesOf()).toEqual([`${ID} null`]);
    await story.publish();
    await story.save({ image: { media: OTHER } });
    expect(await usesOf()).toEqual([`${ID} ferry`, `${OTHER} null`]);
    await story.save({ slug: 'boat' });
    await story.publish();
    expect(await usesOf()).toEqual([`${OTHER} boat`]);
    await story.take('withdraw');
    expect(await usesOf()).toEqual([`${OTHER} boat`]);
    await story.take('restore');
    expect(await usesOf()).toEqual([`${OTHER} boat`]);
    expect(await imageAt('/v1/articles/boat')).toMatchObject({ id: OTHER });
  });

  it('returns a withdrawn article without the picture that has expired since', async () => {
    await put(aMedia({ expires: EVENING }));
    const story = await editor.publish({ slug: 'ferry', image: lead(), body: `Words.\n\n${shown(ID)}` });
    await story.take('withdraw');
    app.setClock(EVENING);

    expect((await story.take('restore')).statusCode).toBe(200);

    expect(await imageAt()).toBeNull();
    expect(await bodyAt()).toBe('<p>Words.</p>\n');
  });

  it('keeps nothing that a change of a record has replaced meanwhile: 30 changes against 30 publications', async () => {
    await put(aMedia());
    const story = await editor.create({ slug: 'ferry', image: lead(), body: shown(ID) });
    await story.publish();
    let busy = 0;
    const change = async () => {
      for (let version = 2; version <= 31; version += 1) {
        await put(aMedia({ version, shown: version, alt: `Version ${version}` }));
        await fanOut(app, ID);
      }
    };
    const publish = async () => {
      for (let turn = 0; turn < 30; turn += 1) {
        const answer = await story.publish();
        if (answer.statusCode === 503) busy += 1;
        else expect(answer.statusCode).toBe(200);
      }
    };

    await Promise.all([change(), publish()]);
    await fanOut(app, ID);

    const stored = [...(await itemsOf('article')), ...(await itemsOf('entry'))];
    expect(stored.map(({ image }) => (image as { alt: string }).alt)).toEqual(stored.map(() => 'Version 31'));
    expect(
      (await itemsOf('article')).flatMap(({ pictures }) =>
        (pictures as { version: number }[]).map(({ version }) => version),
      ),
    ).toEqual([31]);
    expect(await imageAt()).toMatchObject({ alt: 'Version 31' });
    expect(busy).toBeLessThan(30);
  });

  it('costs one read more with pictures and none without, and readers no request and no unit more', async () => {
    await put(aMedia());
    const sent: string[] = [];
    const requests = async (work: () => Promise<unknown>) => {
      sent.length = 0;
      seat.current = (name, send) => {
        sent.push(name);
        return send();
      };
      await work();
      seat.current = undefined;
      return sent.toSorted();
    };
    const plain = await editor.create({ slug: 'plain' });
    const pictured = await editor.create({ slug: 'pictured', image: lead(), body: shown(ID) });

    // The newsroom remembers the sections.
    await plain.read();

    const without = await requests(() => plain.publish());
    const withOne = await requests(() => pictured.publish());
    expect(withOne).toEqual([...without, 'BatchGetCommand'].toSorted());

    for (const [one, other] of [
      ['/v1/articles/plain', '/v1/articles/pictured'],
      ['/abroad/plain', '/abroad/pictured'],
    ] as const) {
      await app.get(one, READ_ANEW);
      expect(await requests(() => app.get(other, READ_ANEW))).toEqual(await requests(() => app.get(one, READ_ANEW)));
    }
  });

  it('adds at most half a kilobyte for a picture to an article’s item, and to each entry', async () => {
    await put(
      aMedia({
        copyright: '© 2026 PA',
        expires: EVENING,
        license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      }),
    );
    await editor.publish({ slug: 'plain-one' });
    await editor.publish({ slug: 'pictured1', image: lead(), body: `The night boat left on time.\n\n${shown(ID)}` });
    const bytes = ({ pk: _pk, sk: _sk, ...item }: Record<string, unknown>) => Buffer.byteLength(JSON.stringify(item));
    const largest = async (type: string, slug: string) =>
      Math.max(
        ...(await itemsOf(type)).filter((item) => item.slug === slug).map(({ body: _body, ...item }) => bytes(item)),
      );

    const entry = (await largest('entry', 'pictured1')) - (await largest('entry', 'plain-one'));
    const article = (await largest('article', 'pictured1')) - (await largest('article', 'plain-one'));

    expect(entry).toBeLessThanOrEqual(512);
    // The lead's and the body's.
    expect(article).toBeLessThanOrEqual(2 * 512);
  });
});

/** What the media library does when a record has changed. */
async function fanOut({ client, tables }: App, id: string): Promise<void> {
  const record = await createRecordStore(client, tables.newsroom).read(id);
  await createFanOut({ client, tables, media: createMediaStore(client, tables.newsroom) })(record, 'anew');
}

/** Everywhere that readers meet a picture, as text. */
const PLACES = [
  '/v1/articles/ferry',
  '/v1/articles',
  '/v1/sections/abroad/articles',
  '/v1/tags/harbour/articles',
  '/v1/authors/ines-calder/articles',
  '/abroad/ferry',
  '/',
  '/abroad',
  '/tags/harbour',
  '/authors/ines-calder',
  '/archive/2026-11',
  '/feed.rss',
  '/feed.atom',
  '/feed.json',
];

describe('a picture whose right expires', () => {
  const seen = async () =>
    Object.fromEntries(
      await Promise.all(PLACES.map(async (target) => [target, (await app.get(target)).body?.includes(ID)] as const)),
    );

  it('is everywhere until the millisecond before, and nowhere from that on, with answers remembered', async () => {
    await put(aMedia({ expires: EVENING }));
    const story = await editor.publish({ slug: 'ferry', image: lead(), body: `Words.\n\n${shown(ID)}\n\nMore.` });
    const all = (is: boolean) => Object.fromEntries(PLACES.map((target) => [target, is]));
    const preview = async () => (await editor.get(`${story.address}/preview.html`)).body;

    app.setClock('2026-11-23T17:59:58.000Z');
    expect(await seen()).toEqual(all(true));
    app.setClock(BEFORE_EVENING);
    expect(await seen()).toEqual(all(true));
    expect(await preview()).toContain(ID);

    app.setClock(EVENING);
    expect(await seen()).toEqual(all(false));
    expect(await preview()).not.toContain(ID);
    expect(await imageAt()).toBeNull();
    expect(await bodyAt()).toBe('<p>Words.</p>\n\n<p>More.</p>');
    expect((await app.get('/abroad/ferry')).body).toContain('og:image" content="https://broadsheet.example/assets/');
  });

  it('leaves a gallery of two as a figure, and of one as nothing', async () => {
    const [one = '', two = '', three = ''] = [1, 2, 3].map(mediaId);
    await put(
      aMedia({ id: one, expires: EVENING }),
      aMedia({ id: two, expires: '2026-11-23T19:00:00.000Z' }),
      aMedia({ id: three }),
    );
    await editor.publish({ slug: 'ferry', body: [one, two, three].map((id) => shown(id)).join(' ') });
    const outline = async () => (await bodyAt()).replace(/<picture>.*?<\/picture>|<figcaption>.*?<\/figcaption>/g, '');

    expect(await outline()).toBe(
      '<figure class="gallery"><figure></figure><figure></figure><figure></figure></figure>',
    );
    app.setClock(EVENING);
    expect(await outline()).toBe('<figure class="gallery"><figure></figure><figure></figure></figure>');
    app.setClock('2026-11-23T19:00:00.000Z');
    expect(await outline()).toBe('<figure></figure>');
  });
});

describe('a picture that is not for every use', () => {
  it('is out of feeds, of shared links and of print', async () => {
    await put(aMedia({ notFor: ['syndication', 'social', 'print'] }));
    await editor.publish({ slug: 'ferry', image: lead(), body: `Words.\n\n${shown(ID)}` });

    for (const feed of ['/feed.rss', '/feed.atom', '/feed.json']) expect((await app.get(feed)).body).not.toContain(ID);
    const body = await htmlAt('/abroad/ferry');
    expect(body.match(/<meta property="og:image"[^>]*>/)?.[0]).not.toContain(ID);
    expect(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1]).not.toContain(ID);
    expect(body).toContain('<figure class="lead-image not-in-print">');
    expect(body).toContain('<figure class="not-in-print"><picture>');
    expect((await app.get('/')).body).toContain('class="card-image not-in-print"');
    expect(await imageAt()).toMatchObject({ notFor: ['syndication', 'social', 'print'] });
  });

  it('is in feeds as one absolute address, with its credit', async () => {
    await put(aMedia());
    await editor.publish({ slug: 'ferry', image: lead(), body: shown(ID) });

    const html = (await app.get('/feed.json')).json.items[0].content_html;
    expect(html).toBe(
      `<figure><img src="${ORIGIN}/media/${ID}/1280.jpg" alt="A quay at six in the morning" width="1280" height="853" loading="lazy" decoding="async"><figcaption>The quay at six. <small>Credit: Ada Quill/PA</small></figcaption></figure>`,
    );
    for (const feed of ['/feed.rss', '/feed.atom']) {
      expect((await app.get(feed)).body).toContain(
        `<media:content url="${ORIGIN}/media/${ID}/1280.jpg" medium="image" width="1280" height="853"`,
      );
    }
    expect((await app.get('/feed.json')).json.items[0].image).toBe(`${ORIGIN}/media/${ID}/1280.jpg`);
  });
});

describe('a preview', () => {
  it('is the page that readers get, byte for byte', async () => {
    await put(aMedia(), aMedia({ id: OTHER, expires: EVENING }));
    const story = await editor.publish({
      slug: 'ferry',
      image: lead({ alt: 'Own' }),
      body: `${shown(OTHER)}\n\n${shown(ID)} ${shown(OTHER)}`,
    });

    const [page, preview] = await Promise.all([app.get('/abroad/ferry'), editor.get(`${story.address}/preview.html`)]);
    const withoutForm = (html: string) => html.replace(/<input type="hidden" name="rendered"[^>]*>/, '');
    expect(withoutForm(preview.body ?? '')).toBe(withoutForm(page.body ?? ''));
  });
});
