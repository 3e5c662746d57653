import { CommentParams } from '../../comments/threads/schema.ts';
import { ArticleParams, PersonParams, PersonQuery } from '../../moderation/schema.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { deskPage } from '../session/routes.ts';
import { DECISION_LIMIT, DecisionForm, DecisionsForm, QueuePlace, QueueQuery, ThreadForm } from './schema.ts';

const page = { ...deskPage, method: 'GET', audience: 'moderator', proxy: '/desk/comments/{proxy+}' } as const;
const form = { ...page, method: 'POST', query: QueuePlace, forms: 'redirected', redirects: 303 } as const;

/** The pages for moderators. */
export const deskModerateRoutes = defineRoutes('desk.moderate', {
  showComments: {
    ...page,
    path: '/desk/comments',
    proxy: '/desk/comments',
    summary: 'List comments of a queue, of all articles or of one',
    query: QueueQuery,
    failures: ['cursor-invalid', 'article-not-found'],
  },
  showModerated: {
    ...page,
    path: '/desk/comments/{id}',
    summary: 'Show a comment with all decisions on it',
    params: CommentParams,
    query: QueuePlace,
    failures: ['comment-not-found'],
  },
  showBranch: {
    ...page,
    path: '/desk/comments/{id}/branch',
    summary: 'Show the conversation that a comment is in',
    params: CommentParams,
    query: QueuePlace,
    failures: ['comment-not-found'],
  },
  decideAtDesk: {
    ...form,
    path: '/desk/comments/{id}',
    summary: 'Decide on a comment, and go on with the next',
    params: CommentParams,
    body: DecisionForm,
    bodyLimit: DECISION_LIMIT,
    failures: ['comment-not-found', 'comment-already-decided'],
  },
  decideTicked: {
    ...form,
    path: '/desk/comments/decisions',
    summary: 'Decide on the comments that are ticked, or undo what was decided',
    body: DecisionsForm,
    failures: ['comment-already-decided'],
  },
  showPerson: {
    ...page,
    path: '/desk/comments/people/{person}',
    summary: 'Show all comments of a person',
    params: PersonParams,
    query: PersonQuery,
    failures: ['cursor-invalid'],
  },
  openThreadAtDesk: {
    ...form,
    path: '/desk/comments/threads/{slug}',
    summary: "Close an article's thread, or open it again",
    params: ArticleParams,
    body: ThreadForm,
    failures: ['article-not-found', 'article-withdrawn'],
  },
});
