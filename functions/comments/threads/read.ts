import type { SlugStore } from '../../articles/slugStore.ts';
import { decodeCursor, encodeCursor } from '../../shared/api/cursor.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { Position } from '../../shared/data/keyset.ts';
import type { Clock } from '../../shared/instant.ts';
import { isThreadPosition } from './keys.ts';
import type { commentReadRoutes } from './routes.ts';
import type { ThreadOrder } from './schema.ts';
import type { ThreadStore } from './store.ts';
import { shownOf, threadList, toWire } from './wire.ts';

/** What a thread needs of its article. */
interface Discussed {
  /** The slug of its first publication, which names the thread. */
  readonly thread: string;
}

export interface ThreadReading<Article extends Discussed = Discussed> {
  readonly articles: SlugStore<Article>;
  readonly threads: ThreadStore;
  readonly clock: Clock;
}

export interface ThreadRequest {
  readonly slug: string;
  readonly limit: number;
  readonly order: ThreadOrder;
  readonly cursor: string | undefined;
}

/**
 * Reads an article and a page of its thread. Both are read at once, because nearly every article still has its first
 * slug, which names the thread.
 */
export async function readWithThread<Article extends Discussed>(
  { articles, threads, clock }: ThreadReading<Article>,
  { slug, limit, order, cursor }: ThreadRequest,
) {
  const list = threadList(slug, order);
  const position = cursor === undefined ? undefined : decodeCursor(list, cursor, isThreadPosition);
  const now = clock();
  const [visible, likely] = await Promise.all([
    articles.read(slug, now),
    threads.read({ thread: slug, order, limit, position }, now),
  ]);
  const { article } = visible;
  const page =
    article.thread === slug ? likely : await threads.read({ thread: article.thread, order, limit, position }, now);

  const encode = (neighbour: Position | null) => neighbour && encodeCursor(list, neighbour);
  return {
    ...visible,
    thread: {
      items: shownOf(page.comments).map(toWire),
      next: encode(page.next),
      previous: encode(page.previous),
    },
  };
}

export function readComments(reading: ThreadReading): Operations<typeof commentReadRoutes> {
  return {
    readThread: async ({ params, query: { limit, order, cursor } }) =>
      (await readWithThread(reading, { slug: params.slug, limit, order, cursor })).thread,
  };
}
