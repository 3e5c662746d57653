import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request spent on DynamoDB: calls, and read and write capacity units as DynamoDB itself counted them. */
export interface Usage {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

interface Work {
  readonly spent: Usage;
  /** The instant, in milliseconds since 1970, at which it waits for DynamoDB no more. */
  readonly deadline: number;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Runs a piece of work with a meter of its own, whatever else runs at the same time.
 * @param milliseconds how long it may wait for DynamoDB in all.
 */
export const metered = <T>(work: () => T, milliseconds: number): T =>
  current.run({ spent: nothingSpent(), deadline: Date.now() + milliseconds }, work);

/** What the piece of work this is called in has spent so far. */
export const currentUsage = (): Usage => current.getStore()?.spent ?? nothingSpent();

/** How many milliseconds the piece of work this is called in may still wait; nothing where nobody waits for it. */
export const millisecondsLeft = (): number | undefined => {
  const work = current.getStore();
  return work && Math.max(0, work.deadline - Date.now());
};

const nothingSpent = (): Usage => ({ requests: 0, readUnits: 0, writeUnits: 0 });
