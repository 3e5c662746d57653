import { type Instant, toInstant } from '../../shared/instant.ts';
import { dayOf } from '../../shared/month.ts';
import type { Settings } from './settings.ts';

type Style = 'date' | 'time' | 'month' | 'hour' | 'weekday' | 'day';

const OPTIONS = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  month: { month: 'long', year: 'numeric' },
  hour: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'long' },
  day: { day: 'numeric', month: 'long' },
} as const satisfies Record<Style, Intl.DateTimeFormatOptions>;

/** Cached, because creating a formatter takes longer than formatting a hundred dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Instant, style: Style, language: string, timeZone: string): string {
  const key = `${style} ${language} ${timeZone}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { ...OPTIONS[style], timeZone });
    formats.set(key, found);
  }
  return found.format(new Date(instant));
}

interface TimeProps {
  readonly at: Instant;
  /** `near`: as short as it is clear {@link TimeProps.now}. */
  readonly style: 'date' | 'time' | 'near';
  readonly settings: Settings;
  readonly now?: Date | undefined;
  /** Default: the paper's. */
  readonly language?: string;
}

/** An instant in words. Never relative, as in "2 hours ago", because pages are cached. */
export const Time = ({ at, style, settings, language = settings.language, now }: TimeProps) => (
  <time dateTime={at}>
    {format(at, style === 'near' ? nearStyle(at, now, settings.timeZone) : style, language, settings.timeZone)}
  </time>
);

const DAY = 24 * 60 * 60 * 1_000;

/**
 * How an instant is said on a day of the paper: by its hour on that day, by its weekday in the six days before, without
 * the year in that year. It changes with the day only.
 */
export function nearStyle(at: Instant, now: Date | undefined, timeZone: string): 'hour' | 'weekday' | 'day' | 'date' {
  if (!now || Date.parse(at) > now.getTime()) return 'date';
  const [day, today] = [dayOf(at, timeZone), dayOf(toInstant(now), timeZone)];
  const age = (Date.parse(today) - Date.parse(day)) / DAY;
  if (age === 0) return 'hour';
  if (age < 7) return 'weekday';
  return day.slice(0, 4) === today.slice(0, 4) ? 'day' : 'date';
}

/** `2026-11` → `November 2026`. */
export const monthName = (month: string, { language }: Settings) =>
  format(`${month}-01T00:00:00.000Z`, 'month', language, 'UTC');
