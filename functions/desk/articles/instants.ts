import type { Instant } from '../../shared/instant.ts';
import type { DeskSite } from '../shell/site.ts';

/* Instants as the desk says them in its sentences, by the paper's clock. */

/** Making one takes longer than writing a hundred times with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: Instant, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language, options]);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, found);
  return found.format(new Date(at));
}

type Settings = DeskSite['theme']['settings'];

const HOUR = { hour: '2-digit', minute: '2-digit' } as const;

/** `Saturday, 29 November 2026 at 06:00 GMT` */
export const fullTime = (at: Instant, { language, timeZone }: Settings): string =>
  format(at, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...HOUR,
    timeZoneName: 'short',
    timeZone,
  });

/** `14:02` on the same day of the paper, and the whole date on others. */
export function nearTime(at: Instant, now: Date, settings: Settings): string {
  const { language, timeZone } = settings;
  const dayOf = (instant: Instant) => format(instant, 'en-GB', { dateStyle: 'short', timeZone });
  return dayOf(at) === dayOf(now.toISOString())
    ? format(at, language, { ...HOUR, timeZone })
    : format(at, language, { day: 'numeric', month: 'long', year: 'numeric', ...HOUR, timeZone });
}

/** `06:00 UTC` */
export const utcTime = (at: Instant, { language }: Settings): string =>
  `${format(at, language, { ...HOUR, timeZone: 'UTC' })} UTC`;

const STEPS = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const;

/** `in 13 hours`, in the largest unit of which there are two or more. */
export function distance(at: Instant, now: Date, { language }: Settings): string {
  const away = Date.parse(at) - now.getTime();
  const [unit, size] = STEPS.find(([, each]) => Math.abs(away) >= 2 * each) ?? STEPS[2];
  return new Intl.RelativeTimeFormat(language).format(Math.round(away / size), unit);
}

/** What a person types to mean exactly this instant. */
export const exactTime = (at: Instant): string => `${at.slice(0, 16)}Z`;
