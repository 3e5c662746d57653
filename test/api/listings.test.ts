import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inPlaceOfOthers, onCards } from '../../functions/articles/fields.ts';
import { listingPartition, listingSortKey } from '../../functions/articles/keys.ts';
import { entriesOf } from '../../functions/newsroom/articles/publication.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { type ArticleChanges, anArticle, NOON } from '../support/builders.ts';
import { defaultsOf } from '../support/defaultsOf.ts';

/** Every listing an article of the builder's belongs to. */
const LISTINGS = [
  ['the latest', 'latest', '/v1/articles'],
  ['a section', 'section/abroad', '/v1/sections/abroad/articles'],
  ['a tag', 'tag/harbour', '/v1/tags/harbour/articles'],
  ['an author', 'author/ines-calder', '/v1/authors/ines-calder/articles'],
] as const;

const MINUTE = 60_000;

/** An instant so many minutes before noon. */
const ago = (minutes: number) => new Date(Date.parse(NOON) - minutes * MINUTE).toISOString();

/** Publishes articles in every listing of the builder's. */
async function publish(app: App, articles: readonly ArticleChanges[]): Promise<void> {
  for (const article of articles) await app.publication.publish(anArticle(article), undefined);
}

/** Puts many items at once, past the rules of publication. */
async function write(app: App, items: readonly object[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const batch = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await app.client.send(new BatchWriteCommand({ RequestItems: { [app.tables.published]: batch } }));
  }
}

/** `story-1`, a minute old, to `story-<count>`, the oldest. */
const stories = (count: number) =>
  Array.from({ length: count }, (_story, index) => ({ slug: `story-${index + 1}`, publishedAt: ago(index + 1) }));

const slugsOf = ({ json }: Answer): string[] => json.items.map(({ slug }: { slug: string }) => slug);

/** An address with one more parameter. */
const withCursor = (target: string, cursor: string) => `${target}${target.includes('?') ? '&' : '?'}cursor=${cursor}`;

/** Every page from an address to the end of the list, by `next`. */
async function readForwards(app: App, target: string): Promise<Answer[]> {
  const pages = [await app.get(target)];
  for (let next = pages.at(-1)?.json.next; next; next = pages.at(-1)?.json.next) {
    pages.push(await app.get(withCursor(target, next)));
  }
  return pages;
}

/** Every page from `last` back to the beginning of the list, by `previous`, in the list's order. */
async function readBackwards(app: App, target: string, last: Answer): Promise<Answer[]> {
  const pages = [last];
  for (let previous = last.json.previous; previous; previous = pages[0]?.json.previous) {
    pages.unshift(await app.get(withCursor(target, previous)));
  }
  return pages;
}

/** What the last request spent on DynamoDB. */
const spent = ({ logs }: App) => logs.findLast(({ message }) => message === 'request')?.data.dynamodb;

