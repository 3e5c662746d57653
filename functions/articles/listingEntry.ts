import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import { ListedArticle } from './fields.ts';

/** A listing entry as it is kept: a page of twenty costs by its bytes, so what follows from the rest is left out. */
export type ListingEntry = Omit<ListedArticle, 'thread' | 'updatedAt'> &
  Partial<Pick<ListedArticle, 'thread' | 'updatedAt'>>;

/** The entry that an article has in each of its listings. */
export function toEntry(article: ListedArticle): ListingEntry {
  const { thread, updatedAt, ...entry } = z.parse(ListedArticle, article);
  return {
    ...entry,
    ...(thread === entry.slug ? {} : { thread }),
    ...(updatedAt === entry.publishedAt ? {} : { updatedAt }),
  };
}

const readEntry = itemReader(ListedArticle);

/** @param entry as it is kept, or parts of it. */
export const fromEntry = (entry: Readonly<Record<string, unknown>>): ListedArticle =>
  readEntry({ thread: entry.slug, updatedAt: entry.publishedAt, ...entry });
