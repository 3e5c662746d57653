import { hkdfSync } from 'node:crypto';
import { sign, unsign } from 'cookie-signature';
import * as z from 'zod/mini';

/** A token's purpose and the schema of its payload. A token of one purpose is never valid for another. */
export interface TokenPurpose<Payload extends z.ZodMiniType> {
  readonly name: string;
  readonly payload: Payload;
}

export const tokenPurpose = <Payload extends z.ZodMiniType>(name: string, payload: Payload): TokenPurpose<Payload> => ({
  name,
  payload,
});

export type VerifiedToken<Payload> =
  | { readonly valid: true; readonly payload: Payload; readonly expiresAt: Date }
  /** `forged` includes a token of another purpose or another key. */
  | { readonly valid: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/** Signed tokens for links, cookies and forms. The payload is signed, not encrypted. */
export interface SignedTokens {
  /** @returns a token of letters, digits, `-`, `_` and one `.`, which needs no escaping in a link or a cookie. */
  sign<Payload extends z.ZodMiniType>(
    purpose: TokenPurpose<Payload>,
    payload: z.input<Payload>,
    expiresAt: Date,
  ): Promise<string>;
  /** Throws only when the key cannot be read, never because of the token. */
  verify<Payload extends z.ZodMiniType>(
    purpose: TokenPurpose<Payload>,
    token: string,
    now: Date,
  ): Promise<VerifiedToken<z.output<Payload>>>;
}

/** Longest token. A browser's limit for a cookie is 4,096 bytes with its name and attributes. */
const LONGEST = 2_048;
/** Base64url, and the 256 bits of the signature. */
const SHAPE = /^[\w-]+\.[\w-]{43}$/;

/** Expiry in milliseconds since 1970, and the payload. */
const Carried = z.tuple([z.int(), z.unknown()]);

const fail = (reason: 'malformed' | 'forged' | 'expired') => ({ valid: false, reason }) as const;

/** @param key yields the key; called for each token, so it should cache. */
export function createSignedTokens(key: () => Promise<string>): SignedTokens {
  const keyFor = async (purpose: string) =>
    Buffer.from(hkdfSync('sha256', await key(), '', `signed token: ${purpose}`, 32));

  return {
    async sign({ name }, payload, expiresAt) {
      const carried = JSON.stringify([expiresAt.getTime(), payload]);
      const token = toUrl(sign(Buffer.from(carried).toString('base64url'), await keyFor(name)));
      if (token.length > LONGEST) throw new Error(`A token to ${name} is ${token.length} characters long`);
      return token;
    },

    async verify({ name, payload: schema }, token, now) {
      if (token.length > LONGEST || !SHAPE.test(token)) return fail('malformed');
      const signed = unsign(fromUrl(token), await keyFor(name));
      if (signed === false) return fail('forged');
      // A valid token of another shape was signed by an earlier version.
      const carried = Carried.safeParse(JSON.parse(Buffer.from(signed, 'base64url').toString()));
      const payload = schema.safeParse(carried.data?.[1]);
      if (!carried.success || !payload.success) return fail('malformed');
      const [expiry] = carried.data;
      if (expiry <= now.getTime()) return fail('expired');
      return { valid: true, payload: payload.data, expiresAt: new Date(expiry) };
    },
  };
}

/** cookie-signature writes the signature in base64; the payload is base64url already. */
const toUrl = (token: string) => token.replaceAll('+', '-').replaceAll('/', '_');
const fromUrl = (token: string) => {
  const end = token.lastIndexOf('.');
  return token.slice(0, end) + token.slice(end).replaceAll('-', '+').replaceAll('_', '/');
};
