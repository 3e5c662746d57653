import type { EventFunctionName, FunctionName } from '../functions/shared/api/route.ts';
import type { TableId, tables } from '../functions/shared/data/tables.ts';
import type { Stage } from './stages.ts';

/** Every function with an entry. */
export type DeployedFunctionName = FunctionName | EventFunctionName;

/** What the stack and the local server need to know of a function, independent of the CDK. */
export interface FunctionDefinition {
  /** Shown in the console. */
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** All that it may do with data; tables and indexes that are not named are inaccessible. */
  readonly access: Partial<Readonly<Record<DataSource, Access>>>;
  /** All that it may do with the objects of the media library's bucket. Default: nothing. */
  readonly objects?: ObjectAccess;
  /** The event source, when it is not a route. */
  readonly calledBy?: 'queue' | 'schedule' | 'stream' | 'bucket';
  /** Which stages have it. Default: all. */
  readonly onlyWhere?: (stage: Stage) => boolean;
  /** Whether it takes along what is compiled for Lambda's platform (`infra/native`). */
  readonly native?: true;
  /** Whether it may read the key of the keyed hashes. */
  readonly hashKey?: true;
  /** Whether it tells search engines what to index, and so receives `SITE_INDEXED`. */
  readonly indexed?: true;
  /** Whether it may read the key that signs forms. */
  readonly formKey?: true;
  /** Whether it has pages of the desk, and so may read the key of its sessions and learns its issuer. */
  readonly desk?: true;
  /** Whether it calls Akismet, on stages that have a key. */
  readonly akismet?: true;
  /** Whether it posts or sends mail, and so receives `MAIL_FROM` on stages that have a sender. */
  readonly mail?: true;
}

/** A table, or an index of one. */
export type DataSource = TableId | `newsroom/${keyof typeof tables.newsroom.indexes}`;

/** DynamoDB actions by partition key pattern (docs/data.md); `*` matches any text, as in IAM. */
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

/** S3 actions by key pattern (`functions/media/objectKeys.ts`). Who may get an object may also learn that there is none. */
export type ObjectAccess = Readonly<Record<string, readonly ObjectAction[]>>;

/**
 * A copy gets one object and puts the other; whoever signs an upload must be allowed to put it. `ListBucket` lists the keys
 * that begin as the pattern does.
 */
export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';

/** 1,769 MB is one whole vCPU, which bounds cold starts; a warm request uses milliseconds of it. */
const READING = { memoryMegabytes: 1769, timeoutSeconds: 10 } as const;

/**
 * Redirects where there is no page, and the counters of both: whoever serves readers may add to a counter, and write nothing
 * else (docs/decisions/0041).
 */
const REDIRECTING = {
  'REDIRECT#*': ['BatchGetItem'],
  'HITS#*': ['UpdateItem'],
  MISSES: ['UpdateItem'],
} as const satisfies Access;

/** Publishing and unpublishing comments: the tally beside the article is updated, and nothing is put there. */
const THREADS = {
  'ARTICLE#*': ['Query', 'UpdateItem'],
  'COMMENTS#*': ['Query', 'PutItem', 'DeleteItem'],
} as const satisfies Access;

/** Changing a picture wherever it is shown. */
const PICTURES = {
  'ARTICLE#*': ['Query', 'UpdateItem'],
  'PAGE#*': ['Query', 'UpdateItem'],
  'LISTING#*': ['UpdateItem'],
  // Of the paper's settings: its logo, and the picture of shared links.
  SECTIONS: ['Query', 'GetItem', 'UpdateItem'],
} as const satisfies Access;

/** What moderators do, by the API or at the desk. */
const MODERATING = {
  published: {
    ...THREADS,
    // Public comment rules are stored beside the sections.
    SECTIONS: ['Query', 'PutItem', 'DeleteItem'],
  },
  newsroom: {
    'COMMENT#*': ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    'PERSON#*': ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem'],
    'REPORTED#*': ['PutItem', 'DeleteItem'],
    SETTINGS: ['GetItem', 'PutItem'],
    'ACTS#*': ['PutItem'],
    'MAIL#*': ['PutItem'],
  },
  'newsroom/byStatus': { 'COMMENT#*': ['Query'] },
  'newsroom/byThread': { 'THREAD#*': ['Query'] },
  'newsroom/byPerson': { 'PERSON#*': ['Query'] },
} as const satisfies FunctionDefinition['access'];

