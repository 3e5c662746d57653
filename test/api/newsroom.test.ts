import { beforeEach, describe, expect, it } from 'vitest';
import { ArticleContent } from '../../functions/newsroom/articles/fields.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import {
  ARTICLES,
  aText,
  BEFORE_EVENING,
  type Content,
  Editor,
  EVENING,
  readPages,
  Story,
  scan,
  violations,
} from '../support/newsroom.ts';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

/** The nth minute after noon. */
const minute = (count: number) => new Date(Date.parse(NOON) + count * 60_000).toISOString();
const begin = (changes: object) => editor.send('POST', ARTICLES, { body: aText({ ...changes }) });
const slugsOf = ({ json }: Answer): string[] => json.items.map(({ slug }: { slug: string }) => slug);

describe('POST /v1/newsroom/articles', () => {
  it('begins a draft, and answers all of it with its version', async () => {
    const { statusCode, headers, json } = await begin({ headline: '  Ferry über Århus ', tags: ['harbour'] });

    expect(statusCode).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', 'cache-control': 'private, no-store' });
    expect(json).toEqual({
      ...defaultsOf(ArticleContent.shape),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 1,
      revision: 1,
      state: 'draft',
      slug: 'ferry-ueber-arhus',
      headline: 'Ferry über Århus',
      standfirst: 'After eleven days in dock the night boat is back.',
      section: 'abroad',
      tags: ['harbour'],
      byline: [{ name: 'Ines Calder', slug: 'ines-calder' }],
      publishedAt: null,
      updatedAt: null,
      createdAt: NOON,
      changedAt: NOON,
      changedBy: 'ines@example.org',
      unpublishedChanges: false,
      body: 'The night boat left on time.',
      format: 'markdown',
      language: 'en-GB',
      translations: [],
      image: null,
      commentsOpen: true,
      corrections: [],
      formerSlugs: [],
      dropped: [],
    });
  });

  it('tells what readers do not get of its text, as do saving, restoring and the preview', async () => {
    const lost = { what: 'picture quay.jpg', line: 3, why: 'is not at an https address; its words stay' };
    const begun = await begin({ slug: 'ferry', body: 'It sails.\n\n![The quay](quay.jpg)' });
    const story = await editor.create({ slug: 'boat' });

    const patched = await story.patch({ body: 'It sails.\n\n![The quay](quay.jpg)' });
    const preview = await editor.get(`${story.address}/preview`);
    const saved = await story.save({ body: 'It sails.' });
    const restored = await story.restoreRevision(2);

    const inDutch = await editor.send('GET', `${story.address}/preview`, { headers: { 'accept-language': 'nl' } });

    for (const { json } of [begun, patched, preview, restored]) expect(json.dropped).toEqual([lost]);
    expect(inDutch.json.dropped).toEqual([
      { ...lost, what: 'afbeelding quay.jpg', why: 'staat niet op een https-adres; de woorden blijven' },
    ]);
    expect(saved.json.dropped).toEqual([]);
    expect((await story.read()).json.dropped).toBeUndefined();
  });

  it('puts nothing where readers are', async () => {
    const before = await scan(app, 'published');

    const { json } = await begin({});

    expect(await scan(app, 'published')).toEqual(before);
    expect((await app.get(`/v1/articles/${json.slug}`)).statusCode).toBe(404);
  });

  it('proposes a slug that is free, however often a headline comes', async () => {
    const slugs: string[] = [];
    for (let count = 1; count <= 12; count += 1) slugs.push((await begin({ headline: 'Letters' })).json.slug);

    expect(slugs.slice(0, 9)).toEqual(['letters', ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `letters-${number}`)]);
    expect(slugs.slice(9)).toEqual(Array(3).fill(expect.stringMatching(/^letters-[0-9a-f]{8}$/)));
    expect(new Set(slugs).size).toBe(12);
  });

  it('refuses a slug that somebody gave to another article', async () => {
    await begin({ slug: 'the-ferry' });

    const answer = await begin({ slug: 'the-ferry' });

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'slug-taken']);
    expect(answer.json.errors).toEqual([{ pointer: '/slug', detail: 'belongs to another article' }]);
    expect(slugsOf(await editor.get(`${ARTICLES}?state=draft`))).toEqual(['the-ferry']);
  });

  it('refuses a slug that an address of the site needs', async () => {
    const answer = await begin({ slug: 'sections' });

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([{ pointer: '/slug', detail: 'is reserved for a page of the site' }]);
  });
});

