import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { articleKey, listingKey } from '../../articles/keys.ts';
import { writeTogether } from '../../shared/data/transaction.ts';
import { entriesOf, type Publication } from '../articles/publication.ts';
import { type Moved, moveListing } from '../moveListing.ts';

/** Concurrent articles; each is one transaction, with an entry in each of its listings. */
const AT_ONCE = 4;
const PER_PAGE = 50;
/**
 * Brings the articles of one slug of an author to another, as many as there is time for: each with its entries, in one
 * transaction. What is left is what the first slug's listing still holds, so the next call goes on.
 */
export function createBringing(
  client: DynamoDBDocumentClient,
  TableName: string,
  publication: Pick<Publication, 'readSlug'>,
) {
  const bring = async (slug: string, from: string, to: string, name: string | undefined): Promise<boolean> => {
    const { article } = await publication.readSlug(slug);
    if (!article?.byline.some((each) => each.slug === from)) return false;
    const byline = article.byline.map((each) => (each.slug === from ? { name: name ?? each.name, slug: to } : each));
    const entries = entriesOf({ ...article, byline });
    const refused = await writeTogether(client, {
      article: {
        Update: {
          TableName,
          Key: articleKey(slug, article.publishedAt),
          UpdateExpression: 'SET byline = :byline',
          ConditionExpression: 'updatedAt = :seen AND byline = :before',
          ExpressionAttributeValues: { ':byline': byline, ':before': article.byline, ':seen': article.updatedAt },
        },
      },
      left: { Delete: { TableName, Key: listingKey(`author/${from}`, article.publishedAt, slug) } },
      ...Object.fromEntries(
        entries.map(([key, entry]) => [`${key.pk}`, { Put: { TableName, Item: { ...key, ...entry } } }]),
      ),
    });
    return refused === undefined;
  };

  return (from: string, to: string, name: string | undefined): Promise<Moved> =>
    moveListing(
      { client, table: TableName, listing: `author/${from}` },
      { atOnce: AT_ONCE, perPage: PER_PAGE },
      ({ slug }) => bring(slug, from, to, name),
    );
}

export type Bringing = ReturnType<typeof createBringing>;
