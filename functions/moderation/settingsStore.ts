import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { recordEntry } from '../audit/auditLog.ts';
import { settingsKey } from '../comments/settings/keys.ts';
import { resolveSettings } from '../comments/settings/resolve.ts';
import { type CommentSettings, SectionSettings } from '../comments/settings/schema.ts';
import { publicRulesKey } from '../sections/keys.ts';
import { publicRules, type ThreadRules } from '../sections/threadRules.ts';
import { itemReader } from '../shared/data/itemReader.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { type TransactionItem, writeTogether } from '../shared/data/transaction.ts';
import { type CurrentVersion, Failure } from '../shared/failure.ts';
import type { Instant } from '../shared/instant.ts';
import { atVersion, isMadeBy, type Made, requireVersion, stale } from '../shared/version.ts';

export interface SiteRules {
  readonly settings: CommentSettings;
  /** 0 for unchanged defaults. */
  readonly version: number;
}

/** The settings of a section, with its overrides. */
export interface SectionRules extends SiteRules {
  readonly own: SectionSettings;
}

/** A change of settings: by whom, when, and the version that it is based on. */
export interface Change extends Made {
  readonly version: number | undefined;
  readonly at: Instant;
  readonly by: string;
}

/** Reads and changes settings; copies the public ones, such as when threads close, to the Published table. */
export interface SettingsStore {
  site(): Promise<SiteRules>;
  section(name: string): Promise<SectionRules>;
  /**
   * @param decide makes the new settings from the stored ones.
   * @throws Failure `version-required` or `version-stale` unless the change is based on the stored version.
   */
  changeSite(decide: (settings: CommentSettings) => CommentSettings, change: Change): Promise<SiteRules>;
  /** The same for a section's overrides. */
  changeSection(name: string, decide: (own: SectionSettings) => SectionSettings, change: Change): Promise<SectionRules>;
}

/** Most bytes of settings: a DynamoDB item holds 400 KB. */
const MOST_BYTES = 380 * 1024;

/** Stored settings. Those stored before they had a version do not name who changed them last. */
interface Stored extends CurrentVersion, Made {
  readonly settings: SectionSettings;
}

export function createSettingsStore(client: DynamoDBDocumentClient, tables: TableNames): SettingsStore {
  const table = tables.newsroom;

  const read = async (section?: string): Promise<Stored> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: settingsKey(section), ConsistentRead: true }),
    );
    return Item ? fromItem(Item) : { settings: {}, version: 0 };
  };

  /** Writes the public rules into the sections' partition, which every page with a thread reads anyway. */
  const putPublicRules = (section: string | undefined, told: Partial<ThreadRules>): TransactionItem =>
    section !== undefined && Object.keys(told).length === 0
      ? { Delete: { TableName: tables.published, Key: publicRulesKey(section) } }
      : {
          Put: {
            TableName: tables.published,
            Item: { ...publicRulesKey(section), type: 'thread-rules', section, ...told },
          },
        };

  /** Saves settings, also empty ones, because deleting the item would restart the version. */
  const save = async <Settings extends SectionSettings>(
    section: string | undefined,
    former: Stored,
    inForce: Settings,
    decide: (settings: Settings) => Settings,
    { version: seen, at, by, request }: Change,
  ): Promise<{ settings: Settings; version: number }> => {
    if (isMadeBy(former, { request })) return { settings: inForce, version: former.version };
    requireVersion(seen, currentOf(former), 'settings');
    const settings = decide(inForce);
    const bytes = Buffer.byteLength(JSON.stringify(settings));
    if (bytes > MOST_BYTES) {
      throw new Failure('limit-exceeded', ({ failures }) => failures.settingsTooLarge(bytes, MOST_BYTES));
    }
    const version = former.version + 1;
    const Item = {
      ...settingsKey(section),
      type: 'settings',
      settings,
      version,
      changedAt: at,
      changedBy: by,
      request,
    };
    const refused = await writeTogether(client, {
      settings: { Put: { TableName: table, Item, ...atVersion(former.version) } },
      publicRules: putPublicRules(section, publicRules(settings)),
      act: recordEntry(table, {
        kind: 'settings',
        article: null,
        name: section ?? null,
        headline: null,
        at,
        by,
        act: 'save',
        version,
        detail: changedFields(inForce, settings).join(', '),
      }),
    });
    if (refused?.settings) {
      const there = fromItem(refused.settings);
      if (isMadeBy(there, { request })) return { settings, version: there.version };
      throw stale(currentOf(there), 'settings');
    }
    return { settings, version };
  };

  return {
    async site() {
      const { settings, version } = await read();
      return { settings: resolveSettings(settings), version };
    },
    async section(name) {
      const [site, { settings: own, version }] = await Promise.all([read(), read(name)]);
      return { own, settings: resolveSettings(site.settings, own), version };
    },
    async changeSite(decide, change) {
      const former = await read();
      return save(undefined, former, resolveSettings(former.settings), decide, change);
    },
    async changeSection(name, decide, change) {
      const former = await read(name);
      const { settings: own, version } = await save(name, former, former.settings, decide, change);
      return { own, settings: resolveSettings((await read()).settings, own), version };
    },
  };
}

/** Drops settings that no longer exist. */
const readSettings = itemReader(SectionSettings);

const fromItem = ({ settings, version = 1, changedAt, changedBy, request }: Record<string, unknown>) =>
  ({ settings: readSettings(settings as Record<string, unknown>), version, changedAt, changedBy, request }) as Stored;

const currentOf = ({ settings: _settings, request: _request, ...current }: Stored): CurrentVersion => current;

/** The names of the settings that differ. */
function changedFields(before: SectionSettings, after: SectionSettings): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof SectionSettings>;
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
