import { hkdfSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { CompactEncrypt, compactDecrypt } from 'jose';
import * as z from 'zod/mini';

/** Seals what a cookie keeps for one purpose, so that only this stage can read or change it. */
export interface Seal {
  /**
   * @param until when it stops being valid.
   * @returns a JWE (RFC 7516), which needs no escaping in a cookie.
   * @throws SealTooLong when a browser would not keep it.
   */
  seal(purpose: string, value: unknown, until: Date): Promise<string>;
  /** @returns undefined for what is tampered with, too old, or sealed for another purpose or by another stage. */
  open<Schema extends z.ZodMiniType>(
    purpose: string,
    schema: Schema,
    sealed: string | undefined,
    now: Date,
  ): Promise<z.output<Schema> | undefined>;
}

/** A browser keeps 4,096 bytes of a cookie, with its name and attributes (RFC 6265bis, section 5.5). */
const LONGEST = 3_900;

export class SealTooLong extends Error {
  override readonly name = 'SealTooLong';
}

const Carried = z.object({ until: z.int(), value: z.unknown() });

/**
 * @param key yields the stage's key, or several with spaces between: the first seals, every one opens, so that a key can be
 * replaced without ending all sessions. Called each time, so it should cache.
 */
export function createSeal(key: () => Promise<string>): Seal {
  const keysFor = async (purpose: string) =>
    (await key())
      .split(/\s+/)
      .filter(Boolean)
      .map((each) => new Uint8Array(hkdfSync('sha256', each, '', `desk: ${purpose}`, 32)));

  return {
    async seal(purpose, value, until) {
      const [first] = await keysFor(purpose);
      if (!first) throw new Error('The key of the desk’s sessions is empty');
      const content = deflateRawSync(JSON.stringify({ until: until.getTime(), value }));
      const sealed = await new CompactEncrypt(content)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(first);
      if (sealed.length > LONGEST) throw new SealTooLong(`A sealed ${purpose} is ${sealed.length} characters long`);
      return sealed;
    },

    async open(purpose, schema, sealed, now) {
      if (sealed === undefined || sealed.length > LONGEST) return undefined;
      for (const each of await keysFor(purpose)) {
        const content = await opened(sealed, each);
        if (content === undefined) continue;
        const carried = z.safeParse(Carried, JSON.parse(inflateRawSync(content).toString()));
        if (!carried.success || carried.data.until <= now.getTime()) return undefined;
        // What an earlier version has sealed may have another shape.
        return z.safeParse(schema, carried.data.value).data;
      }
      return undefined;
    },
  };
}

const ALGORITHMS = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };

const opened = (sealed: string, key: Uint8Array) =>
  compactDecrypt(sealed, key, ALGORITHMS).then(
    ({ plaintext }) => plaintext,
    () => undefined,
  );
