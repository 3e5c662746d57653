import * as z from 'zod/mini';

/** Control characters that no text of ours may hold; tab and line feed are the exceptions, in multi-line text only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Characters that turn the direction of what follows, beyond the end of the text they are in (Unicode, UAX #9). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
/** Those of them that hold a name together, as phones write them around it. They are not seen. */
const EMBEDDING = /[\u202a-\u202c\u2066-\u2069]/g;
/** Those that have letters read backwards. */
const OVERRIDE = /[\u202d\u202e]/g;
/** What is of no use at either end of a line: blanks, and marks of direction. */
const MARGIN = /[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** A line without its margins, and without what only holds its names together. */
function tidied(text: string): string {
  const plain = text.replace(EMBEDDING, '');
  let [start, end] = [0, plain.length];
  while (start < end && MARGIN.test(plain.charAt(start))) start += 1;
  while (end > start && MARGIN.test(plain.charAt(end - 1))) end -= 1;
  return plain.slice(start, end);
}

/** A text in which every letter is read where it stands: the rest, paragraphs keep to themselves. */
export const withoutOverrides = (text: string): string => text.replace(OVERRIDE, '');

/** A slug: what stands in an address. Lower-case ASCII words joined by single hyphens, at most `maximum` characters. */
export const slug = (maximum: number) =>
  z
    .string()
    .check(
      z.maxLength(maximum),
      z.regex(
        /^[a-z0-9]+(-[a-z0-9]+)*$/,
        'must be lower-case letters a–z and digits, in words joined by single hyphens',
      ),
    );

const decoded = z.refine<string>(
  (text) => text.isWellFormed() && !text.includes('\ufffd'),
  'holds bytes or escapes that are not valid Unicode text',
);

/** Letters, digits, punctuation, symbols; not the four letters and the pattern that Unicode has for filling space. */
const VISIBLE = /[^\P{L}\u115f\u1160\u3164\uffa0]|[\p{N}\p{P}]|[^\P{S}\u2800]/u;

/** Something for the eye; what zero-width characters and blanks alone do not make. */
const visible = z.refine<string>((text) => text === '' || VISIBLE.test(text), 'must hold something visible');

/** UTF-16 units that may become one in NFC: a Greek vowel with its breathing, its accent and its iota below. */
const COMPOSED = 4;

/**
 * More marks on one letter than Unicode's stream-safe text has (UAX #15, section 13). Normalising puts them in order, and
 * takes the square of their number for it.
 */
const HEAPED = /\p{M}{31}/u;

/** Text in Unicode's composed form (NFC), which it is brought into once it is known to be neither too long nor heaped. */
const composed = (maximum: number, tidy: (text: string) => string) =>
  z.pipe(
    z.pipe(
      z.pipe(z.string(), z.transform(tidy)),
      z.string().check(
        z.refine((text) => text.length <= COMPOSED * maximum, `must be at most ${maximum} characters long`),
        z.refine((text) => !HEAPED.test(text), 'must not heap more than 30 marks on one letter'),
      ),
    ),
    z.transform((text: string) => text.normalize('NFC')),
  );

/** One line of text, in Unicode's composed form (NFC), without blanks or marks of direction around it: a name, a headline. */
export const line = (maximum: number) =>
  z.pipe(
    composed(maximum, tidied),
    z.string().check(
      z.minLength(1),
      z.maxLength(maximum),
      z.refine((text) => !CONTROL_OR_BREAK.test(text), 'must not hold control characters or line breaks'),
      z.refine((text) => !DIRECTION.test(text), 'must not hold characters that turn the direction of writing'),
      decoded,
      visible,
    ),
  );

/** Text of several lines, trimmed, in NFC, with `\n` as its only line break. */
export const paragraphs = (maximum: number) =>
  z.pipe(
    composed(maximum, (text) => text.replace(/\r\n?/g, '\n').trim()),
    z.string().check(
      z.minLength(1),
      z.maxLength(maximum),
      z.refine((text) => !CONTROL.test(text), 'must not hold control characters'),
      decoded,
      visible,
    ),
  );

/** Whether a text is an address of the web that every reader of it understands alike; none with a user's name in it. */
export function isWebAddress(text: string): boolean {
  const isPlain = /^https?:\/\/[^\s"<>\\]+$/i.test(text) && text.isWellFormed();
  if (!isPlain || CONTROL_OR_BREAK.test(text) || DIRECTION.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}

/** Scripts without spaces between words, as a part of a character class. */
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
