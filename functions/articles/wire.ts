import type { ListedArticle, PublishedArticle } from './fields.ts';
import { articleUrl, commentsUrl, descriptionOf } from './schema.ts';

/** Section titles by name; a section without a title shows its name. */
type Titles = ReadonlyMap<string, string>;

/** Builds a card. Fields that the response schema does not declare are dropped later. */
export function toCard<Listed extends ListedArticle>(article: Listed, titles: Titles) {
  const { section } = article;
  return { ...article, url: articleUrl(article), section: { name: section, title: titles.get(section) ?? section } };
}

/** What an article's response says of its comments. */
export interface CommentsOf {
  readonly count: number;
  readonly open: boolean;
}

export const toArticle = (article: PublishedArticle, comments: CommentsOf, titles: Titles) => ({
  ...toCard(article, titles),
  description: descriptionOf(article),
  comments: { ...comments, url: commentsUrl(article.slug) },
});
