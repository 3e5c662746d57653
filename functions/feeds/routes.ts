import * as z from 'zod/mini';
import { ArticleSlug, AuthorSlug, cursor, SectionName, TagName } from '../articles/schema.ts';
import { defineRoutes } from '../shared/api/route.ts';
import { type FeedFormat, feedMediaTypes } from './schema.ts';

const feed = <Format extends FeedFormat>(format: Format) =>
  ({
    method: 'GET',
    audience: 'public',
    response: z.string(),
    mediaType: `${feedMediaTypes[format]}; charset=utf-8`,
    success: 200,
    cache: 'public',
  }) as const;

const rss = feed('rss');
const atom = feed('atom');
const json = feed('json');

const query = z.object({ cursor });
const ofSite = { query, failures: ['cursor-invalid'] } as const;
/** Of a page that lists corrections, too, which has a longer name. */
const ofSection = {
  query,
  params: z.object({ section: ArticleSlug }),
  redirects: 301,
  failures: ['section-not-found', 'cursor-invalid'],
} as const;
const ofTag = {
  query,
  params: z.object({ tag: TagName }),
  failures: ['address-not-found', 'cursor-invalid'],
} as const;
const ofAuthor = {
  query,
  params: z.object({ author: AuthorSlug }),
  redirects: 301,
  failures: ['author-not-found', 'cursor-invalid'],
} as const;

/** A redirect from an address that feed readers try, or that another system used. */
const moved = { ...rss, success: 301, failures: [], summary: 'Redirect to the feed of all articles' } as const;

/** Feeds of every listing in each format, and of every thread as RSS. */
export const feedRoutes = defineRoutes('feeds.read', {
  siteRss: { ...rss, ...ofSite, path: '/feed.rss', summary: 'Follow all articles (RSS)' },
  siteAtom: { ...atom, ...ofSite, path: '/feed.atom', summary: 'Follow all articles (Atom)' },
  siteJson: { ...json, ...ofSite, path: '/feed.json', summary: 'Follow all articles (JSON Feed)' },
  sectionRss: {
    ...rss,
    ...ofSection,
    path: '/{section}/feed.rss',
    summary: 'Follow a section, or the corrections that a page lists (RSS)',
  },
  sectionAtom: {
    ...atom,
    ...ofSection,
    path: '/{section}/feed.atom',
    summary: 'Follow a section, or the corrections that a page lists (Atom)',
  },
  sectionJson: {
    ...json,
    ...ofSection,
    path: '/{section}/feed.json',
    summary: 'Follow a section, or the corrections that a page lists (JSON Feed)',
  },
  tagRss: { ...rss, ...ofTag, path: '/tags/{tag}/feed.rss', summary: 'Follow a tag (RSS)' },
  tagAtom: { ...atom, ...ofTag, path: '/tags/{tag}/feed.atom', summary: 'Follow a tag (Atom)' },
  tagJson: { ...json, ...ofTag, path: '/tags/{tag}/feed.json', summary: 'Follow a tag (JSON Feed)' },
  authorRss: { ...rss, ...ofAuthor, path: '/authors/{author}/feed.rss', summary: 'Follow an author (RSS)' },
  authorAtom: { ...atom, ...ofAuthor, path: '/authors/{author}/feed.atom', summary: 'Follow an author (Atom)' },
  authorJson: { ...json, ...ofAuthor, path: '/authors/{author}/feed.json', summary: 'Follow an author (JSON Feed)' },
  feedMoved: { ...moved, path: '/feed' },
  feedXmlMoved: { ...moved, path: '/feed.xml' },
  rssMoved: { ...moved, path: '/rss' },
  rssXmlMoved: { ...moved, path: '/rss.xml' },
  indexXmlMoved: { ...moved, path: '/index.xml' },
  atomXmlMoved: { ...moved, path: '/atom.xml' },
  commentsRss: {
    ...rss,
    redirects: 301,
    path: '/{section}/{slug}/comments.rss',
    summary: "Follow an article's comments (RSS)",
    params: z.object({ section: SectionName, slug: ArticleSlug }),
    failures: ['article-not-found', 'article-withdrawn'],
  },
});
