import * as z from 'zod/mini';

/**
 * The header `Idempotency-Key`: a name that a client gives to what it sends, so that sending it again does nothing twice.
 * Visible ASCII, as its draft standard has it (draft-ietf-httpapi-idempotency-key-header).
 */
export const IdempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters'));
