import { editors } from '../shared/api/editorRoute.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { VersionHeaders } from '../shared/version.ts';
import { Media, MediaPage, MediaParams, MediaQuery, MediaUpload, MediaUserPage, UsesQuery } from './answers.ts';
import { DetailsPatch, FetchedMedia, NewMedia, WholeDetails } from './details.ts';

const change = {
  ...editors,
  path: '/v1/newsroom/media/{id}',
  params: MediaParams,
  headers: VersionHeaders,
  response: Media,
  versioned: true,
} as const;

const CHANGE_FAILURES = ['media-not-found', 'version-required', 'version-stale'] as const;

export const mediaRoutes = defineRoutes('media.manage', {
  createMedia: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/media',
    summary: 'Begin the upload of a file to the media library; a file that is there already is answered as it is',
    body: NewMedia,
    response: MediaUpload,
    success: { awaited: 201, ready: 200 },
    versioned: true,
    failures: [],
  },
  fetchMedia: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/media/fetched',
    summary:
      'Take a file from an https address into the media library, once; addresses of private networks are refused',
    body: FetchedMedia,
    response: Media,
    success: 201,
    versioned: true,
    failures: [],
  },
  listMedia: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/media',
    summary: 'List the files of the media library that a search finds, newest first',
    query: MediaQuery,
    response: MediaPage,
    failures: ['cursor-invalid'],
  },
  readMediaRecord: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/media/{id}',
    summary: 'Read what is known of a file of the media library, with the address of each of its sizes',
    params: MediaParams,
    response: Media,
    versioned: true,
    failures: ['media-not-found'],
  },
  listMediaUses: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/media/{id}/uses',
    summary: 'List the articles that use a file of the media library',
    params: MediaParams,
    query: UsesQuery,
    response: MediaUserPage,
    failures: ['media-not-found', 'cursor-invalid'],
  },
  saveMedia: {
    ...change,
    method: 'PUT',
    summary: 'Save all details of a file; every article that uses it shows them',
    body: WholeDetails,
    failures: CHANGE_FAILURES,
  },
  patchMedia: {
    ...change,
    method: 'PATCH',
    summary: "Save single details of a file; null restores a detail's default",
    body: DetailsPatch,
    failures: CHANGE_FAILURES,
  },
  removeMedia: {
    ...change,
    method: 'DELETE',
    summary: 'Remove a file that no article uses from the media library',
    failures: [...CHANGE_FAILURES, 'media-in-use'],
  },
});
