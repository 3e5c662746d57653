import * as z from 'zod/mini';
import { TagName } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedTag, TagContent } from './schema.ts';

export const tagEditingRoutes = defineRoutes('newsroom.edit', {
  saveTag: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/tags/{tag}',
    summary: 'Name and describe a tag, and tell its articles; the same request again goes on',
    params: z.object({ tag: TagName }),
    headers: VersionHeaders,
    body: TagContent,
    response: EditedTag,
    versioned: true,
    failures: ['version-required', 'version-stale'],
  },
  readEditedTag: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/tags/{tag}',
    summary: "Read a tag's name and description, with the version to change them from",
    params: z.object({ tag: TagName }),
    response: EditedTag,
    versioned: true,
    failures: ['tag-not-found'],
  },
});
