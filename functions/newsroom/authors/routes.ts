import * as z from 'zod/mini';
import { AuthorSlug } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { AuthorNaming, AuthorPatch, AuthorRenamed, EditedAuthor, SavedAuthor } from './schema.ts';

export const authorEditingRoutes = defineRoutes('newsroom.edit', {
  readEditedAuthor: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/authors/{author}',
    summary: 'Read what is said of an author, with the version to change it from',
    params: z.object({ author: AuthorSlug }),
    response: EditedAuthor,
    versioned: true,
    failures: ['author-not-found'],
  },
  saveAuthor: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/authors/{author}',
    summary: 'Save what is said of an author',
    params: z.object({ author: AuthorSlug }),
    headers: VersionHeaders,
    body: SavedAuthor,
    response: EditedAuthor,
    versioned: true,
    failures: ['author-not-found', 'version-required', 'version-stale'],
  },
  renameAuthor: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/authors/{author}/rename',
    summary: 'Give an author another address, and bring all articles there; the same request again goes on',
    params: z.object({ author: AuthorSlug }),
    headers: VersionHeaders,
    body: AuthorNaming,
    response: AuthorRenamed,
    failures: ['author-not-found', 'version-required', 'version-stale', 'limit-exceeded'],
  },
  patchAuthor: {
    ...editors,
    method: 'PATCH',
    path: '/v1/newsroom/authors/{author}',
    summary: 'Change single fields of what is said of an author',
    params: z.object({ author: AuthorSlug }),
    headers: VersionHeaders,
    body: AuthorPatch,
    response: EditedAuthor,
    versioned: true,
    failures: ['author-not-found', 'version-required', 'version-stale'],
  },
});
