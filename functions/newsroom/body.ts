import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** An article's text, ready to be read. */
export interface RenderedBody {
  /** Sanitized HTML; every heading has an id to link to. */
  readonly html: string;
  readonly wordCount: number;
  /** At 230 words a minute, never less than one. */
  readonly readingMinutes: number;
}

const WORDS_PER_MINUTE = 230;

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSlug)
  .use(rehypeSanitize, { ...defaultSchema, clobberPrefix: '', clobber: [] })
  .use(rehypeStringify)
  .freeze();

/**
 * Renders Markdown (CommonMark with tables, strikethrough, autolinks and footnotes) once, when it is written, so that a
 * read does no work. What HTML it holds is kept as far as GitHub's allow-list goes (rehype-sanitize's default schema).
 */
export function renderMarkdown(markdown: string): RenderedBody {
  const html = String(processor.processSync(markdown));
  const wordCount = countWords(html);
  return { html, wordCount, readingMinutes: Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE)) };
}

const words = new Intl.Segmenter('en', { granularity: 'word' });

function countWords(html: string): number {
  const text = html.replace(/<[^>]*>/g, ' ').replace(/&[#\w]+;/g, "'");
  return [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}
