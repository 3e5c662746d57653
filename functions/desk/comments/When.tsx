import type { Instant } from '../../shared/instant.ts';
import type { DeskSite } from '../shell/site.ts';
import { DeskTime } from '../shell/times.tsx';

/** Making one takes longer than writing a hundred times with it. */
const formats = new Map<string, Intl.RelativeTimeFormat>();

function formatOf(language: string): Intl.RelativeTimeFormat {
  let found = formats.get(language);
  if (!found) {
    found = new Intl.RelativeTimeFormat(language);
    formats.set(language, found);
  }
  return found;
}

/** Units of distance in minutes, largest first. */
const UNITS = [
  ['year', 365 * 24 * 60],
  ['month', 30 * 24 * 60],
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
  ['second', 1 / 60],
] as const;

/** How long ago an instant was, in words. */
export function agoOf(at: Instant, now: Date, language: string): string {
  const minutes = Math.max(0, (now.getTime() - Date.parse(at)) / 60_000);
  const [unit, length] = UNITS.find(([, each]) => minutes >= each) ?? ['second', 1 / 60];
  return formatOf(language).format(-Math.floor(minutes / length), unit);
}

interface WhenProps {
  readonly at: Instant;
  readonly now: Date;
  readonly site: DeskSite;
}

/** An instant by the paper's clock, and how long ago it was. */
export const When = ({ at, now, site }: WhenProps) => (
  <span>
    <DeskTime at={at} site={site} /> ({agoOf(at, now, site.words.language)})
  </span>
);
