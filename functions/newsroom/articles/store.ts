import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { fromAuditItem, recordEntry } from '../../audit/auditLog.ts';
import { AUDIT_RANGE, copyPartition, dayPartition } from '../../audit/keys.ts';
import type { AuditEntry } from '../../audit/schema.ts';
import type { PageRequest } from '../../shared/api/encodePage.ts';
import { batchDelete, batchGet } from '../../shared/data/batch.ts';
import { guard } from '../../shared/data/guard.ts';
import { type KeyRange, type KeysetPage, queryOf, readPage } from '../../shared/data/keyset.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { atVersion } from '../../shared/version.ts';
import { formerByline } from './byline.ts';
import {
  authorClaimKey,
  claimKey,
  copyKey,
  creationKey,
  type DocumentName,
  REVISION_PREFIX,
  revisionKey,
  slugOfClaim,
  type sourceKey,
  stateRange,
  statusPartition,
  statusSortKey,
  WHOLE_RANGE,
} from './keys.ts';
import type { State } from './lifecycle.ts';
import { type Creation, StoredCopy, StoredRevision } from './schema.ts';

/** Revisions kept for an article. Saving another deletes the oldest, unless that is public. */
const REVISIONS_KEPT = 100;

/** How slugs are made from names in a revision: one without this was stored when every script became Latin letters. */
const SLUGS = 'any-script';

/** How long an idempotency key returns the first result. */
const ONCE_SECONDS = 24 * 60 * 60;

/** The failure of an id that is no article's, or no page's. */
export const unknownDocument = (id: string, of: DocumentName) =>
  of === 'page'
    ? new Failure('page-not-found', ({ failures }) => failures.noPage(id))
    : new Failure('article-not-found', ({ failures }) => failures.noArticle(id));

/** A working copy and its newest revision. */
export interface WholeCopy {
  readonly copy: StoredCopy;
  readonly content: StoredRevision['content'];
}

/** The key of what belongs to one article at most: its slug, its source. */
export type Claim = ReturnType<typeof claimKey | typeof sourceKey | typeof authorClaimKey>;

/** The name that has an author's slug, and the article that signed it first. */
const AuthorClaim = z.object({ slug: z.string(), name: z.string(), article: z.string() });
export type AuthorClaim = z.output<typeof AuthorClaim>;

