import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { ArticleContent, contentOf, WholeArticle } from '../../functions/newsroom/articles/fields.ts';
import { type App, startApp } from '../support/app.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import { ARTICLES, aWholeText, type Content, Editor, type Story, scan, violations } from '../support/newsroom.ts';

/* PUT replaces a document as a whole, and so names every field of it; PATCH changes what it names, and nothing else. */

const SECTION = '/v1/newsroom/sections/home';
const AUTHOR = '/v1/newsroom/authors/ines-calder';
const SETTINGS = '/v1/moderation/settings';

const image = {
  url: 'https://img.example/quay.jpg',
  alt: 'A quay',
  caption: 'At dawn',
  credit: 'Ada Quill',
  width: 1600,
  height: 900,
  sources: [{ url: 'https://img.example/quay-800.jpg', width: 800 }],
};
/** An article with every field, most of them other than by default. */
const full = aWholeText({
  slug: 'ferry',
  language: 'en-GB',
  commentsOpen: false,
  format: 'html',
  body: '<p>It left.</p>',
  image,
  translations: [{ language: 'cy', url: 'https://cy.example.org/fferi' }],
});
const defaults: Content = { ...defaultsOf(ArticleContent.shape), language: 'en-GB' };

const caller = { name: 'ines@example.org', groups: ['editors', 'moderators'] };
let app: App;
let editor: Editor;

const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];
const without = (document: object, name: string) =>
  Object.fromEntries(Object.entries(document).filter(([each]) => each !== name));
const put = (target: string, body: object, version?: string) => change('PUT', target, body, version);
const patch = (target: string, body: object, version?: string) => change('PATCH', target, body, version);
async function change(method: string, target: string, body: object, version?: string) {
  const { etag } = version === undefined ? (await app.get(target, { caller })).headers : { etag: version };
  return app.request(method, target, { caller, body, headers: etag ? { 'if-match': etag } : {} });
}

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

describe('PUT', () => {
  const MISSING = 'is required; PATCH changes single fields';
  const documents: readonly [string, () => Promise<string>, object][] = [
    ['an article', async () => (await editor.create(full)).address, full],
    ['a section', async () => SECTION, { title: 'Home', description: '', open: true }],
    [
      'an author',
      async () => AUTHOR,
      { name: 'Ines Calder', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] },
    ],
    ['the settings', async () => SETTINGS, defaultSettings],
  ];
  const cases = documents.flatMap(([what, target, document]) =>
    Object.keys(document).map((name) => [name, what, target, document] as const),
  );

  it('of an article is tried without every field that there is', () => {
    expect(Object.keys(full).toSorted()).toEqual(Object.keys(WholeArticle.shape).toSorted());
  });

  it.each(cases)(
    'that leaves out %s of %s is refused, and nothing happens',
    async (name, _what, targetOf, document) => {
      const target = await targetOf();
      const before = await everything();

      const answer = await put(target, without(document, name));

      expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
      expect(answer.json.errors).toEqual([{ pointer: `/${name}`, detail: MISSING }]);
      expect(await everything()).toEqual(before);
    },
  );

  it.each(documents)('of %s that names nothing is told of every field', async (_what, targetOf, document) => {
    const answer = await put(await targetOf(), {});

    const pointers = answer.json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(
      Object.keys(document)
        .map((name) => `/${name}`)
        .toSorted(),
    );
  });

  it.each(['caption', 'credit', 'sources'])('that leaves out %s of an image is refused', async (name) => {
    const story = await editor.create(full);

    const answer = await put(story.address, { ...full, image: without(image, name) });

    expect(answer.json.errors).toEqual([{ pointer: `/image/${name}`, detail: MISSING }]);
  });

  it('of settings that leaves out a list’s length is refused', async () => {
    const { network, person } = defaultSettings.rateLimits;

    const answer = await put(SETTINGS, { ...defaultSettings, rateLimits: { network, person } });

    expect(answer.json.errors).toEqual([{ pointer: '/rateLimits/article', detail: MISSING }]);
  });

  it('of a section’s own settings takes away nothing that it does not name', async () => {
    const own = { linksAllowed: 0, holdWords: ['fuel'] };
    await put(`${SETTINGS}/home`, own);

    const refused = await put(`${SETTINGS}/home`, { linksAllowed: 3 });
    const taken = await put(`${SETTINGS}/home`, { ...own, linksAllowed: 3 });

    const detail = "is the section's own and is required; PATCH with null takes it away";
    expect(refused.statusCode).toBe(422);
    expect(refused.json.errors).toEqual([{ pointer: '/holdWords', detail }]);
    expect(taken.json.own).toEqual({ linksAllowed: 3, holdWords: ['fuel'] });
  });
});

