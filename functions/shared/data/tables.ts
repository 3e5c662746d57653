/** A secondary index: its two key attributes. Every index of ours projects keys only, so a write to it costs one unit. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A table as data: read by the stack, the local server and the tests, so that the three cannot differ. */
export interface TableDefinition {
  /** The environment variable that tells a function the table's real name. */
  readonly environmentName: string;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
  /** What its stream tells of a changed item, and no more than events are made of (docs/decisions/0010). */
  readonly stream: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES';
  /** The attribute DynamoDB expires items by (epoch seconds), where the table has one. */
  readonly timeToLive?: string;
}

/** Both tables have the same primary key. */
export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';

/**
 * Published is what the world may read; Newsroom is what it may not (drafts, the moderation queue, commenters' emails,
 * rate windows). They are two tables so that a function serving readers can have no permission on the second at all.
 */
export const tables = {
  published: {
    environmentName: 'PUBLISHED_TABLE',
    indexes: {},
    stream: 'NEW_AND_OLD_IMAGES',
  },
  newsroom: {
    environmentName: 'NEWSROOM_TABLE',
    indexes: {
      /** Comments by verdict, articles by state, acts by day. */
      byStatus: { partitionKey: 'status', sortKey: 'statusSince' },
      /** Comments on one article, by verdict. */
      byThread: { partitionKey: 'onThread', sortKey: 'onThreadSince' },
      /** Everything one commenter wrote, by a keyed hash of the email: export and erasure without a scan. */
      byPerson: { partitionKey: 'ofPerson', sortKey: 'ofPersonSince' },
    },
    // What is erased is not told once more.
    stream: 'NEW_IMAGE',
    timeToLive: 'expiresAt',
  },
} as const satisfies Record<string, TableDefinition>;

export type TableId = keyof typeof tables;

/** The real names of the two tables, in whatever account or file they live. */
export type TableNames = Readonly<Record<TableId, string>>;
