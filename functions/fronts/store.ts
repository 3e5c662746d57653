import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { hasCome } from '../shared/data/reading.ts';
import { later, toInstant } from '../shared/instant.ts';
import { KEPT_FOR_FAULTS } from '../shared/staleness.ts';
import { editionSortKey, frontPartition } from './keys.ts';
import type { Edition } from './schema.ts';

/** The editions of fronts. */
export interface FrontStore {
  /** The edition of a front that holds at an instant; undefined where the front is chosen by itself. */
  find(front: string, now: Date): Promise<Edition | undefined>;
}

export function createFrontStore(client: DynamoDBDocumentClient, table: string): FrontStore {
  /** The newest edition at an instant. */
  const newestAt = async (front: string, instant: Date): Promise<Edition | undefined> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :front AND sk <= :now',
        ExpressionAttributeValues: { ':front': frontPartition(front), ':now': editionSortKey(toInstant(instant)) },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return Items[0] as Edition | undefined;
  };

  return {
    async find(front, now) {
      // A little further than now, to learn when the front changes next; each edition there costs another request.
      let edition = await newestAt(front, later(now, KEPT_FOR_FAULTS));
      while (edition && !hasCome(edition.from, now)) {
        edition = await newestAt(front, later(new Date(edition.from), -0.001));
      }
      const isOver = edition !== undefined && edition.until !== null && hasCome(edition.until, now);
      return isOver ? undefined : edition;
    },
  };
}
