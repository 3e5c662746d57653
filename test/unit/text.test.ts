import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { escapeHtml, line, paragraphs, slug } from '../../functions/shared/text.ts';
import { faultIn } from '../../functions/words/fault.ts';
import { paperWords } from '../../functions/words/words.ts';

const accepts = (schema: z.ZodMiniType, text: unknown) => z.safeParse(schema, text).success;

describe('a slug', () => {
  it.each([
    'a',
    '7',
    'ferry',
    'the-ferry-sails-again',
    '2026',
    'a-1-b',
    'x'.repeat(20),
    'мост',
    '港口',
    'हिन्दी',
    '\u0661\u0662',
    'ün',
  ])('may be %j', (text) => {
    const accepted = accepts(slug(21), text);

    expect(accepted).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(22)],
    ['in capitals', 'Ferry'],
    ['begun with a hyphen', '-ferry'],
    ['ended with a hyphen', 'ferry-'],
    ['joined by two hyphens', 'ferry--sails'],
    ['joined by an underscore', 'ferry_sails'],
    ['a step up', '..'],
    ['a path', 'a/b'],
    ['followed by a line break', 'ferry\n'],
    ['spelt with a Cyrillic letter', 'f\u0435rry'],
    ['spelt with full-width letters', '\uff46erry'],
    ['in capitals of another script', 'Мост'],
    ['begun with a mark', '\u0301a'],
    ['joined by a zero-width joiner', 'می\u200dخ'],
    ['joined by a soft hyphen', 'fer\u00adry'],
    ['no text', 7],
  ])('may not be %s', (_what, text) => {
    const accepted = accepts(slug(21), text);

    expect(accepted).toBe(false);
  });
});

describe('a slug in parts', () => {
  it('is composed', () => {
    const read = z.parse(slug(5), 'мои\u0306-e\u0301');

    expect(read).toBe('мой-é');
  });
});

describe('a line', () => {
  it.each([
    ['trims', '  Wren \u00a0', 'Wren'],
    ['composes', 'Zoe\u0308', 'Zo\u00eb'],
    ['puts one space between words', 'Wren  \u3000Adeyemi', 'Wren Adeyemi'],
    ['keeps a space that does not break', 'Wren\u00a0Adeyemi', 'Wren\u00a0Adeyemi'],
    ['keeps emoji and other scripts', '李 🚢', '李 🚢'],
    ['measures after it has trimmed and composed', ` ${'e\u0301'.repeat(20)} `, '\u00e9'.repeat(20)],
  ])('%s', (_what, text, expected) => {
    const read = z.parse(line(20), text);

    expect(read).toBe(expected);
  });

  it.each([
    ['empty', ''],
    ['white space only', ' \t\u3000'],
    ['too long', 'x'.repeat(21)],
    ['of two lines', 'one\ntwo'],
    ['with a carriage return', 'one\rtwo'],
    ['with a tab', 'one\ttwo'],
    ['with a null', 'one\0two'],
    ['with a line separator', 'one\u2028two'],
    ['with a C1 control', 'one\u0085two'],
    ['with half a surrogate pair', 'one\ud83d'],
    ['with a mark of broken bytes', 'one\ufffd'],
    ['with a noncharacter', 'one\ufdd0'],
    ['with a noncharacter of another plane', 'one\u{2fffe}'],
    ['no text', 1],
  ])('may not be %s', (_what, text) => {
    const accepted = accepts(line(20), text);

    expect(accepted).toBe(false);
  });
});

describe('a line or a paragraph for the eye', () => {
  it.each([
    ['a zero-width space', '\u200b'],
    ['a word joiner', '\u2060'],
    ['a Hangul filler', '\u3164'],
    ['a blank Braille pattern', '\u2800'],
  ])('must hold more than %s', (_what, text) => {
    const results = [line(20), paragraphs(20)].map((schema) => z.safeParse(schema, text).success);

    expect(results).toEqual([false, false]);
  });

  it.each(['😀', '한글', 'a', '7', '!', '⠃'])('may be %s', (text) => {
    const results = [line(20), paragraphs(20)].map((schema) => z.safeParse(schema, text).success);

    expect(results).toEqual([true, true]);
  });

  it('does not turn the direction of writing in a line', () => {
    const results = ['nerW \u202eevoba', 'a\u202db'].map((text) => z.safeParse(line(20), text).success);

    expect(results).toEqual([false, false]);
  });

  it.each([
    ['\u2068Wren\u2069', 'Wren'],
    ['\u202aWren\u202c Adeyemi', 'Wren Adeyemi'],
    ['\u200f\u061c \u202eWren\u202c \u200e', 'Wren'],
    ['\u05d0\u200e!\u05d1', '\u05d0\u200e!\u05d1'],
  ])('is a line without the marks that phones write around names: %j', (text, expected) => {
    expect(z.parse(line(20), text)).toBe(expected);
  });
});

describe('paragraphs', () => {
  it.each([
    ['break lines with \\n only', 'one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['keep blank lines', 'one\n\ntwo', 'one\n\ntwo'],
    ['keep tabs', 'one\ttwo', 'one\ttwo'],
    ['trim the whole', '\n\n one \n\n', 'one'],
    ['compose', 'e\u0301', '\u00e9'],
  ])('%s', (_what, text, expected) => {
    const read = z.parse(paragraphs(20), text);

    expect(read).toBe(expected);
  });

  it.each([
    ['empty', '\r\n'],
    ['too long', 'x'.repeat(21)],
    ['with a null', 'one\0'],
    ['with an escape', '\u001b[31mred'],
    ['with a paragraph separator', 'one\u2029two'],
    ['with half a surrogate pair', '\udea2'],
  ])('may not be %s', (_what, text) => {
    const accepted = accepts(paragraphs(20), text);

    expect(accepted).toBe(false);
  });

  it('stay as they are when they are read again', () => {
    const settled = fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = z.safeParse(paragraphs(1_000), text);
      fc.pre(once.success);
      expect(z.parse(paragraphs(1_000), once.data)).toBe(once.data);
    });

    fc.assert(settled);
  });
});

describe('escapeHtml', () => {
  it('escapes each sign once', () => {
    const escaped = escapeHtml(`<a href="x">'&amp;`);

    expect(escaped).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;');
  });
});

describe('a text before it is composed', () => {
  const name = line(100);

  it.each([
    ['a letter with eight marks', `a${'\u0301'.repeat(8)}`, true],
    ['a letter with nine', `a${'\u0301'.repeat(9)}`, false],
    ['a Tibetan syllable of nine parts', '\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82', true],
    ['a letter of the Hebrew Bible with all its points', '\u05e9\u05c1\u05bc\u05b8\u0591\u05bd', true],
    ['a hundred letters of four parts each', '\u03b1\u0313\u0300\u0345'.repeat(100), true],
    ['a hundred letters in a field of blanks', `${' '.repeat(5_000)}${'x'.repeat(100)}${' '.repeat(5_000)}`, true],
    ['a hundred and one letters of four parts each', '\u03b1\u0313\u0300\u0345'.repeat(101), false],
  ])('may be %s: %s', (_what, text, isGood) => {
    expect(name.safeParse(text).success).toBe(isGood);
  });

  it('is told what is wrong with it', () => {
    const heaped = name.safeParse(`a${'\u0301'.repeat(9)}`);
    const long = name.safeParse('x'.repeat(401));

    expect(
      [heaped, long].map(({ error }) => error?.issues.map(({ message }) => faultIn(message)(paperWords('en')))),
    ).toEqual([['must not heap more than 8 marks on one letter'], ['must be at most 100 characters long']]);
  });
});
