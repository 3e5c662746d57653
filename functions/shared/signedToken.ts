import { hkdfSync } from 'node:crypto';
import { sign, unsign } from 'cookie-signature';
import * as z from 'zod/mini';

/** What a token is good for, and the shape of what it carries. A token of one purpose never passes for another. */
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
  /** `forged` also tells of a token for another purpose, or signed with another key. */
  | { readonly valid: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/** Short texts that only we can have made, for links, cookies and forms. What they carry can be read by anybody. */
export interface SignedTokens {
  /** @returns a token of letters, digits, `-`, `_` and one `.`, which need no escaping in a link or a cookie. */
  sign<Payload extends z.ZodMiniType>(
    purpose: TokenPurpose<Payload>,
    payload: z.input<Payload>,
    expiresAt: Date,
  ): Promise<string>;
  /** Never throws for a token, whatever it is; only when the key cannot be had. */
  verify<Payload extends z.ZodMiniType>(
    purpose: TokenPurpose<Payload>,
    token: string,
    now: Date,
  ): Promise<VerifiedToken<z.output<Payload>>>;
}

/** A browser keeps 4,096 bytes of a cookie with its name and attributes; a token is well within. */
const LONGEST = 2_048;
/** Base64url, and the 256 bits of the signature. */
const SHAPE = /^[\w-]+\.[\w-]{43}$/;

/** Expiry in milliseconds since 1970, and the payload. */
const Carried = z.tuple([z.int(), z.unknown()]);

const fail = (reason: 'malformed' | 'forged' | 'expired') => ({ valid: false, reason }) as const;

/** @param key yields the key; called once for each token, so it should remember. */
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
      // What is ours but of another shape was made before the code wanted this one.
      const carried = Carried.safeParse(JSON.parse(Buffer.from(signed, 'base64url').toString()));
      const payload = schema.safeParse(carried.data?.[1]);
      if (!carried.success || !payload.success) return fail('malformed');
      const [expiry] = carried.data;
      if (expiry <= now.getTime()) return fail('expired');
      return { valid: true, payload: payload.data, expiresAt: new Date(expiry) };
    },
  };
}

/** cookie-signature writes the signature in base64; only there do the two alphabets differ. */
const toUrl = (token: string) => token.replaceAll('+', '-').replaceAll('/', '_');
const fromUrl = (token: string) => {
  const end = token.lastIndexOf('.');
  return token.slice(0, end) + token.slice(end).replaceAll('-', '+').replaceAll('_', '/');
};
