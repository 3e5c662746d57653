import * as z from 'zod/mini';
import type { Card } from '../articles/article.ts';
import type { PublishedArticle } from '../articles/fields.ts';
import type { Comment } from '../comments/threads/schema.ts';
import { instant } from '../shared/instant.ts';
import type { Words } from '../words/en.ts';

export const feedFormats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedMediaTypes: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

const Person = z.object({ name: z.string(), url: z.string() });

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
export const JsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  home_page_url: z.string(),
  feed_url: z.string(),
  description: z.string(),
  next_url: z.optional(z.string()),
  authors: z.array(Person),
  language: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      title: z.string(),
      summary: z.optional(z.string()),
      content_html: z.optional(z.string()),
      content_text: z.optional(z.string()),
      image: z.optional(z.string()),
      date_published: instant,
      date_modified: instant,
      authors: z.array(Person),
      tags: z.array(z.string()),
      language: z.string(),
    }),
  ),
});

/** The cursors of this page and of the next one; null for the first page and after the last. */
export interface FeedPaging {
  readonly cursor: string | null;
  readonly next: string | null;
}

/** An article in a feed. */
export interface FeedItem
  extends z.output<typeof Card>,
    Pick<PublishedArticle, 'thread' | 'language' | 'tags' | 'updatedAt'> {
  /** The headline behind its kicker or, of what is paid for, behind the label that the law asks for. */
  readonly title: string;
  /** That it is breaking or live, and its kind; empty for news. */
  readonly labels: readonly string[];
  readonly description: string;
  /** When an article was corrected, for an item that is the correction. */
  readonly correctedAt?: string;
  /** Sanitized HTML, if the theme's settings ask for full texts. */
  readonly body?: string;
}

/** A listing as a feed. */
export interface FeedView extends FeedPaging {
  /** The path of the page with the same articles. */
  readonly page: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The time of the last addition, change or removal of an entry; undefined for a feed that never had one. */
  readonly updatedAt: string | undefined;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

/** A thread as a feed. */
export interface CommentFeedView {
  readonly article: Pick<FeedItem, 'headline' | 'url' | 'language'>;
  /** Newest first. */
  readonly comments: readonly Comment[];
  readonly words: Words['feed'];
}
