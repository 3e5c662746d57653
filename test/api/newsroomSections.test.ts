import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { ARTICLES, aText, Editor } from '../support/newsroom.ts';

const SECTIONS = '/v1/newsroom/sections';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const add = (name: string, changes: object = {}) =>
  editor.send('POST', SECTIONS, { body: { name, title: 'Culture', description: 'Stages and books.', ...changes } });
const save = (name: string, body: object) => editor.send('PUT', `${SECTIONS}/${name}`, { body });
const order = (...names: string[]) => editor.send('PUT', SECTIONS, { body: { names } });
const begin = (changes: object) => editor.send('POST', ARTICLES, { body: aText({ ...changes }) });
/** The sections as readers have them, by name and title; the clock is past what a function may remember. */
let seconds = 0;
async function seen(): Promise<string[]> {
  seconds += 11;
  app.setClock(new Date(Date.UTC(2026, 10, 23, 13, 0, seconds)).toISOString());
  const { json } = await app.get('/v1/sections');
  return json.items.map(({ name, title }: { name: string; title: string }) => `${name}: ${title}`);
}
const outcome = ({ statusCode, json }: Answer) => [statusCode, json.code, json.errors];

describe('the sections of the paper', () => {
  it('can be added to, at the end', async () => {
    const answer = await add('culture');

    expect([answer.statusCode, answer.json]).toEqual([
      201,
      { name: 'culture', title: 'Culture', description: 'Stages and books.', position: 3, open: true },
    ]);
    expect(await seen()).toEqual(['abroad: Abroad', 'home: Home', 'culture: Culture']);
    expect((await begin({ section: 'culture' })).statusCode).toBe(201);
  });

  it('has each name once', async () => {
    await add('culture');

    const answers = [await add('culture', { title: 'Other' }), await add('home')];

    const expected = [409, 'section-exists', [{ pointer: '/name', detail: 'is the name of a section already' }]];
    expect(answers.map(outcome)).toEqual([expected, expected]);
    expect(await seen()).toEqual(['abroad: Abroad', 'home: Home', 'culture: Culture']);
  });

  it('has a name once that is added twenty times at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('culture')));

    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, ...Array(19).fill(409)]);
    expect(await seen()).toEqual(['abroad: Abroad', 'home: Home', 'culture: Culture']);
  });

  it.each(['tags', 'sections', 'v1', 'feed', 'newsroom'])('has none that is called %s', async (name) => {
    const answer = await add(name);

    expect(outcome(answer)).toEqual([
      422,
      'field-invalid',
      [{ pointer: '/name', detail: 'is reserved for a page of the site' }],
    ]);
  });

  it('has at most 45, and can still put them in another order', async () => {
    for (let count = 3; count <= 45; count += 1) await add(`section-${count}`);
    const names = (await app.get('/v1/sections')).json.items.map(({ name }: { name: string }) => name);

    const refused = await add('one-more');
    const ordered = await order(...names.toReversed());

    expect([refused.statusCode, refused.json.code]).toEqual([422, 'limit-exceeded']);
    expect(refused.json.detail).toContain('45');
    expect(ordered.json.items.map(({ name }: { name: string }) => name)).toEqual(names.toReversed());
  });

  it('can be renamed; every article of the section shows the new title', async () => {
    const story = await editor.publish({ section: 'home' });

    const answer = await save('home', { title: 'The city', description: 'Streets.' });

    expect(answer.json).toEqual({ name: 'home', title: 'The city', description: 'Streets.', position: 2, open: true });
    expect(await seen()).toEqual(['abroad: Abroad', 'home: The city']);
    expect((await app.get(`/v1/articles/${story.slug}`)).json.section).toEqual({ name: 'home', title: 'The city' });
  });

  it('can be put in another order, more than once', async () => {
    await add('culture');

    const answer = await order('culture', 'home', 'abroad');
    const first = await seen();
    await order('home', 'culture', 'abroad');
    const second = await seen();

    expect(answer.json.items).toMatchObject([
      { name: 'culture', position: 1 },
      { name: 'home', position: 2 },
      { name: 'abroad', position: 3 },
    ]);
    expect(first).toEqual(['culture: Culture', 'home: Home', 'abroad: Abroad']);
    expect(second).toEqual(['home: Home', 'culture: Culture', 'abroad: Abroad']);
  });

  it.each([
    ['one left out', ['home']],
    ['one that is not there', ['home', 'abroad', 'nowhere']],
    ['another instead', ['home', 'nowhere']],
    ['one twice', ['home', 'home']],
    ['none', []],
  ])('are not ordered by a list with %s', async (_what, names) => {
    const answer = await order(...names);

    expect([answer.statusCode, answer.json.code, answer.json.errors[0].pointer]).toEqual([
      422,
      'field-invalid',
      '/names',
    ]);
    expect(await seen()).toEqual(['abroad: Abroad', 'home: Home']);
  });

  it('stay whole while they are renamed and ordered at the same moment', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const title = `Home ${round}`;
      const [renamed, ordered] = await Promise.all([
        save('home', { title }),
        round % 2 === 1 ? order('home', 'abroad') : order('abroad', 'home'),
      ]);

      const names = (await seen()).map((each) => each.split(':')[0]);
      expect(names.toSorted()).toEqual(['abroad', 'home']);
      expect([200, 503]).toContain(renamed.statusCode);
      expect([200, 503]).toContain(ordered.statusCode);
      if (renamed.statusCode === 200) expect((await app.get('/v1/sections/home')).json.title).toBe(title);
    }
  });

  it('does not know a section that is not there', async () => {
    const answer = await save('nowhere', { title: 'Nowhere' });

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'section-unknown']);
  });
});

