import * as z from 'zod/mini';
import type { Say, Words } from '../../words/en.ts';

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

/** The same, before its language is known. */
export interface Drop {
  readonly what: Say;
  readonly line?: number;
  readonly why: Say;
}

/** Most parts that are reported. */
const MOST_TOLD = 100;
/** Most characters of a text that a report repeats. */
const LONGEST = 200;

/** Collects what is dropped. Beyond {@link MOST_TOLD}, it only counts. */
export class DroppedList {
  readonly #told: Drop[] = [];
  #more = 0;

  /** @param lineOf computes the line; called only for parts that are reported. */
  add(what: Say, lineOf: () => number | undefined, why: Say): void {
    if (this.#told.length === MOST_TOLD) {
      this.#more += 1;
      return;
    }
    const line = lineOf();
    this.#told.push({ what, ...(line !== undefined && { line }), why });
  }

  /** Sorted by line. */
  list(): Drop[] {
    const sorted = this.#told.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    if (this.#more === 0) return sorted;
    return [...sorted, { what: ({ dropped }) => dropped.more(this.#more), why: ({ dropped }) => dropped.moreWhy }];
  }
}

/** What was dropped, in the words of a language. */
export const droppedIn = (drops: readonly Drop[], words: Words): Dropped[] =>
  drops.map(({ what, why, ...place }) => ({ what: shortened(what(words)), ...place, why: why(words) }));

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text);