/** Articles, or pages, in the Newsroom table: working copies, revisions, claims and the audit log. */
export interface CopyStore {
  /** @throws Failure `article-not-found` or `page-not-found`. */
  read(id: string): Promise<StoredCopy>;
  /** The working copies that exist, of articles and of pages, by id; at most 100. */
  readAll(ids: readonly string[]): Promise<StoredCopy[]>;
  /** The working copy with its text, in one request. @throws Failure `article-not-found` or `page-not-found`. */
  readWhole(id: string): Promise<WholeCopy>;
  /** The id of the article that holds a claim. */
  holderOf(claim: Claim): Promise<string | undefined>;
  /** The ids of the articles that have, or had, some slugs, by slug; at most 100. */
  holdersOf(slugs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  holderOfSlug(slug: string): Promise<string | undefined>;
  /** The claims on authors' slugs, by slug. */
  authorsAt(slugs: readonly string[]): Promise<ReadonlyMap<string, AuthorClaim>>;
  /** @throws Failure `revision-not-found`. */
  readRevision(id: string, revision: number): Promise<StoredRevision>;
  listByState(state: State, page: PageRequest, now: Date): Promise<KeysetPage<StoredCopy>>;
  listRevisions(id: string, page: PageRequest): Promise<KeysetPage<StoredRevision>>;
  listActs(id: string, page: PageRequest): Promise<KeysetPage<AuditEntry>>;
  listActsOfDay(day: string, page: PageRequest): Promise<KeysetPage<AuditEntry>>;
  /** Deletes the remaining revisions of a deleted article. */
  forgetRevisions(id: string): Promise<void>;

  // The following return parts of a transaction, each with its condition.
  putNew(copy: StoredCopy): TransactionItem;
  /** Only if the key was not used within a day; the refusal returns the earlier creation. */
  beginOnce(key: string, creation: Creation, now: Date): TransactionItem;
  /** Only if the stored version is still `version`. */
  replace(copy: StoredCopy, version: number): TransactionItem;
  remove(copy: StoredCopy): TransactionItem;
  putRevision(id: string, revision: StoredRevision): TransactionItem;
  /** Deletes the oldest revision when there are too many, unless it is the released one. */
  dropOldest(id: string, newest: number, released: number | null): TransactionItem | undefined;
  /** Deletes the revision released until now, if it was kept only because it was released. */
  dropReleased(copy: StoredCopy, released: number): TransactionItem | undefined;
  /** Only if no other article has the slug; no other page, of a store of pages. */
  claimSlug(slug: string, id: string): TransactionItem;
  unclaimSlug(slug: string, id: string): TransactionItem;
  /** Only if no page has, or had, an address; for a section of that name. */
  unlessPage(slug: string): TransactionItem;
  /** Only if nothing else was made from the source. */
  claim(claim: Claim, id: string): TransactionItem;
  unclaim(claim: Claim, id: string): TransactionItem;
  /** Claims an author's slug for a name, if it is free, claimed for the same name, or still has the former claim. */
  claimAuthor(claim: AuthorClaim, former: AuthorClaim | undefined): TransactionItem;
  record(act: AuditEntry): TransactionItem;
}

/**
 * An article's keys in the index byStatus. Its publication counts as a change, so a scheduled article sorts above now,
 * at its instant, and every other below, newest change first (docs/decisions/0006).
 */
const indexKeysOf = ({ id, document, phase, publishedAt, changedAt }: StoredCopy) => ({
  status: statusPartition(phase, document),
  statusSince: statusSortKey(publishedAt !== null && publishedAt > changedAt ? publishedAt : changedAt, id),
});

/** @param of what the store is of; it finds nothing else. */
export function createCopyStore(
  client: DynamoDBDocumentClient,
  table: string,
  of: DocumentName = 'article',
): CopyStore {
  const get = async (Key: object): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  /** A page of one partition of the table or of the index byStatus. */
  const page = (
    source: {
      readonly partition: string;
      readonly index?: 'byStatus';
      readonly range: KeyRange;
      readonly order?: 'ascending';
    },
    { limit, position }: PageRequest,
  ): Promise<KeysetPage<Item>> => {
    const { partition, index } = source;
    const sortKey = index ? 'statusSince' : 'sk';
    return readPage<Item>({
      query: queryOf(client, { table, partition, ...(index ? { index } : { consistent: true }) }),
      keyOf: (item) => item[sortKey],
      range: source.range,
      order: source.order ?? 'descending',
      position,
      limit,
    });
  };

  /** Fetches the items of a page of the index, which projects keys only; keeps the page's order. */
  const behind = async (found: KeysetPage<Item>): Promise<KeysetPage<Item>> => {
    const keys = found.items.map(({ pk, sk }) => ({ pk, sk }));
    const items = await batchGet(client, table, keys);
    const byKey = new Map<string, Item>(items.map((item) => [`${item.pk} ${item.sk}`, item]));
    return { ...found, items: keys.flatMap(({ pk, sk }) => byKey.get(`${pk} ${sk}`) ?? []) };
  };

  const listRevisions: CopyStore['listRevisions'] = async (id, request) =>
    parsed(
      await page(
        { partition: copyPartition(id), range: { low: revisionKey(id, 0).sk, high: revisionKey(id, 999_999).sk } },
        request,
      ),
      toRevision,
    );

  const put = (
    key: object,
    item: object,
    condition?: Partial<NonNullable<TransactionItem['Put']>>,
  ): TransactionItem => ({
    Put: { TableName: table, Item: { ...key, ...item }, ...condition },
  });
  const dropRevision = (id: string, revision: number): TransactionItem => ({
    Delete: { TableName: table, Key: revisionKey(id, revision) },
  });
  const copyItem = (copy: StoredCopy) => ({ ...copy, type: 'copy', ...indexKeysOf(copy) });

  const own = (copy: StoredCopy): StoredCopy => {
    if ((copy.document ?? 'article') !== of) throw unknownDocument(copy.id, of);
    return copy;
  };
  const claim: CopyStore['claim'] = (key, id) =>
    put(
      key,
      { type: 'claim', article: id },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR article = :article',
        ExpressionAttributeValues: { ':article': id },
      },
    );
  const unclaim: CopyStore['unclaim'] = (key, id) => ({
    Delete: {
      TableName: table,
      Key: key,
      ConditionExpression: 'attribute_not_exists(pk) OR article = :article',
      ExpressionAttributeValues: { ':article': id },
    },
  });
  const holderOf: CopyStore['holderOf'] = async (key) => (await get(key))?.article;
  const read: CopyStore['read'] = async (id) => {
    const item = await get(copyKey(id));
    if (!item) throw unknownDocument(id, of);
    return own(toCopy(item));
  };
  const readRevision: CopyStore['readRevision'] = async (id, revision) => {
    const item = await get(revisionKey(id, revision));
    if (!item) throw new Failure('revision-not-found', ({ failures }) => failures.noRevision(revision, id));
    return toRevision(item);
  };
  return {
    read,
    readRevision,
    readAll: async (ids) => (await batchGet(client, table, ids.map(copyKey))).map(toCopy),
    async readWhole(id) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :article AND begins_with(sk, :revision)',
          ExpressionAttributeValues: { ':article': copyPartition(id), ':revision': REVISION_PREFIX },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 2,
        }),
      );
      const [first, second] = Items;
      if (first?.type !== 'copy') throw unknownDocument(id, of);
      const copy = own(toCopy(first));
      const newest = second?.type === 'revision' ? toRevision(second) : undefined;
      // A Query is not a snapshot: a concurrent save may show in one of the two items and not in the other.
      const { content } = newest?.revision === copy.revision ? newest : await readRevision(id, copy.revision);
      return { copy, content };
    },

    holderOf,
    holderOfSlug: (slug) => holderOf(claimKey(slug, of)),

    async holdersOf(slugs) {
      const items = await batchGet(
        client,
        table,
        slugs.map((slug) => claimKey(slug, of)),
      );
      return new Map(items.map(({ pk, article }) => [slugOfClaim(String(pk)), String(article)]));
    },

    async authorsAt(slugs) {
      const items = await batchGet(client, table, slugs.map(authorClaimKey));
      return new Map(items.map((item) => z.parse(AuthorClaim, item)).map((claim) => [claim.slug, claim]));
    },

    async listByState(state, request, now) {
      const status = state === 'draft' || state === 'withdrawn' ? state : 'released';
      const found = await page(
        {
          partition: statusPartition(status, of),
          index: 'byStatus',
          range: stateRange(state, toInstant(now)),
          ...(state === 'scheduled' ? { order: 'ascending' } : {}),
        },
        request,
      );
      return parsed(await behind(found), toCopy);
    },
    listRevisions,
    listActs: async (id, request) =>
      parsed(await page({ partition: copyPartition(id), range: AUDIT_RANGE }, request), fromAuditItem),
    listActsOfDay: async (day, request) =>
      parsed(
        await behind(await page({ partition: dayPartition(day), index: 'byStatus', range: WHOLE_RANGE }, request)),
        fromAuditItem,
      ),

    async forgetRevisions(id) {
      for (;;) {
        // The most that one BatchWriteItem takes.
        const { items } = await listRevisions(id, { limit: 25, position: undefined });
        if (items.length === 0) return;
        await batchDelete(
          client,
          table,
          items.map(({ revision }) => revisionKey(id, revision)),
        );
      }
    },

    putNew: (copy) => put(copyKey(copy.id), copyItem(copy), { ConditionExpression: 'attribute_not_exists(pk)' }),
    beginOnce: (key, creation, now) => ({ Put: guard(table, creationKey(key), creation, ONCE_SECONDS, now) }),
    replace: (copy, version) => put(copyKey(copy.id), copyItem(copy), atVersion(version)),
    remove: ({ id, version }) => ({ Delete: { TableName: table, Key: copyKey(id), ...atVersion(version) } }),
    putRevision: (id, revision) =>
      put(revisionKey(id, revision.revision), { type: 'revision', slugs: SLUGS, ...revision }),
    dropOldest: (id, newest, released) => {
      const oldest = newest - REVISIONS_KEPT;
      return oldest > 0 && oldest !== released ? dropRevision(id, oldest) : undefined;
    },
    dropReleased: ({ id, revision, releasedRevision: former }, released) =>
      former !== null && former !== released && former <= revision - REVISIONS_KEPT
        ? dropRevision(id, former)
        : undefined,
    claim,
    unclaim,
    claimSlug: (slug, id) => claim(claimKey(slug, of), id),
    unlessPage: (slug) => ({
      ConditionCheck: {
        TableName: table,
        Key: claimKey(slug, 'page'),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }),
    unclaimSlug: (slug, id) => unclaim(claimKey(slug, of), id),
    claimAuthor: (claim, former) =>
      put(
        authorClaimKey(claim.slug),
        { type: 'author-claim', ...claim },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR #name IN (:name, :former)',
          ExpressionAttributeNames: { '#name': 'name' },
          ExpressionAttributeValues: { ':name': claim.name, ':former': former?.name ?? claim.name },
        },
      ),
    record: (act) => recordEntry(table, act),
  };
}

/** An item with its keys. */
// biome-ignore lint/suspicious/noExplicitAny: what comes from the table has been written by this store
type Item = Record<string, any>;

const parsed = <T>(page: KeysetPage<Item>, parse: (item: Item) => T): KeysetPage<T> => ({
  ...page,
  items: page.items.map(parse),
});

const toCopy = (item: Item) => z.parse(StoredCopy, item);
const toRevision = (item: Item): StoredRevision => {
  const revision = z.parse(StoredRevision, item);
  if (item.slugs === SLUGS) return revision;
  return { ...revision, content: { ...revision.content, byline: formerByline(revision.content.byline) } };
};
