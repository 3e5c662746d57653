import type { Clock } from '../instant.ts';

/** Caches the result of a read for a few seconds and shares a read in flight. Failed reads are not cached. */
export function cached<T>(read: () => Promise<T>, clock: Clock): () => Promise<T> {
  let remembered: { readonly value: Promise<T>; readonly until: number } | undefined;

  return () => {
    const now = clock().getTime();
    if (!remembered || remembered.until <= now) {
      const reading = { value: read(), until: now + CACHE_MILLISECONDS };
      remembered = reading;
      reading.value.catch(() => {
        if (remembered === reading) remembered = undefined;
      });
    }
    return remembered.value;
  };
}

/**
 * How long a function may cache what it has read, in milliseconds; part of the 60 seconds of staleness
 * (shared/api/response.ts).
 */
const CACHE_MILLISECONDS = 10_000;
