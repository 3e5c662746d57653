import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { commentKey } from '../../functions/comments/threads/keys.ts';
import type { PublishedComment } from '../../functions/comments/threads/schema.ts';
import { threadList } from '../../functions/comments/threads/wire.ts';
import { pageRoutes } from '../../functions/pages/routes.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { routeKeys } from '../../functions/shared/api/route.ts';
import { type Answer, type App, ORIGIN, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING } from '../support/builders.ts';
import { htmlFaults } from '../support/html.ts';
import { linksOf, putAll, spent } from '../support/reading.ts';
import { hostileRequestTo } from '../support/requests.ts';

const LATER = '2026-11-23T15:00:00.000Z';
const JUST_BEFORE = '2026-11-23T14:59:59.999Z';
const LONG_AGO = '2026-09-10T09:00:00.000Z';
const PUBLIC = 'public, max-age=10, s-maxage=20, stale-while-revalidate=10';

const COMMENT = '00000000-0000-4000-8000-000000000001';
/** The page of an article's thread that begins after a comment. */
const pageOf = (slug: string) =>
  encodeCursor(threadList(slug, 'oldest'), { direction: 'after', key: `${MORNING}#${COMMENT}` });

/** A visible comment as an approval leaves it. */
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

/** A paper with a story of each kind, and a section of 45. */
async function startPaper(): Promise<App> {
  const app = await startApp();
  const { publication } = app;
  await publication.putSection({ name: 'sport', title: 'Sport', description: 'Games.', position: 3 });
  await publication.publish(anArticle({ slug: 'ferry', headline: 'The ferry <sails> & sails' }), undefined);
  await publication.publish(anArticle({ slug: 'quiet', commentsOpen: false, tags: ['leap-second'] }), undefined);
  await publication.publish(anArticle({ slug: 'first', publishedAt: LONG_AGO }), undefined);
  await publication.publish(
    anArticle({ slug: 'later', headline: 'Still to come', publishedAt: LATER, section: 'home', tags: ['later'] }),
    undefined,
  );
  const boat = anArticle({ slug: 'boat', thread: 'old-boat', section: 'home' });
  await publication.publish(boat, undefined);
  await publication.redirect('old-boat', boat);
  const gone = anArticle({ slug: 'gone' });
  await publication.publish(gone, undefined);
  await publication.withdraw(gone, MORNING);
  for (let number = 1; number <= 45; number += 1) {
    const publishedAt = new Date(Date.parse('2026-10-20T09:00:00.000Z') - number * 60_000).toISOString();
    await publication.publish(
      anArticle({ slug: `match-${number}`, section: 'sport', tags: ['cup'], publishedAt, byline: [aWriter] }),
      undefined,
    );
  }
  await putAll(app, [...Array.from({ length: 50 }, (_, number) => aComment(number))].map(commentItem));
  await app.get('/');
  return app;
}

const aWriter = { name: 'Tom Ash', slug: 'tom-ash' };
const commentItem = (comment: PublishedComment) => ({ ...commentKey(comment), type: 'comment', ...comment });
const titleOf = ({ body = '' }: Answer) => /<title>(.*?)<\/title>/.exec(body)?.[1];
const articlesOn = (answer: Answer) =>
  linksOf(answer).filter((href) => /^\/(abroad|home|sport)\/[a-z0-9-]+$/.test(href));

let app: App;

beforeAll(async () => {
  app = await startPaper();
});

