import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldBytes, RecentlyUsed } from '../../functions/shared/api/recentlyUsed.ts';

const KB = 1_024;

it.each([
  ['letters', 'x', ''],
  ['one quotation mark among letters', 'x', '’'],
  ['Chinese', '夜', ''],
])('counts a text of %s as the heap does', (_name, letter, last) => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const texts: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;

  for (let number = 0; number < 200; number += 1) {
    texts.push(Buffer.from(`${number}${letter.repeat(200_000)}${last}`).toString());
  }
  collect();
  const grown = process.memoryUsage().heapUsed - before;

  const counted = texts.reduce((sum, text) => sum + heldBytes(text), 0);
  expect(counted / grown).toBeGreaterThan(0.85);
  expect(counted / grown).toBeLessThan(1.15);
});

it('gives back what it was given', () => {
  const values = new RecentlyUsed<string>(100 * KB);
  values.set('one', 'first', KB);
  values.set('one', 'second', KB);
  values.set('two', 'third', KB);

  values.delete('two');

  expect(values.get('one')).toBe('second');
  expect(values.get('two')).toBeUndefined();
});

it('lets go first of what was not used for longest', () => {
  const values = new RecentlyUsed<number>(12 * KB);
  for (const number of [1, 2, 3, 4, 5, 6]) values.set(`key-${number}`, number, KB);
  values.get('key-1');

  for (const number of [7, 8, 9]) values.set(`key-${number}`, number, KB);

  expect(values.get('key-1')).toBe(1);
  expect(values.get('key-2')).toBeUndefined();
  expect(values.get('key-9')).toBe(9);
});

it('keeps what was asked for again through a wave of what is asked for once', () => {
  const values = new RecentlyUsed<string>(32 * KB);
  for (const name of ['front', 'list', 'thread']) values.set(name, name, 4 * KB);
  for (const name of ['front', 'list', 'thread']) values.get(name);

  for (let number = 0; number < 10_000; number += 1) values.set(`once-${number}`, 'once', KB);

  expect(['front', 'list', 'thread'].map((name) => values.get(name))).toEqual(['front', 'list', 'thread']);
});

it('keeps nothing that is larger than all of it', () => {
  const values = new RecentlyUsed<string>(10 * KB);

  values.set('huge', 'huge', 11 * KB);

  expect(values.get('huge')).toBeUndefined();
  expect(values.bytes).toBe(0);
});

it('stays within its bytes, and counts them right, whatever is done to it', () => {
  const step = fc.tuple(fc.constantFrom('set', 'get', 'delete'), fc.integer({ min: 0, max: 30 }), fc.nat(4 * KB));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const values = new RecentlyUsed<number>(20 * KB);
      for (const [act, key, bytes] of steps) {
        if (act === 'set') values.set(`key-${key}`, key, bytes);
        else if (act === 'get') expect([undefined, key]).toContain(values.get(`key-${key}`));
        else values.delete(`key-${key}`);
        expect(values.bytes).toBeLessThanOrEqual(20 * KB);
      }
      for (let key = 0; key <= 30; key += 1) values.delete(`key-${key}`);
      expect(values.bytes).toBe(0);
    }),
  );
});
