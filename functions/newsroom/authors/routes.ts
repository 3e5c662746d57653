import * as z from 'zod/mini';
import { AuthorSlug } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { AuthorNaming, AuthorPatch, AuthorRenamed, EditedAuthor, SavedAuthor } from './schema.ts';

const author = {
  ...editors,
  path: '/v1/newsroom/authors/{author}',
  params: z.object({ author: AuthorSlug }),
  response: EditedAuthor,
  versioned: true,
} as const;
const FAILURES = ['author-not-found', 'version-required', 'version-stale'] as const;

export const authorEditingRoutes = defineRoutes('newsroom.edit', {
  readEditedAuthor: {
    ...author,
    method: 'GET',
    summary: 'Read what is said of an author, with the version to change it from',
    failures: ['author-not-found'],
  },
  saveAuthor: {
    ...author,
    method: 'PUT',
    summary: 'Save what is said of an author',
    headers: VersionHeaders,
    body: SavedAuthor,
    failures: FAILURES,
  },
  renameAuthor: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/authors/{author}/rename',
    summary: 'Give an author another address, and bring all articles there; the same request again goes on',
    params: author.params,
    headers: VersionHeaders,
    body: AuthorNaming,
    response: AuthorRenamed,
    failures: [...FAILURES, 'limit-exceeded'],
  },
  patchAuthor: {
    ...author,
    method: 'PATCH',
    summary: 'Change single fields of what is said of an author',
    headers: VersionHeaders,
    body: AuthorPatch,
    failures: FAILURES,
  },
});
