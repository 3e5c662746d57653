import { type Arrangement, type Slot, slotsOf } from '../../fronts/schema.ts';
import type { Section } from '../../sections/schema.ts';
import { Failure, type Fault } from '../../shared/failure.ts';
import type { Say } from '../../words/en.ts';
import type { StoredCopy } from '../articles/schema.ts';
import type { SavedFront, SentSlot } from './schema.ts';

/** An article that editors name, by its id or by a slug that it has or had. */
export type Named = ReadonlyMap<string, StoredCopy>;

/** The names of articles in what was sent, each once. */
export const namesIn = (sent: SavedFront): string[] => [
  ...new Set(slotsOf<SentSlot>(sent).flatMap(({ slot }) => ('article' in slot ? [slot.article] : []))),
];

/**
 * Makes an arrangement of what was sent: an article is kept by its public slug and its instant, by which it is read.
 * @throws Failure `field-invalid`, pointing to each slot that cannot be filled: with an article that is not there, that is
 * neither out nor scheduled, that is there twice, or that is paid for and would lead; and to sections that are not there.
 */
export function decideSlots(sent: SavedFront, named: Named, sections: readonly Section[]): Arrangement {
  const faults: Fault[] = [];
  const tell = (pointer: string, detail: Say) => void faults.push({ pointer, detail });
  const isSection = (name: string) => sections.some((section) => section.name === name);
  const placed = new Set<string>();
  for (const { pointer, slot } of slotsOf<SentSlot>(sent)) {
    if ('newest' in slot) {
      const { section, kind } = slot.newest;
      if (section !== undefined && !isSection(section))
        tell(`${pointer}/newest/section`, ({ faults: said }) => said.noSection);
      if (kind === 'sponsored' && isUpper(pointer)) tell(`${pointer}/newest/kind`, ({ faults: said }) => said.paidFor);
      continue;
    }
    const copy = named.get(slot.article);
    const place = `${pointer}/article`;
    if (!copy) tell(place, ({ faults: said }) => said.noArticle);
    else if (copy.phase !== 'released') tell(place, ({ faults: said }) => said.notReleased);
    else if (placed.has(copy.id)) tell(place, ({ faults: said }) => said.articleTwice);
    else if (copy.kind === 'sponsored' && isUpper(pointer)) tell(place, ({ faults: said }) => said.paidFor);
    if (copy) placed.add(copy.id);
  }
  sent.rows?.forEach(({ section }, index) => {
    if (section !== null && !isSection(section)) tell(`/rows/${index}/section`, ({ faults: said }) => said.noSection);
  });
  if (sent.from !== null && sent.until !== null && sent.until <= sent.from) {
    tell('/until', ({ faults: said }) => said.laterThanFrom);
  }
  if (faults.length > 0) throw new Failure('field-invalid', ({ failures }) => failures.frontUnfit, { faults });

  return mapSlots(sent, (slot: SentSlot): Slot => {
    if ('newest' in slot) return slot;
    const copy = named.get(slot.article);
    return { slug: copy?.releasedSlug ?? slot.article, publishedAt: copy?.publishedAt ?? '' };
  });
}

/** Whether a pointer is of a rank in which nothing stands that is paid for. */
const isUpper = (pointer: string) => /^\/(lead|second)\//.test(pointer);

/** An arrangement in the form in which it is sent. */
export const asSent = (arrangement: Arrangement) =>
  mapSlots(arrangement, (slot): SentSlot => ('newest' in slot ? slot : { article: slot.slug }));

function mapSlots<From, To>({ lead, second, opinion, rows, briefs }: Arrangement<From>, change: (slot: From) => To) {
  const all = (slots: readonly From[] | null) => slots?.map(change) ?? null;
  return {
    lead: all(lead),
    second: all(second),
    opinion: all(opinion),
    rows: rows?.map(({ slots, ...row }) => ({ ...row, slots: slots.map(change) })) ?? null,
    briefs: all(briefs),
  };
}
