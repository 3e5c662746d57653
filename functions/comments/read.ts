import type { ArticleStore } from '../articles/store.ts';
import { decodeCursor, encodeCursor, type Position } from '../shared/api/cursor.ts';
import type { Operations } from '../shared/api/route.ts';
import type { Clock } from '../shared/instant.ts';
import { isThreadPosition } from './keys.ts';
import type { commentReadRoutes } from './routes.ts';
import type { ThreadStore } from './store.ts';
import { shownOf, threadList, toWire } from './wire.ts';

export interface ThreadReading {
  readonly articles: ArticleStore;
  readonly threads: ThreadStore;
  readonly clock: Clock;
}

/** What readers ask of comments. */
export function readComments({ articles, threads, clock }: ThreadReading): Operations<typeof commentReadRoutes> {
  return {
    readThread: async ({ params: { slug }, query: { limit, order, cursor } }) => {
      const list = threadList(slug, order);
      const position = cursor === undefined ? undefined : decodeCursor(list, cursor, isThreadPosition);
      const now = clock();
      // Nearly every article has its first slug still, and its thread is named after that: both are read at once.
      const [{ article }, likely] = await Promise.all([
        articles.read(slug, now),
        threads.read({ thread: slug, order, limit, position }, now),
      ]);
      const page =
        article.thread === slug ? likely : await threads.read({ thread: article.thread, order, limit, position }, now);

      const encode = (neighbour: Position | null) => neighbour && encodeCursor(list, neighbour);
      return { items: shownOf(page.comments).map(toWire), next: encode(page.next), previous: encode(page.previous) };
    },
  };
}
