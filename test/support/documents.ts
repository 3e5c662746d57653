import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root directory. */
export const root = join(import.meta.dirname, '../..');

/** All Markdown documents: README, CONTRIBUTING and others at the top, and docs/. */
export const documents: readonly string[] = globSync('{*.md,docs/**/*.md}', { cwd: root }).toSorted();

/** The text of a file of the repository. */
export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** A block of commands in a document. */
export interface Commands {
  /**
   * How to run it, from the word after `sh`:
   * - none: in one shell for the whole document, beside a running server
   * - `server`: starts that server
   * - `test`: runs the test file in the document
   * - `aws`: needs an AWS account; not tested
   * - `git`: changes the checkout; not tested
   * - `whole`: runs all tests, including this one, or writes what they compare; not tested
   */
  readonly kind: string;
  readonly text: string;
  /** The output block that follows directly, if there is one. */
  readonly output: Block | undefined;
}

/** A block with its position. */
export interface Block {
  readonly text: string;
  /** The offsets of the text in the document; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** A fenced block: indent, info string, text. An output block follows its commands after an empty line. */
const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^\1```$/gm;

/** The command blocks of a document, in order. */
export function commandsOf(text: string): readonly Commands[] {
  const fences = [...text.matchAll(FENCE)].map((match) => {
    const [whole, indent = '', words = '', body = ''] = match;
    const from = match.index + whole.indexOf('\n') + 1;
    return { indent, words, body, from, to: from + body.length, start: match.index, end: match.index + whole.length };
  });
  return fences.flatMap(({ words, body, indent, end }, position) => {
    const [language, ...rest] = words.split(' ');
    if (language !== 'sh') return [];
    const next = fences[position + 1];
    const isOutput = next && /^(json|text|html)?$/.test(next.words) && text.slice(end, next.start).trim() === '';
    const output = isOutput ? { text: next.body, from: next.from, to: next.to } : undefined;
    const lines = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    return [{ kind: rest.join(' '), text: lines.join('\n'), output }];
  });
}

/** Replaces outputs in a document. */
export const withOutputs = (text: string, outputs: readonly { readonly at: Block; readonly text: string }[]): string =>
  outputs.toReversed().reduce((all, { at, text: output }) => all.slice(0, at.from) + output + all.slice(at.to), text);

/** Values that differ between runs. Instants from 2030 on do not: the commands contain them. */
const VARIES: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  // A short id, as the command line prints it.
  [/^[0-9a-f]{8}(?= {2})/gm, '<short id>'],
  [/\b202\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g, '<instant>'],
  [/\b202\d-\d\d-\d\d \d\d:\d\d/g, '<time>'],
  // The number depends on mails in the outbox.
  [/\b\d+ items\b/g, '<count> items'],
  // Random base64url: upper-case, lower-case and digits.
  [/(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{20,}(?:\.[\w-]+)*/g, '<token>'],
];

const masked = (text: string): string => VARIES.reduce((all, [pattern, name]) => all.replace(pattern, name), text);

/** Whether an output matches a document's, apart from values that vary. `…` in the document matches anything in a line. */
export function isAsShown(shown: string, actual: string): boolean {
  const pattern = masked(shown)
    .split('…')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(masked(actual));
}
