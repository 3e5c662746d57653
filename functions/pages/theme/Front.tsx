import type { ComponentChildren } from 'preact';
import { sectionPath } from '../addresses.ts';
import type { CardView, FrontView, Site } from '../view.ts';
import { Card, Row } from './Cards.tsx';
import { HeadlineText } from './HeadlineText.tsx';
import { Label, styleOf } from './Label.tsx';
import { speechOf } from './speech.ts';

interface FrontProps {
  readonly front: FrontView;
  readonly site: Site;
  /** The card with the first image of the page. */
  readonly pictured: CardView | undefined;
  /** Whether to name the section of each article. */
  readonly label?: boolean;
}

/** What is arranged of a front, by rank: the lead, the second rank, opinion, rows, briefs. */
export function Front({ front: { lead, second, opinion, rows, briefs }, site, pictured, label = true }: FrontProps) {
  const { words } = site;
  return (
    <>
      {lead && <Card card={lead} site={site} level={2} rank="lead" label={label} first={lead === pictured} />}
      {second.length > 0 && <Row cards={second} site={site} level={2} label={label} pictured={pictured} />}
      {opinion.length > 0 && (
        <Part id="page-opinion" title={words.kinds.opinion}>
          <div class="cards voices">
            {opinion.map((card) => (
              <Voice card={card} site={site} />
            ))}
          </div>
        </Part>
      )}
      {rows.map(({ title, section, articles }, index) => (
        <Part
          id={`page-row-${index + 1}`}
          title={title && section !== null ? <a href={sectionPath(section)}>{title}</a> : title}
        >
          <Row
            cards={articles}
            site={site}
            level={title ? 3 : 2}
            label={label && section === null}
            pictured={pictured}
          />
        </Part>
      ))}
      {briefs.length > 0 && (
        <Part id="page-briefs" title={words.kinds.brief}>
          <ul class="briefs">
            {briefs.map((card) => (
              <li>
                <Brief card={card} site={site} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

interface PartProps {
  readonly id: string;
  /** Empty for a part without one. */
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a front, below its title. */
function Part({ id, title, children }: PartProps) {
  return (
    <section class="front-section" {...(title && { 'aria-labelledby': id })}>
      {title && (
        <h2 class="section-title" id={id}>
          {title}
        </h2>
      )}
      {children}
    </section>
  );
}

interface OneProps {
  readonly card: CardView;
  readonly site: Site;
}

/** An opinion: whose it is, before what it says. The face is the first letter of the name, until authors have portraits. */
function Voice({ card, site }: OneProps) {
  const { byline, headline, shortHeadline, url, language } = card;
  const [author] = byline;
  const speech = speechOf(language, site);
  return (
    <article class="card voice" {...styleOf(card)} {...speech.its}>
      {author && (
        <p class="voice-name">
          <span class="face" aria-hidden="true">
            {[...author.name][0]}
          </span>{' '}
          {author.name}
        </p>
      )}
      <h3 class="card-headline">
        <a href={url}>
          <HeadlineText text={shortHeadline || headline} />
        </a>
      </h3>
    </article>
  );
}

/** An article in a line: a headline, without a picture or a standfirst. What is paid for says so here too. */
function Brief({ card, site }: OneProps) {
  const { headline, shortHeadline, url, language, kind } = card;
  const speech = speechOf(language, site);
  return (
    <article class="card brief" {...styleOf(card)} {...speech.its}>
      {kind !== 'brief' && <Label article={card} sectioned={false} site={site} papers={speech.papers} />}
      <h3 class="card-headline">
        <a href={url}>
          <HeadlineText text={shortHeadline || headline} />
        </a>
      </h3>
    </article>
  );
}
