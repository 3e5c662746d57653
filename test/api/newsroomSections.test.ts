import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';
import { ARTICLES, aText, Editor, readPages, scan } from '../support/newsroom.ts';

const SECTIONS = '/v1/newsroom/sections';
const AUTHORS = '/v1/newsroom/authors';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const add = (name: string, changes: object = {}) =>
  editor.send('POST', SECTIONS, { body: { name, title: 'Culture', description: 'Stages and books.', ...changes } });
const aSection = (changes: object) => ({ title: 'Culture', description: '', open: true, ...changes });
const save = (name: string, changes: object) => editor.change(`${SECTIONS}/${name}`, aSection(changes));
const order = (...names: string[]) => editor.change(SECTIONS, { names });
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
      {
        name: 'culture',
        title: 'Culture',
        description: 'Stages and books.',
        position: 3,
        open: true,
        retired: false,
        formerNames: [],
        version: 1,
      },
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
    const body = { name: 'culture', title: 'Culture', description: 'x' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => new Editor(app, `editor-${n}`).send('POST', SECTIONS, { body })),
    );

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

    expect(answer.json).toEqual({
      name: 'home',
      title: 'The city',
      description: 'Streets.',
      position: 2,
      open: true,
      retired: false,
      formerNames: [],
      version: 2,
    });
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
      expect([200, 412]).toContain(renamed.statusCode);
      expect([200, 412]).toContain(ordered.statusCode);
      expect([renamed.statusCode, ordered.statusCode]).toContain(200);
      if (renamed.statusCode === 200) expect((await app.get('/v1/sections/home')).json.title).toBe(title);
    }
  });

  it('does not know a section that is not there', async () => {
    const answer = await save('nowhere', { title: 'Nowhere' });

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'section-not-found']);
  });
});

/** A change of each kind, from a version that its sender has. */
const changes = {
  'the title of a section': [`${SECTIONS}/home`, (text: string) => aSection({ title: text })],
  'the order of the sections': [
    SECTIONS,
    (text: string) => ({ names: text === 'One' ? ['home', 'abroad'] : ['abroad', 'home'] }),
  ],
  'what is written of an author': [
    `${AUTHORS}/ines-calder`,
    (text: string) => ({ name: 'Ines Calder', biography: text, role: '', portrait: null, contact: null, links: [] }),
  ],
} as const;

describe.each(Object.entries(changes))('%s', (_what, [target, bodyOf]) => {
  const put = (body: object, version?: string, by = editor) =>
    by.send('PUT', target, { body, headers: version === undefined ? {} : { 'if-match': version } });

  beforeEach(async () => {
    await editor.change(`${AUTHORS}/ines-calder`, {
      name: 'Ines Calder',
      biography: 'Writes.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });
  });

  it('is changed from a version that is named: 428 without', async () => {
    const before = await editor.get(target);

    const answer = await put(bodyOf('One'));

    expect(before.headers.etag).toBe(`"${before.json.version}"`);
    expect([answer.statusCode, answer.json.code]).toEqual([428, 'version-required']);
    expect(answer.json.errors).toEqual([{ header: 'if-match', detail: 'is required' }]);
    expect((await editor.get(target)).json).toEqual(before.json);
  });

  it('is not overwritten by who did not see it: 412 with the current version', async () => {
    const { etag } = (await editor.get(target)).headers;
    const saved = await put(bodyOf('One'), etag);

    const late = await put(bodyOf('Two'), etag);

    expect([saved.statusCode, saved.headers.etag]).toEqual([200, `"${saved.json.version}"`]);
    expect([late.statusCode, late.json.code]).toEqual([412, 'version-stale']);
    expect(late.json.current).toEqual({ version: saved.json.version });
    expect((await editor.get(target)).json).toEqual(saved.json);
  });

  it('is changed by one of twenty editors who began from the same', async () => {
    const { etag } = (await editor.get(target)).headers;

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => put(bodyOf(`Text ${n}`), etag, new Editor(app, `editor-${n}`))),
    );

    const winner = answers.find(({ statusCode }) => statusCode === 200);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, ...Array(19).fill(412)]);
    expect((await editor.get(target)).json).toEqual(winner?.json);
  });

  it('from before versions were counted is at its first', async () => {
    await forgetVersions();
    const { json, headers } = await editor.get(target);

    const saved = await put(bodyOf('One'), headers.etag);
    const late = await put(bodyOf('Two'), headers.etag);

    expect(json.version).toBe(target === SECTIONS ? 2 : 1);
    expect([saved.statusCode, late.statusCode]).toEqual([200, 412]);
  });
});

async function forgetVersions(): Promise<void> {
  const items = (await scan(app, 'published')).filter(({ type = '' }) => ['section', 'author'].includes(type));
  for (const { version: _version, ...Item } of items) {
    await app.client.send(new PutCommand({ TableName: app.tables.published, Item }));
  }
}