describe('PATCH of an article', () => {
  let story: Story;
  const contentNow = async () => contentOf((await story.read()).json);

  beforeEach(async () => {
    story = await editor.create(full);
  });

  it.each(Object.entries({ ...defaults, headline: 'Another', body: '<p>X</p>', section: 'home', slug: 'another' }))(
    'changes %s and nothing else',
    async (name, value) => {
      const answer = await story.patch({ [name]: value });

      expect(answer.statusCode).toBe(200);
      expect(await contentNow()).toEqual({ ...full, [name]: value });
      expect(answer.headers.etag).toBe('"2"');
      expect(await violations(app)).toEqual([]);
    },
  );

  it.each(Object.entries(defaults))('gives %s its default for null', async (name, value) => {
    const answer = await story.patch({ [name]: null });

    expect(answer.statusCode).toBe(200);
    expect(await contentNow()).toEqual({ ...full, [name]: value });
  });

  it.each(['headline', 'slug', 'section', 'byline', 'body'])(
    'refuses null for %s, which has no default',
    async (name) => {
      const answer = await story.patch({ [name]: null });

      expect([answer.statusCode, answer.json.errors]).toEqual([422, [{ pointer: `/${name}`, detail: 'is required' }]]);
      expect(await contentNow()).toEqual(full);
    },
  );

  it.each<[string, object, object]>([
    ['changes a part of the image', { caption: 'At dusk' }, { ...image, caption: 'At dusk' }],
    [
      'gives a part of the image its default',
      { caption: null, sources: null },
      { ...image, caption: null, sources: [] },
    ],
    ['replaces a list as a whole', { sources: [] }, { ...image, sources: [] }],
  ])('%s', async (_, changes, expected) => {
    await story.patch({ image: changes });

    expect(await contentNow()).toEqual({ ...full, image: expected });
  });

  it('replaces tags, translations and authors as a whole', async () => {
    await story.patch({ tags: ['night-boat'], translations: [], byline: ['Tom Reid', 'Ines Calder'] });

    expect(await contentNow()).toEqual({
      ...full,
      tags: ['night-boat'],
      translations: [],
      byline: ['Tom Reid', 'Ines Calder'],
    });
  });

  it.each<[object, string, string]>([
    [{ head: 'X' }, '/head', 'is not a field here (did you mean "headline"?)'],
    [{ standFirst: 'X' }, '/standFirst', 'is not a field here (did you mean "standfirst"?)'],
    [{ image: { captoin: 'X' } }, '/image/captoin', 'is not a field here (did you mean "caption"?)'],
    [{ headline: 'x'.repeat(201) }, '/headline', 'must be at most 200 characters long'],
    [{ image: { alt: null } }, '/image/alt', 'is required'],
    [{ image: { width: 800 } }, '/image/sources', 'must not name a width twice, nor the image’s own'],
    [{ language: 'CY' }, '/language', 'must be a language tag such as en-GB'],
    [{ language: 'cy' }, '/translations', 'must not name a language twice, nor the article’s own'],
    [{ tags: 'harbour' }, '/tags', 'must be a list'],
    [{ headline: { text: 'X' } }, '/headline', 'must be a text'],
    [{ image: { width: 800.5 } }, '/image/width', 'must be a whole number'],
    [{ image: { width: 'wide' } }, '/image/width', 'must be a number'],
    [{ commentsOpen: 'yes' }, '/commentsOpen', 'must be true or false'],
  ])('refuses %j', async (changes, pointer, detail) => {
    const before = await everything();

    const answer = await story.patch(changes as Content);

    expect([answer.statusCode, answer.json.errors]).toEqual([422, [{ pointer, detail }]]);
    expect(await everything()).toEqual(before);
  });

  it.each([[[]], ['text'], [null], [7]])('refuses %j, which is no object', async (body) => {
    const options = { caller, body, headers: { 'if-match': '"1"', 'content-type': 'application/json' } };

    const answer = await app.request('PATCH', story.address, { ...options, body: JSON.stringify(body) });

    expect([400, 422]).toContain(answer.statusCode);
    expect(await contentNow()).toEqual(full);
  });

  it.each(['application/merge-patch+json', 'application/json', 'application/merge-patch+json; charset=utf-8'])(
    'is taken as %s',
    async (type) => {
      const headers = { 'if-match': '"1"', 'content-type': type };

      const answer = await app.request('PATCH', story.address, { caller, body: '{"headline":"X"}', headers });

      expect([answer.statusCode, answer.json.headline]).toEqual([200, 'X']);
    },
  );

  it('is refused as anything else', async () => {
    const headers = { 'if-match': '"1"', 'content-type': 'text/plain' };

    const answer = await app.request('PATCH', story.address, { caller, body: '{"headline":"X"}', headers });

    expect(answer.statusCode).toBe(415);
  });

  it('names the version it was made from, as PUT does', async () => {
    await story.patch({ headline: 'First' });

    const blind = await app.request('PATCH', story.address, { caller, body: { headline: 'Second' } });
    const stale = await patch(story.address, { headline: 'Second' }, '"1"');

    expect([blind.statusCode, stale.statusCode]).toEqual([428, 412]);
    expect((await contentNow()).headline).toBe('First');
  });

  it('changes a scheduled article for its readers, and a published one when it is published again', async () => {
    const published = await editor.publish({ slug: 'tram' });

    await published.patch({ headline: 'The tram runs' });
    const before = (await app.get('/v1/articles/tram')).json.headline;
    await published.publish();

    expect([before, (await app.get('/v1/articles/tram')).json.headline]).toEqual([
      'The ferry sails again',
      'The tram runs',
    ]);
  });

  it('of one that there is not is told so', async () => {
    const answer = await patch(`${ARTICLES}/00000000-0000-4000-8000-000000000000`, { headline: 'X' }, '"1"');

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'article-not-found']);
  });
});

