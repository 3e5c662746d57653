import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_SENT } from '../../functions/media/readFile.ts';
import { type App, startApp } from '../support/app.ts';

const ID = '0123456789abcdef0123456789abcdef';
const PATH = `/media/${ID}/640.avif`;
const BYTES = Buffer.from([0, 1, 2, 250, 251, 252, 253, 254, 255, 10]);

let app: App;

beforeAll(async () => {
  app = await startApp();
  await app.objects.put(`media/${ID}/640.avif`, BYTES, { mediaType: 'image/avif' });
  await app.objects.put(`originals/${ID}`, BYTES, { mediaType: 'image/jpeg' });
  await app.objects.put(`media/${ID}/reports & küsten.pdf`, BYTES, {
    mediaType: 'application/pdf',
    disposition: "attachment; filename*=UTF-8''reports.pdf",
  });
  await app.objects.put(`media/${ID}/long.mp3`, Buffer.alloc(MOST_SENT + 1, 7), { mediaType: 'audio/mpeg' });
});

const read = (headers: Record<string, string> = {}, path = PATH) => app.get(path, { headers });
const bytesOf = ({ body = '', isBase64Encoded = false }) => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

describe('GET /media/{id}/{name}', () => {
  it('sends a file with its type, for ever, in a sandbox', async () => {
    const answer = await read();

    expect(answer).toMatchObject({
      statusCode: 200,
      isBase64Encoded: true,
      headers: {
        'content-type': 'image/avif',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringContaining('max-age=63072000'),
        'accept-ranges': 'bytes',
        etag: expect.stringMatching(/^"[\w-]{27}"$/),
      },
    });
    expect(bytesOf(answer)).toEqual(BYTES);
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it('sends a file under a name of any script, with the disposition that is stored', async () => {
    const answer = await read({}, `/media/${ID}/${encodeURIComponent('reports & küsten.pdf')}`);

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''reports.pdf",
      },
    });
  });

  it('answers 304 to who has it, and HEAD without the bytes, with one ETag for all', async () => {
    const { etag } = (await read()).headers;

    expect(await read({ 'if-none-match': etag ?? '' })).toMatchObject({ statusCode: 304, headers: { etag } });
    expect(await read({ 'if-none-match': '"other"' })).toMatchObject({ statusCode: 200 });
    expect(await app.request('HEAD', PATH)).toMatchObject({
      statusCode: 200,
      body: '',
      headers: { etag, 'content-type': 'image/avif', 'accept-ranges': 'bytes' },
    });
    expect(await read({ range: 'bytes=0-1' })).toMatchObject({ statusCode: 206, headers: { etag } });
  });

  it.each([
    ['bytes=0-2', [0, 1, 2], 'bytes 0-2/10'],
    ['bytes=8-', [255, 10], 'bytes 8-9/10'],
    ['bytes=-1', [10], 'bytes 9-9/10'],
    ['bytes=9-500', [10], 'bytes 9-9/10'],
    ['bytes=-500', [...BYTES], 'bytes 0-9/10'],
    ['Bytes=0-0', [0], 'bytes 0-0/10'],
  ])('sends the range %s', async (range, bytes, contentRange) => {
    const answer = await read({ range });

    expect(answer).toMatchObject({
      statusCode: 206,
      headers: {
        'content-range': contentRange,
        'content-type': 'image/avif',
        'content-security-policy': "sandbox; default-src 'none'",
      },
    });
    expect([...bytesOf(answer)]).toEqual(bytes);
  });

  it.each(['bytes=10-', 'bytes=-0', 'bytes=500-600'])('answers 416 to %s with the length', async (range) => {
    expect(await read({ range })).toMatchObject({
      statusCode: 416,
      headers: { 'content-range': 'bytes */10', 'cache-control': 'private, no-store' },
    });
  });

  it.each(['bytes=0-1,3-4', 'bytes=3-1', 'bytes=-', 'bytes', 'lines=0-1', `bytes=0-${'9'.repeat(400)}`])(
    'sends the whole file for %s, as RFC 9110 lets it',
    async (range) => {
      expect(await read({ range })).toMatchObject({ statusCode: 200 });
    },
  );

  it('sends a range only of the file that If-Range names', async () => {
    const { etag = '' } = (await read()).headers;

    expect(await read({ range: 'bytes=0-1', 'if-range': etag })).toMatchObject({ statusCode: 206 });
    expect(await read({ range: 'bytes=0-1', 'if-range': `W/${etag}` })).toMatchObject({ statusCode: 200 });
    expect(await read({ range: 'bytes=0-1', 'if-range': '"other"' })).toMatchObject({ statusCode: 200 });
    expect(await read({ range: 'bytes=0-1', 'if-range': 'Sat, 28 Nov 2026 12:00:00 GMT' })).toMatchObject({
      statusCode: 200,
    });
  });

  it('leads to the bucket for what Lambda cannot send, and sends ranges of it', async () => {
    const path = `/media/${ID}/long.mp3`;

    const whole = await read({}, path);
    const open = await read({ range: 'bytes=0-' }, path);
    const part = await read({ range: 'bytes=1-' }, path);

    for (const answer of [whole, open]) {
      expect(answer).toMatchObject({ statusCode: 307, headers: { 'cache-control': 'private, no-store' } });
    }
    expect(part).toMatchObject({ statusCode: 206 });
    // Lambda's limit: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    expect(JSON.stringify(part).length).toBeLessThan(6 * 1024 * 1024);
    const led = await fetch(whole.headers.location ?? '', { headers: { range: 'bytes=0-9' } });
    expect([led.status, led.headers.get('content-range')]).toEqual([206, `bytes 0-9/${MOST_SENT + 1}`]);
  });

  it.each([
    `/media/${ID}/nothing.avif`,
    `/media/${'f'.repeat(32)}/640.avif`,
    '/media/nonsense/640.avif',
    `/media/${ID}/%2e%2e`,
    `/media/originals/${ID}`,
  ])('answers 404 to %s', async (path) => {
    const answer = await read({}, path);

    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json).toMatchObject({ code: 'media-not-found' });
  });

  it.each([`/media/${ID}/..%2F..%2Foriginals%2F${ID}`, `/media/..%2Foriginals/${ID}`])(
    'has no address such as %s, which the gateway decodes first',
    async (path) => {
      expect(await read({}, path)).toMatchObject({ statusCode: 404 });
    },
  );
});
