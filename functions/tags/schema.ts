import * as z from 'zod/mini';

/** A tag. `tag` is used in addresses; `name` is how readers see it, in any script. */
export const Tag = z.object({ tag: z.string(), name: z.string(), description: z.string() });
export type Tag = z.output<typeof Tag>;

/** The name of a tag that nobody has named: its words. */
export const plainName = (tag: string): string => tag.replaceAll('-', ' ');

/** A tag as readers see it, named or not. */
export const shownTag = (tag: string, named: Tag | undefined): Tag =>
  named ?? { tag, name: plainName(tag), description: '' };

/** The names of an article's tags, in their order. */
export const tagNamesOf = ({
  tags,
  tagNames = {},
}: {
  readonly tags: readonly string[];
  readonly tagNames?: Readonly<Record<string, string>> | undefined;
}): readonly string[] => tags.map((tag) => tagNames[tag] ?? plainName(tag));
