import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

/** The id of a file in the media library: the first 32 hexadecimal digits of its SHA-256. The same file has the same id. */
export const MediaId = z.string().check(z.regex(/^[0-9a-f]{32}$/, fault('mediaId')));

/** The point of a picture that every crop keeps, in percent of its width and height, from the top left. */
export const FocalPoint = z.object({
  x: z.int().check(z.minimum(0), z.maximum(100)),
  y: z.int().check(z.minimum(0), z.maximum(100)),
});
export type FocalPoint = z.output<typeof FocalPoint>;

/** Where a picture may not be shown: in feeds, as the picture of a shared link, or on paper. */
export const notForUses = ['syndication', 'social', 'print'] as const;

/**
 * A picture of the media library as an article and its listing entries store it: what readers need, of one version of its
 * record. A change of the record is written to every article that uses it (docs/data.md).
 */
export const Picture = z.object({
  id: MediaId,
  /** The version of the record that this was made from. */
  version: z.int(),
  /** Of the developed picture, which is upright and at most as large as the original, in pixels. */
  width: z.int(),
  height: z.int(),
  focalPoint: FocalPoint,
  /** The dominant colour as `#rrggbb`, which stands in the picture's place until it is loaded. */
  color: z.string(),
  /** Empty for a picture that is decoration. */
  alt: z.string(),
  caption: z.nullable(z.string()),
  credit: z.nullable(z.string()),
  copyright: z.optional(z.string()),
  /** The address of the licence. */
  licenseUrl: z.optional(z.string()),
  /** From this instant on it is not shown. */
  expires: z.optional(z.string()),
  notFor: z.optional(z.array(z.enum(notForUses))),
});
export type Picture = z.output<typeof Picture>;
