/** Where the pages are: the same in links, canonical addresses, feeds and sitemaps. */

export const sectionPath = (section: string) => `/${section}`;
export const tagPath = (tag: string) => `/tags/${tag}`;
export const authorPath = (author: string) => `/authors/${author}`;
/** @param month `2026-11` */
export const archivePath = (month: string) => `/archive/${month}`;

const assets: Readonly<Record<string, string>> = JSON.parse(ASSETS);

/**
 * The name of a file of the theme's among the assets, with the hash of its content.
 * @throws Error for a name that the theme does not have.
 */
export function assetName(name: string): string {
  const file = assets[name];
  if (!file) throw new Error(`The theme has no file ${name}`);
  return file;
}

export const assetPath = (name: string) => `/assets/${assetName(name)}`;

/** The feeds of a listing; of the whole site with the path `/`. */
export const feedPaths = (listing: string) => {
  const base = listing === '/' ? '' : listing;
  return { rss: `${base}/feed.rss`, atom: `${base}/feed.atom`, json: `${base}/feed.json` } as const;
};

/** The feed of an article's comments. */
export const commentFeedPath = (article: string) => `${article}/comments.rss`;

/** A path with a query of those parameters that are given. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
