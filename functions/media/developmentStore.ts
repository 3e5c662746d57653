import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { recordKey } from './keys.ts';
import { MediaRecord } from './schema.ts';

/** What development changes of a record. */
export type Changes = Partial<Omit<MediaRecord, 'id' | 'version' | 'request'>>;

/** The records of the media library, as their development reads and changes them. */
export interface DevelopmentStore {
  read(id: string): Promise<MediaRecord | undefined>;
  /** Makes the next version of a record. @returns false when the record has another version meanwhile, or is gone. */
  change(record: MediaRecord, changes: Changes): Promise<boolean>;
}

export function createDevelopmentStore(client: DynamoDBDocumentClient, table: string): DevelopmentStore {
  return {
    async read(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: recordKey(id), ConsistentRead: true }),
      );
      return Item && z.parse(MediaRecord, Item);
    },

    async change({ id, version }, changes) {
      const values = { ...changes, version: version + 1 };
      const names = Object.keys(values);
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: recordKey(id),
            // No request made this version.
            UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')} REMOVE #request`,
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: {
              '#request': 'request',
              ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
            },
            ExpressionAttributeValues: {
              ':before': version,
              ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
