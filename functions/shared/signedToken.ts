import { createHmac } from 'node:crypto';
import { sign, unsign } from 'cookie-signature';
import * as z from 'zod/mini';

/** Texts that only we can have made, for one purpose, until an instant. They are signed and not secret: anybody can read them. */
export interface SignedTokens {
  /** @param payload JSON of a few fields. */
  sign(purpose: string, payload: object, until: Date): Promise<string>;
  /** What the token says; nothing when it was forged, was made for something else, has expired or says something else. */
  verify<Schema extends z.ZodMiniType>(
    purpose: string,
    schema: Schema,
    token: string,
    now: Date,
  ): Promise<z.output<Schema> | undefined>;
}

const LONGEST = 400;

const Envelope = z.object({ until: z.int(), payload: z.unknown() });

/**
 * Tokens as Express signs its cookies: base64url of JSON, a dot, an HMAC-SHA-256.
 * @param key yields the site's key, of which each purpose has its own: a token of one is none of another.
 */
export function createSignedTokens(key: () => Promise<string>): SignedTokens {
  const keyFor = async (purpose: string) =>
    createHmac('sha256', await key())
      .update(`signed token: ${purpose}`)
      .digest();

  return {
    async sign(purpose, payload, until) {
      const body = Buffer.from(JSON.stringify({ until: until.getTime(), payload })).toString('base64url');
      return forAddresses(sign(body, await keyFor(purpose)));
    },
    async verify(purpose, schema, token, now) {
      if (token.length > LONGEST) return undefined;
      const body = unsign(asSigned(token), await keyFor(purpose));
      if (body === false) return undefined;
      const envelope = z.safeParse(Envelope, JSON.parse(Buffer.from(body, 'base64url').toString()));
      if (!envelope.success || envelope.data.until <= now.getTime()) return undefined;
      return z.safeParse(schema, envelope.data.payload).data;
    },
  };
}

/** The signature is base64; what an address would have to escape is put as base64url has it, and back. */
const forAddresses = (token: string) => token.replaceAll('+', '-').replaceAll('/', '_');
const asSigned = (token: string) => {
  const cut = token.lastIndexOf('.');
  return token.slice(0, cut) + token.slice(cut).replaceAll('-', '+').replaceAll('_', '/');
};
