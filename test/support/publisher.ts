import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PublishedArticle } from '../../functions/articles/fields.ts';
import { createPublication, type SlugState } from '../../functions/newsroom/articles/publication.ts';
import { createSectionEditing } from '../../functions/newsroom/sections/store.ts';
import type { Section } from '../../functions/sections/schema.ts';
import { createSectionStore } from '../../functions/sections/store.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { type TransactionItem, type Writes, writeTogether } from '../../functions/shared/data/transaction.ts';

/** Publishes articles without the newsroom's API, for tests of what readers see. */
export interface Publisher {
  standing(slug: string): Promise<SlugState>;
  publish(article: PublishedArticle, previous: PublishedArticle | undefined): Promise<void>;
  redirect(from: string, article: PublishedArticle): Promise<void>;
  withdraw(article: PublishedArticle, at: string): Promise<void>;
  putSection(section: Section): Promise<void>;
}

/** Publishes as another instance does, of whose writes this process learns nothing. */
export const elsewhere = ({ tables }: { readonly tables: TableNames }): Publisher =>
  createPublisher(
    DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } }),
    tables.published,
  );

/** Each act is one transaction of the newsroom's own parts; a refused one throws. */
export function createPublisher(client: DynamoDBDocumentClient, table: string): Publisher {
  const publication = createPublication(client, table);
  const sections = createSectionStore(client, table);
  const editing = createSectionEditing(client, table);
  const write = async (writes: Writes) => {
    const refused = await writeTogether(client, writes as Record<string, TransactionItem | undefined>);
    if (refused) throw new Error(`The transaction was refused: ${Object.keys(refused).join(', ')}`);
  };

  return {
    standing: publication.readSlug,
    publish: async (article, previous) => {
      const standing = await publication.readSlug((previous ?? article).slug);
      await write(publication.publish(article, { ...standing, article: previous }));
    },
    redirect: (from, article) => write(publication.redirect(from, article)),
    withdraw: (article, at) => write(publication.withdraw(article, at)),
    putSection: async (section) => {
      const before = (await sections.list()).filter(({ name }) => name === section.name);
      if (!(await editing.replace(before, [section]))) throw new Error('The section was changed meanwhile');
    },
  };
}
