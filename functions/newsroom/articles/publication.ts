import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { toArticleItem } from '../../articles/articleItem.ts';
import { type Corrected, correctionEntries } from '../../articles/corrections.ts';
import { ListedArticle, type PublishedArticle } from '../../articles/fields.ts';
import {
  articleKey,
  articlePartition,
  goneKey,
  isArticleKey,
  type Key,
  listingKey,
  listingPartition,
  listingsOf,
  movedKey,
  type PartitionOf,
  removalKey,
  tallyKey,
} from '../../articles/keys.ts';
import { fromEntry, type ListingEntry, toEntry } from '../../articles/listingEntry.ts';
import { projecting } from '../../shared/data/projecting.ts';
import type { TransactionItem, Writes } from '../../shared/data/transaction.ts';
import type { Instant } from '../../shared/instant.ts';

/** An article as far as a change of what is published needs it: its entries, and its corrections. */
export type StandingArticle = ListedArticle & Corrected;

/** Everything stored at a slug, whether visible yet or not. */
export interface SlugState {
  readonly article: StandingArticle | undefined;
  /** The number of visible comments. */
  readonly comments: number;
  /** Whether moderators have closed the thread. */
  readonly closed: boolean;
  readonly movedTo: string | undefined;
  readonly withdrawnAt: Instant | undefined;
}

/** The state of a slug that was never public. */
const NOTHING_AT_SLUG: SlugState = {
  article: undefined,
  comments: 0,
  closed: false,
  movedTo: undefined,
  withdrawnAt: undefined,
};

/**
 * Writes to the Published table, as parts of transactions. The caller adds the writes to the Newsroom table, so that an
 * article, its entry in every listing and its working copy change together or not at all.
 */
export interface Publication {
  readSlug(slug: string): Promise<SlugState>;
  /** The name under which the newest article at an author's slug is signed; undefined where there is none. */
  readAuthor(slug: string): Promise<string | undefined>;
  /**
   * Shows an article from its instant on.
   * @param standing the state of the slug at which the article is, or was last; it is replaced.
   */
  publish(article: PublishedArticle, standing: SlugState): Writes;
  /** Redirects a former slug to the article, from the instant on at which the article is visible. */
  redirect(from: string, article: PublishedArticle): Writes;
  /** Removes a redirect, when the article takes this slug again. */
  endRedirect(slug: string): Writes;
  /** Removes an article from every listing, and marks its slug as withdrawn. */
  withdraw(article: StandingArticle, at: Instant): Writes;
  /** Removes an article that was never visible, without a mark. */
  unpublish(article: StandingArticle): Writes;
}

/** Picks the attributes of a state. Without the text: where that is damaged, it can be published again and withdrawn. */
const STATE = projecting([
  ...Object.keys(ListedArticle.shape),
  ...['type', 'comments', 'closed', 'to', 'at', 'corrections'],
]);

/** The state of an article's public slug; without one, no request is made. */
export const slugStateOf = async (
  publication: Pick<Publication, 'readSlug'>,
  { releasedSlug }: { readonly releasedSlug: string | null },
): Promise<SlugState> => (releasedSlug === null ? NOTHING_AT_SLUG : publication.readSlug(releasedSlug));

/** Where what is published stands. */
export interface Places {
  /** The partition of a slug. */
  readonly partitionOf: PartitionOf;
  /** The entries in listings, by key. */
  entriesOf(article: ListedArticle): readonly (readonly [Key, object])[];
  /** Whether it has comments, and is in feeds: then a tally stands beside it, and its leaving is told to the feeds. */
  readonly isFollowed: boolean;
}

const articlePlaces: Places = { partitionOf: articlePartition, entriesOf, isFollowed: true };

