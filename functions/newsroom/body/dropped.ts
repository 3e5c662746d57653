import * as z from 'zod/mini';

/** Something in a body that does not come before readers as it was written. */
export const Dropped = z.object({
  /** Such as `picture img/quay.jpg`. */
  what: z.string(),
  /** The line of the body, from 1; missing where it cannot be told. */
  line: z.optional(z.int()),
  /** As a sentence without its subject. */
  why: z.string(),
});
export type Dropped = z.output<typeof Dropped>;

/** Most things told of a body. */
const MOST_TOLD = 100;
/** Most characters of a text that is repeated. */
const LONGEST = 200;

/** Collects what is dropped; `more` are those that are not told one by one. */
export class DroppedList {
  readonly #told: Dropped[] = [];
  #more = 0;

  /** @param lineOf asked only where it is told. */
  add(what: string, lineOf: () => number | undefined, why: string): void {
    if (this.#told.length === MOST_TOLD) {
      this.#more += 1;
      return;
    }
    const line = lineOf();
    const short = what.length > LONGEST ? `${what.slice(0, LONGEST).toWellFormed()}…` : what;
    this.#told.push({ what: short, ...(line !== undefined && { line }), why });
  }

  /** In the order of their lines. */
  list(): Dropped[] {
    const sorted = this.#told.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    return this.#more === 0 ? sorted : [...sorted, { what: `${this.#more} more`, why: 'are not told one by one' }];
  }
}
