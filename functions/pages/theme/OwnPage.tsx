import { withQuery } from '../addresses.ts';
import { alternates, shareImage } from '../metadata.ts';
import type { CorrectionsView, OwnPageView, Site } from '../view.ts';
import { withAllowedPlayers } from '../withAllowedPlayers.ts';
import { Document, listingFeeds } from './Document.tsx';
import { Figure } from './Figure.tsx';
import { HeadlineText } from './HeadlineText.tsx';
import { Paging } from './ListingPage.tsx';
import { speechOf } from './speech.ts';
import { Time } from './times.tsx';

/** A page that is not an article: no byline, section, comments or related articles, and below its text what it lists. */
export function OwnPage({
  view: { page, corrections, jsonLd },
  site,
}: {
  readonly view: OwnPageView;
  readonly site: Site;
}) {
  const { settings, words } = site;
  const { url, headline, description, language } = page;
  const speech = speechOf(language, site);
  const pageAt = (cursor: string | null) => (cursor === null ? undefined : withQuery(url, { cursor }));
  return (
    <Document
      site={site}
      head={{
        title: `${headline} | ${settings.title}`,
        description,
        path: withQuery(url, { cursor: corrections?.cursor }),
        feeds: corrections ? listingFeeds(headline, url) : [],
        previous: corrections ? pageAt(corrections.previous) : undefined,
        next: corrections ? pageAt(corrections.next) : undefined,
        image: shareImage(page.image),
        alternates: alternates(page, site),
        jsonLd,
      }}
    >
      <article class="article own-page" {...speech.its}>
        <header class="meta">
          <h1>
            <HeadlineText text={headline} />
          </h1>
          {page.standfirst && <p class="standfirst">{page.standfirst}</p>}
        </header>
        {page.image && <Figure picture={page.image} credit={speech.words.article.credit} />}
        {/* Sanitized when it was saved. */}
        <div class="prose body" dangerouslySetInnerHTML={{ __html: withAllowedPlayers(page.body, settings.embeds) }} />
        <p class="changed" {...speech.ours}>
          {speech.words.article.updated(
            <Time at={page.updatedAt} style="date" settings={settings} language={speech.language} />,
          )}
        </p>
      </article>
      {corrections && (
        <section class="all-corrections" aria-labelledby="page-corrections">
          <h2 class="section-title" id="page-corrections">
            {words.corrections.title}
          </h2>
          <p class="listing-feed">
            <a href={`${url}/feed.rss`}>{words.corrections.feed}</a>
          </p>
          <Corrections of={corrections.items} site={site} />
          <Paging
            label={words.corrections.pages}
            newer={{ href: pageAt(corrections.previous), label: words.corrections.newer }}
            older={{ href: pageAt(corrections.next), label: words.corrections.older }}
          />
        </section>
      )}
    </Document>
  );
}

const Corrections = ({ of, site }: { readonly of: CorrectionsView['items']; readonly site: Site }) =>
  of.length === 0 ? (
    <p class="empty">{site.words.corrections.none}</p>
  ) : (
    <ol class="correction-list">
      {of.map(({ at, note, url, headline, language }) => {
        const speech = speechOf(language, site);
        return (
          <li {...speech.its}>
            <p class="byline" {...speech.ours}>
              <Time at={at} style="date" settings={site.settings} language={speech.language} />
            </p>
            <h3>
              <a href={url}>
                <HeadlineText text={headline} />
              </a>
            </h3>
            <p>{note}</p>
          </li>
        );
      })}
    </ol>
  );
