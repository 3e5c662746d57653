import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request consumed: DynamoDB requests, and read and write capacity units as DynamoDB reported them. */
export interface Usage {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

interface Work {
  readonly spent: Usage;
  /** When it stops waiting for DynamoDB, in milliseconds since 1970. */
  readonly deadline: number;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Runs work with its own meter and deadline.
 * @param milliseconds how long it may wait for DynamoDB in all.
 */
export const metered = <T>(work: () => T, milliseconds: number): T =>
  current.run({ spent: nothingSpent(), deadline: Date.now() + milliseconds }, work);

/** What the current work has consumed so far. */
export const currentUsage = (): Usage => current.getStore()?.spent ?? nothingSpent();

/** Milliseconds until the deadline of the current work; undefined without one. */
export const millisecondsLeft = (): number | undefined => {
  const work = current.getStore();
  return work && Math.max(0, work.deadline - Date.now());
};

const nothingSpent = (): Usage => ({ requests: 0, readUnits: 0, writeUnits: 0 });