describe.each(LISTINGS)('the listing of %s', (_name, listing, path) => {
  let app: App;

  beforeEach(async () => {
    app = await startApp();
  });

  it('shows cards, newest first', async () => {
    const image = { url: '/i/quay.jpg', alt: 'A quay', caption: null, credit: 'B. Lund', width: 1600, height: 900 };
    await publish(app, [
      { slug: 'older', publishedAt: ago(2) },
      { slug: 'newest', publishedAt: ago(1), image },
      { slug: 'oldest', publishedAt: ago(3) },
    ]);

    const answer = await app.get(path);

    expect(answer.statusCode).toBe(200);
    expect(slugsOf(answer)).toEqual(['newest', 'older', 'oldest']);
    expect(answer.json).toMatchObject({ next: null, previous: null });
    expect(answer.json.items[0]).toEqual({
      ...defaultsOf({ ...onCards, ...inPlaceOfOthers }),
      slug: 'newest',
      url: '/abroad/newest',
      section: { name: 'abroad', title: 'Abroad' },
      headline: 'The ferry sails again',
      standfirst: 'After eleven days in dock the night boat is back.',
      byline: [{ name: 'Ines Calder', slug: 'ines-calder' }],
      publishedAt: ago(1),
      image,
    });
  });

  it('shows an article from its instant on and not a millisecond sooner', async () => {
    await publish(app, [{ slug: 'tomorrow', publishedAt: '2026-11-24T06:00:00.000Z' }]);

    app.setClock('2026-11-24T05:59:59.999Z');
    const early = await app.get(path);
    app.setClock('2026-11-24T06:00:00.000Z');
    const onTime = await app.get(path);

    expect(slugsOf(early)).toEqual([]);
    expect(slugsOf(onTime)).toEqual(['tomorrow']);
  });

  it('shows no future article to a cursor or a range that reaches beyond now', async () => {
    await publish(app, [{ slug: 'tomorrow', publishedAt: '2026-11-24T06:00:00.000Z' }, { slug: 'today' }]);
    const forged = (direction: 'after' | 'before', key: string) =>
      app.get(withCursor(path, encodeCursor(listing, { direction, key })));

    const fromTheFuture = await forged('after', '2027-01-01T00:00:00.000Z#x');
    const intoTheFuture = await forged('before', `${ago(600)}#x`);
    const acrossNow = await app.get(`${path}?from=2026-11-23T00:00:00Z&to=2027-01-01T00:00:00Z`);
    const afterNow = await app.get(`${path}?from=2026-11-23T18:00:00Z`);

    expect([fromTheFuture, intoTheFuture, acrossNow].map(slugsOf)).toEqual([['today'], ['today'], ['today']]);
    expect(afterNow).toMatchObject({ statusCode: 200, json: { items: [], next: null, previous: null } });
  });

  it('puts articles of one millisecond in one order, whatever the page', async () => {
    const slugs = ['a', 'a-1', 'a1', 'b', 'c', 'd', 'e'];
    await publish(
      app,
      slugs.map((slug) => ({ slug })),
    );

    const pages = await readForwards(app, `${path}?limit=2`);
    const back = await readBackwards(app, `${path}?limit=2`, pages.at(-1) as Answer);

    expect(pages.map(slugsOf)).toEqual([['e', 'd'], ['c', 'b'], ['a1', 'a-1'], ['a']]);
    expect(back.map(slugsOf)).toEqual(pages.map(slugsOf));
  });

  it('does not move page 2 when articles are published, and shows them on the way back', async () => {
    await publish(app, stories(6));
    const first = await app.get(`${path}?limit=3`);
    const second = await app.get(withCursor(`${path}?limit=3`, first.json.next));
    await publish(app, [
      { slug: 'breaking', publishedAt: NOON },
      { slug: 'late-copy', publishedAt: ago(2.5) },
    ]);

    const again = await app.get(withCursor(`${path}?limit=3`, first.json.next));
    const back = await app.get(withCursor(`${path}?limit=3`, second.json.previous));

    expect(slugsOf(again)).toEqual(['story-4', 'story-5', 'story-6']);
    expect(slugsOf(back)).toEqual(['story-2', 'late-copy', 'story-3']);
    expect(back.json.previous).not.toBeNull();
  });

  it('goes on from an article that has been withdrawn meanwhile', async () => {
    await publish(app, stories(4));
    const first = await app.get(`${path}?limit=2`);
    await app.publication.withdraw(anArticle({ slug: 'story-2', publishedAt: ago(2) }), NOON);

    const second = await app.get(withCursor(path, first.json.next));

    expect(slugsOf(second)).toEqual(['story-3', 'story-4']);
  });

  it('pages articles whose slugs are as long as slugs may be', async () => {
    const slugs = ['z', 'y'].map((letter) => letter.repeat(120));
    await publish(
      app,
      slugs.map((slug) => ({ slug })),
    );

    const pages = await readForwards(app, `${path}?limit=1`);

    expect(pages.flatMap(slugsOf)).toEqual(slugs);
  });
});

