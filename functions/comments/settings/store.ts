import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failure } from '../../shared/failure.ts';
import type { Clock } from '../../shared/instant.ts';
import { settingsKey } from './keys.ts';
import { resolveSettings } from './resolve.ts';
import type { CommentSettings } from './schema.ts';

/** The rules that hold in a section. */
export interface SettingsCatalogue {
  for(section: string): Promise<CommentSettings>;
}

/** How long settings are remembered: a change takes effect within a minute, whatever else happens meanwhile. */
const MEMORY_MILLISECONDS = 20_000;

/** Reads the settings of the site and of a section, and remembers them for a few seconds; a failed read is not remembered. */
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
    // What was not read is not what was never said: lists would be empty, and everything might be published.
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

const busy = () =>
  new Failure('service-unavailable', 'Please send the same request again in a moment.', { retryAfter: 1 });
