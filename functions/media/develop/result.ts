import type * as z from 'zod/mini';
import type { DevelopedPicture, MediaDetails } from '../schema.ts';

/** A file that is to be put under `media/<id>/`. */
export interface DevelopedFile {
  /** The last part of its key. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A file that is served as it was uploaded. */
export interface ServedFile extends DevelopedFile {
  readonly disposition: 'inline' | 'attachment';
}

/** What becomes of an uploaded file. */
export type Result =
  | {
      readonly kind: 'picture';
      readonly picture: z.output<typeof DevelopedPicture>;
      /** What the file says of itself, cleaned. */
      readonly details: Partial<MediaDetails>;
      /** Its renditions, each made when it is asked for, the quickest first. @throws Error when one cannot be made. */
      readonly files: AsyncIterable<DevelopedFile>;
    }
  | { readonly kind: 'file'; readonly file: ServedFile }
  /** `fault`: why, as functions/words/fault.ts names it. */
  | { readonly kind: 'refused'; readonly fault: string };
