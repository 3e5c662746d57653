import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createSignedTokens, tokenPurpose } from '../../functions/shared/signedToken.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const LATER = new Date('2026-11-24T12:15:00.000Z');

const edit = tokenPurpose('edit', z.strictObject({ comment: z.string() }));
const erase = tokenPurpose('erase', z.strictObject({ comment: z.string() }));
const tokens = createSignedTokens(async () => 'a key that nobody knows');
const strangers = createSignedTokens(async () => 'another key');

const aToken = () => tokens.sign(edit, { comment: 'c-1' }, LATER);

/** A token's payload decoded, changed and encoded again, under the signature it had. */
const altered = (token: string, change: (carried: [number, unknown]) => unknown) => {
  const [payload = '', signature] = token.split('.');
  const carried = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return `${Buffer.from(JSON.stringify(change(carried))).toString('base64url')}.${signature}`;
};

describe('a signed token', () => {
  it('gives back what it was signed for', async () => {
    const verified = await tokens.verify(edit, await aToken(), NOW);

    expect(verified).toEqual({ valid: true, payload: { comment: 'c-1' }, expiresAt: LATER });
  });

  it('carries any text, in characters that need no escaping', async () => {
    const any = fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), async (comment) => {
      const token = await tokens.sign(edit, { comment }, LATER);
      expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
      expect(await tokens.verify(edit, token, NOW)).toMatchObject({ payload: { comment } });
    });

    await fc.assert(any);
  });

  it('is verified by another instance with the same key', async () => {
    const other = createSignedTokens(async () => 'a key that nobody knows');

    const verified = await other.verify(edit, await aToken(), NOW);

    expect(verified.valid).toBe(true);
  });

  it.each([
    ['a millisecond before', -1, true],
    ['at', 0, false],
    ['after', 1, false],
  ])('%s its end is valid: %s ms, %s', async (_when, milliseconds, valid) => {
    const verified = await tokens.verify(edit, await aToken(), new Date(LATER.getTime() + milliseconds));

    expect(verified).toMatchObject(valid ? { valid } : { valid, reason: 'expired' });
  });

  it('is not made when it would be too long for a cookie', async () => {
    const signing = tokens.sign(edit, { comment: 'c'.repeat(2_000) }, LATER);

    await expect(signing).rejects.toThrow('A token to edit');
  });
});

describe('a token that is refused', () => {
  it.each<[string, 'forged' | 'malformed', (token: string) => string | Promise<string>]>([
    ['for another purpose', 'forged', () => tokens.sign(erase, { comment: 'c-1' }, LATER)],
    ['with another key', 'forged', () => strangers.sign(edit, { comment: 'c-1' }, LATER)],
    ['with another payload', 'forged', (token) => altered(token, ([expiry]) => [expiry, { comment: 'c-2' }])],
    ['with a later end', 'forged', (token) => altered(token, ([expiry, payload]) => [expiry + 1, payload])],
    [
      "with the key itself in place of its purpose's",
      'forged',
      (token) => {
        const [payload = ''] = token.split('.');
        return `${payload}.${createHmac('sha256', 'a key that nobody knows').update(payload).digest('base64url')}`;
      },
    ],
    ['with two characters exchanged', 'forged', (token) => token.replace(/^(.)(.)/, '$2$1')],
    ['with another signature', 'forged', (token) => `${token.split('.')[0]}.${'A'.repeat(43)}`],
    ['cut at the end', 'malformed', (token) => token.slice(0, -1)],
    ['cut at the start', 'forged', (token) => token.slice(1)],
    ['cut to its signature', 'malformed', (token) => token.slice(token.indexOf('.'))],
    ['without its signature', 'malformed', (token) => token.split('.')[0] ?? ''],
    ['with more after it', 'malformed', (token) => `${token}A`],
    ['with a line break after it', 'malformed', (token) => `${token}\n`],
    ['with padding', 'malformed', (token) => `${token}=`],
    ['in the other alphabet', 'malformed', (token) => token.replace(/\..*/, `.${'+'.repeat(43)}`)],
    ['empty', 'malformed', () => ''],
    ['longer than any', 'malformed', () => `${'A'.repeat(1_000_000)}.${'A'.repeat(43)}`],
    [
      'made when the code wanted another shape',
      'malformed',
      () => tokens.sign(tokenPurpose('edit', z.object({ id: z.number() })), { id: 1 }, LATER),
    ],
  ])('is one %s: %s', async (_what, reason, tamper) => {
    const token = await tamper(await aToken());

    const verified = await tokens.verify(edit, token, NOW);

    expect(verified).toEqual({ valid: false, reason });
  });

  it('is any that differs in a single character', async () => {
    const token = await aToken();
    const changed = fc.asyncProperty(
      fc.nat(token.length - 1),
      fc.constantFrom(...'ABCxyz019-_.+/= \u0000é'),
      async (at, sign) => {
        fc.pre(token[at] !== sign);
        const other = token.slice(0, at) + sign + token.slice(at + 1);
        expect((await tokens.verify(edit, other, NOW)).valid).toBe(false);
      },
    );

    await fc.assert(changed, { numRuns: 500 });
  });

  it('is any text that nobody signed, and none makes it throw', async () => {
    const anyText = fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      expect((await tokens.verify(edit, text, NOW)).valid).toBe(false);
    });

    await fc.assert(anyText);
  });

  it('is none at all while the key cannot be had', async () => {
    const keyless = createSignedTokens(() => Promise.reject(new Error('no key')));

    const verifying = keyless.verify(edit, await aToken(), NOW);

    await expect(verifying).rejects.toThrow('no key');
  });
});
