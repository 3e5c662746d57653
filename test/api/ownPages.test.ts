import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownPageKey } from '../../functions/sections/keys.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { mendCorrections, verifyTables } from '../../infra/commands/verify.ts';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';
import { ARTICLES, aText, BEFORE_EVENING, type Content, Editor, EVENING, listed, scan } from '../support/newsroom.ts';

const PAGES = '/v1/newsroom/pages';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const imprint = { headline: 'Imprint', body: 'Published by **Broadsheet Press**, 1 Quay Street.' };
const create = (body: Content = imprint) => editor.send('POST', PAGES, { body });
const step = async (name: string, { json }: Answer, body: object = {}) =>
  editor.send('POST', `${PAGES}/${json.id}/${name}`, { body, headers: { 'if-match': `"${json.version}"` } });
const publish = async (body: Content = imprint, at?: string) => step('publish', await create(body), at ? { at } : {});
const patch = ({ json }: Answer, body: object) =>
  editor.send('PATCH', `${PAGES}/${json.id}`, { body, headers: { 'if-match': `"${json.version}"` } });
const outcome = ({ statusCode, json }: Answer) => [statusCode, json.code, json.errors];
const at = (instant: string) => app.setClock(instant);
/** How many requests an answer takes while the sections are remembered. */
async function requests(path: string): Promise<number | undefined> {
  await app.get('/abroad', READ_ANEW);
  await app.get(path, READ_ANEW);
  return app.logs.findLast(({ message }) => message === 'request')?.data.dynamodb?.requests;
}
const show = (path: string) => app.get(path, READ_ANEW);