/** Every kind of page, and how many requests it may make of DynamoDB once the sections are remembered. */
const PAGES: readonly (readonly [target: string, title: string, requests: number])[] = [
  ['/', 'Broadsheet | News of Harrowmere and of the world beyond its harbour wall.', 2],
  ['/abroad', 'Abroad | Broadsheet', 2],
  ['/abroad/ferry', 'The ferry &lt;sails> &amp; sails | Abroad | Broadsheet', 2],
  ['/abroad/quiet', 'The ferry sails again | Abroad | Broadsheet', 2],
  ['/tags/leap-second', 'leap second | Broadsheet', 2],
  ['/authors/ines-calder', 'Ines Calder | Broadsheet', 2],
  ['/archive/2026-11', 'November 2026 | Broadsheet', 2],
  ['/archive/2026-10', 'October 2026 | Broadsheet', 2],
  ['/docs', 'API | Broadsheet', 0],
];

describe.each(PAGES)('GET %s', (target, title, requests) => {
  it('is a page, the same for everybody, that caches may keep for a short while', async () => {
    const answer = await app.get(target, { headers: { cookie: '__Host-remembered=Wren', accept: 'application/json' } });

    expect(answer.statusCode).toBe(200);
    expect(titleOf(answer)).toBe(title);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': PUBLIC });
    expect(answer.headers).not.toHaveProperty('vary');
    expect(answer).not.toHaveProperty('cookies');
    expect(answer.body).not.toContain('Wren');
  });

  it('is valid HTML', async () => {
    expect(await htmlFaults((await app.get(target)).body ?? '')).toEqual([]);
  });

  it('runs no script but that of a form, and is framed by nobody', async () => {
    const { headers, body = '' } = await app.get(target);
    const policy = headers['content-security-policy'] ?? '';
    const scripts = [...body.matchAll(/<script(?! type="application\/ld\+json")[^>]*src="\/assets\/([\w-]+)/g)];
    const hasForm = target === '/abroad/ferry';

    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/unsafe/);
    expect(scripts.map(([, name]) => name)).toEqual(hasForm ? ['kept'] : []);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe(hasForm ? "'self'" : undefined);
  });

  it('has a strong ETag, and is not sent again to who has it', async () => {
    const first = await app.get(target);

    const again = await app.get(target, { headers: { 'if-none-match': first.headers.etag ?? '' } });

    expect(first.headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(again).toMatchObject({ statusCode: 304, headers: { etag: first.headers.etag, 'cache-control': PUBLIC } });
    expect(again.body).toBeUndefined();
  });

  it('answers HEAD with the same headers', async () => {
    const full = await app.get(target);

    const head = await app.request('HEAD', target);

    expect(head).toMatchObject({ statusCode: 200, headers: full.headers, body: '' });
  });

  it('does not look at parameters it does not know', async () => {
    const plain = await app.get(target);

    const tracked = await app.get(`${target}?utm_source=mail&cursor2=x&__proto__=y&limit=100&<script>`);

    expect(tracked.body).toBe(plain.body);
    expect(tracked.headers.etag).toBe(plain.headers.etag);
  });

  it(`asks DynamoDB ${requests} times`, async () => {
    await app.get('/abroad/ferry');
    await app.get(target, READ_ANEW);

    expect(spent(app)?.requests ?? 0).toBe(requests);
  });
});

describe('the front page', () => {
  it('reads three times at most, however many sections there are, when it remembers nothing', async () => {
    const paper = await startApp();
    for (let position = 3; position <= 8; position += 1) {
      const name = `section-${position}`;
      await paper.publication.putSection({ name, title: name, description: '', position });
      await paper.publication.publish(anArticle({ slug: `in-${name}`, section: name }), undefined);
    }

    const front = await paper.get('/');

    expect(articlesOn(front)).toHaveLength(0);
    expect(linksOf(front).filter((href) => href.startsWith('/section-3/'))).toHaveLength(1);
    expect(spent(paper)?.requests).toBe(3);
  });

  it('says so when there is nothing yet', async () => {
    const paper = await startApp();

    expect((await paper.get('/')).body).toContain('There are no articles yet.');
  });
});

describe('a listing', () => {
  it.each(['/sport', '/tags/cup', '/authors/tom-ash', '/archive/2026-10'])(
    'is read page by page and back, each article once: %s',
    async (path) => {
      const next = (answer: Answer) => /<a class="older" href="([^"]+)"/.exec(answer.body ?? '')?.[1] ?? '';
      const previous = (answer: Answer) => /<a class="newer" href="([^"]+)"/.exec(answer.body ?? '')?.[1] ?? '';

      const first = await app.get(path);
      const second = await app.get(next(first));
      const third = await app.get(next(second));
      const back = await app.get(previous(third));

      const slugs = [first, second, third].map((page) => articlesOn(page));
      expect(slugs.map(({ length }) => length)).toEqual([20, 20, 5]);
      expect(new Set(slugs.flat()).size).toBe(45);
      expect(articlesOn(back)).toEqual(slugs[1]);
      expect([next(third), previous(first)]).toEqual(['', '']);
      expect(second.body).toContain(`<link rel="canonical" href="${ORIGIN}${next(first)}"`);
    },
  );

  it.each([
    ['/sport?cursor=zzz'],
    ['/sport?cursor=a&cursor=b'],
    ['/tags/cup?cursor=%00'],
    ['/abroad/ferry?cursor=zzz'],
    [`/sport?cursor=${Buffer.from('[1,"section/home","after","x"]').toString('base64url')}`],
  ])('tells a person that a cursor is none: %s', async (target) => {
    const answer = await app.get(target);

    expect(answer).toMatchObject({ statusCode: 400, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(titleOf(answer)).toBe('This part of the list is not there | Broadsheet');
    expect(linksOf(answer)).toContain(target.replace(/\?.*/, ''));
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });

  it('of a section may be empty; of a tag and an author it is then not there', async () => {
    const paper = await startApp();

    const answers = await Promise.all(
      ['/abroad', '/tags/harbour', '/authors/ines-calder'].map((each) => paper.get(each)),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404, 404]);
  });
});

