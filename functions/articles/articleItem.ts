import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod/mini';
import { PublishedArticle } from './fields.ts';

/** The highest quality saves another seventh, and takes forty times as long. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
/** What Lambda can answer with (6 MB), and three times the longest HTML. A damaged text could be a gigabyte. */
const LIMIT = { maxOutputLength: 6 * 1024 * 1024 };

/**
 * An article as its item in the Published table. Its HTML is compressed (Brotli, RFC 7932): rendering makes a text up to
 * six times as long, but hardly adds to its compressed size. So every text of legal length fits in an item (400 KB), and
 * an ordinary one costs half the units.
 */
export const toArticleItem = (article: PublishedArticle) => ({
  type: 'article' as const,
  ...article,
  body: new Uint8Array(brotliCompressSync(article.body, QUALITY)),
});

export const fromArticleItem = (item: Readonly<Record<string, unknown>>): PublishedArticle =>
  z.parse(PublishedArticle, { ...item, body: bodyOf(item) });

/**
 * The HTML of an article's item. Earlier items hold it as a string.
 * @throws Error of zlib when it is damaged.
 */
export const bodyOf = ({ body }: Readonly<Record<string, unknown>>): string =>
  body instanceof Uint8Array ? brotliDecompressSync(body, LIMIT).toString() : (body as string);
