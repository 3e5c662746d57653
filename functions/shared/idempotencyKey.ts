import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

/**
 * The header `Idempotency-Key`, chosen by the client: a repeated request with the same key has no further effect.
 * Visible ASCII (draft-ietf-httpapi-idempotency-key-header).
 */
export const IdempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, fault('visibleAscii')));
