import * as z from 'zod/mini';

/**
 * The header `Idempotency-Key`, chosen by the client: a repeated request with the same key has no further effect.
 * Visible ASCII (draft-ietf-httpapi-idempotency-key-header).
 */
export const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters'));
