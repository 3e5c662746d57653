import type { Author } from '../../authors/schema.ts';
import { articlesOn } from '../../fronts/arrange.ts';
import { archivePath, authorPath, sectionPath, tagPath, withQuery } from '../addresses.ts';
import type { ListingView, Site, Subject } from '../view.ts';
import { Card } from './Cards.tsx';
import { Document, listingFeeds } from './Document.tsx';
import { Front } from './Front.tsx';
import { monthName } from './times.tsx';

/** The displayed width of an image beside its text, as theme.css has it. */
const SIZES = '(min-width: 48rem) 16rem, 38vw';

/** The articles of a section, tag, author or month. */
export function ListingPage({ view, site }: { readonly view: ListingView; readonly site: Site }) {
  const { subject, cards, front } = view;
  const words = site.words.listing;
  const pictured = [...(front ? articlesOn(front) : []), ...cards].find(({ image }) => image);
  const { path, kind, title, description } = namesOf(subject, site);
  const pageAt = (cursor: string | null | undefined) => (cursor === null ? undefined : withQuery(path, { cursor }));
  const [newer, older] = [pageAt(view.previous), pageAt(view.next)];
  return (
    <Document
      site={site}
      head={{
        title: `${title} | ${site.settings.title}`,
        description: description || words.described(kind, title),
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
        {subject.kind === 'author' && <AuthorDetails author={subject.author} site={site} />}
        {description && <p class="listing-description">{description}</p>}
        {subject.kind === 'archive' ? (
          <nav aria-label={words.months}>
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
            <a href={`${path}/feed.rss`}>{words.feed}</a>
          </p>
        )}
      </header>
      {front && <Front front={front} site={site} label={false} pictured={pictured} />}
      {cards.length > 0 && (
        <div class="listing">
          {cards.map((card) => (
            <Card
              card={card}
              site={site}
              level={2}
              label={subject.kind !== 'section'}
              first={card === pictured}
              sizes={SIZES}
            />
          ))}
        </div>
      )}
      {!front?.lead && cards.length === 0 && <p class="empty">{words.empty}</p>}
      <Paging
        label={words.pages}
        newer={{ href: newer, label: words.newer }}
        older={{ href: older, label: words.older }}
      />
    </Document>
  );
}

function namesOf(subject: Subject, { settings, words: { listing } }: Site) {
  switch (subject.kind) {
    case 'section': {
      const { name, title, description } = subject.section;
      return { path: sectionPath(name), kind: listing.section, title, description };
    }
    case 'tag':
      return {
        path: tagPath(subject.tag.tag),
        kind: listing.tag,
        title: subject.tag.name,
        description: subject.tag.description,
      };
    case 'author': {
      const { slug, name, biography } = subject.author;
      return { path: authorPath(slug), kind: listing.author, title: name, description: biography ?? '' };
    }
    case 'archive':
      return {
        path: archivePath(subject.month),
        kind: listing.archive,
        title: monthName(subject.month, settings),
        description: '',
      };
  }
}

/** What is known of an author beside the biography. */
function AuthorDetails({ author, site }: { readonly author: Author; readonly site: Site }) {
  const { role, portrait, contact, links } = author;
  const face = portrait && (portrait.crops?.['1x1'] ?? portrait);
  const words = site.words.listing;
  const pages = [...(contact === null ? [] : [{ label: words.contact, url: contact }]), ...links];
  return (
    <>
      {face && <img class="portrait" src={face.url} width={face.width} height={face.height} alt={portrait.alt} />}
      {role && (
        <p class="role" dir="auto">
          {role}
        </p>
      )}
      {pages.length > 0 && (
        <ul class="links">
          {pages.map(({ label, url }) => (
            <li>
              <a href={url} rel="me" dir="auto">
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
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
          <span aria-hidden="true" class="arrow">
            ←
          </span>{' '}
          {newer.label}
        </a>
      )}
      {older.href && (
        <a class="older" href={older.href}>
          {older.label}{' '}
          <span aria-hidden="true" class="arrow">
            →
          </span>
        </a>
      )}
    </nav>
  ) : null;
