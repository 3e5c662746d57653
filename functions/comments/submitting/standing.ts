/** What is known of a person. */
export interface Standing {
  /** Comments of theirs that moderators have approved. */
  readonly approved: number;
}

/** The standing of somebody of whom nothing is known yet. */
export const UNKNOWN: Standing = { approved: 0 };
