import type { ArticleHead } from '../../articles/fields.ts';
import type { VisibleArticle } from '../../articles/slugStore.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { isWebAddress } from '../../shared/text.ts';
import type { Say } from '../../words/en.ts';
import { type Candidate, type Facts, judge, type Known } from '../judging/rules.ts';
import type { Decided } from '../judging/schema.ts';
import type { CommentSettings } from '../settings/schema.ts';
import { commenterIn, rememberedCookie } from './cookies.ts';
import { decided, decisionWrites } from './decision.ts';
import { changeOwnComments } from './editOwn.ts';
import { networkOf } from './network.ts';
import type { PlaceReading } from './places.ts';
import { reportComments } from './report.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission, SubmissionBody } from './schema.ts';
import type { Sameness, Sender, SubmissionStore } from './store.ts';
import { answerTo, decide, type Request, respond, type Submitting, statusOf, withPlace } from './submitting.ts';

/** Most shards of an article's rate limit for unproven commenters, so that many at once do not contend for one item. */
const MOST_SHARDS = 32;
/** Smallest limit of a shard: with a smaller one, chance would fill a shard long before the article's limit. */
const LEAST_IN_SHARD = 90;

type Submissions = Pick<
  Operations<typeof commentSubmitRoutes>,
  'submitComment' | 'editComment' | 'removeComment' | 'reportComment'
>;

/** A commenter, identified by keyed hashes. */
interface Author {
  readonly person: string;
  readonly network: string;
  /** Whether the browser's cookie proves the mailbox. */
  readonly proven: boolean;
}

/** Rate limits that count a comment only when it is stored. */
type Others = Parameters<SubmissionStore['add']>[3];

