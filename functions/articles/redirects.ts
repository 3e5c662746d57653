import { Failure } from '../shared/failure.ts';
import type { SlugStore, VisibleArticle } from './slugStore.ts';

/** A redirect leads to its article in one hop; the second is for an article that moves during the read. */
const MOST_HOPS = 2;

/**
 * Reads an article by its thread, which is its first slug, following redirects.
 * @throws Failure `article-not-found` or `article-withdrawn`.
 */
export async function currentArticle<Article>(
  articles: SlugStore<Article>,
  thread: string,
  now: Date,
): Promise<VisibleArticle<Article>> {
  return (await follow(articles, thread, now)).visible;
}

/**
 * The slug of the tally of a thread, also while its article is withdrawn.
 * @throws Failure `article-not-found`.
 */
export async function tallySlug(articles: SlugStore<unknown>, thread: string, now: Date): Promise<string> {
  const reached = { slug: thread };
  try {
    return (await follow(articles, thread, now, reached)).slug;
  } catch (error) {
    if (error instanceof Failure && error.code === 'article-withdrawn') return reached.slug;
    throw error;
  }
}

async function follow<Article>(articles: SlugStore<Article>, thread: string, now: Date, reached = { slug: thread }) {
  for (let hops = 0; ; hops += 1) {
    try {
      return { slug: reached.slug, visible: await articles.read(reached.slug, now) };
    } catch (error) {
      const movedTo = error instanceof Failure ? error.details.movedTo : undefined;
      if (movedTo === undefined || hops === MOST_HOPS) throw error;
      reached.slug = movedTo;
    }
  }
}

/** The same articles, following redirects. */
export const followRedirects = <Article>(articles: SlugStore<Article>): SlugStore<Article> => ({
  read: (slug, now) => currentArticle(articles, slug, now),
});
