import { redirection } from '../../shared/api/reply.ts';
import type { Operations } from '../../shared/api/route.ts';
import { guard } from '../../shared/data/guard.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import type { Words } from '../../words/en.ts';
import { decided } from './decision.ts';
import { reportKey } from './keys.ts';
import { networkOf } from './network.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission } from './schema.ts';
import type { Submitting } from './submitting.ts';

/** How long a second report of a comment from the same network is ignored. No hash of a network is kept longer. */
const REPORT_SECONDS = 30 * 24 * 60 * 60;
/** Most reasons kept: as many as a moderator would read. */
const MOST_REASONS = 10;

/** Lets readers report a comment. */
export function reportComments(options: Submitting): Pick<Operations<typeof commentSubmitRoutes>, 'reportComment'> {
  const { submissions, update, tables, hash, clock } = options;
  return {
    reportComment: async ({ params: { id }, body: { reason }, request }) => {
      const now = clock();
      const find = async () => {
        const submission = await submissions.find(id, now);
        if (!submission) throw unknown(id);
        return submission;
      };
      const { section, verdict } = await find();
      if (verdict !== 'published') throw unknown(id);
      const settings = await options.settings.for(section);
      const network = await hash('network', networkOf(request.sourceIp));
      await submissions.countOne({ hash: await hash('reports', network), limit: settings.rateLimits.network }, now);
      const once = {
        Put: guard(tables.newsroom, reportKey(await hash('report', network, id)), {}, REPORT_SECONDS, now),
      };
      // Other reports may have held the comment meanwhile; then this one has nothing to do.
      await update(find, (was) =>
        was.verdict === 'published'
          ? { next: reported(was, reason, settings.reportsToHold, now, options.words), beside: { once } }
          : undefined,
      );
      if (request.isForm) return redirection(303, '/comments/reported', { cache: 'none' });
      return { id, status: 'received', message: options.words.answer.reported };
    },
  };
}

const unknown = (id: string) => new Failure('comment-not-found', ({ failures }) => failures.noComment(id));

/** A comment with a further report: held when these are enough, unless a moderator has kept it in spite of reports. */
function reported(was: Submission, reason: string | undefined, most: number, now: Date, words: Words): Submission {
  const reports = was.reports + 1;
  const reasons = [...(was.reasons ?? []), ...(reason ? [reason] : [])].slice(-MOST_REASONS);
  const at = toInstant(now);
  const next = { ...was, reports, reportedAt: at, ...(reasons.length > 0 ? { reasons } : {}) };
  if (reports < most || was.reportsJudged) return next;
  const matched = words.matched.reports(reports);
  return decided(next, { verdict: 'held', at, by: 'readers', rule: 'reported', matched });
}
