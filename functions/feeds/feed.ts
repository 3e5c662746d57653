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

/** Renders a listing as a feed. The output contains no time of rendering, so equal articles give equal ETags. */
export const renderFeed = (format: FeedFormat, feed: FeedView, site: Site): string => renderers[format](feed, site);