/** @param places of what is published. Default: those of articles. */
export function createPublication(
  client: DynamoDBDocumentClient,
  table: string,
  { partitionOf, isFollowed, ...places }: Places = articlePlaces,
): Publication {
  const put = (key: Key, item: object, condition?: Partial<NonNullable<TransactionItem['Put']>>): TransactionItem => ({
    Put: { TableName: table, Item: { ...key, ...item }, ...condition },
  });
  const remove = (key: Key, condition?: object): TransactionItem => ({
    Delete: { TableName: table, Key: key, ...condition },
  });
  /** Deletes items; the article itself only if it is unchanged since it was read. */
  const removeAll = (keys: readonly Key[], article: ListedArticle): Writes =>
    named(keys, (key) => remove(key, isArticleKey(key) ? asRead(article) : {}));
  const named = (keys: readonly Key[], write: (key: Key) => TransactionItem): Writes =>
    Object.fromEntries(keys.map((key) => [`${key.pk} ${key.sk}`, write(key)]));

  /** Removing an entry changes a feed too: its time is part of the feeds' Last-Modified. */
  const removal = (removedAt: Instant): TransactionItem => put(removalKey, { type: 'removal', removedAt });

  /** Moves the comment count with its article. A change of the count meanwhile refuses the transaction. */
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

  /** The keys of an article, of its listing entries, and of those of its corrections. */
  const placesOf = (article: StandingArticle): Key[] => [
    articleKey(article.slug, article.publishedAt, partitionOf),
    ...[...places.entriesOf(article), ...correctionEntries(article)].map(([key]) => key),
  ];

  return {
    async readSlug(slug) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :slug',
          ExpressionAttributeValues: { ':slug': partitionOf(slug) },
          ConsistentRead: true,
          ...STATE,
        }),
      );
      const item = (type: string) => Items.find((each) => each.type === type);
      const article = item('article');
      return {
        article: article && { ...fromEntry(article), corrections: article.corrections ?? [] },
        comments: item('tally')?.comments ?? 0,
        closed: item('tally')?.closed === true,
        movedTo: item('moved')?.to,
        withdrawnAt: item('gone')?.at,
      };
    },

    async readAuthor(slug) {
      const { Items: [newest] = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :listing',
          ExpressionAttributeValues: { ':listing': listingPartition(`author/${slug}`) },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      return newest && fromEntry(newest).byline.find((author) => author.slug === slug)?.name;
    },

    publish(article, standing) {
      const { article: previous, withdrawnAt } = standing;
      const kept = placesOf(article);
      const key = articleKey(article.slug, article.publishedAt, partitionOf);
      const left = previous ? placesOf(previous).filter((key) => !kept.some((each) => sameKey(each, key))) : [];
      return {
        ...(previous && removeAll(left, previous)),
        article: put(
          key,
          toArticleItem(article),
          previous && sameKey(articleKey(previous.slug, previous.publishedAt, partitionOf), key)
            ? asRead(previous)
            : { ConditionExpression: 'attribute_not_exists(pk)' },
        ),
        ...(isFollowed &&
          (previous && previous.slug !== article.slug
            ? moveTally(previous.slug, article.slug, standing)
            : keepTally(article.slug))),
        gone: withdrawnAt ? remove(goneKey(article.slug, partitionOf)) : undefined,
        removal: isFollowed && left.some((each) => !isArticleKey(each)) ? removal(article.updatedAt) : undefined,
        ...Object.fromEntries(
          [...places.entriesOf(article), ...newCorrections(article, previous)].map(([each, entry]) => [
            `${each.pk} ${each.sk}`,
            put(each, entry),
          ]),
        ),
      };
    },

    redirect: (from, article) => ({
      [`moved ${from}`]: put(movedKey(from, partitionOf), {
        type: 'moved',
        to: article.slug,
        visibleFrom: article.publishedAt,
      }),
    }),
    endRedirect: (slug) => ({ [`moved ${slug}`]: remove(movedKey(slug, partitionOf)) }),
    withdraw: (article, at) => ({
      ...removeAll(placesOf(article), article),
      // An article that was never visible leaves no mark.
      ...(article.publishedAt <= at && {
        gone: put(goneKey(article.slug, partitionOf), { type: 'gone', at, thread: article.thread }),
        ...(isFollowed && { removal: removal(at) }),
      }),
      // Refuses approvals of comments on a withdrawn article.
      ...(isFollowed && {
        tally: {
          Update: {
            TableName: table,
            Key: tallyKey(article.slug),
            UpdateExpression: 'SET withdrawn = :withdrawn',
            ExpressionAttributeValues: { ':withdrawn': true },
          },
        },
      }),
    }),
    unpublish: (article) => removeAll([...placesOf(article), ...(isFollowed ? [tallyKey(article.slug)] : [])], article),
  };
}

/** An article's entry in each of its listings. */
export function entriesOf(article: ListedArticle): (readonly [Key, ListingEntry & { readonly type: 'entry' }])[] {
  const entry = { type: 'entry' as const, ...toEntry(article) };
  return listingsOf(article).map((listing) => [listingKey(listing, article.publishedAt, article.slug), entry]);
}

/** The entries of corrections that are not there yet as they are now. */
function newCorrections(article: Corrected, previous: Corrected | undefined) {
  const there = new Map(previous && correctionEntries(previous).map(([{ sk }, entry]) => [sk, entry]));
  return correctionEntries(article).filter(([{ sk }, entry]) => !isDeepStrictEqual(there.get(sk), entry));
}

/** The condition that an article is unchanged since it was read. */
const asRead = ({ updatedAt }: ListedArticle) => ({
  ConditionExpression: 'updatedAt = :seen',
  ExpressionAttributeValues: { ':seen': updatedAt },
});

const sameKey = (one: Key, other: Key) => one.pk === other.pk && one.sk === other.sk;
