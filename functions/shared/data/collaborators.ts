import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { builtLanguage } from '../builtLanguage.ts';
import { ANSWER_MEMORY, environment, MAIL_FROM } from '../environment.ts';
import type { Clock } from '../instant.ts';
import type { Log } from '../log.ts';
import { createClient } from './client.ts';
import { type TableId, tables } from './tables.ts';

/**
 * The collaborators of a function that uses tables, in Lambda, on the local server or in a test.
 * @typeParam Tables the tables that the function uses; it never learns the name of another.
 */
export interface Collaborators<Tables extends TableId> {
  readonly client: DynamoDBDocumentClient;
  /** Table names by id. */
  readonly tables: Readonly<Record<Tables, string>>;
  readonly clock: Clock;
  /** The paper's (BCP 47). */
  readonly language: string;
  /** Makes a UUID. */
  readonly newId: () => string;
  /** Whether a sender delivers the mail of the outbox. */
  readonly hasSender: boolean;
  /** Whether readers' answers are remembered for a few seconds. Default: true. */
  readonly remembersAnswers?: boolean | undefined;
  /** Default: a log under the function's name. */
  readonly log?: Log | undefined;
}

/**
 * The collaborators of a deployed function, from its environment. Called at start-up.
 * @throws Error when the environment does not name one of the tables.
 */
export const deployed = <const Id extends TableId>(...ids: readonly Id[]): Collaborators<Id> => ({
  client: createClient(),
  tables: Object.fromEntries(ids.map((id) => [id, environment(tables[id].environmentName)])) as Record<Id, string>,
  clock: () => new Date(),
  language: builtLanguage(),
  newId: randomUUID,
  hasSender: process.env[MAIL_FROM] !== undefined,
  remembersAnswers: process.env[ANSWER_MEMORY] !== 'off',
});
