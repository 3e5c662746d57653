import { currentArticle } from '../../articles/redirects.ts';
import { redirection } from '../../shared/api/reply.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { judgeAgain, type Known, stands } from '../judging/rules.ts';
import type { Decided } from '../judging/schema.ts';
import { decided, emptied } from './decision.ts';
import { networkOf } from './network.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission } from './schema.ts';
import { answerTo, decide, respond, type Submitting, statusOf, withPlace } from './submitting.ts';

type OwnHand = Pick<Operations<typeof commentSubmitRoutes>, 'editComment' | 'removeComment'>;

/** Lets authors edit and delete their own comments until their token expires. */
export function changeOwnComments(options: Submitting): OwnHand {
  const { articles, submissions, update, hash, tokens, mail, clock } = options;

  /** The comment that the token allows its author to change, or that its author has removed. */
  const requireOwn = async (id: string, token: string, now: Date): Promise<Submission> => {
    const read = await tokens.read('edit', token, now);
    const submission = read?.id === id ? await submissions.find(id, now) : undefined;
    if (!submission || (submission.verdict === 'removed' && !isTakenBack(submission))) {
      throw windowClosed();
    }
    return submission;
  };

  /** The same, unless its author has taken it back. */
  const requireThere = async (...comment: Parameters<typeof requireOwn>): Promise<Submission> => {
    const submission = await requireOwn(...comment);
    if (isTakenBack(submission)) throw windowClosed();
    return submission;
  };

  return {
    editComment: async ({ params: { id }, body: { token, comment }, request }) => {
      const now = clock();
      const { section } = await requireThere(id, token, now);
      const settings = await options.settings.for(section);
      const network = await hash('network', networkOf(request.sourceIp));
      await submissions.countOne({ hash: network, limit: settings.rateLimits.network }, now);
      const own = () => requireThere(id, token, now);
      const next = await update(own, async (was) => {
        const [{ parent, standing }] = await Promise.all([
          submissions.background({ parentId: was.parentId, person: was.proven ? was.person : undefined }, now),
          // Throws when the article is withdrawn.
          currentArticle(articles, was.thread, now),
        ]);
        const candidate = { ...was, comment, parentId: null, honeypot: '' };
        const known = {
          language: options.language,
          proven: was.proven,
          approvedBefore: standing.approved,
          rejectedBefore: standing.rejectedInRow,
        };
        const judgedWith = (akismet: Known['akismet']) => judgeAgain(candidate, { ...known, akismet }, settings);
        const fresh = await decide(options, judgedWith(undefined), candidate, settings, request, judgedWith);
        const at = toInstant(now);
        const next = withPlace(
          decided({ ...was, comment, editedAt: at, reportsJudged: false }, afterChange(was, fresh)),
          parent,
          at,
        );
        const isNew = next.published !== null && was.published === null;
        return {
          next,
          beside: { mail: isNew && parent ? await mail.reply(parent, next, request.origin, now) : undefined },
        };
      });
      const first = { id, status: statusOf(next), submittedAt: next.submittedAt };
      return respond(options, await answerTo(options, first, settings), request);
    },

    removeComment: async ({ params: { id }, body: { token }, request }) => {
      const now = clock();
      const decision: Decided = {
        verdict: 'removed',
        at: toInstant(now),
        by: 'author',
        rule: 'by-its-author',
        matched: null,
      };
      // A comment deleted by its author leaves only its place.
      await update(
        () => requireOwn(id, token, now),
        (was) => (isTakenBack(was) ? undefined : { next: emptied(decided(was, decision)) }),
      );
      if (request.isForm) return redirection(303, '/comments/removed', { cache: 'none' });
      return { id, status: 'removed', message: options.words.answer.removed };
    },
  };
}

const windowClosed = () => new Failure('edit-window-closed', ({ failures }) => failures.noChange);

/** Whether its author has removed a comment, which they may do once more. */
const isTakenBack = ({ verdict, history }: Submission) => verdict === 'removed' && history.at(-1)?.by === 'author';

/**
 * The decision on an edited comment. Decisions of moderators and readers stand, under their name. Otherwise the rules
 * decide again; but an edit cannot undo a decision about how the comment was sent.
 */
function afterChange({ verdict, history }: Submission, fresh: Decided): Decided {
  const [first, last] = [history.at(0), history.at(-1)];
  if (verdict === 'published' || !first || !last) return fresh;
  if (last.by !== 'rules') return { ...last, at: fresh.at };
  return stands(first, fresh) ? { ...first, at: fresh.at } : fresh;
}
