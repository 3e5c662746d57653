import { redirection } from '../../shared/api/reply.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { decided } from './decision.ts';
import { networkOf } from './network.ts';
import type { commentSubmitRoutes } from './routes.ts';
import type { Submission } from './schema.ts';
import { isWritten, type Submitting } from './submitting.ts';

/** Others may report the same comment at the same moment. */
const ATTEMPTS = 5;
/** As many reasons are kept as a moderator would read. */
const MOST_REASONS = 10;

/** What readers do about somebody else's comment. */
export function reportComments(options: Submitting): Pick<Operations<typeof commentSubmitRoutes>, 'reportComment'> {
  const { submissions, hash, clock } = options;
  return {
    reportComment: async ({ params: { id }, body: { reason }, request }) => {
      const now = clock();
      let was = await submissions.find(id, now);
      if (was?.verdict !== 'published') throw new Failure('comment-not-found', `There is no comment ${id}.`);
      const settings = await options.settings.for(was.section);
      const network = await hash('network', networkOf(request.sourceIp));
      await submissions.countOne({ hash: await hash('reports', network), limit: settings.rateLimits.network }, now);
      const report = await hash('report', network, id);
      for (let tried = 1; was?.verdict === 'published'; tried += 1) {
        if (await isWritten(options, was, reported(was, reason, settings.reportsToHold, now), now, { report })) break;
        if (tried === ATTEMPTS) {
          throw new Failure('service-unavailable', 'Others report this comment too. Please try again.', {
            retryAfter: 1,
          });
        }
        was = await submissions.find(id, now);
      }
      if (request.isForm) return redirection(303, '/comments/reported', { cache: 'none' });
      return { id, status: 'received', message: 'Thank you. A moderator will look at this comment.' };
    },
  };
}

/** A comment with one more report: held where that is one too many. */
function reported(was: Submission, reason: string | undefined, most: number, now: Date): Submission {
  const reports = was.reports + 1;
  const reasons = [...(was.reasons ?? []), ...(reason ? [reason] : [])].slice(-MOST_REASONS);
  const next = { ...was, reports, ...(reasons.length > 0 ? { reasons } : {}) };
  if (reports < most) return next;
  const matched = `${reports} reports`;
  return decided(next, { verdict: 'held', at: toInstant(now), by: 'readers', rule: 'reported', matched });
}
