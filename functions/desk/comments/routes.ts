import { defineRoutes } from '../../shared/api/route.ts';
import { deskPage } from '../session/routes.ts';

/** The pages for moderators. */
export const deskModerateRoutes = defineRoutes('desk.moderate', {
  showComments: {
    ...deskPage,
    method: 'GET',
    path: '/desk/comments',
    proxy: '/desk/comments',
    audience: 'moderator',
    summary: 'Show how many comments are held and reported',
    failures: [],
  },
});
