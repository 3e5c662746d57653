/** The list of all redirects: those of editors by their addresses, then the former addresses of what has moved. */
export const REDIRECTS_PARTITION = 'REDIRECTS';

/** An editor's redirect. Every address begins with a slash. */
export const redirectEntryKey = (from: string) => ({ pk: REDIRECTS_PARTITION, sk: from });

/** What can have a former address. */
export const MOVING = ['article', 'page', 'section', 'author'] as const;
export type Moving = (typeof MOVING)[number];

const FORMER = 'MOVED#';
/** What an address is told apart by: the slug of an article, page or author, or the name of a section. */
export const formerId = (kind: Moving, name: string) => `${kind}:${name}`;
/** A former address. No editor's redirect has such a key: it sorts after every slash. */
export const formerAddressKey = (id: string) => ({ pk: REDIRECTS_PARTITION, sk: `${FORMER}${id}` });
/** @returns undefined for the key of an editor's redirect. */
export const parseFormerAddressKey = (sortKey: string): string | undefined =>
  sortKey.startsWith(FORMER) ? sortKey.slice(FORMER.length) : undefined;

export const FORMER_ID = new RegExp(`^(?:${MOVING.join('|')}):[\\p{L}\\p{M}\\p{N}-]{1,200}$`, 'u');
export const isFormerId = (id: string): boolean => FORMER_ID.test(id);

/** What may have had an address, by its form. */
export function formerIdsAt(path: string): readonly string[] {
  const [first = '', second, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (rest.length > 0) return [];
  if (second === undefined) return [formerId('section', first), formerId('page', first)];
  return [first === 'authors' ? formerId('author', second) : formerId('article', second)];
}

export const REDIRECTS_RANGE = { low: '/', high: `${FORMER}\u{10ffff}` } as const;
export const isRedirectSortKey = (key: string): boolean =>
  key.startsWith('/') || isFormerId(parseFormerAddressKey(key) ?? '');
