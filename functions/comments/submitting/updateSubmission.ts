import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { HeadStore } from '../../articles/headStore.ts';
import { currentArticle, tallySlug } from '../../articles/redirects.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { type TransactionItem, writeTogether } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import type { Clock } from '../../shared/instant.ts';
import { decisionWrites } from './decision.ts';
import { createPlaceReading } from './placeReading.ts';
import type { Submission } from './schema.ts';

/** A change of a submission. */
export interface SubmissionChange {
  readonly next: Submission;
  /** Further writes of the transaction. A refused `once` means that the change was made before. */
  readonly beside?: { readonly [Part in 'standing' | 'mail' | 'once']?: TransactionItem | undefined };
}

/**
 * Reads, changes and writes a submission; when another change comes between, retries from the start. Every change of a
 * submission goes through this: edits, reports, decisions.
 * @param read throws when there is no such submission.
 * @param make throws when the change is not possible; returns undefined when there is nothing to change.
 * @returns the submission after the change.
 * @throws Failure `article-not-found` or `article-withdrawn` when a comment would be published on such an article;
 * `service-unavailable` after all retries.
 */
export type UpdateSubmission = (
  read: () => Promise<Submission>,
  make: (was: Submission) => SubmissionChange | undefined | Promise<SubmissionChange>,
) => Promise<Submission>;

/** Concurrent changes of one comment are few (a report, a decision, an edit), but replies share what they hang under. */
const ATTEMPTS = 8;

export interface Updating {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly articles: HeadStore;
  readonly clock: Clock;
}

export function createSubmissionUpdate({ client, tables, articles, clock }: Updating): UpdateSubmission {
  const places = createPlaceReading(client, tables);

  /** The slug where the comment count changes, if it does. On a withdrawn article, comments cannot be published. */
  const slugFor = async (was: Submission, next: Submission): Promise<string | undefined> => {
    const [before, after] = [was.verdict === 'published', next.verdict === 'published'];
    if (before === after) return undefined;
    if (before) return tallySlug(articles, was.thread, clock());
    return (await currentArticle(articles, was.thread, clock())).article.slug;
  };

  return async (read, make) => {
    for (let attempt = 1; ; attempt += 1) {
      const was = await read();
      const change = await make(was);
      if (!change) return was;
      const { next, beside } = change;
      const writes = await decisionWrites(tables, was, next, await slugFor(was, next), places);
      const refused = await writeTogether(client, { ...writes, ...beside });
      if (!refused) return next;
      if (refused.once) return was;
      if (attempt === ATTEMPTS) {
        throw new Failure('service-unavailable', ({ failures }) => failures.othersChange, {
          retryAfter: 1,
        });
      }
    }
  };
}
