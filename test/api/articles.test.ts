import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { Article } from '../../functions/articles/article.ts';
import type { PublishedArticle } from '../../functions/articles/fields.ts';
import { articleKey, listingKey } from '../../functions/articles/keys.ts';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { type ArticleChanges, anArticle, aSubmission, NOON } from '../support/builders.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import { denseTexts } from '../support/denseTexts.ts';
import { createPublisher } from '../support/publisher.ts';

const UNKNOWN = {
  type: 'urn:broadsheet:problem:article-not-found',
  title: 'There is no such article',
  status: 404,
  code: 'article-not-found',
};

let app: App;

beforeAll(async () => {
  app = await startApp();
});

/** An article at `slug`, out since this morning. */
async function publish(slug: string, changes: ArticleChanges = {}): Promise<PublishedArticle> {
  const article = anArticle({ slug, ...changes });
  await app.publication.publish(article, undefined);
  return article;
}

/** Leaves a comment and lets it through. */
async function comment(slug: string): Promise<void> {
  const { json } = await app.post(`/v1/articles/${slug}/comments`, aSubmission());
  await app.moderation.approve(json.id, 'tests');
}

/** Those of some listings that show an article; a listing is its address without `articles`: '' is the latest. */
async function whereListed(slug: string, listings: readonly string[]): Promise<string[]> {
  const pages = await Promise.all(listings.map((listing) => app.get(`/v1/${listing}articles?limit=100`)));
  return listings.filter((_listing, index) =>
    pages[index]?.json.items.some((card: { slug: string }) => card.slug === slug),
  );
}

/** What each request spent on DynamoDB, in the order they were answered. */
const spending = ({ logs }: App) =>
  logs.filter(({ message }) => message === 'request').map(({ data }) => data.dynamodb);

