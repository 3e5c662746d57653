import { descriptionOf } from '../../functions/articles/schema.ts';
import { toCard } from '../../functions/articles/wire.ts';
import { latest, namesOf } from '../../functions/feeds/entry.ts';
import type { FeedItem, FeedView } from '../../functions/feeds/schema.ts';
import type { Site } from '../../functions/shared/site.ts';
import { paperWords } from '../../functions/words/words.ts';
import { type ArticleChanges, anArticle } from './builders.ts';

export const aSite: Site = {
  origin: 'https://broadsheet.example',
  title: 'Broadsheet',
  description: 'News from a small harbour.',
  language: 'en-GB',
  publisher: {
    name: 'The Broadsheet',
    logo: { url: '/assets/logo.svg', width: 600, height: 60 },
  },
  icon: '/assets/icon-512.png',
  tagAuthority: 'broadsheet.example,2026',
};

export const titles = new Map([['abroad', 'Abroad']]);

/** An article in a feed, without its text. */
export function aFeedItem(changes: ArticleChanges = {}, more: Partial<FeedItem> = {}): FeedItem {
  const article = anArticle(changes);
  const { body: _body, ...item } = toCard(article, titles, new Date(article.updatedAt));
  return { ...item, ...namesOf(article, paperWords('en')), description: descriptionOf(article), ...more };
}

/** The only page of the feed of the section `abroad`. */
export const aFeed = (changes: Partial<FeedView> = {}): FeedView => ({
  page: '/abroad',
  title: 'Abroad | Broadsheet',
  description: 'From elsewhere.',
  language: 'en-GB',
  cursor: null,
  next: null,
  items: [aFeedItem()],
  updatedAt: latest((changes.items ?? [aFeedItem()]).map(({ updatedAt }) => updatedAt)),
  ...changes,
});
