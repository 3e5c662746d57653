import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request spent on DynamoDB: calls, and read and write capacity units as DynamoDB itself counted them. */
export interface Usage {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

const current = new AsyncLocalStorage<Usage>();

/** Runs a piece of work with a meter of its own, whatever else runs at the same time. */
export const metered = <T>(work: () => T): T => current.run(nothingSpent(), work);

/** What the piece of work this is called in has spent so far. */
export const currentUsage = (): Usage => current.getStore() ?? nothingSpent();

const nothingSpent = (): Usage => ({ requests: 0, readUnits: 0, writeUnits: 0 });