describe('the archive', () => {
  it('has every month from the first article’s to this one, and leads from each to its neighbours', async () => {
    const months = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '0000-01', '9999-12'];

    const answers = await Promise.all(months.map((month) => app.get(`/archive/${month}`)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 200, 200, 200, 404, 404, 404]);
    const neighbours = answers.map((answer) => linksOf(answer).filter((href) => /^\/archive\/[\d-]+$/.test(href)));
    expect(neighbours.slice(1, 4)).toEqual([
      ['/archive/2026-10'],
      ['/archive/2026-09', '/archive/2026-11'],
      ['/archive/2026-10'],
    ]);
  });

  it('holds what came out in that month alone', async () => {
    expect(articlesOn(await app.get('/archive/2026-09'))).toEqual(['/abroad/first']);
  });
});

describe('an article’s page', () => {
  it('has its thread and a form that is sent to the API', async () => {
    const { body } = await app.get('/abroad/ferry');

    expect(body).toContain('<p>Comment 0.</p>');
    expect(body).toContain('action="/v1/articles/ferry/comments"');
    expect(body).toContain('Your email address will not be published.');
    expect(body).toContain('name="rendered"');
  });

  it('shows others of its section, not itself', async () => {
    const others = articlesOn(await app.get('/abroad/ferry'));

    expect(others).toContain('/abroad/quiet');
    expect(others).not.toContain('/abroad/ferry');
  });

  it('has no form where comments are closed', async () => {
    const { body } = await app.get('/abroad/quiet');

    expect(body).toContain('Comments are closed.');
    expect(body).not.toContain('<form');
  });

  it('pages its thread by links, oldest or newest first', async () => {
    const nextOf = ({ body = '' }: Answer, label: string) =>
      new RegExp(`href="([^"]+)#comments">(?:<span[^>]*>[^<]*</span>)?${label}`)
        .exec(body)?.[1]
        ?.replaceAll('&amp;', '&');
    const commentsOn = ({ body = '' }: Answer) =>
      [...body.matchAll(/<p>Comment (\d+)\.<\/p>/g)].map(([, number]) => Number(number));

    const first = await app.get('/abroad/ferry');
    const second = await app.get(nextOf(first, 'Newer comments') ?? '');
    const third = await app.get(nextOf(second, 'Newer comments') ?? '');
    const newest = await app.get('/abroad/ferry?order=newest');

    expect([first, second, third].flatMap(commentsOn)).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect(commentsOn(newest).slice(0, 2)).toEqual([49, 48]);
    expect(newest.body).toContain(`<link rel="canonical" href="${ORIGIN}/abroad/ferry"`);
  });

  it('takes an order it does not know for the usual one', async () => {
    const [plain, odd] = await Promise.all(
      ['/abroad/ferry', '/abroad/ferry?order=sideways'].map((each) => app.get(each)),
    );

    expect(odd?.body).toBe(plain?.body);
  });

  it('replies to a comment that is on the page, and to no other', async () => {
    const [known, unknown] = await Promise.all(
      [aComment(3).id, 'nobody"><script>'].map((id) => app.get(`/abroad/ferry?replyTo=${encodeURIComponent(id)}`)),
    );

    expect(known?.body).toContain('Leave a Reply to Reader 3');
    expect(known?.body).toContain(`name="parentId" value="${aComment(3).id}"`);
    expect(unknown?.body).toBe((await app.get('/abroad/ferry')).body);
  });

  it('tells machines what it is: canonical address, Open Graph, JSON-LD, feeds', async () => {
    const { body = '' } = await app.get('/abroad/ferry');

    const [article, breadcrumbs] = JSON.parse(
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? '',
    );
    expect(article).toMatchObject({
      '@type': 'NewsArticle',
      url: `${ORIGIN}/abroad/ferry`,
      headline: 'The ferry <sails> & sails',
    });
    expect(breadcrumbs).toMatchObject({ '@type': 'BreadcrumbList' });
    expect(body).toContain(`<link rel="canonical" href="${ORIGIN}/abroad/ferry"`);
    expect(body).toContain(`<meta property="og:url" content="${ORIGIN}/abroad/ferry"`);
    expect(body).toContain('href="/abroad/ferry/comments.rss"');
  });

  it('is not sent again to who has it of the same minute, although its form says when it was made', async () => {
    app.setClock('2026-11-23T12:00:01.000Z');
    const first = await app.get('/abroad/ferry');
    const ask = () => app.get('/abroad/ferry', { headers: { 'if-none-match': first.headers.etag ?? '' } });

    app.setClock('2026-11-23T12:00:54.000Z');
    const same = await ask();
    app.setClock('2026-11-23T12:01:00.000Z');
    const next = await ask();
    app.setClock('2026-11-23T12:00:00.000Z');

    expect([first, same, next].map(({ statusCode }) => statusCode)).toEqual([200, 304, 200]);
    expect(first.body).toContain('name="rendered"');
  });

  it('carries a token that says when its form was rendered', async () => {
    const paper = await startApp();
    await paper.publication.publish(anArticle({ slug: 'ferry' }), undefined);

    const { body } = await paper.get('/abroad/ferry');

    const [, token] = /name="rendered" value="([^"]+)"/.exec(body ?? '') ?? [];
    const rendered = await paper.tokens.readRendered(token, true, new Date('2026-11-23T12:00:30.000Z'));
    expect(rendered).toEqual({ at: '2026-11-23T12:00:00.000Z' });
  });

  it('costs two requests when it remembers the sections and their newest, and two more when it does not', async () => {
    const paper = await startApp();
    await paper.publication.publish(anArticle({ slug: 'ferry' }), undefined);

    await paper.get('/abroad/ferry');
    const cold = spent(paper)?.requests;
    await paper.get('/abroad/ferry', READ_ANEW);

    expect([cold, spent(paper)?.requests]).toEqual([4, 2]);
  });
});

