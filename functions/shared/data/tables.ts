/** The key attributes of a secondary index. Every index projects keys only, so that a write to it costs one unit. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A table as data, read by the stack, the local server and the tests. */
export interface TableDefinition {
  /** The environment variable with the table's name. */
  readonly environmentName: string;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
  /** What the stream carries: no more than its consumers need (docs/decisions/0010). */
  readonly stream: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES';
  /** The time-to-live attribute (epoch seconds), where the table has one. */
  readonly timeToLive?: string;
}

/** The primary key of both tables. */
export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';

/**
 * Published holds what everybody may read; Newsroom what they may not (drafts, the moderation queue, commenters'
 * emails, rate windows). With two tables, a function that serves readers needs no permission on the second at all.
 */
export const tables = {
  published: {
    environmentName: 'PUBLISHED_TABLE',
    indexes: {},
    stream: 'NEW_AND_OLD_IMAGES',
    timeToLive: 'expiresAt',
  },
  newsroom: {
    environmentName: 'NEWSROOM_TABLE',
    indexes: {
      /** Comments by verdict, articles by state, audit log by day. */
      byStatus: { partitionKey: 'status', sortKey: 'statusSince' },
      /** Comments on one article, by verdict. */
      byThread: { partitionKey: 'onThread', sortKey: 'onThreadSince' },
      /** All comments of one person, by a keyed hash of the email: export and erasure without a Scan. */
      byPerson: { partitionKey: 'ofPerson', sortKey: 'ofPersonSince' },
    },
    // No old images: the stream must not repeat erased data.
    stream: 'NEW_IMAGE',
    timeToLive: 'expiresAt',
  },
} as const satisfies Record<string, TableDefinition>;

export type TableId = keyof typeof tables;

export type TableNames = Readonly<Record<TableId, string>>;
