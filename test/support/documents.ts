import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '../..');

/** What people read: README, CONTRIBUTING and the like, and docs/. */
export const documents: readonly string[] = globSync('{*.md,docs/**/*.md}', { cwd: root }).toSorted();

/** The text of a file of the checkout. */
export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** A block of commands in a document. */
export interface Commands {
  /**
   * How it is run, as the word after `sh` says:
   * - none: in the document's shell, with a server beside it
   * - `server`: it starts that server
   * - `test`: it runs the test file that the document has
   * - `aws`: it needs an AWS account, and no test runs it
   * - `git`: it changes the checkout, and no test runs it
   * - `whole`: it would run all tests, this one among them, or write what they compare
   */
  readonly kind: string;
  readonly text: string;
  /** What stands in the block right after it; undefined where none does. */
  readonly output: Block | undefined;
}

/** A block by its place. */
export interface Block {
  readonly text: string;
  /** Where the text begins and ends in the document. */
  readonly from: number;
  readonly to: number;
}

/** A fenced block: its indent, the words after the fence, its text. An output follows its commands after an empty line. */
const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^\1```$/gm;

/** The blocks of commands of a document, in their order. */
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

/** The document with other outputs. */
export const withOutputs = (text: string, outputs: readonly { readonly at: Block; readonly text: string }[]): string =>
  outputs.toReversed().reduce((all, { at, text: output }) => all.slice(0, at.from) + output + all.slice(at.to), text);

/** What is another at every run. An instant of the next decade is one that the commands themselves name. */
const VARIES: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  // The beginning of one, as lists of the command line have it.
  [/^[0-9a-f]{8}(?= {2})/gm, '<short id>'],
  [/\b202\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g, '<instant>'],
  [/\b202\d-\d\d-\d\d \d\d:\d\d/g, '<time>'],
  // A mail that is on its way is an item as well.
  [/\b\d+ items\b/g, '<count> items'],
  // Base64url of something random: capitals, small letters and digits.
  [/(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{20,}(?:\.[\w-]+)*/g, '<token>'],
];

const masked = (text: string): string => VARIES.reduce((all, [pattern, name]) => all.replace(pattern, name), text);

/** Whether an output is what a document shows, but for what varies; `…` stands there for anything within a line. */
export function isAsShown(shown: string, actual: string): boolean {
  const pattern = masked(shown)
    .split('…')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(masked(actual));
}
