import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { articleKey, listingPartition } from '../../articles/keys.ts';
import { batchGet } from '../../shared/data/batch.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { millisecondsLeft } from '../../shared/data/usage.ts';
import { mapConcurrent } from '../../shared/mapConcurrent.ts';
import { atVersion } from '../../shared/version.ts';
import { tagKey } from '../../tags/keys.ts';
import { StoredTag } from './schema.ts';

/** Concurrent articles; each is one update. */
const AT_ONCE = 16;
/** Articles of one Query, after which it is noted how far this has come. */
const PER_PAGE = 200;
/** Time in milliseconds that is kept for the answer. */
const RESERVE = 3_000;

/** Tags that somebody has named. */
export interface TagEditing {
  find(tag: string): Promise<StoredTag | undefined>;
  /** The names of those tags that have one. */
  namesOf(tags: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /**
   * Replaces the previous version of a tag, together with other writes.
   * @returns false when another version was stored; then nothing is written.
   */
  save(tag: StoredTag, also: Writes): Promise<boolean>;
  /** Tells the tag's articles its name, as far as there is time, from where an earlier call has come to. */
  tell(tag: StoredTag): Promise<StoredTag>;
}

type Entry = Readonly<Record<string, unknown>> & {
  readonly sk: string;
  readonly slug: string;
  readonly publishedAt: string;
};

export function createTagEditing(client: DynamoDBDocumentClient, TableName: string): TagEditing {
  const item = (tag: StoredTag) => ({ ...tagKey(tag.tag), type: 'tag', ...tag });

  /** Sets an attribute of an article. @returns whether it could be. */
  const update = async (
    { slug, publishedAt }: Entry,
    UpdateExpression: string,
    ConditionExpression: string,
    tag: string,
    value: unknown,
  ): Promise<boolean> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: articleKey(slug, publishedAt),
          UpdateExpression,
          ConditionExpression,
          ...(UpdateExpression.includes('#tag') && { ExpressionAttributeNames: { '#tag': tag } }),
          ExpressionAttributeValues: { ':value': value },
        }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };
  const tellOne = async (entry: Entry, { tag, name }: StoredTag): Promise<void> => {
    const isTold = await update(entry, 'SET tagNames.#tag = :value', 'attribute_exists(tagNames)', tag, name);
    if (isTold) return;
    const first = 'attribute_exists(pk) AND attribute_not_exists(tagNames)';
    await update(entry, 'SET tagNames = :value', first, tag, { [tag]: name });
  };
  const note = async ({ toldUntil, ...tag }: StoredTag): Promise<StoredTag> => {
    const next = { ...tag, ...(toldUntil === undefined ? {} : { toldUntil }) };
    await writeTogether(client, { tag: { Put: { TableName, Item: item(next), ...atVersion(tag.version) } } });
    return next;
  };

  return {
    async find(tag) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: tagKey(tag), ConsistentRead: true }));
      return Item && z.parse(StoredTag, Item);
    },

    async namesOf(tags) {
      if (tags.length === 0) return {};
      const items = await batchGet(client, TableName, tags.map(tagKey));
      return Object.fromEntries(items.map((each) => [each.tag, each.name]));
    },

    async save(tag, also) {
      const saved = { Put: { TableName, Item: item(tag), ...atVersion(tag.version - 1) } };
      return (await writeTogether(client, { ...also, tag: saved })) === undefined;
    },

    async tell(tag) {
      let told = tag;
      while (told.toldUntil !== undefined) {
        if ((millisecondsLeft() ?? Number.POSITIVE_INFINITY) < RESERVE) return told;
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :listing AND sk > :told',
            ExpressionAttributeValues: {
              ':listing': listingPartition(`tag/${tag.tag}`),
              ':told': told.toldUntil || '0',
            },
            ConsistentRead: true,
            Limit: PER_PAGE,
          }),
        );
        await mapConcurrent(AT_ONCE, Items as Entry[], (entry) => tellOne(entry, tag));
        const { toldUntil: _, ...done } = told;
        told = await note(LastEvaluatedKey ? { ...done, toldUntil: String(LastEvaluatedKey.sk) } : done);
      }
      return told;
    },
  };
}
