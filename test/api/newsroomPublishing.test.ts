import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { aSubmission, NOON } from '../support/builders.ts';
import {
  ARTICLES,
  BEFORE_EVENING,
  Editor,
  EVENING,
  intercepting,
  listed,
  readPages,
  type Story,
  scan,
  violations,
} from '../support/newsroom.ts';

const LATEST = '/v1/articles';
const section = (name: string) => `/v1/sections/${name}/articles`;
const tag = (name: string) => `/v1/tags/${name}/articles`;
const author = (name: string) => `/v1/authors/${name}/articles`;

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const read = (slug: string) => app.get(`/v1/articles/${slug}`);
const thread = (slug: string) => app.get(`/v1/articles/${slug}/comments`);
const comment = (slug: string, text = 'It smelt of paint.') =>
  app.post(`/v1/articles/${slug}/comments`, aSubmission({ comment: text }));
/** Sends a comment and lets it be seen. */
async function approved(slug: string, text?: string): Promise<void> {
  const { json } = await comment(slug, text);
  await app.moderation.approve(json.id, 'tests');
}
/** What a moderator changes. */
const desk = async (path: string, body: object) => {
  const caller = { name: 'mo@example.org', groups: ['moderators'] };
  await app.request('PUT', `/v1/moderation/${path}`, { caller, body });
};
const statuses = (answers: readonly Answer[]) => answers.map(({ statusCode }) => statusCode);

/** How many items stand in a partition of the Published table. */
async function standingIn(partition: string): Promise<number> {
  const { Items = [] } = await app.client.send(
    new QueryCommand({
      TableName: app.tables.published,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': partition },
      ConsistentRead: true,
    }),
  );
  return Items.length;
}
const partitionsOf = (slug: string) => [
  `ARTICLE#${slug}`,
  'LISTING#latest',
  'LISTING#section/abroad',
  'LISTING#tag/harbour',
  'LISTING#author/ines-calder',
];
const traces = (slug: string) => Promise.all(partitionsOf(slug).map(standingIn));

