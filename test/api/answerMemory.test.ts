import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERVER_TIMING } from '../../functions/shared/api/serverTiming.ts';
import { type Answer, type App, type AppOptions, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, aSubmission } from '../support/builders.ts';
import { type Intercept, intercepting } from '../support/newsroom.ts';
import { elsewhere } from '../support/publisher.ts';

/** Noon, and milliseconds after it. */
const at = (milliseconds: number) => new Date(Date.parse('2026-11-23T12:00:00.000Z') + milliseconds).toISOString();
const busy: Intercept = async () => {
  throw Object.assign(new Error('busy'), { name: 'ThrottlingException' });
};

let app: App;
let seat: { current: Intercept | undefined };
/** Names of the DynamoDB requests since the test began. */
let sent: string[];

const start = async (options: AppOptions = {}) => {
  const { seat: own, wrapClient } = intercepting();
  app = await startApp({ wrapClient, ...options });
  seat = own;
  sent = [];
  seat.current = (name, send) => {
    sent.push(name);
    return send();
  };
};
beforeEach(() => start());
afterEach(async () => {
  delete process.env[SERVER_TIMING];
  await app.stop();
});

const sources = () => app.logs.filter(({ message }) => message === 'request').map(({ data }) => data.memory);
const slugsOf = ({ json }: Answer): string[] => json.items.map(({ slug }: { slug: string }) => slug);

/** Reads an address at milliseconds after noon. */
const readAt = async (milliseconds: number, target: string): Promise<Answer> => {
  app.setClock(at(milliseconds));
  return app.get(target);
};

