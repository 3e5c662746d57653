import { monthOf } from '../../shared/month.ts';
import { archivePath, sectionPath } from '../addresses.ts';
import { shareImage } from '../metadata.ts';
import type { CardView, FrontView, Site } from '../view.ts';
import { Card, Row } from './Cards.tsx';
import { Document, listingFeeds } from './Document.tsx';
import { monthName } from './times.tsx';

/** Articles above the sections: the lead and those beside it. */
const TOP = 5;
/** Articles per section, without those above. */
const EACH = 4;

/** The newest articles of all sections, then those of each section; no article twice. */
export function FrontPage({ view, site }: { readonly view: FrontView; readonly site: Site }) {
  const { settings } = site;
  const newest = view.sections
    .flatMap(({ cards }) => cards)
    .sort((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
  const [lead, ...beside] = newest.slice(0, TOP);
  const shown = new Set<CardView | undefined>([lead, ...beside]);
  const month = lead && monthOf(lead.publishedAt, settings.timeZone);
  const below = view.sections.map(({ section, cards }) => ({
    section,
    cards: cards.filter((card) => !shown.has(card)).slice(0, EACH),
  }));
  const pictured = [...newest.slice(0, TOP), ...below.flatMap(({ cards }) => cards)].find(({ image }) => image);
  return (
    <Document
      site={site}
      head={{
        title: `${settings.title} | ${settings.description}`,
        description: settings.description,
        path: '/',
        feeds: listingFeeds(settings.title, '/'),
        image: shareImage(lead?.image),
      }}
      front
    >
      {lead ? (
        <>
          <Card card={lead} site={site} level={2} rank="lead" first={lead === pictured} />
          {beside.length > 0 && <Row cards={beside} site={site} level={2} pictured={pictured} />}
        </>
      ) : (
        <p class="empty">{site.words.page.noArticlesYet}</p>
      )}
      {below.map(
        ({ section, cards }) =>
          cards.length > 0 && (
            <section class="front-section" aria-labelledby={`page-${section.name}`}>
              <h2 class="section-title" id={`page-${section.name}`}>
                <a href={sectionPath(section.name)}>{section.title}</a>
              </h2>
              <Row cards={cards} site={site} level={3} label={false} pictured={pictured} />
            </section>
          ),
      )}
      {month && (
        <p class="more">
          <a href={archivePath(month)}>{site.words.page.allOf(monthName(month, settings))}</a>
        </p>
      )}
    </Document>
  );
}
