import type { AuditEntry } from '../../audit/schema.ts';
import { ownAddress } from '../../redirects/address.ts';
import { redirectId } from '../../redirects/keys.ts';
import type { Redirect } from '../../redirects/schema.ts';
import type { RedirectStore } from '../../redirects/store.ts';
import { encodePage, pageRequest } from '../../shared/api/encodePage.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import { isRedirectSortKey } from '../keys.ts';
import { circleOf } from './circle.ts';
import { type Living, livingAt } from './living.ts';
import type { redirectRoutes } from './routes.ts';
import type { RedirectEditing, StoredRedirect } from './store.ts';
import { toRedirect, unfit } from './toRedirect.ts';

export interface RedirectEditor extends Living {
  readonly redirects: RedirectStore;
  readonly editing: RedirectEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
}

const LIST = 'redirects';

/** Lists and changes redirects, and lists what readers ask for in vain. */
export function editRedirects(editor: RedirectEditor): Operations<typeof redirectRoutes> {
  const { redirects, editing, record, clock } = editor;

  const find = async (id: string) => {
    const redirect = await editing.find(id);
    if (!redirect) throw new Failure('redirect-not-found', ({ failures }) => failures.noRedirect(id));
    return redirect;
  };
  /** @throws Failure `redirect-automatic` for a former address. */
  const findOwn = async (id: string) => {
    const redirect = await find(id);
    if (!redirect.automatic) return redirect;
    const { from, to } = redirect;
    throw new Failure('redirect-automatic', ({ failures }) => failures.automaticRedirect(from, to));
  };
  const recorded = (caller: Caller, act: string, { from, to, version }: StoredRedirect) => ({
    act: record({
      kind: 'redirect',
      article: null,
      name: redirectId(from),
      headline: from,
      at: toInstant(clock()),
      by: caller.name,
      act,
      version,
      detail: to,
    }),
  });
  const livesAt = async (address: ReturnType<typeof ownAddress>) => address && livingAt(editor, address, clock());

  /** @throws Failure `field-invalid` for a redirect that would never be followed, or never end. */
  const requireUse = async (redirect: Pick<Redirect, 'from' | 'to'>) => {
    const { from } = redirect;
    const hidden = from.endsWith('/*') ? undefined : await livesAt(ownAddress(from));
    if (hidden !== undefined) throw unfit('/from', ({ faults }) => faults.hides(hidden));
    const circle = await circleOf(redirect, redirects, async (address) => (await livesAt(address)) !== undefined);
    if (circle) throw unfit('/to', ({ faults }) => faults.circle(circle.join(' → ')));
  };
  const fresh = (redirect: StoredRedirect) => ({
    id: redirectId(redirect.from),
    ...redirect,
    automatic: false,
    hits: 0,
    lastHitAt: null,
  });

  return {
    listRedirects: async ({ query }) =>
      encodePage(LIST, await editing.list(pageRequest(LIST, query, isRedirectSortKey)), (each) => each),

    readRedirect: ({ params }) => find(params.id),

    createRedirect: async ({ body, request: { caller } }) => {
      const content = toRedirect(body);
      const { from } = content;
      const id = redirectId(from);
      const exists = () => unfit('/from', ({ faults }) => faults.redirectExists(id), 'redirect-exists');
      const there = await editing.find(id);
      if (there && isMadeBy(there, caller)) return there;
      if (there) throw exists();
      await requireUse(content);
      const redirect = { ...content, version: 1, request: caller.request };
      if (!(await editing.write({ ...editing.put(redirect), ...recorded(caller, 'create', redirect) }))) {
        const first = await find(id);
        if (!isMadeBy(first, caller)) throw exists();
        return first;
      }
      await editing.forgetMiss(from);
      return fresh(redirect);
    },

    saveRedirect: async ({ params: { id }, headers, body, request: { caller } }) => {
      const there = await findOwn(id);
      if (isMadeBy(there, caller)) return there;
      requireVersion(headers['if-match'], { version: there.version }, 'redirect');
      const content = toRedirect(body);
      if (content.from !== there.from) throw unfit('/from', ({ faults }) => faults.keepsFrom(there.from));
      await requireUse(content);
      const next = { ...content, version: there.version + 1, request: caller.request };
      if (await editing.write({ ...editing.put(next), ...recorded(caller, 'save', next) })) {
        return { ...there, ...next };
      }
      const now = await find(id);
      if (isMadeBy(now, caller)) return now;
      throw stale({ version: now.version }, 'redirect');
    },

    deleteRedirect: async ({ params: { id }, headers, request: { caller } }) => {
      const there = await findOwn(id);
      requireVersion(headers['if-match'], { version: there.version }, 'redirect');
      if (
        !(await editing.write({
          ...editing.remove(there),
          ...recorded(caller, 'delete', { ...there, version: there.version + 1 }),
        }))
      ) {
        throw stale({ version: (await find(id)).version }, 'redirect');
      }
      return there;
    },

    listMisses: async () => ({ items: await editing.misses(), next: null, previous: null }),
  };
}
