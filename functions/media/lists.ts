import { hash } from 'node:crypto';
import type { Instant } from '../shared/instant.ts';
import type { MediaKind, MediaRecord, rightsCategories } from './schema.ts';
import { beginningOf, beginningsOf, hasWords, rarestOf } from './words.ts';

/** One list that has a file. */
export interface Listed {
  readonly list: string;
  /** When the entry is of no use any more, in seconds since 1970. */
  readonly expiresAt?: number | undefined;
}

const secondsOf = (at: Instant) => Math.floor(Date.parse(at) / 1_000);

/** Whether nothing is missing of a file, apart from time: it is ready, and a picture has its alternative text. */
const isComplete = ({ state, removing, kind, alt, decorative }: MediaRecord) =>
  state === 'ready' && !removing && (kind !== 'picture' || alt !== '' || decorative);

/** Whether a file can be published now. */
export const isUsable = (record: MediaRecord, now: Instant): boolean =>
  isComplete(record) && (record.expires === null || record.expires > now);

/**
 * The lists that have a file. One that is not ready is in that of its state only, until it is forgotten. A ready one is in
 * those by which editors look for it, each by itself.
 */
export function listsOf(record: MediaRecord): readonly Listed[] {
  const { state, removing, uploadedBy, rights, kind, expires, expiresAt } = record;
  if (removing) return [];
  if (state !== 'ready') return [{ list: state, expiresAt }];
  const names = ['ready', `uploader/${uploadedBy}`, `rights/${rights}`, `kind/${kind}`];
  return [
    ...names.map((list) => ({ list })),
    // DynamoDB deletes what is expired, so that such entries do not pile up before those that can be used.
    ...(isComplete(record) ? [{ list: 'usable', expiresAt: expires === null ? undefined : secondsOf(expires) }] : []),
    ...beginningsOf(record).map((beginning) => ({ list: `word/${beginning}` })),
  ];
}

/** What editors look for in the library. */
export interface Search {
  readonly state: MediaRecord['state'];
  readonly uploader?: string | undefined;
  readonly rights?: (typeof rightsCategories)[number] | undefined;
  readonly kind?: MediaKind | undefined;
  readonly usable: boolean;
  readonly unused: boolean;
  /** Words, as `wordsOf` has them. */
  readonly words: readonly string[];
}

/** The plan of a search: the shortest list that has all matches, and the comparison of its records. */
export interface SearchPlan {
  readonly list: string;
  /** Whether nearly all that the list has is what is looked for. */
  readonly isExact: boolean;
  /** Whether a record is what is looked for, apart from its uses. */
  readonly matches: (record: MediaRecord) => boolean;
}

export function planOf(search: Search, now: Instant): SearchPlan {
  const { state, uploader, rights, kind, usable, unused, words } = search;
  const narrowing = [
    ...(words.length > 0 ? [`word/${beginningOf(rarestOf(words))}`] : []),
    ...(uploader === undefined ? [] : [`uploader/${uploader}`]),
    ...(rights === undefined ? [] : [`rights/${rights}`]),
    ...(kind === undefined ? [] : [`kind/${kind}`]),
    ...(usable ? ['usable'] : []),
  ];
  const [list = 'ready'] = narrowing;
  return {
    list: state === 'ready' ? list : state,
    isExact: words.length === 0 && !unused && (state === 'ready' ? narrowing.length < 2 : narrowing.length === 0),
    matches: (record) =>
      record.state === state &&
      !record.removing &&
      (uploader === undefined || record.uploadedBy === uploader) &&
      (rights === undefined || record.rights === rights) &&
      (kind === undefined || record.kind === kind) &&
      (!usable || isUsable(record, now)) &&
      hasWords(record, words),
  };
}

/** The name of a search in its cursors. */
export const searchName = (search: Search): string =>
  `media/${hash('sha256', JSON.stringify(search), 'base64url').slice(0, 16)}`;
