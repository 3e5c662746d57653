import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';

/** The files of the media library, where no CDN reads them from the bucket. */
export const mediaReadRoutes = defineRoutes('media.read', {
  readMedia: {
    method: 'GET',
    path: '/media/{id}/{name}',
    audience: 'public',
    summary: 'Read a file of the media library, such as a rendition of a picture',
    params: z.object({ id: z.string(), name: z.string() }),
    headers: z.object({ range: z.optional(z.string()), 'if-range': z.optional(z.string()) }),
    response: z.string(),
    mediaType: '*/*',
    success: 200,
    ranged: true,
    cache: 'immutable',
    failures: ['media-not-found'],
  },
});
