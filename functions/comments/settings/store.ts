import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { busy } from '../../shared/failure.ts';
import type { Clock } from '../../shared/instant.ts';
import { settingsKey } from './keys.ts';
import { resolveSettings } from './resolve.ts';
import type { CommentSettings } from './schema.ts';

/** Cached settings by section. */
export interface SettingsCatalogue {
  for(section: string): Promise<CommentSettings>;
}

/** Cache lifetime: a change must take effect within a minute. */
const MEMORY_MILLISECONDS = 20_000;

/** Reads the settings of the site and of a section, and caches them. Failed reads are not cached. */
export function createSettingsCatalogue(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): SettingsCatalogue {
  const remembered = new Map<string, { readonly settings: Promise<CommentSettings>; readonly until: number }>();

  const read = async (section: string): Promise<CommentSettings> => {
    const keys = [settingsKey(), settingsKey(section)];
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
    );
    // An unread item must not count as a missing one: lists would be empty, and everything might be published.
    if (UnprocessedKeys?.[table]) throw busy();
    const items = Responses?.[table] ?? [];
    const [site, own] = keys.map(({ sk }) => items.find((item) => item.sk === sk)?.settings);
    return resolveSettings(site ?? {}, own);
  };

  return {
    for(section) {
      const now = clock().getTime();
      const known = remembered.get(section);
      if (known && known.until > now) return known.settings;
      const settings = read(section);
      remembered.set(section, { settings, until: now + MEMORY_MILLISECONDS });
      settings.catch(() => remembered.delete(section));
      return settings;
    },
  };
}
