import { AsyncLocalStorage } from 'node:async_hooks';
import type { S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createHeadStore } from '../../functions/articles/headStore.ts';
import { auditEntryKeys } from '../../functions/audit/keys.ts';
import type { Akismet } from '../../functions/comments/judging/akismet.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { CommentSettings } from '../../functions/comments/settings/schema.ts';
import { createCommentMail } from '../../functions/comments/submitting/mail.ts';
import type { Submission } from '../../functions/comments/submitting/schema.ts';
import type { RateLimit } from '../../functions/comments/submitting/store.ts';
import { type CommentTokens, createCommentTokens } from '../../functions/comments/submitting/tokens.ts';
import type { IssuerAddress } from '../../functions/desk/session/issuer.ts';
import type { Developer } from '../../functions/media/developUploads.ts';
import type { FetchFile } from '../../functions/media/fetching/fetchFile.ts';
import type { ModerationAction } from '../../functions/moderation/actions.ts';
import { createSettingsStore } from '../../functions/moderation/settingsStore.ts';
import { createModerationStore, type ModerationStore } from '../../functions/moderation/store.ts';
import type { Settings } from '../../functions/pages/theme/settings.ts';
import type { EventFunctionName, FunctionName } from '../../functions/shared/api/route.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { createKeyedHash } from '../../functions/shared/keyedHash.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';
import { paperWords } from '../../functions/words/words.ts';
import { functions, permissionsOf } from '../../infra/functions.ts';
import { NOON, type Paper, startPaper, testKey } from '../../infra/local/testing.ts';
import { askedBy, isAllowed, isObjectAllowed, lineOf, objectsAskedBy } from './permissions.ts';
import { createPublisher, type Publisher } from './publisher.ts';

export { type Answer, type LogLine, ORIGIN, type RequestOptions } from '../../infra/local/testing.ts';

/** Makes a request pass by the memory of answers, as browsers do on a forced reload. */
export const READ_ANEW = { headers: { 'cache-control': 'no-cache' } };

/** The kit's paper with each function's permissions enforced, and access to what our own tests inspect. */
export interface App extends Omit<Paper, 'clock'> {
  readonly publication: Publisher;
  readonly moderation: Moderation;
  /** Signs tokens as the product does, in place of a mail or a cookie. */
  readonly tokens: CommentTokens;
  /** A person's id in the Newsroom. */
  personOf(email: string): Promise<string>;
  /** Sets the clock of every function. */
  setClock(instant: string): void;
}

/** The moderation store, in a moderator's terms. */
export interface Moderation extends Pick<ModerationStore, 'find' | 'queue'> {
  held(limit: number): Promise<readonly Submission[]>;
  decide(id: string, act: ModerationAction, moderator?: string): Promise<Submission>;
  approve(id: string, moderator?: string): Promise<Submission>;
  reject(id: string, moderator?: string): Promise<Submission>;
}

export interface AppOptions {
  /** Wraps the DynamoDB client, to inject faults. */
  readonly wrapClient?: (client: DynamoDBDocumentClient) => DynamoDBDocumentClient;
  /** For networks and persons. */
  readonly rateLimit?: RateLimit;
  /** Comment settings that differ from the defaults. */
  readonly settings?: Partial<CommentSettings>;
  /** Whether a sender delivers the mail. */
  readonly hasSender?: boolean;
  readonly akismet?: Akismet;
  readonly fetchFile?: FetchFile;
  /** Theme settings that differ from the theme's own. */
  readonly paper?: Partial<Settings>;
  readonly developer?: Developer;
  /** Where people sign in to the desk. */
  readonly issuer?: IssuerAddress;
  /** A function's time for a request. */
  readonly functionMilliseconds?: number;
}

