import { bodyFault } from './fault.ts';
import { markdownToHtml } from './markdown.ts';
import { cleanHtml } from './markup.ts';
import { countWords, excerptOf, textOf } from './text.ts';

export type BodyFormat = 'markdown' | 'html';

/** An article's text, ready to be read. */
export interface RenderedBody {
  /** Safe HTML; every heading has an id to link to. */
  readonly html: string;
  readonly wordCount: number;
  /** At 230 words a minute, never less than one. */
  readonly readingMinutes: number;
  /** Plain text, not HTML: the beginning of the first paragraphs, at most 160 UTF-16 units, cut after a word with `…`. */
  readonly excerpt: string;
}

const WORDS_PER_MINUTE = 230;
/** What search engines and feed readers show of a description. */
const EXCERPT = 160;
/** Characters at most. An item of DynamoDB holds 400 KB, so longer texts could not be kept. */
const LONGEST = 400_000;

/**
 * Renders an article's text once, when it is written, so that a read does no work.
 *
 * Markdown is CommonMark with tables, strikethrough, bare addresses as links, footnotes and lists of tasks; it may hold
 * HTML. Either way only what `bodySchema` names is kept. Besides:
 * - An h1 becomes an h2. A heading's id is GitHub's slug of its text.
 * - An image alone in a paragraph becomes a figure, its title the caption; if the last sentence of the title begins with
 *   `Credit: `, that sentence is the credit: `![Fog](https://… "The quay at six. Credit: Ada Quill/PA")`. Images are
 *   https only; of another, its alternative text is left.
 * - The https address of a YouTube or Vimeo video alone in a paragraph becomes a player, as does an `<iframe>` of one.
 * - Links lead to http, https, mailto, `/a-path` of this site or a `#place` in the page; of another, its text is left.
 *
 * Rendering the result again, as HTML, gives the same HTML.
 * @param options.language BCP 47; it tells how words are divided. English by default.
 * @throws Failure `field-invalid`, pointing to `/body`, for a text that is too long or too tangled to render quickly.
 */
export function renderBody(
  source: string,
  format: BodyFormat,
  { language = 'en' }: { readonly language?: string } = {},
): RenderedBody {
  if (source.length > LONGEST) throw bodyFault(`is longer than ${LONGEST} characters`);
  try {
    const { html, tree } = cleanHtml(format === 'markdown' ? markdownToHtml(source) : source);
    const wordCount = countWords(textOf(tree), language);
    return {
      html,
      wordCount,
      readingMinutes: Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE)),
      excerpt: excerptOf(tree, language, EXCERPT),
    };
  } catch (error) {
    // The libraries recurse; their limits are ours above, and this is in case they have others.
    if (error instanceof RangeError) throw bodyFault('is too tangled to be read', error);
    throw error;
  }
}
