import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import { ListedArticle } from './fields.ts';
import { Image } from './image.ts';

/** A stored listing entry. A page of twenty costs by its bytes, so derivable fields are left out. */
export type ListingEntry = Omit<ListedArticle, 'thread' | 'updatedAt'> &
  Partial<Pick<ListedArticle, 'thread' | 'updatedAt'>>;

export function toEntry(article: ListedArticle): ListingEntry {
  const { thread, updatedAt, image, ...entry } = z.parse(ListedArticle, article);
  return {
    ...entry,
    image: image && 'url' in image ? z.parse(Image, image) : image,
    ...(thread === entry.slug ? {} : { thread }),
    ...(updatedAt === entry.publishedAt ? {} : { updatedAt }),
  };
}

const readEntry = itemReader(ListedArticle);

/** @param entry a stored entry, or parts of one. */
export function fromEntry(entry: Readonly<Record<string, unknown>>): ListedArticle {
  const article = readEntry(entry);
  article.thread ??= article.slug;
  article.updatedAt ??= article.publishedAt;
  return article;
}