describe('an answer that is asked for again', () => {
  it('comes from memory for five seconds, with its ETag and without a DynamoDB request', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const first = await readAt(0, '/v1/articles/ferry');
    sent = [];

    const second = await readAt(4_999, '/v1/articles/ferry');

    expect(second.body).toBe(first.body);
    expect(second.headers).toEqual(first.headers);
    expect(sent).toEqual([]);
    expect(sources()).toEqual(['miss', 'hit']);
  });

  it.each([
    '/v1/articles/ferry',
    '/v1/articles',
    '/v1/sections/abroad/articles?limit=3',
    '/v1/articles/ferry/comments',
    '/v1/authors/ines-calder',
    '/abroad/ferry',
    '/',
    '/archive/2026-11',
    '/feed.rss',
    '/sitemap.xml',
    '/v1/sections',
  ])('costs the requests of one, however often: a thousand times %s', async (target) => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    sent = [];
    await app.get(target);
    const requestsOfOne = sent.length;
    app.setClock(at(10_000));
    sent = [];

    const answers = await Promise.all(Array.from({ length: 500 }, () => app.get(target)));
    for (let time = 0; time < 500; time += 1) answers.push(await app.get(target));

    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(sent.length).toBeLessThanOrEqual(requestsOfOne);
  });

  it('is read again after five seconds, with what another instance has written', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await readAt(0, '/v1/articles/ferry');
    await elsewhere(app).publish(anArticle({ slug: 'ferry', headline: 'It sails' }), anArticle({ slug: 'ferry' }));

    const headlines = [await readAt(4_999, '/v1/articles/ferry'), await readAt(5_000, '/v1/articles/ferry')];

    expect(headlines.map(({ json }) => json.headline)).toEqual(['The ferry sails again', 'It sails']);
  });

  it('is read again at once after a write of this process', async () => {
    const article = anArticle({ slug: 'ferry' });
    await app.publication.publish(article, undefined);
    const addresses = ['/v1/articles/ferry', '/v1/articles', '/abroad/ferry', '/', '/v1/articles/ferry/comments'];
    for (const address of addresses) await app.get(address);

    await app.publication.publish({ ...article, headline: 'It sails' }, article);
    const { json } = await app.post('/v1/articles/ferry/comments', aSubmission());
    await app.moderation.approve(json.id);
    const [one, list, page, front, thread] = await Promise.all(addresses.map((address) => app.get(address)));

    expect(one?.json).toMatchObject({ headline: 'It sails', comments: { count: 1 } });
    expect(list?.json.items[0].headline).toBe('It sails');
    expect(page?.body).toContain('It sails');
    expect(page?.body).toContain('1 comment');
    expect(front?.body).toContain('It sails');
    expect(thread?.json.items).toHaveLength(1);
  });

  it('is not remembered when this process wrote while it was read', async () => {
    const article = anArticle({ slug: 'ferry' });
    await app.publication.publish(article, undefined);
    const held: (() => void)[] = [];
    seat.current = async (_name, send) => {
      const answer = await send();
      await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    };
    const reading = app.get('/v1/articles/ferry');
    // The article, and the sections.
    while (held.length < 2) await new Promise(setImmediate);
    seat.current = undefined;
    await app.publication.publish({ ...article, headline: 'It sails' }, article);
    for (const resume of held) resume();
    await reading;

    const { json } = await app.get('/v1/articles/ferry');

    expect(json.headline).toBe('It sails');
  });

  it('answers HEAD and a conditional GET, whoever asked first and however', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const head = await app.request('HEAD', '/v1/articles/ferry');
    sent = [];

    const get = await app.get('/v1/articles/ferry');
    const tag = get.headers.etag ?? '';
    const current = await app.get('/v1/articles/ferry', { headers: { 'if-none-match': tag } });
    const other = await app.get('/v1/articles/ferry', { headers: { 'if-none-match': '"other"' } });

    expect(head).toMatchObject({ statusCode: 200, body: '', headers: get.headers });
    expect(current).toMatchObject({ statusCode: 304, headers: { etag: tag } });
    expect(current.body).toBeUndefined();
    expect(other.body).toBe(get.body);
    expect(sent).toEqual([]);
  });

  it('is one for every parameter that the route does not know, and another for every one that it knows', async () => {
    for (const slug of ['one', 'two']) await app.publication.publish(anArticle({ slug }), undefined);
    await app.get('/v1/articles?utm_source=mail');
    sent = [];

    const all = await app.get('/v1/articles?fbclid=1');
    const one = await app.get('/v1/articles?limit=1');
    const another = await app.get('/v1/articles?cursor=&limit=1');

    expect(slugsOf(all)).toHaveLength(2);
    expect([one, another].map((page) => slugsOf(page).length)).toEqual([1, 1]);
    expect(one.headers.link).not.toContain('fbclid');
    expect(sent).toHaveLength(2);
  });

  it.each(['no-cache', 'no-cache, no-store', 'max-age=0, no-cache'])('passes by the memory with %s', async (asked) => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await app.get('/v1/articles/ferry');
    await elsewhere(app).publish(anArticle({ slug: 'ferry', headline: 'It sails' }), anArticle({ slug: 'ferry' }));

    const { json } = await app.get('/v1/articles/ferry', { headers: { 'cache-control': asked } });

    expect(json.headline).toBe('It sails');
  });

  it('is the same for everybody: cookies and tokens change nothing', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const cookie = { cookie: '__Host-remembered=%7B%22name%22%3A%22Mallory%22%7D', authorization: 'Bearer x' };
    const known = await app.get('/abroad/ferry', { headers: cookie });

    const unknown = await app.get('/abroad/ferry');

    expect(unknown.body).toBe(known.body);
    expect(unknown.body).not.toContain('Mallory');
    expect(unknown.cookies).toBeUndefined();
  });

  it('is no page of one person: those are read each time', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    app.logs.length = 0;

    await app.get('/comments/new?article=ferry');
    await app.get('/comments/new?article=ferry');

    expect(sources()).toEqual([undefined, undefined]);
  });

  it('is read again when the clock was set back, and when the instance was frozen for an hour', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await readAt(0, '/v1/articles/ferry');
    await elsewhere(app).publish(anArticle({ slug: 'ferry', headline: 'It sails' }), anArticle({ slug: 'ferry' }));

    const before = await readAt(-60_000, '/v1/articles/ferry');
    await elsewhere(app).publish(anArticle({ slug: 'ferry', headline: 'Later' }), anArticle({ slug: 'ferry' }));
    const after = await readAt(3_600_000, '/v1/articles/ferry');

    expect([before, after].map(({ json }) => json.headline)).toEqual(['It sails', 'Later']);
  });

  it('does not wait for a reading that was frozen with the instance', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    seat.current = () => new Promise(() => {});
    void app.get('/v1/articles/ferry');
    await new Promise(setImmediate);
    seat.current = undefined;

    const answer = await readAt(3_600_000, '/v1/articles/ferry');

    expect(answer.statusCode).toBe(200);
  });

  it('carries no header of the response before it', async () => {
    process.env[SERVER_TIMING] = 'on';
    await start();
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);

    const [one, two] = await Promise.all([app.get('/abroad/ferry'), app.get('/abroad/ferry')]);
    const three = await app.get('/abroad/ferry');

    const timings = [one, two, three].map(({ headers }) => headers['server-timing']?.split(',')[0]);
    expect(timings).toEqual(['memory;desc=miss', 'memory;desc=hit', 'memory;desc=hit']);
  });

  it('is not remembered beyond a megabyte', async () => {
    for (let number = 0; number < 6; number += 1) {
      const slug = `long-${number}`;
      await app.publication.publish(anArticle({ slug, body: `<p>${'&amp;'.repeat(58_000)}</p>` }), undefined);
    }
    const first = await app.get('/feed.rss');
    sent = [];

    await app.get('/feed.rss');

    expect(first.body?.length).toBeGreaterThan(1024 * 1024);
    expect(sent.length).toBeGreaterThan(0);
  });

  it.each([
    ['letters only, all of them', '', 0],
    ['a quotation mark, which makes them twice as large, some of them', '’', 1],
  ])('is one of many of a megabyte: with %s', async (_which, mark, least) => {
    const addresses = Array.from({ length: 30 }, (_, number) => `/v1/articles/long-${number}`);
    for (const number of addresses.keys()) {
      await app.publication.publish(
        anArticle({ slug: `long-${number}`, body: `${'x'.repeat(900_000)}${mark}` }),
        undefined,
      );
    }
    for (const address of addresses) await app.get(address);
    sent = [];

    for (const address of addresses.toReversed()) await app.get(address);

    expect(sent.length > 0).toBe(least > 0);
    expect(sent.length).toBeLessThan(20);
  });

  it('is unknown to another instance', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    await app.get('/v1/articles/ferry');
    const other = await startApp();

    const answer = await other.get('/v1/articles/ferry');

    expect(answer.statusCode).toBe(404);
    await other.stop();
  });
});

