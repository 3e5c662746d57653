import type { EventFunctionName, FunctionName } from '../functions/shared/api/route.ts';
import type { TableId, tables } from '../functions/shared/data/tables.ts';
import type { Stage } from './stages.ts';

/** Everything there is an entry for. */
export type DeployedFunctionName = FunctionName | EventFunctionName;

/** What the stack and the local server need to know of a function; neither the CDK nor AWS is needed to read it. */
export interface FunctionDefinition {
  /** What it does, for the console. */
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** What it may do with data, and nothing else. A table or an index that is not named does not exist for it. */
  readonly access: Partial<Readonly<Record<DataSource, Access>>>;
  /** What calls it, where that is not a route. */
  readonly calledBy?: 'queue' | 'schedule' | 'stream';
  /** Which stages have it; all of them when it does not say. */
  readonly onlyWhere?: (stage: Stage) => boolean;
  /** Whether it may read the key of the keyed hashes. */
  readonly hashKey?: true;
  /** Whether it tells search engines what to leave alone, and so is told which stages they are to find (`SITE_INDEXED`). */
  readonly indexed?: true;
  /** Whether it may read the key that signs forms. */
  readonly formKey?: true;
  /** Whether it asks Akismet, on the stages that have a key. */
  readonly akismet?: true;
  /** Whether it posts or sends mail, and so is told the sender (`MAIL_FROM`) on the stages that have one. */
  readonly mail?: true;
}

/** A table, or an index of one. */
export type DataSource = TableId | `newsroom/${keyof typeof tables.newsroom.indexes}`;