/** What editors do, by the API or at the desk. */
const EDITING = {
  published: {
    'ARTICLE#*': ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'PAGE#*': ['Query', 'PutItem', 'DeleteItem'],
    'LISTING#*': ['Query', 'BatchGetItem', 'PutItem', 'DeleteItem'],
    CORRECTIONS: ['Query', 'PutItem', 'DeleteItem'],
    'COMMENTS#*': ['Query'],
    'AUTHOR#*': ['GetItem', 'BatchGetItem', 'PutItem'],
    'TAG#*': ['GetItem', 'BatchGetItem', 'PutItem'],
    'FRONT#*': ['Query', 'PutItem', 'DeleteItem'],
    SECTIONS: ['Query', 'PutItem', 'DeleteItem'],
    'SECTION#*': ['PutItem', 'ConditionCheckItem'],
    'REDIRECT#*': ['BatchGetItem', 'PutItem', 'DeleteItem'],
    'HITS#*': ['BatchGetItem', 'DeleteItem'],
    MISSES: ['Query', 'DeleteItem'],
  },
  newsroom: {
    REDIRECTS: ['Query', 'GetItem', 'PutItem', 'DeleteItem'],
    'ARTICLE#*': ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
    'SLUG#*': ['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem'],
    'FRONT#*': ['GetItem', 'PutItem'],
    'PAGE#*': ['GetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
    'SOURCE#*': ['GetItem', 'PutItem', 'DeleteItem'],
    'AUTHOR#*': ['BatchGetItem', 'PutItem', 'DeleteItem'],
    'CREATION#*': ['PutItem'],
    // The records of files are read and checked, and the uses of files written beside them.
    'MEDIA#*': ['BatchGetItem', 'ConditionCheckItem', 'PutItem', 'DeleteItem'],
    'ACTS#*': ['BatchGetItem', 'PutItem'],
  },
  'newsroom/byStatus': { 'ARTICLE#*': ['Query'], 'PAGE#*': ['Query'], 'AUDIT#*': ['Query'] },
} as const satisfies FunctionDefinition['access'];

/** For functions that nobody waits for. */
const WORKING = { memoryMegabytes: 512, timeoutSeconds: 30 } as const;

export const functions: Readonly<Record<DeployedFunctionName, FunctionDefinition>> = {
  'articles.read': {
    ...READING,
    description: 'Articles and their listings',
    access: {
      published: {
        'ARTICLE#*': ['Query'],
        'PAGE#*': ['Query'],
        'LISTING#*': ['Query'],
        CORRECTIONS: ['Query'],
        'AUTHOR#*': ['GetItem'],
        'TAG#*': ['GetItem'],
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
    // The paper's language is read for a failure.
    access: { published: { 'ARTICLE#*': ['Query'], 'COMMENTS#*': ['Query'], SECTIONS: ['Query'] } },
  },
  'comments.submit': {
    ...READING,
    description: 'Takes comments in',
    access: {
      published: { ...THREADS, SECTIONS: ['Query'] },
      newsroom: {
        'COMMENT#*': ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
        'PERSON#*': ['BatchGetItem'],
        SETTINGS: ['BatchGetItem'],
        'RATE#*': ['UpdateItem'],
        'SUBMISSION#*': ['GetItem', 'PutItem'],
        'DUPLICATE#*': ['GetItem', 'PutItem'],
        'REPORT#*': ['PutItem'],
        'REPORTED#*': ['PutItem', 'DeleteItem'],
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
      published: { ...THREADS, SECTIONS: ['Query'] },
      newsroom: {
        'COMMENT#*': ['BatchGetItem', 'PutItem', 'UpdateItem'],
        'PERSON#*': ['GetItem', 'DeleteItem'],
        'REPORTED#*': ['DeleteItem'],
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
    access: MODERATING,
    timeoutSeconds: 29,
    hashKey: true,
    mail: true,
  },
  'newsroom.edit': {
    ...READING,
    description: 'What editors do',
    access: EDITING,
    // A merge moves as many articles as there is time for.
    timeoutSeconds: 29,
    mail: true,
  },
  'pages.read': {
    ...READING,
    description: 'Pages for people',
    access: {
      published: {
        'ARTICLE#*': ['Query'],
        'PAGE#*': ['Query'],
        'LISTING#*': ['Query', 'BatchGetItem'],
        CORRECTIONS: ['Query'],
        'COMMENTS#*': ['Query'],
        'AUTHOR#*': ['GetItem'],
        'TAG#*': ['GetItem'],
        'FRONT#*': ['Query'],
        SECTIONS: ['Query'],
        ...REDIRECTING,
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
        CORRECTIONS: ['Query'],
        'COMMENTS#*': ['Query'],
        'TAG#*': ['GetItem'],
        'AUTHOR#*': ['GetItem'],
        SECTIONS: ['Query', 'BatchGetItem'],
        ...REDIRECTING,
      },
    },
  },
  'sitemaps.read': {
    ...READING,
    description: 'Sitemaps, and what else programs look for at addresses they know',
    access: { published: { 'LISTING#*': ['Query'], SECTIONS: ['Query'] } },
    // An outline of a month of 20,000 articles is paced, so that front pages are not throttled.
    timeoutSeconds: 29,
    indexed: true,
  },
  'media.manage': {
    ...READING,
    description: 'The media library, as editors use it',
    access: {
      published: PICTURES,
      newsroom: {
        'MEDIA#*': ['Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
        'MEDIA-LIST#*': ['Query', 'PutItem', 'DeleteItem'],
        'ARTICLE#*': ['BatchGetItem'],
        'ACTS#*': ['PutItem'],
      },
    },
    objects: {
      'incoming/*': ['PutObject', 'DeleteObject'],
      'originals/*': ['DeleteObject'],
      'media/*': ['DeleteObject', 'ListBucket'],
    },
    // A change of a picture that a thousand articles use.
    timeoutSeconds: 29,
  },
  'service.read': {
    ...READING,
    description: 'Health, the OpenAPI document, and whatever has no route',
    access: { published: { ...REDIRECTING, SECTIONS: ['Query'] } },
  },
  'media.read': {
    ...READING,
    description: 'Files of the media library, where no CDN reads them from the bucket',
    access: {},
    objects: { 'media/*': ['GetObject'] },
  },
  'desk.session': {
    ...READING,
    description: 'Signs people in and out of the desk',
    access: {},
    desk: true,
  },
  'desk.edit': {
    ...READING,
    description: 'The desk of editors',
    access: EDITING,
    timeoutSeconds: 29,
    mail: true,
    desk: true,
  },
  'desk.moderate': {
    ...READING,
    description: 'The desk of moderators',
    access: MODERATING,
    timeoutSeconds: 29,
    hashKey: true,
    mail: true,
    desk: true,
  },
  'media.develop': {
    description: 'Makes what readers see of uploaded files',
    // The most that every account may have: a picture of 100 megapixels needs much of either.
    memoryMegabytes: 3_008,
    timeoutSeconds: 120,
    calledBy: 'bucket',
    native: true,
    access: {
      published: PICTURES,
      newsroom: {
        'MEDIA#*': ['Query', 'BatchGetItem', 'PutItem', 'UpdateItem'],
        'MEDIA-LIST#*': ['PutItem', 'DeleteItem'],
      },
    },
    objects: {
      'incoming/*': ['GetObject', 'DeleteObject'],
      'originals/*': ['GetObject', 'PutObject', 'DeleteObject'],
      'media/*': ['PutObject', 'DeleteObject'],
    },
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
    access: {
      published: { SECTIONS: ['Query'] },
      newsroom: { 'MAIL#*': ['PutItem'] },
      'newsroom/byStatus': { 'COMMENT#held': ['Query'], 'COMMENT#reported': ['Query'] },
    },
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

/** One policy statement: an action on a table or an index, with conditions on the keys of the request. */
export interface Permission {
  readonly source: DataSource;
  readonly action: DynamoAction;
  /** Every key must match one of these patterns. */
  readonly every: readonly string[];
  /** At least one key must match one of these. */
  readonly some?: readonly string[];
}

/** The actions that can be parts of a transaction. */
const WRITES: readonly DynamoAction[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];

/**
 * The statements of a function's policy. AWS does not document which keys it checks for one part of a transaction: the
 * part's own, or all of the transaction's. So a write requires one key of its own partitions and allows any partition
 * that the function may write by any action: a single-item request is restricted to its own partitions, and a
 * transaction passes under both readings (docs/decisions/0015).
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

export const functionsOf = (stage: Stage) => functionNames.filter((name) => functions[name].onlyWhere?.(stage) ?? true);
