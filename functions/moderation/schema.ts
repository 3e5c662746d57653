import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page, SectionName } from '../articles/schema.ts';
import { Decided, verdicts } from '../comments/judging/schema.ts';
import { CommentSettings, ResolvedSettings, SectionSettings } from '../comments/settings/schema.ts';
import { CommentId } from '../comments/threads/schema.ts';
import { patchOf } from '../shared/api/mergePatch.ts';
import { Email } from '../shared/email.ts';
import { instant } from '../shared/instant.ts';
import { line } from '../shared/text.ts';
import { actions } from './actions.ts';

const verdict = z.enum(verdicts);

/** `article` is any slug the article has or had. */
export const QueueQuery = z
  .object({
    verdict: z.optional(verdict),
    reported: z.optional(z.literal('true')),
    article: z.optional(ArticleSlug),
    order: z.optional(z.enum(['oldest', 'newest'])),
    limit,
    cursor,
  })
  .check(
    z.refine(({ reported, verdict, article, order }) => !reported || !(verdict ?? article ?? order), {
      path: ['reported'],
      error: 'is a queue of its own, with one order: it goes with no verdict, article or order',
    }),
  );

/** A comment as moderators see it: all there is. */
export const ModeratedComment = z.object({
  id: z.string(),
  article: z.string(),
  section: z.string(),
  name: z.string(),
  email: z.string(),
  website: z.nullable(z.string()),
  /** As it was typed. */
  comment: z.string(),
  /** As readers see it. */
  body: z.string(),
  parentId: z.nullable(z.string()),
  submittedAt: instant,
  editedAt: z.nullable(instant),
  /** Names the person: the same for all they have sent. */
  person: z.string(),
  proven: z.boolean(),
  verdict,
  rule: z.string(),
  matched: z.nullable(z.string()),
  history: z.array(Decided),
  /** Readers who have reported it since a moderator last decided on it. */
  reports: z.int(),
  /** What some of those who reported it said. */
  reasons: z.array(z.string()),
  /** Goes with a decision that is for what was read, and nothing newer. */
  version: z.int(),
});
export type ModeratedComment = z.output<typeof ModeratedComment>;
/** The same as it is listed and read, with what a decision looks at beside it. */
export const QueuedComment = z.extend(ModeratedComment, {
  /** The article's, as readers see it; null while it is withdrawn. */
  headline: z.nullable(z.string()),
  /** What it replies to; null also where that has gone. */
  parent: z.nullable(
    z.object({
      id: z.string(),
      name: z.string(),
      /** As it was typed, or the beginning of it. */
      comment: z.string(),
      verdict,
    }),
  ),
  /** What is known now of the person. */
  author: z.object({
    /** Comments of theirs that moderators have approved. */
    approved: z.int(),
    /** Comments that their proven mailbox has sent, and that moderators have put away since they last found one good. */
    rejectedInRow: z.int(),
  }),
});
export type QueuedComment = z.output<typeof QueuedComment>;
export const ModeratedPage = z.extend(page(QueuedComment), {
  /** How many there are in all; or at least so many, where that is not exact. */
  total: z.object({ count: z.int(), exact: z.boolean() }),
});

const act = z.enum(actions);
const why = z.optional(line(200));
const version = z.int().check(z.positive());
/** Says that a decision is for whatever the comment is now, read or not. */
const force = z.optional(z.boolean());
const besideVersions = 'must not be true beside a version: that is for what was read, and nothing newer';
/** `version`: of the comment as it was read. Either it is named, or `force` is said. */
export const DecisionBody = z
  .object({ act, why, version: z.optional(version), force })
  .check(
    z.refine(({ version, force }) => !(force && version !== undefined), { path: ['force'], error: besideVersions }),
  );
/** As many as a moderator can have looked at. */
export const DecisionsBody = z
  .object({
    act,
    why,
    ids: z.array(CommentId).check(
      z.minLength(1),
      z.maxLength(100),
      z.refine((ids) => new Set(ids).size === ids.length, 'must not name a comment twice'),
    ),
    /** By their ids: one for each, unless `force` is said for all. */
    versions: z._default(z.record(CommentId, version), {}),
    force,
  })
  .check(
    z.refine(({ ids, versions }) => Object.keys(versions).every((id) => ids.includes(id)), {
      path: ['versions'],
      error: 'must not name a comment that is not among the ids',
    }),
    z.refine(({ versions, force }) => !(force && Object.keys(versions).length > 0), {
      path: ['force'],
      error: besideVersions,
    }),
  );
/** For each comment what it is now, or why nothing was done. */
export const DecisionsAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      verdict: z.nullable(verdict),
      version: z.nullable(z.int()),
      code: z.nullable(z.string()),
      detail: z.nullable(z.string()),
    }),
  ),
});

export const ThreadOpenBody = z.object({ open: z.boolean() });
export const ThreadOpen = z.object({ article: z.string(), open: z.boolean() });
export const ArticleParams = z.object({ slug: ArticleSlug });

export const SectionParams = z.object({ section: SectionName });
export const SettingsPatch = patchOf(CommentSettings);
export const SectionSettingsPatch = patchOf(SectionSettings);
export const SettingsAnswer = z.object({ settings: CommentSettings, version: z.int() });
/** What a section has of its own, and what holds there. */
export const SectionSettingsAnswer = z.object({ own: SectionSettings, settings: ResolvedSettings, version: z.int() });

/** Settings to try, for the whole site. */
export const TrialBody = z.object({ settings: CommentSettings });
export const Trial = z.object({
  /** How many comments were judged again: the newest ones. */
  judged: z.int(),
  /** Those the rules would say something else of. */
  changes: z.array(
    z.object({
      id: z.string(),
      article: z.string(),
      name: z.string(),
      comment: z.string(),
      was: z.object({ verdict, rule: z.string() }),
      would: z.object({ verdict, rule: z.string(), matched: z.nullable(z.string()) }),
    }),
  ),
});

export const PersonBody = z.object({ email: Email });
export const PersonQuery = z.object({ cursor });
export const PersonAnswer = z.object({ person: z.string() });
export const PersonParams = z.object({
  person: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, 'must be the name of a person')),
});
