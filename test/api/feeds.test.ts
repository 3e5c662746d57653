import { parseFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { commentKey, rootSortKey } from '../../functions/comments/threads/keys.ts';
import type { PublishedComment } from '../../functions/comments/threads/schema.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import { type App, ORIGIN, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING } from '../support/builders.ts';
import { putAll, spent } from '../support/reading.ts';
import { syntaxFaults } from '../support/xml.ts';

const LATER = '2026-11-23T15:00:00.000Z';
const PUBLIC = 'public, max-age=10, s-maxage=20, stale-while-revalidate=10';
const ago = (minutes: number) => new Date(Date.parse(MORNING) - minutes * 60_000).toISOString();

const aComment = (number: number, changes: Partial<PublishedComment> = {}): PublishedComment => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  thread: 'ferry',
  name: `Reader ${number}`,
  publishedAt: new Date(Date.parse(MORNING) + number * 60_000).toISOString(),
  editedAt: null,
  body: `<p>Comment ${number}.</p>`,
  parentId: null,
  depth: 0,
  root: null,
  ...changes,
});

let app: App;

beforeAll(async () => {
  app = await startApp();
  const { publication } = app;
  await publication.publish(
    anArticle({ slug: 'ferry', body: '<p>See <a href="/abroad/story-1">this</a> & that.</p>' }),
    undefined,
  );
  const boat = anArticle({ slug: 'boat', thread: 'old-boat', section: 'home', publishedAt: ago(1), tags: [] });
  await publication.publish(boat, undefined);
  await publication.redirect('old-boat', boat);
  for (let number = 2; number <= 45; number += 1) {
    await publication.publish(anArticle({ slug: `story-${number}`, publishedAt: ago(number) }), undefined);
  }
  await publication.publish(anArticle({ slug: 'later', headline: 'Still to come', publishedAt: LATER }), undefined);
  await app.get('/v1/sections');
});

const LISTINGS = ['', '/abroad', '/tags/harbour', '/authors/ines-calder'];
const feeds = (format: string) => LISTINGS.map((listing) => `${listing}/feed.${format}`);
const MEDIA_TYPES = [
  ['rss', 'application/rss+xml; charset=utf-8'],
  ['atom', 'application/atom+xml; charset=utf-8'],
  ['json', 'application/feed+json; charset=utf-8'],
] as const;