describe('POST /v1/newsroom/articles with an Idempotency-Key', () => {
  const beginWith = (key: string, changes: Content = {}, by = editor) =>
    by.send('POST', ARTICLES, { body: aText(changes), headers: { 'idempotency-key': key } });
  const drafts = async () => (await editor.get(`${ARTICLES}?state=draft`)).json.items.length;

  it('gives a repeat the first answer, and begins one article', async () => {
    const first = await beginWith('one');
    app.setClock(minute(90));

    const repeat = await beginWith('one');

    expect(repeat.statusCode).toBe(201);
    expect([repeat.body, repeat.headers.etag]).toEqual([first.body, first.headers.etag]);
    expect(await drafts()).toBe(1);
    expect(await violations(app)).toEqual([]);
  });

  it('gives the first answer still when the article was changed, published or named otherwise since', async () => {
    const first = await beginWith('one', { slug: 'first-slug' });
    const story = new Story(editor, first, aText({ slug: 'first-slug' }));
    await story.save({ slug: 'second-slug', body: 'More.' });
    await story.publish();

    const repeat = await beginWith('one', { slug: 'first-slug' });

    expect([repeat.statusCode, repeat.body]).toEqual([201, first.body]);
    expect((await story.read()).json).toMatchObject({ version: 3, slug: 'second-slug', body: 'More.' });
  });

  it.each([
    ['text', { body: 'Another text.' }],
    ['headline', { headline: 'Another headline' }],
    ['slug', { slug: 'another-slug' }],
  ])('is refused with another %s', async (_what, changes) => {
    await beginWith('one');

    const answer = await beginWith('one', changes);

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'idempotency-key-reused']);
    expect(answer.json.errors).toMatchObject([{ header: 'idempotency-key' }]);
    expect(await drafts()).toBe(1);
  });

  it('is its editor’s own: a colleague who happens to send the same begins another article', async () => {
    const colleague = new Editor(app, 'priya@example.org');

    const answers = [await beginWith('one'), await beginWith('one', {}, colleague)];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(2);
  });

  it('is remembered for a day', async () => {
    const { json } = await beginWith('one');
    app.setClock('2026-11-24T11:59:59.000Z');
    const within = await beginWith('one');
    app.setClock('2026-11-24T12:00:00.000Z');

    const after = await beginWith('one');

    expect(within.json.id).toBe(json.id);
    expect(after.statusCode).toBe(201);
    expect(after.json.id).not.toBe(json.id);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'guard')).toMatchObject([
      { expiresAt: Date.parse('2026-11-25T12:00:00.000Z') / 1_000 },
    ]);
  });

  it('is not used up by an article that is refused', async () => {
    const refused = await beginWith('one', { section: 'nowhere' });

    const answer = await beginWith('one');

    expect([refused.statusCode, answer.statusCode]).toEqual([422, 201]);
  });

  it.each(['one two', '', 'k'.repeat(201), 'clé', 'one\u0007'])('is refused when it is "%s"', async (key) => {
    const answer = await beginWith(key);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'header-invalid']);
    expect(answer.json.errors).toMatchObject([{ header: 'idempotency-key' }]);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type !== 'settings')).toEqual([]);
  });
});

describe('GET /v1/newsroom/articles/{id}', () => {
  it('answers what was saved, as it was written', async () => {
    const story = await editor.create({ body: '# Hi\n\n<b>Text</b>' });

    const { statusCode, headers, json } = await editor.get(story.address);

    expect([statusCode, headers.etag, headers['cache-control']]).toEqual([200, '"1"', 'private, no-store']);
    expect(json).toMatchObject({ id: story.id, body: '# Hi\n\n<b>Text</b>' });
  });

  it('does not know an article that is not there', async () => {
    const answer = await editor.get(`${ARTICLES}/00000000-0000-4000-8000-000000000000`);

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'article-not-found']);
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });
});

