import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  articleKey,
  articlePartition,
  goneKey,
  type Key,
  listingKey,
  listingsOf,
  movedKey,
  tallyKey,
} from '../articles/keys.ts';
import type { ListedArticle, PublishedArticle } from '../articles/schema.ts';
import { SECTIONS_PARTITION, sectionKey } from '../sections/keys.ts';
import type { Section } from '../sections/schema.ts';
import { type TransactionItem, writeTogether } from '../shared/data/transaction.ts';
import type { Instant } from '../shared/instant.ts';

/** What stands at a slug, whenever it is to be seen. */
export interface Standing {
  readonly article: PublishedArticle | undefined;
  readonly movedTo: string | undefined;
  readonly withdrawnAt: Instant | undefined;
}

/** Writes what readers see. Each act is one transaction: an article and its place in every listing change together. */
export interface Publication {
  standing(slug: string): Promise<Standing>;
  /** Makes `article` what is seen from its instant on, instead of `previous`, which is what stands there now. */
  publish(article: PublishedArticle, previous: PublishedArticle | undefined): Promise<void>;
  /** Lets a former slug lead to where the article is now. It leads nowhere before the article itself is out. */
  redirect(from: string, article: PublishedArticle): Promise<void>;
  /** Takes an article out of every listing and leaves word at its slug that it is gone. */
  withdraw(article: PublishedArticle, at: Instant): Promise<void>;
  putSection(section: Section): Promise<void>;
}

export function createPublication(client: DynamoDBDocumentClient, table: string): Publication {
  const put = (key: Key, item: object, condition?: Partial<NonNullable<TransactionItem['Put']>>): TransactionItem => ({
    Put: { TableName: table, Item: { ...key, ...item }, ...condition },
  });
  const remove = (key: Key, condition?: object): TransactionItem => ({
    Delete: { TableName: table, Key: key, ...condition },
  });
  /** Takes places away; the article's own only as it was read. */
  const removeAll = (keys: readonly Key[], article: PublishedArticle) =>
    Object.fromEntries(
      keys.map((key) => [`left ${key.pk}`, remove(key, key.sk.startsWith('PUBLISHED#') ? asRead(article) : {})]),
    );

  const write = async (act: string, writes: Record<string, TransactionItem>) => {
    const refused = await writeTogether(client, writes);
    if (refused) throw new Error(`${act} was refused, for it met another change: ${Object.keys(refused).join(', ')}`);
  };

  return {
    async standing(slug) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :slug',
          ExpressionAttributeValues: { ':slug': articlePartition(slug) },
          ConsistentRead: true,
        }),
      );
      const item = (type: string) => Items.find((each) => each.type === type);
      const { pk: _pk, sk: _sk, type: _type, ...article } = item('article') ?? {};
      return {
        article: item('article') && (article as unknown as PublishedArticle),
        movedTo: item('moved')?.to,
        withdrawnAt: item('gone')?.at,
      };
    },

    async publish(article, previous) {
      const kept = placesOf(article);
      const left = previous ? placesOf(previous).filter((key) => !kept.some((each) => sameKey(each, key))) : [];
      await write(`Publishing "${article.slug}"`, {
        ...(previous && removeAll(left, previous)),
        article: put(
          articleKey(article.slug, article.publishedAt),
          { type: 'article', ...article },
          previous &&
            sameKey(articleKey(previous.slug, previous.publishedAt), articleKey(article.slug, article.publishedAt))
            ? asRead(previous)
            : { ConditionExpression: 'attribute_not_exists(pk)' },
        ),
        tally: {
          Update: {
            TableName: table,
            Key: tallyKey(article.slug),
            UpdateExpression: 'SET #type = :tally, comments = if_not_exists(comments, :none)',
            ExpressionAttributeNames: { '#type': 'type' },
            ExpressionAttributeValues: { ':tally': 'tally', ':none': 0 },
          },
        },
        ...Object.fromEntries(entriesOf(article).map(([key, entry]) => [key.pk, put(key, entry)])),
      });
    },

    redirect: (from, article) =>
      write(`Redirecting "${from}"`, {
        moved: put(movedKey(from), { type: 'moved', to: article.slug, visibleFrom: article.publishedAt }),
      }),

    withdraw: (article, at) =>
      write(`Withdrawing "${article.slug}"`, {
        ...removeAll(placesOf(article), article),
        ...(article.publishedAt <= at && { gone: put(goneKey(article.slug), { type: 'gone', at }) }),
      }),

    async putSection(section) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :sections',
          ExpressionAttributeValues: { ':sections': SECTIONS_PARTITION },
          ConsistentRead: true,
        }),
      );
      const left = Items.filter(({ name, position }) => name === section.name && position !== section.position);
      await write(`Section "${section.name}"`, {
        ...Object.fromEntries(left.map(({ pk, sk }) => [`left ${sk}`, remove({ pk, sk })])),
        section: put(sectionKey(section.position, section.name), { type: 'section', ...section }),
      });
    },
  };
}

/** An article's entry in each of its listings. */
export function entriesOf(article: PublishedArticle): (readonly [Key, ListedArticle & { readonly type: 'entry' }])[] {
  const { slug, section, headline, standfirst, byline, publishedAt, image } = article;
  const entry = { type: 'entry', slug, section, headline, standfirst, byline, publishedAt, image } as const;
  return listingsOf(article).map((listing) => [listingKey(listing, publishedAt, slug), entry]);
}

/** Every key that shows the article: its own and its listings'. */
const placesOf = (article: PublishedArticle): Key[] => [
  articleKey(article.slug, article.publishedAt),
  ...entriesOf(article).map(([key]) => key),
];

const sameKey = (one: Key, other: Key) => one.pk === other.pk && one.sk === other.sk;

/** The condition that nobody changed an article since it was read. */
const asRead = ({ updatedAt }: PublishedArticle) => ({
  ConditionExpression: 'updatedAt = :seen',
  ExpressionAttributeValues: { ':seen': updatedAt },
});
