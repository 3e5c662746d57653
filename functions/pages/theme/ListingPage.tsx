import { archivePath, authorPath, sectionPath, tagPath, withQuery } from '../addresses.ts';
import type { ListingView, Site, Subject } from '../view.ts';
import { Card } from './Cards.tsx';
import { Document, listingFeeds } from './Document.tsx';
import type { Settings } from './settings.ts';
import { monthName } from './times.tsx';

/** The articles of a section, tag, author or month. */
export function ListingPage({ view, site }: { readonly view: ListingView; readonly site: Site }) {
  const { subject, cards } = view;
  const pictured = cards.find(({ image }) => image);
  const { path, kind, title, description } = wordsFor(subject, site.settings);
  const pageAt = (cursor: string | null | undefined) => (cursor === null ? undefined : withQuery(path, { cursor }));
  const [newer, older] = [pageAt(view.previous), pageAt(view.next)];
  return (
    <Document
      site={site}
      head={{
        title: `${title} | ${site.settings.title}`,
        description: description || `${kind}: ${title}`,
        // An empty month is not indexed.
        ...(subject.kind === 'archive' && cards.length === 0 ? {} : { path: withQuery(path, { cursor: view.cursor }) }),
        feeds: subject.kind === 'archive' ? [] : listingFeeds(title, path),
        previous: newer,
        next: older,
      }}
      {...(subject.kind === 'section' ? { section: subject.section.name } : {})}
    >
      <header class="listing-header">
        {subject.kind !== 'section' && <p class="label">{kind}</p>}
        <h1>{title}</h1>
        {description && <p class="listing-description">{description}</p>}
        {subject.kind === 'archive' ? (
          <nav aria-label="Months">
            <ul class="links">
              {subject.earlier && (
                <li>
                  <a href={archivePath(subject.earlier)}>{monthName(subject.earlier, site.settings)}</a>
                </li>
              )}
              {subject.later && (
                <li>
                  <a href={archivePath(subject.later)}>{monthName(subject.later, site.settings)}</a>
                </li>
              )}
            </ul>
          </nav>
        ) : (
          <p class="listing-feed">
            <a href={`${path}/feed.rss`}>RSS feed</a>
          </p>
        )}
      </header>
      {cards.length > 0 ? (
        <div class="listing">
          {cards.map((card) => (
            <Card card={card} site={site} level={2} label={subject.kind !== 'section'} first={card === pictured} />
          ))}
        </div>
      ) : (
        <p class="empty">There are no articles here.</p>
      )}
      <Paging
        label="Pages"
        newer={{ href: newer, label: 'Newer articles' }}
        older={{ href: older, label: 'Older articles' }}
      />
    </Document>
  );
}

function wordsFor(subject: Subject, settings: Settings) {
  switch (subject.kind) {
    case 'section': {
      const { name, title, description } = subject.section;
      return { path: sectionPath(name), kind: 'Section', title, description };
    }
    case 'tag':
      return { path: tagPath(subject.tag), kind: 'Tag', title: subject.tag.replaceAll('-', ' '), description: '' };
    case 'author': {
      const { slug, name, biography } = subject.author;
      return { path: authorPath(slug), kind: 'Author', title: name, description: biography ?? '' };
    }
    case 'archive':
      return {
        path: archivePath(subject.month),
        kind: 'Archive',
        title: monthName(subject.month, settings),
        description: '',
      };
  }
}

interface Neighbour {
  readonly href: string | undefined;
  readonly label: string;
}

/** Links to the neighbouring pages, if there are any. */
export const Paging = ({ label, newer, older }: { label: string; newer: Neighbour; older: Neighbour }) =>
  newer.href || older.href ? (
    <nav class="paging" aria-label={label}>
      {newer.href && (
        <a class="newer" href={newer.href}>
          <span aria-hidden="true">← </span>
          {newer.label}
        </a>
      )}
      {older.href && (
        <a class="older" href={older.href}>
          {older.label}
          <span aria-hidden="true"> →</span>
        </a>
      )}
    </nav>
  ) : null;