describe('GET /v1/newsroom/articles', () => {
  /** Pages of two, forwards and back. */
  const walk = async (state: string) => {
    const target = `${ARTICLES}?state=${state}&limit=2`;
    const pages = await readPages((each) => editor.get(each), target);
    const back: Answer[] = pages.slice(-1);
    for (let previous = back[0]?.json.previous; previous; previous = back[0]?.json.previous) {
      back.unshift(await editor.get(`${target}&cursor=${previous}`));
    }
    return [pages.flatMap(slugsOf), back.flatMap(slugsOf)];
  };

  it.each([
    ['draft', ['one', 'five', 'four', 'three', 'two']],
    ['withdrawn', ['one', 'five', 'four', 'three', 'two']],
  ] as const)('lists what is %s, newest change first', async (state, expected) => {
    const stories = new Map();
    for (const [index, slug] of ['one', 'two', 'three', 'four', 'five'].entries()) {
      app.setClock(minute(index));
      stories.set(slug, await editor.story(state, { slug }));
    }
    app.setClock(minute(10));
    await stories.get('one').save({ headline: 'Changed' });

    const [forwards, back] = await walk(state);

    expect(forwards).toEqual(expected);
    expect(back).toEqual(expected);
  });

  it('lists what is scheduled, soonest first, whatever was changed last', async () => {
    for (const [slug, hour] of [
      ['late', 22],
      ['early', 15],
      ['middle', 18],
      ['latest', 23],
      ['earliest', 13],
    ] as const) {
      const story = await editor.create({ slug });
      await story.publish(`2026-11-23T${hour}:00:00Z`);
    }

    const [forwards, back] = await walk('scheduled');

    expect(forwards).toEqual(['earliest', 'early', 'middle', 'late', 'latest']);
    expect(back).toEqual(forwards);
  });

  it('lists what is published, newest change first, and coming out at its hour is one', async () => {
    const stories = new Map<string, Story>();
    for (const [index, slug] of ['corrected', 'saved', 'left-alone', 'newest'].entries()) {
      app.setClock(minute(index));
      stories.set(slug, await editor.publish({ slug }));
    }
    const hourly = await editor.create({ slug: 'came-out-at-its-hour' });
    await hourly.publish(EVENING);
    app.setClock(minute(10));
    await stories.get('saved')?.save({ headline: 'Changed' });
    app.setClock('2026-11-23T18:30:00.000Z');
    await stories.get('corrected')?.correct('It was nine days.');

    const [forwards, back] = await walk('published');

    expect(forwards).toEqual(['corrected', 'came-out-at-its-hour', 'saved', 'newest', 'left-alone']);
    expect(back).toEqual(forwards);
  });

  it('lists what is scheduled until its hour, however often it is changed before', async () => {
    const story = await editor.story('scheduled', { slug: 'to-come' });
    app.setClock(BEFORE_EVENING);
    await story.save({ headline: 'Changed at the last moment' });

    const before = [await walk('scheduled'), await walk('published')];
    app.setClock(EVENING);
    const after = [await walk('scheduled'), await walk('published')];

    expect(before).toEqual([
      [['to-come'], ['to-come']],
      [[], []],
    ]);
    expect(after).toEqual([
      [[], []],
      [['to-come'], ['to-come']],
    ]);
  });

  it('shows no text, and whether readers see less than was saved', async () => {
    const story = await editor.publish();
    const list = async () => (await editor.get(`${ARTICLES}?state=published`)).json.items[0];

    const before = await list();
    await story.save({ body: 'More.' });
    const after = await list();

    expect([before.unpublishedChanges, after.unpublishedChanges]).toEqual([false, true]);
    expect(Object.keys(after)).not.toContain('body');
  });
});

