import type { ListedArticle } from '../articles/fields.ts';
import type { ArticleStore } from '../articles/store.ts';
import { isShown, showPicture } from '../pictures/showPicture.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { authorRoutes } from './routes.ts';
import type { Author, StoredAuthor } from './schema.ts';
import type { AuthorStore } from './store.ts';

export interface AuthorReading {
  readonly authors: AuthorStore;
  readonly articles: ArticleStore;
  readonly clock: Clock;
}

export function readAuthors({ authors, articles, clock }: AuthorReading): Operations<typeof authorRoutes> {
  return {
    readAuthor: async ({ params: { author: slug } }) => {
      const now = clock();
      const [author, newest] = await Promise.all([
        authors.find(slug),
        articles.list(
          { listing: `author/${slug}`, limit: 1, position: undefined, from: undefined, to: undefined },
          now,
        ),
      ]);
      if (author && 'movedTo' in author) throw movedAuthor(author.movedTo);
      return toAuthor(slug, author, newest.items[0], now);
    },
  };
}

/** The failure of a slug that an author had. */
export function movedAuthor(slug: string, under = ''): Failure {
  const address = `/v1/authors/${encodeURIComponent(slug)}${under}`;
  return new Failure('address-moved', ({ failures }) => failures.moved(address), { address });
}

/**
 * An author; where nobody has said anything of them, the name comes from the byline of one of their articles.
 * @throws Failure `author-not-found` when there is no such article, unless articles are just being brought to the slug.
 */
export function toAuthor(
  slug: string,
  author: StoredAuthor | undefined,
  article: Pick<ListedArticle, 'byline'> | undefined,
  now: Date,
): Author {
  const byline = article?.byline.find((each) => each.slug === slug);
  const name = byline || author?.moving !== undefined ? (author?.name ?? byline?.name) : undefined;
  if (name === undefined) throw new Failure('author-not-found', ({ failures }) => failures.noAuthor(slug));
  const { biography = null, role = '', portrait = null, contact = null, links = [] } = author ?? {};
  return {
    slug,
    name,
    biography,
    role,
    portrait: portrait && isShown(portrait, now) ? showPicture(portrait) : null,
    contact,
    links: [...links],
  };
}
