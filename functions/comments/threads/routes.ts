import { defineRoutes } from '../../shared/api/route.ts';
import { Thread, ThreadParams, ThreadQuery } from './schema.ts';

export const commentReadRoutes = defineRoutes('comments.read', {
  readThread: {
    method: 'GET',
    path: '/v1/articles/{slug}/comments',
    audience: 'public',
    summary: "Read an article's comments, paged by whole conversations",
    params: ThreadParams,
    query: ThreadQuery,
    response: Thread,
    success: 200,
    cache: 'public',
    failures: ['article-not-found', 'article-moved', 'article-withdrawn', 'cursor-invalid'],
  },
});
