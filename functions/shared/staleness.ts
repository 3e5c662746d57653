/**
 * How long each place may keep what it has read or received, in seconds. One after the other they can add up, so their
 * sum is the longest that a reader may see what is no longer so: {@link MOST_STALE} (docs/decisions/0004). A schedule is
 * exact all the same: what a function remembers ends at the next instant that changes it.
 */
export const KEPT = {
  /** What answers share, such as the sections, in a function's instance. */
  shared: 5,
  /** Whole answers in a function's instance. */
  answer: 5,
  edge: 20,
  /** An edge shows its copy while it asks for a new one. */
  edgeRevalidation: 10,
  /** A browser may ignore the age of an edge's copy. */
  browser: 10,
  browserRevalidation: 10,
} as const;

/** The promise to readers, in seconds. */
export const MOST_STALE = 60;

/**
 * How long a function may answer from its memory, in seconds, while it cannot read: no other place keeps such an answer,
 * so that it may be nearly as old as the promise allows.
 */
export const KEPT_FOR_FAULTS = MOST_STALE - KEPT.shared - 5;

/** How long a function remembers that there is nothing at an address, in seconds. */
export const KEPT_FAILURE = 1;
