import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';
import { type Instant, toInstant } from './instant.ts';

/** A month of the calendar, such as `2026-11`. */
export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, fault('month')));

/** Making one takes longer than reading a hundred dates with it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a time zone (IANA) show at an instant, as if it were UTC. */
function shownAt(instant: Instant, timeZone: string): Date {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = 'numeric';
    clock = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = new Date(0);
  shown.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  shown.setUTCHours(part('hour'), part('minute'), part('second'));
  return shown;
}

/** The date of an instant by the clocks of a time zone, such as `2026-11-24`. */
export const dayOf = (instant: Instant, timeZone: string): string =>
  toInstant(shownAt(instant, timeZone)).slice(0, '2026-11-24'.length);

/** The month of an instant by the clocks of a time zone, such as `2026-11`. */
export const monthOf = (instant: Instant, timeZone: string): string =>
  dayOf(instant, timeZone).slice(0, '2026-11'.length);

/** @param count months to add; negative for earlier ones. */
export function monthAfter(month: string, count: number): string {
  const start = new Date(`${month}-01T00:00:00.000Z`);
  start.setUTCMonth(start.getUTCMonth() + count);
  return toInstant(start).slice(0, month.length);
}

/**
 * The first instant of a month or a day (`2026-11`, `2026-11-24`) by the clocks of a time zone. A midnight that they leap
 * over is the instant at which they do.
 */
export function firstInstant(date: string, timeZone: string): Instant {
  const midnight = Date.parse(`${date.length > '2026-11'.length ? date : `${date}-01`}T00:00:00.000Z`);
  const offsetAt = (time: number) => shownAt(toInstant(new Date(time)), timeZone).getTime() - time;
  // The offsets before and after: clocks are put on or back at most once a day. Where both fit, the earlier instant is first.
  const candidates = [midnight - DAY, midnight + DAY].map((near) => midnight - offsetAt(near)).sort((a, b) => a - b);
  const found = candidates.find((time) => time + offsetAt(time) === midnight);
  return toInstant(new Date(found ?? candidates[1] ?? midnight));
}

const DAY = 86_400_000;
