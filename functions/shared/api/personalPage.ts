import * as z from 'zod/mini';

/** Shared by routes whose pages depend on a person's cookie or token, which no cache may store. */
export const personalPage = {
  method: 'GET',
  audience: 'public',
  cache: 'none',
  mediaType: 'text/html; charset=utf-8',
  response: z.string(),
  success: 200,
} as const;
