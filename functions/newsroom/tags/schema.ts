import * as z from 'zod/mini';
import { line, paragraphs } from '../../shared/text.ts';
import { Tag } from '../../tags/schema.ts';

export const TagContent = z.object({
  name: line(100),
  description: z._default(z.union([z.literal(''), paragraphs(1_000)]), ''),
});
export type TagContent = z.output<typeof TagContent>;

/** A tag with the version that editors send back. */
export const EditedTag = z.object({
  ...Tag.shape,
  version: z.int(),
  /** Whether all articles show the name. Where they do not, the same request goes on. */
  done: z.boolean(),
});

/** A stored tag. */
export const StoredTag = z.object({
  ...Tag.shape,
  version: z.int(),
  request: z.optional(z.string()),
  /** While articles are told of the name: the entry of the last one that was, empty at the beginning. */
  toldUntil: z.optional(z.string()),
});
export type StoredTag = z.output<typeof StoredTag>;
