import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../functions/shared/instant.ts';
import type { Objects } from '../../functions/shared/objects/objects.ts';
import type { Service } from './gate.ts';
import { writeKept } from './keptFile.ts';
import { checkSignedAddress, checkUploadForm, readUploadForm } from './signedObjects.ts';
import { StoreError } from './storeError.ts';

/** The bucket's name on a laptop, and its directory below the data directory. */
export const LOCAL_BUCKET = 'media';

/** The path of the local server at which browsers send what functions have signed. */
export const BROWSER_PATH = '/.objects';

/** An object that was put. */
export interface CreatedObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  /** S3's name for how it came. */
  readonly by: 'PutObject' | 'POST Object' | 'CopyObject';
}

export interface ObjectStoreOptions {
  readonly bucket: string;
  readonly directory: string;
  /** The secret key with which functions sign. */
  readonly secretKey: string;
  readonly clock?: Clock;
  /** Called once an object is stored; the response does not wait for what follows from it. */
  readonly onCreated?: (created: CreatedObject) => void;
}

/** A local S3 with one bucket and the calls that functions make. It refuses what S3 refuses, with S3's codes. */
export interface ObjectStore {
  /**
   * Answers functions at `/<secret>/<service>/<bucket>/<key>` of the gate, which has admitted them: PUT, also as a copy, GET,
   * HEAD and DELETE; and GET of the bucket with a prefix, which lists keys.
   */
  readonly calls: Service;
  /** Answers browsers at {@link BROWSER_PATH}`/<bucket>/<key>`: forms with a signed policy, and signed addresses. */
  readonly signed: Service;
  /** The same as a call of a function, for commands that share the directory with the server. */
  readonly objects: Pick<Objects, 'put' | 'head'>;
  /** All objects in a folder, such as `incoming`. */
  list(folder: string): readonly CreatedObject[];
}

/** How an object is stored: one line of JSON, and after it the bytes. So one rename puts both in place. */
interface Head extends CreatedObject {
  readonly mediaType: string;
  readonly cacheControl?: string | undefined;
  readonly disposition?: string | undefined;
  readonly modifiedAt: string;
}

/** Longest line of a head; keys have at most 1,024 bytes. */
const LONGEST_HEAD = 16 * 1024;

/** Longest key in bytes: docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY = 1_024;

/** Most keys of one list: docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const MOST_LISTED = 1_000;

/** The objects of a data directory, which its server may be using at the same time. */
export const openObjects = (data: string): ObjectStore['objects'] =>
  createObjectStore({ bucket: LOCAL_BUCKET, directory: join(data, LOCAL_BUCKET), secretKey: '' }).objects;

