import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request consumed: DynamoDB requests, and read and write capacity units as DynamoDB reported them. */
export interface Usage {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

/** Where an answer came from: memory, a new reading, or memory because the new reading failed or took too long. */
export type Source = 'hit' | 'miss' | 'stale';

interface Work {
  readonly spent: Usage;
  /** When it stops waiting for DynamoDB, in milliseconds since 1970. */
  readonly deadline: number;
  /** Milliseconds that its DynamoDB requests took, summed up also where they ran side by side. */
  waited: number;
  source?: Source;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Runs work with its own meter and deadline.
 * @param milliseconds how long it may wait for DynamoDB in all.
 */
export const metered = <T>(work: () => T, milliseconds: number): T =>
  current.run({ spent: nothingSpent(), deadline: Date.now() + milliseconds, waited: 0 }, work);

/** What the current work has consumed so far. */
export const currentUsage = (): Usage => current.getStore()?.spent ?? nothingSpent();

/** Notes a DynamoDB request's time. */
export const waitedFor = (milliseconds: number): void => {
  const work = current.getStore();
  if (work) work.waited += milliseconds;
};

/** The sum of those times, in milliseconds. */
export const currentWait = (): number => current.getStore()?.waited ?? 0;

/** Notes where the answer of the current work comes from. */
export const answeredFrom = (source: Source): void => {
  const work = current.getStore();
  if (work) work.source = source;
};

/** Where the answer of the current work comes from; undefined when its route is never remembered. */
export const currentSource = (): Source | undefined => current.getStore()?.source;

/** Milliseconds until the deadline of the current work; undefined without one. */
export const millisecondsLeft = (): number | undefined => {
  const work = current.getStore();
  return work && Math.max(0, work.deadline - Date.now());
};

const nothingSpent = (): Usage => ({ requests: 0, readUnits: 0, writeUnits: 0 });
