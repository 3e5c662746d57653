import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { PublishedArticle } from '../../articles/fields.ts';
import {
  articleKey,
  articlePartition,
  goneKey,
  isArticleKey,
  type Key,
  listingKey,
  listingsOf,
  movedKey,
  removalKey,
  tallyKey,
} from '../../articles/keys.ts';
import { type ListingEntry, toEntry } from '../../articles/listingEntry.ts';
import type { TransactionItem, Writes } from '../../shared/data/transaction.ts';
import type { Instant } from '../../shared/instant.ts';

/** What stands at a slug, whenever it is to be seen. */
export interface SlugState {
  readonly article: PublishedArticle | undefined;
  /** Visible comments counted here. */
  readonly comments: number;
  /** Whether moderators have closed the thread. */
  readonly closed: boolean;
  readonly movedTo: string | undefined;
  readonly withdrawnAt: Instant | undefined;
}

/** At a slug that was never public. */
export const NOTHING_AT_SLUG: SlugState = {
  article: undefined,
  comments: 0,
  closed: false,
  movedTo: undefined,
  withdrawnAt: undefined,
};

/**
 * What readers see, as parts of transactions. Whoever composes them adds the Newsroom's side, so that an article, its
 * place in every listing and what its editors know of it change together or not at all.
 */
export interface Publication {
  readSlug(slug: string): Promise<SlugState>;
  /** Makes `article` what is seen from its instant on, instead of what stands at the slug it is (or was last) at. */
  publish(article: PublishedArticle, standing: SlugState): Writes;
  /** Lets a former slug lead to where the article is now. It leads nowhere before the article itself is out. */
  redirect(from: string, article: PublishedArticle): Writes;
  /** Ends a redirection, when its article comes back to that slug. */
  endRedirect(slug: string): Writes;
  /** Takes an article out of every listing and leaves word at its slug that it is gone. */
  withdraw(article: PublishedArticle, at: Instant): Writes;
  /** Takes an article that nobody has seen out without a trace. */
  unpublish(article: PublishedArticle): Writes;
}

/** What readers have of an article. At the slug of one that is not released there is nothing, and nothing is asked. */
export const slugStateOf = async (
  publication: Pick<Publication, 'readSlug'>,
  { releasedSlug }: { readonly releasedSlug: string | null },
): Promise<SlugState> => (releasedSlug === null ? NOTHING_AT_SLUG : publication.readSlug(releasedSlug));

