import type { ListedArticle } from '../articles/fields.ts';
import { labelsOf } from '../articles/labelsOf.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';
import type { Words } from '../words/en.ts';
import type { FeedItem, FeedPaging } from './schema.ts';

/**
 * The id of an article, or of a correction, which is the same in every format and never changes. It is made from the slug of the first
 * publication (docs/decisions/0001), because the address changes with slug, section and domain.
 */
export const itemId = ({ thread, correctedAt }: Pick<FeedItem, 'thread' | 'correctedAt'>, site: Site): string => {
  const name = encodeURIComponent(thread);
  return tagUri(correctedAt === undefined ? `article/${name}` : `correction/${name}/${correctedAt}`, site);
};

export const commentId = (id: string, site: Site): string => tagUri(`comment/${id}`, site);

/** The id of a feed, the same on all its pages. */
export const feedId = (page: string, site: Site): string => tagUri(`feed${page}`, site);

const tagUri = (name: string, { tagAuthority }: Site) => `tag:${tagAuthority}:${name}`;

/** What an article is called in a feed, and what kind of text it is. */
export function namesOf(
  article: Pick<ListedArticle, 'kind' | 'label' | 'kicker' | 'headline'>,
  words: Words,
): Pick<FeedItem, 'title' | 'labels'> {
  const { kind, kicker, headline } = article;
  const above = kind === 'sponsored' ? words.kinds.sponsored : kicker;
  return { title: above === '' ? headline : words.feed.title(above, headline), labels: labelsOf(article, words) };
}

/** What an article is about, and what it is: the title of its section, its labels and its tags. */
export const categoriesOf = ({ section, labels, tags }: Pick<FeedItem, 'section' | 'labels' | 'tags'>): string[] => [
  section.title,
  ...labels,
  ...tags,
];

export const latest = (instants: readonly string[]): string | undefined => instants.toSorted().at(-1);

/** The addresses of a feed's page and of the next one (RFC 5005, section 3). */
export function feedPages(path: string, { cursor, next }: FeedPaging, site: Site) {
  const at = (position: string | null) =>
    absoluteUrl(position === null ? path : `${path}?cursor=${encodeURIComponent(position)}`, site);
  return { self: at(cursor), next: next === null ? undefined : at(next) };
}
