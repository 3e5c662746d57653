import type { ListedArticle } from '../articles/fields.ts';
import type { ArticleStore } from '../articles/store.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { authorRoutes } from './routes.ts';
import type { Author } from './schema.ts';
import type { AuthorStore } from './store.ts';

export interface AuthorReading {
  readonly authors: AuthorStore;
  readonly articles: ArticleStore;
  readonly clock: Clock;
}

export function readAuthors({ authors, articles, clock }: AuthorReading): Operations<typeof authorRoutes> {
  return {
    readAuthor: async ({ params: { author: slug } }) => {
      const [author, newest] = await Promise.all([
        authors.find(slug),
        articles.list(
          { listing: `author/${slug}`, limit: 1, position: undefined, from: undefined, to: undefined },
          clock(),
        ),
      ]);
      return toAuthor(slug, author, newest.items[0]);
    },
  };
}

/**
 * An author; without a stored biography, the name comes from the byline of one of their articles.
 * @throws Failure `author-not-found` when there is no such article.
 */
export function toAuthor(
  slug: string,
  author: Author | undefined,
  article: Pick<ListedArticle, 'byline'> | undefined,
): Author {
  const byline = article?.byline.find((each) => each.slug === slug);
  if (!byline) throw new Failure('author-not-found', ({ failures }) => failures.noAuthor(slug));
  return { slug, name: author?.name ?? byline.name, biography: author?.biography ?? null };
}
