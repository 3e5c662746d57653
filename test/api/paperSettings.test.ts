import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PaperContent } from '../../functions/newsroom/settings/schema.ts';
import { paperSettingsKey } from '../../functions/sections/keys.ts';
import type { PaperSettings } from '../../functions/sections/paperSettings.ts';
import { KEPT } from '../../functions/shared/staleness.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { aReadyFile, MEDIA, mediaViolations } from '../support/library.ts';
import { Editor, EVENING, intercepting, scan } from '../support/newsroom.ts';

const SETTINGS = '/v1/newsroom/settings';
const NOTHING = z.parse(PaperContent, {});

const { seat, wrapClient } = intercepting();
let app: App;
let editor: Editor;

beforeEach(async () => {
  seat.current = undefined;
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const read = () => editor.get(SETTINGS);
const send = (method: 'PUT' | 'PATCH', body: unknown, version: number | undefined, who = editor) =>
  who.send(method, SETTINGS, { body, headers: version === undefined ? {} : { 'if-match': `"${version}"` } });
const patch = (body: unknown, version = 0, who = editor) => send('PATCH', body, version, who);
const outcome = ({ statusCode, json }: Answer) => [statusCode, json.code, json.errors];
const pointers = ({ json }: Answer): string[] => [
  ...new Set<string>((json.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)),
];
const show = async (path = '/') => (await app.get(path, READ_ANEW)).body ?? '';
const at = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1_000).toISOString();

/** Sets the paper as another instance does, of whose writes this process learns nothing. */
const setElsewhere = (settings: PaperSettings, version = 1) =>
  DynamoDBDocumentClient.from(new DynamoDBClient()).send(
    new PutCommand({
      TableName: app.tables.published,
      Item: { ...paperSettingsKey(), type: 'paper-settings', settings, version, changedAt: NOON, changedBy: 'x' },
    }),
  );

describe('settings that nobody has changed', () => {
  it('are those of the theme', async () => {
    const { statusCode, headers, json } = await read();

    expect([statusCode, headers.etag, json.version]).toEqual([200, '"0"', 0]);
    expect(json.settings).toEqual(NOTHING);
    expect(json.inForce).toMatchObject({
      title: 'Broadsheet',
      language: 'en-GB',
      timeZone: 'Europe/London',
      typefaces: { text: 'faustina', label: 'sans' },
      embeds: ['www.youtube-nocookie.com', 'player.vimeo.com'],
      pixel: null,
    });
  });

  it('are the same again when each is given back, and so is every page, byte for byte', async () => {
    await editor.publish({ slug: 'ferry' });
    const paths = ['/', '/abroad', '/abroad/ferry', '/feed.rss', '/manifest.webmanifest', '/none', '/x/y/z'];
    const pages = async () =>
      Promise.all(
        paths.map(async (path) => {
          const { body, headers } = await app.get(path, READ_ANEW);
          return [body?.replace(/value="\d+\.[\w-]+"/, ''), headers['content-security-policy']];
        }),
      );
    const before = await pages();
    await patch({ title: 'The Ledger', colours: { dark: { accent: '#ffffff' } }, pixel: 'https://a.example/p.gif' });
    const between = await pages();
    await patch({ title: null, colours: null, pixel: null }, 1);

    expect(between.map(([body]) => body)).not.toEqual(before.map(([body]) => body));
    expect(await pages()).toEqual(before);
    expect((await read()).json).toMatchObject({ settings: NOTHING, version: 2 });
  });
});

describe('a change', () => {
  it('is in the pages, the feeds, the manifest, the structured data and the answers', async () => {
    await editor.publish({ slug: 'ferry' });
    const body = {
      ...NOTHING,
      title: 'The Ledger',
      tagline: 'By the harbour wall',
      description: 'All of Harrowmere.',
      publisher: 'Ledger Ltd',
      language: 'nl-nl',
      timeZone: 'Asia/Tokyo',
      colours: {
        light: { ...NOTHING.colours.light, paper: '#FFFFFF', accent: '#004400' },
        dark: { ...NOTHING.colours.dark, accent: '#ffcc00' },
      },
      typefaces: { text: 'serif', label: null },
    };
    const saved = await send('PUT', body, 0);
    const [front, article, feed, manifest, problem, docs] = await Promise.all(
      ['/', '/abroad/ferry', '/feed.json', '/manifest.webmanifest', '/v1/articles/none', '/docs'].map((path) =>
        app.get(path, READ_ANEW),
      ),
    );

    expect(outcome(saved)).toEqual([200, undefined, undefined]);
    expect(saved.json.inForce).toMatchObject({ language: 'nl-NL', colours: { light: { paper: '#ffffff' } } });
    const css =
      ":root{--text:Georgia, 'Noto Serif', 'Times New Roman', serif}" +
      '@media screen{:root{--accent:#004400;--paper:#ffffff}}' +
      '@media screen and (prefers-color-scheme:dark){:root{--accent:#ffcc00}}';
    expect(front?.body).toContain(`<style>${css}</style>`);
    const hash = createHash('sha256').update(css).digest('base64');
    expect(front?.headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${hash}'`);
    expect(front?.body).toContain('<html lang="nl-NL" dir="ltr">');
    expect(front?.body).toContain('<title>The Ledger | All of Harrowmere.</title>');
    expect(front?.body).toContain('<p class="note">By the harbour wall</p>');
    expect(front?.body).toContain('media="(prefers-color-scheme: light)" content="#ffffff"');
    // A family of the reader's system needs no file of ours.
    expect(front?.body).not.toContain('rel="preload"');
    expect(article?.body).toContain('"name":"Ledger Ltd"');
    // Nine in the morning in London is six in the evening there.
    expect(article?.body).toMatch(/21:00|18:00/);
    expect(JSON.parse(feed?.body ?? '')).toMatchObject({ title: 'The Ledger', language: 'nl-NL' });
    expect(JSON.parse(manifest?.body ?? '')).toMatchObject({
      name: 'The Ledger',
      lang: 'nl-NL',
      background_color: '#ffffff',
    });
    expect(problem?.json.title).toBe('Dat artikel bestaat niet');
    expect(docs?.body).toContain('<title>API | The Ledger</title>');
  });

  it('is seen within what functions may remember, everywhere, also by what another instance remembers', async () => {
    await editor.publish({ slug: 'ferry' });
    const paths = [
      '/',
      '/abroad',
      '/abroad/ferry',
      '/feed.rss',
      '/feed.atom',
      '/manifest.webmanifest',
      '/docs',
      '/none',
    ];
    const titled = async () =>
      Promise.all(paths.map(async (path) => [path, (await app.get(path)).body?.includes('The Ledger')]));
    app.setClock(at(0));
    await titled();
    await setElsewhere({ title: 'The Ledger' });
    const early = await titled();
    // One memory may hold what the other had read at its very end.
    app.setClock(at(KEPT.shared - 1));
    await titled();
    app.setClock(at(KEPT.shared + KEPT.answer));

    expect(early.every(([, isNew]) => isNew === false)).toBe(true);
    expect(await titled()).toEqual(paths.map((path) => [path, true]));
  });

  it('costs a page no request, whether anything is set or not', async () => {
    await editor.publish({ slug: 'ferry' });
    const paths = ['/', '/abroad', '/abroad/ferry', '/feed.rss', '/sitemap.xml', '/manifest.webmanifest'];
    const cost = async () => {
      const costs: number[] = [];
      for (const path of paths) {
        let requests = 0;
        seat.current = (_name, next) => {
          requests += 1;
          return next();
        };
        await app.get(path, READ_ANEW);
        costs.push(requests);
      }
      seat.current = undefined;
      return costs;
    };
    await cost();
    const before = await cost();
    await patch({ title: 'The Ledger', colours: { light: { accent: '#004400' } }, language: 'de-DE' });
    await cost();

    expect(await cost()).toEqual(before);
  });

  it('stands in the audit log with what it was before', async () => {
    await patch({ title: 'The Ledger' });

    const { json } = await editor.get(`/v1/newsroom/acts?day=${NOON.slice(0, 10)}`);
    expect(json.items[0]).toMatchObject({
      kind: 'paper',
      name: null,
      act: 'save',
      by: 'ines@example.org',
      version: 1,
      detail: 'title: null > "The Ledger"',
    });
  });

  it('is refused when somebody else has made another meanwhile, also at the same moment', async () => {
    const other = new Editor(app, 'wren@example.org');
    const together = await Promise.all([patch({ title: 'One' }), patch({ title: 'Two' }, 0, other)]);
    const late = await patch({ title: 'Three' }, 0, other);
    const without = await send('PATCH', { title: 'Four' }, undefined);

    expect(together.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 412]);
    expect(late.json).toMatchObject({ code: 'version-stale', current: { version: 1 } });
    expect(late.json.current.changedBy).toMatch(/@example.org$/);
    expect(outcome(without).slice(0, 2)).toEqual([428, 'version-required']);
  });

  it('names what it does not know, with what is near', async () => {
    const answer = await patch({ titel: 'x', colours: { light: { papers: '#ffffff' } } });

    expect(pointers(answer).toSorted()).toEqual(['/colours/light/papers', '/titel']);
    expect(answer.json.errors.map(({ detail }: { detail: string }) => detail).join(' ')).toContain('title');
    expect(pointers(await send('PUT', { title: 'The Ledger' }, 0))).toContain('/pixel');
  });
});

describe('a value that cannot be', () => {
  it.each([
    ['title', 'x'.repeat(300)],
    ['title', ''],
    ['title', 'The \u202eregdel'],
    ['title', 'A\nB'],
    ['language', 'fy-NL'],
    ['language', 'tlh'],
    ['language', 'en-12'],
    ['language', 'english'],
    ['language', '"><script>'],
    ['timeZone', 'Europe/Harrowmere'],
    ['timeZone', '+02:00'],
    ['timeZone', ''],
    ['pixel', 'javascript:alert(1)'],
    ['pixel', 'http://stats.example/p.gif'],
    ['pixel', '//stats.example/p.gif'],
    ['pixel', 'https://stats.example/"onload="x'],
    ['pixel', 'data:image/gif;base64,R0lGODlhAQABAAAAACw='],
    ['contact', 'javascript:alert(1)'],
    ['contact', 'desk@example.org'],
    ['commentPolicy', 'x'.repeat(2_001)],
    ['embeds', ['evil.example']],
    ['embeds', ['player.vimeo.com', 'player.vimeo.com']],
    ['sharePicture', 'x'],
    ['sharePicture', '0'.repeat(32)],
  ])('of %s is refused with its pointer: %j', async (name, value) => {
    const answer = await patch({ [name]: value });

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(pointers(answer).every((pointer) => pointer.startsWith(`/${name}`))).toBe(true);
    expect((await read()).json.version).toBe(0);
  });

  it.each(['red', '#fff', '#12345', '#1234567', '#ffffff;}body{display:none', 'url(//x)', '</style>', 'var(--ink)', 7])(
    'of a colour is refused: %j',
    async (colour) => {
      const answer = await patch({ colours: { light: { accent: colour } } });

      expect([answer.statusCode, pointers(answer)]).toEqual([422, ['/colours/light/accent']]);
    },
  );

  it.each([
    ['light', '#808080'],
    ['dark', '#606060'],
  ] as const)('is a colour that nobody can read, in %s', async (scheme, grey) => {
    const answer = await patch({ colours: { [scheme]: { ink: grey, wash: grey } } });
    const [first] = answer.json.errors;

    expect(answer.statusCode).toBe(422);
    expect(pointers(answer)).toContain(`/colours/${scheme}/ink`);
    // The ground was set, not what stands on it.
    expect(pointers(answer)).toContain(`/colours/${scheme}/wash`);
    expect(first.detail).toMatch(/ink \(#\w{6}\) \/ paper \(#\w{6}\) has a contrast of \d\.\d\d, and needs 4\.5/);
    expect(await show()).not.toContain(grey);
  });

  it('is an edge or a focus that cannot be seen, which needs less than a text', async () => {
    const faint = await patch({ colours: { light: { edge: '#d0d0d0' } } });
    const seen = await patch({ colours: { light: { edge: '#888888', focus: '#777777' } } });

    expect(pointers(faint)).toEqual(['/colours/light/edge']);
    expect(faint.json.errors[0].detail).toContain('needs 3');
    expect(seen.statusCode).toBe(200);
  });

  it('is told in the language that the editor asks for', async () => {
    const { json } = await editor.send('PATCH', SETTINGS, {
      body: { timeZone: 'Mars/Olympus' },
      headers: { 'if-match': '"0"', 'accept-language': 'de' },
    });

    expect(json.errors[0].detail).toBe('muss eine Zeitzone wie Europe/Berlin sein');
  });

  it('never comes into a style sheet, even where it is stored', async () => {
    const evil = '#000000}body{display:none}</style><script>';
    await setElsewhere({
      colours: { light: { ink: evil, 'x}': '#000000' }, dark: { accent: 'red' } },
      typefaces: { text: evil },
      language: 'tlh',
    });

    const html = await show();
    expect(html).not.toContain('display:none');
    expect(html).not.toContain('<style>');
    expect(html).toContain('<html lang="en-GB"');
  });
});

describe('a name', () => {
  it.each([
    '</style><script>alert(1)</script>',
    '</title><img src=x onerror=alert(1)>',
    ']]> & "quoted" \' <',
    'الصحيفة',
    '新聞報',
    'Ωmega ½ 🗞️',
  ])('stands as it was written everywhere: %s', async (title) => {
    await editor.publish({ slug: 'ferry' });
    const saved = await patch({ title, tagline: title, publisher: title, description: title, commentPolicy: title });
    const [front, article, rss, atom, json, manifest] = await Promise.all(
      ['/', '/abroad/ferry', '/feed.rss', '/feed.atom', '/feed.json', '/manifest.webmanifest'].map((path) =>
        show(path),
      ),
    );

    expect(saved.statusCode).toBe(200);
    for (const html of [front, article]) {
      expect(html).not.toMatch(/<script>alert|<img src=x/);
      expect(html?.match(/<\/title>/g)).toHaveLength(1);
    }
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(article ?? '') ?? [];
    expect(JSON.parse(data)[0].publisher.name).toBe(title);
    expect(JSON.parse(json ?? '').title).toBe(title);
    expect(JSON.parse(manifest ?? '').name).toBe(title);
    for (const xml of [rss, atom]) expect(xml).not.toMatch(/<script>alert|<img src=x/);
  });

  it('is in no header of a mail', async () => {
    await editor.publish({ slug: 'ferry' });
    await patch({ title: 'Bcc: all@example.org', language: 'nl-NL' });
    await new Commenting(app).send({ email: 'wren@example.org', notify: true });

    const mails = await app.mails();
    expect(mails.map(({ subject }) => subject)).toEqual(['Bevestig uw adres']);
  });
});

describe('a picture', () => {
  const aPicture = (changes: Record<string, unknown> = {}) => aReadyFile(editor, { alt: 'A quay.', ...changes });
  const change = ({ id, version }: { id: string; version: number }, body: object) =>
    editor.send('PATCH', `${MEDIA}/${id}`, { body, headers: { 'if-match': `"${version}"` } });

  it('is the logo, and what is shown with links to pages without one', async () => {
    await editor.publish({ slug: 'ferry' });
    const picture = await aPicture();

    const saved = await patch({ logo: { media: picture.id }, sharePicture: picture.id });
    const [front, article] = [await show(), await show('/abroad/ferry')];

    expect(saved.json.settings).toMatchObject({
      logo: { media: picture.id, inMasthead: true },
      sharePicture: picture.id,
    });
    const logo = `/media/${picture.id}/1280.jpg`;
    expect(front).toContain(`<img src="${logo}" alt="Broadsheet" width="1280" height="853"/>`);
    expect(article).toContain(`"logo":{"@type":"ImageObject","url":"https://broadsheet.example${logo}"}`);
    for (const html of [front, article]) {
      expect(html).toMatch(
        new RegExp(`og:image" content="https://broadsheet.example/media/${picture.id}/16x9-x50y40-1200.jpg"`),
      );
      expect(html).toContain('<meta property="og:image:alt" content="A quay."/>');
      expect(html).toContain('<meta name="twitter:card" content="summary_large_image"/>');
    }
    expect(await mediaViolations(app)).toEqual([]);
  });

  it('is refused when it is not there, has no alternative text, is no picture, has expired, or may not be shared', async () => {
    const silent = await aReadyFile(editor);
    const expired = await aPicture({ expires: MORNING });
    const unshared = await aPicture({ notFor: ['social'] });
    const answers = [
      await patch({ logo: { media: '0'.repeat(32) } }),
      await patch({ sharePicture: silent.id }),
      await patch({ sharePicture: expired.id }),
      await patch({ sharePicture: unshared.id }),
    ];

    expect(answers.map((answer) => [answer.statusCode, pointers(answer)])).toEqual([
      [422, ['/logo/media']],
      [422, ['/sharePicture']],
      [422, ['/sharePicture']],
      [422, ['/sharePicture']],
    ]);
  });

  it('is shown until the very millisecond in which its right expires', async () => {
    const picture = await aPicture({ expires: EVENING });
    await patch({ sharePicture: picture.id, logo: { media: picture.id } });
    app.setClock(new Date(Date.parse(EVENING) - 1).toISOString());
    const before = (await app.get('/')).body;
    app.setClock(EVENING);
    const after = (await app.get('/')).body;

    expect(before).toContain(picture.id);
    expect(after).not.toContain(picture.id);
    expect(after).toContain('<h1 class="masthead-name"><a href="/" aria-current="page">Broadsheet</a>');
    expect((await read()).json).toMatchObject({
      settings: { sharePicture: picture.id },
      inForce: { sharePicture: null },
    });
  });

  it('changes with its record, and cannot be removed while it is used', async () => {
    const picture = await aPicture();
    await patch({ sharePicture: picture.id });

    const changed = await change(picture, { alt: 'The quay at dawn.' });
    const { json: uses } = await editor.get(`${MEDIA}/${picture.id}/uses`);
    const removed = await editor.send('DELETE', `${MEDIA}/${picture.id}`, {
      headers: { 'if-match': `"${changed.json.version}"` },
    });
    const alt = await show();
    await change(changed.json, { notFor: ['social'] });
    const withheld = await show();
    await patch({ sharePicture: null }, 1);
    const { json: present } = await editor.get(`${MEDIA}/${picture.id}`);
    const gone = await editor.send('DELETE', `${MEDIA}/${picture.id}`, {
      headers: { 'if-match': `"${present.version}"` },
    });

    expect(alt).toContain('<meta property="og:image:alt" content="The quay at dawn."/>');
    expect(uses.items).toMatchObject([{ headline: SETTINGS }]);
    expect([removed.statusCode, removed.json.code]).toEqual([409, 'media-in-use']);
    expect(removed.json.detail).toContain(SETTINGS);
    expect(withheld).not.toContain(picture.id);
    expect(gone.statusCode).toBe(200);
    expect(await mediaViolations(app)).toEqual([]);
  });
});

describe('a pixel', () => {
  it('is on every page that can be shared, and tells its path where it is asked to', async () => {
    await editor.publish({ slug: 'ferry' });
    await patch({ pixel: 'https://stats.example/p.gif?site=1&path={path}' });

    const [front, article, missing, form] = [
      await show(),
      await show('/abroad/ferry'),
      await show('/none'),
      await show('/comments/new?article=ferry'),
    ];
    const pixel = (path: string) =>
      `<img class="sr-only" src="https://stats.example/p.gif?site=1&amp;path=${path}" alt width="1" height="1" referrerpolicy="no-referrer"/>`;
    expect(front).toContain(pixel('%2F'));
    expect(article).toContain(pixel('%2Fabroad%2Fferry'));
    // Nothing is told of pages of one person, nor of their tokens.
    for (const html of [missing, form]) expect(html).not.toContain('stats.example');
  });
});

describe('players', () => {
  const BODY = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nhttps://vimeo.com/76979871';

  it('are shown of those hosts that the paper allows, and linked to of others', async () => {
    await editor.publish({ slug: 'ferry', body: BODY });
    const policyOf = async () => (await app.get('/abroad/ferry', READ_ANEW)).headers['content-security-policy'];
    const both = await show('/abroad/ferry');
    await patch({ embeds: ['player.vimeo.com'] });
    const [one, policy] = [await show('/abroad/ferry'), await policyOf()];
    await patch({ embeds: [] }, 1);
    const [none, strict] = [await show('/abroad/ferry'), await policyOf()];

    expect(both.match(/<iframe/g)).toHaveLength(2);
    expect(one).toContain('<iframe src="https://player.vimeo.com/');
    expect(one).toMatch(/<a href="https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ" rel="noopener">/);
    expect(policy).toContain('frame-src https://player.vimeo.com;');
    expect(none).not.toContain('<iframe');
    expect(strict).toContain("frame-src 'none';");
  });
});

describe('what commenters are told', () => {
  it('stands above the form', async () => {
    await editor.publish({ slug: 'ferry' });
    await patch({ commentPolicy: 'Be kind.\n\nStay <with> it.', contact: 'mailto:desk@example.org' });

    for (const path of ['/abroad/ferry', '/comments/new?article=ferry']) {
      const html = await show(path);
      expect(html).toContain('<p class="note">Be kind.</p>');
      expect(html).toContain('Stay &lt;with> it.</p>');
      expect(html).toContain('Questions about comments: <a href="mailto:desk@example.org">desk@example.org</a>');
    }
  });
});

describe('the time zone', () => {
  it('decides the days of pages, archives and sitemaps', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry', publishedAt: '2026-10-31T23:30:00.000Z' }), undefined);
    const before = [(await app.get('/archive/2026-11')).statusCode, (await app.get('/archive/2026-10')).body];
    await patch({ timeZone: 'Asia/Tokyo' });
    const after = [(await app.get('/archive/2026-11', READ_ANEW)).body, await app.get('/archive/2026-10', READ_ANEW)];

    expect(before[1]).toContain('/abroad/ferry');
    expect(after[0]).toContain('/abroad/ferry');
    expect((after[1] as Answer).statusCode).toBe(404);
    expect(await show('/sitemap.xml')).not.toContain('2026-10');
  });
});

describe('the language', () => {
  it('is that of new articles and pages which name none', async () => {
    await patch({ language: 'nl-NL' });
    const created = await editor.create();
    const own = await editor.create({ slug: 'other', language: 'de' });
    const { json: page } = await editor.send('POST', '/v1/newsroom/pages', {
      body: { headline: 'Over', body: 'Wij.' },
    });
    const { json: back } = await editor.send('PATCH', `/v1/newsroom/articles/${own.id}`, {
      body: { language: null },
      headers: { 'if-match': `"${own.version}"` },
    });
    const { json } = await editor.get(`/v1/newsroom/articles/${created.id}`);

    expect([json.language, page.language, back.language]).toEqual(['nl-NL', 'nl-NL', 'nl-NL']);
  });
});

describe('the stored item', () => {
  it('is public, and holds nothing of the newsroom but who has changed it last', async () => {
    await patch({ title: 'The Ledger' });
    const item = (await scan(app, 'published')).find(({ type }) => type === 'paper-settings');

    expect(item).toMatchObject({ pk: 'SECTIONS', sk: 'PAPER', settings: { title: 'The Ledger' }, version: 1 });
    expect(Object.keys(item ?? {}).toSorted()).toEqual(
      ['changedAt', 'changedBy', 'pk', 'request', 'settings', 'sk', 'type', 'version'].toSorted(),
    );
  });
});

describe('npm run verify', () => {
  it('knows the settings, what they show of the library, and such as nobody could save', async () => {
    const picture = await aReadyFile(editor, { alt: 'A quay.' });
    await patch({ title: 'The Ledger', logo: { media: picture.id }, language: 'ar-EG' });
    const rulesBroken = async () =>
      (await verifyTables(app, new Date(NOON), () => undefined)).violations.map(({ rule }) => rule);
    const sound = await rulesBroken();
    await setElsewhere({ title: '', logo: { ...(await stored()).logo, id: '0'.repeat(32) } as never }, 2);

    expect(sound).toEqual([]);
    expect((await rulesBroken()).toSorted()).toEqual(['paper-invalid', 'picture-unknown']);
  });

  const stored = async () => {
    const item = (await scan(app, 'published')).find(({ type }) => type === 'paper-settings');
    return (item?.settings ?? {}) as PaperSettings;
  };
});
