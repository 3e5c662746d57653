import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { recordEntry } from '../functions/audit/auditLog.ts';
import { editMenus } from '../functions/newsroom/menus/edit.ts';
import { MenuBody, MenuParams } from '../functions/newsroom/menus/schema.ts';
import { createTheme } from '../functions/pages/site.ts';
import { settings } from '../functions/pages/theme/settings.ts';
import { createSectionStore } from '../functions/sections/store.ts';
import type { TableNames } from '../functions/shared/data/tables.ts';
import type { SeedRequest } from './life.ts';

export const SeedMenus = z.array(z.strictObject({ ...MenuParams.shape, ...MenuBody.shape }));
export type SeedMenus = z.output<typeof SeedMenus>;

/**
 * Saves menus that nobody has changed yet, through the newsroom's operation. Their pages must be there.
 * @param at the instant of saving.
 */
export async function saveMenus(
  menus: SeedMenus,
  { client, tables }: { readonly client: DynamoDBDocumentClient; readonly tables: TableNames },
  request: SeedRequest,
  at: Date,
): Promise<void> {
  const sections = createSectionStore(client, tables.published);
  const { menus: standing } = await sections.current();
  const { saveMenu } = editMenus({
    client,
    table: tables.published,
    sections,
    record: (act) => recordEntry(tables.newsroom, act),
    clock: () => at,
    theme: createTheme({}, settings),
  });
  for (const { place, items } of menus) {
    if (standing.has(place)) continue;
    await saveMenu({ params: { place }, query: undefined, headers: {}, body: { items }, request });
  }
}
