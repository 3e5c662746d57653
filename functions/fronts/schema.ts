import type { Kind } from '../articles/fields.ts';
import type { Instant } from '../shared/instant.ts';

/** The newest article that fits; without conditions, the newest of all. */
export interface Rule {
  readonly section?: string | undefined;
  readonly tag?: string | undefined;
  readonly kind?: Kind | undefined;
}

/** An article by hand, at the instant of its publication; or the newest that fits. */
export type Slot = { readonly slug: string; readonly publishedAt: Instant } | { readonly newest: Rule };

/** A row under a title, or under that of its section. */
export interface SlotRow {
  readonly title: string;
  readonly section: string | null;
  readonly slots: readonly Slot[];
}

/** What editors arrange of a front, by rank. What is null is chosen by itself; an empty list is left out. */
export interface Arrangement {
  readonly lead: Slot | null;
  readonly second: readonly Slot[] | null;
  readonly opinion: readonly Slot[] | null;
  readonly rows: readonly SlotRow[] | null;
  readonly briefs: readonly Slot[] | null;
}

/** An arrangement that holds from an instant, which is in its key, until another or the next edition. */
export interface Edition extends Arrangement {
  readonly front: string;
  readonly from: Instant;
  /** When the front is chosen by itself again; null for never. */
  readonly until: Instant | null;
  readonly savedAt: Instant;
}

/** The front that is chosen by itself. */
export const AUTOMATIC: Arrangement = { lead: null, second: null, opinion: null, rows: null, briefs: null };

/** The slots of an arrangement, in the order of the page, each with its JSON pointer. */
export function slotsOf({ lead, second, opinion, rows, briefs }: Arrangement): { pointer: string; slot: Slot }[] {
  const all = (pointer: string, slots: readonly Slot[] | null) =>
    (slots ?? []).map((slot, index) => ({ pointer: `${pointer}/${index}`, slot }));
  return [
    ...(lead ? [{ pointer: '/lead', slot: lead }] : []),
    ...all('/second', second),
    ...all('/opinion', opinion),
    ...(rows ?? []).flatMap(({ slots }, index) => all(`/rows/${index}/slots`, slots)),
    ...all('/briefs', briefs),
  ];
}
