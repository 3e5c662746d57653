import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { editionKey, frontPartition } from '../../fronts/keys.ts';
import type { Edition } from '../../fronts/schema.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import type { Instant } from '../../shared/instant.ts';
import { atVersion, type Made } from '../../shared/version.ts';
import { frontHeadKey } from './keys.ts';

/** The version of a front: of all its editions together. */
export interface FrontHead extends Made {
  readonly front: string;
  readonly version: number;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** What a change does to the editions of a front. */
export interface FrontChange {
  readonly put?: Edition | undefined;
  /** The instants from which the removed ones held. */
  readonly remove: readonly Instant[];
}

/** Writes fronts. */
export interface FrontEditing {
  /** The version of a front; undefined where it never had an edition. */
  head(front: string): Promise<FrontHead | undefined>;
  /** The stored editions of a front, soonest first. */
  editions(front: string): Promise<Edition[]>;
  /**
   * Changes the editions of a front, together with other writes.
   * @param next the head after the change.
   * @returns false when another version was stored; then nothing is written.
   */
  save(next: FrontHead, change: FrontChange, also: Writes): Promise<boolean>;
}

export function createFrontEditing(
  client: DynamoDBDocumentClient,
  { published, newsroom }: Pick<TableNames, 'published' | 'newsroom'>,
): FrontEditing {
  return {
    async head(front) {
      const { Item } = await client.send(
        new GetCommand({ TableName: newsroom, Key: frontHeadKey(front), ConsistentRead: true }),
      );
      return Item as FrontHead | undefined;
    },

    async editions(front) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: published,
          KeyConditionExpression: 'pk = :front',
          ExpressionAttributeValues: { ':front': frontPartition(front) },
          ConsistentRead: true,
        }),
      );
      return Items as Edition[];
    },

    async save(next, { put, remove }, also) {
      const { front, version } = next;
      const removed = remove.map((from): [string, Writes[string]] => [
        `removed ${from}`,
        { Delete: { TableName: published, Key: editionKey(front, from) } },
      ]);
      const refused = await writeTogether(client, {
        ...also,
        head: {
          Put: {
            TableName: newsroom,
            Item: { ...frontHeadKey(front), type: 'front', ...next },
            ...atVersion(version - 1),
          },
        },
        edition: put && {
          Put: { TableName: published, Item: { ...editionKey(front, put.from), type: 'edition', ...put } },
        },
        ...Object.fromEntries(removed),
      });
      return refused === undefined;
    },
  };
}
