import * as z from 'zod/mini';
import { AuthorSlug } from '../articles/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { Author } from './schema.ts';

export const authorRoutes = defineRoutes('articles.read', {
  readAuthor: {
    method: 'GET',
    path: '/v1/authors/{author}',
    audience: 'public',
    summary: 'Read who an author of published articles is',
    params: z.object({ author: AuthorSlug }),
    response: Author,
    success: 200,
    cache: 'public',
    failures: ['author-not-found', 'address-moved'],
  },
});