describe('PUT /v1/newsroom/articles/{id}', () => {
  it('keeps what was sent, under the slug it has', async () => {
    const story = await editor.create({ slug: 'the-ferry' });
    app.setClock(minute(1));
    const saved = await story.by('priya@example.org').save({ headline: 'New', body: 'Other.' });

    const { json, headers } = await story.read();

    expect(saved.headers.etag).toBe('"2"');
    expect([{ ...json, dropped: [] }, headers.etag]).toEqual([saved.json, '"2"']);
    expect(json).toMatchObject({
      slug: 'the-ferry',
      headline: 'New',
      body: 'Other.',
      revision: 2,
      createdAt: NOON,
      changedAt: minute(1),
      changedBy: 'priya@example.org',
    });
  });

  it('frees the slug a draft leaves', async () => {
    const story = await editor.create({ slug: 'considered' });
    await story.save({ slug: 'decided' });

    const other = await editor.create({ slug: 'considered' });

    expect(other.slug).toBe('considered');
    expect(await violations(app)).toEqual([]);
  });

  it('refuses a slug of another article, and keeps what there is', async () => {
    await editor.create({ slug: 'taken' });
    const story = await editor.create({ slug: 'mine' });

    const answer = await story.save({ slug: 'taken', headline: 'Changed' });

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'slug-taken']);
    expect((await story.read()).json).toMatchObject({ slug: 'mine', headline: 'The ferry sails again', version: 1 });
  });

  it('of a published article changes nothing for readers', async () => {
    const story = await editor.publish();
    const before = await scan(app, 'published');

    const answer = await story.save({ headline: 'Not yet', section: 'home', slug: 'not-yet' });

    expect(answer.json).toMatchObject({ state: 'published', unpublishedChanges: true });
    expect(await scan(app, 'published')).toEqual(before);
  });
});

describe('revisions', () => {
  it('keep each save: who, when and what changed', async () => {
    const story = await editor.create();
    app.setClock(minute(1));
    await story.by('priya@example.org').save({ headline: 'New', tags: ['boats'] });

    const { json } = await editor.get(`${story.address}/revisions`);

    expect(json.items).toEqual([
      { revision: 2, savedAt: minute(1), savedBy: 'priya@example.org', changed: expect.any(Array) },
      {
        revision: 1,
        savedAt: NOON,
        savedBy: 'ines@example.org',
        changed: expect.arrayContaining(['headline', 'slug']),
      },
    ]);
    expect(json.items[0].changed.toSorted()).toEqual(['headline', 'tags']);
  });

  it('can be read in full', async () => {
    const story = await editor.create({ body: 'One.' });
    await story.save({ body: 'Two.' });

    const { json } = await editor.get(`${story.address}/revisions/1`);

    expect(json).toMatchObject({
      revision: 1,
      savedAt: NOON,
      savedBy: 'ines@example.org',
      content: { body: 'One.', slug: 'the-ferry-sails-again', byline: ['Ines Calder'], format: 'markdown' },
    });
  });

  it('can be compared line by line, either way', async () => {
    const story = await editor.create({ body: 'One.\nTwo.\nThree.\n' });
    await story.save({ body: 'One.\nZwei.\nThree.\nFour.\n', headline: 'New' });

    const { json } = await editor.get(`${story.address}/revisions/1/comparison?with=2`);
    const back = await editor.get(`${story.address}/revisions/2/comparison?with=1`);

    expect(json).toEqual({
      from: 1,
      to: 2,
      changed: expect.arrayContaining(['body', 'headline']),
      lines: [
        { change: 'same', text: 'One.\n' },
        { change: 'removed', text: 'Two.\n' },
        { change: 'added', text: 'Zwei.\n' },
        { change: 'same', text: 'Three.\n' },
        { change: 'added', text: 'Four.\n' },
      ],
    });
    expect([back.json.from, back.json.to]).toEqual([2, 1]);
  });

  it('that differ in more than a thousand lines are told one after the other: to compare them took long', async () => {
    const lines = (word: string) =>
      `${Array.from({ length: 501 }, (_, index) => `${word} ${index}\n`).join('')}Same.\n`;
    const story = await editor.create({ body: lines('old'), format: 'html' });
    await story.save({ body: lines('new') });

    const { json } = await editor.get(`${story.address}/revisions/1/comparison?with=2`);

    expect(json.lines).toEqual([
      { change: 'removed', text: lines('old') },
      { change: 'added', text: lines('new') },
    ]);
  });

  it('can be restored as the newest, under the slug of then', async () => {
    const story = await editor.create({ slug: 'first', body: 'One.' });
    await story.save({ slug: 'second', body: 'Two.' });

    const answer = await story.restoreRevision(1);

    const acts = await editor.get(`${story.address}/acts?limit=1`);
    expect(answer.json).toMatchObject({ slug: 'first', body: 'One.', revision: 3, version: 3 });
    expect(acts.json.items).toMatchObject([{ act: 'restore revision', detail: 'revision 1' }]);
    expect(await violations(app)).toEqual([]);
  });

  it('cannot be restored under a slug that another article has taken since', async () => {
    const story = await editor.create({ slug: 'first' });
    await story.save({ slug: 'second' });
    await editor.create({ slug: 'first' });

    const answer = await story.restoreRevision(1);

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'slug-taken']);
  });

  it('of what is scheduled can be restored, and will be what is seen', async () => {
    const story = await editor.create({ body: 'One.' });
    await story.save({ body: 'Two.' });
    await story.publish(EVENING);

    await story.restoreRevision(1);
    app.setClock(EVENING);

    expect((await app.get(`/v1/articles/${story.slug}`)).json.body).toBe('<p>One.</p>');
  });

  it('of long texts are all listed, though DynamoDB reads no more than a megabyte of them at once', async () => {
    const story = await editor.create();
    for (let count = 2; count <= 9; count += 1) await story.save({ body: `Text ${count}. `.padEnd(250_000, 'word ') });
    const revisionsOf = (pages: Awaited<ReturnType<typeof readPages>>) =>
      pages.flatMap(({ json }) => json.items.map(({ revision }: { revision: number }) => revision));

    const pages = await readPages((target) => editor.get(target), `${story.address}/revisions?limit=100`);

    expect(revisionsOf(pages)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('are kept a hundred deep: after 105 saves the newest hundred are there', async () => {
    const story = await editor.create();
    for (let count = 2; count <= 105; count += 1) await story.save({ body: `Text ${count}.` });

    const pages = await readPages((target) => editor.get(target), `${story.address}/revisions?limit=30`);

    const numbers = pages.flatMap(({ json }) => json.items.map(({ revision }: { revision: number }) => revision));
    const dropped = await editor.get(`${story.address}/revisions/5`);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => 105 - index));
    expect([dropped.statusCode, dropped.json.code]).toEqual([404, 'revision-not-found']);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'revision')).toHaveLength(100);
  });
});

