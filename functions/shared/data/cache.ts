import type { Clock } from '../instant.ts';
import { KEPT } from '../staleness.ts';
import { type Reading, recorded, uses } from './reading.ts';

/**
 * Caches the result of a read for a few seconds, or until an instant that changes it, and shares a read in flight. Failed
 * reads are not cached.
 */
export function cached<T>(read: () => Promise<T>, clock: Clock): () => Promise<T> {
  let remembered: { readonly value: Promise<T>; readonly reading: Reading; readonly at: number } | undefined;
  const holds = (now: number): boolean => {
    const age = remembered ? now - remembered.at : -1;
    return age >= 0 && age < KEPT.shared * 1_000 && remembered?.reading.holds(now) === true;
  };

  return async function readCached(): Promise<T> {
    const now = clock().getTime();
    if (!remembered || !holds(now)) remembered = { ...recorded(read), at: now };
    const used = remembered;
    try {
      const value = await used.value;
      // A read that began earlier may end at an instant that has come since.
      if (used.at < now && !used.reading.holds(now)) return readCached();
      uses(used.reading);
      return value;
    } catch (error) {
      if (remembered === used) remembered = undefined;
      throw error;
    }
  };
}
