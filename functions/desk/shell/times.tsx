import type { Instant } from '../../shared/instant.ts';
import type { DeskSite } from './site.ts';

/** Making one takes longer than writing a hundred times with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(key, found);
  }
  return found;
}

/** An instant by the paper's clock, with its time zone. */
export const DeskTime = ({ at, site: { theme } }: { readonly at: Instant; readonly site: DeskSite }) => (
  <time dateTime={at}>{formatOf(theme.settings.language, theme.settings.timeZone).format(new Date(at))}</time>
);
