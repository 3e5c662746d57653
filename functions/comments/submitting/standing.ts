import * as z from 'zod/mini';
import { itemReader } from '../../shared/data/itemReader.ts';

/** What is known of a person. */
export const Standing = z.object({
  /** Comments of theirs that moderators have approved. */
  approved: z._default(z.int(), 0),
  /** Comments that their proven mailbox has sent, and that moderators have put away since they last found one good. */
  rejectedInRow: z._default(z.int(), 0),
});
export type Standing = Readonly<z.output<typeof Standing>>;

/** The standing that an item holds; that of somebody of whom nothing is known yet, where there is none. */
const read = itemReader(Standing);
export const standingOf = (item: Readonly<Record<string, unknown>> = {}): Standing => read(item);
