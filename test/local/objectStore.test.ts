import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request as open } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createObjectsClient } from '../../functions/shared/objects/client.ts';
import { createObjects, type Objects, type Upload } from '../../functions/shared/objects/objects.ts';
import { toEvent as toBucketEvent } from '../../infra/local/bucketEvents.ts';
import {
  BROWSER_PATH,
  type CreatedObject,
  createObjectStore,
  type ObjectStore,
} from '../../infra/local/objectStore.ts';
import { aFile } from '../support/media.ts';

/*
 * What the local store answers, beside what Amazon S3 answers according to its documentation: the status and the code of each
 * refusal stand in docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, the rules of a form's policy in
 * docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html, those of ranges and of a missing object in
 * docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
 */

const NOW = new Date('2026-11-28T12:00:00.000Z');
const MINUTES_9 = new Date('2026-11-28T12:09:59.000Z');
const MINUTES_10 = new Date('2026-11-28T12:10:00.000Z');
const SECRET = 'the-secret-key';
const KEY = 'incoming/0123456789abcdef0123456789abcdef';
const file = aFile('the bytes of a picture');
const limits = { mediaType: 'image/jpeg', bytes: file.bytes.length, sha256: file.sha256 };

const base = mkdtempSync(join(tmpdir(), 'broadsheet-store-'));
const directory = join(base, 'media');
const created: CreatedObject[] = [];
let now = NOW;
let store: ObjectStore;
let objects: Objects;
let client: ReturnType<typeof createObjectsClient>;
let origin: string;

const aStore = () =>
  createObjectStore({
    bucket: 'media',
    directory,
    secretKey: SECRET,
    clock: () => now,
    onCreated: (each) => created.push(each),
  });

const server = createServer(async (request, response) => {
  const service = request.url?.startsWith(`${BROWSER_PATH}/`) ? store.signed : store.calls;
  await service(request, response);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: SECRET };
  client = createObjectsClient({ endpoint: `${origin}/secret/objects`, region: 'local', credentials });
  const signer = createObjectsClient({ endpoint: `${origin}${BROWSER_PATH}`, region: 'local', credentials });
  objects = createObjects({ client, signer, name: 'media' });
});

beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  created.length = 0;
  now = NOW;
  store = aStore();
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(base, { recursive: true });
});

