import { isAuditSortKey, isDaySortKey } from '../../audit/keys.ts';
import { decodeCursor, encodeCursor } from '../../shared/api/cursor.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { KeysetPage, Position } from '../../shared/data/keyset.ts';
import type { Clock } from '../../shared/instant.ts';
import { toSummary } from './content.ts';
import { isStatusSortKey } from './keys.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { CopyStore, PageRequest } from './store.ts';

export interface Listing {
  readonly copies: CopyStore;
  readonly clock: Clock;
}

/** Lists articles by state, and the audit log by article or by day. */
export function listArticles({
  copies,
  clock,
}: Listing): Pick<Operations<typeof articleEditingRoutes>, 'listCopies' | 'listActs' | 'listActsOfDay'> {
  return {
    listCopies: async ({ query }) => {
      const now = clock();
      const list = `copies/${query.state}`;
      const page = await copies.listByState(query.state, pageRequest(list, query, isStatusSortKey), now);
      return encodePage(list, page, (copy) => toSummary(copy, now));
    },

    listActs: async ({ params: { id }, query }) => {
      const list = `acts/${id}`;
      return encodePage(list, await copies.listActs(id, pageRequest(list, query, isAuditSortKey)), (act) => act);
    },

    listActsOfDay: async ({ query }) => {
      const list = `acts/${query.day}`;
      return encodePage(
        list,
        await copies.listActsOfDay(query.day, pageRequest(list, query, isDaySortKey)),
        (act) => act,
      );
    },
  };
}

/** The wire form of a page: its items, and cursors of the next and the previous page. */
export const encodePage = <Item, Wire>(
  list: string,
  { items, next, previous }: KeysetPage<Item>,
  toWire: (item: Item) => Wire,
) => ({
  items: items.map(toWire),
  next: next && encodeCursor(list, next),
  previous: previous && encodeCursor(list, previous),
});

/** Reads the page size and the cursor of a query. @throws Failure `cursor-invalid`. */
export const pageRequest = (
  list: string,
  query: { limit: number; cursor?: string | undefined },
  isKey: (key: string) => boolean,
): PageRequest => ({
  limit: query.limit,
  position: query.cursor === undefined ? undefined : (decodeCursor(list, query.cursor, isKey) satisfies Position),
});
