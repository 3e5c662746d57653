import * as z from 'zod/mini';
import { line, paragraphs } from '../../shared/text.ts';

/** Most characters of a text that are looked at: metadata can be of any length. */
const MOST_LOOKED_AT = 20_000;

/** Tags, and what would begin one. */
const MARKUP = /<[a-z!/?][^<>]*>|<(?=[a-z!/?])/gi;

/** Control characters but tab and breaks, bidi embeddings and overrides, and code points that stand for no character. */
const DAMAGE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufffd\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

const plain = (text: string) =>
  text.slice(0, MOST_LOOKED_AT).replace(MARKUP, '').replace(DAMAGE, '').normalize('NFC').trim();

/** Shortens a text to so many characters, with an ellipsis in place of the rest. */
const shortened = (text: string, maximum: number) =>
  text.length <= maximum ? text : `${text.slice(0, maximum - 1).replace(/[\ud800-\udbff]$/, '')}…`;

function accepted(schema: z.ZodMiniType<string>, text: string): string | undefined {
  const { data } = z.safeParse(schema, text);
  return data;
}

/** One line of what a stranger's text says, without markup and damage; undefined if nothing visible is left. */
export const cleanLine = (text: string, maximum: number): string | undefined =>
  accepted(line(maximum), shortened(plain(text).replace(/\s+/g, ' '), maximum));

/** The same for a text of several lines. */
export const cleanParagraphs = (text: string, maximum: number): string | undefined =>
  accepted(paragraphs(maximum), shortened(plain(text).replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n'), maximum));
