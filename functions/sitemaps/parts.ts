import { type Instant, toInstant } from '../shared/instant.ts';

/**
 * Articles in one file at most: what a function may answer (6 MB), with the longest addresses there can be, is less than
 * the 50,000 of the protocol. It is also what bounds a file's cost.
 */
export const PART_LIMIT = 20_000;

/** A stretch of time whose articles share a file: a month (`2026-11`), or a day of a crowded one (`2026-11-24`). */
export interface SitemapPart {
  readonly name: string;
  readonly month: string;
  /** The first instant that counts, and the first that does not any more. */
  readonly from: Instant;
  readonly to: Instant;
}

export const partPath = (name: string): string => `/sitemaps/${name}.xml`;

/** The part that a file's name (`2026-11.xml`) stands for; nothing when there is no such month or day. */
export function parsePart(file: string): SitemapPart | undefined {
  const [, name, month, day] = /^((\d{4}-\d{2})(?:-(\d{2}))?)\.xml$/.exec(file) ?? [];
  if (!name || !month) return undefined;
  const start = new Date(`${month}-${day ?? '01'}T00:00:00.000Z`);
  // 30 February is a date to JavaScript, in March.
  if (Number.isNaN(start.getTime()) || !toInstant(start).startsWith(name)) return undefined;
  return { name, month, from: toInstant(start), to: toInstant(day ? nextDay(start) : nextMonth(start)) };
}

/**
 * The parts from the first article to now, newest first. They follow from the calendar alone: one request for the first
 * article is all it takes, however many there are.
 * @param isCrowded whether a month (`2026-11`) may hold more than {@link PART_LIMIT} articles, and so is split by day.
 */
export function partsBetween(first: Instant, now: Date, isCrowded = (_month: string) => false): string[] {
  const parts: string[] = [];
  const until = toInstant(now);
  for (
    let month = new Date(`${first.slice(0, 7)}-01T00:00:00.000Z`);
    toInstant(month) <= until;
    month = nextMonth(month)
  ) {
    const name = toInstant(month).slice(0, 7);
    parts.push(
      ...(isCrowded(name) ? daysOf(month).filter((day) => day >= first.slice(0, 10) && day <= until) : [name]),
    );
  }
  return parts.reverse();
}

function daysOf(month: Date): string[] {
  const days: string[] = [];
  const end = nextMonth(month);
  for (let day = month; day < end; day = nextDay(day)) days.push(toInstant(day).slice(0, 10));
  return days;
}

const nextDay = (date: Date) => new Date(date.getTime() + 86_400_000);
const nextMonth = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
