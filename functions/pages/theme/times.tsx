import type { Instant } from '../../shared/instant.ts';
import type { Settings } from './settings.ts';

type Style = 'date' | 'time' | 'month';

const OPTIONS = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  month: { month: 'long', year: 'numeric' },
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
  readonly style: 'date' | 'time';
  readonly settings: Settings;
  /** Default: the paper's. */
  readonly language?: string;
}

/** An instant in words. Never relative, as in "2 hours ago", because pages are cached. */
export const Time = ({ at, style, settings, language = settings.language }: TimeProps) => (
  <time dateTime={at}>{format(at, style, language, settings.timeZone)}</time>
);

/** `2026-11` → `November 2026`. */
export const monthName = (month: string, { language }: Settings) =>
  format(`${month}-01T00:00:00.000Z`, 'month', language, 'UTC');
