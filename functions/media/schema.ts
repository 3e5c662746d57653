import * as z from 'zod/mini';
import { FocalPoint, MediaId, notForUses, type Picture } from '../pictures/picture.ts';
import { instant } from '../shared/instant.ts';

/** The media types that can be uploaded, and what becomes of them. */
export const mediaTypes = {
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'image/webp': 'picture',
  'image/avif': 'picture',
  'image/gif': 'picture',
  'image/heic': 'picture',
  'image/svg+xml': 'picture',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  'application/pdf': 'document',
} as const;
export type MediaType = keyof typeof mediaTypes;
export type MediaKind = (typeof mediaTypes)[MediaType];

/** Most bytes of a file. */
export const MOST_BYTES = 50 * 1024 * 1024;
/** Most pixels of a picture. */
export const MOST_PIXELS = 100_000_000;

/** On what ground a picture is used, as the Guardian's Grid distinguishes them. */
export const rightsCategories = [
  'unknown',
  'staff',
  'contracted',
  'commissioned',
  'agency',
  'handout',
  'screengrab',
  'social',
  'pool',
  'public-domain',
  'creative-commons',
  'own',
] as const;

/** What editors say of a file; all of it can be changed later. Titles, captions and people are plain text. */
export const MediaDetails = z.object({
  title: z._default(z.string(), ''),
  /** The alternative text; empty when it is not written yet, or the picture is decoration. */
  alt: z._default(z.string(), ''),
  /** Whether the picture is decoration and needs no alternative text. */
  decorative: z._default(z.boolean(), false),
  caption: z._default(z.nullable(z.string()), null),
  credit: z._default(z.nullable(z.string()), null),
  copyright: z._default(z.nullable(z.string()), null),
  source: z._default(z.nullable(z.string()), null),
  rights: z._default(z.enum(rightsCategories), 'unknown'),
  /** The licence of a Creative Commons picture, such as `CC BY 4.0`, and its address. */
  license: z._default(z.nullable(z.object({ name: z.string(), url: z.string() })), null),
  restrictions: z._default(z.nullable(z.string()), null),
  notFor: z._default(z.array(z.enum(notForUses)), []),
  /** The instant from which on the picture may not be shown. */
  expires: z._default(z.nullable(instant), null),
  people: z._default(z.array(z.string()), []),
  keywords: z._default(z.array(z.string()), []),
  place: z._default(z.nullable(z.string()), null),
  takenAt: z._default(z.nullable(instant), null),
  /** Null: the most eye-catching point, as it was found when the picture was developed. */
  focalPoint: z._default(z.nullable(FocalPoint), null),
});
export type MediaDetails = z.output<typeof MediaDetails>;

/** The states of a file: its bytes are expected, developed or copied, or were refused. */
export const mediaStates = ['awaited', 'ready', 'failed'] as const;

/** What is known of a picture once it is developed. */
export const DevelopedPicture = z.object({
  width: z.int(),
  height: z.int(),
  /** The focal point that the crops in the bucket have. */
  focalPoint: FocalPoint,
  /** `#rrggbb` */
  color: z.string(),
});

/** A file of the media library as the Newsroom table stores it. */
export const MediaRecord = z.object({
  id: MediaId,
  version: z.int(),
  state: z.enum(mediaStates),
  /** Why a failed file was refused, as functions/words/fault.ts names it; in English for what was refused before. */
  fault: z._default(z.nullable(z.string()), null),
  kind: z.enum(['picture', 'audio', 'document']),
  mediaType: z.enum(Object.keys(mediaTypes) as [MediaType, ...MediaType[]]),
  /** The file's name as it was uploaded, without folders; the last part of an audio's or document's address. */
  fileName: z.string(),
  bytes: z.int(),
  /** The SHA-256 of the file in hexadecimal digits. */
  sha256: z.string(),
  picture: z._default(z.nullable(DevelopedPicture), null),
  ...MediaDetails.shape,
  uploadedAt: instant,
  uploadedBy: z.string(),
  changedAt: instant,
  changedBy: z.string(),
  /** The name of the request that made this version. */
  request: z.optional(z.string()),
  /** The last version that changed what readers get of the file (`pictureOf`). */
  shown: z._default(z.int(), 0),
  /** The version of which every article that is out has what readers get (functions/media/fanOut.ts). */
  fannedOut: z._default(z.int(), 0),
  /** The lists that have an entry of the file (functions/media/lists.ts). */
  listed: z._default(z.array(z.string()), []),
  /** Whether the file is being removed: no article can begin to use it. */
  removing: z._default(z.boolean(), false),
  /** When a file that is not ready is forgotten, in seconds since 1970. */
  expiresAt: z.optional(z.int()),
});
export type MediaRecord = z.output<typeof MediaRecord>;

/** A record as readers get it; undefined unless it is a developed picture that is not being removed. */
export function pictureOf(record: MediaRecord): Picture | undefined {
  const { id, version, picture, alt, decorative, caption, credit, copyright, license, expires, notFor } = record;
  if (record.state !== 'ready' || record.removing || !picture) return undefined;
  return {
    id,
    version,
    ...picture,
    alt: decorative ? '' : alt,
    caption,
    credit,
    ...(copyright === null ? {} : { copyright }),
    ...(license === null ? {} : { licenseUrl: license.url }),
    ...(expires === null ? {} : { expires }),
    ...(notFor.length === 0 ? {} : { notFor }),
  };
}
