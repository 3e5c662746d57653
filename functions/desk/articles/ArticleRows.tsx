import type * as z from 'zod/mini';
import type { CopySummary } from '../../newsroom/articles/schema.ts';
import type { DeskSite } from '../shell/site.ts';
import { DeskTime } from '../shell/times.tsx';

/** An article of a list. */
export type Row = z.output<typeof CopySummary>;

interface ArticleRowsProps {
  readonly rows: readonly Row[];
  readonly titles: ReadonlyMap<string, string>;
  readonly site: DeskSite;
}

/** Articles with what decides what to do with each. */
export const ArticleRows = ({ rows, titles, site }: ArticleRowsProps) => (
  <ul class="rows">
    {rows.map((row) => (
      <li>
        <a class="headline" href={`/desk/articles/${row.id}`} dir="auto">
          {row.headline || site.words.noHeadline}
        </a>
        <span class="meta">
          <bdi>{titles.get(row.section) ?? row.section}</bdi>
          {row.byline.length > 0 && <bdi>{row.byline.map(({ name }) => name).join(', ')}</bdi>}
          <When row={row} site={site} />
          {row.unpublishedChanges && <strong>{site.words.unpublishedChanges}</strong>}
        </span>
      </li>
    ))}
  </ul>
);

/** The instant that counts in the article's state. */
function When({ row, site }: { readonly row: Row; readonly site: DeskSite }) {
  const { words } = site;
  const isOut = row.state === 'scheduled' || row.state === 'published';
  if (isOut && row.publishedAt !== null) {
    return (
      <span>
        {row.state === 'scheduled' ? words.goesOut : words.cameOut} <DeskTime at={row.publishedAt} site={site} />
      </span>
    );
  }
  return (
    <span>
      {words.changed} <DeskTime at={row.changedAt} site={site} /> <bdi>{words.changedBy(row.changedBy)}</bdi>
    </span>
  );
}
