import { articlesOn } from '../../fronts/arrange.ts';
import { monthOf } from '../../shared/month.ts';
import { archivePath } from '../addresses.ts';
import { shareImage } from '../metadata.ts';
import type { FrontView, Site } from '../view.ts';
import { Document, listingFeeds } from './Document.tsx';
import { Front } from './Front.tsx';
import { monthName } from './times.tsx';

/** The front page. */
export function FrontPage({ view, site }: { readonly view: FrontView; readonly site: Site }) {
  const { settings } = site;
  const cards = articlesOn(view);
  const [first] = cards;
  const month = first && monthOf(first.publishedAt, settings.timeZone);
  return (
    <Document
      site={site}
      head={{
        title: `${settings.title} | ${settings.description}`,
        description: settings.description,
        path: '/',
        feeds: listingFeeds(settings.title, '/'),
        image: shareImage(first?.image),
      }}
      front
    >
      <Front front={view} site={site} pictured={cards.find(({ image }) => image)} />
      {month ? (
        <p class="more">
          <a href={archivePath(month)}>{site.words.page.allOf(monthName(month, settings))}</a>
        </p>
      ) : (
        <p class="empty">{site.words.page.noArticlesYet}</p>
      )}
    </Document>
  );
}
