import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import type { Instant } from '../instant.ts';

/*
 * What an answer was read from, which tells how long it may be remembered: until an instant that it knows, and as long
 * as this process has not written what it read. In Lambda other functions write, and a memory is a few seconds old at
 * most; on a laptop all functions share a process, so that everybody sees there at once what was changed.
 */

/** What a piece of work has read. */
export interface Reading {
  /** Whether its result still holds at an instant, in milliseconds since 1970, as far as this process knows. */
  holds(at: number): boolean;
}

interface Recorded extends Reading {
  readonly partitions: Set<string>;
  changesAt: number;
}

const current = new AsyncLocalStorage<Recorded>();

/** Records what a piece of work reads. The reading may be asked while the work goes on. */
export function recorded<T>(work: () => Promise<T>): { readonly value: Promise<T>; readonly reading: Reading } {
  const begun = writes;
  const reading: Recorded = {
    partitions: new Set(),
    changesAt: Number.POSITIVE_INFINITY,
    holds(at) {
      return at < this.changesAt && begun >= forgotten && !anyWrittenSince(this.partitions, begun);
    },
  };
  return { value: current.run(reading, work), reading };
}

/** Adds what another reading has read, whose result the current work uses. */
export function uses(other: Reading): void {
  const reading = current.getStore();
  if (!reading) return;
  const { partitions, changesAt } = other as Recorded;
  for (const partition of partitions) reading.partitions.add(partition);
  reading.changesAt = Math.min(reading.changesAt, changesAt);
}

/** Tells that what the current work reads will be different from an instant on, in milliseconds since 1970. */
export function changesAt(instant: number): void {
  const reading = current.getStore();
  if (reading) reading.changesAt = Math.min(reading.changesAt, instant);
}

/** Whether an instant has come. Where it has not, what the current work reads will be different from it on. */
export function hasCome(instant: Instant, now: Date): boolean {
  const at = Date.parse(instant);
  if (at <= now.getTime()) return true;
  changesAt(at);
  return false;
}

/** Tells that the current work reads partitions, each with the name of its table. */
export function reads(partitions: readonly string[]): void {
  const reading = current.getStore();
  if (reading) for (const partition of partitions) reading.partitions.add(partition);
}

/** Every bundle has its own copy of this module; the channel is the process's. */
const written = channel('broadsheet:written');

/** Tells everybody in this process that partitions were written, or may have been. */
export const wrote = (partitions: readonly string[]): void => written.publish(partitions);

/** Most partitions whose last write is known. */
const MOST_KNOWN = 10_000;

let writes = 0;
/** The number of the last write that is no longer known. */
let forgotten = 0;
/** The number of the last write by partition, in the order of the numbers. */
const lastWrite = new Map<string, number>();

written.subscribe((message) => {
  writes += 1;
  for (const partition of message as readonly string[]) {
    lastWrite.delete(partition);
    lastWrite.set(partition, writes);
  }
  for (const [partition, number] of lastWrite) {
    if (lastWrite.size <= MOST_KNOWN) break;
    lastWrite.delete(partition);
    forgotten = number;
  }
});

function anyWrittenSince(partitions: ReadonlySet<string>, number: number): boolean {
  if (lastWrite.size === 0) return false;
  for (const partition of partitions) if ((lastWrite.get(partition) ?? 0) > number) return true;
  return false;
}
