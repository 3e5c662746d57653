import type { EntryPlace, EntryStore } from '../articles/entryStore.ts';
import type { ListedArticle } from '../articles/fields.ts';
import { hasCome } from '../shared/data/reading.ts';
import { type Arranged, type Automatic, arrange } from './arrange.ts';
import { type Edition, slotsOf } from './schema.ts';
import type { FrontStore } from './store.ts';

export interface FrontReading {
  readonly fronts: FrontStore;
  readonly entries: EntryStore;
}

/**
 * Most articles by hand that are read although they are older than the newest: half a read unit each. Further ones are
 * taken for gone.
 */
const MOST_OLDER = 4;

/** The newest articles of a front, newest first. */
interface Newest {
  readonly entries: readonly ListedArticle[];
}

/**
 * Arranges a front as of now: one request for its edition, beside that for its newest articles; then another one, if an
 * article by hand is older than those.
 * @param list reads the newest articles.
 */
export async function readFront<Listed extends Newest>(
  { fronts, entries }: FrontReading,
  front: string,
  list: () => Promise<Listed>,
  automatic: () => Promise<Automatic>,
  now: Date,
): Promise<{ readonly arranged: Arranged<ListedArticle>; readonly listed: Listed }> {
  const [edition, listed, chosen] = await Promise.all([fronts.find(front, now), list(), automatic()]);
  const older = (edition ? placesOf(edition) : []).filter(
    (place) => !isIn(listed.entries, place) && hasCome(place.publishedAt, now),
  );
  const read = await entries.read(older.slice(0, MOST_OLDER));
  return { arranged: arrange(edition, [...listed.entries, ...read], chosen), listed };
}

const placesOf = (edition: Edition): EntryPlace[] =>
  slotsOf(edition).flatMap(({ slot }) => ('newest' in slot ? [] : [slot]));

const isIn = (found: readonly ListedArticle[], { slug }: EntryPlace): boolean =>
  found.some((article) => article.slug === slug);