describe('a page that is not an article', () => {
  it('is created as a draft with the defaults, and without what only articles have', async () => {
    const { statusCode, json } = await create();

    expect([statusCode, json.slug, json.state, json.lists, json.format, json.dropped]).toEqual([
      201,
      'imprint',
      'draft',
      null,
      'markdown',
      [],
    ]);
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['section']));
    for (const name of ['section', 'byline', 'tags', 'commentsOpen', 'corrections'])
      expect(json).not.toHaveProperty(name);
  });

  it.each(['section', 'byline', 'tags', 'commentsOpen'])('takes no %s', async (name) => {
    const answer = await create({ ...imprint, [name]: aText()[name] ?? true });

    expect(outcome(answer)).toEqual([422, 'field-invalid', [expect.objectContaining({ pointer: `/${name}` })]]);
  });

  it('is shown at its slug once it is published, and in the API', async () => {
    const draft = await show('/imprint');
    await publish();

    const [page, json, list] = [await show('/imprint'), await app.get('/v1/pages/imprint'), await app.get('/v1/pages')];

    expect([draft.statusCode, page.statusCode, json.statusCode]).toEqual([404, 200, 200]);
    expect(page.body).toContain('<strong>Broadsheet Press</strong>');
    expect(page.body).toContain('<link rel="canonical" href="https://broadsheet.example/imprint"/>');
    expect(page.body).not.toMatch(/class="byline"|id="comments"|rel="author"/);
    expect(json.json).toMatchObject({ slug: 'imprint', url: '/imprint', headline: 'Imprint', lists: null });
    for (const name of ['section', 'byline', 'comments']) expect(json.json).not.toHaveProperty(name);
    expect(list.json.items).toEqual([
      { slug: 'imprint', url: '/imprint', headline: 'Imprint', language: 'en-GB', publishedAt: NOON, updatedAt: NOON },
    ]);
  });

  it('is in no listing, feed or news sitemap, and in the sitemap', async () => {
    await editor.publish();
    await publish();

    expect(await listed(app, '/v1/articles')).toEqual({ '/v1/articles': ['the-ferry-sails-again'] });
    for (const file of ['/feed.rss', '/sitemap-news.xml', '/'])
      expect((await show(file)).body).not.toContain('imprint');
    expect((await show('/sitemaps/sections.xml')).body).toContain('<loc>https://broadsheet.example/imprint</loc>');
  });

  it('takes no comment', async () => {
    await publish();

    const answer = await app.post('/v1/articles/imprint/comments', {
      name: 'Wren',
      email: 'w@example.org',
      comment: 'x',
    });

    expect(answer.statusCode).toBe(404);
  });

  it('comes out at its very millisecond, also from memory', async () => {
    await publish(imprint, EVENING);

    at(BEFORE_EVENING);
    const before = [await app.get('/imprint'), await app.get('/v1/pages'), await app.get('/sitemaps/sections.xml')];
    at(EVENING);
    const after = [await app.get('/imprint'), await app.get('/v1/pages'), await app.get('/sitemaps/sections.xml')];

    expect(before.map(({ statusCode }) => statusCode)).toEqual([404, 200, 200]);
    expect([before[1]?.json.items, before[2]?.body?.includes('imprint')]).toEqual([[], false]);
    expect(after.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect([after[1]?.json.items.length, after[2]?.body?.includes('imprint')]).toEqual([1, true]);
  });

  it('redirects from a former slug, answers 410 once withdrawn, and comes back', async () => {
    const first = await publish();
    const moved = await step('publish', await patch(first, { slug: 'legal-notice' }));
    const [old, inApi] = [await show('/imprint'), await app.get('/v1/pages/imprint')];
    const withdrawn = await step('withdraw', moved);
    const gone = [await show('/legal-notice'), await app.get('/v1/pages/legal-notice'), await app.get('/v1/pages')];
    const restored = await step('restore', withdrawn);

    expect([old.statusCode, old.headers.location]).toEqual([301, '/legal-notice']);
    expect([inApi.statusCode, inApi.headers.location]).toEqual([308, '/v1/pages/legal-notice']);
    expect([gone[0]?.statusCode, gone[1]?.json.code, gone[2]?.json.items]).toEqual([410, 'page-withdrawn', []]);
    expect(gone[0]?.body).toContain('This page has been withdrawn');
    expect([restored.statusCode, (await show('/legal-notice')).statusCode]).toEqual([200, 200]);
  });

  it('keeps revisions, an audit log and its lock as articles do', async () => {
    const draft = await create();
    const saved = await patch(draft, { standfirst: 'Who answers for this paper.' });
    const stale = await patch(draft, { standfirst: 'Somebody else.' });
    const none = await editor.send('PATCH', `${PAGES}/${draft.json.id}`, { body: { standfirst: 'x' } });

    const revisions = await editor.get(`${PAGES}/${draft.json.id}/revisions`);
    const revision = await editor.get(`${PAGES}/${draft.json.id}/revisions/1`);
    const acts = await editor.get(`${PAGES}/${draft.json.id}/acts`);
    const day = await editor.get(`/v1/newsroom/acts?day=${NOON.slice(0, 10)}`);

    expect([saved.statusCode, saved.json.version, outcome(stale)[1], none.statusCode]).toEqual([
      200,
      2,
      'version-stale',
      428,
    ]);
    expect(stale.json.detail).toBe('ines@example.org has changed the page since; nothing was overwritten.');
    expect(revisions.json.items.map(({ changed }: { changed: string[] }) => changed)).toEqual([
      ['standfirst'],
      expect.arrayContaining(['headline', 'body', 'slug']),
    ]);
    expect(revisions.json.items[1].changed).not.toContain('section');
    expect(revision.json.content).not.toHaveProperty('section');
    expect(acts.json.items.map(({ act, kind }: Record<string, string>) => `${kind} ${act}`)).toEqual([
      'page save',
      'page create',
    ]);
    expect(day.json.items).toEqual(acts.json.items);
  });

  it('is not an article to the routes of articles, nor an article a page', async () => {
    const page = await create();
    const story = await editor.create();

    const answers = [
      await editor.get(`${ARTICLES}/${page.json.id}`),
      await editor.get(`${PAGES}/${story.id}`),
      await editor.send('DELETE', `${ARTICLES}/${page.json.id}`, { headers: { 'if-match': '"1"' } }),
    ];

    expect(answers.map(({ json }) => json.code)).toEqual(['article-not-found', 'page-not-found', 'article-not-found']);
    expect((await editor.get(`${ARTICLES}?state=draft`)).json.items.map(({ slug }: { slug: string }) => slug)).toEqual([
      'the-ferry-sails-again',
    ]);
    expect((await editor.get(`${PAGES}?state=draft`)).json.items.map(({ slug }: { slug: string }) => slug)).toEqual([
      'imprint',
    ]);
  });

  it('is found by its slug, also by a former one', async () => {
    const first = await publish();
    await step('publish', await patch(first, { slug: 'legal-notice' }));

    const found = await Promise.all(
      ['imprint', 'legal-notice', 'nothing'].map((slug) => editor.get(`/v1/newsroom/page-lookup?slug=${slug}`)),
    );

    expect(found.map(({ statusCode }) => statusCode)).toEqual([200, 200, 404]);
  });

  it('is deleted as a draft, and its slug is free again', async () => {
    const draft = await create();

    const gone = await editor.send('DELETE', `${PAGES}/${draft.json.id}`, { headers: { 'if-match': '"1"' } });

    expect([gone.statusCode, (await create()).statusCode]).toEqual([200, 201]);
  });

  it('is previewed as the page that readers will get, byte for byte', async () => {
    const draft = await create();
    const preview = await editor.get(`${PAGES}/${draft.json.id}/preview.html`);
    const inApi = await editor.get(`${PAGES}/${draft.json.id}/preview`);
    await step('publish', draft);

    expect(preview.body).toBe((await show('/imprint')).body);
    expect(inApi.json).toEqual({ ...(await app.get('/v1/pages/imprint')).json, dropped: [] });
  });
});

