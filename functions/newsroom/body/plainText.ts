import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { parseFragment } from 'parse5';
import { textOf } from './text.ts';

/** The visible text of rendered HTML, block by block. */
export const plainText = (html: string): string[] =>
  textOf(fromParse5(parseFragment(html)) as Root)
    .split(/\n+/)
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
