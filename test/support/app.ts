import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createArchiveStore } from '../../functions/articles/archiveStore.ts';
import { createBodyStore } from '../../functions/articles/bodyStore.ts';
import { readArticles } from '../../functions/articles/read.ts';
import { articleRoutes } from '../../functions/articles/routes.ts';
import { createArticleStore } from '../../functions/articles/store.ts';
import { readAuthors } from '../../functions/authors/read.ts';
import { authorRoutes } from '../../functions/authors/routes.ts';
import { createAuthorStore } from '../../functions/authors/store.ts';
import type { Akismet } from '../../functions/comments/akismet.ts';
import { createCommentMail, createPersonMail } from '../../functions/comments/mail.ts';
import { commentPages } from '../../functions/comments/pages.ts';
import { createPeople } from '../../functions/comments/people.ts';
import { actAsPerson, personFailurePage } from '../../functions/comments/person.ts';
import { commentPersonRoutes } from '../../functions/comments/personRoutes.ts';
import { readComments } from '../../functions/comments/read.ts';
import { defaultSettings } from '../../functions/comments/resolveSettings.ts';
import { commentReadRoutes, commentSubmitRoutes } from '../../functions/comments/routes.ts';
import type { Submission } from '../../functions/comments/schema.ts';
import type { CommentSettings } from '../../functions/comments/settings.ts';
import { createSettingsCatalogue } from '../../functions/comments/settingsStore.ts';
import { createThreadStore } from '../../functions/comments/store.ts';
import { createSubmissionStore, type RateLimit } from '../../functions/comments/submissionStore.ts';
import { submitComments } from '../../functions/comments/submit.ts';
import { type CommentTokens, createCommentTokens, renderedToken } from '../../functions/comments/tokens.ts';
import { readFeeds } from '../../functions/feeds/read.ts';
import { feedRoutes } from '../../functions/feeds/routes.ts';
import type { Act } from '../../functions/moderation/acts.ts';
import { moderate } from '../../functions/moderation/decide.ts';
import { createModerationDesk, type ModerationDesk } from '../../functions/moderation/desk.ts';
import { moderationRoutes } from '../../functions/moderation/routes.ts';
import { createSettingsDesk } from '../../functions/moderation/settings.ts';
import { createAuthorEditing } from '../../functions/newsroom/authorStore.ts';
import { editAuthors } from '../../functions/newsroom/authors.ts';
import { editArticles } from '../../functions/newsroom/edit.ts';
import { actKeys } from '../../functions/newsroom/keys.ts';
import { previewArticles } from '../../functions/newsroom/preview.ts';
import { createPublication } from '../../functions/newsroom/publication.ts';
import {
  articleEditingRoutes,
  authorEditingRoutes,
  previewRoutes,
  sectionEditingRoutes,
} from '../../functions/newsroom/routes.ts';
import { createSectionEditing } from '../../functions/newsroom/sectionStore.ts';
import { editSections } from '../../functions/newsroom/sections.ts';
import { createCopyStore } from '../../functions/newsroom/store.ts';
import { assetName } from '../../functions/pages/addresses.ts';
import { failurePages } from '../../functions/pages/failure.ts';
import { readFiles } from '../../functions/pages/files.ts';
import { readPages } from '../../functions/pages/read.ts';
import { assetRoutes, pageRoutes } from '../../functions/pages/routes.ts';
import { type Settings, settings as theme } from '../../functions/pages/theme/settings.ts';
import { routes } from '../../functions/routes.ts';
import { sectionRoutes } from '../../functions/sections/routes.ts';
import { createSectionCatalogue, createSectionStore } from '../../functions/sections/store.ts';
import openApi from '../../functions/service/openapi.json' with { type: 'json' };
import { readService } from '../../functions/service/read.ts';
import { serviceRoutes } from '../../functions/service/routes.ts';
import { callerOf } from '../../functions/shared/api/caller.ts';
import type { Response } from '../../functions/shared/api/response.ts';
import type { FunctionName } from '../../functions/shared/api/route.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import { createHandler, type Handler } from '../../functions/shared/api/stack.ts';
import { createClient } from '../../functions/shared/data/client.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import type { Usage } from '../../functions/shared/data/usage.ts';
import { createKeyedHash } from '../../functions/shared/keyedHash.ts';
import type { Log } from '../../functions/shared/log.ts';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';
import { readSitemaps } from '../../functions/sitemaps/read.ts';
import { sitemapRoutes } from '../../functions/sitemaps/routes.ts';
import { collectAssets, writeAssets } from '../../infra/assets.ts';
import { functions } from '../../infra/functions.ts';
import { createTables } from '../../infra/local/dynamodb.ts';
import { decodedPath, toContext, toEvent } from '../../infra/local/event.ts';
import { createMatcher } from '../../infra/local/match.ts';
import { NOON } from './builders.ts';
import { isDefined, lineOf, permissionsOf } from './permissions.ts';
import { createPress, type Press } from './press.ts';

