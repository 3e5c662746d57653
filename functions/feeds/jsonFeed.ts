import { authorPath, feedPaths } from '../pages/addresses.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { absoluteLinks } from './absoluteLinks.ts';
import { categoriesOf, feedPages, itemId } from './entry.ts';
import type { FeedItem, FeedView } from './schema.ts';

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
export function renderJsonFeed(feed: FeedView, site: Site): string {
  const { self, next } = feedPages(feedPaths(feed.page).json, feed, site);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: absoluteUrl(feed.page, site),
    feed_url: self,
    description: feed.description,
    next_url: next,
    authors: [{ name: site.publisher.name, url: absoluteUrl('/', site) }],
    language: feed.language,
    items: feed.items.map((item) => toItem(item, site)),
  });
}

function toItem(item: FeedItem, site: Site) {
  const url = absoluteUrl(item.url, site);
  return {
    id: itemId(item, site),
    url,
    title: item.title,
    summary: item.description || undefined,
    // The format requires one of the two.
    ...(item.body ? { content_html: absoluteLinks(item.body, url) } : { content_text: item.description || item.title }),
    image: item.image ? absoluteUrl(item.image.url, site) : undefined,
    date_published: item.publishedAt,
    date_modified: item.updatedAt,
    authors: item.byline.map(({ name, slug }) => ({ name, url: absoluteUrl(authorPath(slug), site) })),
    tags: categoriesOf(item),
    language: item.language,
  };
}