describe('the picture that a page without one is shared with', () => {
  it.each(['/abroad/ferry', '/', '/abroad'])('is the paper’s icon, as a PNG, for %s', async (path) => {
    const { body = '' } = await app.get(path);

    const image = new URL(/<meta property="og:image" content="(.*?)"/.exec(body)?.[1] ?? '');

    expect(image.origin).toBe(ORIGIN);
    expect(await app.get(image.pathname)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png' } });
  });
});

describe('an address with a slash too many', () => {
  it.each([
    ['/abroad/', '/abroad'],
    ['/abroad/ferry/', '/abroad/ferry'],
    ['/tags/harbour/', '/tags/harbour'],
    ['/authors/ines-calder/', '/authors/ines-calder'],
    ['/archive/2026-11/', '/archive/2026-11'],
    ['/docs/', '/docs'],
    ['/abroad/ferry/?order=newest&x=%2F%0A&order=oldest', '/abroad/ferry?order=newest&x=%2F%0A&order=oldest'],
  ])('leads to the one without: %s', async (target, location) => {
    const answer = await app.get(target);

    expect(answer).toMatchObject({ statusCode: 308, headers: { location, 'cache-control': PUBLIC } });
    expect((await app.get(location)).statusCode).toBe(200);
  });

  it('leads there for HEAD too, and for no method that the other does not answer', async () => {
    const head = await app.request('HEAD', '/abroad/ferry/');
    const put = await app.request('PUT', '/abroad/ferry/');

    expect(head).toMatchObject({ statusCode: 308, headers: { location: '/abroad/ferry' }, body: '' });
    expect(put.statusCode).toBe(404);
  });

  it.each([
    ['//evil.example/', 404],
    ['///evil.example/', 404],
    ['/%2Fevil.example/', 404],
    ['/%2F/evil.example/', 404],
    ['/\\evil.example/', 404],
    ['/%5Cevil.example/', 404],
    ['/%09/evil.example/', 404],
    ['/%0d%0alocation:%20https:evil.example/', 404],
    ['/https:evil.example/', 404],
    ['/abroad//', 404],
    ['/abroad/ferry//', 404],
    ['/abroad/ferry/x/', 404],
    ['/v1/', 404],
    ['/v1/articles/', 404],
  ])('leads nowhere where it is not plain, or nothing is there: %s', async (target, status) => {
    const answer = await app.get(target);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).not.toHaveProperty('location');
  });
});