describe('the pages of a listing', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
    await publish(app, stories(57));
  });

  const all = stories(57).map(({ slug }) => slug);

  describe.each(LISTINGS)('of %s', (_name, _listing, path) => {
    it.each([
      ['', [20, 20, 17]],
      ['?limit=7', [7, 7, 7, 7, 7, 7, 7, 7, 1]],
      ['?limit=19', [19, 19, 19]],
      ['?limit=56', [56, 1]],
      ['?limit=57', [57]],
      ['?limit=100', [57]],
      [`?from=${ago(40)}&to=${ago(10)}`, [20, 10]],
    ])('hold every article once, forwards and back: %j', async (query, sizes) => {
      const target = `${path}${query}`;

      const pages = await readForwards(app, target);
      const back = await readBackwards(app, target, pages.at(-1) as Answer);

      const expected = query.includes('from') ? all.slice(10, 40) : all;
      expect(pages.flatMap(slugsOf)).toEqual(expected);
      expect(pages.map(({ json }) => json.items.length)).toEqual(sizes);
      expect(back.map(({ json }) => json.items)).toEqual(pages.map(({ json }) => json.items));
      expect(pages[0]?.json.previous).toBeNull();
    });
  });

  it.each(['0', '101', '1000', '-1', '1.5', '1e1', '0x10', '', 'ten', '%D9%A1', '20,20', '20&limit=20'])(
    'hold 1 to 100 articles: a limit of %j is refused by name',
    async (limit) => {
      const answer = await app.get(`/v1/articles?limit=${limit}`);

      expect(answer.statusCode).toBe(400);
      expect(answer.json).toMatchObject({ code: 'query-invalid', errors: [{ parameter: 'limit' }] });
    },
  );

  it('are linked by a header that keeps the rest of the query', async () => {
    const query = 'limit=10&from=2026-11-23T09%3A00%3A00%2B00%3A00';
    const first = await app.get(`/v1/tags/harbour/articles?${query}`);

    const second = await app.get(withCursor(`/v1/tags/harbour/articles?${query}`, first.json.next));

    const link = (answer: Answer, neighbour: 'next' | 'previous', relation: string) =>
      `</v1/tags/harbour/articles?${query}&cursor=${answer.json[neighbour]}>; rel="${relation}"`;
    expect(first.headers.link).toBe(link(first, 'next', 'next'));
    expect(second.headers.link).toBe(`${link(second, 'next', 'next')}, ${link(second, 'previous', 'prev')}`);
  });

  it('have no link header where there is one page', async () => {
    const { headers } = await app.get('/v1/articles?limit=100');

    expect(headers.link).toBeUndefined();
  });

  it('answer HEAD and a conditional GET', async () => {
    const get = await app.get('/v1/articles');

    const head = await app.request('HEAD', '/v1/articles');
    const conditional = await app.get('/v1/articles', { headers: { 'if-none-match': get.headers.etag ?? '' } });

    expect(head).toMatchObject({ statusCode: 200, headers: get.headers, body: '' });
    expect(conditional).toMatchObject({ statusCode: 304, headers: { link: get.headers.link } });
  });
});

describe('a page of 20 cards', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
    const asLongAsMayBe = { headline: 'H'.repeat(120), standfirst: 'S'.repeat(280) };
    await publish(
      app,
      stories(42).map((story) => ({ ...story, ...asLongAsMayBe, slug: `${story.slug}-of-a-slug-of-the-usual-length` })),
    );
  });

  it.each(LISTINGS)('costs one DynamoDB request and at most two read units: %s', async (_name, _listing, path) => {
    // Each function remembers the sections for itself.
    await app.get('/v1/articles');
    const first = await app.get(path, READ_ANEW);
    const atFirst = spent(app);

    const second = await app.get(withCursor(path, first.json.next));
    const atSecond = spent(app);

    expect([first, second].map((page) => slugsOf(page).length)).toEqual([20, 20]);
    expect([atFirst?.requests, atSecond?.requests]).toEqual([1, 1]);
    expect(Math.max(atFirst?.readUnits ?? 9, atSecond?.readUnits ?? 9)).toBeLessThanOrEqual(2);
  });

  it('costs a second request when the sections are not remembered', async () => {
    app.setClock('2026-11-23T12:01:00.000Z');

    await app.get('/v1/articles');

    expect(spent(app)?.requests).toBe(2);
  });
});

describe('a deep page', () => {
  it('costs what the first one does', async () => {
    const app = await startApp();
    const entries = stories(1_000).flatMap((story) => entriesOf(anArticle(story)));
    const ofAbroad = entries.filter(([{ pk }]) => pk === listingPartition('section/abroad'));
    await write(
      app,
      ofAbroad.map(([key, entry]) => ({ ...key, ...entry })),
    );
    await app.get('/v1/articles');
    const cursor = encodeCursor('section/abroad', { direction: 'after', key: listingSortKey(ago(970), 'story-970') });

    const first = await app.get('/v1/sections/abroad/articles');
    const atTheTop = spent(app);
    const deep = await app.get(`/v1/sections/abroad/articles?cursor=${cursor}`);
    const inTheDeep = spent(app);

    expect([slugsOf(first)[0], slugsOf(deep)[0]]).toEqual(['story-1', 'story-971']);
    expect([first, deep].map((page) => slugsOf(page).length)).toEqual([20, 20]);
    expect(inTheDeep).toEqual(atTheTop);
  });
});

