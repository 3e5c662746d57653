import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthFault, duplicateFault } from '../../functions/shared/api/json.ts';
import { paperWords } from '../../functions/words/words.ts';

const english = paperWords('en');
const shapeFault = (text: string) => (depthFault(text) ?? duplicateFault(text))?.(english);

describe('shapeFault', () => {
  it.each([
    ['side by side', '{"a":1,"a":2}', 'a'],
    ['once escaped', String.raw`{"a":1,"\u0061":2}`, 'a'],
    ['with white space around', '{ "a" : 1 ,\n\t"b" : 2 , "a" : 3 }', 'a'],
    ['in an object within', '{"a":{"b":1,"b":2}}', 'b'],
    ['in an object of a list', '[{},{"b":1,"b":2}]', 'b'],
    ['before and after an object', '{"a":{"b":1},"c":[],"a":2}', 'a'],
    ['as the empty key', '{"":1,"":2}', ''],
    ['with a quotation mark', String.raw`{"a\"":1,"a\u0022":2}`, 'a"'],
    ['with a backslash', String.raw`{"a\\":1,"a\u005c":2}`, 'a\\'],
    ['with braces', '{"{":1,"{":2}', '{'],
    ['beyond the basic plane', String.raw`{"🚢":1,"\ud83d\udea2":2}`, '🚢'],
  ])('finds a key that stands twice: %s', (_how, text, key) => {
    const fault = shapeFault(text);

    expect(fault).toBe(`names the key ${JSON.stringify(key)} twice in one object`);
  });

  it.each([
    ['in different objects', '[{"a":1},{"a":2}]'],
    ['in an object and one within', '{"a":{"a":{"a":1}}}'],
    ['as a value', '{"a":"a","b":["a","a"]}'],
    ['within a string', String.raw`{"a":"\"a\":1,\"a\":2"}`],
    ['in another case', '{"a":1,"A":2}'],
    ['in another form of Unicode', String.raw`{"\u00e9":1,"e\u0301":2}`],
    ['nowhere', '"a"'],
  ])('lets the same key stand %s', (_where, text) => {
    const fault = shapeFault(text);

    expect(fault).toBeUndefined();
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
    ['both', '[{"a":', '}]'],
  ])('lets %s nest 32 deep and no deeper', (_what, opening, closing) => {
    const levels = (opening.match(/[[{]/g) ?? []).length;
    const nest = (depth: number) => `${opening.repeat(depth / levels)}1${closing.repeat(depth / levels)}`;

    const faults = [nest(32), nest(32 + levels)].map(shapeFault);

    expect(faults).toEqual([undefined, 'nests deeper than 32 levels']);
  });

  it('counts depth, not brackets', () => {
    const wide = JSON.stringify({ list: Array.from({ length: 500 }, () => ({ brackets: '[[[[{{{{' })) });

    const fault = shapeFault(wide);

    expect(fault).toBeUndefined();
  });

  it('finds nothing in what a program wrote, until a key is doubled', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1, noNullPrototype: true });

    const doubled = fc.property(value, fc.nat(), (written, choice) => {
      const text = JSON.stringify(written, null, 1);
      const keys = Object.keys(written);
      const key = JSON.stringify(keys[choice % keys.length]);
      expect(shapeFault(text)).toBeUndefined();
      expect(shapeFault(`${text.slice(0, -1)}, ${key}: null}`)).toBe(`names the key ${key} twice in one object`);
    });

    fc.assert(doubled);
  });

  it.each([
    ['a quotation mark', '"'],
    ['a quotation mark behind text', '{"a":"b'],
    ['an escape', '"a\\'],
    ['an escaped quotation mark', '"\\"'],
    ['brackets', `{"a":"${'['.repeat(100)}`],
  ])('takes what ends within a string for the parser to refuse: %s', (_what, text) => {
    expect(depthFault(text)).toBeUndefined();
  });

  it('counts brackets behind a string that has a line break, escaped or not', () => {
    const faults = ['"a\n"', '"a\\\n"'].map((string) => depthFault(`[${string},${'['.repeat(32)}`)?.(english));

    expect(faults).toEqual(Array(2).fill('nests deeper than 32 levels'));
  });

  it('tells of a long key its beginning', () => {
    const key = JSON.stringify('x'.repeat(100_000));

    expect(duplicateFault(`{${key}:1,${key}:2}`)?.(english)).toBe(
      `names the key "${'x'.repeat(100)}…" twice in one object`,
    );
  });

  it('reads a long text in time that grows with it', () => {
    const text = JSON.stringify({ comment: String.raw`\"{`.repeat(40_000) });

    const fault = shapeFault(text);

    expect(fault).toBeUndefined();
  });
});
