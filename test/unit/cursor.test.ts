import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../functions/shared/api/cursor.ts';
import type { Position } from '../../functions/shared/data/keyset.ts';

const any = () => true;
const forge = (payload: unknown) =>
  Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64url');

describe('a cursor', () => {
  it('comes back as the position it was made of', () => {
    const position = fc.record<Position>({ direction: fc.constantFrom('after', 'before'), key: fc.string() });

    const roundTrip = fc.property(fc.string(), position, (list, given) => {
      expect(decodeCursor(list, encodeCursor(list, given), any)).toEqual(given);
    });

    fc.assert(roundTrip);
  });

  it('needs no escaping in an address', () => {
    const cursor = encodeCursor('latest', { direction: 'after', key: '???>>>~~~ÿÿÿ' });

    expect(encodeURIComponent(cursor)).toBe(cursor);
  });

  const whole = encodeCursor('latest', { direction: 'after', key: 'k' });

  it.each([
    ['empty text', ''],
    ['what is not base64url', 'not a cursor!'],
    ['plain base64 with its padding', forge([1, 'latest', 'after', 'key']).padEnd(36, '=')],
    ['a truncated cursor', whole.slice(0, -1)],
    ['a lengthened cursor', `${whole}A`],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['what is not JSON', forge('[1,')],
    ['JSON that is not a list', forge({ version: 1, list: 'latest', direction: 'after', key: 'k' })],
    ['another version', forge([2, 'latest', 'after', 'k'])],
    ['a version in words', forge(['1', 'latest', 'after', 'k'])],
    ['an unknown direction', forge([1, 'latest', 'beside', 'k'])],
    ['a key that is no text', forge([1, 'latest', 'after', { S: 'k' }])],
    ['too few parts', forge([1, 'latest', 'after'])],
    ['too many parts', forge([1, 'latest', 'after', 'k', 'more'])],
    ['a cursor of another list', encodeCursor('section/home', { direction: 'after', key: 'k' })],
    ['more than 1,200 characters', encodeCursor('latest', { direction: 'after', key: 'k'.repeat(1_200) })],
  ])('is refused when it is %s', (_what, cursor) => {
    const decode = () => decodeCursor('latest', cursor, any);

    expect(decode).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
  });

  it('is refused when its key is none of the list', () => {
    const decode = () => decodeCursor('latest', whole, (key) => key !== 'k');

    expect(decode).toThrow(/names no position/);
  });

  it('is refused or understood, whatever it is: never another error', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json().map(forge),
      fc.uint8Array().map((bytes) => forge(bytes.toString())),
    );

    const refusal = fc.property(text, (cursor) => {
      expect(() => decodeCursor('latest', cursor, any)).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
    });

    fc.assert(refusal);
  });
});
