import type { AuthorStore } from '../authors/store.ts';
import type { Operations } from '../shared/api/route.ts';
import type { authorEditingRoutes } from './routes.ts';

/** What editors do with authors. */
export function editAuthors(authors: AuthorStore): Operations<typeof authorEditingRoutes> {
  return {
    saveAuthor: async ({ params, body }) => {
      const author = { slug: params.author, ...body };
      await authors.save(author);
      return author;
    },
  };
}
