import { paperWords, wordsFor } from '../../words/words.ts';
import { type Drop, DroppedList } from './dropped.ts';
import { bodyFault } from './fault.ts';
import { type MarkdownHtml, markdownToHtml } from './markdown.ts';
import { cleanHtml } from './markup.ts';
import type { Mention } from './mediaAddress.ts';
import { countWords, excerptOf, textOf } from './text.ts';

export type BodyFormat = 'markdown' | 'html';

export interface RenderedBody {
  /** Safe HTML; every heading has an id. */
  readonly html: string;
  readonly wordCount: number;
  /** At 230 words a minute, at least one. */
  readonly readingMinutes: number;
  /** The beginning of the first paragraphs: plain text, at most 160 UTF-16 units, cut after a word with `…`. */
  readonly excerpt: string;
  /** The parts that were dropped or changed. */
  readonly dropped: readonly Drop[];
  /** Where it names files of the media library, in order. */
  readonly media: readonly Mention[];
}

const WORDS_PER_MINUTE = 230;
/** What search engines and feed readers show of a description. */
const EXCERPT = 160;
/** Files of the media library whose line is told: finding it takes time in the length of the text. */
const LINES_TOLD = 100;
/** Longest text in characters: a DynamoDB item holds at most 400 KB. */
const LONGEST = 400_000;

/**
 * Renders an article's text when it is written, so that reads do no work.
 *
 * Markdown is CommonMark with tables, strikethrough, bare addresses as links, footnotes and task lists; it may contain
 * HTML. Only what `bodySchema` allows is kept. Besides:
 * - An h1 becomes an h2. A heading's id is GitHub's slug of its text.
 * - An image may have its address in `data-src` or `srcset`, and an address of another site may leave out `https:`.
 * - An image alone in a paragraph becomes a figure with its title as the caption; if the last sentence of the title
 *   begins with `Credit: `, it is the credit: `![Fog](https://… "The quay at six. Credit: Ada Quill/PA")`. Images are
 *   https only; of others, the alternative text is kept.
 * - A picture of the media library is `![alt](media:ID "caption")`, wider as `media:ID#wide` or `media:ID#full`; without
 *   alt, caption or credit it has those of its record. Several in a paragraph become a gallery. The HTML has a placeholder
 *   in a figure (functions/pictures/expand.ts). Links to `media:ID` lead to recordings and documents of the library.
 * - The https address of a YouTube or Vimeo video alone in a paragraph becomes a player, as does an `<iframe>` of one.
 * - An `<iframe>` of another site becomes a link. Audio and video from https addresses are kept, as are MathML formulas.
 * - Links may be http, https, mailto, tel, sms, `/a-path` of this site or a `#place` in the text; of others, the text is kept.
 * - Footnotes of other programs become ours, and so does what a span says by its style: bold, italic, struck, raised.
 *
 * Everything that is dropped or changed is reported in `dropped`.
 *
 * Rendering is idempotent: the result, rendered as HTML, is unchanged.
 * @param options.language BCP 47; determines word boundaries, and the words around footnotes and players. English by default, and
 *   where it has no words.
 * @throws Failure `field-invalid`, pointing to `/body`, for a text that is too long or too complex to render quickly.
 */
export function renderBody(
  source: string,
  format: BodyFormat,
  { language = 'en' }: { readonly language?: string } = {},
): RenderedBody {
  if (source.length > LONGEST) throw bodyFault(({ faults }) => faults.longText(LONGEST));
  try {
    const dropped = new DroppedList();
    const { article: words } = wordsFor(language) ?? paperWords('en');
    const { html: written, lineAt, filtered } = format === 'markdown' ? markdownToHtml(source, words) : asItIs(source);
    for (const { what, line } of filtered) {
      dropped.add(
        () => what,
        () => line,
        (say) => say.dropped.asText,
      );
    }
    const media: Mention[] = [];
    const lineOf = (offset: number | undefined) => (offset === undefined ? undefined : lineAt(offset));
    const { html, tree } = cleanHtml(
      written,
      words,
      (what, offset, why) => dropped.add(what, () => lineOf(offset), why),
      (mention, offset) => media.push({ ...mention, line: media.length < LINES_TOLD ? lineOf(offset) : undefined }),
    );
    const wordCount = countWords(textOf(tree), language);
    return {
      html,
      wordCount,
      readingMinutes: Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE)),
      excerpt: excerptOf(tree, language, EXCERPT),
      dropped: dropped.list(),
      media,
    };
  } catch (error) {
    // The libraries recurse. Our limits come first; this is a safeguard.
    if (error instanceof RangeError) throw bodyFault(({ faults }) => faults.tangled, error);
    throw error;
  }
}

const asItIs = (html: string): MarkdownHtml => ({
  html,
  filtered: [],
  lineAt: (offset) => html.slice(0, offset).split(/\r\n?|\n/).length,
});
