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
export interface SlotRow<Each = Slot> {
  readonly title: string;
  readonly section: string | null;
  readonly slots: readonly Each[];
}

/**
 * What editors arrange of a front, by rank. What is null is chosen by itself; an empty list is left out.
 * @template Each a slot, as it is stored or as it is sent.
 */
export interface Arrangement<Each = Slot> {
  /** One at most. */
  readonly lead: readonly Each[] | null;
  readonly second: readonly Each[] | null;
  readonly opinion: readonly Each[] | null;
  readonly rows: readonly SlotRow<Each>[] | null;
  readonly briefs: readonly Each[] | null;
}

/**
 * An arrangement that holds from an instant, which is in its key, until another or the next edition. Who made it is in the
 * newsroom's audit log: editions are public.
 */
export interface Edition extends Arrangement {
  readonly front: string;
  readonly from: Instant;
  /** When the front is chosen by itself again; null for never. */
  readonly until: Instant | null;
}

/** The front that is chosen by itself. */
export const AUTOMATIC: Arrangement = { lead: null, second: null, opinion: null, rows: null, briefs: null };

/** The slots of an arrangement, in the order of the page, each with its JSON pointer. */
export function slotsOf<Each>(arrangement: Arrangement<Each>): { readonly pointer: string; readonly slot: Each }[] {
  const { lead, second, opinion, rows, briefs } = arrangement;
  const all = (pointer: string, slots: readonly Each[] | null) =>
    (slots ?? []).map((slot, index) => ({ pointer: `${pointer}/${index}`, slot }));
  return [
    ...all('/lead', lead),
    ...all('/second', second),
    ...all('/opinion', opinion),
    ...(rows ?? []).flatMap(({ slots }, index) => all(`/rows/${index}/slots`, slots)),
    ...all('/briefs', briefs),
  ];
}