export function createPublication(client: DynamoDBDocumentClient, table: string): Publication {
  const put = (key: Key, item: object, condition?: Partial<NonNullable<TransactionItem['Put']>>): TransactionItem => ({
    Put: { TableName: table, Item: { ...key, ...item }, ...condition },
  });
  const remove = (key: Key, condition?: object): TransactionItem => ({
    Delete: { TableName: table, Key: key, ...condition },
  });
  /** Takes places away; the article's own only as it was read. */
  const removeAll = (keys: readonly Key[], article: PublishedArticle): Writes =>
    named(keys, (key) => remove(key, isArticleKey(key) ? asRead(article) : {}));
  const named = (keys: readonly Key[], write: (key: Key) => TransactionItem): Writes =>
    Object.fromEntries(keys.map((key) => [`${key.pk} ${key.sk}`, write(key)]));

  /** Feeds are as young as what was taken out of them. */
  const removal = (removedAt: Instant): TransactionItem => put(removalKey, { type: 'removal', removedAt });

  /** The count of comments goes where its article goes; what is counted or decided of it meanwhile refuses the move. */
  const moveTally = (from: string, to: string, { comments, closed }: SlugState): Writes => ({
    oldTally: {
      Delete: {
        TableName: table,
        Key: tallyKey(from),
        ConditionExpression: `comments = :comments AND ${closed ? 'closed = :closed' : 'attribute_not_exists(closed)'}`,
        ExpressionAttributeValues: { ':comments': comments, ...(closed ? { ':closed': closed } : {}) },
      },
    },
    tally: put(tallyKey(to), { type: 'tally', comments, ...(closed ? { closed } : {}) }),
  });
  const keepTally = (slug: string): Writes => ({
    tally: {
      Update: {
        TableName: table,
        Key: tallyKey(slug),
        UpdateExpression: 'SET #type = :tally, comments = if_not_exists(comments, :none) REMOVE withdrawn',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: { ':tally': 'tally', ':none': 0 },
      },
    },
  });

  return {
    async readSlug(slug) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :slug',
          ExpressionAttributeValues: { ':slug': articlePartition(slug) },
          ConsistentRead: true,
        }),
      );
      const item = (type: string) => Items.find((each) => each.type === type);
      const article = item('article');
      return {
        article: article && z.parse(PublishedArticle, article),
        comments: item('tally')?.comments ?? 0,
        closed: item('tally')?.closed === true,
        movedTo: item('moved')?.to,
        withdrawnAt: item('gone')?.at,
      };
    },

    publish(article, standing) {
      const { article: previous, withdrawnAt } = standing;
      const kept = placesOf(article);
      const left = previous ? placesOf(previous).filter((key) => !kept.some((each) => sameKey(each, key))) : [];
      return {
        ...(previous && removeAll(left, previous)),
        article: put(
          articleKey(article.slug, article.publishedAt),
          { type: 'article', ...article },
          previous &&
            sameKey(articleKey(previous.slug, previous.publishedAt), articleKey(article.slug, article.publishedAt))
            ? asRead(previous)
            : { ConditionExpression: 'attribute_not_exists(pk)' },
        ),
        ...(previous && previous.slug !== article.slug
          ? moveTally(previous.slug, article.slug, standing)
          : keepTally(article.slug)),
        gone: withdrawnAt ? remove(goneKey(article.slug)) : undefined,
        removal: left.some((key) => !isArticleKey(key)) ? removal(article.updatedAt) : undefined,
        ...Object.fromEntries(entriesOf(article).map(([key, entry]) => [`${key.pk} ${key.sk}`, put(key, entry)])),
      };
    },

    redirect: (from, article) => ({
      [`moved ${from}`]: put(movedKey(from), { type: 'moved', to: article.slug, visibleFrom: article.publishedAt }),
    }),
    endRedirect: (slug) => ({ [`moved ${slug}`]: remove(movedKey(slug)) }),
    withdraw: (article, at) => ({
      ...removeAll(placesOf(article), article),
      // What was never out leaves no word that it was to be.
      ...(article.publishedAt <= at && {
        gone: put(goneKey(article.slug), { type: 'gone', at, thread: article.thread }),
        removal: removal(at),
      }),
      // Comments that are approved at the same moment find it closed.
      tally: {
        Update: {
          TableName: table,
          Key: tallyKey(article.slug),
          UpdateExpression: 'SET withdrawn = :withdrawn',
          ExpressionAttributeValues: { ':withdrawn': true },
        },
      },
    }),
    unpublish: (article) => removeAll([...placesOf(article), tallyKey(article.slug)], article),
  };
}

/** An article's entry in each of its listings. */
export function entriesOf(article: PublishedArticle): (readonly [Key, ListingEntry & { readonly type: 'entry' }])[] {
  const entry = { type: 'entry' as const, ...toEntry(article) };
  return listingsOf(article).map((listing) => [listingKey(listing, article.publishedAt, article.slug), entry]);
}

/** Every key that shows the article: its own and its listings'. */
const placesOf = (article: PublishedArticle): Key[] => [
  articleKey(article.slug, article.publishedAt),
  ...entriesOf(article).map(([key]) => key),
];

/** The condition that nobody changed an article since it was read. */
const asRead = ({ updatedAt }: PublishedArticle) => ({
  ConditionExpression: 'updatedAt = :seen',
  ExpressionAttributeValues: { ':seen': updatedAt },
});

const sameKey = (one: Key, other: Key) => one.pk === other.pk && one.sk === other.sk;
