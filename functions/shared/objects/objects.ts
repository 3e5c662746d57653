import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** What an object is sent with. */
export interface ObjectOptions {
  readonly mediaType: string;
  readonly cacheControl?: string;
  /** Its `Content-Disposition`. */
  readonly disposition?: string;
}

/** An object, or a range of it. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly disposition: string | undefined;
  /** The length of the whole object. */
  readonly length: number;
  /** `bytes 0-99/200` where it is a range. */
  readonly contentRange: string | undefined;
}

/** What an object is, without its bytes. */
export interface ObjectHead {
  readonly bytes: number;
  readonly mediaType: string;
  readonly disposition: string | undefined;
  /** A strong ETag with its quotes. */
  readonly etag: string;
}

/** A form that a browser may post within ten minutes: each field, then the file as `file`. */
export interface Upload {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** What an upload must be to the byte. */
export interface UploadLimits {
  readonly mediaType: string;
  readonly bytes: number;
  /** The SHA-256 of the file in hexadecimal digits. */
  readonly sha256: string;
}

/** The bucket of the media library. Keys are those of `functions/media/objectKeys.ts`. */
export interface Objects {
  put(key: string, body: Uint8Array, options: ObjectOptions): Promise<void>;
  /** @param range a satisfiable range such as `bytes=0-99`. @returns undefined when there is no such object. */
  get(key: string, range?: string): Promise<StoredObject | undefined>;
  head(key: string): Promise<ObjectHead | undefined>;
  /** Copies an object with what it is sent with. @returns false when there is none. */
  copy(from: string, to: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** The keys that begin with a prefix, at most 1,000. */
  list(prefix: string): Promise<readonly string[]>;
  presignUpload(key: string, limits: UploadLimits, now: Date): Promise<Upload>;
  /** An address at which anybody can read the object for ten minutes. */
  presignDownload(key: string, now: Date): Promise<string>;
}

const PRESIGNED_SECONDS = 600;

export interface Bucket {
  readonly client: S3Client;
  /** Signs what browsers send. Default: the client, whose addresses browsers can reach. */
  readonly signer?: S3Client;
  readonly name: string;
}

export function createObjects({ client, signer = client, name: Bucket }: Bucket): Objects {
  return {
    async put(Key, Body, { mediaType, cacheControl, disposition }) {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body,
          ContentType: mediaType,
          CacheControl: cacheControl,
          ContentDisposition: disposition,
          ChecksumSHA256: createHash('sha256').update(Body).digest('base64'),
        }),
      );
    },

    async get(Key, Range) {
      const found = await unlessMissing(client.send(new GetObjectCommand({ Bucket, Key, Range })));
      if (!found?.Body) return undefined;
      const bytes = await found.Body.transformToByteArray();
      const { ContentType = '', ContentDisposition, ContentRange } = found;
      const length = Number(ContentRange?.split('/')[1] ?? bytes.length);
      return { bytes, mediaType: ContentType, disposition: ContentDisposition, length, contentRange: ContentRange };
    },

    async head(Key) {
      const found = await unlessMissing(client.send(new HeadObjectCommand({ Bucket, Key })));
      if (!found) return undefined;
      const { ContentLength = 0, ContentType = '', ContentDisposition, ETag = '' } = found;
      return { bytes: ContentLength, mediaType: ContentType, disposition: ContentDisposition, etag: ETag };
    },

    async copy(from, Key) {
      const CopySource = encodeURI(`${Bucket}/${from}`);
      return (await unlessMissing(client.send(new CopyObjectCommand({ Bucket, Key, CopySource })))) !== undefined;
    },

    async delete(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },

    async list(Prefix) {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },

    async presignUpload(Key, { mediaType, bytes, sha256 }, now) {
      // The SDK signs as of the machine's clock and its correction.
      signer.config.systemClockOffset = now.getTime() - Date.now();
      const { url, fields } = await createPresignedPost(signer, {
        Bucket,
        Key,
        Fields: {
          'Content-Type': mediaType,
          'x-amz-checksum-algorithm': 'SHA256',
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        },
        Conditions: [['content-length-range', bytes, bytes]],
        Expires: PRESIGNED_SECONDS,
      });
      const expiresAt = new Date(now.getTime() + PRESIGNED_SECONDS * 1_000).toISOString();
      return { url, fields, expiresAt };
    },

    presignDownload: (Key, now) =>
      getSignedUrl(signer, new GetObjectCommand({ Bucket, Key }), { expiresIn: PRESIGNED_SECONDS, signingDate: now }),
  };
}

/** S3 answers `NoSuchKey`, or 404 without a body to HEAD, to callers who may list the bucket; to others 403. */
async function unlessMissing<Output>(answer: Promise<Output>): Promise<Output | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (/^(NoSuchKey|NotFound)$/.test((error as Error).name)) return undefined;
    throw error;
  }
}
