import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fromArticleItem } from './articleItem.ts';
import type { PublishedArticle } from './fields.ts';
import { pagePartition } from './keys.ts';
import { createSlugStore, type SlugStore } from './slugStore.ts';

/** Pages that are not articles, by slug. */
export type PageStore = SlugStore<PublishedArticle>;

export const createPageStore = (client: DynamoDBDocumentClient, table: string): PageStore =>
  createSlugStore(client, table, fromArticleItem, undefined, pagePartition);
