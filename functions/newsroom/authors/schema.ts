import * as z from 'zod/mini';
import { AuthorSlug } from '../../articles/schema.ts';
import { MediaId } from '../../pictures/picture.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { wholeOf } from '../../shared/api/wholeOf.ts';
import { Email } from '../../shared/email.ts';
import { httpsUrl, line } from '../../shared/text.ts';
import { fault } from '../../words/fault.ts';

const MAILTO = 'mailto:';

/** Where to write to somebody. */
export const Contact = z.string().check(
  z.maxLength(500, { abort: true }),
  z.refine(
    (text) =>
      text.startsWith(MAILTO)
        ? Email.safeParse(text.slice(MAILTO.length)).success
        : httpsUrl(500).safeParse(text).success,
    fault('contact'),
  ),
);

export const AuthorContent = z.object({
  name: line(100),
  biography: line(1_000),
  role: z._default(z.union([z.literal(''), line(100)]), ''),
  /** The id of a picture in the media library. */
  portrait: z._default(z.nullable(MediaId), null),
  contact: z._default(z.nullable(Contact), null),
  links: z._default(z.array(z.object({ label: line(60), url: httpsUrl(500) })).check(z.maxLength(10)), []),
});
export type AuthorContent = z.output<typeof AuthorContent>;
export const SavedAuthor = wholeOf(AuthorContent);
export const AuthorPatch = patchOf(AuthorContent);

/** An author with the version that editors send back. */
export const EditedAuthor = z.object({
  slug: z.string(),
  name: z.string(),
  biography: z.string(),
  role: z.string(),
  portrait: z.nullable(z.string()),
  contact: z.nullable(z.string()),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  /** Slugs that lead to this one. */
  formerSlugs: z.array(z.string()),
  version: z.int(),
});
export type EditedAuthor = z.output<typeof EditedAuthor>;

/** What an author's address is from now on. Without a name, bylines keep theirs. */
export const AuthorNaming = z.object({ slug: AuthorSlug, name: z.optional(line(100)) });

/** What a change of an address has done. Where it is not `done`, the same request goes on. */
export const AuthorRenamed = z.object({ author: EditedAuthor, moved: z.int(), done: z.boolean() });
