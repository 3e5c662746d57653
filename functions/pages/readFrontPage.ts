import type { ListedArticle } from '../articles/fields.ts';
import { type ArticleReading, readListing } from '../articles/read.ts';
import { toCard } from '../articles/wire.ts';
import { type Arranged, type Automatic, articlesOn } from '../fronts/arrange.ts';
import { FRONT_PAGE } from '../fronts/keys.ts';
import { type FrontReading, readFront } from '../fronts/readFront.ts';
import { listingOf } from '../sections/names.ts';
import type { Section } from '../sections/schema.ts';
import type { CardView, ListingView } from './view.ts';

/** Articles per page of a listing. */
export const PER_PAGE = 20;
/** The newest articles of all, from which the front page chooses: at most 3 read units. */
const ON_FRONT = 32;

export type FrontPageReading = ArticleReading & FrontReading;

const firstOf = (limit: number) => ({ limit, cursor: undefined, from: undefined, to: undefined });

/** The front page as of now. Three requests at most, two of them at once. */
export async function readFrontPage(reading: FrontPageReading): Promise<Arranged<CardView>> {
  const now = reading.clock();
  const { arranged, listed } = await readFront(
    reading,
    FRONT_PAGE,
    () => readListing(reading, 'latest', firstOf(ON_FRONT)),
    async () => ({ second: 3, opinion: 4, briefs: 6, rows: await reading.sections.all() }),
    now,
  );
  return withCards(arranged, listed.titles, now);
}

/** The first page of a section as of now: its front, then the rest of its newest articles. */
export async function readSectionFront(
  reading: FrontPageReading,
  section: Section,
): Promise<{ readonly front: Arranged<CardView>; readonly rest: Omit<ListingView, 'subject' | 'front'> }> {
  const now = reading.clock();
  const { arranged, listed } = await readFront(
    reading,
    section.name,
    () => readListing(reading, listingOf(section), firstOf(PER_PAGE)),
    async () => LEAD_ALONE,
    now,
  );
  const { entries, titles, next, previous } = listed;
  const front = withCards(arranged, titles, now);
  const shown = new Set(articlesOn(front).map(({ slug }) => slug));
  const cards = entries.filter(({ slug }) => !shown.has(slug)).map((entry) => toCard(entry, titles, now));
  return { front, rest: { cards, next, previous } };
}

/** A section has a list of its articles below. */
const LEAD_ALONE: Automatic = { second: 0, opinion: 0, briefs: 0, rows: [] };

function withCards(
  arranged: Arranged<ListedArticle>,
  titles: ReadonlyMap<string, string>,
  now: Date,
): Arranged<CardView> {
  const show = (article: ListedArticle) => toCard(article, titles, now);
  const { lead, second, opinion, rows, briefs, displaced, empty } = arranged;
  return {
    lead: lead && show(lead),
    second: second.map(show),
    opinion: opinion.map(show),
    rows: rows.map(({ articles, title, section }) => ({
      title: title || (section === null ? '' : (titles.get(section) ?? section)),
      section,
      articles: articles.map(show),
    })),
    briefs: briefs.map(show),
    displaced,
    empty,
  };
}
