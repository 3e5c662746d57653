import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { environment, MAIL_FROM } from '../environment.ts';
import type { Clock } from '../instant.ts';
import type { Log } from '../log.ts';
import { createClient } from './client.ts';
import { type TableId, tables } from './tables.ts';

/**
 * What a function that works on tables is composed of, whoever runs it: Lambda, the local server or a test.
 * @typeParam Tables the tables it works on; it never learns the name of another.
 */
export interface Collaborators<Tables extends TableId> {
  readonly client: DynamoDBDocumentClient;
  /** The real names. */
  readonly tables: Readonly<Record<Tables, string>>;
  readonly clock: Clock;
  /** Makes a UUID that nothing else has. */
  readonly newId: () => string;
  /** Whether somebody sends the mail of the outbox. */
  readonly hasSender: boolean;
  /** Its own by default, under the function's name. */
  readonly log?: Log | undefined;
}

/**
 * The collaborators of a deployed function, from its environment. Called while the function starts.
 * @throws Error when the environment does not name one of the tables.
 */
export const deployed = <const Id extends TableId>(...ids: readonly Id[]): Collaborators<Id> => ({
  client: createClient(),
  tables: Object.fromEntries(ids.map((id) => [id, environment(tables[id].environmentName)])) as Record<Id, string>,
  clock: () => new Date(),
  newId: randomUUID,
  hasSender: process.env[MAIL_FROM] !== undefined,
});