describe('the range of a listing', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
    await publish(app, [
      { slug: 'nine', publishedAt: '2026-11-23T09:00:00.000Z' },
      { slug: 'nearly-ten', publishedAt: '2026-11-23T09:59:59.999Z' },
      { slug: 'ten', publishedAt: '2026-11-23T10:00:00.000Z' },
      { slug: 'eleven', publishedAt: '2026-11-23T11:00:00.000Z' },
    ]);
  });

  it.each([
    ['from an instant on', 'from=2026-11-23T10:00:00Z', ['eleven', 'ten']],
    ['up to an instant, which is out', 'to=2026-11-23T10:00:00Z', ['nearly-ten', 'nine']],
    ['between two', 'from=2026-11-23T09:00:00Z&to=2026-11-23T11:00:00Z', ['ten', 'nearly-ten', 'nine']],
    ['one millisecond', 'from=2026-11-23T10:00:00.000Z&to=2026-11-23T10:00:00.001Z', ['ten']],
    ['an empty hour', 'from=2026-11-23T07:00:00Z&to=2026-11-23T09:00:00Z', []],
    ['in Central European Time', 'from=2026-11-23T11:00:00%2B01:00&to=2026-11-23T12:00:00%2B01:00', ['ten']],
    ['in New York', 'from=2026-11-23T05:00:00-05:00&to=2026-11-23T06:00:00-05:00', ['ten']],
    ['of all time', 'from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z', ['eleven', 'ten', 'nearly-ten', 'nine']],
  ])('is half open: %s', async (_what, query, expected) => {
    const answer = await app.get(`/v1/articles?${query}`);

    expect(answer.statusCode).toBe(200);
    expect(slugsOf(answer)).toEqual(expected);
  });

  it.each([
    ['an end before its beginning', 'from=2026-11-23T11:00:00Z&to=2026-11-23T10:00:00Z', 'to'],
    ['an end at its beginning', 'from=2026-11-23T10:00:00Z&to=2026-11-23T11:00:00%2B01:00', 'to'],
    ['a beginning that is no instant', 'from=yesterday', 'from'],
    ['a beginning without offset', 'from=2026-11-23T10:00:00', 'from'],
    ['an offset whose + was not escaped', 'from=2026-11-23T10:00:00+01:00', 'from'],
    ['an end on a day that does not exist', 'to=2026-02-29T10:00:00Z', 'to'],
    ['an end beyond the year 9999', 'to=9999-12-31T23:59:59-01:00', 'to'],
    ['an empty beginning', 'from=', 'from'],
  ])('may not have %s', async (_what, query, parameter) => {
    const answer = await app.get(`/v1/articles?${query}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.json).toMatchObject({ code: 'query-invalid', errors: [{ parameter }] });
  });

  it('names each parameter that is wrong, and each once', async () => {
    const { json } = await app.get('/v1/articles?from=then&to=now&limit=0');

    const named = json.errors.map(({ parameter }: { parameter: string }) => parameter);
    expect(named.toSorted()).toEqual(['from', 'limit', 'to']);
  });

  it.each([
    ['after what lies before it', 'after', '2026-11-23T09:00:00.000Z#nine'],
    ['before what lies past it', 'before', '2026-11-23T11:00:00.000Z#eleven'],
  ] as const)('gives an empty page to a cursor %s', async (_what, direction, key) => {
    const cursor = encodeCursor('latest', { direction, key });

    const answer = await app.get(`/v1/articles?from=2026-11-23T09:30:00Z&to=2026-11-23T10:30:00Z&cursor=${cursor}`);

    expect(answer.statusCode).toBe(200);
    expect(answer.json).toEqual({ items: [], next: null, previous: null });
  });

  it.each([
    ['after what lies past it', 'after', '2026-11-23T11:00:00.000Z#eleven'],
    ['before what lies before it', 'before', '2026-11-23T09:00:00.000Z#nine'],
  ] as const)('gives its own articles to a cursor %s', async (_what, direction, key) => {
    const cursor = encodeCursor('latest', { direction, key });

    const answer = await app.get(`/v1/articles?from=2026-11-23T09:30:00Z&to=2026-11-23T10:30:00Z&cursor=${cursor}`);

    expect(slugsOf(answer)).toEqual(['ten', 'nearly-ten']);
  });
});

describe('the cursor of a listing', () => {
  let app: App;
  let next: string;

  beforeAll(async () => {
    app = await startApp();
    await publish(app, stories(3));
    next = (await app.get('/v1/articles?limit=1')).json.next;
  });

  it('begins anew when it is empty', async () => {
    const [first, anew] = [await app.get('/v1/articles'), await app.get('/v1/articles?cursor=')];

    expect([anew.statusCode, anew.body]).toEqual([200, first.body]);
  });

  const forge = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
  const key = listingSortKey(ago(1), 'story-1');

  it.each([
    ['of another section', () => encodeCursor('section/home', { direction: 'after', key })],
    ['of a thread', () => encodeCursor('comments/story-1/oldest', { direction: 'after', key })],
    ['truncated', () => next.slice(0, -3)],
    ['lengthened', () => `${next}AAAA`],
    ['in another case', () => next.toLowerCase()],
    ['with padding', () => `${next}==`],
    ['given twice', () => `${next}&cursor=${next}`],
    ['forged from words', () => 'page-2'],
    ['forged from a number', () => '2'],
    ["forged from DynamoDB's own key", () => forge({ pk: 'LISTING#latest', sk: key })],
    ['of another version', () => forge([2, 'latest', 'after', key])],
    ['without a direction', () => forge([1, 'latest', key])],
    ['of no position', () => forge([1, 'latest', 'after', 'story-1'])],
    ['of a position that was never one', () => forge([1, 'latest', 'after', '2026-02-30T00:00:00.000Z#story-1'])],
    ['of the ceiling', () => forge([1, 'latest', 'after', `${NOON}#~`])],
    ['too long', () => forge([1, 'latest', 'after', `${ago(1)}#${'x'.repeat(1_200)}`])],
    ['far too long', () => 'A'.repeat(8_000)],
  ])('is refused when it is %s', async (_what, cursor) => {
    const answer = await app.get(`/v1/articles?cursor=${cursor()}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.json).toMatchObject({ code: 'cursor-invalid', errors: [{ parameter: 'cursor' }] });
  });

  it.each(LISTINGS.slice(1))('of the latest is refused by the listing of %s', async (_name, _listing, path) => {
    const answer = await app.get(withCursor(path, next));

    expect(answer.statusCode).toBe(400);
    expect(answer.json).toMatchObject({ code: 'cursor-invalid', detail: expect.stringContaining('another list') });
  });

  it('names a position and nothing else', () => {
    const payload = JSON.parse(Buffer.from(next, 'base64url').toString());

    expect(payload).toEqual([1, 'latest', 'after', key]);
  });
});

describe('a listing of nothing', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
  });

  it.each([
    '/v1/articles',
    '/v1/sections/home/articles',
    '/v1/tags/unheard-of/articles',
    '/v1/authors/nobody/articles',
  ])('is an empty page: %s', async (path) => {
    const answer = await app.get(path);

    expect(answer.statusCode).toBe(200);
    expect(answer.json).toEqual({ items: [], next: null, previous: null });
  });

  it('is a problem when the section is unknown', async () => {
    const answer = await app.get('/v1/sections/weather/articles');

    expect(answer.statusCode).toBe(404);
    expect(answer.json).toMatchObject({ code: 'section-not-found', detail: 'There is no section "weather".' });
  });

  it.each([
    ['/v1/sections/Abroad/articles', 'section'],
    [`/v1/sections/${'x'.repeat(41)}/articles`, 'section'],
    ['/v1/tags/har%20bour/articles', 'tag'],
    [`/v1/tags/${'x'.repeat(61)}/articles`, 'tag'],
    ['/v1/authors/../articles', 'author'],
    [`/v1/authors/${'x'.repeat(81)}/articles`, 'author'],
  ])('is a problem at an address that cannot be: %s', async (path, parameter) => {
    const answer = await app.get(path);

    expect(answer.statusCode).toBe(404);
    expect(answer.json).toMatchObject({ code: 'parameter-invalid', errors: [{ parameter }] });
  });
});
