import * as z from 'zod/mini';

/** An author. The name is printed in bylines; the slug is used in addresses. */
export const Author = z.object({ slug: z.string(), name: z.string(), biography: z.nullable(z.string()) });
export type Author = z.output<typeof Author>;