describe('GET /v1/articles/{slug}', () => {
  it('answers a published article with its section, byline and comments', async () => {
    await publish('ferry');

    const answer = await app.get('/v1/articles/ferry');

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=10, s-maxage=20, stale-while-revalidate=10');
    expect(answer.json).toEqual({
      ...defaultsOf(Article.shape),
      slug: 'ferry',
      url: '/abroad/ferry',
      language: 'en-GB',
      section: { name: 'abroad', title: 'Abroad' },
      headline: 'The ferry sails again',
      standfirst: 'After eleven days in dock the night boat is back.',
      description: 'After eleven days in dock the night boat is back.',
      translations: [],
      byline: [{ name: 'Ines Calder', slug: 'ines-calder' }],
      publishedAt: '2026-11-23T09:00:00.000Z',
      updatedAt: '2026-11-23T09:00:00.000Z',
      tags: ['harbour'],
      image: null,
      body: '<p>The night boat left on time.</p>',
      wordCount: 6,
      readingMinutes: 1,
      corrections: [],
      comments: { count: 0, open: true, url: '/v1/articles/ferry/comments' },
    });
  });

  it('answers an image and corrections as they were published', async () => {
    const image = { url: '/i/quay.jpg', alt: 'A quay', caption: 'At dawn', credit: null, width: 1600, height: 900 };
    const corrections = [{ at: NOON, note: 'The dock is in Tallow, not in Pellby.' }];
    await publish('pictured', { image, corrections, commentsOpen: false });

    const { json } = await app.get('/v1/articles/pictured');

    expect(json).toMatchObject({ image, corrections, comments: { open: false } });
  });

  it('answers a future article as an unknown one, to the millisecond', async () => {
    await publish('tomorrow', { publishedAt: '2026-11-24T06:00:00.000Z' });

    app.setClock('2026-11-24T05:59:59.999Z');
    const before = await app.get('/v1/articles/tomorrow');
    const unknown = await app.get('/v1/articles/nowhere');
    app.setClock('2026-11-24T06:00:00.000Z');
    const at = await app.get('/v1/articles/tomorrow');
    app.setClock(NOON);

    const anonymous = ({ json }: Answer, slug: string) =>
      JSON.stringify({ ...json, instance: undefined }).replaceAll(slug, '<slug>');
    expect(before.statusCode).toBe(404);
    expect(anonymous(before, 'tomorrow')).toBe(anonymous(unknown, 'nowhere'));
    expect(before.headers).toEqual(unknown.headers);
    expect(at.statusCode).toBe(200);
  });

  it('answers an unknown article with a problem that caches keep as long as a page', async () => {
    const answer = await app.get('/v1/articles/nowhere');

    expect(answer.statusCode).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'public, max-age=10, s-maxage=20, stale-while-revalidate=10',
    });
    expect(answer.json).toEqual({
      ...UNKNOWN,
      detail: 'There is no article at "nowhere".',
      instance: expect.stringMatching(/^urn:broadsheet:request:.+/),
    });
  });

  it.each([
    ['a step up', '..'],
    ['a file name', 'ferry.html'],
    ['upper case', 'Ferry'],
    ['a trailing hyphen', 'ferry-'],
    ['a leading hyphen', '-ferry'],
    ['two hyphens', 'ferry--sails'],
    ['a space', 'ferry%20sails'],
    ['a null', 'ferry%00'],
    ['a Cyrillic letter', 'f%D0%B5rry'],
    ['full-width letters', '%EF%BD%86erry'],
    ['a zero-width space', 'fer%E2%80%8Bry'],
    ['a broken escape', 'ferry%E2%80'],
    ['a part of a key', 'ferry%23PUBLISHED'],
    ['121 characters', 'x'.repeat(121)],
  ])('answers 404 and names the slug for %s', async (_what, slug) => {
    const answer = await app.get(`/v1/articles/${slug}`);

    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({ status: 404, code: 'parameter-invalid', errors: [{ parameter: 'slug' }] });
  });

  it('takes a slug of 120 characters', async () => {
    const slug = 'x'.repeat(120);
    await publish(slug);

    const answer = await app.get(`/v1/articles/${slug}`);

    expect(answer.json.slug).toBe(slug);
  });

  it('lets nothing out that its schema does not declare', async () => {
    const { slug, publishedAt } = await publish('discreet', { tags: ['discreet'] });
    const keys = [articleKey(slug, publishedAt), listingKey('tag/discreet', publishedAt, slug)];
    for (const Key of keys) {
      await app.client.send(
        new UpdateCommand({
          TableName: app.tables.published,
          Key,
          UpdateExpression: 'SET editor = :secret, byline[0].email = :secret',
          ExpressionAttributeValues: { ':secret': 'ines@broadsheet.example' },
        }),
      );
    }

    const answers = [await app.get('/v1/articles/discreet'), await app.get('/v1/tags/discreet/articles')];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    for (const { body } of answers) expect(body).not.toMatch(/ines@|editor|"(pk|sk|type|thread|commentsOpen)"/);
  });

  it('shows the name of a section that nobody has described yet', async () => {
    await publish('early', { section: 'weather' });

    const { json } = await app.get('/v1/articles/early');

    expect(json.section).toEqual({ name: 'weather', title: 'weather' });
  });

  it('counts the comments that are visible', async () => {
    await publish('discussed');
    await app.post('/v1/articles/discussed/comments', aSubmission({ comment: 'This one is held.' }));
    await comment('discussed');

    const { json } = await app.get('/v1/articles/discussed');

    expect(json.comments.count).toBe(1);
  });

  it('costs one DynamoDB request, and the sections beside it once in a while', async () => {
    const fresh = await startApp();
    await fresh.publication.publish(anArticle(), undefined);

    for (let reading = 0; reading < 3; reading += 1) await fresh.get('/v1/articles/the-ferry-sails-again', READ_ANEW);

    expect(spending(fresh).map((usage) => usage?.requests)).toEqual([2, 1, 1]);
  });

  it('costs one read unit when its HTML is 8,000 bytes that can hardly be compressed', async () => {
    await publish('long-read', { body: denseTexts(8_000)['random signs']?.body ?? '' });
    await app.get('/v1/sections');

    const { statusCode } = await app.get('/v1/articles/long-read');

    expect(statusCode).toBe(200);
    expect(spending(app).at(-1)).toMatchObject({ requests: 1, readUnits: 1 });
  });
});

