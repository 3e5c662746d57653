import * as z from 'zod/mini';
import { itemReader } from '../shared/data/itemReader.ts';
import type { PublishedArticle } from './fields.ts';
import { correctionKey, type Key } from './keys.ts';

/** An entry of the listing of all corrections: the correction, and what says where it was made. */
const ListedCorrection = z.object({
  slug: z.string(),
  thread: z.string(),
  section: z.string(),
  headline: z.string(),
  language: z._default(z.string(), 'en'),
  at: z.string(),
  note: z.string(),
});
export type ListedCorrection = z.output<typeof ListedCorrection>;

export const fromCorrectionItem = itemReader(ListedCorrection);

/** What of an article its corrections' entries show. */
export type Corrected = Pick<PublishedArticle, 'slug' | 'thread' | 'section' | 'headline' | 'language' | 'corrections'>;

/** The entries of an article's corrections, by key. */
export const correctionEntries = (
  article: Corrected,
): (readonly [Key, ListedCorrection & { readonly type: string }])[] =>
  article.corrections.map(({ at, note }, index) => {
    const { slug, thread, section, headline, language } = article;
    return [
      correctionKey(at, slug, index),
      { type: 'correction', slug, thread, section, headline, language, at, note },
    ];
  });
