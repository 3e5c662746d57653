import * as z from 'zod/mini';
import { TagName } from '../articles/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { Tag } from './schema.ts';

export const tagRoutes = defineRoutes('articles.read', {
  readTag: {
    method: 'GET',
    path: '/v1/tags/{tag}',
    audience: 'public',
    summary: 'Read the name and the description of a tag of published articles',
    params: z.object({ tag: TagName }),
    response: Tag,
    success: 200,
    cache: 'public',
    failures: ['address-not-found'],
  },
});
