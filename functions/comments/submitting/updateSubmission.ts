import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countingSlug, currentArticle } from '../../articles/redirects.ts';
import type { ArticleStore } from '../../articles/store.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { writeTogether } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import type { Clock } from '../../shared/instant.ts';
import { type DecisionWrites, decisionWrites } from './decision.ts';
import type { Submission } from './schema.ts';

/** What is to become of a submission. */
export interface SubmissionChange {
  readonly next: Submission;
  /** Written together with it. A refused `once` says that the change was made before: it counts once. */
  readonly beside?: Pick<DecisionWrites, 'standing' | 'mail' | 'once'>;
}

/**
 * Reads a submission, makes of it what is to become of it, and writes that if nobody has changed it meanwhile; else begins
 * again with what it is now. All who change one do it by this: authors, readers who report, moderators.
 * @param read throws where there is nothing to change (any more).
 * @param make throws where the change is not possible (any more), and gives nothing where there is nothing to do any more.
 * @returns what the submission is now.
 * @throws Failure `article-not-found` or `article-withdrawn` where a comment would be published on such an article;
 * `service-unavailable` when others were faster each time.
 */
export type UpdateSubmission = (
  read: () => Promise<Submission>,
  make: (was: Submission) => SubmissionChange | undefined | Promise<SubmissionChange>,
) => Promise<Submission>;

/** Readers report, moderators decide and the author edits at the same moment: more than a few of them are rare. */
const ATTEMPTS = 5;

export interface Updating {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly articles: ArticleStore;
  readonly clock: Clock;
}

export function createSubmissionUpdate({ client, tables, articles, clock }: Updating): UpdateSubmission {
  /** Where the change is counted, if it is: on a withdrawn article comments can still be put away, but not published. */
  const slugFor = async (was: Submission, next: Submission): Promise<string | undefined> => {
    const [before, after] = [was.verdict === 'published', next.verdict === 'published'];
    if (before === after) return undefined;
    if (before) return countingSlug(articles, was.thread, clock());
    return (await currentArticle(articles, was.thread, clock())).article.slug;
  };

  return async (read, make) => {
    for (let attempt = 1; ; attempt += 1) {
      const was = await read();
      const change = await make(was);
      if (!change) return was;
      const { next, beside } = change;
      const writes = decisionWrites(tables, was, next, await slugFor(was, next));
      const refused = await writeTogether(client, { ...writes, ...beside });
      if (!refused) return next;
      if (refused.once) return was;
      if (attempt === ATTEMPTS) {
        throw new Failure('service-unavailable', 'Others change this comment at the moment. Please try again.', {
          retryAfter: 1,
        });
      }
    }
  };
}
