import * as z from 'zod/mini';
import { ArticleSlug, cursor, limit, page, SectionName } from '../articles/schema.ts';
import { Decided, verdicts } from '../comments/judging/schema.ts';
import { CommentSettings, ResolvedSettings, SectionSettings } from '../comments/settings/schema.ts';
import { CommentId } from '../comments/threads/schema.ts';
import { patchOf } from '../shared/api/mergePatch.ts';
import { Email } from '../shared/email.ts';
import { instant } from '../shared/instant.ts';
import { line } from '../shared/text.ts';
import { fault } from '../words/fault.ts';
import { actions } from './actions.ts';

const verdict = z.enum(verdicts);

/** `article` is the present or a former slug. */
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
      error: fault('reportedAlone'),
    }),
  );

/** A comment with everything that is stored about it. */
export const ModeratedComment = z.object({
  id: z.string(),
  article: z.string(),
  section: z.string(),
  name: z.string(),
  email: z.string(),
  website: z.nullable(z.string()),
  /** As typed. */
  comment: z.string(),
  /** As HTML. */
  body: z.string(),
  parentId: z.nullable(z.string()),
  submittedAt: instant,
  editedAt: z.nullable(instant),
  /** Identifies the person: equal for all their comments. */
  person: z.string(),
  proven: z.boolean(),
  verdict,
  rule: z.string(),
  matched: z.nullable(z.string()),
  history: z.array(Decided),
  /** Reports since a moderator's last decision. */
  reports: z.int(),
  /** Reasons of reports, the last few. */
  reasons: z.array(z.string()),
  /** To be sent with a decision, which fails if the comment has changed since. */
  version: z.int(),
});
export type ModeratedComment = z.output<typeof ModeratedComment>;
/** The same with its context, as lists and readers of one comment return it. */
export const QueuedComment = z.extend(ModeratedComment, {
  /** The article's headline; null while it is withdrawn. */
  headline: z.nullable(z.string()),
  /** The comment it replies to; null when there is none, or none any more. */
  parent: z.nullable(
    z.object({
      id: z.string(),
      name: z.string(),
      /** As typed; cut when long. */
      comment: z.string(),
      verdict,
    }),
  ),
  /** The person's present record. */
  author: z.object({
    /** Comments that moderators have approved. */
    approved: z.int(),
    /** Comments sent with a proven mailbox that moderators have put away since they last approved one. */
    rejectedInRow: z.int(),
  }),
});
export type QueuedComment = z.output<typeof QueuedComment>;
export const ModeratedPage = z.extend(page(QueuedComment), {
  /** Size of the whole queue; when not `exact`, there are at least `count`. */
  total: z.object({ count: z.int(), exact: z.boolean() }),
});
export type ModeratedPage = z.output<typeof ModeratedPage>;

/** A conversation: each comment with its answers after it; also empty places of the thread, with what is in them. */
export const Branch = z.object({
  items: z.array(
    z.extend(ModeratedComment, {
      /** 0 for the root. */
      depth: z.int(),
    }),
  ),
  /** Whether it is longer: the first hundred are told. */
  more: z.boolean(),
});

const act = z.enum(actions);
const why = z.optional(line(200));
const version = z.int().check(z.positive());
/** Decides whatever the comment's version is. */
const force = z.optional(z.boolean());
const besideVersions = fault('forceBesideVersion');
/** What was undone keeps its own reason. */
const undoWithoutReason = () =>
  z.refine<{ readonly act: string; readonly why?: string | undefined }>(
    ({ act, why }) => act !== 'undo' || why === undefined,
    { path: ['why'], error: fault('undoWithoutReason') },
  );
/** Requires either the `version` that was read or `force`. */
export const DecisionBody = z.object({ act, why, version: z.optional(version), force }).check(
  z.refine(({ version, force }) => !(force && version !== undefined), { path: ['force'], error: besideVersions }),
  undoWithoutReason(),
);
/** One decision on several comments. */
export const DecisionsBody = z
  .object({
    act,
    why,
    ids: z.array(CommentId).check(
      z.minLength(1),
      z.maxLength(100),
      z.refine((ids) => new Set(ids).size === ids.length, fault('commentTwice')),
    ),
    /** The version that was read, by id; required for each unless `force` is true. */
    versions: z._default(z.record(CommentId, version), {}),
    force,
  })
  .check(
    z.refine(({ ids, versions }) => Object.keys(versions).every((id) => ids.includes(id)), {
      path: ['versions'],
      error: fault('versionOfOther'),
    }),
    z.refine(({ versions, force }) => !(force && Object.keys(versions).length > 0), {
      path: ['force'],
      error: besideVersions,
    }),
    undoWithoutReason(),
  );
/** For each comment, its new verdict and version, or the failure. */
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
/** A section's overrides, and the settings that result. */
export const SectionSettingsAnswer = z.object({ own: SectionSettings, settings: ResolvedSettings, version: z.int() });

/** Settings of the site to try. */
export const TrialBody = z.object({ settings: CommentSettings });
export const Trial = z.object({
  /** The number of comments that were judged again. */
  judged: z.int(),
  /** The comments with another verdict. */
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
  person: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, fault('personName'))),
});
