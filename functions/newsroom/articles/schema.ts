import * as z from 'zod/mini';
import {
  ArticleSlug,
  Byline,
  Correction,
  cursor,
  LeadImage,
  limit,
  page,
  SectionName,
  TagName,
  Translation,
} from '../../articles/schema.ts';
import { IdempotencyKey } from '../../shared/idempotencyKey.ts';
import { anyInstant, type Instant, instant } from '../../shared/instant.ts';
import { isWebAddress, line } from '../../shared/text.ts';
import { isUnique, unique } from '../../shared/unique.ts';
import type { Phase } from './lifecycle.ts';

/** Bytes of an article's text at most, as sent and as rendered: an item of DynamoDB holds 400 KB in all. */
export const BODY_LIMIT = 300 * 1024;

const httpsUrl = (maximum: number) =>
  z.string().check(
    z.maxLength(maximum, { abort: true }),
    z.refine((text) => text.startsWith('https://') && isWebAddress(text), 'must be an https address'),
  );

const pixels = z.int().check(z.minimum(1), z.maximum(20_000));

const languageTag = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language tag such as en-GB'));
const SentImage = z
  .object({
    url: httpsUrl(2_000),
    alt: line(500),
    caption: z._default(z.nullable(line(500)), null),
    credit: z._default(z.nullable(line(200)), null),
    width: pixels,
    height: pixels,
    /** Other widths of it; their heights follow. */
    sources: z._default(z.array(z.object({ url: httpsUrl(1_000), width: pixels })).check(z.maxLength(8)), []),
  })
  .check(
    z.refine(({ width, sources }) => isUnique([width, ...sources.map((each) => each.width)]), {
      path: ['sources'],
      error: 'must not name a width twice, nor the image’s own',
    }),
  );
/** An article as its editor sends it: the whole of it, each time. */
export const ArticleContent = z
  .object({
    headline: line(200),
    standfirst: z._default(z.union([z.literal(''), line(500)]), ''),
    /** Proposed from the headline when it is left out of a new article. */
    slug: z.optional(ArticleSlug),
    section: SectionName,
    tags: z._default(z.array(TagName).check(z.maxLength(20), unique('a tag')), []),
    byline: z.array(line(100)).check(z.minLength(1), z.maxLength(10), unique('an author')),
    body: z
      .string()
      .check(z.refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must be valid Unicode text')),
    format: z._default(z.enum(['markdown', 'html']), 'markdown'),
    language: z._default(languageTag, 'en'),
    translations: z._default(
      z.array(z.object({ language: languageTag, url: httpsUrl(500) })).check(z.maxLength(20)),
      [],
    ),
    image: z._default(z.nullable(SentImage), null),
    commentsOpen: z._default(z.boolean(), true),
  })
  .check(
    // A tag is the same in capitals (RFC 5646, section 2.1.1).
    z.refine(
      ({ language, translations }) =>
        isUnique([language, ...translations.map((each) => each.language)].map((tag) => tag.toLowerCase())),
      { path: ['translations'], error: 'must not name a language twice, nor the article’s own' },
    ),
  );
export type ArticleContent = z.output<typeof ArticleContent>;

export const ArticleId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be the id of an article'));

export const IdParams = z.object({ id: ArticleId });
export const RevisionParams = z.object({
  id: ArticleId,
  revision: z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,5}$/, 'must be the number of a revision')),
    z.transform((text) => Number(text)),
  ),
});

export const CreationHeaders = z.object({ 'idempotency-key': z.optional(IdempotencyKey) });

export const PublishBody = z.object({ at: z.optional(anyInstant) });
export const CorrectBody = z.object({ note: line(1_000) });
export const Nothing = z.object({});

const states = z.enum(['draft', 'scheduled', 'published', 'withdrawn']);
export const CopyQuery = z.object({ state: states, limit, cursor });
export const TrailQuery = z.object({ limit, cursor });
export const DayQuery = z.object({
  day: z.iso.date({ error: 'must be a day such as 2026-11-23' }),
  limit,
  cursor,
});

const copyShape = {
  id: z.string(),
  version: z.int(),
  revision: z.int(),
  state: states,
  slug: z.string(),
  headline: z.string(),
  standfirst: z.string(),
  section: z.string(),
  tags: z.array(z.string()),
  byline: z.array(Byline),
  publishedAt: z.nullable(instant),
  updatedAt: z.nullable(instant),
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
  /** Whether readers see (or will see) an older text than the one saved last. */
  unpublishedChanges: z.boolean(),
};

/** An article in a list of the newsroom. */
export const CopySummary = z.object(copyShape);
export const CopyPage = page(CopySummary);

/** An article as its editors work on it, with its text as it was written. */
export const WorkingCopy = z.object({
  ...copyShape,
  body: z.string(),
  format: z.enum(['markdown', 'html']),
  language: z.string(),
  translations: z.array(Translation),
  image: z.nullable(LeadImage),
  commentsOpen: z.boolean(),
  corrections: z.array(Correction),
  formerSlugs: z.array(z.string()),
});

export const RevisionSummary = z.object({
  revision: z.int(),
  savedAt: instant,
  savedBy: z.string(),
  changed: z.array(z.string()),
});
export const RevisionPage = page(RevisionSummary);
export const Revision = z.object({ ...RevisionSummary.shape, content: ArticleContent });

/** A line diff: `same`, `added` or `removed` runs of whole lines, in order. */
export const Comparison = z.object({
  from: z.int(),
  to: z.int(),
  changed: z.array(z.string()),
  lines: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
});
export const CompareQuery = z.object({
  with: z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,5}$/, 'must be the number of a revision')),
    z.transform((text) => Number(text)),
  ),
});

/** A working copy as the Newsroom table keeps it: everything but the text. */
export interface StoredCopy {
  readonly id: string;
  readonly version: number;
  readonly revision: number;
  /** The revision readers see or will see. */
  readonly releasedRevision: number | null;
  readonly phase: Phase;
  readonly slug: string;
  /** What is public, or will be: its slug may still differ from the working copy's. */
  readonly releasedSlug: string | null;
  readonly thread: string | null;
  /** Slugs that were public once and lead here. */
  readonly formerSlugs: readonly string[];
  readonly headline: string;
  readonly standfirst: string;
  readonly section: string;
  readonly tags: readonly string[];
  readonly byline: readonly Byline[];
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly corrections: readonly Correction[];
}

/** What an editor began under an idempotency key. */
export interface Creation {
  /** A digest of all that was sent. */
  readonly content: string;
  /** The article as it was then. */
  readonly copy: StoredCopy;
}

/** A revision as the Newsroom table keeps it. */
export interface StoredRevision {
  readonly revision: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
  /** The fields that differ from the revision before. */
  readonly changed: readonly string[];
  readonly content: ArticleContent & { readonly slug: string };
}