describe('publishing', () => {
  it('makes an article public in all its listings at once', async () => {
    const story = await editor.create({ tags: ['harbour', 'boats'], byline: ['Ines Calder', 'Søren Halvorsen'] });

    const answer = await story.publish();

    const everywhere = [LATEST, section('abroad'), tag('harbour'), tag('boats')];
    const authors = [author('ines-calder'), author('soren-halvorsen')];
    expect(answer.json).toMatchObject({ state: 'published', publishedAt: NOON, updatedAt: NOON, version: 2 });
    expect((await read(story.slug)).json).toMatchObject({ slug: 'the-ferry-sails-again', publishedAt: NOON });
    expect(await listed(app, ...everywhere, ...authors)).toEqual(
      Object.fromEntries([...everywhere, ...authors].map((each) => [each, ['the-ferry-sails-again']])),
    );
    expect(await violations(app)).toEqual([]);
  });

  it('shows readers exactly what the preview showed', async () => {
    const story = await editor.create({
      body: '# A night boat\n\nIt left *on time*.[^1]\n\n[^1]: Nearly.',
      image: { url: 'https://img.example.org/boat.jpg', alt: 'A boat', width: 1200, height: 800 },
    });

    const preview = await editor.get(`${story.address}/preview`);
    const before = await read(story.slug);
    await story.publish();
    const after = await read(story.slug);

    expect(preview.headers['cache-control']).toBe('private, no-store');
    expect(before.statusCode).toBe(404);
    expect(preview.json).toEqual({ ...after.json, dropped: [] });
  });

  it.each<[string, (slug: string) => Promise<unknown>]>([
    ['the rules of its section close its comments', () => desk('settings/abroad', { open: false })],
    ['a moderator closes its thread', (slug) => desk(`threads/${slug}`, { open: false })],
  ])('shows what the preview showed where %s', async (_what, close) => {
    const story = await editor.publish();
    await close(story.slug);
    app.setClock('2026-11-23T13:00:00.000Z');
    await story.save({ headline: 'The ferry is back' });

    const preview = await editor.get(`${story.address}/preview`);
    const page = await editor.get(`${story.address}/preview.html`);
    await story.publish();
    const after = await read(story.slug);

    expect(after.json.comments.open).toBe(false);
    expect(preview.json).toEqual({ ...after.json, dropped: [] });
    expect(page.body).toContain('Comments are closed.');
  });

  it.each<[string, () => Promise<Story>]>([
    ['a draft', () => editor.create({ body: '# A night boat\n\nIt left *on time*.' })],
    [
      'a change of an article that has comments and moves',
      async () => {
        const story = await editor.publish();
        await approved(story.slug);
        await story.save({ headline: 'The ferry is back', slug: 'the-ferry-is-back', body: 'Back.' });
        return story;
      },
    ],
  ])('shows readers exactly the page that the preview of %s showed', async (_what, begin) => {
    await editor.publish({ slug: 'beside', headline: 'Beside it' });
    const story = await begin();
    /** What is signed for one reader's form is for nobody else. */
    const shown = ({ body = '' }: Answer) => body.replace(/<input type="hidden" name="rendered"[^>]*>/, '');

    const preview = await editor.get(`${story.address}/preview.html`);
    await story.publish();
    app.setClock('2026-11-23T12:00:20.000Z');
    const page = await app.get(`/abroad/${story.slug}`);

    expect([preview.statusCode, page.statusCode]).toEqual([200, 200]);
    expect(shown(preview).replaceAll(NOON, 'NOW')).toBe(shown(page).replaceAll(NOON, 'NOW'));
    expect(page.body).toContain('Beside it');
  });

  it('keeps the page of a preview to its editors', async () => {
    const story = await editor.create();

    const { headers } = await editor.get(`${story.address}/preview.html`);
    const stranger = await app.get(`${story.address}/preview.html`);
    const unknown = await editor.get(`${ARTICLES}/00000000-0000-4000-8000-000000000000/preview.html`);

    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(stranger.statusCode).toBe(401);
    expect([unknown.statusCode, unknown.json.code]).toEqual([404, 'article-not-found']);
  });

  it('shows readers exactly what the preview of a change showed', async () => {
    const story = await editor.publish();
    await approved(story.slug);
    app.setClock('2026-11-23T13:00:00.000Z');
    await story.save({ headline: 'The ferry is back', slug: 'the-ferry-is-back', section: 'home' });

    const preview = await editor.get(`${story.address}/preview`);
    const unchanged = await read('the-ferry-sails-again');
    await story.publish();
    const after = await read('the-ferry-is-back');

    expect(unchanged.json).toMatchObject({ headline: 'The ferry sails again', section: { name: 'abroad' } });
    expect(preview.json).toEqual({ ...after.json, dropped: [] });
    expect(after.json).toMatchObject({ publishedAt: NOON, updatedAt: '2026-11-23T13:00:00.000Z' });
  });

  it.each([
    ['in the past', '2026-11-23T11:59:59.999Z'],
    ['now', NOON],
    ['now, written with an offset', '2026-11-23T13:00:00+01:00'],
  ])('at an instant %s is refused', async (_when, at) => {
    const story = await editor.create();

    const answer = await story.publish(at);

    expect([answer.statusCode, answer.json.errors]).toEqual([
      422,
      [{ pointer: '/at', detail: 'must be later than now' }],
    ]);
    expect(await traces(story.slug)).toEqual([0, 0, 0, 0, 0]);
  });

  it('at an instant with an offset is for that instant in UTC', async () => {
    const story = await editor.create();

    const answer = await story.publish('2026-11-23T20:00:00.5+02:00');

    expect(answer.json).toMatchObject({ state: 'scheduled', publishedAt: '2026-11-23T18:00:00.500Z' });
  });

  it('can be moved to another hour, earlier or later, and leaves nothing at the first', async () => {
    const story = await editor.story('scheduled');

    const answers = [await story.publish('2026-11-23T20:00:00Z'), await story.publish('2026-11-23T16:00:00Z')];
    app.setClock('2026-11-23T15:59:59.999Z');
    const before = await read(story.slug);
    app.setClock('2026-11-23T16:00:00.000Z');
    const after = await read(story.slug);

    expect(statuses([...answers, before, after])).toEqual([200, 200, 404, 200]);
    // The article and its tally, and one entry in each listing.
    expect(await traces(story.slug)).toEqual([2, 1, 1, 1, 1]);
    expect(await violations(app)).toEqual([]);
  });

  it('can be taken forward to now', async () => {
    const story = await editor.story('scheduled');

    const answer = await story.publish();
    app.setClock('2026-11-24T00:00:00.000Z');

    expect(answer.json).toMatchObject({ state: 'published', publishedAt: NOON });
    expect((await read(story.slug)).json.publishedAt).toBe(NOON);
    expect(await traces(story.slug)).toEqual([2, 1, 1, 1, 1]);
  });

  it('that is unscheduled leaves no trace, and can be begun again', async () => {
    const story = await editor.story('scheduled');
    const during = await traces(story.slug);

    const answer = await story.take('unschedule');
    const after = await traces(story.slug);
    await story.publish();

    expect(answer.json).toMatchObject({ state: 'draft', publishedAt: null, updatedAt: null });
    expect([during, after]).toEqual([
      [2, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
    ]);
    expect((await read(story.slug)).statusCode).toBe(200);
    expect(await violations(app)).toEqual([]);
  });

  it('of what is scheduled changes with each save, slug and listings too, and frees the slug nobody saw', async () => {
    const story = await editor.story('scheduled');

    await story.save({ slug: 'another-slug', section: 'home', tags: [] });
    const left = await traces('the-ferry-sails-again');
    const taken = await editor.create({ slug: 'the-ferry-sails-again' });
    app.setClock(EVENING);

    expect(left).toEqual([0, 1, 0, 0, 1]);
    expect(taken.slug).toBe('the-ferry-sails-again');
    expect(statuses([await read('another-slug'), await read('the-ferry-sails-again')])).toEqual([200, 404]);
    expect(await listed(app, LATEST, section('abroad'), section('home'), tag('harbour'))).toEqual({
      [LATEST]: ['another-slug'],
      [section('abroad')]: [],
      [section('home')]: ['another-slug'],
      [tag('harbour')]: [],
    });
    expect(await violations(app)).toEqual([]);
  });
});

describe('an article that is scheduled', () => {
  const listings = [LATEST, section('abroad'), tag('harbour'), author('ines-calder')];

  it('is unknown everywhere a millisecond before its hour', async () => {
    await editor.story('scheduled', { slug: 'to-come' });
    app.setClock(BEFORE_EVENING);

    const answers = await Promise.all([read('to-come'), thread('to-come'), comment('to-come')]);
    const unknown = await Promise.all([read('nothing'), thread('nothing'), comment('nothing')]);

    const withoutNames = ({ statusCode, json }: Answer) => [
      statusCode,
      { ...json, instance: '', detail: json.detail.replace(/"[\w-]+"/, '"…"') },
    ];
    expect(statuses(answers)).toEqual([404, 404, 404]);
    expect(answers.map(withoutNames)).toEqual(unknown.map(withoutNames));
    expect(await listed(app, ...listings)).toEqual(Object.fromEntries(listings.map((each) => [each, []])));
    expect((await app.get('/v1/authors/ines-calder')).statusCode).toBe(404);
  });

  it('is present everywhere at its hour, though nothing was written', async () => {
    await editor.story('scheduled', { slug: 'to-come' });
    const before = await scan(app, 'published');
    app.setClock(EVENING);

    const answers = await Promise.all([read('to-come'), thread('to-come'), comment('to-come')]);

    expect(statuses(answers)).toEqual([200, 200, 202]);
    expect(await listed(app, ...listings)).toEqual(Object.fromEntries(listings.map((each) => [each, ['to-come']])));
    expect((await app.get('/v1/authors/ines-calder')).statusCode).toBe(200);
    expect(await scan(app, 'published')).toEqual(before);
  });

  it('is scheduled to its editors until then, and published from then on', async () => {
    const story = await editor.story('scheduled');
    const states = async () => ({
      copy: (await story.read()).json.state,
      scheduled: (await editor.get('/v1/newsroom/articles?state=scheduled')).json.items.length,
      published: (await editor.get('/v1/newsroom/articles?state=published')).json.items.length,
    });

    app.setClock(BEFORE_EVENING);
    const before = await states();
    app.setClock(EVENING);
    const after = await states();

    expect(before).toEqual({ copy: 'scheduled', scheduled: 1, published: 0 });
    expect(after).toEqual({ copy: 'published', scheduled: 0, published: 1 });
  });
});

describe('a correction', () => {
  it('is not what publishing again without a change is: updatedAt stays', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    app.setClock('2026-11-23T13:00:00.000Z');

    const again = await story.publish();
    const same = (await read('ferry')).json.updatedAt;
    await story.save({ body: 'It left late.' });
    await story.publish();

    expect([again.statusCode, same, (await read('ferry')).json.updatedAt]).toEqual([
      200,
      NOON,
      '2026-11-23T13:00:00.000Z',
    ]);
  });

  it('is a public note with its instant; updatedAt moves, the order in listings does not', async () => {
    const older = await editor.publish({ slug: 'older' });
    app.setClock('2026-11-23T12:30:00.000Z');
    await editor.publish({ slug: 'newer' });
    app.setClock('2026-11-23T13:00:00.000Z');
    await older.save({ body: 'It left late.' });

    const answer = await older.correct('It did not leave on time.');
    app.setClock('2026-11-23T14:00:00.000Z');
    await older.correct('Nor from that quay.');

    const { json } = await read('older');
    expect(answer.json.corrections).toEqual([{ at: '2026-11-23T13:00:00.000Z', note: 'It did not leave on time.' }]);
    expect(json).toMatchObject({
      publishedAt: NOON,
      updatedAt: '2026-11-23T14:00:00.000Z',
      body: '<p>It left late.</p>',
      corrections: [
        { at: '2026-11-23T13:00:00.000Z', note: 'It did not leave on time.' },
        { at: '2026-11-23T14:00:00.000Z', note: 'Nor from that quay.' },
      ],
    });
    expect(await listed(app, LATEST)).toEqual({ [LATEST]: ['newer', 'older'] });
  });

  it('is kept when the article is published again, withdrawn and restored', async () => {
    const story = await editor.publish();
    await story.correct('Nine days, not eleven.');

    await story.publish();
    await story.take('withdraw');
    await story.take('restore');

    expect((await read(story.slug)).json.corrections).toEqual([{ at: NOON, note: 'Nine days, not eleven.' }]);
  });

  it('is refused once there are twenty, naming the limit', async () => {
    const story = await editor.publish();
    for (let count = 1; count <= 20; count += 1) await story.correct(`Correction ${count}.`);

    const answer = await story.correct('One more.');

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'limit-exceeded']);
    expect(answer.json.detail).toContain('20');
    expect((await read(story.slug)).json.corrections).toHaveLength(20);
  });

  it('fits with nineteen others, all of the longest, beside the longest text', async () => {
    const story = await editor.publish({ body: 'x'.repeat(300 * 1024 - 7), standfirst: '語'.repeat(500) });

    for (let count = 1; count <= 20; count += 1) await story.correct('語'.repeat(1_000));

    expect((await read(story.slug)).json.corrections).toHaveLength(20);
  });
});

