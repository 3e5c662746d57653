import type { FunctionName } from '../functions/shared/api/route.ts';
import type { TableId } from '../functions/shared/data/tables.ts';

/** What the stack and the local server need to know of a function; neither the CDK nor AWS is needed to read it. */
export interface FunctionDefinition {
  /** What it does, for the console. */
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** The DynamoDB actions it may use on a table, and no others. A table that is not named does not exist for it. */
  readonly access: Partial<Readonly<Record<TableId, readonly DynamoAction[]>>>;
  /** Whether it may read the key of the keyed hashes. */
  readonly hashKey?: true;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Single-item actions; a transaction needs those of its parts. */
export type DynamoAction =
  | 'Query'
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';

/** 1,769 MB is one whole vCPU: start and first answer are bound by it, and a warm answer takes milliseconds of it. */
const READING = { memoryMegabytes: 1769, timeoutSeconds: 10 } as const;

export const functions: Readonly<Record<FunctionName, FunctionDefinition>> = {
  'articles.read': {
    ...READING,
    description: 'Articles and their listings',
    access: { published: ['Query', 'GetItem'] },
  },
  'sections.read': {
    ...READING,
    description: 'The sections of the paper',
    access: { published: ['Query'] },
  },
  'comments.read': {
    ...READING,
    description: 'Threads of comments',
    access: { published: ['Query'] },
  },
  'comments.submit': {
    ...READING,
    description: 'Takes comments in',
    access: { published: ['Query'], newsroom: ['PutItem', 'UpdateItem', 'ConditionCheckItem'] },
    hashKey: true,
    environment: { COMMENT_RATE_LIMIT: '10', COMMENT_RATE_SECONDS: '600' },
  },
  'newsroom.edit': {
    ...READING,
    description: 'What editors do',
    access: {
      published: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      newsroom: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    },
  },
  'pages.read': {
    ...READING,
    description: 'Pages for people',
    access: { published: ['Query', 'GetItem'] },
  },
  'pages.assets': {
    ...READING,
    description: 'The files that pages name',
    access: {},
  },
  'feeds.read': {
    ...READING,
    description: 'Feeds of articles and of comments',
    access: { published: ['Query', 'BatchGetItem'] },
  },
  'sitemaps.read': {
    ...READING,
    description: 'Sitemaps, and what else programs look for at addresses they know',
    access: { published: ['Query'] },
  },
  'service.read': {
    ...READING,
    description: 'Health, the OpenAPI document, and whatever has no route',
    access: {},
  },
};

export const functionNames = Object.keys(functions) as FunctionName[];
