import * as z from 'zod/mini';
import { cursor, limit } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedRedirect, MissList, RedirectContent, RedirectPage, RedirectParams } from './schema.ts';

export const redirectRoutes = defineRoutes('newsroom.edit', {
  listRedirects: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/redirects',
    summary:
      'List the redirects by the addresses that they are for, and how often each was followed; then the former addresses',
    query: z.object({ limit, cursor }),
    response: RedirectPage,
    failures: ['cursor-invalid'],
  },
  createRedirect: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/redirects',
    summary: 'Lead an address that has no page to another one, or say that it is gone',
    body: RedirectContent,
    response: EditedRedirect,
    success: 201,
    versioned: true,
    failures: ['redirect-exists'],
  },
  readRedirect: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/redirects/{id}',
    summary: 'Read a redirect',
    params: RedirectParams,
    response: EditedRedirect,
    versioned: true,
    failures: ['redirect-not-found'],
  },
  saveRedirect: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/redirects/{id}',
    summary: 'Lead the address of a redirect elsewhere',
    params: RedirectParams,
    headers: VersionHeaders,
    body: RedirectContent,
    response: EditedRedirect,
    versioned: true,
    failures: ['redirect-not-found', 'redirect-automatic', 'version-required', 'version-stale'],
  },
  deleteRedirect: {
    ...editors,
    method: 'DELETE',
    path: '/v1/newsroom/redirects/{id}',
    summary: 'Remove a redirect',
    params: RedirectParams,
    headers: VersionHeaders,
    response: EditedRedirect,
    versioned: true,
    failures: ['redirect-not-found', 'redirect-automatic', 'version-required', 'version-stale'],
  },
  listMisses: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/misses',
    summary: 'List the addresses that readers asked for in vain within thirty days, most often first',
    response: MissList,
    failures: [],
  },
});
