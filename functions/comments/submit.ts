import type { ArticleStore, VisibleArticle } from '../articles/store.ts';
import { redirection } from '../shared/api/reply.ts';
import type { Operations } from '../shared/api/route.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import type { KeyedHash } from '../shared/keyedHash.ts';
import type { Akismet } from './akismet.ts';
import { COMMENTER, OWN_COMMENT_SECONDS, ownCommentCookie, rememberedCookie } from './cookies.ts';
import { countingSlug, currentArticle } from './currentArticle.ts';
import { type DecisionWrites, decided, decisionWrites, emptied, type Parent, placeAt } from './decision.ts';
import type { CommentMail } from './mail.ts';
import { networkOf } from './network.ts';
import type { commentSubmitRoutes } from './routes.ts';
import { type Candidate, type Decision, type Facts, judge, judgeAgain, type Known, stands } from './rules.ts';
import type { Decided, Submission, SubmissionAnswer, SubmissionBody } from './schema.ts';
import type { CommentSettings } from './settings.ts';
import type { SettingsCatalogue } from './settingsStore.ts';
import type { FirstAnswer, Sender, SubmissionStore } from './submissionStore.ts';
import type { CommentTokens } from './tokens.ts';

export interface Submitting {
  readonly articles: ArticleStore;
  readonly submissions: SubmissionStore;
  readonly settings: SettingsCatalogue;
  readonly tables: TableNames;
  readonly hash: KeyedHash;
  readonly tokens: CommentTokens;
  readonly mail: CommentMail;
  readonly akismet: Akismet;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Parts that an article's count of strangers' comments is kept in, so that a storm of them does not meet on one item. */
const ARTICLE_SHARDS = 32;

/** Who sends something, and from where. */
interface Request {
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly isForm: boolean;
  readonly origin: string;
}

type Submissions = Pick<
  Operations<typeof commentSubmitRoutes>,
  'submitComment' | 'editComment' | 'removeComment' | 'reportComment'
>;

/** What readers do with comments: send one, change or remove their own, report somebody else's. */
export function submitComments(options: Submitting): Submissions {
  const { articles, submissions, tables, hash, tokens, mail, akismet, clock, newId } = options;

  /** The rules' opinion, or what it becomes by what Akismet says: that is asked only where it could make a difference. */
  const withAkismet = async (
    opinion: Decision,
    candidate: Candidate,
    settings: CommentSettings,
    { origin: site, sourceIp, userAgent }: Request,
    judgedWith: (answer: Known['akismet']) => Decision,
  ): Promise<Decision> => {
    if (!settings.akismet.enabled || opinion.verdict === 'spam') return opinion;
    return judgedWith(await akismet({ ...candidate, site, sourceIp, userAgent }));
  };

  const answerTo = async ({ id, status, submittedAt }: FirstAnswer, editMinutes: number): Promise<SubmissionAnswer> => {
    const until = new Date(Date.parse(submittedAt) + editMinutes * 60_000);
    const token = await tokens.sign('edit', { id }, until);
    return { id, status, message: MESSAGES[status], edit: { token, until: toInstant(until) } };
  };

  /** To a program the answer itself; to a browser the page that shows it, and the cookie that opens that page. */
  const respond = async (answer: SubmissionAnswer, { isForm, origin }: Request, cookies: readonly string[] = []) => {
    if (!isForm) return answer;
    const { id } = answer;
    const until = new Date(clock().getTime() + OWN_COMMENT_SECONDS * 1_000);
    const own = ownCommentCookie(id, await tokens.sign('own', { id }, until), origin);
    return redirection(303, `/comments/${id}`, { cookies: [own, ...cookies], cache: 'none' });
  };

  const submit = async (slug: string, body: SubmissionBody, key: string | undefined, request: Request) => {
    const now = clock();
    const { name, email, comment, parentId = null } = body;
    const person = await hash('person', email.toLowerCase());
    const network = await hash('network', networkOf(request.sourceIp));
    const proven = (await tokens.read('commenter', request.cookies[COMMENTER], now))?.person === person;
    const [visible, { parent, standing }] = await Promise.all([
      articles.read(slug, now),
      submissions.background({ parentId, person: proven ? person : undefined }, now),
    ]);
    const { article } = visible;
    const settings = await options.settings.for(article.section);
    const limits = settings.rateLimits;
    const website = settings.websiteField ? websiteIn(body) : null;
    const honeypot = request.isForm && !settings.websiteField ? (body.website ?? '') : '';
    const facts: Facts = {
      now,
      ...{ proven, approvedBefore: standing.approved, staff: false, akismet: undefined },
      ...{
        article: articleFacts(visible),
        parent: parentFacts(parent),
        rendered: await tokens.readRendered(body.rendered, request.isForm, now),
      },
    };
    const candidate = { name, email, website, comment, parentId, honeypot };
    const opinion = judge(candidate, facts, settings);
    if (opinion.failure) throw opinion.failure;
    // A person with a proven mailbox is counted by that, wherever they are; anybody else by where they are.
    const sender = { hash: await hash('sender', person), limit: limits.person };
    await submissions.countOne(proven ? sender : { hash: network, limit: limits.network }, now);
    const judgedWith = (answer: Known['akismet']) => judge(candidate, { ...facts, akismet: answer }, settings);
    const decision = byRules(await withAkismet(opinion, candidate, settings, request, judgedWith), now);
    const id = newId();
    const submittedAt = toInstant(now);
    const blank: Submission = {
      ...{ id, thread: article.thread, section: article.section },
      ...{ name, email, website, comment, parentId, submittedAt, editedAt: null },
      ...{
        person,
        proven,
        approvedBefore: standing.approved,
        notify: body.notify ? (proven ? 'confirmed' : 'asked') : 'no',
      },
      ...{ verdict: 'held', rule: '', matched: null, history: [], reports: 0, published: null },
    };
    const content = await hash('content', article.thread, name, email, comment, parentId ?? '');
    // Of a form the key is when it was rendered: the same from the same form is the same submission.
    const once = key ?? (request.isForm && body.rendered ? `${body.rendered} ${content}` : undefined);
    const sameness = {
      once: once && (await hash('once', article.thread, person, once)),
      content,
      duplicate: await hash('duplicate', article.thread, person, comment),
    };
    const author = proven ? undefined : sender;
    const crowd = proven ? undefined : await shardOf(article.thread, network, limits.article);
    const store = async (made: Decided, others: Sender | undefined) => {
      const next = withPlace(decided(blank, made), asParent(parent), submittedAt);
      const first: FirstAnswer = { id, status: next.verdict === 'published' ? 'published' : 'held', submittedAt };
      const writes = {
        ...decisionWrites(tables, undefined, next, article.slug),
        mail: await mailFor(next, parent, request.origin, now),
      };
      return {
        first,
        refused: await submissions.add(writes, first, sameness, { person: author, article: others }, now),
      };
    };
    // The article moved, or too many are counted at the same moment: it waits for somebody to look at it, it counts for its
    // author alone, and nothing is lost.
    const uncounted = decision.verdict === 'published' ? ({ verdict: 'held', rule: 'count-busy' } as const) : {};
    const apart = () => store({ ...decision, ...uncounted }, undefined);
    const outcome = await store(decision, crowd).catch(unlessBusy);
    const stored = outcome === undefined || outcome.refused?.because === 'moved' ? await apart() : outcome;
    const first = stored.refused?.because === 'sent-before' ? stored.refused.first : stored.first;
    return answerTo(first, settings.editMinutes);
  };

  /** The mail that a submission causes: a question to its author, or word to whom it answers. */
  const mailFor = (next: Submission, parent: Submission | undefined, origin: string, now: Date) => {
    if (next.notify === 'asked' && next.verdict !== 'spam') return mail.confirmation(next, origin, now);
    if (next.verdict === 'published' && parent) return mail.reply(parent, next, origin, now);
    return undefined;
  };

  const shardOf = async (thread: string, network: string, limit: CommentSettings['rateLimits']['article']) => {
    const shard = [...network].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % ARTICLE_SHARDS;
    const most = Math.max(1, Math.ceil(limit.most / ARTICLE_SHARDS));
    return { hash: await hash('article', thread, String(shard)), limit: { ...limit, most } } satisfies Sender;
  };

  /** A comment in its author's hand. */
  const requireOwn = async (id: string, token: string, now: Date): Promise<Submission> => {
    const read = await tokens.read('edit', token, now);
    const submission = read?.id === id ? await submissions.find(id, now) : undefined;
    if (!submission || submission.verdict === 'removed') {
      throw new Failure('edit-over', 'This comment cannot be changed any more, or not with this token.');
    }
    return submission;
  };

  /**
   * Writes a change of a comment that was read; false where somebody was faster, who is not overwritten.
   * @param caused what is written with it: a report's guard, a mail.
   */
  const isWritten = async (
    was: Submission,
    next: Submission,
    now: Date,
    { report, mail }: { readonly report?: string; readonly mail?: DecisionWrites['mail'] } = {},
  ): Promise<boolean> => {
    const isCounted = (was.verdict === 'published') !== (next.verdict === 'published');
    const slug = isCounted ? await countingSlug(articles, was.thread, now) : undefined;
    const writes = { ...decisionWrites(tables, was, next, slug), mail };
    return (await submissions.change(writes, now, report)) !== 'changed';
  };

  const change = async (was: Submission, next: Submission, now: Date, mail?: DecisionWrites['mail']) => {
    if (!(await isWritten(was, next, now, { mail }))) throw changedMeanwhile();
  };

  return {
    submitComment: async ({ params: { slug }, headers, body, request }) => {
      const answer = await submit(slug, body, headers['idempotency-key'], request);
      const { name, email, remember } = body;
      return respond(answer, request, [rememberedCookie(remember ? { name, email } : undefined, request.origin)]);
    },

    editComment: async ({ params: { id }, body: { token, comment }, request }) => {
      const now = clock();
      const was = await requireOwn(id, token, now);
      const settings = await options.settings.for(was.section);
      const network = await hash('network', networkOf(request.sourceIp));
      await submissions.countOne({ hash: network, limit: settings.rateLimits.network }, now);
      const [{ parent, standing }] = await Promise.all([
        submissions.background({ parentId: was.parentId, person: was.proven ? was.person : undefined }, now),
        // Nothing is said any more on what is gone.
        currentArticle(articles, was.thread, now),
      ]);
      const candidate = { ...was, comment, parentId: null, honeypot: '' };
      const known = { proven: was.proven, approvedBefore: standing.approved, staff: false };
      const judgedWith = (answer: Known['akismet']) => judgeAgain(candidate, { ...known, akismet: answer }, settings);
      const fresh = await withAkismet(judgedWith(undefined), candidate, settings, request, judgedWith);
      const decision = afterChange(was, byRules(fresh, now));
      const at = toInstant(now);
      const changed = decided({ ...was, comment, editedAt: at }, decision);
      const next = withPlace(changed, asParent(parent), at);
      const isNew = next.published !== null && was.published === null;
      await change(was, next, now, isNew && parent ? await mail.reply(parent, next, request.origin, now) : undefined);
      const status = next.verdict === 'published' ? 'published' : 'held';
      return respond(await answerTo({ id, status, submittedAt: was.submittedAt }, settings.editMinutes), request);
    },

    removeComment: async ({ params: { id }, body: { token }, request }) => {
      const now = clock();
      const was = await requireOwn(id, token, now);
      const decision: Decided = {
        verdict: 'removed',
        at: toInstant(now),
        by: 'author',
        rule: 'by-its-author',
        matched: null,
      };
      // What its author took back is nobody's any more: only that there was something is kept.
      await change(was, emptied(decided(was, decision)), now);
      if (request.isForm) return redirection(303, '/comments/removed', { cache: 'none' });
      return { id, status: 'removed', message: 'Your comment has been removed.' };
    },

    reportComment: async ({ params: { id }, request }) => {
      const now = clock();
      let was = await submissions.find(id, now);
      if (was?.verdict !== 'published') throw new Failure('comment-unknown', `There is no comment ${id}.`);
      const settings = await options.settings.for(was.section);
      const network = await hash('network', networkOf(request.sourceIp));
      await submissions.countOne({ hash: await hash('reports', network), limit: settings.rateLimits.network }, now);
      const report = await hash('report', network, id);
      // Others may report it at the same moment, until it is put away.
      for (let tried = 1; was?.verdict === 'published'; tried += 1) {
        if (await isWritten(was, reported(was, settings.reportsToHold, now), now, { report })) break;
        if (tried === REPORT_ATTEMPTS) throw changedMeanwhile();
        was = await submissions.find(id, now);
      }
      if (request.isForm) return redirection(303, '/comments/reported', { cache: 'none' });
      return { id, status: 'received', message: 'Thank you. A moderator will look at this comment.' };
    },
  };
}

const MESSAGES = {
  held: 'Thank you. Your comment is awaiting moderation.',
  published: 'Thank you. Your comment is published.',
} as const;

const REPORT_ATTEMPTS = 5;

const changedMeanwhile = () =>
  new Failure('busy', 'Somebody has decided on this comment meanwhile. Please try again.', { retryAfter: 1 });

/** A comment with one more report: held where that is one too many. */
function reported(was: Submission, most: number, now: Date): Submission {
  const reports = was.reports + 1;
  if (reports < most) return { ...was, reports };
  const matched = `${reports} reports`;
  const decision = { verdict: 'held', at: toInstant(now), by: 'readers', rule: 'reported', matched } as const;
  return { ...decided(was, decision), reports: 0 };
}

/** A submission that is published for the first time gets its place. */
const withPlace = (submission: Submission, parent: Parent | undefined, at: string): Submission =>
  submission.verdict === 'published' && !submission.published
    ? { ...submission, published: placeAt(submission.id, parent, at) }
    : submission;

/** What the rules say, for the record. */
const byRules = ({ verdict, rule, matched }: Decision, now: Date): Decided => ({
  ...{ verdict, rule, matched: matched === '' ? null : matched, by: 'rules', at: toInstant(now) },
});

/**
 * What is to become of a comment whose author has changed it. What moderators or readers have put away stays there, with
 * whoever did so named; of what is visible or was only held by the rules, the rules decide anew. But other words do not
 * mend how a comment was sent.
 */
function afterChange({ verdict, history }: Submission, fresh: Decided): Decided {
  const [first, last] = [history.at(0), history.at(-1)];
  if (verdict === 'published' || !first || !last) return fresh;
  if (last.by !== 'rules') return { ...last, at: fresh.at };
  return stands(first, fresh) ? { ...first, at: fresh.at } : fresh;
}

/** @throws Failure `field-invalid` for what is no address of the web. */
function websiteIn({ website }: SubmissionBody): string | null {
  if (!website) return null;
  if (/^https?:\/\/[^\s"<>]+$/i.test(website) && URL.canParse(website)) return website;
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

const asParent = (parent: Submission | undefined): Parent | undefined =>
  parent?.published ? { id: parent.id, published: parent.published } : undefined;

/** Nothing, for contention that did not end; whatever else went wrong, goes on. */
function unlessBusy(error: unknown): undefined {
  if (!(error instanceof Failure && error.code === 'busy')) throw error;
}