describe('a schedule', () => {
  const evening = at(6 * 3_600_000);
  const before = 6 * 3_600_000 - 1;
  const addresses = {
    '/v1/articles': 200,
    '/v1/sections/abroad/articles': 200,
    '/v1/sections/abroad/articles?limit=1': 200,
    '/v1/tags/harbour/articles': 200,
    '/v1/authors/ines-calder/articles': 200,
    '/v1/articles/later': 404,
    '/abroad/later': 404,
    '/v1/articles/later/comments': 404,
    '/': 200,
    '/abroad': 200,
    '/archive/2026-11': 200,
    '/feed.json': 200,
    '/abroad/feed.rss': 200,
    '/sitemaps/2026-11.xml': 200,
    '/sitemap-news.xml': 200,
  };

  it.each(Object.entries(addresses))('is exact to the millisecond from memory: %s', async (target, status) => {
    const names = Array.from({ length: 25 }, (_, number) => `story-${number}`);
    for (const slug of names) await app.publication.publish(anArticle({ slug }), undefined);
    for (const slug of ['later', 'later-too']) {
      await elsewhere(app).publish(
        anArticle({ slug, headline: `Headline of ${slug}`, publishedAt: evening, updatedAt: evening }),
        undefined,
      );
    }

    const answers = [
      await readAt(before - 900, target),
      await readAt(before - 400, target),
      await readAt(before, target),
      await readAt(before + 1, target),
      await readAt(before + 2, target),
    ];

    const shows = ({ body = '', statusCode }: Answer) => statusCode === 200 && body.includes('later');
    expect(answers[0]?.statusCode).toBe(status);
    // An empty thread of an article that is out is an answer too.
    const isOut = target.endsWith('/comments') ? ({ statusCode }: Answer) => statusCode === 200 : shows;
    expect(answers.map(isOut)).toEqual([false, false, false, true, true]);
  });

  const turn = '2026-12-01T00:00:00.000Z';
  const half = '2026-11-30T23:59:59.500Z';
  it.each([
    '/archive/2026-11',
    '/archive/2026-12',
    '/sitemap.xml',
    '/sitemaps/2026-12.xml',
    `/v1/articles?from=${turn}`,
    `/v1/articles?from=${half}`,
    `/v1/articles?from=${turn}&to=2026-12-01T00:00:01.000Z`,
    `/v1/sections/abroad/articles?from=${turn}`,
  ])('is exact where what it belongs to begins with it or just before: %s', async (target) => {
    await app.publication.publish(anArticle({ slug: 'earlier' }), undefined);
    const article = anArticle({ slug: 'later', publishedAt: turn, updatedAt: turn });
    await elsewhere(app).publish(article, undefined);

    for (const milliseconds of [-900, -1, 0]) {
      app.setClock(new Date(Date.parse(turn) + milliseconds).toISOString());
      const [remembered, read] = [await app.get(target), await app.get(target, READ_ANEW)];

      expect(remembered.statusCode).toBe(read.statusCode);
      expect(remembered.headers.etag).toBe(read.headers.etag);
    }
  });

  it('leaves a page as full as before, and its cursors as they were', async () => {
    const old = Array.from({ length: 21 }, (_, number) => `story-${number}`);
    for (const slug of old) await app.publication.publish(anArticle({ slug }), undefined);
    const quiet = await app.get('/v1/articles');
    for (const slug of ['later', 'later-too', 'later-yet']) {
      await elsewhere(app).publish(anArticle({ slug, publishedAt: at(20_000), updatedAt: at(20_000) }), undefined);
    }

    const close = await readAt(10_000, '/v1/articles');
    const whole = await readAt(10_000, '/v1/articles?limit=21');

    expect(close.body).toBe(quiet.body);
    expect(slugsOf(whole)).toHaveLength(21);
    expect(whole.json.next).toBeNull();
  });

  it('does not tell of a page before it: the cursors of one that comes from above lead to the newest', async () => {
    for (let number = 0; number < 30; number += 1) {
      await app.publication.publish(
        anArticle({ slug: `story-${number}`, publishedAt: at(-1_000 * number - 1) }),
        undefined,
      );
    }
    await elsewhere(app).publish(anArticle({ slug: 'later', publishedAt: at(3_000), updatedAt: at(3_000) }), undefined);
    const second = await readAt(
      0,
      `/v1/articles?limit=5&cursor=${(await readAt(0, '/v1/articles?limit=5')).json.next}`,
    );

    const first = await readAt(0, `/v1/articles?limit=5&cursor=${second.json.previous}`);
    const then = await readAt(3_000, `/v1/articles?limit=10&cursor=${second.json.previous}`);

    expect(slugsOf(first)).toEqual(['story-0', 'story-1', 'story-2', 'story-3', 'story-4']);
    expect(first.json.previous).toBeNull();
    expect(slugsOf(then)[0]).toBe('later');
  });

  it('moves an article to its new slug at its instant', async () => {
    const article = anArticle({ slug: 'new-name', publishedAt: at(3_000), updatedAt: at(3_000) });
    await elsewhere(app).publish(article, undefined);
    await elsewhere(app).redirect('old-name', article);

    const answers = [
      await readAt(2_500, '/v1/articles/old-name'),
      await readAt(2_999, '/v1/articles/old-name'),
      await readAt(3_000, '/v1/articles/old-name'),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 308]);
  });

  it('closes comments at its instant', async () => {
    await start({ settings: { closeAfterDays: 1 } });
    const publishedAt = at(2_000 - 86_400_000);
    await app.publication.publish(anArticle({ slug: 'ferry', publishedAt, updatedAt: publishedAt }), undefined);

    const answers = [await readAt(0, '/v1/articles/ferry'), await readAt(1_999, '/v1/articles/ferry')];
    const closed = await readAt(2_000, '/v1/articles/ferry');

    expect(answers.map(({ json }) => json.comments.open)).toEqual([true, true]);
    expect(closed.json.comments.open).toBe(false);
  });

  it('is exact for a request that joins a reading which began before it', async () => {
    await elsewhere(app).publish(anArticle({ slug: 'later', publishedAt: at(500), updatedAt: at(500) }), undefined);
    const held: (() => void)[] = [];
    seat.current = async (_name, send) => {
      const answer = await send();
      await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    };
    app.setClock(at(499));
    const early = app.get('/v1/articles');
    while (held.length < 2) await new Promise(setImmediate);
    app.setClock(at(500));
    const late = app.get('/v1/articles');
    await new Promise(setImmediate);
    seat.current = undefined;
    for (const resume of held) resume();

    expect(slugsOf(await early)).toEqual([]);
    expect(slugsOf(await late)).toEqual(['later']);
  });
});