/** Sends a request as a program can, whatever its path. */
async function ask(method: string, path: string, headers: Record<string, string> = {}) {
  const [answer] = (await once(open(`${origin}/`, { method, path, headers }).end(), 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

const codeOf = (body: string) => /<Code>(\w+)<\/Code>/.exec(body)?.[1];

describe('the calls of functions', () => {
  it('give an object back as it was put', async () => {
    await objects.put('media/a/b ü.pdf', file.bytes, {
      mediaType: 'application/pdf',
      cacheControl: 'public, max-age=31536000, immutable',
      disposition: 'attachment',
    });

    expect(await objects.get('media/a/b ü.pdf')).toEqual({
      bytes: new Uint8Array(file.bytes),
      mediaType: 'application/pdf',
      disposition: 'attachment',
      length: file.bytes.length,
      contentRange: undefined,
    });
    expect(await objects.head('media/a/b ü.pdf')).toMatchObject({
      bytes: file.bytes.length,
      mediaType: 'application/pdf',
      disposition: 'attachment',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    const { CacheControl } = await client.send(new HeadObjectCommand({ Bucket: 'media', Key: 'media/a/b ü.pdf' }));
    expect(CacheControl).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['bytes=0-2', 'the', 'bytes 0-2/22'],
    ['bytes=4-', 'bytes of a picture', 'bytes 4-21/22'],
    ['bytes=-7', 'picture', 'bytes 15-21/22'],
    ['bytes=15-999', 'picture', 'bytes 15-21/22'],
    ['bytes=-999', 'the bytes of a picture', 'bytes 0-21/22'],
  ])('give the range %s', async (range, bytes, contentRange) => {
    await objects.put('media/a/b', file.bytes, { mediaType: 'image/jpeg' });

    const found = await objects.get('media/a/b', range);

    expect(Buffer.from(found?.bytes ?? []).toString()).toBe(bytes);
    expect(found).toMatchObject({ contentRange, length: 22 });
  });

  it('refuse a range that is not there with 416 InvalidRange', async () => {
    await objects.put('media/a/b', file.bytes, { mediaType: 'image/jpeg' });

    await expect(objects.get('media/a/b', 'bytes=22-')).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('send the whole object for a list of ranges, which S3 does not serve', async () => {
    await objects.put('media/a/b', file.bytes, { mediaType: 'image/jpeg' });

    expect((await objects.get('media/a/b', 'bytes=0-1,3-4'))?.bytes).toHaveLength(22);
  });

  it('refuse a missing object with 404 NoSuchKey, to HEAD without a body', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket: 'media', Key: 'media/a/b' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
    expect(await objects.get('media/a/b')).toBeUndefined();
    expect(await objects.head('media/a/b')).toBeUndefined();
    expect(await objects.copy('media/a/b', 'media/a/c')).toBe(false);
    expect(await ask('HEAD', '/secret/objects/media/media/a/b')).toMatchObject({ status: 404, body: '' });
  });

  it('refuse another bucket with 404 NoSuchBucket', async () => {
    const { status, body } = await ask('GET', '/secret/objects/other/media/a/b');

    expect([status, codeOf(body)]).toEqual([404, 'NoSuchBucket']);
  });

  it('delete an object, and one that is not there', async () => {
    await objects.put('media/a/b', file.bytes, { mediaType: 'image/jpeg' });

    await objects.delete('media/a/b');
    await objects.delete('media/a/b');

    expect(await objects.head('media/a/b')).toBeUndefined();
  });

  it('list the keys that begin with a prefix, in order, and none where there is none', async () => {
    for (const key of ['media/b/2', 'media/b/1 & 2', 'media/a/1', 'originals/b']) {
      await objects.put(key, file.bytes, { mediaType: 'image/jpeg' });
    }

    expect(await objects.list('media/b/')).toEqual(['media/b/1 & 2', 'media/b/2']);
    expect(await objects.list('incoming/')).toEqual([]);
  });

  it('copy an object with what it is sent with', async () => {
    await objects.put('incoming/ü (1)', file.bytes, { mediaType: 'image/png', disposition: 'inline' });

    expect(await objects.copy('incoming/ü (1)', 'originals/b')).toBe(true);

    expect(await objects.get('originals/b')).toMatchObject({
      bytes: new Uint8Array(file.bytes),
      mediaType: 'image/png',
      disposition: 'inline',
    });
  });

  it('refuse bytes that are not those of their SHA-256 with 400 BadDigest, and what is no SHA-256 with InvalidRequest', async () => {
    const put = (ChecksumSHA256: string) =>
      client.send(new PutObjectCommand({ Bucket: 'media', Key: 'media/a/b', Body: 'other', ChecksumSHA256 }));

    await expect(put(Buffer.from(file.sha256, 'hex').toString('base64'))).rejects.toMatchObject({
      name: 'BadDigest',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(put('nonsense')).rejects.toMatchObject({ name: 'InvalidRequest', $metadata: { httpStatusCode: 400 } });
    expect(await objects.head('media/a/b')).toBeUndefined();
  });

  it('refuse a key of more than 1,024 bytes with 400 KeyTooLongError', async () => {
    const put = (key: string) => objects.put(key, file.bytes, { mediaType: 'image/jpeg' });

    await put(`media/${'ü'.repeat(509)}`);
    await expect(put(`media/${'ü'.repeat(510)}`)).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it.each([
    '/secret/objects/media/../../outside',
    '/secret/objects/media/%2e%2e/%2e%2e/outside',
    '/secret/objects/media/media/..%2f..%2f..%2foutside',
    '/secret/objects/media/media%5c..%5coutside',
  ])('keep %s in the directory', async (path) => {
    const { status } = await ask('PUT', path, { 'content-type': 'text/plain' });

    expect([200, 404]).toContain(status);
    expect(readdirSync(base)).toEqual(status === 200 ? ['media'] : []);
  });

  it('refuse a path that cannot be decoded, and a method that is not theirs', async () => {
    const odd = await ask('GET', '/secret/objects/media/%E0');
    const list = await ask('POST', '/secret/objects/media/media/a');

    expect([odd.status, codeOf(odd.body)]).toEqual([400, 'InvalidURI']);
    expect([list.status, codeOf(list.body)]).toEqual([405, 'MethodNotAllowed']);
  });
});

describe('a form with a signed policy', () => {
  /** Posts a form of the fields, with changes; null leaves a field out. */
  async function post(
    { url, fields }: Upload,
    changes: Record<string, string | null> = {},
    bytes: Uint8Array | null = file.bytes,
  ) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changes })) if (value !== null) form.set(name, value);
    if (bytes) form.set('file', new Blob([new Uint8Array(bytes)]), 'ferry.jpg');
    const response = await fetch(url, { method: 'POST', body: form });
    const body = await response.text();
    return { status: response.status, code: codeOf(body), body };
  }

  const signed = () => objects.presignUpload(KEY, limits, NOW);

  it('is for ten minutes, one key, one type, one length and one content', async () => {
    const { url, fields, expiresAt } = await signed();
    const { expiration, conditions } = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString());

    expect(url).toMatch(new RegExp(`^${origin}${BROWSER_PATH}/media/?$`));
    expect([expiration, expiresAt]).toEqual(['2026-11-28T12:10:00Z', '2026-11-28T12:10:00.000Z']);
    expect(conditions).toEqual(
      expect.arrayContaining([
        { bucket: 'media' },
        { key: KEY },
        { 'Content-Type': 'image/jpeg' },
        ['content-length-range', 22, 22],
        { 'x-amz-checksum-algorithm': 'SHA256' },
        { 'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64') },
      ]),
    );
  });

  it('is taken with 204, and announced without waiting for what follows', async () => {
    expect(await post(await signed())).toMatchObject({ status: 204, body: '' });

    expect(await objects.get(KEY)).toMatchObject({ bytes: new Uint8Array(file.bytes), mediaType: 'image/jpeg' });
    expect(created).toMatchObject([{ key: KEY, bytes: 22, by: 'POST Object' }]);
  });

  it('can be sent again', async () => {
    const upload = await signed();
    await post(upload);

    expect(await post(upload)).toMatchObject({ status: 204 });
    expect(created).toHaveLength(2);
  });

  it('is refused ten minutes after it was signed', async () => {
    const upload = await signed();

    now = MINUTES_9;
    expect(await post(upload)).toMatchObject({ status: 204 });
    now = MINUTES_10;
    expect(await post(upload)).toMatchObject({ status: 403, code: 'AccessDenied', body: /Policy expired/ });
  });

  const AccessDenied = { status: 403, code: 'AccessDenied' };
  const SignatureDoesNotMatch = { status: 403, code: 'SignatureDoesNotMatch' };
  it.each([
    ['another key', { key: 'media/a/b' }, AccessDenied],
    ['a longer key', { key: `${KEY}.focus` }, AccessDenied],
    ['another type', { 'Content-Type': 'text/html' }, AccessDenied],
    ['no type', { 'Content-Type': null }, AccessDenied],
    ['no checksum', { 'x-amz-checksum-sha256': null }, AccessDenied],
    [
      'the checksum of another file',
      { 'x-amz-checksum-sha256': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=' },
      AccessDenied,
    ],
    ['a field that the policy does not name', { acl: 'public-read' }, AccessDenied],
    ['a redirect that the policy does not name', { success_action_redirect: 'https://evil.example' }, AccessDenied],
    ['no policy', { Policy: null }, AccessDenied],
    ['no signature', { 'X-Amz-Signature': null }, { status: 400, code: 'InvalidArgument' }],
    ['no key', { key: null }, { status: 400, code: 'InvalidArgument' }],
    ['another signature', { 'X-Amz-Signature': '0'.repeat(64) }, SignatureDoesNotMatch],
    ['a short signature', { 'X-Amz-Signature': 'abc' }, SignatureDoesNotMatch],
    [
      'another date in its credential',
      { 'X-Amz-Credential': 'local/20261129/local/s3/aws4_request' },
      SignatureDoesNotMatch,
    ],
    ['a policy of somebody else', { Policy: Buffer.from('{}').toString('base64') }, SignatureDoesNotMatch],
  ])('is refused with %s', async (_, changes: Record<string, string | null>, expected) => {
    const { status, code } = await post(await signed(), changes);

    expect({ status, code }).toEqual(expected);
    expect(created).toEqual([]);
  });

  it('takes fields that its sender ignores', async () => {
    expect(await post(await signed(), { 'x-ignore-note': 'mine' })).toMatchObject({ status: 204 });
  });

  it.each([
    ['a file with a byte more', 'the bytes of a picture!', 'EntityTooLarge'],
    ['a file with a byte less', 'the bytes of a pictur', 'EntityTooSmall'],
    ['an empty file', '', 'EntityTooSmall'],
    ['another file of the same length', 'the bytes of a pictur!', 'BadDigest'],
  ])('is refused with 400 with %s', async (_, content, code) => {
    expect(await post(await signed(), {}, Buffer.from(content))).toMatchObject({ status: 400, code });
    expect(created).toEqual([]);
  });

  it('is refused without a file, and as no form', async () => {
    const upload = await signed();
    const text = await fetch(upload.url, { method: 'POST', body: 'text' });
    const torn = await fetch(upload.url, {
      method: 'POST',
      body: '--x\r\nnonsense',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });

    expect(await post(upload, {}, null)).toMatchObject({ status: 400, code: 'IncorrectNumberOfFilesInPostRequest' });
    expect([text.status, codeOf(await text.text())]).toEqual([412, 'PreconditionFailed']);
    expect([torn.status, codeOf(await torn.text())]).toEqual([400, 'MalformedPOSTRequest']);
  });

  it('is refused above 64 MB before its policy is looked at', { timeout: 30_000 }, async () => {
    expect(await post(await signed(), {}, Buffer.alloc(64 * 1024 * 1024))).toMatchObject({
      status: 400,
      code: 'EntityTooLarge',
    });
  });

  it('may bound a key by its beginning, and is refused when its policy cannot be read', async () => {
    const { url } = await signed();
    const credential = 'local/20261128/local/s3/aws4_request';
    const key = ['20261128', 'local', 's3', 'aws4_request'].reduce<string | Buffer>(
      (each, part) => createHmac('sha256', each).update(part).digest(),
      `AWS4${SECRET}`,
    );
    const sign = (policy: string, fields: Record<string, string>) => {
      const Policy = Buffer.from(policy).toString('base64');
      const signature = createHmac('sha256', key).update(Policy).digest('hex');
      return post({
        url,
        expiresAt: '',
        fields: { ...fields, Policy, 'X-Amz-Credential': credential, 'X-Amz-Signature': signature },
      });
    };
    const policy = JSON.stringify({
      expiration: '2026-11-28T12:10:00Z',
      conditions: [['starts-with', '$key', 'incoming/'], { 'x-amz-credential': credential }],
    });

    expect(await sign(policy, { key: 'incoming/a' })).toMatchObject({ status: 204 });
    expect(await sign(policy, { key: 'media/a' })).toMatchObject(AccessDenied);
    expect(await sign('{', { key: 'media/a' })).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' });
    expect(await sign('{"expiration":"soon","conditions":[]}', { key: 'a' })).toMatchObject({
      status: 400,
      code: 'InvalidPolicyDocument',
    });
  });
});

describe('a signed address', () => {
  const address = async () => {
    await objects.put('media/a/große datei.pdf', file.bytes, {
      mediaType: 'application/pdf',
      disposition: 'attachment',
    });
    return objects.presignDownload('media/a/große datei.pdf', NOW);
  };

  it('can be read by a browser, also in ranges, in a sandbox', async () => {
    const url = await address();

    const whole = await fetch(url);
    const part = await fetch(url, { headers: { range: 'bytes=0-2', origin: 'https://paper.example' } });

    expect([whole.status, await whole.text()]).toEqual([200, 'the bytes of a picture']);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 0-2/22', 'the']);
  });

  it('is refused after ten minutes with 403 AccessDenied', async () => {
    const url = await address();
    now = MINUTES_10;

    const answer = await fetch(url);

    expect([answer.status, codeOf(await answer.text())]).toEqual([403, 'AccessDenied']);
  });

  it.each([
    ['another key', (url: string) => url.replace('/a/', '/b/'), 'SignatureDoesNotMatch'],
    ['a later end', (url: string) => url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'), 'SignatureDoesNotMatch'],
    ['another signature', (url: string) => url.replace(/Signature=\w{4}/, 'Signature=0000'), 'SignatureDoesNotMatch'],
    ['no signature', (url: string) => url.split('?')[0] ?? '', 'AccessDenied'],
  ])('is refused with 403 with %s', async (_, change, code) => {
    const answer = await fetch(change(await address()));

    expect([answer.status, codeOf(await answer.text())]).toEqual([403, code]);
  });

  it('is only for reading', async () => {
    const answer = await fetch(await address(), { method: 'PUT', body: 'other' });

    expect([answer.status, codeOf(await answer.text())]).toEqual([405, 'MethodNotAllowed']);
  });
});

describe('what lies in the store', () => {
  it('is there for the next server, which is told what waits for development', async () => {
    await objects.put('incoming/a', file.bytes, { mediaType: 'image/jpeg' });
    await objects.put('media/a/b', file.bytes, { mediaType: 'image/jpeg' });

    store = aStore();

    expect(await objects.head('media/a/b')).toBeDefined();
    expect(store.list('incoming')).toMatchObject([{ key: 'incoming/a', bytes: 22, by: 'PutObject' }]);
    expect(store.list('nowhere')).toEqual([]);
  });

  it('is announced as EventBridge tells it', () => {
    const event = toBucketEvent('media', { key: 'incoming/a b', bytes: 3, etag: '"abc"', by: 'POST Object' }, NOW);

    expect(event).toMatchObject({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: NOW.toISOString(),
      detail: {
        bucket: { name: 'media' },
        object: { key: 'incoming/a b', size: 3, etag: 'abc' },
        reason: 'POST Object',
      },
    });
  });
});
