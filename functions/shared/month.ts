import * as z from 'zod/mini';
import { type Instant, toInstant } from './instant.ts';

/** A calendar month in UTC, such as `2026-11`. */
export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a year and a month such as 2026-11'));

export const monthOf = (instant: Instant): string => instant.slice(0, 7);

/** @param count months to add; negative for earlier ones. */
export function monthAfter(month: string, count: number): string {
  const start = new Date(firstInstant(month));
  start.setUTCMonth(start.getUTCMonth() + count);
  return monthOf(toInstant(start));
}

export const firstInstant = (month: string): Instant => `${month}-01T00:00:00.000Z`;
