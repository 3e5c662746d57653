import { brotliCompressSync, gzipSync } from 'node:zlib';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleKey } from '../../functions/articles/keys.ts';
import { type App, startApp } from '../support/app.ts';
import { aSubmission, NOON } from '../support/builders.ts';
import { Editor, type Story } from '../support/newsroom.ts';

/* The compressed text of a published article, where something outside of Broadsheet has damaged it. */

const whole = brotliCompressSync(`<p>${'It left at nine. '.repeat(500)}</p>`);
const DAMAGED = [
  ['cut short', whole.subarray(0, whole.length / 2)],
  ['empty', new Uint8Array()],
  ['compressed otherwise', gzipSync('<p>It left.</p>')],
  ['64 MB of one letter', brotliCompressSync(Buffer.alloc(2 ** 26, 'a'), { params: { 1: 1 } })],
] as const;

let app: App;
let story: Story;

beforeEach(async () => {
  app = await startApp();
  const editor = new Editor(app);
  story = await editor.publish({ slug: 'ferry', tags: ['harbour'] });
  await editor.publish({ slug: 'quay', tags: ['harbour'], body: 'The quay is dry.' });
});

const damage = (body: Uint8Array) =>
  app.client.send(
    new UpdateCommand({
      TableName: app.tables.published,
      Key: articleKey('ferry', NOON),
      UpdateExpression: 'SET body = :body',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':body': new Uint8Array(body) },
    }),
  );

describe.each(DAMAGED)('a text that is %s', (_how, body) => {
  it('fails its own article only', async () => {
    await damage(body);

    const article = await app.get('/v1/articles/ferry');
    const page = await app.get('/abroad/ferry');

    expect([article.statusCode, page.statusCode]).toEqual([500, 500]);
    expect((await app.get('/v1/articles/quay')).statusCode).toBe(200);
    expect((await app.get('/')).body).toContain('/abroad/ferry');
  });

  it('is left out of feeds, which have all others', async () => {
    await damage(body);

    const { statusCode, json } = await app.get('/feed.json');

    expect(statusCode).toBe(200);
    expect(json.items).toHaveLength(2);
    const htmlOf = (slug: string) =>
      json.items.find(({ url }: { url: string }) => url.endsWith(slug)).content_html ?? '';
    expect(htmlOf('quay')).toContain('The quay is dry.');
    expect(htmlOf('ferry')).not.toContain('It left');
  });

  it('takes comments and is discussed, because nobody reads the text for that', async () => {
    await damage(body);

    const sent = await app.request('POST', '/v1/articles/ferry/comments', { body: aSubmission() });
    const thread = await app.get('/v1/articles/ferry/comments');

    expect([sent.statusCode, thread.statusCode]).toEqual([202, 200]);
  });

  it('is whole again after the next publication, and can be withdrawn', async () => {
    await damage(body);

    await story.save({ body: 'It left at ten.' });
    await story.publish();
    const again = await app.get('/v1/articles/ferry');
    await damage(body);
    const withdrawn = await story.take('withdraw');

    expect(again.json.body).toBe('<p>It left at ten.</p>');
    expect(withdrawn.statusCode).toBe(200);
    expect((await app.get('/v1/articles/ferry')).statusCode).toBe(410);
  });
});
