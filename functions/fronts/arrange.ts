import type { ListedArticle } from '../articles/fields.ts';
import { type Arrangement, AUTOMATIC, type Rule, type Slot, slotsOf } from './schema.ts';

/** What decides an article's place on a front. */
export type Candidate = Pick<
  ListedArticle,
  'slug' | 'publishedAt' | 'section' | 'tags' | 'kind' | 'importance' | 'keptOffFronts'
>;

/** A section's row on a front that is chosen by itself. */
export interface SectionRow {
  readonly name: string;
  readonly title: string;
}

/** How much is chosen where editors have arranged nothing. */
export interface Automatic {
  readonly second: number;
  readonly opinion: number;
  readonly briefs: number;
  /** The sections that have a row. */
  readonly rows: readonly SectionRow[];
}

/** A front with its articles, none of them twice. */
export interface Arranged<Article> {
  readonly lead: Article | null;
  readonly second: readonly Article[];
  readonly opinion: readonly Article[];
  readonly rows: readonly {
    readonly title: string;
    readonly section: string | null;
    readonly articles: readonly Article[];
  }[];
  readonly briefs: readonly Article[];
  /** The pointers of slots whose article by hand is not there, or whose rule nothing fits; another is there, or none. */
  readonly displaced: readonly string[];
  /** Those of them in which nothing is. */
  readonly empty: readonly string[];
}

/** Articles of a section's row. */
const IN_ROW = 4;
/** Fewer opinions stand in the rows of their sections. */
const LEAST_OPINIONS = 2;

/** By how much an article is ranked as if it were younger or older, for each step of importance. */
const STEP = 24 * 60 * 60 * 1_000;

/**
 * The rank of an article: the instant of its publication, a day later for importance 3 and a day earlier for 1. So age
 * pulls down, and the order of two articles is the same at any time: a page changes only when an article does.
 */
export const rankOf = ({ publishedAt, importance }: Pick<Candidate, 'publishedAt' | 'importance'>): number =>
  Date.parse(publishedAt) + (importance - 2) * STEP;

type Test<Article> = (article: Article) => boolean;

const isPaidFor = ({ kind }: Candidate) => kind === 'sponsored';
const isOpinion = ({ kind }: Candidate) => kind === 'opinion';
const isBrief = ({ kind, importance }: Candidate) => (kind === 'brief' || importance === 1) && kind !== 'sponsored';
/** Whether an article may stand in the upper ranks by itself. */
const mayLead = (article: Candidate) => !isPaidFor(article) && !isOpinion(article) && !isBrief(article);
const notPaidFor = (article: Candidate) => !isPaidFor(article);

/** A rule never chooses what is paid for, unless it says so. */
const fits = (article: Candidate, { section, tag, kind }: Rule): boolean =>
  (section === undefined || article.section === section) &&
  (tag === undefined || article.tags.includes(tag)) &&
  (kind === undefined ? !isPaidFor(article) : article.kind === kind);

/**
 * Arranges a front. Articles by hand have their slots; then, from the top down, each other slot has the newest that fits
 * its rule or, without one or where none fits, the best ranked that is left.
 * @param arrangement by editors.
 * @param found articles that may be shown, newest first.
 */
export function arrange<Article extends Candidate>(
  arrangement: Arrangement = AUTOMATIC,
  found: readonly Article[],
  automatic: Automatic,
): Arranged<Article> {
  const free = found.filter(({ keptOffFronts }) => !keptOffFronts);
  const left = new Map(free.map((article) => [article.slug, article]));
  const byHand = new Map<string, Article>();
  const displaced: string[] = [];
  const empty: string[] = [];
  for (const { pointer, slot } of slotsOf(arrangement)) {
    if ('newest' in slot) continue;
    const article = left.get(slot.slug);
    if (!article || (isPaidFor(article) && /^\/(lead|second)/.test(pointer))) displaced.push(pointer);
    else {
      byHand.set(pointer, article);
      left.delete(slot.slug);
    }
  }
  const ranked = free.toSorted((one, other) => rankOf(other) - rankOf(one));

  const take = (among: readonly Article[], fitting: Test<Article>): Article[] => {
    const article = among.find((each) => left.has(each.slug) && fitting(each));
    if (!article) return [];
    left.delete(article.slug);
    return [article];
  };
  const takeAll = (most: number, fitting: Test<Article>): Article[] =>
    Array.from({ length: most }).flatMap(() => take(ranked, fitting));
  /** @param allowed what may stand there by a rule. */
  const fill = (
    pointer: string,
    slots: readonly Slot[],
    fitting: Test<Article>,
    allowed: Test<Article> = () => true,
  ): Article[] =>
    slots.flatMap((slot, index) => {
      const byRule = (article: Article) => 'newest' in slot && allowed(article) && fits(article, slot.newest);
      const own = 'newest' in slot ? take(free, byRule) : handOver(`${pointer}/${index}`);
      if (own.length > 0) return own;
      if ('newest' in slot) displaced.push(`${pointer}/${index}`);
      const other = take(ranked, fitting);
      if (other.length === 0) empty.push(`${pointer}/${index}`);
      return other;
    });
  const handOver = (pointer: string): Article[] => {
    const article = byHand.get(pointer);
    return article ? [article] : [];
  };
  const upper = (pointer: string, slots: readonly Slot[] | null, most: number): Article[] =>
    slots ? fill(pointer, slots, mayLead, notPaidFor) : takeAll(most, mayLead);

  const none = arrangement.lead?.length === 0;
  const [lead = (none ? undefined : take(ranked, notPaidFor)[0]) ?? null] = upper('/lead', arrangement.lead, 1);
  const second = upper('/second', arrangement.second, automatic.second);
  const opinions = free.filter((article) => left.has(article.slug) && isOpinion(article)).length;
  const opinion = arrangement.opinion
    ? fill('/opinion', arrangement.opinion, isOpinion)
    : takeAll(opinions < LEAST_OPINIONS ? 0 : automatic.opinion, isOpinion);
  const briefs = arrangement.briefs ? [] : takeAll(automatic.briefs, isBrief);
  const rows = arrangement.rows
    ? arrangement.rows.map(({ title, section, slots }, index) => ({
        title,
        section,
        articles: fill(
          `/rows/${index}/slots`,
          slots,
          (each) => notPaidFor(each) && (section === null || each.section === section),
        ),
      }))
    : automatic.rows.map(({ name, title }) => ({
        title,
        section: name,
        articles: takeAll(IN_ROW, ({ section }) => section === name),
      }));
  return {
    lead,
    second,
    opinion,
    rows: rows.filter(({ articles }) => articles.length > 0),
    briefs: arrangement.briefs ? fill('/briefs', arrangement.briefs, notPaidFor) : briefs,
    displaced,
    empty,
  };
}

/** The articles of a front, in the order of the page. */
export const articlesOn = <Article>({
  lead,
  second,
  opinion,
  rows,
  briefs,
}: Omit<Arranged<Article>, 'displaced' | 'empty'>): Article[] => [
  ...(lead ? [lead] : []),
  ...second,
  ...opinion,
  ...rows.flatMap(({ articles }) => articles),
  ...briefs,
];
