import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

/** Control characters that are refused; tab and line feed are allowed in multi-line text only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Bidi controls that affect text beyond their own (Unicode, UAX #9). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
/** Bidi embeddings and isolates, which phones put invisibly around names. */
const EMBEDDING = /[\u202a-\u202c\u2066-\u2069]/g;
/** Bidi overrides, which show letters in reverse. */
const OVERRIDE = /[\u202d\u202e]/g;
/** What is trimmed from both ends of a line: white space and bidi marks. */
const MARGIN = /[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** Several spaces in a row, of any width. Tabs and line breaks do not count as spaces, because a line with one is refused. */
const SPACES = /\p{Zs}{2,}/gu;

/** Trims a line, makes several spaces one, and removes embeddings. */
function tidied(text: string): string {
  const plain = text.replace(EMBEDDING, '').replace(SPACES, ' ');
  let [start, end] = [0, plain.length];
  while (start < end && MARGIN.test(plain.charAt(start))) start += 1;
  while (end > start && MARGIN.test(plain.charAt(end - 1))) end -= 1;
  return plain.slice(start, end);
}

/** Removes bidi overrides. Other bidi controls end with their paragraph. */
export const withoutOverrides = (text: string): string => text.replace(OVERRIDE, '');

/** Signs that a text was decoded wrongly: U+FFFD, noncharacters, and lone surrogates. */
const UNDECODED = /[\ufffd\p{Noncharacter_Code_Point}\p{Surrogate}]/u;

const decoded = z.refine<string>((text) => !UNDECODED.test(text), fault('undecoded'));

/** Letters, digits, punctuation and symbols, without the four letters and the Braille pattern that are blank. */
const VISIBLE = /[^\P{L}\u115f\u1160\u3164\uffa0]|[\p{N}\p{P}]|[^\P{S}\u2800]/u;

/** Refuses text of zero-width characters and blanks only. */
const visible = z.refine<string>((text) => text === '' || VISIBLE.test(text), fault('invisible'));

/** Most UTF-16 units that NFC composes into one: a Greek vowel with breathing, accent and iota subscript. */
export const COMPOSED = 4;

/**
 * More combining marks on one letter than any script needs: a Tibetan syllable may have eight, a letter of the Hebrew Bible five.
 * More would be drawn over the neighbours, and normalisation sorts them in quadratic time.
 */
const HEAPED = /\p{M}{9}/u;

const SLUG = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const A_SLUG = fault('slug');

/** Whether letters have the one form in which addresses have them: NFKC, in lower case, all visible. */
const isPlain = (text: string) => !INVISIBLE.test(text) && text.normalize('NFKC').toLowerCase() === text;

/** Whether no word has letters of Latin and of another script, which would look like another word. */
const isOneScript = (text: string) =>
  text.split('-').every((word) => !/\p{Script=Latin}/u.test(word) || /^[\p{Script=Latin}\p{M}\p{N}]*$/u.test(word));

/** Whether a text is a slug of any length. */
export const isSlug = (text: string): boolean => SLUG.test(text) && isPlain(text) && isOneScript(text);

/**
 * A slug: words of letters and digits of any script, joined by single hyphens, at most `maximum` characters. Letters that
 * were sent in parts (NFD) are composed; any other form would be a second address of the same.
 */
export const slug = (maximum: number) =>
  z
    .string()
    .check(
      z.maxLength(COMPOSED * maximum, { abort: true }),
      z.normalize('NFC'),
      z.maxLength(maximum, { abort: true }),
      z.regex(SLUG, { error: A_SLUG, abort: true }),
      z.refine(isPlain, { error: A_SLUG, abort: true }),
      z.refine(isOneScript, fault('mixedScripts')),
    );

/** Normalises text to NFC, after checking its length and its combining marks. */
const composed = (maximum: number, tidy: (text: string) => string) =>
  z.pipe(
    z.pipe(
      z.pipe(z.string(), z.transform(tidy)),
      z.string().check(
        z.refine((text) => text.length <= COMPOSED * maximum, fault('shorterThan', maximum)),
        z.refine((text) => !HEAPED.test(text), fault('heaped')),
      ),
    ),
    z.transform((text: string) => text.normalize('NFC')),
  );

/** One line of text, such as a name or a headline: in NFC, trimmed of white space and bidi marks, its words one space apart. */
export const line = (maximum: number) =>
  z.pipe(
    composed(maximum, tidied),
    z.string().check(
      z.minLength(1),
      z.maxLength(maximum),
      z.refine((text) => !CONTROL_OR_BREAK.test(text), fault('controlOrBreak')),
      z.refine((text) => !DIRECTION.test(text), fault('direction')),
      decoded,
      visible,
    ),
  );

/** Multi-line text: trimmed, in NFC, with `\n` as its only line break. */
export const paragraphs = (maximum: number) =>
  z.pipe(
    composed(maximum, (text) => text.replace(/\r\n?/g, '\n').trim()),
    z.string().check(
      z.minLength(1),
      z.maxLength(maximum),
      z.refine((text) => !CONTROL.test(text), fault('control')),
      decoded,
      visible,
    ),
  );

/** Whether a text is an http or https URL that all parsers read alike, without credentials. */
export function isWebAddress(text: string): boolean {
  const isPlain = /^https?:\/\/[^\s"<>\\]+$/i.test(text) && text.isWellFormed();
  if (!isPlain || CONTROL_OR_BREAK.test(text) || DIRECTION.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}

/** An https address that all parsers read alike. */
export const httpsUrl = (maximum: number) =>
  z.string().check(
    z.maxLength(maximum, { abort: true }),
    z.refine((text) => text.startsWith('https://') && isWebAddress(text), fault('httpsAddress')),
  );

/** Scripts without spaces between words, for use in a character class. */
export const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';

/** Escapes text for an HTML body or attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
