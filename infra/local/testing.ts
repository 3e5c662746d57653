import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Akismet } from '../../functions/comments/judging/akismet.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { CommentSettings } from '../../functions/comments/settings/schema.ts';
import type { IssuerAddress } from '../../functions/desk/session/issuer.ts';
import { MailItem } from '../../functions/mail/schema.ts';
import { mediaDevelop } from '../../functions/media/develop.function.ts';
import type { Developer } from '../../functions/media/developUploads.ts';
import { type FetchFile, FetchRefused } from '../../functions/media/fetching/fetchFile.ts';
import { createTheme, type Theme } from '../../functions/pages/site.ts';
import { settings, type Settings as ThemeSettings } from '../../functions/pages/theme/settings.ts';
import { routes } from '../../functions/routes.ts';
import { GROUP_OF } from '../../functions/shared/api/caller.ts';
import type { Response } from '../../functions/shared/api/response.ts';
import type { EventFunctionName, FunctionName } from '../../functions/shared/api/route.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import { type Connection, createClient } from '../../functions/shared/data/client.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import type { Usage } from '../../functions/shared/data/usage.ts';
import type { Log } from '../../functions/shared/log.ts';
import type { Objects, Upload } from '../../functions/shared/objects/objects.ts';
import { type Assets, collectAssets, writeAssets } from '../assets.ts';
import { describeApi } from '../openapi/describeApi.ts';
import { renderReference } from '../openapi/renderReference.ts';
import { toEvent as toBucketEvent } from './bucketEvents.ts';
import { createTables, localCredentials, startDynamoDb } from './dynamodb.ts';
import { decodedPath, toContext, toEvent } from './event.ts';
import { composeHandlers } from './handlers.ts';
import { createMatcher } from './match.ts';
import { LOCAL_BUCKET } from './objectStore.ts';
import { onlyOnce } from './onlyOnce.ts';
import { createTestObjects } from './testObjects.ts';

/*
 * The whole product for a test: the real handlers, the real embedded DynamoDB in memory, and a clock that only the test
 * moves. docs/testing.md introduces it.
 */

/** The default instant of a paper's clock. */
export const NOON = '2026-11-23T12:00:00.000Z';
/** An instant before {@link NOON}. */
export const MORNING = '2026-11-23T09:00:00.000Z';
/** The key that a paper hashes and signs with. */
export const testKey = async () => 'a key for tests';
/** The site's origin. */
export const ORIGIN = 'https://broadsheet.example';

/** An article as an editor sends it, with its time of publication. */
export interface TestArticle {
  readonly headline: string;
  readonly section: string;
  readonly byline: readonly string[];
  readonly body: string;
  /** An instant; null makes a draft. One that is later than the paper's clock makes a scheduled article. */
  readonly publishedAt: string | null;
  /** Any other field of `POST /v1/newsroom/articles`. */
  readonly [field: string]: unknown;
}

/** An article with readable defaults, published at {@link MORNING} in the section `abroad`. */
export const anArticle = (changes: Partial<TestArticle> = {}): TestArticle => ({
  headline: 'The ferry sails again',
  standfirst: 'After eleven days in dock the night boat is back.',
  section: 'abroad',
  byline: ['Ines Calder'],
  tags: ['harbour'],
  body: 'The night boat left on time.',
  publishedAt: MORNING,
  ...changes,
});

/** A caller, as the gateway's authorizer has verified them. */
export interface TestCaller {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What a test sends. A body that is not text is sent as JSON. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly sourceIp?: string | undefined;
  readonly caller?: TestCaller | undefined;
}

