import { isAuditSortKey, isDaySortKey } from '../../audit/keys.ts';
import { encodePage, pageRequest } from '../../shared/api/encodePage.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { Clock } from '../../shared/instant.ts';
import { toSummary } from './content.ts';
import { isStatusSortKey } from './keys.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { CopyStore } from './store.ts';

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
