import * as z from 'zod/mini';
import { AuthorSlug } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { AuthorContent, AuthorPatch, EditedAuthor } from './schema.ts';

export const authorEditingRoutes = defineRoutes('newsroom.edit', {
  readEditedAuthor: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/authors/{author}',
    summary: "Read an author's name and biography, with the version to change them from",
    params: z.object({ author: AuthorSlug }),
    response: EditedAuthor,
    versioned: true,
    failures: ['author-not-found'],
  },
  saveAuthor: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/authors/{author}',
    summary: "Save an author's name and biography",
    params: z.object({ author: AuthorSlug }),
    headers: VersionHeaders,
    body: AuthorContent,
    response: EditedAuthor,
    versioned: true,
    failures: ['version-required', 'version-stale'],
  },
  patchAuthor: {
    ...editors,
    method: 'PATCH',
    path: '/v1/newsroom/authors/{author}',
    summary: "Change an author's name or biography",
    params: z.object({ author: AuthorSlug }),
    headers: VersionHeaders,
    body: AuthorPatch,
    response: EditedAuthor,
    versioned: true,
    failures: ['author-not-found', 'version-required', 'version-stale'],
  },
});
