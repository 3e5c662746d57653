import type { PublishedArticle } from '../../articles/fields.ts';
import type { TagEditing } from '../tags/store.ts';

/** The slugs that authors have now, by those that they had. */
export interface MovedAuthors {
  movedFrom(slugs: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Where an article's tags and authors are named. */
export interface Naming {
  readonly tags: Pick<TagEditing, 'namesOf'>;
  readonly authors: MovedAuthors;
}

/** An article with the names that its tags have now, and the addresses of its authors. */
export async function withPresentNames(
  article: Omit<PublishedArticle, 'tagNames'>,
  { tags, authors }: Naming,
): Promise<PublishedArticle> {
  const [tagNames, moved] = await Promise.all([
    tags.namesOf(article.tags),
    authors.movedFrom(article.byline.map(({ slug }) => slug)),
  ]);
  const byline = article.byline.map((author) => ({ ...author, slug: moved.get(author.slug) ?? author.slug }));
  return { ...article, tagNames, byline };
}