describe('HEAD /v1/articles/{slug}', () => {
  it.each([
    ['an article', 'headed', 200],
    ['an unknown one', 'headless', 404],
  ])('answers %s with the headers of GET and no body', async (_what, slug, status) => {
    if (status === 200) await publish(slug);
    const get = await app.get(`/v1/articles/${slug}`);

    const head = await app.request('HEAD', `/v1/articles/${slug}`);

    expect(head).toMatchObject({ statusCode: status, headers: get.headers });
    expect(head.body ?? '').toBe('');
  });
});

describe('the ETag of an article', () => {
  const read = (condition?: string) =>
    app.get('/v1/articles/tagged', condition === undefined ? {} : { headers: { 'If-None-Match': condition } });

  beforeAll(async () => {
    await publish('tagged');
  });

  it('is strong and stays the same while nothing changes', async () => {
    const answers = [await read(), await read()];

    const [etag, again] = answers.map(({ headers }) => headers.etag);
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(again).toBe(etag);
  });

  it.each([
    ['the tag', (etag: string) => etag],
    ['the tag made weak by a proxy', (etag: string) => `W/${etag}`],
    ['a list with the tag', (etag: string) => `"other", W/"another" ,${etag}`],
    ['whatever there is', () => '*'],
  ])('answers 304 to a client that has %s', async (_what, condition) => {
    const { headers } = await read();

    const answer = await read(condition(headers.etag ?? ''));

    expect(answer.statusCode).toBe(304);
    expect(answer.body ?? '').toBe('');
    expect(answer.headers).toMatchObject({ etag: headers.etag, 'cache-control': headers['cache-control'] });
  });

  it.each([
    ['another tag', () => '"another"'],
    ['the tag without its quotes', (etag: string) => etag.replaceAll('"', '')],
    ['a part of the tag', (etag: string) => `${etag.slice(0, -2)}"`],
    ['nothing', () => ''],
  ])('answers 200 to a client that has %s', async (_what, condition) => {
    const { headers } = await read();

    const answer = await read(condition(headers.etag ?? ''));

    expect(answer.statusCode).toBe(200);
    expect(answer.json.slug).toBe('tagged');
  });

  it('answers a conditional HEAD as the GET', async () => {
    const { headers } = await read();

    const head = await app.request('HEAD', '/v1/articles/tagged', {
      headers: { 'if-none-match': headers.etag ?? '' },
    });

    expect(head.statusCode).toBe(304);
  });

  it('is another one as soon as a comment is counted', async () => {
    await publish('growing');
    const before = await app.get('/v1/articles/growing');
    await comment('growing');

    const after = await app.get('/v1/articles/growing', { headers: { 'if-none-match': before.headers.etag ?? '' } });

    expect(after.statusCode).toBe(200);
    expect(after.headers.etag).not.toBe(before.headers.etag);
  });

  it('says nothing of an article that is not there', async () => {
    const answer = await app.get('/v1/articles/nowhere', { headers: { 'if-none-match': '*' } });

    expect(answer.statusCode).toBe(404);
    expect(answer.headers.etag).toBeUndefined();
  });
});

