import { Failure } from '../shared/failure.ts';
import type { ArticleStore } from './store.ts';

/** The same articles, where one that has moved is read at the slug it has now: no other move can lie behind that. */
export const followingMoves = (articles: Pick<ArticleStore, 'read'>): Pick<ArticleStore, 'read'> => ({
  read: (slug, now) =>
    articles.read(slug, now).catch((error) => {
      const movedTo = error instanceof Failure && error.details.movedTo;
      if (!movedTo) throw error;
      return articles.read(movedTo, now);
    }),
});
