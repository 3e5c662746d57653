import { absoluteUrl, type Site } from '../shared/site.ts';
import type { FeedItem, FeedPaging } from './schema.ts';

/**
 * The id of an article, the same for ever and in every format: not its address, which changes with slug, section and
 * domain, but the name it was first published under (docs/decisions/0001).
 */
export const articleId = ({ thread }: Pick<FeedItem, 'thread'>, site: Site): string =>
  tagUri(`article/${thread}`, site);

export const commentId = (id: string, site: Site): string => tagUri(`comment/${id}`, site);

/** The id of a feed, for all its pages. */
export const feedId = (page: string, site: Site): string => tagUri(`feed${page}`, site);

const tagUri = (name: string, { tagAuthority }: Site) => `tag:${tagAuthority}:${name}`;

/** The latest of some instants. */
export const latest = (instants: readonly string[]): string | undefined => instants.toSorted().at(-1);

/** Where the pages of a feed are: this one and the next (RFC 5005, section 3). */
export function feedPages(path: string, { cursor, next }: FeedPaging, site: Site) {
  const at = (position: string | null) =>
    absoluteUrl(position === null ? path : `${path}?cursor=${encodeURIComponent(position)}`, site);
  return { self: at(cursor), next: next === null ? undefined : at(next) };
}
