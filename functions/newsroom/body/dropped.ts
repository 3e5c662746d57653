import * as z from 'zod/mini';

/** A part of a body that was dropped or changed. */
export const Dropped = z.object({
  /** The part, such as `picture img/quay.jpg`. */
  what: z.string(),
  /** The line of the body, from 1; absent when unknown. */
  line: z.optional(z.int()),
  /** The reason, as a sentence without its subject. */
  why: z.string(),
});
export type Dropped = z.output<typeof Dropped>;

/** Most parts that are reported. */
const MOST_TOLD = 100;
/** Most characters of a text that a report repeats. */
const LONGEST = 200;

/** Collects what is dropped. Beyond {@link MOST_TOLD}, it only counts. */
export class DroppedList {
  readonly #told: Dropped[] = [];
  #more = 0;

  /** @param lineOf computes the line; called only for parts that are reported. */
  add(what: string, lineOf: () => number | undefined, why: string): void {
    if (this.#told.length === MOST_TOLD) {
      this.#more += 1;
      return;
    }
    const line = lineOf();
    const short = what.length > LONGEST ? `${what.slice(0, LONGEST).toWellFormed()}…` : what;
    this.#told.push({ what: short, ...(line !== undefined && { line }), why });
  }

  /** Sorted by line. */
  list(): Dropped[] {
    const sorted = this.#told.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    return this.#more === 0 ? sorted : [...sorted, { what: `${this.#more} more`, why: 'are not told one by one' }];
  }
}
