// The paths of pages, percent-encoded, for links, canonical addresses, feeds and sitemaps.

export const sectionPath = (section: string) => `/${encodeURIComponent(section)}`;
export const tagPath = (tag: string) => `/tags/${encodeURIComponent(tag)}`;
export const authorPath = (author: string) => `/authors/${encodeURIComponent(author)}`;
/** @param month `2026-11` */
export const archivePath = (month: string) => `/archive/${month}`;

/** The feeds of a listing; `/` for the whole site. */
export const feedPaths = (listing: string) => {
  const base = listing === '/' ? '' : listing;
  return { rss: `${base}/feed.rss`, atom: `${base}/feed.atom`, json: `${base}/feed.json` } as const;
};

/** The feed of an article's comments. */
export const commentFeedPath = (article: string) => `${article}/comments.rss`;

/** A path with a query; null and undefined parameters are left out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
