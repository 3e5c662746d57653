import { type Instant, isInstant } from '../shared/instant.ts';

/** The front page of the paper; any other front is called as its section. No section has this name. */
export const FRONT_PAGE = 'front-page';

/** All editions of one front. Read downwards from `AT#<now>`, the first is the one that holds. */
export const frontPartition = (front: string) => `FRONT#${front}`;
export const editionSortKey = (from: Instant) => `AT#${from}`;
export const editionKey = (front: string, from: Instant) => ({ pk: frontPartition(front), sk: editionSortKey(from) });

/** @returns undefined when the key is not that of an edition. */
export function parseEditionKey({ pk, sk }: { readonly pk: string; readonly sk: string }) {
  const [, front] = /^FRONT#(.+)$/.exec(pk) ?? [];
  const [, from = ''] = /^AT#(.+)$/.exec(sk) ?? [];
  return front !== undefined && isInstant(from) ? { front, from } : undefined;
}
