import type { CardView, Site } from '../view.ts';
import { Byline } from './Byline.tsx';
import { leadClass, leadSizes, Photograph, printClass } from './Figure.tsx';
import { HeadlineText } from './HeadlineText.tsx';
import { Label, styleOf } from './Label.tsx';
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
  /** The displayed width of its image, as the attribute `sizes`; a lead has its own. */
  readonly sizes?: string;
}

/** For a lead's image, beside or above its text. */
const LEAD = {
  broad: 'min(73.5rem, 100vw - 2.5rem)',
  plain: '(min-width: 60rem) min(48.5rem, 64vw), calc(100vw - 2.5rem)',
  tallest: '46vw',
};

/** An article in a listing. The headline's link covers the whole card (theme.css), so the image has none. */
export function Card({
  card,
  site,
  level,
  rank = 'plain',
  label = true,
  summary = true,
  first = false,
  sizes = '100vw',
}: CardProps) {
  const { url, kicker, headline, shortHeadline, standfirst, byline, publishedAt, image, language } = card;
  const Headline = level === 2 ? 'h2' : 'h3';
  const lead = rank === 'lead';
  const speech = speechOf(language, site);
  return (
    <article class={`card ${rank}${image ? ' pictured' : ''}`} {...styleOf(card)} {...speech.its}>
      {image && (
        <div class={`card-image${lead ? leadClass(image) : ''}${printClass(image)}`}>
          {/* A lead shows the whole picture in the files of its page. */}
          <Photograph
            picture={lead ? image : (image.crops?.['16x9'] ?? image)}
            sizes={lead ? leadSizes(image, LEAD) : sizes}
            first={first}
            alt=""
          />
        </div>
      )}
      <Label article={card} sectioned={label} site={site} papers={speech.papers} />
      {kicker && <p class="kicker">{kicker}</p>}
      <Headline class="card-headline">
        <a href={url}>
          <HeadlineText text={shortHeadline || headline} />
        </a>
      </Headline>
      {summary && standfirst && <p class="card-standfirst">{standfirst}</p>}
      <p class="byline" {...speech.ours}>
        {byline.length > 0 && (
          <>
            <Byline authors={byline} words={speech.words} />
            {'\u00a0'}
            <span aria-hidden="true">·</span>{' '}
          </>
        )}
        <Time at={publishedAt} style="near" settings={site.settings} language={speech.language} now={site.now} />
      </p>
    </article>
  );
}

interface RowProps extends Pick<CardProps, 'site' | 'level' | 'label' | 'summary'> {
  readonly cards: readonly CardView[];
  /** The card with the first image of the page. */
  readonly pictured?: CardView | undefined;
}

/** Up to four articles, which fill a row. One or two have their images beside their texts. */
export function Row({ cards, pictured, ...shown }: RowProps) {
  const { length } = cards;
  const column = length === 3 || length === 1 ? '24rem' : '18rem';
  return (
    <div class={length < 3 ? 'cards few' : 'cards'}>
      {cards.map((card) => (
        <Card
          card={card}
          first={card === pictured}
          sizes={`(min-width: 60rem) ${column}, (min-width: 40rem) 48vw, 38vw`}
          {...shown}
        />
      ))}
    </div>
  );
}