describe.each(MEDIA_TYPES.flatMap(([format, type]) => feeds(format).map((path) => [path, type] as const)))(
  'GET %s',
  (path, type) => {
    it('is a feed of its newest twenty, whole, that a parser reads', async () => {
      const answer = await app.get(path);

      expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': type, 'cache-control': PUBLIC } });
      const { feed } = parseFeed(answer.body ?? '') as unknown as { feed: { items?: unknown[]; entries?: unknown[] } };
      expect(feed.items ?? feed.entries).toHaveLength(20);
      expect(answer.body).toContain(`href=`);
      expect(answer.body).toContain(`${ORIGIN}/abroad/story-1`);
    });

    it('answers 304 to who has it, and HEAD with the same headers', async () => {
      const first = await app.get(path);

      const again = await app.get(path, { headers: { 'if-none-match': first.headers.etag ?? '' } });
      const head = await app.request('HEAD', path);

      expect(again).toMatchObject({ statusCode: 304, headers: { etag: first.headers.etag } });
      expect(head).toMatchObject({ statusCode: 200, headers: first.headers, body: '' });
      expect(first).not.toHaveProperty('cookies');
      expect(first.headers).not.toHaveProperty('vary');
    });

    it('costs two requests, its entries and all of their texts, and one beside for who or what it is of', async () => {
      await app.get(path, READ_ANEW);

      expect(spent(app)?.requests).toBe(/^\/(tags|authors)\//.test(path) ? 3 : 2);
    });
  },
);

describe('an address that feed readers try', () => {
  it.each([
    ['/feed', '/feed.rss'],
    ['/feed.xml', '/feed.rss'],
    ['/rss', '/feed.rss'],
    ['/rss.xml', '/feed.rss'],
    ['/index.xml', '/feed.rss'],
    ['/atom.xml', '/feed.atom'],
    ['/abroad/feed', '/abroad/feed.rss'],
    ['/%E4%B8%96%E7%95%8C/feed', '/%E4%B8%96%E7%95%8C/feed.rss'],
  ])('%s leads to %s', async (path, address) => {
    const answer = await app.get(path);

    expect(answer).toMatchObject({ statusCode: 301, headers: { location: address } });
  });
});

describe('a feed that an article is taken out of', () => {
  const updatedOf = (body = '') => /<updated>([^<]+)</.exec(body)?.[1] ?? '';

  it.each([
    ['withdrawn', (paper: App, at: string) => paper.publication.withdraw(anArticle({ slug: 'ferry' }), at)],
    [
      'moved to another section',
      (paper: App, at: string) =>
        paper.publication.publish(
          anArticle({ slug: 'ferry', section: 'home', updatedAt: at }),
          anArticle({ slug: 'ferry' }),
        ),
    ],
  ])('is as young as that: %s', async (_how, take) => {
    const paper = await startApp();
    await paper.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await paper.publication.publish(anArticle({ slug: 'boat', publishedAt: ago(60) }), undefined);
    const before = updatedOf((await paper.get('/abroad/feed.atom')).body);

    await take(paper, '2026-11-23T11:00:00.000Z');

    const { body = '' } = await paper.get('/abroad/feed.atom');
    expect(before).toBe(MORNING);
    expect(body).not.toContain('/abroad/ferry');
    expect(updatedOf(body)).toBe('2026-11-23T11:00:00.000Z');
  });
});

describe('a feed', () => {
  it.each(['/feed.json', '/abroad/feed.json', '/tags/harbour/feed.json', '/authors/ines-calder/feed.json'])(
    'is read to its end by its next links, each article once: %s',
    async (path) => {
      const ids: string[] = [];
      let next: string | undefined = `${ORIGIN}${path}`;
      let pages = 0;
      while (next) {
        const { json } = await app.get(next.replace(ORIGIN, ''));
        ids.push(...json.items.map(({ id }: { id: string }) => id));
        next = json.next_url;
        pages += 1;
      }

      expect(pages).toBe(3);
      expect(ids.length).toBeGreaterThanOrEqual(45);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('begins anew at an empty cursor', async () => {
    const [first, empty] = await Promise.all(['/feed.rss', '/feed.rss?cursor='].map((path) => app.get(path)));

    expect([empty?.statusCode, empty?.body]).toEqual([200, first?.body]);
  });

  it('has the same ids in every format, made of the slug an article first had', async () => {
    const { json } = await app.get('/home/feed.json');
    const rss = await new Parser().parseString((await app.get('/home/feed.rss')).body ?? '');
    const atom = await app.get('/home/feed.atom');

    const id = `tag:${settings.tagAuthority}:article/old-boat`;
    expect([json.items[0].id, rss.items[0]?.guid]).toEqual([id, id]);
    expect(atom.body).toContain(`<id>${id}</id>`);
  });

  it('tells tags, language and last change of its entries', async () => {
    const { json } = await app.get('/abroad/feed.json');

    expect(json.items[0]).toMatchObject({
      tags: ['Abroad', 'harbour'],
      language: 'en-GB',
      date_modified: MORNING,
      content_html: `<p>See <a href="${ORIGIN}/abroad/story-1">this</a> & that.</p>`,
    });
  });

  it('has standfirsts alone where the settings say so', async () => {
    const brief = await startApp({ paper: { feeds: { fullText: false } } });
    await brief.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await brief.get('/feed.json');

    const { json } = await brief.get('/feed.json', READ_ANEW);

    expect(json.items[0]).toMatchObject({ content_text: 'After eleven days in dock the night boat is back.' });
    expect(json.items[0]).not.toHaveProperty('content_html');
    expect(spent(brief)?.requests).toBe(2);
  });

  it('stays within what a function may answer: beyond a million characters, standfirsts alone', async () => {
    const heavy = await startApp();
    for (let number = 0; number < 6; number += 1) {
      const body = `<p>${'&amp;'.repeat(58_000)}</p>`;
      await heavy.publication.publish(
        anArticle({ slug: `heavy-${number}`, body, publishedAt: ago(number) }),
        undefined,
      );
    }

    const { body = '' } = await heavy.get('/feed.rss');

    const { items } = await new Parser().parseString(body);
    expect(items.map((item) => 'content:encoded' in item)).toEqual([true, true, true, false, false, false]);
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(6 * 1024 * 1024);
  });

  it.each([
    ['/nowhere/feed.rss', 404, 'section-not-found'],
    ['/tags/nothing/feed.atom', 404, 'address-not-found'],
    ['/authors/nobody/feed.json', 404, 'author-not-found'],
    ['/abroad/nothing/comments.rss', 404, 'article-not-found'],
    ['/Abroad/feed.rss', 404, 'parameter-invalid'],
    ['/feed.rss?cursor=zzz', 400, 'cursor-invalid'],
  ])('that is not there is a problem document: %s', async (path, status, code) => {
    const answer = await app.get(path);

    expect([answer.statusCode, answer.json.code]).toEqual([status, code]);
  });

  it('does not look at parameters it does not know', async () => {
    const [plain, tracked] = await Promise.all(
      ['/feed.rss', '/feed.rss?utm_source=x&limit=3'].map((each) => app.get(each)),
    );

    expect(tracked?.body).toBe(plain?.body);
  });

  it.each([...feeds('rss'), ...feeds('atom'), ...feeds('json')])(
    'shows a scheduled article at its instant, and not a millisecond before: %s',
    async (path) => {
      app.setClock('2026-11-23T14:59:59.999Z');
      const before = await app.get(path);
      app.setClock(LATER);
      const at = await app.get(path);
      app.setClock('2026-11-23T12:00:00.000Z');

      expect(before.body).not.toContain('Still to come');
      expect(at.body).toContain('Still to come');
    },
  );
});

describe('the feed of a tag or an author', () => {
  it('is there from the instant of its first article, and not a millisecond before', async () => {
    const paper = await startApp();
    const byline = [{ name: 'Noor Haddad', slug: 'noor-haddad' }];
    await paper.publication.publish(anArticle({ slug: 'first', tags: ['fog'], byline, publishedAt: LATER }), undefined);
    const paths = ['/tags/fog', '/authors/noor-haddad'].flatMap((page) =>
      MEDIA_TYPES.map(([format]) => `${page}/feed.${format}`),
    );
    const statuses = async () =>
      (await Promise.all(paths.map((path) => paper.get(path)))).map((each) => each.statusCode);

    paper.setClock('2026-11-23T14:59:59.999Z');
    const before = await statuses();
    paper.setClock(LATER);
    const at = await statuses();

    expect(before).toEqual(paths.map(() => 404));
    expect(at).toEqual(paths.map(() => 200));
  });
});

describe('the feed of an article’s comments', () => {
  beforeAll(async () => {
    const root = aComment(1);
    const replyTo = { parentId: root.id, depth: 1, root: rootSortKey(root.publishedAt, root.id) };
    const comments = [
      ...Array.from({ length: 30 }, (_, number) => aComment(number + 1)),
      aComment(40, { ...replyTo, name: 'Wren <script>', body: '<p>A late reply.</p>' }),
      aComment(7, { thread: 'old-boat', body: '<p>On the boat.</p>' }),
    ];
    await putAll(
      app,
      comments.map((comment) => ({ ...commentKey(comment), type: 'comment', ...comment })),
    );
  });

  it('has the newest twenty, newest first, whatever they reply to', async () => {
    const { body = '', headers } = await app.get('/abroad/ferry/comments.rss');

    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    expect(await syntaxFaults(body)).toEqual([]);
    const { items } = await new Parser().parseString(body);
    expect(items).toHaveLength(20);
    expect(items.slice(0, 3).map(({ title }) => title)).toEqual(['By Wren <script>', 'By Reader 30', 'By Reader 29']);
    expect(items[0]?.link).toBe(`${ORIGIN}/comments/${aComment(40).id}`);
  });

  it('costs two requests', async () => {
    await app.get('/abroad/ferry/comments.rss', READ_ANEW);

    expect(spent(app)?.requests).toBe(2);
  });

  it('follows its article: a moved one keeps its thread, and an old address leads to the new one', async () => {
    const moved = await app.get('/home/boat/comments.rss');
    const old = await app.get('/abroad/old-boat/comments.rss');

    expect(moved.body).toContain('On the boat.');
    expect(old).toMatchObject({ statusCode: 301, headers: { location: '/home/boat/comments.rss' } });
  });

  it('is that of an unknown article until the article is out', async () => {
    app.setClock('2026-11-23T14:59:59.999Z');
    const before = await app.get('/abroad/later/comments.rss');
    app.setClock(LATER);
    const at = await app.get('/abroad/later/comments.rss');
    app.setClock('2026-11-23T12:00:00.000Z');

    expect([before.statusCode, at.statusCode]).toEqual([404, 200]);
  });
});
