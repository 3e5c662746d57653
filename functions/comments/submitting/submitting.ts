import type { HeadStore } from '../../articles/headStore.ts';
import { redirection } from '../../shared/api/reply.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import type { KeyedHash } from '../../shared/keyedHash.ts';
import type { Words } from '../../words/en.ts';
import type { Akismet } from '../judging/akismet.ts';
import type { Candidate, Decision, Known } from '../judging/rules.ts';
import type { Decided } from '../judging/schema.ts';
import type { CommentSettings } from '../settings/schema.ts';
import type { SettingsCatalogue } from '../settings/store.ts';
import { OWN_COMMENT_SECONDS, ownCommentCookie } from './cookies.ts';
import { type Parent, placeAt } from './decision.ts';
import type { CommentMail } from './mail.ts';
import type { PlaceReading } from './places.ts';
import type { Submission, SubmissionAnswer } from './schema.ts';
import type { FirstAnswer, SubmissionStore } from './store.ts';
import type { CommentTokens } from './tokens.ts';
import type { UpdateSubmission } from './updateSubmission.ts';

/* Shared by the operations of commenters: send, edit, delete, report. */

export interface Submitting {
  readonly articles: HeadStore;
  readonly submissions: SubmissionStore;
  readonly places: PlaceReading;
  readonly update: UpdateSubmission;
  readonly settings: SettingsCatalogue;
  readonly tables: TableNames;
  readonly hash: KeyedHash;
  readonly tokens: CommentTokens;
  readonly mail: CommentMail;
  readonly akismet: Akismet;
  /** The site's language, as a tag (BCP 47). */
  readonly language: string;
  /** In that language. */
  readonly words: Words;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What the operations read of a request beside its body. */
export interface Request {
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly isForm: boolean;
  readonly origin: string;
}

/**
 * The rules' decision, to be recorded. Asks Akismet only when its answer could change the verdict.
 * @param opinion the decision without Akismet.
 * @param judgedWith the decision with its answer.
 */
export async function decide(
  { akismet, clock }: Pick<Submitting, 'akismet' | 'clock'>,
  opinion: Decision,
  candidate: Candidate,
  settings: CommentSettings,
  { origin: site, sourceIp, userAgent }: Request,
  judgedWith: (answer: Known['akismet']) => Decision,
): Promise<Decided> {
  const isAsked = settings.akismet.enabled && opinion.verdict !== 'spam';
  const { verdict, rule, matched } = isAsked
    ? judgedWith(await akismet({ ...candidate, site, sourceIp, userAgent }))
    : opinion;
  return { verdict, rule, matched: matched === '' ? null : matched, by: 'rules', at: toInstant(clock()) };
}

/** The response to a comment's author, with the token for editing it. */
export async function answerTo(
  { tokens, words }: Pick<Submitting, 'tokens' | 'words'>,
  { id, status, submittedAt }: FirstAnswer,
  { editMinutes }: Pick<CommentSettings, 'editMinutes'>,
): Promise<SubmissionAnswer> {
  const until = new Date(Date.parse(submittedAt) + editMinutes * 60_000);
  const token = await tokens.sign('edit', { id }, until);
  return { id, status, message: words.answer[status], edit: { token, until: toInstant(until) } };
}

/** Responds to a JSON client with the answer, to a form with a redirect to the comment's page and the cookie for it. */
export async function respond(
  { tokens, clock }: Pick<Submitting, 'tokens' | 'clock'>,
  answer: SubmissionAnswer,
  { isForm, origin }: Request,
  cookies: readonly string[] = [],
) {
  if (!isForm) return answer;
  const { id } = answer;
  const until = new Date(clock().getTime() + OWN_COMMENT_SECONDS * 1_000);
  const own = ownCommentCookie(id, await tokens.sign('own', { id }, until), origin);
  return redirection(303, `/comments/${id}`, { cookies: [own, ...cookies], cache: 'none' });
}

/** The status that an author sees: `held` also for spam, so that spammers learn nothing. */
export const statusOf = ({ verdict }: Submission): FirstAnswer['status'] =>
  verdict === 'published' ? 'published' : 'held';

/** Gives a place to a submission that is published for the first time. */
export const withPlace = (submission: Submission, parent: Submission | undefined, at: string): Submission =>
  submission.verdict === 'published' && !submission.published
    ? { ...submission, published: placeAt(submission.id, asParent(parent), at) }
    : submission;

const asParent = (parent: Submission | undefined): Parent | undefined =>
  parent?.published ? { id: parent.id, published: parent.published } : undefined;
