import type { Element } from 'xast';
import { x } from 'xastscript';
import { commentFeedPath, feedPaths } from '../pages/addresses.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import { xmlDocument } from '../shared/xml.ts';
import { absoluteLinks } from './absoluteLinks.ts';
import { categoriesOf, commentId, feedPages, itemId, latest } from './entry.ts';
import { mediaNamespace, picture } from './picture.ts';
import { type CommentFeedView, type FeedItem, type FeedPaging, type FeedView, feedMediaTypes } from './schema.ts';

/** RSS 2.0 with the extensions that WordPress uses: https://www.rssboard.org/rss-profile */
export const renderRss = (feed: FeedView, site: Site): string =>
  channel(
    {
      ...feed,
      link: absoluteUrl(feed.page, site),
      path: feedPaths(feed.page).rss,
      items: feed.items.map((item) => articleItem(item, site)),
    },
    site,
  );

/** The comments on an article, as RSS. */
export function renderCommentFeed({ article, comments, words }: CommentFeedView, site: Site): string {
  const link = absoluteUrl(article.url, site);
  const title = words.comments(article.headline);
  return channel(
    {
      title,
      description: `${title} | ${site.title}`,
      link,
      path: commentFeedPath(article.url),
      language: article.language,
      updatedAt: latest(comments.map(({ publishedAt, editedAt }) => editedAt ?? publishedAt)),
      cursor: null,
      next: null,
      items: comments.map(({ id, author, url, publishedAt, body }) =>
        x('item', [
          x('title', words.commentBy(author.name)),
          x('link', absoluteUrl(url, site)),
          x('guid', { isPermaLink: 'false' }, commentId(id, site)),
          x('pubDate', rfc822(publishedAt)),
          x('dc:creator', author.name),
          x('description', absoluteLinks(body, link)),
        ]),
      ),
    },
    site,
  );
}

interface Channel extends FeedPaging {
  readonly title: string;
  readonly description: string;
  readonly link: string;
  readonly path: string;
  readonly language: string;
  readonly updatedAt: string | undefined;
  readonly items: readonly Element[];
}

function channel({ title, description, link, path, language, updatedAt, items, ...paging }: Channel, site: Site) {
  const { self, next } = feedPages(path, paging, site);
  const pageLink = (rel: string, href: string) => x('atom:link', { rel, href, type: feedMediaTypes.rss });
  return xmlDocument(
    x(
      'rss',
      {
        version: '2.0',
        'xmlns:atom': 'http://www.w3.org/2005/Atom',
        'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        ...mediaNamespace,
        'xmlns:wfw': 'http://wellformedweb.org/CommentAPI/',
      },
      x('channel', [
        x('title', title),
        x('link', link),
        x('description', description),
        x('language', language),
        updatedAt && x('lastBuildDate', rfc822(updatedAt)),
        pageLink('self', self),
        next && pageLink('next', next),
        ...items,
      ]),
    ),
  );
}

function articleItem(item: FeedItem, site: Site): Element {
  const link = absoluteUrl(item.url, site);
  return x('item', [
    x('title', item.title),
    x('link', link),
    x('guid', { isPermaLink: 'false' }, itemId(item, site)),
    x('pubDate', rfc822(item.publishedAt)),
    ...item.byline.map(({ name }) => x('dc:creator', name)),
    x('dc:language', item.language),
    ...categoriesOf(item).map((category) => x('category', category)),
    item.description && x('description', asHtml(item.description)),
    item.body && x('content:encoded', absoluteLinks(item.body, link)),
    item.image && picture(item.image, site),
    ...(item.correctedAt === undefined
      ? [x('comments', `${link}#comments`), x('wfw:commentRss', absoluteUrl(commentFeedPath(item.url), site))]
      : []),
  ]);
}

/** Escapes a description, which is HTML in RSS. Not quotes, because some readers show it as plain text. */
const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** An instant in the format of RFC 822, with a year of four digits as RSS recommends. */
const rfc822 = (instant: string) => new Date(instant).toUTCString();
