import { personalPage } from '../../shared/api/personalPage.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { CommentParams, ThreadParams } from '../threads/schema.ts';
import {
  EditBody,
  RemovalAnswer,
  RemovalBody,
  ReplyQuery,
  ReportAnswer,
  ReportBody,
  SubmissionAnswer,
  SubmissionBody,
  SubmissionHeaders,
} from './schema.ts';

const own = { method: 'POST', audience: 'public', cache: 'none', params: CommentParams, forms: 'redirected' } as const;

export const commentSubmitRoutes = defineRoutes('comments.submit', {
  submitComment: {
    method: 'POST',
    path: '/v1/articles/{slug}/comments',
    audience: 'public',
    summary: 'Leave a comment or a reply; a form is answered by a redirection to the page that shows it',
    params: ThreadParams,
    headers: SubmissionHeaders,
    body: SubmissionBody,
    forms: 'redirected',
    // 10,000 characters take 120,000 bytes when every one of them is an escaped surrogate pair.
    bodyLimit: 128 * 1024,
    response: SubmissionAnswer,
    success: { held: 202, published: 201 },
    cache: 'none',
    failures: [
      'article-not-found',
      'article-moved',
      'article-withdrawn',
      'comments-closed',
      'comment-duplicate',
      'idempotency-key-reused',
      'too-many-comments',
    ],
  },
  editComment: {
    ...own,
    path: '/v1/comments/{id}/edit',
    summary: "Change one's own comment, for a short while; it is judged again",
    body: EditBody,
    bodyLimit: 128 * 1024,
    response: SubmissionAnswer,
    success: { held: 202, published: 200 },
    failures: ['edit-window-closed', 'too-many-comments', 'article-not-found', 'article-withdrawn'],
  },
  removeComment: {
    ...own,
    path: '/v1/comments/{id}/removal',
    summary: "Take back one's own comment, for a short while",
    body: RemovalBody,
    response: RemovalAnswer,
    success: 200,
    failures: ['edit-window-closed', 'article-not-found', 'article-withdrawn'],
  },
  reportComment: {
    ...own,
    path: '/v1/comments/{id}/reports',
    summary: 'Report a comment to the moderators; of each network one report counts',
    body: ReportBody,
    response: ReportAnswer,
    success: 202,
    failures: ['comment-not-found', 'too-many-comments'],
  },
  newReply: {
    ...personalPage,
    path: '/comments/new',
    summary: 'The form by itself, with what this browser remembers in it',
    query: ReplyQuery,
    failures: ['article-not-found', 'article-withdrawn', 'comments-closed'],
  },
  showComment: {
    ...personalPage,
    path: '/comments/{id}',
    redirects: 303,
    summary: 'A comment: its page to its author, its place in the thread to anybody else',
    params: CommentParams,
    failures: ['comment-not-found', 'article-not-found', 'article-withdrawn'],
  },
  newReport: {
    ...personalPage,
    path: '/comments/{id}/report',
    summary: 'A comment with the button that reports it',
    params: CommentParams,
    failures: ['comment-not-found', 'article-not-found', 'article-withdrawn'],
  },
  showRemoved: { ...personalPage, path: '/comments/removed', summary: 'Says that a comment was removed', failures: [] },
  showReported: {
    ...personalPage,
    path: '/comments/reported',
    summary: 'Says that a report was received',
    failures: [],
  },
});
