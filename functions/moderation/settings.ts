import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { settingsKey } from '../comments/keys.ts';
import { resolveSettings, type ThreadRules } from '../comments/resolveSettings.ts';
import type { CommentSettings, SectionSettings } from '../comments/settings.ts';
import { paperKey } from '../sections/keys.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { type TransactionItem, writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';

/** The rules as moderators change them. What readers are told of them (until when comments are open) goes to Published. */
export interface SettingsDesk {
  site(): Promise<CommentSettings>;
  section(name: string): Promise<{ readonly own: SectionSettings; readonly settings: CommentSettings }>;
  saveSite(settings: CommentSettings): Promise<void>;
  saveSection(name: string, own: SectionSettings): Promise<void>;
}

/** An item of DynamoDB holds 400 KB. */
const MOST_BYTES = 380 * 1024;

export function createSettingsDesk(client: DynamoDBDocumentClient, tables: TableNames): SettingsDesk {
  const table = tables.newsroom;
  const read = async (section?: string): Promise<object | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: settingsKey(section), ConsistentRead: true }),
    );
    return Item?.settings;
  };
  const put = (section: string | undefined, settings: object): TransactionItem => {
    const bytes = Buffer.byteLength(JSON.stringify(settings));
    if (bytes > MOST_BYTES) {
      throw new Failure('limit-exceeded', `The settings are ${bytes} bytes; at most ${MOST_BYTES} can be kept.`);
    }
    return { Put: { TableName: table, Item: { ...settingsKey(section), type: 'settings', settings } } };
  };
  /** What readers are told, beside the sections: everything that shows a thread reads those anyway. */
  const tell = (section: string | undefined, told: Partial<ThreadRules>): TransactionItem => ({
    Put: {
      TableName: tables.published,
      Item: { ...paperKey(section), type: 'thread-rules', section, ...told },
    },
  });

  return {
    site: async () => resolveSettings((await read()) ?? {}),
    async section(name) {
      const [site, own = {}] = await Promise.all([read(), read(name)]);
      return { own, settings: resolveSettings(site ?? {}, own) };
    },
    async saveSite(settings) {
      await writeTogether(client, { settings: put(undefined, settings), told: tell(undefined, toldOf(settings)) });
    },
    async saveSection(name, own) {
      const isEmpty = Object.keys(own).length === 0;
      const told = toldOf(own);
      await writeTogether(client, {
        settings: isEmpty ? { Delete: { TableName: table, Key: settingsKey(name) } } : put(name, own),
        told:
          Object.keys(told).length > 0
            ? tell(name, told)
            : { Delete: { TableName: tables.published, Key: paperKey(name) } },
      });
    },
  };
}

/** What readers are told of settings, as far as these say anything of it. */
function toldOf({ open, closeAfterDays, websiteField, notifyReplies }: SectionSettings): Partial<ThreadRules> {
  const told = Object.entries({ open, closeAfterDays, websiteField, notifyReplies });
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}
