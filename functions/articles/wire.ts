import { articleUrl, descriptionOf, type ListedArticle, type PublishedArticle } from './schema.ts';

/** Section titles by name; a section without one shows its name. */
type Titles = ReadonlyMap<string, string>;

/** What every listing shows of an article. */
export function toCard(article: ListedArticle, titles: Titles) {
  const { slug, section, headline, standfirst, byline, publishedAt, image } = article;
  return {
    slug,
    url: articleUrl(article),
    section: { name: section, title: titles.get(section) ?? section },
    headline,
    standfirst,
    byline: [...byline],
    publishedAt,
    image,
  };
}

/** What readers see of an article's comments, beside the comments. */
export interface CommentsOf {
  readonly count: number;
  readonly open: boolean;
}

/** An article as readers see it. */
export const toArticle = (article: PublishedArticle, comments: CommentsOf, titles: Titles) => ({
  ...article,
  ...toCard(article, titles),
  image: article.image && { ...article.image, sources: [...(article.image.sources ?? [])] },
  description: descriptionOf(article),
  translations: [...(article.translations ?? [])],
  tags: [...article.tags],
  corrections: [...article.corrections],
  comments: { ...comments, url: `/v1/articles/${article.slug}/comments` },
});
