import type { Clock } from '../instant.ts';

/** Reads something at most every few seconds, whoever asks for it meanwhile. A failed read is not remembered. */
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

/** How long a function may remember what it has read, in milliseconds: a part of the sum above. */
export const CACHE_MILLISECONDS = 10_000;