describe('the trail of acts', () => {
  it('has every act on an article: who, what, when and which version', async () => {
    const story = await editor.create();
    app.setClock(minute(1));
    await story.by('priya@example.org').save({ body: 'Other.' });
    await story.read();
    await story.publish(EVENING);
    await story.take('unschedule');
    await story.publish();
    await story.correct('Nine days.');
    await story.take('withdraw');
    await story.take('restore');

    const pages = await readPages((target) => editor.get(target), `${story.address}/acts?limit=3`);

    const acts = pages.flatMap(({ json }) => json.items);
    expect(acts.map(({ act, version, detail }) => [act, version, detail])).toEqual([
      ['restore', 8, null],
      ['withdraw', 7, null],
      ['correct', 6, 'Nine days.'],
      ['publish', 5, `for ${minute(1)}`],
      ['unschedule', 4, null],
      ['publish', 3, `for ${EVENING}`],
      ['save', 2, 'body'],
      ['create', 1, null],
    ]);
    expect(acts.at(-2)).toEqual({
      kind: 'article',
      name: null,
      article: story.id,
      at: minute(1),
      by: 'priya@example.org',
      act: 'save',
      version: 2,
      headline: 'The ferry sails again',
      detail: 'body',
    });
  });

  it('has no act that was refused', async () => {
    const story = await editor.create();

    await story.take('withdraw');
    await story.save({ section: 'nowhere' });

    expect((await editor.get(`${story.address}/acts`)).json.items).toHaveLength(1);
  });

  it('has every act of a day on any article, page by page, were all of the same millisecond', async () => {
    app.setClock('2026-11-22T23:59:59.999Z');
    await editor.create({ slug: 'the-day-before' });
    app.setClock(NOON);
    const one = await editor.create({ slug: 'one' });
    for (let count = 1; count <= 5; count += 1) await one.save({ body: `Text ${count}.` });
    await editor.publish({ slug: 'two' });
    app.setClock('2026-11-24T00:00:00.000Z');
    await editor.create({ slug: 'the-day-after' });

    const pages = await readPages((target) => editor.get(target), '/v1/newsroom/acts?day=2026-11-23&limit=2');

    const acts = pages.flatMap(({ json }) => json.items);
    expect(acts.map(({ at }) => at)).toEqual(Array(8).fill(NOON));
    expect(acts.filter(({ article }) => article === one.id).map(({ version }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
  });
});
