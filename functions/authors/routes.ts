import * as z from 'zod/mini';
import { AuthorSlug } from '../articles/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { Author } from './schema.ts';

export const authorRoutes = defineRoutes('articles.read', {
  readAuthor: {
    method: 'GET',
    path: '/v1/authors/{author}',
    audience: 'public',
    summary: 'Read who an author is: everybody who has signed an article that is out',
    params: z.object({ author: AuthorSlug }),
    response: Author,
    success: 200,
    cache: 'public',
    failures: ['author-not-found'],
  },
});