/** What a test sends; a body that is not text is sent as JSON. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly sourceIp?: string;
  /** Who calls, as the gateway's authorizer would have verified. */
  readonly caller?: { readonly name: string; readonly groups: readonly string[] };
}

/** A response as a client reads it. */
export interface Answer extends Response {
  /** The body, parsed; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  readonly json: any;
}

/** A line the functions logged. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: Record<string, unknown> & { readonly dynamodb?: Usage };
}

/** The whole product with real handlers on a real DynamoDB, at an instant the test chooses. */
export interface App {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly publication: Press;
  readonly desk: Desk;
  /** Signs what the product signs, for what a mail or a cookie would bring. */
  readonly tokens: CommentTokens;
  /** The name a person has in the Newsroom. */
  personOf(email: string): Promise<string>;
  /** All that was logged, oldest first. */
  readonly logs: LogLine[];
  /** Moves the clock of every function. */
  setClock(instant: string): void;
  /** Sends a request through the route table to the function that owns the route, as the gateway would. */
  request(method: string, target: string, options?: RequestOptions): Promise<Answer>;
  get(target: string, options?: RequestOptions): Promise<Answer>;
  post(target: string, body: unknown, options?: RequestOptions): Promise<Answer>;
}

/** The desk in a moderator's words. */
export interface Desk extends Pick<ModerationDesk, 'find' | 'queue'> {
  held(limit: number): Promise<readonly Submission[]>;
  decide(id: string, act: Act, moderator?: string): Promise<Submission>;
  approve(id: string, moderator?: string): Promise<Submission>;
  reject(id: string, moderator?: string): Promise<Submission>;
}

export interface AppOptions {
  /** Stands in front of DynamoDB, for faults that cannot be provoked otherwise. */
  readonly wrapClient?: (client: DynamoDBDocumentClient) => DynamoDBDocumentClient;
  /** Of networks and of persons. */
  readonly rateLimit?: RateLimit;
  /** The rules by which comments are judged, where they are not the defaults. */
  readonly settings?: Partial<CommentSettings>;
  /** Whether there is somebody to send mail. */
  readonly hasSender?: boolean;
  readonly akismet?: Akismet;
  /** Where they differ from the theme's own. */
  readonly paper?: Partial<Settings>;
  readonly formToken?: (now: Date) => Promise<string>;
  /** The time that a function has for a request. */
  readonly functionMilliseconds?: number;
}

/** Where the site is, as far as its functions know. */
export const ORIGIN = 'https://broadsheet.example';

/** What the build puts beside the bundle. */
const assets = mkdtempSync(join(tmpdir(), 'broadsheet-assets-'));

/** Starts the product on tables of its own, with the sections abroad and home. */
export async function startApp({
  wrapClient,
  rateLimit = { most: 10, seconds: 600 },
  settings = {},
  hasSender = true,
  akismet = async () => 'failed',
  paper = {},
  formToken,
  functionMilliseconds = 10_000,
}: AppOptions = {}): Promise<App> {
  process.env[SITE_ORIGIN] = ORIGIN;
  writeAssets(collectAssets(), assets);
  const suffix = randomUUID().slice(0, 8);
  const tables: TableNames = { published: `Published-${suffix}`, newsroom: `Newsroom-${suffix}` };
  await createTables(new DynamoDBClient({}), tables);
  const plain = createClient();
  guard(plain, tables);
  const client = wrapClient?.(plain) ?? plain;
  let now = NOON;
  const clock = () => new Date(now);

  const logs: LogLine[] = [];
  const note = (level: LogLine['level']) => (message: string, data: object) =>
    void logs.push({ level, message, data: data as LogLine['data'] });
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };

  const articles = createArticleStore(client, tables.published);
  const sectionStore = createSectionStore(client, tables.published);
  const sections = createSectionCatalogue(sectionStore, clock);
  const copies = createCopyStore(client, tables.newsroom);
  const authors = createAuthorStore(client, tables.published);
  const key = async () => 'a key for tests';
  const hash = createKeyedHash(key);
  const tokens = createCommentTokens(createSignedTokens(key));
  const submissions = createSubmissionStore(client, tables);
  const commentSettings = createSettingsCatalogue(client, tables.newsroom, clock);
  const mail = createCommentMail(tables.newsroom, tokens, { hasSender });
  const people = createPeople(client, tables, articles);
  const settingsDesk = createSettingsDesk(client, tables);
  const around = { articles, submissions, settings: commentSettings, tokens, clock };
  const threads = createThreadStore(client, tables.published);
  const aroundComments = commentPages({ ...around, threads, sections, offersMail: hasSender });
  const archive = createArchiveStore(client, tables.published);
  const settingsOfSite: Settings = { ...theme, ...paper };
  const handlers: Readonly<Record<FunctionName, Handler>> = {
    'articles.read': createHandler(
      { ...articleRoutes, ...authorRoutes },
      { ...readArticles({ articles, sections, clock }), ...readAuthors({ authors, articles, clock }) },
      { log },
    ),
    'sections.read': createHandler(
      sectionRoutes,
      {
        listSections: async () => ({ items: [...(await sections.all())], next: null, previous: null }),
        readSection: ({ params }) => sections.require(params.section),
      },
      { log },
    ),
    'comments.read': createHandler(commentReadRoutes, readComments({ articles, threads, clock }), { log }),
    'comments.submit': createHandler(
      commentSubmitRoutes,
      {
        ...submitComments({ ...around, tables, hash, mail, akismet, newId: randomUUID }),
        ...aroundComments.operations,
      },
      { log, failurePage: aroundComments.failurePage },
    ),
    'comments.person': createHandler(
      commentPersonRoutes,
      actAsPerson({
        ...{ client, people, submissions, sections, hash, tokens, clock },
        mail: createPersonMail(tables.newsroom, tokens, { hasSender }),
      }),
      { log, failurePage: personFailurePage(sections) },
    ),
    'moderation.decide': createHandler(
      moderationRoutes,
      moderate({
        ...{ articles, sections, people, hash, clock, settings: settingsDesk },
        desk: createModerationDesk({ client, tables, articles, mail, clock }),
      }),
      { log, identify: callerOf },
    ),
    'newsroom.edit': createHandler(
      { ...articleEditingRoutes, ...previewRoutes, ...sectionEditingRoutes, ...authorEditingRoutes },
      {
        ...editArticles({
          client,
          copies,
          publication: createPublication(client, tables.published),
          sections: sectionStore,
          clock,
          newId: randomUUID,
        }),
        ...previewArticles({
          ...{ copies, articles, threads, clock, hasSender },
          publication: createPublication(client, tables.published),
          sections: () => createSectionCatalogue(sectionStore, clock),
        }),
        ...editSections({
          ...{ sections: sectionStore, clock, record: copies.record },
          editing: createSectionEditing(client, tables.published),
        }),
        ...editAuthors({ authors: createAuthorEditing(client, tables.published), clock, record: copies.record }),
      },
      { log, identify: callerOf },
    ),
    'pages.read': createHandler(
      pageRoutes,
      readPages({
        ...{ articles, archive, threads, authors, sections, clock },
        hasSender,
        formToken: formToken ?? ((at) => renderedToken(tokens, at)),
      }),
      { log, failurePage: failurePages(sections.all) },
    ),
    'pages.assets': createHandler(assetRoutes, readFiles(assets, assetName('icon-192.png')), { log }),
    'feeds.read': createHandler(
      feedRoutes,
      readFeeds({
        articles,
        threads,
        bodies: createBodyStore(client, tables.published),
        sections,
        settings: settingsOfSite,
        clock,
      }),
      { log },
    ),
    'sitemaps.read': createHandler(
      sitemapRoutes,
      readSitemaps({ archive, sections, settings: settingsOfSite, clock, indexed: true, log }),
      { log },
    ),
    'service.read': createHandler(serviceRoutes, readService({ openApi, clock }), {
      log,
      failurePage: failurePages(async () => []),
    }),
  };