describe('an address that is not the article’s own', () => {
  it.each([
    ['a former slug', '/home/old-boat', '/home/boat'],
    ['a former slug in another section', '/abroad/old-boat', '/home/boat'],
    ['another section', '/abroad/boat', '/home/boat'],
    ['a section that does not exist', '/nowhere/ferry', '/abroad/ferry'],
    ['another section, and a query', '/home/ferry?order=newest&replyTo=x', '/abroad/ferry?order=newest'],
    ['another section, and a comment', `/home/ferry?replyTo=${COMMENT}`, `/abroad/ferry?replyTo=${COMMENT}`],
    [
      'a former slug, and a page of the thread',
      `/home/old-boat?cursor=${pageOf('old-boat')}`,
      `/home/boat?cursor=${pageOf('boat')}`,
    ],
  ])('leads there in one hop: %s', async (_, target, location) => {
    const answer = await app.get(target);

    expect(answer).toMatchObject({ statusCode: 301, headers: { location, 'cache-control': PUBLIC } });
    expect((await app.get(location)).statusCode).toBe(200);
  });
});

describe('a failure', () => {
  const short = 4_000;

  it('is a page for what is withdrawn: 410, cacheable and short', async () => {
    const answer = await app.get('/abroad/gone');

    expect(answer).toMatchObject({ statusCode: 410, headers: { 'cache-control': PUBLIC } });
    expect(titleOf(answer)).toBe('This article has been withdrawn | Broadsheet');
    expect(answer.body?.length).toBeLessThan(short);
  });

  it.each([
    ['/nowhere'],
    ['/abroad/nothing'],
    ['/tags/nothing'],
    ['/authors/nobody'],
    ['/archive/2026-13'],
    ['/archive/yesterday'],
    ['/Abroad'],
    ['/V1/articles'],
    ['/v2/articles'],
    ['/abroad/Ferry'],
    ['//'],
    ['//evil.example/x'],
    ['/..'],
    ['/../etc/passwd'],
    ['/%2e%2e/%2e%2e'],
    ['/abroad%2Fferry%2Fx'],
    ['/%00'],
    ['/abroad/%00'],
    ['/%ZZ'],
    ['/%E0%A4%A'],
    ['/%C0%AE'],
    ['/<script>alert(1)</script>'],
    ['/%3Cscript%3Ealert(1)%3C%2Fscript%3E'],
    ['/__proto__'],
    ['/abroad/constructor__'],
    [`/${'long-'.repeat(2_000)}slug`],
    [`/abroad/${'l'.repeat(121)}`],
    ['/a/b/c/d'],
    ['/wp-login.php'],
  ])('is a page for what is not there: 404, cacheable and short: %s', async (target) => {
    const answer = await app.get(target);

    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': PUBLIC },
    });
    expect(titleOf(answer)).toBe('Page not found | Broadsheet');
    expect(answer.body?.length).toBeLessThan(short);
    expect(answer.body).not.toContain('alert');
    expect(answer.body).not.toContain('evil');
  });

  it.each([['/v1'], ['/v1/nothing'], ['/v1/nothing/at/all'], ['/nothing.json'], ['/abroad/nothing.xml']])(
    'stays a problem document for programs: %s',
    async (target) => {
      const answer = await app.get(target);

      expect(answer).toMatchObject({
        statusCode: 404,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
        json: { status: 404 },
      });
    },
  );

  it.each([
    ['POST', '/abroad', 405, 'GET, HEAD'],
    ['DELETE', '/tags/harbour', 405, 'GET, HEAD'],
    ['PUT', '/', 405, 'GET, HEAD'],
    ['POST', '/a/b/c/d', 404, undefined],
  ])('is a page for a method that no page has: %s %s', async (method, target, status, allow) => {
    const answer = await app.request(method, target);

    expect(answer).toMatchObject({ statusCode: status, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(answer.headers.allow).toBe(allow);
  });

  it('is a page when DynamoDB fails, without the navigation it could not read', async () => {
    const paper = await startApp({
      wrapClient: (client) =>
        Object.assign(Object.create(client), {
          send: async () => {
            throw Object.assign(new Error('Slow down'), { name: 'ThrottlingException' });
          },
        }),
    });

    const answer = await paper.get('/abroad/ferry');

    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '1', 'cache-control': 'private, no-store', 'content-type': 'text/html; charset=utf-8' },
    });
    expect(titleOf(answer)).toBe('Something went wrong | Broadsheet');
  });
});