describe('a slug that an article has left', () => {
  it('leads to the new one', async () => {
    const article = await publish('new-name');
    await app.publication.redirect('old-name', article);

    const answer = await app.get('/v1/articles/old-name');

    expect(answer.statusCode).toBe(308);
    expect(answer.headers).toMatchObject({
      location: '/v1/articles/new-name',
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'public, max-age=10, s-maxage=20, stale-while-revalidate=10',
    });
    expect(answer.json).toMatchObject({
      type: 'urn:broadsheet:problem:article-moved',
      status: 308,
      detail: 'The article is now at "new-name".',
      code: 'article-moved',
    });
  });

  it('leads there for HEAD too', async () => {
    await app.publication.redirect('old-head', await publish('new-head'));

    const head = await app.request('HEAD', '/v1/articles/old-head');

    expect(head).toMatchObject({ statusCode: 308, headers: { location: '/v1/articles/new-head' }, body: '' });
  });

  it('is unknown until the article itself is out', async () => {
    const article = await publish('new-secret', { publishedAt: '2026-11-23T12:00:00.001Z' });
    await app.publication.redirect('old-secret', article);

    const before = await app.get('/v1/articles/old-secret');
    app.setClock(article.publishedAt);
    const after = await app.get('/v1/articles/old-secret');
    app.setClock(NOON);

    expect(before.json).toMatchObject(UNKNOWN);
    expect(before.body).not.toContain('new-secret');
    expect(after.statusCode).toBe(308);
  });

  it('leads nowhere any more when another article takes it', async () => {
    await app.publication.redirect('taken', await publish('moved-on'));
    await publish('taken');

    const { statusCode } = await app.get('/v1/articles/taken');

    expect(statusCode).toBe(200);
  });
});

describe('a withdrawn article', () => {
  it('answers 410 and leaves every listing', async () => {
    const article = await publish('regretted', { tags: ['regrets'] });
    await app.publication.withdraw(article, NOON);

    const answer = await app.get('/v1/articles/regretted');
    const listed = await whereListed('regretted', ['', 'sections/abroad/', 'tags/regrets/', 'authors/ines-calder/']);

    expect(answer.statusCode).toBe(410);
    expect(answer.headers['cache-control']).toBe('public, max-age=10, s-maxage=20, stale-while-revalidate=10');
    expect(answer.json).toMatchObject({
      type: 'urn:broadsheet:problem:article-withdrawn',
      status: 410,
      code: 'article-withdrawn',
    });
    expect(listed).toEqual([]);
  });

  it('is still gone though it was discussed', async () => {
    const article = await publish('much-regretted');
    await comment('much-regretted');
    await app.publication.withdraw(article, NOON);

    const { statusCode } = await app.get('/v1/articles/much-regretted');

    expect(statusCode).toBe(410);
  });

  it('can be published again', async () => {
    const article = await publish('reinstated');
    await app.publication.withdraw(article, NOON);
    await publish('reinstated');

    const { statusCode } = await app.get('/v1/articles/reinstated');

    expect(statusCode).toBe(200);
  });

  it('is as unknown as ever when it was never out', async () => {
    const article = await publish('stillborn', { publishedAt: '2026-11-24T06:00:00.000Z' });
    await app.publication.withdraw(article, NOON);

    const { json } = await app.get('/v1/articles/stillborn');

    expect(json).toMatchObject(UNKNOWN);
  });

  it('is not withdrawn by somebody who has read an older state of it, for a listing would keep it', async () => {
    const stale = await publish('contested', { tags: ['before'] });
    await app.publication.publish({ ...stale, tags: ['after'], updatedAt: NOON }, stale);

    const withdrawal = app.publication.withdraw(stale, NOON);

    await expect(withdrawal).rejects.toThrow(/was refused/);
    expect((await app.get('/v1/articles/contested')).statusCode).toBe(200);
  });
});

