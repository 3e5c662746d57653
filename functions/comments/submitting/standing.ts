import * as z from 'zod/mini';
import { itemReader } from '../../shared/data/itemReader.ts';

/** The record of a person. */
export const Standing = z.object({
  /** Comments that moderators have approved. */
  approved: z._default(z.int(), 0),
  /** Comments sent with a proven mailbox that moderators have put away since they last approved one. */
  rejectedInRow: z._default(z.int(), 0),
});
export type Standing = Readonly<z.output<typeof Standing>>;

/** Parses a standing; without an item, that of a new person. */
const read = itemReader(Standing);
export function standingOf(item: Readonly<Record<string, unknown>> = {}): Standing {
  const { approved, rejectedInRow } = read(item);
  // Decisions that are undone in another order than they were taken may pass zero on the way.
  return { approved: Math.max(0, approved), rejectedInRow: Math.max(0, rejectedInRow) };
}
