import type { EventFunctionName, FunctionName } from '../functions/shared/api/route.ts';
import type { TableId } from '../functions/shared/data/tables.ts';
import type { Stage } from './stages.ts';

/** Everything there is an entry for. */
export type DeployedFunctionName = FunctionName | EventFunctionName;

/** What the stack and the local server need to know of a function; neither the CDK nor AWS is needed to read it. */
export interface FunctionDefinition {
  /** What it does, for the console. */
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** The DynamoDB actions it may use on a table, and no others. A table that is not named does not exist for it. */
  readonly access: Partial<Readonly<Record<TableId, readonly DynamoAction[]>>>;
  /** What calls it, where that is not a route. */
  readonly calledBy?: 'queue' | 'schedule' | 'stream';
  /** Which stages have it; all of them when it does not say. */
  readonly onlyWhere?: (stage: Stage) => boolean;
  /** Whether it may read the key of the keyed hashes. */
  readonly hashKey?: true;
  /** Whether it writes absolute addresses, and so is told the site's public origin (`SITE_ORIGIN`). */
  readonly siteOrigin?: true;
  /** Whether it asks Akismet, on the stages that have a key. */
  readonly akismet?: true;
  /** Whether it posts or sends mail, and so is told the sender (`MAIL_FROM`) on the stages that have one. */
  readonly mail?: true;
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

/** Nobody waits for them. */
const WORKING = { memoryMegabytes: 512, timeoutSeconds: 30 } as const;

export const functions: Readonly<Record<DeployedFunctionName, FunctionDefinition>> = {
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
    access: {
      published: ['Query', 'PutItem', 'UpdateItem'],
      newsroom: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    },
    hashKey: true,
    siteOrigin: true,
    mail: true,
    akismet: true,
  },
  'comments.person': {
    ...READING,
    description: 'What commenters do about themselves',
    access: {
      published: ['Query', 'PutItem', 'UpdateItem'],
      newsroom: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    },
    hashKey: true,
    siteOrigin: true,
    mail: true,
  },
  'moderation.decide': {
    ...READING,
    description: 'What moderators do',
    access: {
      published: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      newsroom: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    },
    timeoutSeconds: 29,
    hashKey: true,
    siteOrigin: true,
    mail: true,
  },
  'newsroom.edit': {
    ...READING,
    description: 'What editors do',
    access: {
      published: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      newsroom: ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    },
    siteOrigin: true,
    mail: true,
  },
  'pages.read': {
    ...READING,
    description: 'Pages for people',
    access: { published: ['Query', 'GetItem'] },
    hashKey: true,
    siteOrigin: true,
    mail: true,
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
  'mail.send': {
    ...WORKING,
    description: 'Sends the mail of the outbox',
    calledBy: 'queue',
    onlyWhere: ({ mail }) => mail !== undefined,
    access: { newsroom: ['PutItem'] },
    mail: true,
  },
  'mail.digest': {
    ...WORKING,
    description: 'Tells moderators what waits for them',
    calledBy: 'schedule',
    onlyWhere: ({ mail }) => mail?.moderators !== undefined,
    access: { newsroom: ['Query', 'PutItem'] },
    siteOrigin: true,
  },
  'cdn.invalidate': {
    ...WORKING,
    description: 'Asks the CDN to forget what has changed',
    calledBy: 'stream',
    onlyWhere: ({ cdn }) => cdn !== undefined,
    access: {},
  },
};

export const functionNames = Object.keys(functions) as DeployedFunctionName[];

/** The functions of a stage. */
export const functionsOf = (stage: Stage) => functionNames.filter((name) => functions[name].onlyWhere?.(stage) ?? true);
