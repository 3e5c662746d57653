import { type Draw, expand, onPage } from '../pictures/expand.ts';
import type { Picture } from '../pictures/picture.ts';
import { isShown, type ShownPicture, showPicture } from '../pictures/showPicture.ts';
import { pageUrl } from '../sections/ownPages.ts';
import { paperWords, wordsFor } from '../words/words.ts';
import type { ListedCorrection } from './corrections.ts';
import type { ListedArticle, PublishedArticle } from './fields.ts';
import type { Page } from './page.ts';
import { articleUrl, commentsUrl, descriptionOf } from './schema.ts';

/** Section titles by name; a section without a title shows its name. */
type Titles = ReadonlyMap<string, string>;

/** Builds a card as of now. Fields that the response schema does not declare are dropped later. */
export function toCard<Listed extends ListedArticle>(article: Listed, titles: Titles, now: Date) {
  const { section } = article;
  return {
    ...article,
    url: articleUrl(article),
    section: { name: section, title: titles.get(section) ?? section },
    image: imageOf(article, now),
  };
}

/** A correction with the address at which its article says it. */
export const toCorrection = ({ section, ...correction }: ListedCorrection, titles: Titles) => ({
  ...correction,
  url: `${articleUrl({ ...correction, section })}#corrections`,
  section: { name: section, title: titles.get(section) ?? section },
});

/** The image as readers get it; null for a picture whose right has expired. */
function imageOf<Listed extends Pick<ListedArticle, 'image' | 'imageTexts'>>(
  { image, imageTexts }: Listed,
  now: Date,
): (Exclude<Listed['image'], Picture | null> & Pick<ShownPicture, 'sources'>) | ShownPicture | null {
  if (image === null) return null;
  if (!('id' in image)) return { sources: [], ...(image as Exclude<Listed['image'], Picture | null>) };
  return isShown(image, now) ? showPicture(image, imageTexts) : null;
}

/** What an article's response says of its comments. */
export interface CommentsOf {
  readonly count: number;
  readonly open: boolean;
}

export const toArticle = (article: PublishedArticle, comments: CommentsOf, titles: Titles, now: Date) => ({
  ...toCard(article, titles, now),
  body: toBody(article, now, onPage),
  description: descriptionOf(article),
  comments: { ...comments, url: commentsUrl(article.slug) },
});

/** Builds a page as of now from what is stored: an article without a section. */
export function toPage(stored: PublishedArticle, now: Date): Page {
  const page = toArticle(stored, { count: 0, open: false }, new Map(), now);
  return { ...page, url: pageUrl(stored.slug), lists: stored.lists ?? null };
}

/** The HTML of an article as of now, with its pictures. */
export function toBody(
  { body, pictures, language }: Pick<PublishedArticle, 'body' | 'pictures' | 'language'>,
  now: Date,
  draw: Draw,
): string {
  if (!body.includes('src="media:')) return body;
  const shown = pictures.filter((picture) => isShown(picture, now));
  const { article: words } = wordsFor(language) ?? paperWords('en');
  return expand(body, new Map(shown.map((picture) => [picture.id, showPicture(picture)])), draw, words);
}
