import * as z from 'zod/mini';
import { ArticleImage } from '../articles/article.ts';
import type { Picture } from '../pictures/picture.ts';

/** A page of an author elsewhere. */
export const AuthorLink = z.object({ label: z.string(), url: z.string() });

/** An author. The name is printed in bylines; the slug is used in addresses. */
export const Author = z.object({
  slug: z.string(),
  name: z.string(),
  biography: z.nullable(z.string()),
  /** What they are at the paper; empty where nobody has said it. */
  role: z.string(),
  portrait: z.nullable(ArticleImage),
  /** Where to write to them: `mailto:` and an address, or an https address of a form. */
  contact: z.nullable(z.string()),
  links: z.array(AuthorLink),
});
export type Author = z.output<typeof Author>;

/** What somebody has said of an author. */
export interface StoredAuthor {
  readonly name: string;
  readonly biography: string;
  readonly role: string;
  /** As the media library had it when it was said. */
  readonly portrait: Picture | null;
  readonly contact: string | null;
  readonly links: readonly z.output<typeof AuthorLink>[];
  /** The slugs that they had. */
  readonly formerSlugs: readonly string[];
  /** The slug whose articles are being brought to this one. */
  readonly moving?: string;
}

/** An author's item, or that of a slug that they had. */
export type AuthorAt = StoredAuthor | { readonly movedTo: string };

/** Reads an author's item. What was stored before a field existed is read with its default. */
export const fromAuthorItem = ({
  name,
  biography,
  role = '',
  portrait = null,
  contact = null,
  links = [],
  formerSlugs = [],
  moving,
  movedTo,
  // biome-ignore lint/suspicious/noExplicitAny: what comes from the table has been written by the newsroom
}: Record<string, any>): AuthorAt =>
  movedTo === undefined ? { name, biography, role, portrait, contact, links, formerSlugs, moving } : { movedTo };
