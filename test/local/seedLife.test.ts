import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKeyedHash } from '../../functions/shared/keyedHash.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { parseArticle } from '../../seeds/article.ts';
import { loadSeeds, readSeeds, type SeedSet } from '../../seeds/load.ts';
import { type App, READ_ANEW, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';

const editor = { name: 'ines@example.org', groups: ['editors'] };
const FIRST = '2026-11-20T06:30:00.000Z';
const SECOND = '2026-11-21T06:30:00.000Z';
const THIRD = '2026-11-22T06:30:00.000Z';
const TOMORROW = '2026-11-24T06:30:00.000Z';

let app: App;

beforeEach(async () => {
  app = await startApp();
});

describe('loadSeeds', () => {
  it('publishes an article at its own instant, by its first author', async () => {
    const seed = aSeed({ byline: '[Ada Quill, Ines Calder]' });

    const loaded = await load(seed);
    const { json } = await app.get('/v1/articles/high-water');

    expect(loaded).toEqual({ articles: 1, pages: 0, unchanged: 0, comments: 0 });
    expect(json).toMatchObject({ publishedAt: FIRST, updatedAt: FIRST, corrections: [], headline: 'High water' });
    expect(await acts('published')).toEqual([
      ['create', FIRST, 'Ada Quill'],
      ['publish', FIRST, 'Ada Quill'],
    ]);
    expect(await violations()).toEqual([]);
  });

  it('replays corrections and a later text, each at its instant', async () => {
    const corrections = `\n  - at: ${SECOND}\n    note: It was low.`;

    await load(aSeed({ corrections, updatedAt: THIRD }));
    const { json } = await app.get('/v1/articles/high-water');

    expect(json).toMatchObject({ updatedAt: THIRD, corrections: [{ at: SECOND, note: 'It was low.' }] });
    expect((await acts('published')).map(([act, at]) => [act, at])).toEqual([
      ['create', FIRST],
      ['publish', FIRST],
      ['correct', SECOND],
      ['save', THIRD],
      ['publish', THIRD],
    ]);
    expect(await violations()).toEqual([]);
  });

  it('lets every former slug lead to the last in one hop, with the thread', async () => {
    await load(aSeed({ movedFrom: '[low-water, slack-water]' }), [aComment()]);
    const [low, slack] = await Promise.all(['low-water', 'slack-water'].map((slug) => app.get(`/v1/articles/${slug}`)));
    const { json: thread } = await app.get('/v1/articles/high-water/comments');
    const { json } = await app.get('/v1/articles/high-water');

    expect([low?.statusCode, slack?.statusCode]).toEqual([308, 308]);
    expect([low?.headers.location, slack?.headers.location]).toEqual(Array(2).fill('/v1/articles/high-water'));
    expect(thread.items).toMatchObject([{ author: { name: 'Maud' } }]);
    expect(json).toMatchObject({ updatedAt: FIRST, comments: { count: 1 } });
    expect(await violations()).toEqual([]);
  });

  it('takes whatever an article may have, and loads nothing of it a second time', async () => {
    const image = '\n  url: https://img.example/quay.jpg\n  alt: A quay\n  width: 1600\n  height: 900';
    const translations = '\n  - language: cy\n    url: https://cy.example.org/penllanw';
    const seed = aSeed({ image, translations, language: 'en-GB', standfirst: '' });

    await load(seed);
    const again = await load(seed);
    const { json } = await app.get('/v1/articles/high-water');

    expect(again).toEqual({ articles: 0, pages: 0, unchanged: 1, comments: 0 });
    expect(json).toMatchObject({
      image: { url: 'https://img.example/quay.jpg', alt: 'A quay', caption: null, sources: [] },
      translations: [{ language: 'cy', url: 'https://cy.example.org/penllanw' }],
      language: 'en-GB',
    });
  });

  it('withdraws an article', async () => {
    await load(aSeed({ withdrawn: SECOND }));
    const { statusCode } = await app.get('/v1/articles/high-water');

    expect(statusCode).toBe(410);
    expect((await acts('withdrawn')).at(-1)?.slice(0, 2)).toEqual(['withdraw', SECOND]);
    expect(await violations()).toEqual([]);
  });

  it('schedules an article that is to come', async () => {
    await load(aSeed({ publishedAt: TOMORROW, movedFrom: '[low-water]' }));
    const before = await app.get('/v1/articles/high-water');
    const scheduled = await acts('scheduled');
    const found = await violations();
    app.setClock(TOMORROW);
    const after = await app.get('/v1/articles/high-water');

    expect([before.statusCode, after.statusCode]).toEqual([404, 200]);
    expect(scheduled.map(([act, at]) => [act, at])).toEqual([
      ['create', NOON],
      ['publish', NOON],
    ]);
    expect(found).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, number?]>([
    ['that is out', {}],
    ['that was corrected', { corrections: `\n  - at: ${SECOND}\n    note: It was low.`, updatedAt: SECOND }],
    ['that was published again', { updatedAt: THIRD }],
    ['that has moved', { movedFrom: '[low-water]' }],
    // Nothing is added to a thread whose article is gone.
    ['that was withdrawn', { withdrawn: SECOND }, 0],
    ['that is to come', { publishedAt: TOMORROW, movedFrom: '[low-water]' }],
  ])('writes nothing the second time of an article %s', async (_, fields, comments = 1) => {
    const first = await load(aSeed(fields), [aComment()]);
    const before = await everything();

    const second = await load(aSeed(fields), [aComment()], '2026-11-23T18:00:00.000Z');
    const after = await everything();

    expect(first).toEqual({ articles: 1, pages: 0, unchanged: 0, comments });
    expect(second).toEqual({ articles: 0, pages: 0, unchanged: 1, comments: 0 });
    expect(after).toEqual(before);
  });

  it('publishes a changed text now, and keeps the former as a revision', async () => {
    await load(aSeed());

    const loaded = await load(aSeed({ headline: 'Spring tide', section: 'home' }));
    const { json } = await app.get('/v1/articles/high-water');
    const { json: left } = await app.get('/v1/sections/abroad/articles');

    expect(loaded.articles).toBe(1);
    expect(json).toMatchObject({ headline: 'Spring tide', publishedAt: FIRST, updatedAt: NOON });
    expect(left.items).toEqual([]);
    expect((await acts('published')).map(([act]) => act)).toEqual(['create', 'publish', 'save', 'publish']);
    expect(await violations()).toEqual([]);
  });

  it('publishes a changed text with the correction that tells of it', async () => {
    await load(aSeed());

    await load(aSeed({ headline: 'Low water', corrections: `\n  - at: ${SECOND}\n    note: It was low.` }));
    const { json } = await app.get('/v1/articles/high-water');

    expect(json).toMatchObject({ headline: 'Low water', updatedAt: SECOND, corrections: [{ at: SECOND }] });
    expect((await acts('published')).map(([act]) => act)).toEqual(['create', 'publish', 'save', 'correct']);
  });

  it('knows an article whose file has another name by its former slug', async () => {
    await load(aSeed(), [aComment()]);

    const loaded = await load(aSeed({ movedFrom: '[high-water]' }, 'spring-tide'), [aComment('spring-tide')]);
    const old = await app.get('/v1/articles/high-water');
    const { json } = await app.get('/v1/articles/spring-tide');

    expect(loaded).toEqual({ articles: 1, pages: 0, unchanged: 0, comments: 0 });
    expect(old.headers.location).toBe('/v1/articles/spring-tide');
    expect(json.comments.count).toBe(1);
    expect(await violations()).toEqual([]);
  });

  it('lets a former slug lead to an article that was loaded without it', async () => {
    await load(aSeed());

    await load(aSeed({ movedFrom: '[low-water]' }));
    const old = await app.get('/v1/articles/low-water');

    expect(old.headers.location).toBe('/v1/articles/high-water');
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['makes an article public again that was withdrawn', { withdrawn: SECOND }, {}],
    ['takes a scheduled article to another instant', { publishedAt: TOMORROW }, { publishedAt: SECOND }],
  ])('%s', async (_, fields, changes) => {
    await load(aSeed(fields));
    const before = await app.get('/v1/articles/high-water');

    await load(aSeed(changes));
    const after = await app.get('/v1/articles/high-water');

    expect(before.statusCode).toBeGreaterThanOrEqual(404);
    expect(after.statusCode).toBe(200);
    expect(await violations()).toEqual([]);
  });

  it('names the file of an article that the newsroom refuses', async () => {
    await load(aSeed());

    const refused = load(aSeed({ publishedAt: SECOND }));

    await expect(refused).rejects.toThrow(
      /^seeds\/articles\/high-water\.md:1: "publish" at an instant is not possible/,
    );
  });

  it('adds, mends and orders sections, and keeps those it does not know', async () => {
    await load([], [], NOON, [
      { name: 'science', title: 'Science', description: 'How the world works.' },
      { name: 'abroad', title: 'The world', description: 'Far away.' },
    ]);
    const { json } = await app.get('/v1/sections');

    expect(json.items).toEqual([
      { name: 'science', title: 'Science', description: 'How the world works.', position: 1 },
      { name: 'abroad', title: 'The world', description: 'Far away.', position: 2 },
      expect.objectContaining({ name: 'home', position: 2 }),
    ]);
  });

  it('leads from the footer to the pages that are not articles, until somebody has changed it', async () => {
    const seeds = await readSeeds('seeds');
    const hash = createKeyedHash(async () => 'a key for tests');
    const loadAll = () =>
      loadSeeds({ ...seeds, articles: [], comments: [] }, { ...app, hash }, () => {}, new Date(NOON));
    const footer = async () => {
      const { body = '' } = await app.get('/', READ_ANEW);
      return [...body.slice(body.indexOf('<footer')).matchAll(/<a href="([^"#]+)"/g)].map(([, href]) => href);
    };
    await loadAll();
    const linked = await footer();

    expect(linked).toEqual([
      '/about',
      '/contact',
      '/imprint',
      '/privacy',
      '/accessibility',
      '/corrections',
      '/feed.rss',
    ]);
    for (const href of linked) expect([href, (await app.get(href ?? '')).statusCode]).toEqual([href, 200]);
    const { json: acts } = await app.get('/v1/newsroom/acts?day=2026-11-02', { caller: editor });
    expect(acts.items).toContainEqual(
      expect.objectContaining({ kind: 'menu', name: 'footer', act: 'save', version: 1 }),
    );
    const body = { items: [{ page: 'imprint' }] };
    await app.put('/v1/newsroom/menus/footer', body, { caller: editor, headers: { 'if-match': '"1"' } });
    await loadAll();
    expect((await app.get('/v1/newsroom/menus/footer', { caller: editor })).json).toMatchObject({
      ...body,
      version: 2,
    });
    expect(await violations()).toEqual([]);
  });
});

type Article = SeedSet['articles'][number];

function load(
  articles: Article | readonly Article[],
  comments: SeedSet['comments'] = [],
  now: string = NOON,
  sections: SeedSet['sections'] = [],
) {
  const hash = createKeyedHash(async () => 'a key for tests');
  const seeds = { sections, comments, articles: [articles].flat(), pages: [], menus: [], pictures: new Set<string>() };
  return loadSeeds(seeds, { client: app.client, tables: app.tables, hash }, () => {}, new Date(now));
}

/** A seed of an article that came out at {@link FIRST}, some fields changed. */
function aSeed(changes: Readonly<Record<string, string>> = {}, slug = 'high-water'): Article {
  const fields = {
    headline: 'High water',
    standfirst: 'The sea takes its time.',
    section: 'abroad',
    tags: '[tides]',
    byline: '[Ines Calder]',
    publishedAt: FIRST,
    ...changes,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  const file = `seeds/articles/${slug}.md`;
  return { ...parseArticle(file, `---\n${lines.join('\n')}\n---\nIt is *late*.\n`), file };
}

const aComment = (article = 'high-water') => ({
  article,
  name: 'Maud',
  email: 'maud@example.com',
  at: SECOND,
  comment: 'I was there.',
});

/** What was done to the one article of a state, oldest first: what, when, by whom. */
async function acts(state: string): Promise<[string, string, string][]> {
  const { json: copies } = await app.get(`/v1/newsroom/articles?state=${state}`, { caller: editor });
  const { json } = await app.get(`/v1/newsroom/articles/${copies.items[0].id}/acts`, { caller: editor });
  const inOrder = json.items.toSorted(
    (one: { version: number }, other: { version: number }) => one.version - other.version,
  );
  return inOrder.map(({ act, at, by }: Record<string, string>) => [act, at, by] as [string, string, string]);
}

const violations = async () => (await verifyTables(app, new Date(NOON), () => {})).violations;

/** Every item of both tables. */
async function everything() {
  const scans = Object.values(app.tables).map((TableName) => app.client.send(new ScanCommand({ TableName })));
  const items = (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
  return items.sort((one, other) => `${one.pk} ${one.sk}`.localeCompare(`${other.pk} ${other.sk}`));
}
