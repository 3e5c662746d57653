import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, toInstant } from '../shared/instant.ts';
import { listingCeiling, listingFloor, listingPartition } from './keys.ts';
import { type ListedArticle, toListed } from './schema.ts';

/** What a list of addresses says of an article. */
export type OutlinedArticle = Pick<
  ListedArticle,
  'slug' | 'section' | 'headline' | 'language' | 'publishedAt' | 'updatedAt'
>;

export interface Stretch {
  readonly from: Instant;
  /** The first instant that does not count any more. */
  readonly to: Instant;
  readonly most: number;
}

/** All that is out, by time. Nothing later than `now` is ever returned. */
export interface ArchiveStore {
  /** When the first article came out; nothing before there is one. */
  begin(now: Date): Promise<Instant | undefined>;
  /** The articles of a stretch of time, newest first: as many Queries as there are megabytes of entries. */
  outline(stretch: Stretch, now: Date): Promise<OutlinedArticle[]>;
}

export function createArchiveStore(client: DynamoDBDocumentClient, table: string): ArchiveStore {
  const between = (low: string, high: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :latest AND sk BETWEEN :low AND :high',
    ExpressionAttributeValues: { ':latest': listingPartition('latest'), ':low': low, ':high': high },
  });

  return {
    async begin(now) {
      const { Items = [] } = await client.send(
        new QueryCommand({ ...between(listingFloor(), listingCeiling(toInstant(now))), Limit: 1 }),
      );
      return Items[0]?.publishedAt;
    },

    async outline({ from, to, most }, now) {
      const ceiling = listingCeiling(toInstant(now));
      const low = listingFloor(from);
      const high = listingFloor(to) < ceiling ? listingFloor(to) : ceiling;
      const found: OutlinedArticle[] = [];
      let start: Record<string, unknown> | undefined;
      if (low > high) return found;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            ...between(low, high),
            ProjectionExpression: 'slug, #section, headline, #language, publishedAt, updatedAt',
            ExpressionAttributeNames: { '#section': 'section', '#language': 'language' },
            ScanIndexForward: false,
            Limit: most - found.length,
            ExclusiveStartKey: start,
          }),
        );
        found.push(...(Items as OutlinedArticle[]).map(toListed));
        start = LastEvaluatedKey;
      } while (start && found.length < most);
      return found;
    },
  };
}
