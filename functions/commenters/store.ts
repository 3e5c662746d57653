import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { HeadStore } from '../articles/headStore.ts';
import { decided, emptied, fromSubmissionItem, isDue } from '../comments/submitting/decision.ts';
import { personPartition, standingKey, submissionKey } from '../comments/submitting/keys.ts';
import type { Submission } from '../comments/submitting/schema.ts';
import { createSubmissionUpdate } from '../comments/submitting/updateSubmission.ts';
import { batchGet } from '../shared/data/batch.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { Failure } from '../shared/failure.ts';
import { toInstant } from '../shared/instant.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import type { Erasure, PersonalData } from './schema.ts';

/** Comments by person. */
export interface CommenterStore {
  /**
   * A page of a person's comments, oldest first; its `next` is the `after` of the next page.
   * @param after where the previous page ended; undefined for the first.
   */
  export(person: string, after: string | undefined, now: Date): Promise<PersonalData>;
  /**
   * Empties name, email and text of a person's comments and hides them; they keep their places in the threads.
   * @param by who asked for it, for the audit log.
   */
  erase(person: string, by: string, now: Date): Promise<Erasure>;
  /** Turns mails about replies on or off. */
  subscribe(person: string, wanted: boolean): Promise<void>;
}

/** Most comments that one request reads or changes, which takes a fraction of a function's ten seconds. */
const PAGE = 100;
/** Concurrent erasures. More would contend, because most comments update the tally of the same article. */
const ERASED_AT_ONCE = 8;

export function createCommenterStore(
  client: DynamoDBDocumentClient,
  tables: TableNames,
  articles: HeadStore,
): CommenterStore {
  const table = tables.newsroom;

  /** A page of a person's submissions, oldest first. */
  const pageOf = async (person: string, after = '') => {
    const { Items: keys = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byPerson',
        KeyConditionExpression: 'ofPerson = :person AND ofPersonSince > :after',
        ExpressionAttributeValues: { ':person': personPartition(person), ':after': after || '0' },
        Limit: PAGE,
      }),
    );
    const found = await batchGet(
      client,
      table,
      keys.map(({ pk, sk }) => ({ pk, sk })),
    );
    const submissions = found
      .map(fromSubmissionItem)
      // The index is eventually consistent: skip what has been erased meanwhile.
      .filter((submission) => submission.person === person)
      .sort((one, other) => (one.submittedAt < other.submittedAt ? -1 : 1));
    const next: string | null = LastEvaluatedKey?.ofPersonSince ?? null;
    return { submissions, next };
  };

  const find = async (id: string): Promise<Submission | undefined> => {
    const [item] = await batchGet(client, table, [submissionKey(id)]);
    return item && fromSubmissionItem(item);
  };

  /** @returns whether it is erased now; not while others change it all the time. */
  const erased = async (found: Submission, by: string, now: Date): Promise<boolean> => {
    const update = createSubmissionUpdate({ client, tables, articles, clock: () => now });
    const decision = { verdict: 'removed', at: toInstant(now), by, rule: 'erased', matched: null } as const;
    let known: Submission | undefined = found;
    const read = async () => {
      const was = known ?? (await find(found.id)) ?? { ...found, person: '' };
      known = undefined;
      return was;
    };
    const make = (was: Submission) =>
      was.person === found.person
        ? {
            next: {
              ...emptied(decided(was, decision)),
              person: '',
              notify: 'no' as const,
              // Keep a scheduled expiry.
              expiresAt: was.expiresAt,
            },
          }
        : undefined;
    return update(read, make).then(() => true, unlessBusy);
  };

  const setNotify = (id: string, notify: Submission['notify']) =>
    client
      .send(
        new UpdateCommand({
          TableName: table,
          Key: submissionKey(id),
          UpdateExpression: 'SET notify = :notify',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':notify': notify },
        }),
      )
      // It was deleted meanwhile.
      .catch(unlessRefused);

  return {
    async export(person, after, now) {
      const [{ Item: standing }, { submissions, next }] = await Promise.all([
        client.send(new GetCommand({ TableName: table, Key: standingKey(person) })),
        pageOf(person, after),
      ]);
      const comments = submissions.filter((each) => !isDue(each, now)).map(toData);
      return { exportedAt: toInstant(now), person, approvedComments: standing?.approved ?? 0, comments, next };
    },

    async erase(person, by, now) {
      const { submissions, next } = await pageOf(person);
      const done = await mapConcurrent(ERASED_AT_ONCE, submissions, (was) => erased(was, by, now));
      const isWhole = next === null && done.every(Boolean);
      // The index is eventually consistent: what was sent a moment before may appear only now.
      const remaining = !isWhole || (await pageOf(person)).submissions.length > 0;
      if (!remaining) await client.send(new DeleteCommand({ TableName: table, Key: standingKey(person) }));
      return { erased: done.filter(Boolean).length, remaining };
    },

    async subscribe(person, wanted) {
      const from: readonly Submission['notify'][] = wanted ? ['asked'] : ['asked', 'confirmed'];
      for (let after: string | null = ''; after !== null; ) {
        const { submissions, next }: Awaited<ReturnType<typeof pageOf>> = await pageOf(person, after);
        const affected = submissions.filter(({ notify }) => from.includes(notify));
        await Promise.all(affected.map(({ id }) => setNotify(id, wanted ? 'confirmed' : 'no')));
        after = next;
      }
    },
  };
}

const toData = (submission: Submission) => ({
  id: submission.id,
  article: submission.thread,
  name: submission.name,
  email: submission.email,
  website: submission.website,
  comment: submission.comment,
  parentId: submission.parentId,
  submittedAt: submission.submittedAt,
  editedAt: submission.editedAt,
  verdict: submission.verdict,
  history: [...submission.history],
  mailsAboutReplies: submission.notify === 'confirmed',
});

function unlessBusy(error: unknown): false {
  if (error instanceof Failure && error.code === 'service-unavailable' && error.cause === undefined) return false;
  throw error;
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}
