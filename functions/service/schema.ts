import * as z from 'zod/mini';

export const Health = z.object({ status: z.literal('ok'), time: z.string() });

/** The OpenAPI document as it is; its own schema is the OpenAPI specification's, which is checked in the tests. */
export const OpenApiDocument = z.looseObject({ openapi: z.string() });
