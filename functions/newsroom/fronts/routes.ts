import * as z from 'zod/mini';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedFront, EditionParams, FrontParams, FrontPatch, FrontQuery, SavedFront } from './schema.ts';

const front = { ...editors, path: '/v1/newsroom/fronts/{front}', params: FrontParams, response: EditedFront } as const;
const change = { headers: VersionHeaders, versioned: true } as const;
const CHANGE_FAILURES = ['section-not-found', 'version-required', 'version-stale'] as const;

/** A front is `front-page`, or called as its section. */
export const frontEditingRoutes = defineRoutes('newsroom.edit', {
  readFront: {
    ...front,
    method: 'GET',
    summary: 'Read how a front is arranged and what it shows, now or at an instant',
    query: FrontQuery,
    versioned: true,
    failures: ['section-not-found'],
  },
  arrangeFront: {
    ...front,
    ...change,
    method: 'PUT',
    summary: 'Arrange a front, from now or from an instant on; an edition of the same instant is replaced',
    body: SavedFront,
    failures: [...CHANGE_FAILURES, 'limit-exceeded'],
  },
  rearrangeFront: {
    ...front,
    ...change,
    method: 'PATCH',
    summary: 'Change single ranks of a front, from now or from an instant on; null is chosen by itself again',
    body: FrontPatch,
    failures: [...CHANGE_FAILURES, 'limit-exceeded'],
  },
  resetFront: {
    ...front,
    ...change,
    method: 'DELETE',
    summary: 'Let a front be chosen by itself: all its editions are removed, also those to come',
    failures: CHANGE_FAILURES,
  },
  removeEdition: {
    ...front,
    ...change,
    method: 'DELETE',
    path: '/v1/newsroom/fronts/{front}/editions/{from}',
    summary: 'Take back an edition of a front; the one before it holds in its place',
    params: EditionParams,
    failures: [...CHANGE_FAILURES, 'edition-not-found'],
  },
  previewFront: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/fronts/{front}/preview.html',
    summary: 'Preview the page of a front, now or at an instant',
    params: FrontParams,
    query: FrontQuery,
    response: z.string(),
    mediaType: 'text/html; charset=utf-8',
    failures: ['section-not-found'],
  },
});
