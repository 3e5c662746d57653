import type { ListedArticle, PublishedArticle } from './fields.ts';
import { articleUrl, descriptionOf } from './schema.ts';

/** Section titles by name; a section without one shows its name. */
type Titles = ReadonlyMap<string, string>;

/** What every listing shows of an article, beside what it holds: what is no part of an answer is left out there. */
export function toCard<Listed extends ListedArticle>(article: Listed, titles: Titles) {
  const { section } = article;
  return { ...article, url: articleUrl(article), section: { name: section, title: titles.get(section) ?? section } };
}

/** What readers see of an article's comments, beside the comments. */
export interface CommentsOf {
  readonly count: number;
  readonly open: boolean;
}

/** An article as readers see it. */
export const toArticle = (article: PublishedArticle, comments: CommentsOf, titles: Titles) => ({
  ...toCard(article, titles),
  description: descriptionOf(article),
  comments: { ...comments, url: `/v1/articles/${article.slug}/comments` },
});
