import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

/** An instant in keys and on the wire: UTC, milliseconds, fixed width, so that text order is time order. */
export type Instant = string;

/** Tells the time; always an argument, so that tests can set it. */
export type Clock = () => Date;

const FIXED_WIDTH = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const toInstant = (date: Date): Instant => date.toISOString();

/** The instant that comes some seconds after another. */
export const later = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1_000);

/** Whether a text is the fixed-width form of a real instant. */
export function isInstant(text: string): boolean {
  if (!FIXED_WIDTH.test(text)) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text;
}

export const instant = z.string().check(z.refine(isInstant, fault('instant')));

/** An RFC 3339 date-time with any offset, converted to an {@link Instant}. */
export const anyInstant = z.pipe(
  z.pipe(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text) => text.toUpperCase()),
      ),
      z.iso.datetime({
        offset: true,
        abort: true,
        error: fault('dateTime'),
      }),
    ),
    z.transform((text) => new Date(text).toISOString()),
  ),
  instant,
);
