import { type Instant, toInstant } from '../shared/instant.ts';
import { dayOf, firstInstant, monthAfter, monthOf } from '../shared/month.ts';

/**
 * Articles in one file at most: what a function may answer (6 MB), with the longest addresses there can be, is less than
 * the 50,000 of the protocol. It is also what bounds a file's cost.
 */
export const PART_LIMIT = 20_000;

/** A stretch of time whose articles share a file: a month (`2026-11`), or a day of a crowded one (`2026-11-24`). */
export interface SitemapPart {
  readonly name: string;
  readonly month: string;
  /** The first instant that counts, and the first that does not any more, by the paper's clock. */
  readonly from: Instant;
  readonly to: Instant;
}

export const partPath = (name: string): string => `/sitemaps/${name}.xml`;

/** The part that a file's name (`2026-11.xml`) stands for; nothing when there is no such month or day. */
export function parsePart(file: string, timeZone: string): SitemapPart | undefined {
  const [, name, month, day] = /^((\d{4}-\d{2})(?:-(\d{2}))?)\.xml$/.exec(file) ?? [];
  if (!name || !month) return undefined;
  const start = new Date(`${month}-${day ?? '01'}T00:00:00.000Z`);
  // 30 February is a date to JavaScript, in March.
  if (Number.isNaN(start.getTime()) || !toInstant(start).startsWith(name)) return undefined;
  const next = day ? dayAfter(name) : monthAfter(month, 1);
  return { name, month, from: firstInstant(name, timeZone), to: firstInstant(next, timeZone) };
}

/**
 * The parts from the first article to now, newest first. They follow from the calendar alone: one request for the first
 * article is all it takes, however many there are.
 * @param isCrowded whether a month (`2026-11`) may hold more than {@link PART_LIMIT} articles, and so is split by day.
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
  return parts.reverse();
}

function daysOf(month: string): string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = dayAfter(day)) days.push(day);
  return days;
}

const dayAfter = (day: string) =>
  toInstant(new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000)).slice(0, day.length);