describe('publishing an article again', () => {
  it('moves it from the listings it has left to those it belongs to now', async () => {
    const first = await publish('revised', { tags: ['old-tag', 'kept-tag'] });
    const byline = [{ name: 'Bo Lund', slug: 'bo-lund' }];
    const second = { ...first, section: 'home', tags: ['kept-tag', 'new-tag'], byline, updatedAt: NOON };
    await app.publication.publish(second, first);

    const answer = await app.get('/v1/articles/revised');
    const left = await whereListed('revised', ['sections/abroad/', 'tags/old-tag/', 'authors/ines-calder/']);
    const now = ['', 'sections/home/', 'tags/kept-tag/', 'tags/new-tag/', 'authors/bo-lund/'];
    const listed = await whereListed('revised', now);

    expect(answer.json).toMatchObject({ url: '/home/revised', section: { title: 'Home' }, updatedAt: NOON });
    expect(left).toEqual([]);
    expect(listed).toEqual(now);
  });

  it('shows the new headline everywhere and the article once', async () => {
    const first = await publish('retitled', { tags: ['retitled'] });
    const second = { ...first, headline: 'It sailed', publishedAt: '2026-11-23T11:00:00.000Z', updatedAt: NOON };
    await app.publication.publish(second, first);

    const { json } = await app.get('/v1/tags/retitled/articles');

    expect(json.items).toMatchObject([{ headline: 'It sailed', publishedAt: '2026-11-23T11:00:00.000Z' }]);
  });

  it('is one transaction whatever it changes', async () => {
    const sent: string[] = [];
    const recording = {
      send: (command: UpdateCommand) => {
        if (!(command instanceof QueryCommand)) sent.push(command.constructor.name);
        return app.client.send(command);
      },
    } as unknown as DynamoDBDocumentClient;
    const publication = createPublisher(recording, app.tables.published);
    const first = anArticle({ slug: 'atomic' });
    const second = { ...first, section: 'home', tags: ['tides'], updatedAt: NOON };

    await publication.publish(first, undefined);
    await publication.publish(second, first);
    await publication.withdraw(second, NOON);

    expect(sent).toEqual(['TransactWriteCommand', 'TransactWriteCommand', 'TransactWriteCommand']);
  });

  it('keeps the count of comments', async () => {
    const first = await publish('kept-count');
    await comment('kept-count');
    await app.publication.publish({ ...first, headline: 'Corrected', updatedAt: NOON }, first);

    const { json } = await app.get('/v1/articles/kept-count');

    expect(json).toMatchObject({ headline: 'Corrected', comments: { count: 1 } });
  });

  it.each([
    ['at the same instant', {}],
    ['at another instant', { publishedAt: '2026-11-23T10:00:00.000Z' }],
  ])('is refused, and changes nothing, when it was made from an older state: %s', async (_when, changes) => {
    const slug = `stale-${Object.keys(changes).length}`;
    const first = await publish(slug, { tags: [`${slug}-first`] });
    const second = { ...first, tags: [`${slug}-second`], updatedAt: '2026-11-23T11:00:00.000Z' };
    await app.publication.publish(second, first);

    const late = app.publication.publish({ ...first, ...changes, tags: [`${slug}-late`], updatedAt: NOON }, first);

    await expect(late).rejects.toThrow(/was refused/);
    expect((await app.get(`/v1/articles/${slug}`)).json.tags).toEqual([`${slug}-second`]);
    expect(await whereListed(slug, [`tags/${slug}-late/`])).toEqual([]);
  });

  it('is refused as a first publication of a slug that is taken', async () => {
    await publish('taken-already', { headline: 'The first' });

    const second = publish('taken-already', { headline: 'The second' });

    await expect(second).rejects.toThrow(/was refused/);
    expect((await app.get('/v1/articles/taken-already')).json.headline).toBe('The first');
  });

  it('is seen from its new hour on when it is put off', async () => {
    const first = await publish('put-off');
    await app.publication.publish({ ...first, publishedAt: '2026-11-24T06:00:00.000Z', updatedAt: NOON }, first);

    const { json } = await app.get('/v1/articles/put-off');
    const listed = await whereListed('put-off', ['', 'sections/abroad/']);

    expect(json).toMatchObject(UNKNOWN);
    expect(listed).toEqual([]);
  });
});