describe('the address of a page', () => {
  it('is never that of a section, a page or the site', async () => {
    await create();

    const answers = [
      await create({ ...imprint, slug: 'abroad' }),
      await create({ ...imprint, slug: 'imprint' }),
      await create({ ...imprint, slug: 'search' }),
      await create({ ...imprint, slug: 'Imprint' }),
    ];

    expect(answers.map(outcome)).toEqual([
      [409, 'slug-taken', [{ pointer: '/slug', detail: 'is the name of a section' }]],
      [409, 'slug-taken', [{ pointer: '/slug', detail: 'belongs to another page' }]],
      [422, 'field-invalid', [{ pointer: '/slug', detail: 'is reserved for a page of the site' }]],
      [422, 'field-invalid', [expect.objectContaining({ pointer: '/slug' })]],
    ]);
  });

  it('is proposed from the headline, past sections and reserved words', async () => {
    const slugs = [];
    for (const headline of ['Abroad', 'Search', 'About', 'About']) {
      slugs.push((await create({ ...imprint, headline })).json.slug);
    }

    expect(slugs).toEqual(['abroad-2', 'page-search', 'about', 'about-2']);
  });

  it('is refused to a section, also once the page has left it', async () => {
    const first = await publish();
    await step('publish', await patch(first, { slug: 'legal-notice' }));
    const add = (name: string) => editor.send('POST', '/v1/newsroom/sections', { body: { name, title: 'Imprint' } });

    const answers = [await add('legal-notice'), await add('imprint'), await add('about')];

    const taken = [409, 'section-exists', [{ pointer: '/name', detail: 'is the address of a page, or was one' }]];
    expect(answers.map(outcome).slice(0, 2)).toEqual([taken, taken]);
    expect(answers[2]?.statusCode).toBe(422);
  });

  it('has a section or a page when both are made at the same moment, never both', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 6 }, async (_, round) => {
        const name = `letters-${round}`;
        const [section, page] = await Promise.all([
          editor.send('POST', '/v1/newsroom/sections', { body: { name, title: 'Letters' } }),
          create({ ...imprint, slug: name }),
        ]);
        return [section, page].filter(({ statusCode }) => statusCode === 201).length;
      }),
    );

    expect(rounds).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('may be that of an article below a section', async () => {
    await editor.publish({ slug: 'imprint' });

    expect((await publish()).statusCode).toBe(200);
    expect([(await show('/imprint')).statusCode, (await show('/abroad/imprint')).statusCode]).toEqual([200, 200]);
  });
});

describe('reading a page', () => {
  it('takes one request while the sections are remembered', async () => {
    await editor.publish();
    await publish();

    // For what is not there, a redirect is looked for, and the miss is counted.
    expect([await requests('/imprint'), await requests('/nothing')]).toEqual([1, 3]);
  });
});

