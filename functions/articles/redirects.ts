import { Failure } from '../shared/failure.ts';
import type { ArticleStore, VisibleArticle } from './store.ts';

type Articles = Pick<ArticleStore, 'read'>;

/** Redirections lead to their article in one hop; a second is for one that changes meanwhile. */
const MOST_HOPS = 2;

/**
 * The article that was first published under a slug, wherever it is now: threads are named after first slugs.
 * @throws Failure `article-not-found` or `article-withdrawn`.
 */
export async function currentArticle(articles: Articles, thread: string, now: Date): Promise<VisibleArticle> {
  return (await follow(articles, thread, now)).visible;
}

/**
 * The slug where the comments of a thread are counted, also while its article is withdrawn.
 * @throws Failure `article-not-found`.
 */
export async function countingSlug(articles: Articles, thread: string, now: Date): Promise<string> {
  const reached = { slug: thread };
  try {
    return (await follow(articles, thread, now, reached)).slug;
  } catch (error) {
    if (error instanceof Failure && error.code === 'article-withdrawn') return reached.slug;
    throw error;
  }
}

async function follow(articles: Articles, thread: string, now: Date, reached = { slug: thread }) {
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

/** The same articles, where one that has moved is read at the slug it has now. */
export const followingMoves = (articles: Articles): Articles => ({
  read: (slug, now) => currentArticle(articles, slug, now),
});
