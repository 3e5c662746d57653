import * as z from 'zod/mini';

/** What routes share whose pages depend on a person's cookie or token: caches may keep none of them. */
export const personalPage = {
  method: 'GET',
  audience: 'public',
  cache: 'none',
  mediaType: 'text/html; charset=utf-8',
  response: z.string(),
  success: 200,
} as const;