describe('npm run verify', () => {
  const verified = async () => (await verifyTables(app, new Date(EVENING), () => {})).violations;

  it('finds nothing wrong with pages and corrections in any state', async () => {
    const story = await editor.publish({ image: null });
    await story.correct('It was nine days.');
    const first = await publish({ headline: 'Corrections', body: 'x', lists: 'corrections' });
    await step('publish', await patch(first, { slug: 'errata' }));
    await publish({ ...imprint, slug: 'later' }, '2027-01-01T00:00:00.000Z');
    await step('withdraw', await publish({ ...imprint, slug: 'gone' }));
    await create({ ...imprint, slug: 'draft' });
    // The sections of the tests are written without the claims on their names.
    expect((await verified()).map(lineOf)).toEqual([]);
  });

  it('lists corrections that were made before there was the list, and drops those that no article has', async () => {
    const story = await editor.publish();
    await story.correct('It was nine days.');
    const { key, item } = await theCorrection();
    await app.client.send(new DeleteCommand({ TableName: app.tables.published, Key: key }));
    const astray = { ...item, slug: 'nothing', sk: '2026-11-20T10:00:00.000Z#nothing#00' };
    await app.client.send(new PutCommand({ TableName: app.tables.published, Item: astray }));

    const violations = await verified();
    const mended = await mendCorrections(app, violations);

    expect(violations.map(({ rule }) => rule)).toEqual(['correction-astray', 'correction-missing']);
    expect([mended, await verified()]).toEqual([2, []]);
    expect((await theCorrection()).item).toEqual(item);
  });

  it('finds a page that is not known beside the sections, or otherwise', async () => {
    await publish();
    await app.client.send(new DeleteCommand({ TableName: app.tables.published, Key: ownPageKey('imprint') }));

    expect((await verified()).map(({ rule }) => rule)).toEqual(['page-unlisted']);
  });

  async function theCorrection() {
    const item = (await scan(app, 'published')).find(({ type }) => type === 'correction');
    return { key: { pk: item?.pk, sk: item?.sk }, item };
  }
});

describe('the page of corrections', () => {
  const corrections = { headline: 'Corrections', body: 'Tell us what is wrong.', lists: 'corrections' };
  const correct = async (slug: string, instant: string, note: string) => {
    at(instant);
    const story = await editor.publish({ slug, headline: `About the ${slug}` });
    await story.correct(note);
    return story;
  };
  const notes = async () =>
    (await app.get('/v1/corrections', READ_ANEW)).json.items.map(({ note }: { note: string }) => note);

  it('lists all corrections, newest first, page by page', async () => {
    await publish(corrections);
    await correct('ferry', '2026-11-23T12:01:00.000Z', 'It was nine days.');
    await correct('quay', '2026-11-23T12:02:00.000Z', 'The quay is longer.');

    const page = await show('/corrections');
    const first = await app.get('/v1/corrections?limit=1');
    const second = await app.get(`/v1/corrections?limit=1&cursor=${first.json.next}`);

    expect(page.body).toMatch(/Tell us what is wrong\.[\s\S]*The quay is longer\.[\s\S]*It was nine days\./);
    expect(page.body).toContain('href="/abroad/quay#corrections"');
    expect([first, second].map(({ json }) => json.items)).toEqual([
      [
        {
          slug: 'quay',
          url: '/abroad/quay#corrections',
          section: { name: 'abroad', title: 'Abroad' },
          headline: 'About the quay',
          language: 'en-GB',
          at: '2026-11-23T12:02:00.000Z',
          note: 'The quay is longer.',
        },
      ],
      [expect.objectContaining({ note: 'It was nine days.' })],
    ]);
    expect(second.json.next).toBeNull();
  });

  it('shows what each article is called now, and loses those of withdrawn ones', async () => {
    const story = await correct('ferry', '2026-11-23T12:01:00.000Z', 'It was nine days.');
    await story.save({ headline: 'Another headline', slug: 'other', section: 'home' });
    await story.publish();
    const renamed = await app.get('/v1/corrections', READ_ANEW);
    await story.take('withdraw');
    const withdrawn = await notes();
    await story.take('restore');

    expect(renamed.json.items).toEqual([
      expect.objectContaining({ headline: 'Another headline', url: '/home/other#corrections' }),
    ]);
    expect([withdrawn, await notes()]).toEqual([[], ['It was nine days.']]);
  });

  it.each(['rss', 'atom', 'json'])('has a feed (%s)', async (format) => {
    await publish(corrections);
    await correct('ferry', '2026-11-23T12:01:00.000Z', 'It was nine days.');

    const feed = await show(`/corrections/feed.${format}`);

    expect(feed.statusCode).toBe(200);
    expect(feed.body).toContain('Correction: About the ferry');
    expect(feed.body).toContain('It was nine days.');
    expect(feed.body).not.toContain('comments.rss');
    expect((await show('/imprint/feed.rss')).statusCode).toBe(404);
  });

  it('takes one request more than any other page', async () => {
    await publish(corrections);
    await correct('ferry', '2026-11-23T12:01:00.000Z', 'It was nine days.');
    expect(await requests('/corrections')).toBe(2);
  });
});