  const match = createMatcher(Object.values(routes));
  const request: App['request'] = async (
    method,
    target,
    { headers = {}, body, sourceIp = '203.0.113.7', caller } = {},
  ) => {
    const found = match(method, decodedPath(target));
    if (!found) throw new Error('$default takes whatever has no route');
    const isText = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
    const plainEvent = toEvent(
      {
        method,
        target,
        headers: Object.fromEntries(
          Object.entries({ ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }).map(
            ([name, value]) => [name, [value]],
          ),
        ),
        body: Buffer.from(isText ? (body ?? '') : JSON.stringify(body)),
        sourceIp,
      },
      found,
      new Date(now),
    );
    const event = caller ? withCaller(plainEvent, caller) : plainEvent;
    const { function: name } = found.route;
    const context = toContext(name, event.requestContext.requestId, functionMilliseconds);
    const response = await asking.run(name, () => handlers[name](event, context));
    return { ...response, json: isJson(response) ? JSON.parse(response.body ?? '') : undefined };
  };

  const person = { ...rateLimit, most: Math.min(rateLimit.most, 1_000_000) };
  const rules = {
    ...defaultSettings,
    rateLimits: { ...defaultSettings.rateLimits, network: person, person },
    ...settings,
  };
  await createSettingsDesk(plain, tables).saveSite(rules, { version: 0, at: NOON, by: 'tests' });
  // Nobody's act: the trail of every test begins empty.
  const { pk, sk } = actKeys({ kind: 'settings', article: null, name: null, at: NOON, version: 1 });
  await plain.send(new DeleteCommand({ TableName: tables.newsroom, Key: { pk, sk } }));
  const publication = createPress(plain, tables.published);
  await publication.putSection({ name: 'abroad', title: 'Abroad', description: 'The wide world.', position: 1 });
  await publication.putSection({ name: 'home', title: 'Home', description: 'The city.', position: 2 });
  return {
    client: plain,
    tables,
    publication,
    desk: deskOf(createModerationDesk({ client: plain, tables, articles, mail, clock })),
    tokens,
    personOf: (email) => hash('person', email),
    logs,
    setClock: (instant) => {
      now = instant;
    },
    request,
    get: (target, options) => request('GET', target, options),
    post: (target, body, options) => request('POST', target, { ...options, body }),
  };
}

/** The function that is being called, where one is. */
const asking = new AsyncLocalStorage<FunctionName>();

/** Refuses what the definition of the function that asks does not allow, as its policy does in the account. */
function guard(client: DynamoDBDocumentClient, names: TableNames): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const name = asking.getStore();
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      const action = headers['x-amz-target']?.split('.')[1] ?? '';
      const asked =
        name === undefined
          ? []
          : permissionsOf(action, JSON.parse(new TextDecoder().decode(body)), (table) => idOf(table, names));
      const refused = asked.find((each) => name !== undefined && !isDefined(functions[name], each));
      if (refused) throw new Error(`infra/functions.ts does not allow ${name} to ${lineOf(refused)}`);
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'permissions' },
  );
}

const idOf = (table: string, names: TableNames) => (table === names.published ? 'published' : 'newsroom');

const deskOf = (desk: ModerationDesk): Desk => {
  const decide: Desk['decide'] = (id, act, moderator = 'moderator') =>
    desk.decide(id, act, moderator, undefined, 'https://example.org');
  return {
    ...desk,
    decide,
    held: async (limit) => {
      const { items } = await desk.queue({
        ...{ verdict: 'held', thread: undefined, order: 'oldest', limit, position: undefined },
      });
      return items.map(({ submission }) => submission);
    },
    approve: (id, moderator) => decide(id, 'approve', moderator),
    reject: (id, moderator) => decide(id, 'reject', moderator),
  };
};

const isJson = ({ body, headers }: Response) => body && /\bjson\b/.test(headers['content-type'] ?? '');

/** The event with claims as the JWT authorizer of API Gateway hands them over: every one as text. */
function withCaller(event: APIGatewayProxyEventV2, { name, groups }: NonNullable<RequestOptions['caller']>) {
  const claims = { email: name, 'cognito:groups': `[${groups.join(' ')}]` };
  const requestContext = { ...event.requestContext, authorizer: { jwt: { claims, scopes: null } } };
  return { ...event, requestContext } as unknown as APIGatewayProxyEventV2;
}
