import * as z from 'zod/mini';

/** Who writes. The name stands in bylines; the slug in addresses. */
export const Author = z.object({ slug: z.string(), name: z.string(), biography: z.nullable(z.string()) });
export type Author = z.output<typeof Author>;
