import * as z from 'zod/mini';

export const Health = z.object({ status: z.literal('ok'), time: z.string() });

/** The OpenAPI document, not parsed here: the tests check it against OpenAPI's own schema. */
export const OpenApiDocument = z.looseObject({ openapi: z.string() });