/** A response as a client reads it. */
export interface Answer extends Response {
  /** The parsed body; undefined when it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of it
  readonly json: any;
}

/** A log line of a function. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: Record<string, unknown> & { readonly dynamodb?: Usage };
}

/** A mail of the outbox, without the stored item's keys and expiry. */
const TestMail = z.omit(MailItem, { expiresAt: true });
export type TestMail = z.output<typeof TestMail>;

/** Requests by one caller. A target is a path with its query. */
export interface Requests {
  /** Sends a request through the route table to the function that owns the route, as the gateway would. */
  request(method: string, target: string, options?: RequestOptions): Promise<Answer>;
  get(target: string, options?: RequestOptions): Promise<Answer>;
  post(target: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  put(target: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  patch(target: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  delete(target: string, options?: RequestOptions): Promise<Answer>;
}

/** The whole product on tables of its own. Its own requests are a reader's; {@link Paper.as} sends others. */
export interface Paper extends Requests {
  /** Requests by somebody who has signed in. */
  as(who: 'editor' | 'moderator' | TestCaller): Requests;
  /** The clock of every function. */
  readonly clock: { now(): Date; set(instant: string): void };
  /** The mails of the outbox, sorted by id. */
  mails(): Promise<readonly TestMail[]>;
  /** The bucket of the media library. */
  readonly objects: Objects;
  /** Posts a file with an upload's form, as a browser does. @returns the bucket's response. */
  upload(upload: Pick<Upload, 'url' | 'fields'>, file: Uint8Array): Promise<{ status: number; body: string }>;
  /** Lets `media.develop` develop what was uploaded. @returns how many events there were. */
  develop(): Promise<number>;
  /** All log lines, oldest first. */
  readonly logs: LogLine[];
  /** For tests that read the tables directly. */
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  /** Drops the tables. The database itself ends with the process. */
  stop(): Promise<void>;
}

export interface PaperOptions {
  /** The clock's first instant. Default: {@link NOON}. */
  readonly now?: string;
  /** Articles that exist at the start; their sections are created too. */
  readonly articles?: readonly TestArticle[];
  /** Further sections that exist at the start. */
  readonly sections?: readonly string[];
  /** Comment settings that differ from the defaults. */
  readonly comments?: Partial<CommentSettings>;
  /** Theme settings that differ from the defaults. */
  readonly theme?: Partial<ThemeSettings>;
  /** Whether the stage sends mail. Default: true. */
  readonly hasSender?: boolean;
  readonly akismet?: Akismet;
  /** Fetches files from other sites. Default: none is reached. */
  readonly fetchFile?: FetchFile;
  /** Wraps the DynamoDB client, for faults that cannot be provoked otherwise. */
  readonly wrapClient?: (client: DynamoDBDocumentClient) => DynamoDBDocumentClient;
  /** Wraps the client of the bucket. */
  readonly wrapObjectsClient?: (client: S3Client) => S3Client;
  /** Wraps every invocation of a function. */
  readonly wrapCall?: <Result>(name: FunctionName | EventFunctionName, call: () => Promise<Result>) => Promise<Result>;
  /** Develops uploaded files. Default: as the product does. */
  readonly developer?: Developer;
  /** The functions' timeout. */
  readonly functionMilliseconds?: number;
  /** A DynamoDB to use instead of the embedded one. */
  readonly connection?: Connection;
  /** Where people sign in to the desk. Default: nowhere. */
  readonly issuer?: IssuerAddress;
  /** Generates the ids of articles and comments. Default: random. */
  readonly newId?: () => string;
}

/** Nobody signs in to a test that has no issuer. */
const NO_ISSUER: IssuerAddress = {
  issuer: 'https://issuer.example',
  clientId: 'desk',
  fetch: () => Promise.reject(new TypeError('A test asks nobody')),
};

/** A test asks nobody. */
const unreachable: FetchFile = () => Promise.reject(new FetchRefused(({ faults }) => faults.unreachable));

/** Loads sharp only when a file is developed. */
const productDeveloper: Developer = {
  develop: async (...given) => (await import('../../functions/media/develop/develop.ts')).develop(...given),
  crop: async (...given) => (await import('../../functions/media/develop/develop.ts')).crop(...given),
};

/** Starts a paper. @throws Error with the response when the product refuses an article or setting of the options. */
export async function startPaper(options: PaperOptions = {}): Promise<Paper> {
  process.env[SITE_ORIGIN] = ORIGIN;
  const {
    hasSender = true,
    akismet = async () => 'failed',
    fetchFile = unreachable,
    functionMilliseconds = 10_000,
    newId = randomUUID,
    developer = productDeveloper,
    wrapCall = (_, call) => call(),
  } = options;
  const connection = options.connection ?? (await embedded());
  const suffix = randomUUID().slice(0, 8);
  const tables: TableNames = { published: `Published-${suffix}`, newsroom: `Newsroom-${suffix}` };
  const bare = new DynamoDBClient(connection);
  await createTables(bare, tables);
  const client = createClient(connection);

  let now = options.now ?? NOON;
  const theme = lazyTheme(options.theme);
  const logs: LogLine[] = [];
  const clock = () => new Date(now);
  const bucket = createTestObjects({ clock, wrapClient: options.wrapObjectsClient });
  const given = {
    client: options.wrapClient?.(client) ?? client,
    tables,
    clock,
    log: logInto(logs),
    objects: bucket.objects,
  };
  const developUploads = mediaDevelop({ ...given, ...developer });
  const handlers = composeHandlers({
    ...given,
    newId,
    hasSender,
    akismet,
    fetchFile,
    hashKey: testKey,
    formKey: testKey,
    sessionKey: testKey,
    issuer: options.issuer ?? NO_ISSUER,
    theme,
    language: theme.settings.language,
    indexed: true,
    openApi: describeApi,
    reference,
    assetsDirectory,
  });

  const request: Requests['request'] = async (method, target, { caller, ...sent } = {}) => {
    const { name, event } = toCall(method, target, sent, new Date(now));
    const asked = caller ? withCaller(event, caller) : event;
    const context = toContext(name, event.requestContext.requestId, functionMilliseconds);
    const call = () => handlers[name](asked, context);
    const response = await wrapCall(name, call);
    return { ...response, json: isJson(response) ? JSON.parse(response.body ?? '') : undefined };
  };

  const paper: Paper = {
    ...requestsOf(request),
    as: (who) => {
      const caller = typeof who === 'string' ? { name: `${who}@example.org`, groups: [GROUP_OF[who]] } : who;
      return requestsOf((method, target, sent) => request(method, target, { caller, ...sent }));
    },
    clock: {
      now: () => new Date(now),
      set: (instant) => {
        now = instant;
      },
    },
    mails: async () => {
      const { Items = [] } = await client.send(
        new ScanCommand({
          TableName: tables.newsroom,
          ConsistentRead: true,
          FilterExpression: '#type = :mail',
          ExpressionAttributeNames: { '#type': 'type' },
          ExpressionAttributeValues: { ':mail': 'mail' },
        }),
      );
      return Items.map((item) => z.parse(TestMail, item)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    },
    objects: bucket.objects,
    upload: async ({ url, fields }, file) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(file)]));
      const response = await fetch(url, { method: 'POST', body: form });
      return { status: response.status, body: await response.text() };
    },
    develop: async () => {
      const created = bucket.created.splice(0);
      for (const each of created)
        await wrapCall('media.develop', () => developUploads(toBucketEvent(LOCAL_BUCKET, each)));
      return created.length;
    },
    logs,
    client,
    tables,
    stop: async () => {
      await Promise.all(Object.values(tables).map((TableName) => bare.send(new DeleteTableCommand({ TableName }))));
      await bucket.stop();
      bare.destroy();
      client.destroy();
    },
  };
  await fill(paper, options);
  logs.length = 0;
  return paper;
}

/** The event of a request, for tests that call a handler directly. */
export const anEvent = (method: string, target: string, options: RequestOptions = {}): APIGatewayProxyEventV2 => {
  const { event } = toCall(method, target, options, new Date(NOON));
  return options.caller ? withCaller(event, options.caller) : event;
};

const match = createMatcher(Object.values(routes));

/** The function that owns a request's route, and its event. */
function toCall(method: string, target: string, { headers, body, sourceIp }: RequestOptions, now: Date) {
  const found = match(method, decodedPath(target));
  if (!found) throw new Error('$default takes whatever has no route');
  const isText = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
  const all = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
  const event = toEvent(
    {
      method,
      target,
      headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      body: Buffer.from(isText ? (body ?? '') : JSON.stringify(body)),
      sourceIp: sourceIp ?? '203.0.113.7',
    },
    found,
    now,
  );
  return { name: found.route.function, event };
}

/** Adds a caller's claims to an event, as text, as API Gateway's JWT authorizer does. */
function withCaller(event: APIGatewayProxyEventV2, { name, groups }: TestCaller) {
  const claims = { email: name, 'cognito:groups': `[${groups.join(' ')}]` };
  const requestContext = { ...event.requestContext, authorizer: { jwt: { claims, scopes: null } } };
  return { ...event, requestContext } as unknown as APIGatewayProxyEventV2;
}

const requestsOf = (request: Requests['request']): Requests => ({
  request,
  get: (target, options) => request('GET', target, options),
  post: (target, body, options) => request('POST', target, { ...options, body }),
  put: (target, body, options) => request('PUT', target, { ...options, body }),
  patch: (target, body, options) => request('PATCH', target, { ...options, body }),
  delete: (target, options) => request('DELETE', target, options),
});

/** Creates what the options name, by requests of an editor and a moderator. */
async function fill(paper: Paper, { articles = [], sections = [], comments }: PaperOptions): Promise<void> {
  const editor = paper.as('editor');
  const done = async (asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    if (answer.statusCode !== 200 && answer.statusCode !== 201)
      throw new Error(`The paper cannot start so: ${answer.body}`);
    return answer;
  };
  for (const name of new Set([...sections, ...articles.map(({ section }) => section)])) {
    const title = name.replace(/^./, (letter) => letter.toUpperCase());
    await done(editor.post('/v1/newsroom/sections', { name, title }));
  }
  if (comments) await done(paper.as('moderator').put('/v1/moderation/settings', { ...defaultSettings, ...comments }));
  const start = paper.clock.now().toISOString();
  for (const { publishedAt, ...content } of articles) {
    const isOut = publishedAt !== null && publishedAt <= start;
    if (isOut) paper.clock.set(publishedAt);
    const { json } = await done(editor.post('/v1/newsroom/articles', content));
    if (publishedAt !== null) {
      const at = isOut ? {} : { at: publishedAt };
      const headers = { 'if-match': `"${json.version}"` };
      await done(editor.post(`/v1/newsroom/articles/${json.id}/publish`, at, { headers }));
    }
    paper.clock.set(start);
  }
}

const logInto = (lines: LogLine[]): Log => {
  const at = (level: LogLine['level']) => (message: string, data: object) =>
    void lines.push({ level, message, data: data as LogLine['data'] });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

const isJson = ({ body, headers }: Response) => body && /\bjson\b/.test(headers['content-type'] ?? '');

/** One DynamoDB for all papers of a process; it ends with the process. */
const embedded = onlyOnce(async (): Promise<Connection> => {
  const { endpoint } = await startDynamoDb();
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  } = localCredentials;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
});

const reference = onlyOnce(() => renderReference(describeApi()));

const assets = onlyOnce((): Assets => collectAssets());

/** A directory with the static files, as the build writes it. */
const assetsDirectory = onlyOnce(() => {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-assets-'));
  writeAssets(assets(), directory);
  return directory;
});

/** The theme, which collects its files only when a page refers to one. */
const lazyTheme = (changes: Partial<ThemeSettings> = {}): Theme => {
  const given = { ...settings, ...changes };
  const theme = onlyOnce(() => createTheme(assets().names, given));
  return { ...createTheme({}, given), assetPath: (name) => theme().assetPath(name) };
};
