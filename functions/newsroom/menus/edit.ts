import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { AuditEntry } from '../../audit/schema.ts';
import { defaultItems } from '../../pages/menuLinks.ts';
import type { Theme } from '../../pages/site.ts';
import { menuKey } from '../../sections/keys.ts';
import type { Menu, MenuItem, Place } from '../../sections/menus.ts';
import type { SectionStore, SectionsAndRules } from '../../sections/store.ts';
import type { Operations } from '../../shared/api/route.ts';
import { type TransactionItem, writeTogether } from '../../shared/data/transaction.ts';
import { Failure, type Fault } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { atVersion, isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { menuEditingRoutes } from './routes.ts';
import type { MenuBody } from './schema.ts';

export interface MenuEditor {
  readonly client: DynamoDBDocumentClient;
  /** The Published table. */
  readonly table: string;
  readonly sections: Pick<SectionStore, 'current'>;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
  readonly theme: Theme;
}

/** Reads and saves the paper's menus. */
export function editMenus(editor: MenuEditor): Operations<typeof menuEditingRoutes> {
  const { client, table, sections, record, clock, theme } = editor;

  const answer = (place: Place, menu: Menu | undefined, all: SectionsAndRules) => ({
    place,
    items: [
      ...(menu?.items ?? defaultItems(place, all.settings?.settings.title ?? theme.settings.title, all.sections)),
    ].map((item) => ({ ...item })),
    usual: !menu?.items,
    version: menu?.version ?? 0,
  });

  return {
    readMenu: async ({ params: { place } }) => {
      const all = await sections.current();
      return answer(place, all.menus.get(place), all);
    },

    saveMenu: async ({ params: { place }, headers, body, request: { caller } }) => {
      const all = await sections.current();
      const there = all.menus.get(place);
      if (there && isMadeBy(there, caller)) return answer(place, there, all);
      requireVersion(headers['if-match'], currentOf(there), 'menu');
      requireTargets(place, body, all);
      const at = toInstant(clock());
      const version = (there?.version ?? 0) + 1;
      const menu: Menu = {
        place,
        items: body.items,
        version,
        changedAt: at,
        changedBy: caller.name,
        request: caller.request,
      };
      const refused = await writeTogether(client, {
        menu: {
          Put: { TableName: table, Item: { ...menuKey(place), type: 'menu', ...menu }, ...atVersion(version - 1) },
        },
        act: record({
          kind: 'menu',
          article: null,
          name: place,
          at,
          by: caller.name,
          act: body.items === null ? 'reset' : 'save',
          version,
          headline: null,
          detail: body.items?.map(nameOf).join(', ').slice(0, MOST_DETAIL) ?? null,
        }),
      });
      if (!refused) return answer(place, menu, all);
      const now = await sections.current();
      const first = now.menus.get(place);
      if (first && isMadeBy(first, caller)) return answer(place, first, now);
      throw stale(currentOf(first), 'menu');
    },
  };
}

/** Most characters of what the audit log says of a menu's items. */
const MOST_DETAIL = 1_000;

const currentOf = (menu: Menu | undefined) =>
  menu ? { version: menu.version, changedAt: menu.changedAt, changedBy: menu.changedBy } : { version: 0 };

const nameOf = ({ section, page, tag, address }: MenuItem) => section ?? page ?? tag ?? address ?? '';

/** Requires that sections and pages are there, and that accounts are at https addresses. @throws Failure `field-invalid`. */
function requireTargets(
  place: Place,
  { items }: z.output<typeof MenuBody>,
  { sections, pages }: SectionsAndRules,
): void {
  const faults = (items ?? []).flatMap(({ section, page, address }, index): Fault[] => {
    const at = `/items/${index}`;
    if (place === 'social' && !address?.startsWith('https://')) {
      return [{ pointer: at, detail: ({ faults: each }) => each.socialAddress }];
    }
    if (section !== undefined && !sections.some(({ name }) => name === section)) {
      return [{ pointer: `${at}/section`, detail: ({ faults: each }) => each.noSection }];
    }
    if (page !== undefined && !pages.some(({ slug }) => slug === page)) {
      return [{ pointer: `${at}/page`, detail: ({ faults: each }) => each.noPage }];
    }
    return [];
  });
  const [first] = faults;
  if (!first) return;
  throw new Failure('field-invalid', (words) => `${words.sentence(first.pointer ?? '', first.detail(words))}.`, {
    faults,
  });
}
