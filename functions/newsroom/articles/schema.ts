import * as z from 'zod/mini';
import { Article } from '../../articles/article.ts';
import { Correction, inFeeds, onCards } from '../../articles/fields.ts';
import { ArticleSlug, cursor, limit, page } from '../../articles/schema.ts';
import { IdempotencyKey } from '../../shared/idempotencyKey.ts';
import { anyInstant, instant } from '../../shared/instant.ts';
import { line } from '../../shared/text.ts';
import { fault } from '../../words/fault.ts';
import { Dropped } from '../body/dropped.ts';
import { Content, Source } from './fields.ts';
import { phases } from './lifecycle.ts';

/** Most bytes of a text, as its author typed it: a DynamoDB item holds 400 KB in all. */
export const BODY_LIMIT = 300 * 1024;

export const ArticleId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, fault('articleId')));

export const IdParams = z.object({ id: ArticleId });
export const RevisionParams = z.object({
  id: ArticleId,
  revision: z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,5}$/, fault('revision'))),
    z.transform((text) => Number(text)),
  ),
});

export const CreationHeaders = z.object({ 'idempotency-key': z.optional(IdempotencyKey) });

export const PublishBody = z.object({ at: z.optional(anyInstant) });
export const CorrectBody = z.object({ note: line(1_000) });
export const Nothing = z.object({});

export const states = z.enum(['draft', 'scheduled', 'published', 'withdrawn']);
export const CopyQuery = z.object({ state: states, limit, cursor });
/** Finds one article by its source or by a slug, which are unique. */
export const LookupQuery = z.object({ source: z.optional(Source), slug: z.optional(ArticleSlug) }).check(
  z.refine(({ source, slug }) => (source === undefined) !== (slug === undefined), {
    path: ['source'],
    error: fault('sourceOrSlug'),
  }),
);
export const TrailQuery = z.object({ limit, cursor });
export const DayQuery = z.object({
  day: z.iso.date({ error: fault('day') }),
  limit,
  cursor,
});

/** The fields of an article in the newsroom's lists; without the text. */
const inLists = {
  id: z.string(),
  version: z.int(),
  revision: z.int(),
  slug: z.string(),
  ...onCards,
  section: z.string(),
  tags: inFeeds.tags,
  source: Content.shape.source,
  publishedAt: z.nullable(instant),
  updatedAt: z.nullable(instant),
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
};
const history = {
  corrections: z.array(Correction),
  /** Slugs that were public once and now redirect to the article. */
  formerSlugs: z.array(z.string()),
};

export const CopySummary = z.object({
  ...inLists,
  state: states,
  /** Whether a newer revision than the released one has been saved. */
  unpublishedChanges: z.boolean(),
});
export type CopySummary = z.output<typeof CopySummary>;
export const CopyPage = page(CopySummary);

/** The newest revision of an article, with its source text. */
export const WorkingCopy = z.object({
  ...CopySummary.shape,
  ...z.omit(Content, { byline: true, lists: true }).shape,
  ...history,
});
export type WorkingCopy = z.output<typeof WorkingCopy>;

/** An article as it was saved, with what of its text readers do not get as it was written. */
export const SavedCopy = z.object({ ...WorkingCopy.shape, dropped: z.array(Dropped) });

/** An article as readers would have it, with what of its text they would not get as it was written. */
export const Preview = z.object({ ...Article.shape, dropped: z.array(Dropped) });

export const RevisionSummary = z.object({
  revision: z.int(),
  savedAt: instant,
  savedBy: z.string(),
  /** The fields that differ from the previous revision. */
  changed: z.array(z.string()),
});
export const RevisionPage = page(RevisionSummary);
/** A revision: the whole content at that time. */
export const StoredRevision = z.object({ ...RevisionSummary.shape, content: Content });
export type StoredRevision = z.output<typeof StoredRevision>;
/** The same of an article, as it is returned. */
export const Revision = z.object({ ...RevisionSummary.shape, content: z.omit(Content, { lists: true }) });
export type Revision = z.output<typeof Revision>;

/** A line diff: `same`, `added` or `removed` runs of whole lines, in order. */
export const Comparison = z.object({
  from: z.int(),
  to: z.int(),
  changed: z.array(z.string()),
  lines: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
});
export const CompareQuery = z.object({
  with: z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,5}$/, fault('revision'))),
    z.transform((text) => Number(text)),
  ),
});

/** A working copy as stored: everything but the text, which is in the newest revision. */
export const StoredCopy = z.object({
  ...inLists,
  ...history,
  /** Absent for an article. */
  document: z.optional(z.literal('page')),
  phase: z.enum(phases),
  /** The revision that is public, or will be. */
  releasedRevision: z.nullable(z.int()),
  /** The slug that is public, or will be; the working copy's may be another one. */
  releasedSlug: z.nullable(z.string()),
  thread: z.nullable(z.string()),
  /** The files of the media library that the newest revision uses, and those of the released one. */
  media: z._default(z.array(z.string()), []),
  releasedMedia: z._default(z.array(z.string()), []),
  /** The name of the request that made this version. */
  request: z.optional(z.string()),
});
export type StoredCopy = z.output<typeof StoredCopy>;

/** The result of a creation with an idempotency key. */
export const Creation = z.object({
  /** A digest of the request's body. */
  content: z.string(),
  /** The working copy as it was created. */
  copy: StoredCopy,
});
export type Creation = z.output<typeof Creation>;
