import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { itemReader } from '../shared/data/itemReader.ts';
import { ArticleHead } from './fields.ts';
import { createSlugStore, type SlugStore } from './slugStore.ts';

/** Published articles without their texts, which are then neither sent nor decompressed. */
export type HeadStore = SlugStore<ArticleHead>;

export const createHeadStore = (client: DynamoDBDocumentClient, table: string): HeadStore =>
  createSlugStore(client, table, itemReader(ArticleHead), Object.keys(ArticleHead.shape));