describe('an article that is scheduled', () => {
  const visibleOn = async (paper: App) => {
    const targets = ['/', '/home', '/home/later', '/tags/later', '/authors/ines-calder', '/archive/2026-11'];
    const answers = await Promise.all(targets.map((target) => paper.get(target)));
    return targets.filter((_, index) => answers[index]?.body?.includes('Still to come'));
  };

  it('is on no page a millisecond before its instant, and on every one at it', async () => {
    const paper = await startPaper();
    paper.setClock(JUST_BEFORE);
    const before = await visibleOn(paper);
    const early = await paper.get('/home/later');
    const unknown = await paper.get('/home/never-there');

    paper.setClock(LATER);
    const at = await visibleOn(paper);

    expect(before).toEqual([]);
    expect([early.statusCode, early.body]).toEqual([404, unknown.body]);
    expect(at).toEqual(['/', '/home', '/home/later', '/tags/later', '/authors/ines-calder', '/archive/2026-11']);
  });
});

describe('who asks', () => {
  it.each([
    ['host', 'evil.example'],
    ['host', '"><script>evil.example</script>'],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'evil.example'],
    ['x-forwarded-prefix', '/evil.example'],
    ['forwarded', 'host=evil.example'],
    ['x-original-url', '/evil.example'],
    ['accept', 'evil.example/<script>'],
    ['accept-language', 'evil.example'],
    ['user-agent', 'evil.example'],
    ['referer', 'https://evil.example'],
    ['origin', 'https://evil.example'],
  ])('changes nothing by a header: %s %s', async (name, value) => {
    for (const target of [
      '/',
      '/abroad/ferry',
      '/home/ferry',
      '/nowhere',
      '/feed.rss',
      '/sitemap.xml',
      '/robots.txt',
    ]) {
      const plain = await app.get(target);

      const hostile = await app.get(target, { headers: { [name]: value } });

      expect(hostile).toEqual(plain);
    }
  });
});