describe('PATCH of a section', () => {
  it('changes what it names, and null gives a field its default', async () => {
    await put(SECTION, { title: 'City', description: 'The city.', open: false });

    const titled = await patch(SECTION, { title: 'Home' });
    const reset = await patch(SECTION, { description: null, open: null });

    expect(titled.json).toMatchObject({ title: 'Home', description: 'The city.', open: false });
    expect(reset.json).toMatchObject({ name: 'home', title: 'Home', description: '', open: true });
  });

  it.each<[object, string]>([
    [{ title: null }, '/title'],
    [{ titel: 'X' }, '/titel'],
    [{ position: 1 }, '/position'],
  ])('refuses %j', async (changes, pointer) => {
    const answer = await patch(SECTION, changes);

    expect([answer.statusCode, answer.json.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('PATCH of an author', () => {
  it('changes what it names', async () => {
    await put(AUTHOR, {
      name: 'Ines Calder',
      biography: 'Writes.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });

    const answer = await patch(AUTHOR, { biography: 'Wrote.' });

    expect(answer.json).toMatchObject({ slug: 'ines-calder', name: 'Ines Calder', biography: 'Wrote.', version: 2 });
  });

  it('refuses null, and finds nobody of whom nobody has written', async () => {
    const nobody = await patch(AUTHOR, { biography: 'Wrote.' }, '"1"');
    await put(AUTHOR, {
      name: 'Ines Calder',
      biography: 'Writes.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });
    const refused = await patch(AUTHOR, { biography: null });

    expect([nobody.statusCode, refused.statusCode]).toEqual([404, 422]);
  });
});

describe('PATCH of settings', () => {
  it('changes what it names, and null gives a rule its default', async () => {
    const { json: before } = await app.get(SETTINGS, { caller });

    const changed = await patch(SETTINGS, {
      holdWords: ['fuel'],
      closeAfterDays: 7,
      rateLimits: { person: { most: 3 } },
    });
    const reset = await patch(SETTINGS, { holdWords: null, closeAfterDays: null });

    const { rateLimits } = before.settings;
    const expected = { ...before.settings, rateLimits: { ...rateLimits, person: { ...rateLimits.person, most: 3 } } };
    expect(changed.json.settings).toEqual({ ...expected, holdWords: ['fuel'], closeAfterDays: 7 });
    expect(reset.json.settings).toEqual(expected);
  });

  it('of a section changes its own, and null lets the site’s hold again', async () => {
    await patch(`${SETTINGS}/home`, { linksAllowed: 0, holdWords: ['fuel'] });

    const changed = await patch(`${SETTINGS}/home`, { holdWords: ['fog'] });
    const cleared = await patch(`${SETTINGS}/home`, { linksAllowed: null, holdWords: null });

    expect(changed.json.own).toEqual({ linksAllowed: 0, holdWords: ['fog'] });
    expect(cleared.json.own).toEqual({});
    expect(cleared.json.settings.linksAllowed).toBe(defaultSettings.linksAllowed);
  });

  it.each([SETTINGS, `${SETTINGS}/home`])('at %s refuses what it does not know, and an old version', async (target) => {
    await patch(target, { linksAllowed: 2 });

    const unknown = await patch(target, { linkAllowed: 3 });
    const stale = await patch(target, { linksAllowed: 3 }, '"99"');
    const wrong = await patch(target, { linksAllowed: -1 });

    expect(unknown.json.errors).toEqual([
      { pointer: '/linkAllowed', detail: 'is not a field here (did you mean "linksAllowed"?)' },
    ]);
    expect([unknown.statusCode, stale.statusCode, wrong.statusCode]).toEqual([422, 412, 422]);
    expect((await app.get(target, { caller })).json.settings.linksAllowed).toBe(2);
  });
});