/** Sends, edits, deletes and reports comments. */
export function submitComments(options: Submitting): Submissions {
  const { articles, submissions, places, tables, hash, tokens, mail, clock, newId } = options;

  const authorOf = async ({ email }: SubmissionBody, request: Request, now: Date): Promise<Author> => {
    const person = await hash('person', email.toLowerCase());
    const network = await hash('network', networkOf(request.sourceIp));
    const proven = (await tokens.read('commenter', commenterIn(request), now))?.person === person;
    return { person, network, proven };
  };

  /** The rate limits before storing (`first`) and with it. A proven mailbox is limited by person, others by network. */
  const sendersOf = async (
    { person, network, proven }: Author,
    thread: string,
    limits: CommentSettings['rateLimits'],
  ): Promise<{ readonly first: Sender; readonly others: Others }> => {
    // Unproven senders count apart, so that typing somebody's address does not use up the owner's limit.
    const sender: Sender = { hash: await hash(proven ? 'sender' : 'stranger', person), limit: limits.person };
    if (proven) return { first: sender, others: {} };
    const shards = Math.min(MOST_SHARDS, Math.ceil(limits.article.most / LEAST_IN_SHARD));
    const shard = [...network].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % shards;
    const most = Math.ceil(limits.article.most / shards);
    const article = { hash: await hash('article', thread, String(shard)), limit: { ...limits.article, most } };
    return { first: { hash: network, limit: limits.network }, others: { person: sender, article } };
  };

  const samenessOf = async (
    { name, email, comment, parentId, rendered }: SubmissionBody,
    { person, network, proven }: Author,
    thread: string,
    key: string | undefined,
    { isForm }: Request,
  ): Promise<Sameness> => ({
    once: key && (await hash('once', thread, person, key)),
    // Pages are cached, so many readers get the same form: network and proof tell them apart.
    form: isForm && rendered ? await hash('form', rendered, network, String(proven)) : undefined,
    content: await hash('content', thread, name, email, comment, parentId ?? ''),
    // Without the network, a duplicate would confirm to a stranger that a guessed address has commented.
    duplicate: await hash('duplicate', thread, person, proven ? '' : network, comment),
  });

  /** The mail that a submission causes: a confirmation to its author, or a notification to the parent's. */
  const mailFor = (next: Submission, parent: Submission | undefined, origin: string, now: Date) => {
    if (next.notify === 'asked' && next.verdict !== 'spam') return mail.confirmation(next, origin, now);
    if (next.verdict === 'published' && parent) return mail.reply(parent, next, origin, now);
    return undefined;
  };

  /** A comment that is replied to is visible, and was read already: the write finds out if it is not any more. */
  const around = (parent: Submission | undefined): PlaceReading => ({
    ...places,
    place: async (id) => (id === parent?.id ? { submission: parent } : places.place(id)),
  });

  const submit = async (slug: string, body: SubmissionBody, key: string | undefined, request: Request) => {
    const now = clock();
    const { parentId = null } = body;
    const author = await authorOf(body, request, now);
    const [visible, { parent, standing }] = await Promise.all([
      articles.read(slug, now),
      submissions.background({ parentId, person: author.proven ? author.person : undefined }, now),
    ]);
    const { article } = visible;
    const settings = await options.settings.for(article.section);
    const candidate = candidateOf(body, settings, request);
    const facts: Facts = {
      now,
      article: articleFacts(visible),
      parent: parentFacts(parent),
      rendered: await tokens.readRendered(body.rendered, request.isForm, now),
      language: options.language,
      proven: author.proven,
      approvedBefore: standing.approved,
      rejectedBefore: standing.rejectedInRow,
      akismet: undefined,
    };
    const opinion = judge(candidate, facts, settings);
    const senders = await sendersOf(author, article.thread, settings.rateLimits);
    const sameness = await samenessOf(body, author, article.thread, key, request);
    const refusal =
      opinion.failure ?? (await submissions.countOne(senders.first, now).then(() => undefined, whenTooMany));
    if (refusal) {
      // A repetition gets the first response, even if the limit is reached or the thread closed by now.
      const before = await submissions.sentBefore(sameness, now);
      if (before) return answerTo(options, before, settings);
      throw refusal;
    }
    const judgedWith = (akismet: Known['akismet']) => judge(candidate, { ...facts, akismet }, settings);
    const decision = await decide(options, opinion, candidate, settings, request, judgedWith);

    const { honeypot: _honeypot, ...written } = candidate;
    const blank: Submission = {
      id: newId(),
      thread: article.thread,
      section: article.section,
      ...written,
      submittedAt: toInstant(now),
      editedAt: null,
      person: author.person,
      proven: author.proven,
      approvedBefore: standing.approved,
      rejectedBefore: standing.rejectedInRow,
      reportsJudged: false,
      notify: body.notify && settings.notifyReplies ? (author.proven ? 'confirmed' : 'asked') : 'no',
      verdict: 'held',
      rule: '',
      matched: null,
      history: [],
      reports: 0,
      published: null,
    };
    const store = async (made: Decided, others: Others) => {
      const next = withPlace(decided(blank, made), parent, blank.submittedAt);
      const first = { id: next.id, status: statusOf(next), submittedAt: next.submittedAt };
      const writes = {
        ...(await decisionWrites(tables, undefined, next, article.slug, around(parent))),
        mail: await mailFor(next, parent, request.origin, now),
      };
      return { first, refused: await submissions.add(writes, first, sameness, others, now) };
    };
    // When the article's slug changed or its count is contended, hold the comment, which needs no count, and charge
    // only the person's rate limit: no comment is lost.
    const uncounted = decision.verdict === 'published' ? ({ verdict: 'held', rule: 'count-busy' } as const) : {};
    const apart = () => store({ ...decision, ...uncounted }, { person: senders.others.person });
    const outcome = await store(decision, senders.others).catch(unlessBusy);
    const stored = outcome === undefined || outcome.refused?.because === 'moved' ? await apart() : outcome;
    const first = stored.refused?.because === 'sent-before' ? stored.refused.first : stored.first;
    return answerTo(options, first, settings);
  };

  return {
    ...changeOwnComments(options),
    ...reportComments(options),

    submitComment: async ({ params: { slug }, headers, body, request }) => {
      const answer = await submit(slug, body, headers['idempotency-key'], request);
      const { name, email, remember } = body;
      const remembered = rememberedCookie(remember ? { name, email } : undefined, request.origin);
      return respond(options, answer, request, [remembered]);
    },
  };
}

/** The submission as the rules see it. A website from a form without that field counts as the honeypot filled in. */
function candidateOf(body: SubmissionBody, { websiteField }: CommentSettings, { isForm }: Request): Candidate {
  const { name, email, comment, parentId = null } = body;
  return {
    name,
    email,
    comment,
    parentId,
    website: websiteField ? websiteIn(body) : null,
    honeypot: body.remarks || (isForm && !websiteField && body.website) || '',
  };
}

/** @throws Failure `field-invalid` unless it is an http or https address. */
function websiteIn({ website }: SubmissionBody): string | null {
  if (!website) return null;
  if (isWebAddress(website)) return website;
  const detail: Say = ({ faults }) => faults.webAddress;
  throw new Failure('field-invalid', (words) => `${words.sentence('website', detail(words))}.`, {
    faults: [{ pointer: '/website', detail }],
  });
}

const articleFacts = ({
  article: { thread, publishedAt, commentsOpen },
  threadClosed,
}: VisibleArticle<ArticleHead>) => ({
  thread,
  publishedAt,
  commentsOpen: commentsOpen && !threadClosed,
});

const parentFacts = (parent: Submission | undefined): Facts['parent'] =>
  parent && { thread: parent.thread, visible: parent.verdict === 'published' && parent.published !== null };

/** Returns the failure `too-many-comments`, rethrows others. */
function whenTooMany(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'too-many-comments') return error;
  throw error;
}

/** Ignores the failure of unresolved contention, rethrows others. */
function unlessBusy(error: unknown): undefined {
  if (!(error instanceof Failure && error.code === 'service-unavailable')) throw error;
}