describe('files', () => {
  const assetsOf = async () => {
    const { body = '' } = await app.get('/abroad/ferry');
    return [...new Set([...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? ''))];
  };
  const expected: Readonly<Record<string, string>> = {
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    svg: 'image/svg+xml',
    png: 'image/png',
    woff2: 'font/woff2',
  };

  it('that pages name are there, for ever, with the types of what they are', async () => {
    const paths = await assetsOf();

    const answers = await Promise.all(paths.map((path) => app.get(path)));

    expect(paths.length).toBeGreaterThan(3);
    for (const [index, answer] of answers.entries()) {
      expect(answer).toMatchObject({
        statusCode: 200,
        isBase64Encoded: true,
        headers: {
          'content-type': expected[paths[index]?.split('.').at(-1) ?? ''],
          'cache-control': 'public, max-age=31536000, immutable',
        },
      });
      expect(Buffer.from(answer.body ?? '', 'base64').length).toBeGreaterThan(100);
    }
  });

  it('that a page of another build names are there as they are now, for no longer than that page', async () => {
    const paths = await assetsOf();
    const otherBuild = paths.map((path) => path.replace(/\.[0-9a-f]{10}\./, '.0123456789.'));

    const answers = await Promise.all(otherBuild.map((path) => app.get(path)));
    const current = await Promise.all(paths.map((path) => app.get(path)));

    expect(otherBuild).not.toEqual(paths);
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(current.map(({ body }) => [200, body]));
    expect(new Set(answers.map(({ headers }) => headers['cache-control']))).toEqual(new Set([PUBLIC]));
  });

  it('are looked up by name: nothing else is read', async () => {
    const names = [
      'nothing.css',
      'nothing.0123456789.css',
      'theme.css',
      '..',
      '%2e%2e',
      '..%5c..%5cpackage.json',
      '.',
      '%00',
      '__proto__',
      'constructor',
    ];

    const answers = await Promise.all(names.map((name) => app.get(`/assets/${name}`)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(names.map(() => 404));
  });

  it('have the icon that browsers ask for by themselves', async () => {
    const answer = await app.get('/favicon.ico');

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'image/png', 'cache-control': PUBLIC },
    });
  });
});

describe('whatever is asked of the pages', () => {
  const requests = Object.values(pageRoutes).flatMap((route) =>
    routeKeys(route).map((key) => [key, hostileRequestTo(key.split(' ', 1)[0] ?? '', route)] as const),
  );

  it.each(requests)('%s answers with a page, and never fails', async (_to, request) => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, options }) => {
        const answer = await app.request(method, target, options);

        expect(answer.statusCode).toBeLessThan(500);
        for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
        expect(answer.body ?? '').not.toContain('<script>alert');
      }),
      { numRuns: 150 },
    );

    expect(app.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
