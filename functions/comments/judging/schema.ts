import * as z from 'zod/mini';
import { instant } from '../../shared/instant.ts';

export const verdicts = ['held', 'published', 'spam', 'rejected', 'removed'] as const;

export type Verdict = (typeof verdicts)[number];

/** One decision: by whom, when and why. */
export const Decided = z.object({
  verdict: z.enum(verdicts),
  at: instant,
  /** A moderator's name; `rules` for the pipeline, `readers` for reports, `author` for the author's own deletion. */
  by: z.string(),
  /** The rule that gave the verdict, or the moderator's reason. */
  rule: z.string(),
  /** What the rule found in the comment. */
  matched: z.nullable(z.string()),
  /** Whether a moderator has taken it back, which is the decision after it. */
  undone: z.optional(z.literal(true)),
});

export type Decided = z.output<typeof Decided>;