/** Starts the product on its own tables, with the sections abroad and home. */
export async function startApp({
  wrapClient,
  rateLimit = { most: 10, seconds: 600 },
  settings = {},
  hasSender = true,
  akismet,
  fetchFile,
  paper: theme = {},
  functionMilliseconds = 10_000,
  developer,
  issuer,
}: AppOptions = {}): Promise<App> {
  const names: { current?: TableNames } = {};
  const paper = await startPaper({
    connection: {},
    hasSender,
    theme,
    functionMilliseconds,
    ...(akismet && { akismet }),
    ...(fetchFile && { fetchFile }),
    wrapClient: (client) => {
      guard(client, names);
      return wrapClient?.(client) ?? client;
    },
    wrapObjectsClient: (bucket) => {
      guardObjects(bucket);
      return bucket;
    },
    wrapCall: (name, call) => asking.run(name, call),
    ...(developer && { developer }),
    ...(issuer && { issuer }),
  });
  const { client, tables, clock } = paper;
  names.current = tables;

  const person = { ...rateLimit, most: Math.min(rateLimit.most, 1_000_000) };
  const rules = {
    ...defaultSettings,
    rateLimits: { ...defaultSettings.rateLimits, network: person, person },
    ...settings,
  };
  await createSettingsStore(client, tables).changeSite(() => rules, { version: 0, at: NOON, by: 'tests' });
  // Setting up is no act of a test: its audit log begins empty.
  const { pk, sk } = auditEntryKeys({ kind: 'settings', article: null, name: null, at: NOON, version: 1 });
  await client.send(new DeleteCommand({ TableName: tables.newsroom, Key: { pk, sk } }));
  const publication = createPublisher(client, tables.published);
  await publication.putSection({ name: 'abroad', title: 'Abroad', description: 'The wide world.', position: 1 });
  await publication.putSection({ name: 'home', title: 'Home', description: 'The city.', position: 2 });
  const tokens = createCommentTokens(createSignedTokens(testKey));
  const articles = createHeadStore(client, tables.published);
  const mail = createCommentMail(tables.newsroom, tokens, { hasSender, words: paperWords(theme.language ?? 'en-GB') });
  return {
    ...paper,
    publication,
    moderation: moderationOf(createModerationStore({ client, tables, articles, mail, clock: clock.now })),
    tokens,
    personOf: (email) => createKeyedHash(testKey)('person', email),
    setClock: clock.set,
  };
}

/** The function that is being invoked, if any. */
const asking = new AsyncLocalStorage<FunctionName | EventFunctionName>();

/** What each function may do. */
const permissions = Object.fromEntries(
  Object.entries(functions).map(([name, definition]) => [name, permissionsOf(definition)]),
);

/** Refuses requests that the function's definition does not allow, as its IAM policy would. */
function guard(client: DynamoDBDocumentClient, names: { readonly current?: TableNames }): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const name = asking.getStore();
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      const action = headers['x-amz-target']?.split('.')[1] ?? '';
      const asked =
        name === undefined
          ? []
          : askedBy(action, JSON.parse(new TextDecoder().decode(body)), (table) => idOf(table, names.current));
      const refused = asked.find((each) => !isAllowed(permissions[name ?? ''] ?? [], each));
      if (refused) throw new Error(`infra/functions.ts does not allow ${name} to ${lineOf(refused)}`);
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'permissions' },
  );
}

/** A request of the SDK, as far as permissions depend on it. */
interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Refuses requests for objects that the function's definition does not allow, as its IAM policy would. */
function guardObjects(client: S3Client): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const name = asking.getStore();
      const { method, path, headers, query } = args.request as Wire;
      const key = path.replace(/^.*?\/media\//, '');
      const asked = name === undefined ? [] : objectsAskedBy(method, key, headers, query?.prefix);
      const refused = asked.find((each) => name !== undefined && !isObjectAllowed(functions[name].objects ?? {}, each));
      if (refused) throw new Error(`infra/functions.ts does not allow ${name} to ${refused.action} ${refused.key}`);
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'permissions' },
  );
}

const idOf = (table: string, names: TableNames | undefined) => (table === names?.published ? 'published' : 'newsroom');

const moderationOf = (moderation: ModerationStore): Moderation => {
  const decide: Moderation['decide'] = (id, act, moderator = 'moderator') =>
    moderation.decide(id, { act, by: moderator, origin: 'https://example.org' });
  return {
    ...moderation,
    decide,
    held: async (limit) => {
      const { items } = await moderation.queue({
        verdict: 'held',
        thread: undefined,
        order: 'oldest',
        limit,
        position: undefined,
      });
      return items;
    },
    approve: (id, moderator) => decide(id, 'approve', moderator),
    reject: (id, moderator) => decide(id, 'reject', moderator),
  };
};
