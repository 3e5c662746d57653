import { hash } from 'node:crypto';

/** The id of a redirect: a digest of the address that it is for, so that a reader's address leads to its key. */
export const redirectId = (from: string): string => hash('sha256', from, 'hex').slice(0, 24);

export const redirectKey = (id: string) => ({ pk: `REDIRECT#${id}`, sk: 'REDIRECT' });

/** The counter of a redirect: apart, because the functions that serve readers may write nothing else. */
export const hitsKey = (id: string) => ({ pk: `HITS#${id}`, sk: 'HITS' });

/** Most addresses that are remembered as asked for in vain. */
export const MISS_PLACES = 2_048;

export const MISSES_PARTITION = 'MISSES';

/** The place of an address among those that were asked for in vain. Several addresses share one, which holds the more frequent. */
export const missKey = (address: string) => {
  const place = Number.parseInt(hash('sha256', address, 'hex').slice(0, 8), 16) % MISS_PLACES;
  return { pk: MISSES_PARTITION, sk: String(place).padStart(4, '0') };
};
