import * as z from 'zod/mini';
import { MediaId } from '../pictures/picture.ts';
import { Reply } from '../shared/api/reply.ts';
import { etagOf } from '../shared/api/response.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { publicKey } from './objectKeys.ts';
import type { mediaReadRoutes } from './readRoutes.ts';

/**
 * Most bytes of an answer: Lambda's limit is 6 MB (6,291,456 bytes) with headers, and base64 makes four bytes of three.
 * Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MOST_SENT = 4_500_000;

/** Whatever the file is, a browser that opens it runs nothing and loads nothing. */
export const SANDBOX = "sandbox; default-src 'none'";

/** Sends the library's files: whole, a range of one, or the address of one that is too large. */
export function readFile(objects: Objects, clock: Clock): Operations<typeof mediaReadRoutes> {
  return {
    readMedia: async ({ params: { id, name }, headers, request: { method } }) => {
      const key = isName(id, name) ? publicKey(id, name) : undefined;
      const head = key && (await objects.head(key));
      if (!head) throw missing();
      const etag = etagOf(head.etag);
      const described = {
        etag,
        'content-type': head.mediaType,
        'accept-ranges': 'bytes',
        'content-security-policy': SANDBOX,
        ...(head.disposition ? { 'content-disposition': head.disposition } : {}),
      };
      if (method === 'HEAD') return new Reply('', { headers: described });

      const asked = isCurrent(headers['if-range'], etag) ? rangeOf(headers.range, head.bytes) : undefined;
      if (asked === 'none') {
        return new Reply('', { status: 416, cache: 'none', headers: { 'content-range': `bytes */${head.bytes}` } });
      }
      const length = asked ? asked.last - asked.first + 1 : head.bytes;
      if (length > MOST_SENT) {
        const location = await objects.presignDownload(key, clock());
        return new Reply('', { status: 307, cache: 'none', headers: { location } });
      }
      const found = await objects.get(key, asked && `bytes=${asked.first}-${asked.last}`);
      if (!found) throw missing();
      const body = Buffer.from(found.bytes);
      if (!asked) return new Reply(body, { headers: described });
      const range = { 'content-range': `bytes ${asked.first}-${asked.last}/${head.bytes}` };
      return new Reply(body, { status: 206, headers: { ...described, ...range } });
    },
  };
}

const missing = () => new Failure('media-not-found', ({ failures }) => failures.noSuchMedia);

const isName = (id: string, name: string) => z.safeParse(MediaId, id).success && !name.includes('/');

/** Whether a range may be sent: `If-Range` names this very content (RFC 9110, section 13.1.5), or nothing. */
const isCurrent = (condition: string | undefined, etag: string) => condition === undefined || condition.trim() === etag;

/** A range of bytes, both ends included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The one range of a `Range` header (RFC 9110, section 14.1.2). Any other header is ignored, as a list of ranges may be.
 * @returns `none` when the content has no such range; undefined for the whole content.
 */
function rangeOf(header: string | undefined, length: number): Range | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { first: Math.max(0, length - Number(last)), last: length - 1 }
      : { first: Number(first), last: Math.min(last === '' ? length - 1 : Number(last), length - 1) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  return range.first > range.last ? 'none' : range;
}