describe('a failure', () => {
  it('is remembered for a second when there is nothing at the address', async () => {
    const statuses = [];
    for (const time of [0, 500, 999]) statuses.push((await readAt(time, '/v1/articles/nowhere')).statusCode);
    const requestsOfOne = sent.filter((name) => name === 'QueryCommand').length;
    await elsewhere(app).publish(anArticle({ slug: 'nowhere' }), undefined);
    statuses.push((await readAt(999, '/v1/articles/nowhere')).statusCode);
    statuses.push((await readAt(1_000, '/v1/articles/nowhere')).statusCode);

    expect(statuses).toEqual([404, 404, 404, 404, 200]);
    // The article, and the sections beside it.
    expect(requestsOfOne).toBe(2);
  });

  it('names each request by its own id', async () => {
    const answers = [await app.get('/v1/articles/nowhere'), await app.get('/v1/articles/nowhere')];

    expect(new Set(answers.map(({ json }) => json.instance)).size).toBe(2);
  });

  it('is not remembered when it is ours', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    seat.current = busy;
    const during = await app.get('/v1/articles/ferry');
    seat.current = undefined;

    const afterwards = await app.get('/v1/articles/ferry');

    expect([during.statusCode, afterwards.statusCode]).toEqual([503, 200]);
  });

  it('takes no place from answers: two thousand unknown addresses leave those that are asked for in memory', async () => {
    for (let number = 0; number < 20; number += 1) {
      await app.publication.publish(anArticle({ slug: `story-${number}`, body: 'x'.repeat(200_000) }), undefined);
    }
    const ask = () => Promise.all(Array.from({ length: 20 }, (_, number) => app.get(`/v1/articles/story-${number}`)));
    await ask();
    await ask();
    for (let wave = 0; wave < 2; wave += 1) {
      await Promise.all(
        Array.from({ length: 1_000 }, (_, number) =>
          app.get(
            number % 10
              ? `/v1/articles/nothing-${wave}-${number}`
              : `/v1/articles?limit=100&from=2026-11-23T0${wave}:00:00.${String(number).padStart(3, '0')}Z`,
          ),
        ),
      );
    }
    sent = [];

    await ask();

    expect(sent).toEqual([]);
  });
});

