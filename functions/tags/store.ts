import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { tagKey } from './keys.ts';
import type { Tag } from './schema.ts';

export interface TagStore {
  /** A tag that somebody has named. */
  find(tag: string): Promise<Tag | undefined>;
}

export const createTagStore = (client: DynamoDBDocumentClient, TableName: string): TagStore => ({
  async find(tag) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: tagKey(tag) }));
    return Item && { tag, name: Item.name, description: Item.description };
  },
});