describe('a published article that moves', () => {
  it('is in its new listings and out of the old ones, in one transaction', async () => {
    const { seat, wrapClient } = intercepting();
    app = await startApp({ wrapClient });
    editor = new Editor(app);
    const story = await editor.publish({ tags: ['harbour', 'boats'] });
    await story.save({ slug: 'moved', section: 'home', tags: ['boats', 'ferries'], byline: ['Priya Natarajan'] });
    const sent: string[] = [];
    seat.current = (name, send) => {
      sent.push(name);
      return send();
    };

    const answer = await story.publish();
    seat.current = undefined;

    expect(answer.statusCode).toBe(200);
    expect(sent.filter((name) => !/Get|Query/.test(name))).toEqual(['TransactWriteCommand']);
    expect(
      await listed(
        app,
        ...[LATEST, section('home'), section('abroad'), tag('boats'), tag('ferries'), tag('harbour')],
        ...[author('priya-natarajan'), author('ines-calder')],
      ),
    ).toEqual({
      [LATEST]: ['moved'],
      [section('home')]: ['moved'],
      [section('abroad')]: [],
      [tag('boats')]: ['moved'],
      [tag('ferries')]: ['moved'],
      [tag('harbour')]: [],
      [author('priya-natarajan')]: ['moved'],
      [author('ines-calder')]: [],
    });
    expect(await violations(app)).toEqual([]);
  });

  it('is found from every slug it had in one hop, after three changes in a row', async () => {
    const story = await editor.publish({ slug: 'first' });

    for (const slug of ['second', 'third', 'fourth']) {
      await story.save({ slug });
      await story.publish();
    }

    const answers = await Promise.all(['first', 'second', 'third'].map(read));
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual(
      Array(3).fill([308, '/v1/articles/fourth']),
    );
    expect((await thread('first')).headers.location).toBe('/v1/articles/fourth/comments');
    expect((await story.read()).json.formerSlugs).toEqual(['first', 'second', 'third']);
    expect(await listed(app, LATEST)).toEqual({ [LATEST]: ['fourth'] });
    expect(await violations(app)).toEqual([]);
  });

  it('can come back to a slug it had', async () => {
    const story = await editor.publish({ slug: 'first' });
    for (const slug of ['second', 'third', 'first']) {
      await story.save({ slug });
      await story.publish();
    }

    const answers = await Promise.all(['first', 'second', 'third'].map(read));

    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [200, undefined],
      [308, '/v1/articles/first'],
      [308, '/v1/articles/first'],
    ]);
    expect(await violations(app)).toEqual([]);
  });

  it('keeps its former slugs from every other article', async () => {
    const story = await editor.publish({ slug: 'first' });
    await story.save({ slug: 'second' });
    await story.publish();
    const other = await editor.create({ slug: 'other' });

    const refused = [
      await editor.send('POST', '/v1/newsroom/articles', { body: { ...(await contentOf(other)), slug: 'first' } }),
      await other.save({ slug: 'first' }),
      await other.save({ slug: 'second' }),
    ];

    expect(refused.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(Array(3).fill([409, 'slug-taken']));
    expect((await read('first')).headers.location).toBe('/v1/articles/second');
  });

  it('gives a slug free that it had only between two publications', async () => {
    const story = await editor.publish({ slug: 'first' });
    await story.save({ slug: 'considered' });
    await story.save({ slug: 'second' });
    await story.publish();

    const other = await editor.create({ slug: 'considered' });

    expect(other.slug).toBe('considered');
    expect(await violations(app)).toEqual([]);
  });

  it('takes its thread and its count along', async () => {
    const story = await editor.publish({ slug: 'first' });
    await approved('first', 'One.');
    await approved('first', 'Two.');
    await story.save({ slug: 'second' });
    await story.publish();
    await approved('second', 'Three.');
    await story.save({ slug: 'first' });
    await story.publish();
    await story.save({ slug: 'third' });
    await story.publish();

    const [article, comments] = await Promise.all([read('third'), thread('third')]);

    expect(article.json.comments).toEqual({ count: 3, open: true, url: '/v1/articles/third/comments' });
    expect(comments.json.items.map(({ body }: { body: string }) => body)).toHaveLength(3);
  });

  it('can have had twenty other slugs; one more is refused, naming the limit', async () => {
    const story = await editor.publish({ slug: 'slug-0' });
    for (let count = 1; count <= 20; count += 1) {
      await story.save({ slug: `slug-${count}` });
      await story.publish();
    }
    await story.save({ slug: 'slug-21' });

    const answer = await story.publish();

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'limit-exceeded']);
    expect(answer.json.detail).toContain('20 other slugs');
    expect((await read('slug-0')).headers.location).toBe('/v1/articles/slug-20');
    expect(await violations(app)).toEqual([]);
  });

  it('can be in as many listings as there may be, leave all and move at once', async () => {
    const many = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word}-${index}`);
    const story = await editor.publish({ slug: 'slug-0', tags: many('tag', 20), byline: many('Author', 10) });
    for (let count = 1; count <= 19; count += 1) {
      await story.save({ slug: `slug-${count}` });
      await story.publish();
    }
    await story.save({ slug: 'all-new', section: 'home', tags: many('other', 20), byline: many('Else', 10) });

    const answer = await story.publish();

    expect(answer.statusCode).toBe(200);
    expect(await violations(app)).toEqual([]);
  });
});

const contentOf = async (story: Story) => {
  const { headline, section: name, byline, body } = (await story.read()).json;
  return { headline, section: name, byline: byline.map((each: { name: string }) => each.name), body };
};

describe('a withdrawn article', () => {
  it('is gone: 410 with its thread, out of every listing, and takes no comment', async () => {
    const story = await editor.publish();
    await approved(story.slug);

    await story.take('withdraw');

    const { slug } = story;
    const listings = [LATEST, section('abroad'), tag('harbour'), author('ines-calder')];
    expect(statuses([await read(slug), await thread(slug), await comment(slug, 'Why?')])).toEqual([410, 410, 410]);
    expect(await listed(app, ...listings)).toEqual(Object.fromEntries(listings.map((each) => [each, []])));
    expect(await violations(app)).toEqual([]);
  });

  it('is still where its former slugs lead to', async () => {
    const story = await editor.publish({ slug: 'first' });
    await story.save({ slug: 'second' });
    await story.publish();

    await story.take('withdraw');

    expect((await read('first')).headers.location).toBe('/v1/articles/second');
    expect((await read('second')).statusCode).toBe(410);
  });

  it('comes back as it was, with its instant, its place and its comments', async () => {
    const story = await editor.publish();
    await approved(story.slug);
    app.setClock('2026-11-23T13:00:00.000Z');
    await editor.publish({ slug: 'newer' });
    const before = await read(story.slug);
    await story.take('withdraw');

    const answer = await story.take('restore');

    expect(answer.json.state).toBe('published');
    expect((await read(story.slug)).json).toEqual(before.json);
    expect((await thread(story.slug)).json.items).toHaveLength(1);
    expect(await listed(app, LATEST)).toEqual({ [LATEST]: ['newer', story.slug] });
    expect(await violations(app)).toEqual([]);
  });

  it('comes back as readers knew it, whatever was saved meanwhile; that is kept for the next publication', async () => {
    const story = await editor.publish({ slug: 'first' });
    const before = await read('first');
    await story.take('withdraw');
    await story.save({ slug: 'second', headline: 'Rewritten' });

    const restored = await story.take('restore');
    const after = await read('first');
    await story.publish();

    expect(restored.json).toMatchObject({ headline: 'Rewritten', unpublishedChanges: true });
    expect(after.json).toEqual(before.json);
    expect((await read('second')).json.headline).toBe('Rewritten');
    expect((await read('first')).headers.location).toBe('/v1/articles/second');
    expect(await violations(app)).toEqual([]);
  });

  it('comes back even after a hundred saves, which keep the revision that readers knew', async () => {
    const story = await editor.publish();
    const before = await read(story.slug);
    await story.take('withdraw');
    for (let count = 1; count <= 101; count += 1) await story.save({ body: `Text ${count}.` });

    const answer = await story.take('restore');
    const after = await read(story.slug);
    await story.publish();
    const kept = await readPages((target) => editor.get(target), `${story.address}/revisions?limit=100`);

    expect(answer.statusCode).toBe(200);
    expect(after.json).toEqual(before.json);
    expect(kept.flatMap(({ json }) => json.items)).toHaveLength(100);
    expect(await violations(app)).toEqual([]);
  });
});

describe('deleting a draft', () => {
  it('leaves nothing of it but the trail, and its slug is free again', async () => {
    const story = await editor.create();
    for (let count = 1; count <= 30; count += 1) await story.save({ body: `Text ${count}.` });

    const answer = await story.take('delete');

    const left = (await scan(app, 'newsroom')).filter(({ type }) => type !== 'act' && type !== 'settings');
    const trail = await editor.get(`${story.address}/acts?limit=1`);
    const again = await editor.create();
    expect([answer.statusCode, left]).toEqual([200, []]);
    expect(trail.json.items).toMatchObject([{ act: 'delete', by: 'ines@example.org', version: 32 }]);
    expect(again.slug).toBe('the-ferry-sails-again');
  });
});

describe('what publishing costs', () => {
  const { seat, wrapClient } = intercepting();
  let measured: App;
  beforeAll(async () => {
    measured = await startApp({ wrapClient });
  });

  /** Bytes of an item as DynamoDB counts them, as far as this item goes: names and values in UTF-8. */
  function sizeOf(value: unknown): number {
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (typeof value === 'number') return 1 + Math.ceil(String(value).length / 2);
    if (value === null || typeof value === 'boolean') return 1;
    if (Array.isArray(value)) return 3 + value.reduce((sum: number, each) => sum + 1 + sizeOf(each), 0);
    const entries = Object.entries(value as object);
    return 3 + entries.reduce((sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + sizeOf(each), 0);
  }
  const itemOf = async (slug: string) =>
    (await scan(measured, 'published')).find((item) => item.type === 'article' && item.slug === slug) ?? {};

  // The article with its text, the sections; and what readers have of it, once they have something.
  it.each([
    ['draft', 2],
    ['published', 3],
  ] as const)(
    'an article of 8,000 bytes in four listings that was %s before: %i queries, one transaction, 36 write units at most',
    async (state, queries) => {
      const desk = new Editor(measured);
      const words = (bytes: number) => 'A night boat left. '.repeat(Math.ceil(bytes / 19)).slice(0, bytes);
      await desk.publish({ slug: `small-${state}`, body: words(1_000) });
      const missing = 7_990 - sizeOf(await itemOf(`small-${state}`));
      const story = await desk.story(state, { slug: `large-${state}`, body: words(1_000 + missing) });
      const sent: string[] = [];
      seat.current = (name, send) => {
        sent.push(name);
        return send();
      };

      await story.publish();
      seat.current = undefined;

      const usage = measured.logs.findLast(({ message }) => message === 'request')?.data.dynamodb;
      const size = sizeOf(await itemOf(`large-${state}`));
      expect(size).toBeGreaterThan(7_950);
      expect(size).toBeLessThanOrEqual(8_000);
      // The names of its tags and the addresses of its authors are read beside the queries.
      const names = Array(2).fill('BatchGetCommand');
      expect(sent.toSorted()).toEqual([...names, ...Array(queries).fill('QueryCommand'), 'TransactWriteCommand']);
      expect(usage?.writeUnits).toBeLessThanOrEqual(36);
    },
  );
});
