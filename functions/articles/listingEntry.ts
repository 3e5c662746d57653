import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import { ListedArticle } from './fields.ts';
import { Image } from './image.ts';

/** Fields that few articles have, which are left out where they have their default. */
const RARE = [
  'kind',
  'label',
  'kicker',
  'shortHeadline',
  'importance',
  'keptOffFronts',
] as const satisfies readonly (keyof ListedArticle)[];
type Left = (typeof RARE)[number] | 'thread' | 'updatedAt';

/** A stored listing entry. A page of twenty costs by its bytes, so derivable fields are left out. */
export type ListingEntry = Omit<ListedArticle, Left> & Partial<Pick<ListedArticle, Left>>;

export function toEntry(article: ListedArticle): ListingEntry {
  const { thread, updatedAt, image, ...entry } = z.parse(ListedArticle, article);
  return {
    ...withoutDefaults(entry),
    image: image && 'url' in image ? z.parse(Image, image) : image,
    ...(thread === entry.slug ? {} : { thread }),
    ...(updatedAt === entry.publishedAt ? {} : { updatedAt }),
  };
}

const readEntry = itemReader(ListedArticle);
const DEFAULTS = readEntry({});

function withoutDefaults<Entry extends Pick<ListedArticle, (typeof RARE)[number]>>(entry: Entry) {
  const stored: Omit<Entry, (typeof RARE)[number]> & Partial<Entry> = { ...entry };
  for (const name of RARE) if (entry[name] === DEFAULTS[name]) delete stored[name];
  return stored;
}

/** @param entry a stored entry, or parts of one. */
export function fromEntry(entry: Readonly<Record<string, unknown>>): ListedArticle {
  const article = readEntry(entry);
  article.thread ??= article.slug;
  article.updatedAt ??= article.publishedAt;
  return article;
}
