import { sectionPath } from '../addresses.ts';
import type { CardView, Site } from '../view.ts';
import { Byline } from './Byline.tsx';
import { Photograph, printClass } from './Figure.tsx';
import { HeadlineText } from './HeadlineText.tsx';
import { speechOf } from './speech.ts';
import { Time } from './times.tsx';

interface CardProps {
  readonly card: CardView;
  readonly site: Site;
  /** The headline's level. */
  readonly level: 2 | 3;
  /** `lead` for the first of a page. */
  readonly rank?: 'lead' | 'plain';
  /** Whether to show the section; not needed in a section's listing. */
  readonly label?: boolean;
  /** Whether to show the standfirst; beside an article, extractors would take it for a part of the text. */
  readonly summary?: boolean;
  /** Whether its image is the first of the page. */
  readonly first?: boolean;
}

/** An article in a listing. The headline's link covers the whole card (theme.css), so the image has none. */
export function Card({ card, site, level, rank = 'plain', label = true, summary = true, first = false }: CardProps) {
  const { section, url, headline, standfirst, byline, publishedAt, image, language } = card;
  const Headline = level === 2 ? 'h2' : 'h3';
  const lead = rank === 'lead';
  const speech = speechOf(language, site);
  return (
    <article class={`card ${rank}`} {...speech.its}>
      {image && (
        <div class={`card-image${printClass(image)}`}>
          {/* A lead shows the whole picture in the files of its page. */}
          <Photograph
            picture={lead ? image : (image.crops?.['16x9'] ?? image)}
            sizes={lead ? '(min-width: 60rem) 46rem, 100vw' : '(min-width: 60rem) 18rem, 100vw'}
            first={first}
            alt=""
          />
        </div>
      )}
      {label && (
        <p class="label" {...speech.papers}>
          <a href={sectionPath(section.name)}>{section.title}</a>
        </p>
      )}
      <Headline class="card-headline">
        <a href={url}>
          <HeadlineText text={headline} />
        </a>
      </Headline>
      {summary && standfirst && <p class="card-standfirst">{standfirst}</p>}
      <p class="byline" {...speech.ours}>
        {byline.length > 0 && (
          <>
            <Byline authors={byline} words={speech.words} /> <span aria-hidden="true">·</span>{' '}
          </>
        )}
        <Time at={publishedAt} style="date" settings={site.settings} language={speech.language} />
      </p>
    </article>
  );
}