describe('a section that is closed to new articles', () => {
  const closed = [422, 'field-invalid', [{ pointer: '/section', detail: 'is closed to new articles' }]];

  it('takes none, but keeps and shows those it has', async () => {
    const inside = await editor.publish({ section: 'home', slug: 'inside' });
    const outside = await editor.create({ section: 'abroad' });
    const answer = await save('home', { title: 'Home', open: false });

    const begun = await begin({ section: 'home' });
    const moved = await outside.save({ section: 'home' });
    const saved = await inside.save({ body: 'More.' });
    const published = await inside.publish();

    expect(answer.json.open).toBe(false);
    expect([outcome(begun), outcome(moved)]).toEqual([closed, closed]);
    expect([saved.statusCode, published.statusCode]).toEqual([200, 200]);
    expect((await app.get('/v1/sections/home/articles')).json.items).toHaveLength(1);
  });

  it('can be opened again', async () => {
    await save('home', { title: 'Home', open: false });
    await save('home', { title: 'Home', open: true });

    const answer = await begin({ section: 'home' });

    expect(answer.statusCode).toBe(201);
  });

  it('stays closed in another order', async () => {
    await save('home', { title: 'Home', open: false });
    await order('home', 'abroad');

    const answer = await begin({ section: 'home' });

    expect(outcome(answer)).toEqual(closed);
  });
});

describe('GET /v1/authors/{author}', () => {
  const write = (author: string, biography: string) =>
    editor.send('PUT', `/v1/newsroom/authors/${author}`, { body: { name: 'Ines Calder', biography } });

  it('answers the biography that an editor wrote, and the newest of two', async () => {
    await editor.publish();
    await write('ines-calder', 'Writes about boats.');
    const answer = await write('ines-calder', 'Writes about harbours.');

    const { json } = await app.get('/v1/authors/ines-calder');

    expect(answer.json).toEqual({ slug: 'ines-calder', name: 'Ines Calder', biography: 'Writes about harbours.' });
    expect(json).toEqual(answer.json);
  });

  it('answers the name of who signed an article and has no biography', async () => {
    await editor.publish({ byline: ['Søren Halvorsen'] });

    const { json } = await app.get('/v1/authors/soren-halvorsen');

    expect(json).toEqual({ slug: 'soren-halvorsen', name: 'Søren Halvorsen', biography: null });
  });

  it('does not know who has a biography and nothing that is out', async () => {
    await editor.create();
    await write('ines-calder', 'Writes about boats.');

    const answer = await app.get('/v1/authors/ines-calder');

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'author-unknown']);
  });
});
