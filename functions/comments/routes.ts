import { defineRoutes } from '../shared/api/route.ts';
import { SubmissionAnswer, SubmissionBody, SubmissionHeaders, Thread, ThreadParams, ThreadQuery } from './schema.ts';

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
    failures: ['article-unknown', 'article-moved', 'article-withdrawn', 'cursor-invalid'],
  },
});

export const commentSubmitRoutes = defineRoutes('comments.submit', {
  submitComment: {
    method: 'POST',
    path: '/v1/articles/{slug}/comments',
    audience: 'public',
    summary: 'Leave a comment or a reply',
    params: ThreadParams,
    headers: SubmissionHeaders,
    body: SubmissionBody,
    // 10,000 characters take 120,000 bytes when every one of them is an escaped surrogate pair.
    bodyLimit: 128 * 1024,
    response: SubmissionAnswer,
    success: { held: 202, published: 201 },
    cache: 'none',
    failures: [
      'article-unknown',
      'article-moved',
      'article-withdrawn',
      'comments-closed',
      'comment-duplicate',
      'idempotency-key-reused',
      'too-many-comments',
    ],
  },
});
