import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ArticleStore } from '../articles/store.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { writeTogether } from '../shared/data/transaction.ts';
import { type Instant, toInstant } from '../shared/instant.ts';
import { countingSlug } from './currentArticle.ts';
import { decided, decisionWrites, isDue } from './decision.ts';
import { personPartition, standingKey, submissionKey } from './keys.ts';
import type { Erasure, PersonalData } from './personSchema.ts';
import type { Submission } from './schema.ts';

/** What people have sent, by person. */
export interface People {
  export(person: string, now: Date): Promise<PersonalData>;
  /**
   * Empties name, email and text of all that a person has sent, and takes it out of sight; its places in the threads stay.
   * @param by who asked for it, for the record.
   */
  erase(person: string, by: string, now: Date): Promise<Erasure>;
  /** Mails about replies from now on, or none any more. */
  subscribe(person: string, wanted: boolean, now: Date): Promise<void>;
}

/** Submissions that one request changes at most: within the ten seconds a function has, many times over. */
const AT_ONCE = 100;

export function createPeople(client: DynamoDBDocumentClient, tables: TableNames, articles: ArticleStore): People {
  const table = tables.newsroom;

  /** A page of a person's submissions, oldest first. */
  const pageOf = async (person: string, after: object | undefined, now: Date) => {
    const { Items: keys = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byPerson',
        KeyConditionExpression: 'ofPerson = :person',
        ExpressionAttributeValues: { ':person': personPartition(person) },
        Limit: AT_ONCE,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    const found: Submission[] = [];
    for (let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk })); wanted.length > 0; ) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
      );
      found.push(...((Responses?.[table] ?? []) as Submission[]));
      wanted = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    const submissions = found
      .filter((submission) => !isDue(submission, now))
      .sort((one, other) => (one.submittedAt < other.submittedAt ? -1 : 1));
    return { submissions, next: LastEvaluatedKey };
  };

  const erased = async (was: Submission, by: string, at: Instant, now: Date): Promise<boolean> => {
    const decision = { verdict: 'removed', at, by, rule: 'erased', matched: null } as const;
    const next: Submission = {
      ...decided(was, decision),
      ...{ name: '', email: '', website: null, comment: '', person: '', notify: 'no' },
    };
    const slug = was.verdict === 'published' ? await countingSlug(articles, was.thread, now) : undefined;
    const writes = decisionWrites(tables, was, next, slug);
    return (await writeTogether(client, writes)) === undefined;
  };

  const setNotify = (id: string, notify: Submission['notify']) =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: submissionKey(id),
        UpdateExpression: 'SET notify = :notify',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':notify': notify },
      }),
    );

  return {
    async export(person, now) {
      const comments: PersonalData['comments'] = [];
      const { Item: standing } = await client.send(new GetCommand({ TableName: table, Key: standingKey(person) }));
      for (let after: object | undefined, more = true; more; more = after !== undefined) {
        const { submissions, next } = await pageOf(person, after, now);
        comments.push(...submissions.map(toData));
        after = next;
      }
      return { exportedAt: toInstant(now), person, approvedComments: standing?.approved ?? 0, comments };
    },

    async erase(person, by, now) {
      const { submissions, next } = await pageOf(person, undefined, now);
      const at = toInstant(now);
      const done = await Promise.all(submissions.map((was) => erased(was, by, at, now)));
      const missed = done.some((each) => !each);
      if (!next && !missed) await client.send(new DeleteCommand({ TableName: table, Key: standingKey(person) }));
      return { erased: done.filter(Boolean).length, remaining: next !== undefined || missed };
    },

    async subscribe(person, wanted, now) {
      const from: readonly Submission['notify'][] = wanted ? ['asked'] : ['asked', 'confirmed'];
      for (let after: object | undefined, more = true; more; more = after !== undefined) {
        const { submissions, next } = await pageOf(person, after, now);
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
