import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleOptions } from '../../infra/bundling.ts';

const root = join(import.meta.dirname, '../..');

/** Where the words of all languages are: those that are shown, and those that people type for a time. */
const WORDS = ['functions/words/', 'functions/desk/words/', 'functions/desk/articles/typedTime.ts'];

/** All functions. Summaries of routes are in English, for the reference of the API. */
const files = globSync('functions/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !WORDS.some((place) => file.startsWith(place)))
  .toSorted();

/** Texts that are no words of a language, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  WhatsApp: 'a name',
  Bluesky: 'a name',
  Mastodon: 'a name',
  Atom: 'a format',
  'JSON Feed': 'a format',
  '(Atom)': 'a format',
  '(JSON Feed)': 'a format',
  Vimeo: 'a name',
  Broadsheet: 'the name of the program',
  'Public Domain Mark': 'the name of a licence',
  'Photoshop 3.0': 'a part of a file',
  Speex: 'a part of a file',
  'www.': 'a part of an address',
  Keys: 'a field of the SDK',
  Person: 'a type of schema.org',
  '; Secure': 'an attribute of a cookie',
  Failure: 'the name of a class',
  Either: 'the name of a class',
  Taken: 'the end of a name of words',
  Stale: 'the end of a name of words',
  None: 'a value of the SDK',
  Article: 'the end of a name of an operation',
  'An answer of   could not be read': 'an error for developers',
  'Secrets Manager': 'a part of an error for developers',
};

/** Errors of developers, at start-up or for what cannot be; and log messages. */
const OF_DEVELOPERS = /(?:new (?:Type|Range)?Error|new (?:DOMException|IssuerRefusal)|log\.\w+|console\.\w+)\($/;

/** A string or template of JavaScript. */
const LITERAL = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** Whether a text reads as words: a capital and letters, or several words with a sign that ends a sentence. */
const isWords = (text: string): boolean =>
  /(^|[\s(>])[A-Z][a-z]+([\s.,!?)]|$)/.test(text) ||
  /\p{L}+[.!?]( |$)/u.test(text) ||
  /^[a-z]+( [a-z]+){2,}$/.test(text);

/** The texts in a file's code. Comments and types are gone. */
function literalsIn(file: string): readonly string[] {
  const { code } = transformSync(readFileSync(join(root, file), 'utf8'), {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    jsx: bundleOptions.jsx,
    jsxImportSource: bundleOptions.jsxImportSource,
    target: 'esnext',
    charset: 'utf8',
  });
  return code.split('\n').flatMap((line, index, lines) =>
    [...line.matchAll(LITERAL)].flatMap(({ 0: found, index: at }) => {
      const before = `${lines[index - 1] ?? ''}${line.slice(0, at)}`.trimEnd();
      // A list of names.
      if (line.startsWith('.split(', at + found.length)) return [];
      if (/^\s*(import|export) .* from $/.test(line.slice(0, at)) || /(class|summary): $/.test(line.slice(0, at)))
        return [];
      if (OF_DEVELOPERS.test(before)) return [];
      return [
        found
          .slice(1, -1)
          .replaceAll(/\$\{[^}]*\}/g, ' ')
          .trim(),
      ];
    }),
  );
}

describe('no word stands outside of functions/words:', () => {
  it.each(files)('%s', (file) => {
    const words = literalsIn(file).filter(
      (text) => isWords(text) && !text.startsWith('/') && EXCEPTIONS[text] === undefined,
    );

    expect(words).toEqual([]);
  });

  it('and one that did would be found', () => {
    expect(
      ['Share', 'Back to top', 'is required', 'There is none.', 'By '].map((text) => isWords(text.trim())),
    ).toEqual([true, true, false, true, true]);
    expect(files.length).toBeGreaterThan(300);
  });
});
