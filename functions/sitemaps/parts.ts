import { hasCome } from '../shared/data/reading.ts';
import { type Instant, toInstant } from '../shared/instant.ts';
import { dayOf, firstInstant, monthAfter, monthOf } from '../shared/month.ts';

/**
 * Most articles in a file. With the longest addresses, a function's response of 6 MB holds fewer than the 50,000 that
 * the protocol allows. It also bounds the cost of a file.
 */
export const PART_LIMIT = 20_000;

/** A period whose articles share a file: a month (`2026-11`), or a day (`2026-11-24`) of a crowded month. */
export interface SitemapPart {
  readonly name: string;
  readonly month: string;
  /** The beginning, inclusive, and the end, exclusive, in the paper's time zone. */
  readonly from: Instant;
  readonly to: Instant;
}

export const partPath = (name: string): string => `/sitemaps/${name}.xml`;

/** Parses a file's name (`2026-11.xml`); undefined when there is no such month or day. */
export function parsePart(file: string, timeZone: string): SitemapPart | undefined {
  const [, name, month, day] = /^((\d{4}-\d{2})(?:-(\d{2}))?)\.xml$/.exec(file) ?? [];
  if (!name || !month) return undefined;
  const start = new Date(`${month}-${day ?? '01'}T00:00:00.000Z`);
  // JavaScript accepts 30 February as a day in March.
  if (Number.isNaN(start.getTime()) || !toInstant(start).startsWith(name)) return undefined;
  const next = day ? dayAfter(name) : monthAfter(month, 1);
  return { name, month, from: firstInstant(name, timeZone), to: firstInstant(next, timeZone) };
}

/**
 * The parts from the first article to now, newest first. They depend only on the calendar, so that the index costs one
 * request, for the first article.
 * @param isCrowded whether to split a month (`2026-11`) by day: it may have more than {@link PART_LIMIT} articles.
 */
export function partsBetween(
  first: Instant,
  now: Date,
  timeZone: string,
  isCrowded = (_month: string) => false,
): string[] {
  const parts: string[] = [];
  const [firstDay, lastDay] = [dayOf(first, timeZone), dayOf(toInstant(now), timeZone)];
  const lastMonth = monthOf(toInstant(now), timeZone);
  for (let month = monthOf(first, timeZone); month <= lastMonth; month = monthAfter(month, 1)) {
    parts.push(...(isCrowded(month) ? daysOf(month).filter((day) => day >= firstDay && day <= lastDay) : [month]));
  }
  // The next part begins at a midnight.
  hasCome(firstInstant(dayAfter(lastDay), timeZone), now);
  return parts.reverse();
}

function daysOf(month: string): string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = dayAfter(day)) days.push(day);
  return days;
}

const dayAfter = (day: string) =>
  toInstant(new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000)).slice(0, day.length);