describe('an old answer while DynamoDB cannot be read', () => {
  beforeEach(async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  });

  it.each(['/v1/articles/ferry', '/v1/articles', '/abroad/ferry', '/', '/feed.atom'])(
    'is given for fifty seconds, to be kept by nobody: %s',
    async (target) => {
      const fresh = await readAt(0, target);
      seat.current = busy;

      const old = await readAt(49_999, target);
      const tooOld = await readAt(50_000, target);

      expect(old).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
      expect(old.body).toBe(fresh.body);
      expect(tooOld.statusCode).toBe(503);
      expect(app.logs.filter(({ message }) => message === 'answered from memory')).toHaveLength(1);
    },
  );

  it('is given after a second when DynamoDB is slow', async () => {
    await readAt(0, '/v1/articles/ferry');
    const held: (() => void)[] = [];
    seat.current = (_name, send) =>
      new Promise((resolve) => {
        held.push(() => resolve(send()));
      });

    const old = await readAt(20_000, '/v1/articles/ferry');
    for (const resume of held) resume();

    expect(old).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
    expect(sources().at(-1)).toBe('stale');
  });

  it('is not given when an article has come out since', async () => {
    await elsewhere(app).publish(
      anArticle({ slug: 'later', publishedAt: at(30_000), updatedAt: at(30_000) }),
      undefined,
    );
    await readAt(0, '/v1/articles');
    seat.current = busy;

    const answers = [await readAt(29_999, '/v1/articles'), await readAt(30_000, '/v1/articles')];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
  });

  it('is not given when the article has been seen to be gone since', async () => {
    await readAt(0, '/v1/articles/ferry');
    await elsewhere(app).withdraw(anArticle({ slug: 'ferry' }), at(5_000));
    const gone = await readAt(6_000, '/v1/articles/ferry');
    seat.current = busy;

    const answer = await readAt(10_000, '/v1/articles/ferry');

    expect([gone.statusCode, answer.statusCode]).toEqual([410, 503]);
  });

  it('is not given for another fault', async () => {
    await readAt(0, '/v1/articles/ferry');
    seat.current = async () => {
      throw new TypeError('a bug of ours');
    };

    const answer = await readAt(10_000, '/v1/articles/ferry');

    expect(answer.statusCode).toBe(500);
  });
});

