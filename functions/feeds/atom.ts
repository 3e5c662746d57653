import type { Element } from 'xast';
import { x } from 'xastscript';
import { authorPath, commentFeedPath, feedPaths } from '../pages/addresses.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { xmlDocument } from '../shared/xml.ts';
import { absoluteLinks } from './absoluteLinks.ts';
import { feedId, feedPages, itemId } from './entry.ts';
import { mediaNamespace, picture } from './picture.ts';
import { type FeedItem, type FeedView, feedMediaTypes } from './schema.ts';

/** The time of the last change of a feed without entries, because Atom requires one. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** Atom (RFC 4287). */
export function renderAtom(feed: FeedView, site: Site): string {
  const { self, next } = feedPages(feedPaths(feed.page).atom, feed, site);
  return xmlDocument(
    x(
      'feed',
      {
        xmlns: 'http://www.w3.org/2005/Atom',
        ...mediaNamespace,
        'xml:lang': feed.language,
      },
      [
        x('id', feedId(feed.page, site)),
        x('title', feed.title),
        x('subtitle', feed.description),
        x('updated', feed.updatedAt ?? NEVER),
        x('author', [x('name', site.publisher.name), x('uri', absoluteUrl('/', site))]),
        x('link', { rel: 'alternate', type: 'text/html', href: absoluteUrl(feed.page, site) }),
        x('link', { rel: 'self', type: feedMediaTypes.atom, href: self }),
        next && x('link', { rel: 'next', type: feedMediaTypes.atom, href: next }),
        ...feed.items.map((item) => entry(item, site)),
      ],
    ),
  );
}

function entry(item: FeedItem, site: Site): Element {
  const link = absoluteUrl(item.url, site);
  return x('entry', { 'xml:lang': item.language }, [
    x('id', itemId(item, site)),
    x('title', item.title),
    x('published', item.publishedAt),
    x('updated', item.updatedAt),
    ...item.byline.map(({ name, slug }) =>
      x('author', [x('name', name), x('uri', absoluteUrl(authorPath(slug), site))]),
    ),
    x('category', { term: item.section.name, label: item.section.title }),
    ...item.labels.map((label) => x('category', { term: label })),
    ...item.tags.map((tag) => x('category', { term: tag })),
    x('link', { rel: 'alternate', type: 'text/html', href: link }),
    // The feed of the comments (RFC 4685, section 4).
    item.correctedAt === undefined
      ? x('link', { rel: 'replies', type: feedMediaTypes.rss, href: absoluteUrl(commentFeedPath(item.url), site) })
      : undefined,
    item.description && x('summary', item.description),
    item.body && x('content', { type: 'html' }, absoluteLinks(item.body, link)),
    item.image && picture(item.image, site),
  ]);
}
