import type { Site } from '../shared/site.ts';
import { renderAtom } from './atom.ts';
import { renderJsonFeed } from './jsonFeed.ts';
import { renderRss } from './rss.ts';
import type { FeedFormat, FeedView } from './schema.ts';

const renderers: Readonly<Record<FeedFormat, (feed: FeedView, site: Site) => string>> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};

/** A listing as a feed. The same articles give the same text: nothing in it tells when it was rendered. */
export const renderFeed = (format: FeedFormat, feed: FeedView, site: Site): string => renderers[format](feed, site);