describe('Server-Timing', () => {
  it('is not sent where the stage does not ask for it', async () => {
    const { headers } = await app.get('/v1/articles');

    expect(headers).not.toHaveProperty('server-timing');
  });

  it('tells where an answer comes from, and what DynamoDB took', async () => {
    process.env[SERVER_TIMING] = 'on';
    await start();
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);

    const miss = await app.get('/v1/articles/ferry');
    const hit = await app.get('/v1/articles/ferry');
    const failure = await app.get('/v1/articles/nowhere');
    const own = await app.get('/comments/new?article=ferry');

    const figures = (requests: number) =>
      new RegExp(
        `^memory;desc=\\w+, db;dur=\\d+\\.\\d;desc="${requests} requests, [\\d.]+ read units, 0 write units"$`,
      );
    expect(miss.headers['server-timing']).toMatch(figures(2));
    expect(hit.headers['server-timing']).toBe(
      'memory;desc=hit, db;dur=0.0;desc="0 requests, 0 read units, 0 write units"',
    );
    expect(failure.headers['server-timing']).toMatch(/^memory;desc=miss, db;dur=/);
    expect(own.headers['server-timing']).toMatch(/^db;dur=/);
  });
});

it('reads listings no dearer than before: what is ahead costs nothing while nothing is scheduled', async () => {
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  await app.get('/v1/articles');
  sent = [];

  await app.get('/v1/articles', READ_ANEW);

  expect(sent).toEqual(['QueryCommand']);
});