/** The DynamoDB actions on the partitions whose keys look so (docs/data.md); `*` stands for any text, as IAM has it. */
export type Access = Readonly<Record<string, readonly DynamoAction[]>>;

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
    access: {
      published: {
        'ARTICLE#*': ['Query'],
        'LISTING#*': ['Query'],
        'AUTHOR#*': ['GetItem'],
        SECTIONS: ['Query'],
      },
    },
  },
  'sections.read': {
    ...READING,
    description: 'The sections of the paper',
    access: { published: { SECTIONS: ['Query'] } },
  },
  'comments.read': {
    ...READING,
    description: 'Threads of comments',
    access: { published: { 'ARTICLE#*': ['Query'], 'COMMENTS#*': ['Query'] } },
  },
  'comments.submit': {
    ...READING,
    description: 'Takes comments in',
    access: {
      published: {
        // The tally beside the article is counted up and down; nothing is put there.
        'ARTICLE#*': ['Query', 'UpdateItem'],
        'COMMENTS#*': ['Query', 'PutItem'],
        SECTIONS: ['Query'],
      },
      newsroom: {
        'COMMENT#*': ['GetItem', 'BatchGetItem', 'PutItem'],
        'PERSON#*': ['BatchGetItem'],
        SETTINGS: ['BatchGetItem'],
        'RATE#*': ['UpdateItem'],
        'SUBMISSION#*': ['GetItem', 'PutItem'],
        'DUPLICATE#*': ['GetItem', 'PutItem'],
        'REPORT#*': ['PutItem'],
        'MAIL#*': ['PutItem'],
      },
    },
    hashKey: true,
    formKey: true,
    mail: true,
    akismet: true,
  },
  'commenters.manage': {
    ...READING,
    description: 'What commenters do about themselves',
    access: {
      published: {
        'ARTICLE#*': ['Query', 'UpdateItem'],
        'COMMENTS#*': ['PutItem'],
        SECTIONS: ['Query'],
      },
      newsroom: {
        'COMMENT#*': ['BatchGetItem', 'PutItem', 'UpdateItem'],
        'PERSON#*': ['GetItem', 'DeleteItem'],
        'RATE#*': ['UpdateItem'],
        'MAIL#*': ['PutItem'],
      },
      'newsroom/byPerson': { 'PERSON#*': ['Query'] },
    },
    hashKey: true,
    mail: true,
  },
  'moderation.decide': {
    ...READING,
    description: 'What moderators do',
    access: {
      published: {
        'ARTICLE#*': ['Query', 'UpdateItem'],
        'COMMENTS#*': ['PutItem'],
        // Beside the sections stands what readers are told of the rules.
        SECTIONS: ['Query', 'PutItem', 'DeleteItem'],
      },
      newsroom: {
        'COMMENT#*': ['GetItem', 'BatchGetItem', 'PutItem'],
        'PERSON#*': ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem'],
        SETTINGS: ['GetItem', 'PutItem'],
        'ACTS#*': ['PutItem'],
        'MAIL#*': ['PutItem'],
      },
      'newsroom/byStatus': { 'COMMENT#*': ['Query'] },
      'newsroom/byThread': { 'THREAD#*': ['Query'] },
      'newsroom/byPerson': { 'PERSON#*': ['Query'] },
    },
    timeoutSeconds: 29,
    hashKey: true,
    mail: true,
  },
  'newsroom.edit': {
    ...READING,
    description: 'What editors do',
    access: {
      published: {
        'ARTICLE#*': ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
        'LISTING#*': ['Query', 'PutItem', 'DeleteItem'],
        'COMMENTS#*': ['Query'],
        'AUTHOR#*': ['GetItem', 'PutItem'],
        SECTIONS: ['Query', 'PutItem', 'DeleteItem'],
        'SECTION#*': ['PutItem'],
      },
      newsroom: {
        'ARTICLE#*': ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
        'SLUG#*': ['PutItem', 'DeleteItem'],
        'CREATION#*': ['PutItem'],
        'ACTS#*': ['BatchGetItem', 'PutItem'],
      },
      'newsroom/byStatus': { 'ARTICLE#*': ['Query'], 'AUDIT#*': ['Query'] },
    },
    mail: true,
  },
  'pages.read': {
    ...READING,
    description: 'Pages for people',
    access: {
      published: {
        'ARTICLE#*': ['Query'],
        'LISTING#*': ['Query'],
        'COMMENTS#*': ['Query'],
        'AUTHOR#*': ['GetItem'],
        SECTIONS: ['Query'],
      },
    },
    formKey: true,
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
    access: {
      published: {
        'ARTICLE#*': ['Query', 'BatchGetItem'],
        'LISTING#*': ['Query'],
        'COMMENTS#*': ['Query'],
        SECTIONS: ['Query'],
      },
    },
  },
  'sitemaps.read': {
    ...READING,
    description: 'Sitemaps, and what else programs look for at addresses they know',
    access: { published: { 'LISTING#*': ['Query'], SECTIONS: ['Query'] } },
    // A month of 20,000 articles is read slowly, so that nobody's front page waits for it.
    timeoutSeconds: 29,
    indexed: true,
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
    access: { newsroom: { 'MAIL#*': ['PutItem'] } },
    mail: true,
  },
  'moderation.digest': {
    ...WORKING,
    description: 'Tells moderators what waits for them',
    calledBy: 'schedule',
    onlyWhere: ({ mail }) => mail?.moderators !== undefined,
    access: { newsroom: { 'MAIL#*': ['PutItem'] }, 'newsroom/byStatus': { 'COMMENT#held': ['Query'] } },
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

/** One statement of a function's policy: an action on a table or an index, with conditions on the keys a request names. */
export interface Permission {
  readonly source: DataSource;
  readonly action: DynamoAction;
  /** Each key is like one of these. */
  readonly every: readonly string[];
  /** And, where it says so, at least one key is like one of these. */
  readonly some?: readonly string[];
}

/** The actions that can be parts of a transaction. */
const WRITES: readonly DynamoAction[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];

/**
 * What a function may do, as its policy says it. AWS does not tell which keys it holds against the statement for one part of a
 * transaction: that part's own, or all that the transaction names. So a write asks for a key of its own partitions, and
 * lets beside it stand what the function may write by any action in any table: a request of one key is held to exactly
 * its own partitions, and a transaction passes either way (docs/decisions/0015).
 */
export function permissionsOf({ access }: Pick<FunctionDefinition, 'access'>): readonly Permission[] {
  const sources = Object.entries(access) as [DataSource, Access][];
  const allowed = sources.flatMap(([source, partitions]) =>
    Object.entries(partitions).flatMap(([partition, actions]) =>
      actions.map((action) => ({ source, action, partition })),
    ),
  );
  const written = allowed.filter(({ action }) => WRITES.includes(action)).map(({ partition }) => partition);
  return [...Map.groupBy(allowed, ({ source, action }) => `${action} ${source}`).values()].flatMap((same) => {
    const own = same.map(({ partition }) => partition);
    return same
      .slice(0, 1)
      .map(({ source, action }) =>
        WRITES.includes(action)
          ? { source, action, every: [...new Set(written)].toSorted(), some: own }
          : { source, action, every: own },
      );
  });
}

/** The functions of a stage. */
export const functionsOf = (stage: Stage) => functionNames.filter((name) => functions[name].onlyWhere?.(stage) ?? true);
