import type * as z from 'zod/mini';
import type { PublishedArticle } from '../articles/fields.ts';
import type { Card } from '../articles/schema.ts';
import type { Comment } from '../comments/threads/schema.ts';

export const feedFormats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedMediaTypes: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** A page of a feed: this page's cursor and the one of the page behind it; null for the first and after the last. */
export interface FeedPaging {
  readonly cursor: string | null;
  readonly next: string | null;
}

/** An article as feeds show it. */
export interface FeedItem
  extends z.output<typeof Card>,
    Pick<PublishedArticle, 'thread' | 'language' | 'tags' | 'updatedAt'> {
  readonly description: string;
  /** Sanitized HTML, where the site gives full texts. */
  readonly body?: string;
}

/** A listing as a feed. */
export interface FeedView extends FeedPaging {
  /** Path of the page that shows the same articles to people. */
  readonly page: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** When it last changed, by an entry that came, changed or went; nothing of one that never had any. */
  readonly updatedAt: string | undefined;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

/** A thread as a feed. */
export interface CommentFeedView {
  readonly article: Pick<FeedItem, 'headline' | 'url' | 'language'>;
  /** Newest first. */
  readonly comments: readonly Comment[];
}
