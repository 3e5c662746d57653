import * as z from 'zod/mini';
import { cursor, limit, page } from '../articles/schema.ts';
import { MediaId } from '../pictures/picture.ts';
import { crops } from '../pictures/renditions.ts';
import { type Instant, instant } from '../shared/instant.ts';
import { line } from '../shared/text.ts';
import type { Words } from '../words/en.ts';
import { faultIn } from '../words/fault.ts';
import { previewOf, servedFilesOf } from './files.ts';
import { isUsable } from './lists.ts';
import { MediaDetails, MediaRecord, mediaStates, rightsCategories } from './schema.ts';
import { unsearchedWords } from './words.ts';

export const MediaParams = z.object({ id: MediaId });

/** What is looked for in the library. Every condition that is given must hold. */
export const MediaQuery = z.object({
  state: z._default(z.enum(mediaStates), 'ready'),
  uploader: z.optional(line(320)),
  rights: z.optional(z.enum(rightsCategories)),
  kind: z.optional(z.enum(['picture', 'audio', 'document'])),
  usable: z.optional(z.literal('true')),
  unused: z.optional(z.literal('true')),
  q: z.optional(line(200)),
  limit,
  cursor,
});
export type MediaQuery = z.output<typeof MediaQuery>;
export const UsesQuery = z.object({ limit, cursor });

/** A file of the library in lists. */
export const MediaSummary = z.object({
  ...z.pick(MediaRecord, {
    id: true,
    version: true,
    state: true,
    fault: true,
    kind: true,
    mediaType: true,
    fileName: true,
    bytes: true,
    sha256: true,
    picture: true,
  }).shape,
  ...MediaDetails.shape,
  uploadedAt: instant,
  uploadedBy: z.string(),
  changedAt: instant,
  changedBy: z.string(),
  /** Whether it can be published now: it is ready, a picture has its alternative text, and the right has not expired. */
  usable: z.boolean(),
  /** What an editor should still say of it. */
  missing: z.array(z.enum(['alt', 'credit'])),
  /** The address of a small picture; null for what has none. */
  preview: z.nullable(z.string()),
});
export type MediaSummary = z.output<typeof MediaSummary>;
export const MediaPage = page(MediaSummary);

/** A file of the library, with all that is served of it. */
export const Media = z.object({
  ...MediaSummary.shape,
  files: z.array(
    z.object({
      url: z.string(),
      mediaType: z.string(),
      crop: z.optional(z.enum(['whole', ...(Object.keys(crops) as (keyof typeof crops)[])])),
      width: z.optional(z.int()),
      height: z.optional(z.int()),
    }),
  ),
  /** Words by which it is not found, because it has more than the library keeps. */
  unsearched: z.array(z.string()),
});
export type Media = z.output<typeof Media>;

/** A file that is to be uploaded, or was before. */
export const MediaUpload = z.object({
  ...Media.shape,
  /** `awaited`: its bytes are to be sent. */
  status: z.enum(['awaited', 'ready']),
  /** The form that takes the bytes: each field, then the file as `file`. Null for a file that is there. */
  upload: z.nullable(z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: z.string() })),
});

/** An article that uses a file. */
export const MediaUser = z.object({
  article: z.string(),
  headline: z.string(),
  slug: z.string(),
  state: z.enum(['draft', 'scheduled', 'published', 'withdrawn']),
});
export type MediaUser = z.output<typeof MediaUser>;
export const MediaUserPage = page(MediaUser);

/** On these grounds somebody else's work is shown, so that readers are told whose. */
const CREDITED: ReadonlySet<MediaRecord['rights']> = new Set([
  'agency',
  'handout',
  'screengrab',
  'social',
  'pool',
  'creative-commons',
]);

function missingOf({ kind, alt, decorative, credit, rights }: MediaRecord): MediaSummary['missing'] {
  return [
    ...(kind === 'picture' && alt === '' && !decorative ? (['alt'] as const) : []),
    ...(credit === null && CREDITED.has(rights) ? (['credit'] as const) : []),
  ];
}

/** A file as its reader is told of it, in the reader's words. */
export const toSummary = (record: MediaRecord, now: Instant, words: Words): MediaSummary => ({
  ...record,
  fault: record.fault === null ? null : faultIn(record.fault)(words),
  usable: isUsable(record, now),
  missing: missingOf(record),
  preview: previewOf(record),
});

export const toMedia = (record: MediaRecord, now: Instant, words: Words): Media => ({
  ...toSummary(record, now, words),
  files: servedFilesOf(record),
  unsearched: unsearchedWords(record),
});