export function createObjectStore({
  bucket,
  directory,
  secretKey,
  clock = () => new Date(),
  onCreated,
}: ObjectStoreOptions): ObjectStore {
  /** No part of a key becomes a part of a path but the name of its folder; so none leads elsewhere, or is too long. */
  const fileOf = (key: string) => {
    const folder = /^([a-z]+)\//.exec(key)?.[1] ?? '';
    return join(directory, folder, createHash('sha256').update(key).digest('hex'));
  };

  const find = (key: string): { readonly head: Head; readonly file: string; readonly start: number } => {
    const file = fileOf(key);
    const found = readHead(file);
    if (!found) throw new StoreError(404, 'NoSuchKey', 'The specified key does not exist.');
    return { ...found, file };
  };

  const put = (head: Omit<Head, 'bytes' | 'etag' | 'modifiedAt'>, bytes: Uint8Array): Head => {
    if (Buffer.byteLength(head.key) > LONGEST_KEY) throw new StoreError(400, 'KeyTooLongError', 'Your key is too long');
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const whole: Head = { ...head, bytes: bytes.length, etag, modifiedAt: clock().toISOString() };
    writeKept(fileOf(head.key), Buffer.concat([Buffer.from(`${JSON.stringify(whole)}\n`), bytes]));
    onCreated?.(whole);
    return whole;
  };

  const putSent = async (key: string, request: IncomingMessage): Promise<Head> => {
    const { headers } = request;
    if (/aws-chunked/.test(headers['content-encoding'] ?? '')) {
      throw new StoreError(
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented.',
      );
    }
    const bytes = await buffer(request);
    checkDigest(headers['x-amz-checksum-sha256'], bytes);
    const mediaType = headers['content-type'] ?? 'application/octet-stream';
    const disposition = headers['content-disposition'];
    return put({ key, by: 'PutObject', mediaType, cacheControl: headers['cache-control'], disposition }, bytes);
  };

  const copy = (source: string, key: string): Head => {
    const [from = '', ...rest] = decodeURIComponent(source).replace(/^\//, '').split('/');
    if (from !== bucket) throw noSuchBucket();
    const { head, file, start } = find(rest.join('/'));
    return put({ ...head, key, by: 'CopyObject' }, readFileSync(file).subarray(start));
  };

  const list = (folder: string): readonly CreatedObject[] => {
    const place = join(directory, folder);
    // What a killed server was writing has another name.
    const names = existsSync(place) ? readdirSync(place).filter((name) => /^[0-9a-f]{64}$/.test(name)) : [];
    return names.flatMap((name) => readHead(join(place, name))?.head ?? []);
  };

  /** Sends the keys that begin with a prefix, which names a folder. */
  const sendKeys = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const prefix = new URLSearchParams(url.split('?')[1]).get('prefix') ?? '';
    const keys = list(prefix.split('/')[0] ?? '')
      .map(({ key }) => key)
      .filter((key) => key.startsWith(prefix))
      .toSorted()
      .slice(0, MOST_LISTED);
    const contents = keys.map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`).join('');
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(`${XML}<ListBucketResult>${contents}</ListBucketResult>`);
  };

  /** Sends an object, or the one range of it that is asked for. */
  const send = ({ method, headers }: IncomingMessage, response: ServerResponse, key: string, more: object = {}) => {
    const { head, file, start } = find(key);
    const range = rangeOf(headers.range, head.bytes);
    const { first, last } = range ?? { first: 0, last: head.bytes - 1 };
    response.writeHead(range ? 206 : 200, {
      'content-type': head.mediaType,
      'content-length': last - first + 1,
      etag: head.etag,
      'last-modified': new Date(head.modifiedAt).toUTCString(),
      'accept-ranges': 'bytes',
      ...(head.cacheControl ? { 'cache-control': head.cacheControl } : {}),
      ...(head.disposition ? { 'content-disposition': head.disposition } : {}),
      ...(range ? { 'content-range': `bytes ${first}-${last}/${head.bytes}` } : {}),
      ...more,
    });
    response.end(method === 'HEAD' ? undefined : bytesOf(file, start + first, last - first + 1));
  };

  const requireBucket = (name: string) => {
    if (name !== bucket) throw noSuchBucket();
  };

  return {
    calls: answering(async (request, response) => {
      const [name, key] = addressed(request, 2);
      requireBucket(name);
      const { 'x-amz-copy-source': source } = request.headers;
      switch (request.method) {
        case 'PUT': {
          const { etag, modifiedAt } = source ? copy(String(source), key) : await putSent(key, request);
          const result = `<CopyObjectResult><LastModified>${modifiedAt}</LastModified><ETag>${escaped(etag)}</ETag></CopyObjectResult>`;
          response.writeHead(200, { etag, 'content-type': 'application/xml' }).end(source ? XML + result : undefined);
          break;
        }
        case 'GET':
        case 'HEAD':
          return key === '' ? sendKeys(request, response) : send(request, response, key);
        case 'DELETE':
          rmSync(fileOf(key), { force: true });
          response.writeHead(204).end();
          break;
        default:
          throw notAllowed();
      }
    }),

    signed: answering(async (request, response) => {
      const [name, key] = addressed(request, 1);
      if (request.method === 'GET' || request.method === 'HEAD') {
        checkSignedAddress(request, { secretKey, now: clock() });
        requireBucket(name);
        // In an account the bucket has an origin of its own; here nothing that it sends may act as the paper.
        const fenced = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' };
        return send(request, response, key, fenced);
      }
      if (request.method !== 'POST' || key !== '') throw notAllowed();
      requireBucket(name);
      const form = await readUploadForm(request);
      checkUploadForm(form, { bucket, secretKey, now: clock() });
      const { fields, file } = form;
      checkDigest(fields.get('x-amz-checksum-sha256'), file);
      const mediaType = fields.get('content-type') ?? 'application/octet-stream';
      const { etag } = put({ key: fields.get('key') ?? '', by: 'POST Object', mediaType }, file);
      response.writeHead(204, { etag }).end();
    }),

    objects: {
      put: async (key, bytes, options) => void put({ key, by: 'PutObject', ...options }, bytes),
      head: async (key) => {
        const head = readHead(fileOf(key))?.head;
        return head && { ...head, disposition: head.disposition };
      },
    },

    list,
  };
}

/** Answers errors as S3 does. */
const answering =
  (answer: Service): Service =>
  async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      request.resume();
      const { status, code, message } = error;
      const body = `${XML}<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  };

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const noSuchBucket = () => new StoreError(404, 'NoSuchBucket', 'The specified bucket does not exist');
const notAllowed = () =>
  new StoreError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');

/** The bucket and the key of a path, after some first segments. */
function addressed({ url = '' }: IncomingMessage, skipped: number): readonly [bucket: string, key: string] {
  try {
    const [bucket = '', ...key] = (url.split('?', 1)[0] ?? '')
      .split('/')
      .slice(1 + skipped)
      .map(decodeURIComponent);
    return [bucket, key.join('/')];
  } catch {
    throw new StoreError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** The head of a stored object, and where its bytes begin; undefined when there is none. */
function readHead(file: string): { readonly head: Head; readonly start: number } | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.isFile() ? LONGEST_HEAD : 0;
  const beginning = size > 0 ? bytesOf(file, 0, size) : Buffer.alloc(0);
  const end = beginning.indexOf('\n');
  if (end < 0) return undefined;
  return { head: JSON.parse(beginning.subarray(0, end).toString()), start: end + 1 };
}

/** At most so many bytes of a file. */
function bytesOf(file: string, start: number, length: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, start));
  } finally {
    closeSync(descriptor);
  }
}

/** @throws StoreError when bytes have not the SHA-256 that they were sent with. */
function checkDigest(given: string | string[] | undefined, bytes: Uint8Array): void {
  if (given === undefined) return;
  if (!/^[A-Za-z0-9+/]{43}=$/.test(String(given))) {
    throw new StoreError(400, 'InvalidRequest', 'Value for x-amz-checksum-sha256 header is invalid.');
  }
  if (createHash('sha256').update(bytes).digest('base64') !== given) {
    throw new StoreError(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
  }
}

/**
 * The range of a `Range` header, both ends included; undefined for the whole object, and for headers that S3 ignores.
 * @throws StoreError when the object has no such range.
 */
function rangeOf(header: string | undefined, length: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (first > last) throw new StoreError(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { first, last };
}
