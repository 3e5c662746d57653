import type { VisibleArticle } from '../../articles/store.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { isWebAddress } from '../../shared/text.ts';
import { type Candidate, type Facts, judge, type Known } from '../judging/rules.ts';
import type { Decided } from '../judging/schema.ts';
import type { CommentSettings } from '../settings/schema.ts';
import { commenterIn, rememberedCookie } from './cookies.ts';
import { decided, decisionWrites } from './decision.ts';
import { changeOwnComments } from './editOwn.ts';
import { networkOf } from './network.ts';
import { reportComments } from './report.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission, SubmissionBody } from './schema.ts';
import type { Sameness, Sender, SubmissionStore } from './store.ts';
import { answerTo, decide, type Request, respond, type Submitting, statusOf, withPlace } from './submitting.ts';

/** Parts that an article's count of strangers' comments is kept in, so that a storm of them does not meet on one item. */
const MOST_SHARDS = 32;
/** A part is that large at least: nobody is to meet its limit long before the article does. */
const LEAST_IN_SHARD = 90;

type Submissions = Pick<
  Operations<typeof commentSubmitRoutes>,
  'submitComment' | 'editComment' | 'removeComment' | 'reportComment'
>;

/** Somebody who comments, told by keyed hashes. */
interface Author {
  readonly person: string;
  readonly network: string;
  /** Whether their browser has shown that the mailbox is theirs. */
  readonly proven: boolean;
}

/** Who is counted with a comment, and only when it is stored. */
type Others = Parameters<SubmissionStore['add']>[3];

/** What readers do with comments: send one, change or remove their own, report somebody else's. */
export function submitComments(options: Submitting): Submissions {
  const { articles, submissions, tables, hash, tokens, mail, clock, newId } = options;

  const authorOf = async ({ email }: SubmissionBody, request: Request, now: Date): Promise<Author> => {
    const person = await hash('person', email.toLowerCase());
    const network = await hash('network', networkOf(request.sourceIp));
    const proven = (await tokens.read('commenter', commenterIn(request), now))?.person === person;
    return { person, network, proven };
  };

  /** Who is counted before anything is stored, and who with it: a person with a proven mailbox by that, wherever they are. */
  const sendersOf = async (
    { person, network, proven }: Author,
    thread: string,
    limits: CommentSettings['rateLimits'],
  ): Promise<{ readonly first: Sender; readonly others: Others }> => {
    // Whoever types an address does not use up what its owner may send.
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
    // For some seconds everybody gets the same form: from another network, or another's browser, it is another one.
    form: isForm && rendered ? await hash('form', rendered, network, String(proven)) : undefined,
    content: await hash('content', thread, name, email, comment, parentId ?? ''),
    // Nobody else is told that somebody has said this: a guessed address would be confirmed by it.
    duplicate: await hash('duplicate', thread, person, proven ? '' : network, comment),
  });

  /** The mail that a submission causes: a question to its author, or word to whom it answers. */
  const mailFor = (next: Submission, parent: Submission | undefined, origin: string, now: Date) => {
    if (next.notify === 'asked' && next.verdict !== 'spam') return mail.confirmation(next, origin, now);
    if (next.verdict === 'published' && parent) return mail.reply(parent, next, origin, now);
    return undefined;
  };

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
      // What is only sent once more is answered as it was, though there is one too many by now, or the thread is closed.
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
        ...decisionWrites(tables, undefined, next, article.slug),
        mail: await mailFor(next, parent, request.origin, now),
      };
      return { first, refused: await submissions.add(writes, first, sameness, others, now) };
    };
    // The article moved, or too many are counted at the same moment: it waits for somebody to look at it, it counts for its
    // author alone, and nothing is lost.
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

/** What was sent, as the rules look at it. A form that asks for no website shows none, and one that sends it is no person's. */
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

/** @throws Failure `field-invalid` for what is no address of the web. */
function websiteIn({ website }: SubmissionBody): string | null {
  if (!website) return null;
  if (isWebAddress(website)) return website;
  const detail = 'must be an http or https address';
  throw new Failure('field-invalid', `website ${detail}.`, { faults: [{ pointer: '/website', detail }] });
}

const articleFacts = ({ article: { thread, publishedAt, commentsOpen }, threadClosed }: VisibleArticle) => ({
  thread,
  publishedAt,
  commentsOpen: commentsOpen && !threadClosed,
});

const parentFacts = (parent: Submission | undefined): Facts['parent'] =>
  parent && { thread: parent.thread, visible: parent.verdict === 'published' && parent.published !== null };

/** The failure, where that is all that is wrong. */
function whenTooMany(error: unknown): Failure {
  if (error instanceof Failure && error.code === 'too-many-comments') return error;
  throw error;
}

/** Nothing, for contention that did not end; whatever else went wrong, goes on. */
function unlessBusy(error: unknown): undefined {
  if (!(error instanceof Failure && error.code === 'service-unavailable')) throw error;
}