describe('an author nobody has written about', () => {
  it('is not there to be read, and is begun without a version, once', async () => {
    const target = `${AUTHORS}/ines-calder`;
    const body = { name: 'Ines Calder', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] };

    const before = await editor.get(target);
    const stale = await editor.send('PUT', target, { body, headers: { 'if-match': '"3"' } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => new Editor(app, `editor-${n}`).send('PUT', target, { body })),
    );

    expect([before.statusCode, before.json.code]).toEqual([404, 'author-not-found']);
    expect([stale.statusCode, stale.json.current]).toEqual([412, { version: 0 }]);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.every(({ statusCode = 0 }) => [200, 412, 428].includes(statusCode))).toBe(true);
  });
});

describe('what is done to sections and authors', () => {
  const dayOf = async () => (await editor.get('/v1/newsroom/acts?day=2026-11-23&limit=100')).json.items;

  it('is in the trail of its day: who, what, when and which version', async () => {
    const minute = (count: number) => `2026-11-23T12:0${count}:00.000Z`;
    const acts = [
      () => add('culture'),
      () => save('culture', { title: 'Arts' }),
      () => save('culture', { title: 'Arts', open: false }),
      () => save('culture', { title: 'Arts', open: true }),
      () => order('culture', 'home', 'abroad'),
      () =>
        editor.change(`${AUTHORS}/ines-calder`, {
          name: 'Ines Calder',
          biography: 'Writes.',
          role: '',
          portrait: null,
          contact: null,
          links: [],
        }),
      () =>
        editor.change(`${AUTHORS}/ines-calder`, {
          name: 'Ines Calder',
          biography: 'Wrote.',
          role: '',
          portrait: null,
          contact: null,
          links: [],
        }),
    ];
    for (const [count, act] of acts.entries()) {
      app.setClock(minute(count));
      await act();
    }

    const items = await dayOf();

    const common = { article: null, by: 'ines@example.org', detail: null };
    const culture = { ...common, kind: 'section', name: 'culture' };
    const author = { ...common, kind: 'author', name: 'ines-calder', headline: 'Ines Calder' };
    expect(items.toReversed()).toEqual([
      { ...culture, at: minute(0), act: 'create', headline: 'Culture', version: 1 },
      { ...culture, at: minute(1), act: 'save', headline: 'Arts', version: 2 },
      { ...culture, at: minute(2), act: 'close', headline: 'Arts', version: 3 },
      { ...culture, at: minute(3), act: 'open', headline: 'Arts', version: 4 },
      {
        ...common,
        kind: 'section',
        name: null,
        headline: null,
        at: minute(4),
        act: 'order',
        version: 9,
        detail: 'culture, home, abroad',
      },
      { ...author, at: minute(5), act: 'create', version: 1 },
      { ...author, at: minute(6), act: 'save', version: 2 },
    ]);
  });

  it('is not when it was refused', async () => {
    await add('home');
    await save('nowhere', { title: 'Nowhere' });
    await editor.send('PUT', `${SECTIONS}/home`, { body: aSection({ title: 'X' }), headers: { 'if-match': '"9"' } });

    expect(await dayOf()).toEqual([]);
  });

  it('leads through the day by cursor, with what was done to articles', async () => {
    await editor.create({ slug: 'first' });
    await add('culture');
    await add('sport');
    await editor.change(`${AUTHORS}/ines-calder`, {
      name: 'Ines Calder',
      biography: 'Writes.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });

    const pages = await readPages((target) => editor.get(target), '/v1/newsroom/acts?day=2026-11-23&limit=1');

    const items = pages.flatMap(({ json }) => json.items);
    expect(items.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
      'article',
      'author',
      'section',
      'section',
    ]);
    expect(items.every(({ at }: { at: string }) => at === NOON)).toBe(true);
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
    editor.change(`${AUTHORS}/${author}`, {
      name: 'Ines Calder',
      biography,
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });

  it('answers the biography that an editor wrote, and the newest of two', async () => {
    await editor.publish();
    await write('ines-calder', 'Writes about boats.');
    const answer = await write('ines-calder', 'Writes about harbours.');

    const { json } = await app.get('/v1/authors/ines-calder');

    const author = {
      slug: 'ines-calder',
      name: 'Ines Calder',
      biography: 'Writes about harbours.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    };
    expect(answer.json).toEqual({ ...author, formerSlugs: [], version: 2 });
    expect(json).toEqual(author);
  });

  it('answers the name of who signed an article and has no biography', async () => {
    await editor.publish({ byline: ['Søren Halvorsen'] });

    const { json } = await app.get('/v1/authors/soren-halvorsen');

    expect(json).toEqual({
      slug: 'soren-halvorsen',
      name: 'Søren Halvorsen',
      biography: null,
      role: '',
      portrait: null,
      contact: null,
      links: [],
    });
  });

  it('does not know who has a biography and nothing that is out', async () => {
    await editor.create();
    await write('ines-calder', 'Writes about boats.');

    const answer = await app.get('/v1/authors/ines-calder');

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'author-not-found']);
  });
});
