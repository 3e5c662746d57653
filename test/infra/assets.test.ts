import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { DESK_COOKIES } from '../../functions/desk/session/cookies.ts';
import { DESK_ISSUER } from '../../functions/desk/session/deployed.ts';
import { createSeal } from '../../functions/desk/session/seal.ts';
import { createSessions, formTokenOf } from '../../functions/desk/session/sessions.ts';
import { feedRoutes } from '../../functions/feeds/routes.ts';
import { MediaDetails } from '../../functions/media/schema.ts';
import { PageContent } from '../../functions/newsroom/pages/schema.ts';
import { PaperContent } from '../../functions/newsroom/settings/schema.ts';
import { redirectId } from '../../functions/redirects/keys.ts';
import { routes } from '../../functions/routes.ts';
import { createSectionStore } from '../../functions/sections/store.ts';
import { ORIGIN_KEY_HEADER, ORIGIN_KEYS } from '../../functions/shared/api/origin.ts';
import { type Audience, gatewayKeys, needsToken, routeKeys } from '../../functions/shared/api/route.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import { createObjectsClient } from '../../functions/shared/objects/client.ts';
import { createObjects, type Objects } from '../../functions/shared/objects/objects.ts';
import { sitemapRoutes } from '../../functions/sitemaps/routes.ts';
import { collectAssets } from '../../infra/assets.ts';
import { type DeployedFunctionName, functions } from '../../infra/functions.ts';
import { toEvent as toBucketEvent } from '../../infra/local/bucketEvents.ts';
import { localCredentials } from '../../infra/local/dynamodb.ts';
import { toEvent, withClaims } from '../../infra/local/event.ts';
import { type Gate, startGate } from '../../infra/local/gate.ts';
import { createMailbox, type Delivered } from '../../infra/local/mailbox.ts';
import { createObjectStore, LOCAL_BUCKET } from '../../infra/local/objectStore.ts';
import { answerSecrets } from '../../infra/local/secrets.ts';
import { type Stage, stages } from '../../infra/stages.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle, aSubmission } from '../support/builders.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import { forwardRequest } from '../support/forwardRequest.ts';
import { aFile as anUpload, aReadyFile } from '../support/library.ts';
import { aFile, aRecord, putRecord } from '../support/media.ts';
import { aWholeText, Editor, NO_SLOTS } from '../support/newsroom.ts';
import { type Asked, type AskedObject, askedBy, lineOf, objectsAskedBy } from '../support/permissions.ts';
import { allows, allowsObject } from './policy.ts';
import { everything, type Resource, synthesizeStage } from './synthesize.ts';

type State = 'draft' | 'scheduled' | 'published' | 'withdrawn';

/** What a route is called with, and how it must answer. */
interface Call {
  readonly target: string | (() => Promise<string>);
  readonly status: number;
  readonly body?: object | (() => Promise<object>);
  readonly headers?: Readonly<Record<string, string[]>>;
  /** Makes an article in this state first; `{id}` in the target is its id, and `If-Match` names its version. */
  readonly article?: State;
  /** The same of a page. */
  readonly page?: State;
}

const content = (changes: object = {}) => ({
  headline: 'The ferry sails again',
  section: 'abroad',
  byline: ['Ines Calder'],
  tags: ['harbour'],
  body: '# On time\n\nThe night boat left.',
  ...changes,
});

/** Articles and comments made so far, which are all to be different. */
let made = 0;

const COPY = '/v1/newsroom/articles/{id}';
const PAGES = '/v1/newsroom/pages';
const PAGE = `${PAGES}/{id}`;
const A_PAGE = { headline: 'About us', body: 'Who we are.' };
const COMMENT = '/v1/comments';
const FRONT = '/v1/newsroom/fronts/front-page';
const DESK = '/v1/moderation';
const AN_ADDRESS = { email: 'wren@example.org' };
const wren = () => app.personOf(AN_ADDRESS.email);

/** The cookie of somebody at the desk who was signed in a moment ago, and the token of their forms. */
async function aDeskSession() {
  const sessions = createSessions(
    createSeal(async () => KEY),
    { refresh: unasked },
    () => new Date(),
  );
  const person = { subject: 'one', name: 'ines@example.org', groups: ['editors', 'moderators'] };
  const sealed = await sessions.begin({ person, refresh: 'none' });
  const session = await sessions.read(sealed);
  if (!session) throw new Error('There is no session');
  return { cookie: `${DESK_COOKIES[0]}=${sealed}`, token: formTokenOf(session) };
}
const unasked = () => Promise.reject(new Error('The issuer was not to be asked'));
const DESK_COMMENTS = '/desk/comments';
const DESK_ARTICLE = '/desk/articles/{id}';
/** An article as the form of the desk sends it. */
const TYPED = {
  headline: 'The night boat sails again',
  section: 'home',
  byline: 'Ines Calder',
  tags: 'ferries',
  body: 'It left on time.',
  kind: 'news',
  label: 'none',
  importance: '2',
  language: 'en-GB',
  commentsOpen: 'yes',
};

/** A token as a mail, or an answer, would bring it. */
const personToken = async (purpose: 'mailbox' | 'unsubscribe' | 'personal') =>
  app.tokens.sign(purpose, { person: await wren() }, new Date(Date.now() + 60_000));
const withToken = (path: string, purpose: Parameters<typeof personToken>[0]) => async () =>
  `${path}?token=${await personToken(purpose)}`;

/** Sends a comment a minute ago, and tells its id and the token that changes it. */
async function aComment(verdict: 'held' | 'published' = 'held'): Promise<{ id: string; token: string }> {
  made += 1;
  app.setClock(new Date(Date.now() - 60_000).toISOString());
  const body = aSubmission({ comment: `Comment ${made}.` });
  const { json } = await app.post('/v1/articles/ferry/comments', body, { sourceIp: `198.51.100.${made}` });
  if (verdict === 'published') await app.moderation.approve(json.id);
  return { id: json.id, token: json.edit.token };
}
const onComment = (path: (id: string) => string, verdict?: 'published') => async () =>
  path((await aComment(verdict)).id);

/** A call of what authors do with their own: target and body name the same comment. */
function ownCall(act: string, body: object, status: number): Call {
  let own: Promise<{ id: string; token: string }> | undefined;
  const comment = () => {
    own ??= aComment();
    return own;
  };
  return {
    target: async () => `${COMMENT}/${(await comment()).id}/${act}`,
    body: async () => ({ ...body, token: (await comment()).token }),
    status,
  };
}

/** Settings under which the comments that are made here are not too many. */
const patient = {
  ...defaultSettings,
  rateLimits: { ...defaultSettings.rateLimits, person: { most: 1_000, seconds: 600 } },
};

/** A file of the media library. */
const FILE = aFile();

const REDIRECTS = '/v1/newsroom/redirects';
const REDIRECT = `${REDIRECTS}/${redirectId('/postcards')}`;
const LIBRARY = '/v1/newsroom/media';
const NO_DETAILS = z.parse(MediaDetails, {});
/** A new picture in the library. */
const aPicture =
  (path = '') =>
  async () => {
    const { id } = await aReadyFile(new Editor(app));
    return `${LIBRARY}/${id}${path}`;
  };

const calls: Readonly<Record<string, Call>> = {
  'GET /v1/articles/{slug}': { target: '/v1/articles/ferry', status: 200 },
  'GET /v1/articles': { target: '/v1/articles', status: 200 },
  'GET /v1/sections/{section}/articles': { target: '/v1/sections/abroad/articles', status: 200 },
  'GET /v1/tags/{tag}/articles': { target: '/v1/tags/harbour/articles', status: 200 },
  'GET /v1/authors/{author}': { target: '/v1/authors/ines-calder', status: 200 },
  'GET /v1/authors/{author}/articles': { target: '/v1/authors/ines-calder/articles', status: 200 },
  'GET /v1/sections': { target: '/v1/sections', status: 200 },
  'GET /v1/sections/{section}': { target: '/v1/sections/abroad', status: 200 },
  'GET /v1/articles/{slug}/comments': { target: '/v1/articles/ferry/comments', status: 200 },
  'POST /v1/articles/{slug}/comments': { target: '/v1/articles/ferry/comments', status: 202, body: aSubmission() },
  'POST /v1/comments/{id}/edit': ownCall('edit', { comment: 'Mended.' }, 202),
  'POST /v1/comments/{id}/removal': ownCall('removal', {}, 200),
  'POST /v1/comments/{id}/reports': {
    target: onComment((id) => `${COMMENT}/${id}/reports`, 'published'),
    status: 202,
    body: {},
  },
  'GET /comments/new': { target: '/comments/new?article=ferry', status: 200 },
  'GET /comments/{id}': { target: onComment((id) => `/comments/${id}`, 'published'), status: 303 },
  'GET /comments/{id}/report': { target: onComment((id) => `/comments/${id}/report`, 'published'), status: 200 },
  'GET /comments/removed': { target: '/comments/removed', status: 200 },
  'GET /comments/reported': { target: '/comments/reported', status: 200 },
  'POST /v1/commenters/confirmation-mail': {
    target: '/v1/commenters/confirmation-mail',
    status: 202,
    body: AN_ADDRESS,
  },
  'POST /v1/commenters/confirmation': {
    target: '/v1/commenters/confirmation',
    status: 200,
    body: async () => ({ token: await personToken('mailbox') }),
  },
  'POST /v1/commenters/personal-data-mail': {
    target: '/v1/commenters/personal-data-mail',
    status: 202,
    body: AN_ADDRESS,
  },
  'GET /v1/commenters/personal-data': { target: withToken('/v1/commenters/personal-data', 'personal'), status: 200 },
  'DELETE /v1/commenters/personal-data': {
    target: withToken('/v1/commenters/personal-data', 'personal'),
    status: 200,
  },
  'POST /v1/commenters/erasure': {
    target: '/v1/commenters/erasure',
    status: 200,
    body: async () => {
      await aComment('published');
      return { token: await personToken('personal') };
    },
  },
  'GET /comments/mail-sent': { target: '/comments/mail-sent', status: 200 },
  'GET /comments/confirmation': { target: withToken('/comments/confirmation', 'mailbox'), status: 200 },
  'GET /comments/confirmed': { target: '/comments/confirmed', status: 200 },
  'GET /comments/unsubscription': { target: withToken('/comments/unsubscription', 'unsubscribe'), status: 200 },
  'POST /comments/unsubscription': { target: withToken('/comments/unsubscription', 'unsubscribe'), status: 200 },
  'GET /comments/personal-data': { target: withToken('/comments/personal-data', 'personal'), status: 200 },

  'GET /v1/moderation/comments': { target: `${DESK}/comments?article=ferry`, status: 200 },
  'GET /v1/moderation/comments/{id}': { target: onComment((id) => `${DESK}/comments/${id}`), status: 200 },
  'GET /v1/moderation/comments/{id}/branch': {
    target: onComment((id) => `${DESK}/comments/${id}/branch`, 'published'),
    status: 200,
  },
  'POST /v1/moderation/comments/{id}/decisions': {
    target: onComment((id) => `${DESK}/comments/${id}/decisions`),
    status: 200,
    body: { act: 'approve', version: 1 },
  },
  'POST /v1/moderation/decisions': {
    target: `${DESK}/decisions`,
    status: 200,
    body: async () => ({ act: 'approve', force: true, ids: [(await aComment()).id, (await aComment()).id] }),
  },
  'PUT /v1/moderation/threads/{slug}': { target: `${DESK}/threads/ferry`, status: 200, body: { open: true } },
  'GET /v1/moderation/settings': { target: `${DESK}/settings`, status: 200 },
  'PUT /v1/moderation/settings': { target: `${DESK}/settings`, status: 200, body: patient },
  'GET /v1/moderation/settings/{section}': { target: `${DESK}/settings/home`, status: 200 },
  'PATCH /v1/moderation/settings': { target: `${DESK}/settings`, status: 200, body: { linksAllowed: 2 } },
  'PUT /v1/moderation/settings/{section}': { target: `${DESK}/settings/home`, status: 200, body: {} },
  'PATCH /v1/moderation/settings/{section}': {
    target: `${DESK}/settings/home`,
    status: 200,
    body: { linksAllowed: null },
  },
  'POST /v1/moderation/trials': {
    target: `${DESK}/trials`,
    status: 200,
    body: async () => {
      await aComment();
      return { settings: defaultSettings };
    },
  },
  'POST /v1/moderation/people': { target: `${DESK}/people`, status: 200, body: AN_ADDRESS },
  'GET /v1/moderation/people/{person}': { target: async () => `${DESK}/people/${await wren()}`, status: 200 },
  'DELETE /v1/moderation/people/{person}': {
    target: async () => {
      await aComment('published');
      return `${DESK}/people/${await wren()}`;
    },
    status: 200,
  },

  'GET /v1/health': { target: '/v1/health', status: 200 },
  'GET /openapi.json': { target: '/openapi.json', status: 200 },
  'GET /': { target: '/', status: 200 },
  'GET /{section}': { target: '/abroad', status: 200 },
  'GET /{section}/{slug}': { target: '/abroad/ferry', status: 200 },
  'GET /tags/{tag}': { target: '/tags/harbour', status: 200 },
  'GET /authors/{author}': { target: '/authors/ines-calder', status: 200 },
  'GET /archive/{month}': { target: '/archive/2026-11', status: 200 },
  'GET /docs': { target: '/docs', status: 200 },
  'GET /assets/{file}': { target: `/assets/${collectAssets().names['theme.css']}`, status: 200 },
  'GET /favicon.ico': { target: '/favicon.ico', status: 200 },
  'GET /apple-touch-icon.png': { target: '/apple-touch-icon.png', status: 200 },
  'GET /apple-touch-icon-precomposed.png': { target: '/apple-touch-icon-precomposed.png', status: 301 },
  ...Object.fromEntries(
    ['/feed', '/feed.xml', '/rss', '/rss.xml', '/index.xml', '/atom.xml'].map((target) => [
      `GET ${target}`,
      { target, status: 301 },
    ]),
  ),
  ...Object.fromEntries(
    ['rss', 'atom', 'json'].flatMap((format) =>
      [
        ['', ''],
        ['/{section}', '/abroad'],
        ['/tags/{tag}', '/tags/harbour'],
        ['/authors/{author}', '/authors/ines-calder'],
      ].map(([path, target]) => [`GET ${path}/feed.${format}`, { target: `${target}/feed.${format}`, status: 200 }]),
    ),
  ),
  'GET /{section}/{slug}/comments.rss': { target: '/abroad/ferry/comments.rss', status: 200 },
  'GET /media/{id}/{name}': { target: `/media/${FILE.id}/640.avif`, status: 200 },
  'GET /sitemap.xml': { target: '/sitemap.xml', status: 200 },
  'GET /sitemaps/{file}': { target: '/sitemaps/2026-11.xml', status: 200 },
  'GET /sitemap-news.xml': { target: '/sitemap-news.xml', status: 200 },
  'GET /robots.txt': { target: '/robots.txt', status: 200 },
  'GET /.well-known/security.txt': { target: '/.well-known/security.txt', status: 404 },
  'GET /manifest.webmanifest': { target: '/manifest.webmanifest', status: 200 },
  $default: { target: '/nowhere/at/all', status: 404 },

  'POST /v1/newsroom/articles': {
    target: '/v1/newsroom/articles',
    status: 201,
    body: content(),
    headers: { 'idempotency-key': ['one'] },
  },
  'GET /v1/newsroom/articles': { target: '/v1/newsroom/articles?state=draft', status: 200, article: 'draft' },
  'GET /v1/newsroom/articles/{id}': { target: COPY, status: 200, article: 'draft' },
  'PUT /v1/newsroom/articles/{id}': {
    target: COPY,
    status: 200,
    article: 'scheduled',
    body: aWholeText({ slug: 'another-slug', tags: ['ferries'] }),
  },
  'PATCH /v1/newsroom/articles/{id}': {
    target: COPY,
    status: 200,
    article: 'scheduled',
    body: { slug: 'a-third-slug', tags: ['ferries'] },
  },
  'DELETE /v1/newsroom/articles/{id}': { target: COPY, status: 200, article: 'draft' },
  'GET /v1/newsroom/articles/{id}/preview': { target: `${COPY}/preview`, status: 200, article: 'draft' },
  'GET /v1/newsroom/articles/{id}/preview.html': {
    target: `${COPY}/preview.html`,
    status: 200,
    article: 'published',
  },
  'POST /v1/newsroom/articles/{id}/publish': { target: `${COPY}/publish`, status: 200, article: 'draft', body: {} },
  'POST /v1/newsroom/articles/{id}/unschedule': {
    target: `${COPY}/unschedule`,
    status: 200,
    article: 'scheduled',
    body: {},
  },
  'POST /v1/newsroom/articles/{id}/correct': {
    target: `${COPY}/correct`,
    status: 200,
    article: 'published',
    body: { note: 'It left late.' },
  },
  'POST /v1/newsroom/articles/{id}/withdraw': {
    target: `${COPY}/withdraw`,
    status: 200,
    article: 'published',
    body: {},
  },
  'POST /v1/newsroom/articles/{id}/restore': { target: `${COPY}/restore`, status: 200, article: 'withdrawn', body: {} },
  'GET /v1/newsroom/articles/{id}/revisions': { target: `${COPY}/revisions`, status: 200, article: 'draft' },
  'GET /v1/newsroom/articles/{id}/revisions/{revision}': {
    target: `${COPY}/revisions/1`,
    status: 200,
    article: 'draft',
  },
  'GET /v1/newsroom/articles/{id}/revisions/{revision}/comparison': {
    target: `${COPY}/revisions/1/comparison?with=1`,
    status: 200,
    article: 'draft',
  },
  'POST /v1/newsroom/articles/{id}/revisions/{revision}/restore': {
    target: `${COPY}/revisions/1/restore`,
    status: 200,
    article: 'draft',
    body: {},
  },
  'GET /v1/newsroom/articles/{id}/acts': { target: `${COPY}/acts`, status: 200, article: 'draft' },
  'POST /v1/newsroom/pages': {
    target: PAGES,
    status: 201,
    body: A_PAGE,
    headers: { 'idempotency-key': ['page'] },
  },
  'GET /v1/newsroom/pages': { target: `${PAGES}?state=draft`, status: 200, page: 'draft' },
  'GET /v1/newsroom/pages/{id}': { target: PAGE, status: 200, page: 'draft' },
  'PUT /v1/newsroom/pages/{id}': {
    target: PAGE,
    status: 200,
    page: 'scheduled',
    body: { ...defaultsOf(PageContent.shape), ...A_PAGE, language: 'en-GB', slug: 'another-page' },
  },
  'PATCH /v1/newsroom/pages/{id}': { target: PAGE, status: 200, page: 'scheduled', body: { slug: 'a-third-page' } },
  'DELETE /v1/newsroom/pages/{id}': { target: PAGE, status: 200, page: 'draft' },
  'GET /v1/newsroom/pages/{id}/preview': { target: `${PAGE}/preview`, status: 200, page: 'draft' },
  'GET /v1/newsroom/pages/{id}/preview.html': { target: `${PAGE}/preview.html`, status: 200, page: 'published' },
  'POST /v1/newsroom/pages/{id}/publish': { target: `${PAGE}/publish`, status: 200, page: 'draft', body: {} },
  'POST /v1/newsroom/pages/{id}/unschedule': {
    target: `${PAGE}/unschedule`,
    status: 200,
    page: 'scheduled',
    body: {},
  },
  'POST /v1/newsroom/pages/{id}/withdraw': { target: `${PAGE}/withdraw`, status: 200, page: 'published', body: {} },
  'POST /v1/newsroom/pages/{id}/restore': { target: `${PAGE}/restore`, status: 200, page: 'withdrawn', body: {} },
  'GET /v1/newsroom/pages/{id}/revisions': { target: `${PAGE}/revisions`, status: 200, page: 'draft' },
  'GET /v1/newsroom/pages/{id}/revisions/{revision}': { target: `${PAGE}/revisions/1`, status: 200, page: 'draft' },
  'GET /v1/newsroom/pages/{id}/revisions/{revision}/comparison': {
    target: `${PAGE}/revisions/1/comparison?with=1`,
    status: 200,
    page: 'draft',
  },
  'POST /v1/newsroom/pages/{id}/revisions/{revision}/restore': {
    target: `${PAGE}/revisions/1/restore`,
    status: 200,
    page: 'draft',
    body: {},
  },
  'GET /v1/newsroom/pages/{id}/acts': { target: `${PAGE}/acts`, status: 200, page: 'draft' },
  'GET /v1/newsroom/page-lookup': {
    target: async () => {
      const slug = `page-${made + 1}`;
      await documentIn('draft', 'pages');
      return `/v1/newsroom/page-lookup?slug=${slug}`;
    },
    status: 200,
  },
  'GET /v1/newsroom/settings': { target: '/v1/newsroom/settings', status: 200 },
  'PUT /v1/newsroom/settings': {
    target: '/v1/newsroom/settings',
    headers: { 'if-match': ['"0"'] },
    body: { ...defaultsOf(PaperContent.shape), tagline: 'By the harbour' },
    status: 200,
  },
  'PATCH /v1/newsroom/settings': {
    target: '/v1/newsroom/settings',
    headers: { 'if-match': ['"1"'] },
    body: { tagline: null },
    status: 200,
  },
  'GET /v1/newsroom/menus/{place}': { target: '/v1/newsroom/menus/footer', status: 200 },
  'PUT /v1/newsroom/menus/{place}': {
    target: '/v1/newsroom/menus/footer',
    status: 200,
    body: { items: [{ address: '/docs', label: 'API' }] },
  },
  'GET /v1/pages': { target: '/v1/pages', status: 200 },
  'GET /v1/pages/{slug}': {
    target: async () => {
      const slug = `page-${made + 1}`;
      await documentIn('published', 'pages');
      return `/v1/pages/${slug}`;
    },
    status: 200,
  },
  'GET /v1/corrections': { target: '/v1/corrections', status: 200 },
  'GET /v1/newsroom/lookup': {
    target: async () => {
      const slug = `article-${made + 1}`;
      await documentIn('draft', 'articles');
      return `/v1/newsroom/lookup?slug=${slug}`;
    },
    status: 200,
  },
  'GET /v1/newsroom/acts': {
    target: `/v1/newsroom/acts?day=${new Date().toISOString().slice(0, 10)}`,
    status: 200,
    article: 'draft',
  },
  'POST /v1/newsroom/sections': {
    target: '/v1/newsroom/sections',
    status: 201,
    body: { name: 'sport', title: 'Sport' },
  },
  'GET /v1/newsroom/sections': { target: '/v1/newsroom/sections', status: 200 },
  'GET /v1/newsroom/sections/{section}': { target: '/v1/newsroom/sections/abroad', status: 200 },
  'PUT /v1/newsroom/sections/{section}': {
    target: '/v1/newsroom/sections/abroad',
    status: 200,
    body: { title: 'Abroad', description: 'The wide world.', open: true },
  },
  'PATCH /v1/newsroom/sections/{section}': {
    target: '/v1/newsroom/sections/abroad',
    status: 200,
    body: { description: null },
  },
  'POST /v1/newsroom/sections/{section}/rename': {
    target: '/v1/newsroom/sections/sport/rename',
    status: 200,
    headers: { 'if-match': ['"1"'] },
    body: { name: 'games' },
  },
  'POST /v1/newsroom/sections/{section}/retire': {
    target: '/v1/newsroom/sections/home/retire',
    status: 200,
    headers: { 'if-match': ['"1"'] },
    body: { retired: false },
  },
  'POST /v1/newsroom/sections/{section}/merge': {
    target: '/v1/newsroom/sections/games/merge',
    status: 200,
    headers: { 'if-match': ['"2"'] },
    body: { into: 'abroad' },
  },
  'PUT /v1/newsroom/sections': {
    target: '/v1/newsroom/sections',
    status: 200,
    body: async () => {
      const sections = await createSectionStore(app.client, app.tables.published).list();
      return { names: sections.map(({ name }) => name).toReversed() };
    },
  },
  'POST /v1/newsroom/media': {
    target: LIBRARY,
    status: 201,
    body: async () => anUpload(),
  },
  'POST /v1/newsroom/media/fetched': {
    target: `${LIBRARY}/fetched`,
    // It is resolved, and refused.
    status: 422,
    body: { url: 'https://localhost/ferry.jpg' },
  },
  'PUT /v1/newsroom/tags/{tag}': {
    target: '/v1/newsroom/tags/harbour',
    status: 200,
    headers: { 'if-match': ['"0"'] },
    body: { name: 'The harbour' },
  },
  'GET /v1/newsroom/tags/{tag}': { target: '/v1/newsroom/tags/harbour', status: 200 },
  'GET /v1/tags/{tag}': { target: '/v1/tags/harbour', status: 200 },
  'POST /v1/newsroom/authors/{author}/rename': {
    target: '/v1/newsroom/authors/ada-quill/rename',
    status: 200,
    headers: { 'if-match': ['"1"'] },
    body: { slug: 'ada-moor' },
  },
  'GET /v1/newsroom/redirects': { target: REDIRECTS, status: 200 },
  'POST /v1/newsroom/redirects': {
    target: REDIRECTS,
    status: 201,
    body: { from: '/postcards', to: '/abroad', status: 301 },
  },
  'GET /v1/newsroom/redirects/{id}': { target: REDIRECT, status: 200 },
  'PUT /v1/newsroom/redirects/{id}': {
    target: REDIRECT,
    status: 200,
    headers: { 'if-match': ['"1"'] },
    body: { from: '/postcards', to: '/home', status: 301 },
  },
  'DELETE /v1/newsroom/redirects/{id}': { target: REDIRECT, status: 200, headers: { 'if-match': ['"2"'] } },
  'GET /v1/newsroom/misses': { target: '/v1/newsroom/misses', status: 200 },
  'GET /v1/newsroom/media': { target: `${LIBRARY}?q=ferry&unused=true`, status: 200 },
  'GET /v1/newsroom/media/{id}': { target: aPicture(), status: 200 },
  'GET /v1/newsroom/media/{id}/uses': { target: aPicture('/uses'), status: 200 },
  'PUT /v1/newsroom/media/{id}': { target: aPicture(), status: 200, body: { ...NO_DETAILS, alt: 'A ferry.' } },
  'PATCH /v1/newsroom/media/{id}': {
    target: aPicture(),
    status: 200,
    body: { alt: 'A ferry.', focalPoint: { x: 10, y: 90 } },
  },
  'DELETE /v1/newsroom/media/{id}': {
    target: aPicture(),
    status: 200,
    headers: { 'if-match': ['"2"'] },
  },
  'GET /v1/newsroom/fronts/{front}': { target: FRONT, status: 200 },
  'PUT /v1/newsroom/fronts/{front}': {
    target: FRONT,
    status: 200,
    body: { ...NO_SLOTS, from: '2030-01-01T06:00:00.000Z', lead: [{ newest: { section: 'abroad' } }] },
  },
  'PATCH /v1/newsroom/fronts/{front}': { target: FRONT, status: 200, body: { briefs: [] } },
  'DELETE /v1/newsroom/fronts/{front}/editions/{from}': {
    target: async () => {
      const from = '2030-01-02T06:00:00.000Z';
      const headers = { 'if-match': (await app.get(FRONT, { caller })).headers.etag ?? '' };
      await app.request('PATCH', FRONT, { caller, headers, body: { from, briefs: [] } });
      return `${FRONT}/editions/${from}`;
    },
    status: 200,
  },
  'DELETE /v1/newsroom/fronts/{front}': { target: FRONT, status: 200 },
  'GET /v1/newsroom/fronts/{front}/preview.html': { target: `${FRONT}/preview.html`, status: 200 },
  'GET /v1/newsroom/authors/{author}': { target: '/v1/newsroom/authors/ines-calder', status: 200 },
  'PUT /v1/newsroom/authors/{author}': {
    target: '/v1/newsroom/authors/ines-calder',
    status: 200,
    body: { name: 'Ines Calder', biography: 'Writes about water.', role: '', portrait: null, contact: null, links: [] },
  },
  'PATCH /v1/newsroom/authors/{author}': {
    target: '/v1/newsroom/authors/ines-calder',
    status: 200,
    body: { biography: 'Writes about ships.' },
  },
  // Nobody can be asked at an issuer of no address.
  'GET /desk/session/sign-in': { target: '/desk/session/sign-in', status: 503 },
  'GET /desk/session/callback': { target: '/desk/session/callback', status: 303 },
  'POST /desk/session/sign-out': { target: '/desk/session/sign-out', status: 403, body: {} },
  'GET /desk/session/signed-out': { target: '/desk/session/signed-out?done=yes', status: 200 },
  'GET /desk': { target: '/desk', status: 200 },
  'GET /desk/articles': { target: '/desk/articles?state=published&section=abroad', status: 200 },
  'GET /desk/articles/{id}': { target: DESK_ARTICLE, status: 200, article: 'published' },
  'GET /desk/articles/new': { target: '/desk/articles/new', status: 200 },
  'GET /desk/articles/{id}/history': { target: `${DESK_ARTICLE}/history?from=1&to=1`, status: 200, article: 'draft' },
  'POST /desk/articles/new': {
    target: '/desk/articles/new',
    status: 303,
    body: { ...TYPED, act: 'publish', key: 'one-from-the-desk' },
  },
  'POST /desk/articles/{id}': {
    target: DESK_ARTICLE,
    status: 303,
    article: 'draft',
    body: { ...TYPED, slug: 'from-the-desk', act: 'publish', version: '1', revision: '1' },
  },
  'POST /desk/articles/{id}/merge': {
    target: `${DESK_ARTICLE}/merge`,
    status: 303,
    article: 'draft',
    body: { ...TYPED, slug: 'joined-at-the-desk', version: '1', revision: '1', against: '1' },
  },
  'POST /desk/articles/{id}/history': {
    target: `${DESK_ARTICLE}/history`,
    status: 303,
    article: 'draft',
    body: { version: '1', restore: '1' },
  },
  'GET /desk/articles/{id}/preview': { target: `${DESK_ARTICLE}/preview`, status: 200, article: 'draft' },
  'GET /desk/comments': { target: '/desk/comments', status: 200 },
  'GET /desk/comments/{id}': { target: onComment((id) => `${DESK_COMMENTS}/${id}`), status: 200 },
  'GET /desk/comments/{id}/branch': {
    target: onComment((id) => `${DESK_COMMENTS}/${id}/branch`, 'published'),
    status: 200,
  },
  'POST /desk/comments/{id}': {
    target: onComment((id) => `${DESK_COMMENTS}/${id}`),
    status: 303,
    body: { act: 'approve', version: '1' },
  },
  'POST /desk/comments/decisions': {
    target: `${DESK_COMMENTS}/decisions`,
    status: 303,
    body: async () => ({ act: 'spam', [(await aComment()).id]: '1', [(await aComment()).id]: '1' }),
  },
  'GET /desk/comments/people/{person}': { target: async () => `${DESK_COMMENTS}/people/${await wren()}`, status: 200 },
  'POST /desk/comments/threads/{slug}': {
    target: `${DESK_COMMENTS}/threads/ferry`,
    status: 303,
    body: { open: 'yes' },
  },
};

/** What the product that makes the tokens of these tests hashes and signs with. */
const KEY = 'a key for tests';

/** What CloudFront shows, and the functions compare. */
const ORIGIN_KEY = 'the-key-of-the-origin';

/** A stage's stack with its assets. */
function built(stage: Stage) {
  const stack = synthesizeStage(stage);
  return { ...stack, assembly: stack.app.synth() };
}

type Built = ReturnType<typeof built>;

const complete = built(everything);
const { ofType } = complete;
const caller = { name: 'ines@example.org', groups: ['editors'] };
let app: App;
let gate: Gate<'secrets' | 'mail' | 'objects'>;
let objects: Objects;
let recorder: Server;
let cloudFront: Server;
/** What CloudFront was asked to forget. */
const invalidations: string[] = [];
const delivered: Delivered[] = [];
const bucketDirectory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const store = createObjectStore({ bucket: LOCAL_BUCKET, directory: bucketDirectory, secretKey: 'local' });
const nativeDirectory = mkdtempSync(join(import.meta.dirname, '../../.build/asset-'));
const mailDirectory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
/** What DynamoDB and the bucket were asked for. */
let asked: Asked[] = [];
let askedObjects: AskedObject[] = [];

beforeAll(async () => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  for (const name of ['Ines Calder', 'Ada Quill']) {
    await app.request('PUT', `/v1/newsroom/authors/${name.toLowerCase().replace(' ', '-')}`, {
      caller,
      body: { name, biography: 'Writes.', role: '', portrait: null, contact: null, links: [] },
    });
  }
  recorder = createRecorder().listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  gate = await startGate({
    services: {
      secrets: answerSecrets({ 'the-secret': KEY }),
      mail: createMailbox(mailDirectory, (mail) => delivered.push(mail)),
      objects: async (request, response) => {
        const [path = '', query] = request.url?.split('?') ?? [];
        const [, , , , ...key] = path.split('/');
        const prefix = new URLSearchParams(query).get('prefix');
        askedObjects.push(...objectsAskedBy(request.method ?? '', key.join('/'), request.headers, prefix));
        await store.calls(request, response);
      },
    },
    onFault: console.error,
  });
  objects = createObjects({ client: createObjectsClient({ endpoint: gate.addresses.objects }), name: LOCAL_BUCKET });
  await objects.put(`media/${FILE.id}/640.avif`, FILE.bytes, { mediaType: 'image/avif' });
  cloudFront = createCloudFront().listen(0, '127.0.0.1');
  await once(cloudFront, 'listening');
});

afterAll(() => {
  for (const instance of instances.values()) instance.process.kill();
  gate.stop();
  for (const directory of [mailDirectory, bucketDirectory, nativeDirectory]) rmSync(directory, { recursive: true });
  cloudFront.close();
  cloudFront.closeAllConnections();
  recorder.close();
  recorder.closeAllConnections();
});

beforeEach(() => {
  asked = [];
  askedObjects = [];
});

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as { port: number }).port}`;

/** Takes every invalidation. */
function createCloudFront(): Server {
  return createServer(async (request, response) => {
    invalidations.push(`${request.method} ${request.url} ${await text(request)}`);
    response.writeHead(201, { 'content-type': 'text/xml' });
    response.end('<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>');
  });
}

const tableId = (name: string) => (name === app.tables.published ? 'published' : 'newsroom');

/** Passes requests on to DynamoDB and notes which permissions each of them takes. */
function createRecorder(): Server {
  return createServer(async (request, response) => {
    const body = await buffer(request);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(...askedBy(operation, JSON.parse(body.toString()), tableId));
    await forwardRequest(request, body, inject('dynamodb'), response);
  });
}

/** The template's environment of a function, with CloudFormation's references resolved to this machine's. */
function environmentOf(fn: Resource): Record<string, string> {
  const variables: [string, string | { readonly Ref?: string }][] = Object.entries(
    fn.Properties.Environment?.Variables ?? {},
  );
  /** What only CloudFormation can put together. */
  const joined: Readonly<Record<string, string>> = {
    HASH_KEY: KEY,
    FORM_KEY: KEY,
    SESSION_KEY: KEY,
    [DESK_ISSUER]: 'https://issuer.invalid',
    [ORIGIN_KEYS]: ORIGIN_KEY,
    [SITE_ORIGIN]: 'https://site.example.org',
  };
  const resolve = (name: string, reference = '') => {
    if (reference.includes('MediaBucket')) return LOCAL_BUCKET;
    if (reference.includes('Published')) return app.tables.published;
    if (reference.includes('Newsroom')) return app.tables.newsroom;
    return joined[name] ?? 'the-secret';
  };
  return Object.fromEntries(
    variables.map(([name, value]) => [name, typeof value === 'string' ? value : resolve(name, value.Ref)]),
  );
}

/** What was asked for and a function may not do. */
const notAllowed = (fn: Resource, stack: Built = complete) => [
  ...asked.filter((each) => !allows(stack, fn, each)).map(lineOf),
  ...askedObjects.filter((each) => !allowsObject(stack, fn, each)).map(({ action, key }) => `${action} ${key}`),
];

/** What an instance does: it loads the bundle once, and then takes one event after the other. */
const scriptOf = (file: string) => `
  const { handler } = await import(${JSON.stringify(file)});
  process.on('message', async (event) => {
    const answer = await handler(event, { awsRequestId: 'test', getRemainingTimeInMillis: () => 10_000 });
    process.send({ answer: answer ?? null });
  });`;

interface Instance {
  readonly process: ChildProcess;
  /** Rejected when it ends, which an answer may be waiting for. */
  readonly ended: Promise<never>;
}

const instances = new Map<Resource, Instance>();

/** The directory of a function's asset. */
function assetOf(fn: Resource, { assembly }: Pick<Built, 'assembly'>): string {
  const hash = fn.Properties.Code.S3Key.replace('.zip', '');
  return join(
    assembly.directory,
    readdirSync(assembly.directory).find((name) => name.startsWith(`asset.${hash}`)) ?? '',
  );
}

/** A bundle that this machine can run: what an asset takes along is compiled for Lambda, and the project has its own. */
function runnable(asset: string): string {
  const bundle = join(asset, 'index.cjs');
  if (!existsSync(join(asset, 'node_modules'))) return bundle;
  const isOurs = (file: string) => basename(file) !== 'node_modules';
  cpSync(asset, nativeDirectory, { recursive: true, filter: isOurs });
  return join(nativeDirectory, 'index.cjs');
}

/** Starts an asset in a process that knows only the function's own environment. */
function startInstance(fn: Resource, { assembly }: Built): Instance {
  const script = scriptOf(runnable(assetOf(fn, { assembly })));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...localCredentials,
      AWS_ENDPOINT_URL_DYNAMODB: addressOf(recorder),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: gate.addresses.secrets,
      AWS_ENDPOINT_URL_SESV2: gate.addresses.mail,
      AWS_ENDPOINT_URL_S3: gate.addresses.objects,
      AWS_ENDPOINT_URL_CLOUDFRONT: addressOf(cloudFront),
      ...environmentOf(fn),
    },
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${fn.Properties.Description} ended`);
  });
  ended.catch(() => {});
  return { process: child, ended };
}

/** Calls a function's handler in its instance. @throws Error when the instance ends instead of answering. */
async function invoke(fn: Resource, event: object, stack: Built = complete): Promise<unknown> {
  const instance = instances.get(fn) ?? startInstance(fn, stack);
  instances.set(fn, instance);
  const answered = once(instance.process, 'message');
  instance.process.send(event);
  const [{ answer }] = await Promise.race([answered, instance.ended]);
  return answer;
}

/** Brings an article or a page into a state by the acts that lead there; the function under test sees it by its own clock. */
async function documentIn(state: State, documents: 'articles' | 'pages'): Promise<{ id: string; version: number }> {
  made += 1;
  app.setClock(new Date(Date.now() - 60_000).toISOString());
  const act = async ({ id, version }: { id: string; version: number }, name: string, body: object = {}) => {
    const headers = { 'if-match': `"${version}"` };
    return (await app.post(`/v1/newsroom/${documents}/${id}/${name}`, body, { caller, headers })).json;
  };
  const body = documents === 'articles' ? content({ slug: `article-${made}` }) : { ...A_PAGE, slug: `page-${made}` };
  const draft = (await app.post(`/v1/newsroom/${documents}`, body, { caller })).json;
  if (state === 'draft') return draft;
  if (state === 'scheduled') return act(draft, 'publish', { at: '2099-01-01T00:00:00.000Z' });
  const published = await act(draft, 'publish');
  return state === 'published' ? published : act(published, 'withdraw');
}

/** The version of what stands at an address, where versions are told. */
async function ifMatchOf(target: string): Promise<Record<string, string[]>> {
  const everybody = { name: 'ines@example.org', groups: ['editors', 'moderators'] };
  const { etag } = (await app.request('GET', target, { caller: everybody })).headers;
  return etag === undefined ? {} : { 'if-match': [etag] };
}

/** The claims of who may call: the gateway's authorizer has verified them by the time a function is called. */
const claimsOf: Readonly<Record<Audience, Record<string, string> | undefined>> = {
  public: undefined,
  editor: { email: 'ines@example.org', 'cognito:groups': '[editors]' },
  moderator: { email: 'omar@example.org', 'cognito:groups': '[moderators]' },
};

/** What a gateway's route answers, and what its function asked for and may not do. */
async function call(routeKey: string, stack: Built) {
  const route = Object.values(routes).find((each) => routeKeys(each).includes(routeKey));
  const known = calls[routeKey.replace('HEAD', 'GET')];
  const gatewayKey = route?.proxy === undefined ? routeKey : gatewayKeys(route)[0];
  const [, gatewayRoute] =
    stack.ofType('AWS::ApiGatewayV2::Route').find(([, each]) => each.Properties.RouteKey === gatewayKey) ?? [];
  const integration = stack.resources[gatewayRoute?.Properties.Target['Fn::Join'][1][1].Ref];
  const fn = stack.resources[integration?.Properties.IntegrationUri['Fn::GetAtt'][0]];
  if (!route || !known || !fn) throw new Error(`Nothing is known of ${routeKey}`);
  const article =
    (known.article && (await documentIn(known.article, 'articles'))) ??
    (known.page && (await documentIn(known.page, 'pages')));
  const session = route.proxy === undefined ? undefined : await aDeskSession();
  const sent = typeof known.body === 'function' ? await known.body() : known.body;
  const body = session && sent && route.audience !== 'public' ? { token: session.token, ...sent } : sent;
  const template = typeof known.target === 'function' ? await known.target() : known.target;
  const target = template.replace('{id}', article?.id ?? '');
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const segments = route.path.split('/');
  const given = target.split('?', 1)[0]?.split('/') ?? [];
  const event = toEvent(
    {
      method: routeKey === '$default' ? 'GET' : (routeKey.split(' ')[0] ?? ''),
      target,
      headers: {
        [ORIGIN_KEY_HEADER]: [ORIGIN_KEY],
        ...known.headers,
        ...(session ? { cookie: [session.cookie], 'sec-fetch-site': ['same-origin'] } : {}),
        ...(body ? { 'content-type': ['application/json'] } : {}),
        ...(article ? { 'if-match': [`"${article.version}"`] } : {}),
        ...(/^(PUT|PATCH)$/.test(route.method) && !article ? await ifMatchOf(target) : {}),
        ...(route.method === 'DELETE' && target.startsWith(FRONT) ? await ifMatchOf(FRONT) : {}),
      },
      body: Buffer.from(body ? JSON.stringify(body) : ''),
      sourceIp: '203.0.113.7',
    },
    {
      routeKey: gatewayKey ?? '',
      route,
      pathParameters: Object.fromEntries(names.map((name) => [name, given[segments.indexOf(`{${name}}`)] ?? ''])),
    },
  );
  const claims = needsToken(route) ? claimsOf[route.audience] : undefined;
  const answer = await invoke(fn, claims ? withClaims(event, claims) : event, stack);
  return { answer, expected: known.status, refused: notAllowed(fn, stack) };
}

/** One route of each function that routes lead to: a bundle is the same on every stage, what it is told and may do is not. */
const oneOfEach = [...Map.groupBy(Object.values(routes), (route) => route.function).values()].flatMap((own) =>
  own
    .filter(({ method }) => method === 'GET')
    .slice(0, 1)
    .map((route) => routeKeys(route)[0] ?? ''),
);

describe.each(Object.entries<Stage>(stages))('the built assets of %s', (_, stage) => {
  const stack = built(stage);

  it.each(oneOfEach)('answer %s, and ask DynamoDB for nothing they are not allowed', async (routeKey) => {
    const { answer, expected, refused } = await call(routeKey, stack);

    expect(answer).toMatchObject({ statusCode: expected });
    expect(refused).toEqual([]);
  });
});

describe('the built assets of a stage with every option on', () => {
  it.each(Object.values(routes).flatMap(routeKeys))(
    'answer %s, and ask DynamoDB for nothing they are not allowed',
    async (routeKey) => {
      const { answer, expected, refused } = await call(routeKey, complete);

      expect(answer).toMatchObject({ statusCode: expected });
      expect(refused).toEqual([]);
    },
  );

  /** The function of a name in the template. */
  function named(name: DeployedFunctionName): Resource {
    const [, fn] =
      ofType('AWS::Lambda::Function').find(([, { Properties }]) =>
        Properties.Description.endsWith(functions[name].description),
      ) ?? [];
    if (!fn) throw new Error(`The template has no ${name}`);
    return fn;
  }

  it.each([
    [sitemapRoutes.readRobots, 'Sitemap: https://paper.example.org/sitemap.xml'],
    [sitemapRoutes.readSitemapIndex, '<loc>https://paper.example.org/sitemaps/sections.xml</loc>'],
    [feedRoutes.siteRss, '<link>https://paper.example.org/</link>'],
  ])('$path names the site, not the gateway behind it', async (route, address) => {
    const headers = { [ORIGIN_KEY_HEADER]: [ORIGIN_KEY], host: ['local.execute-api.us-east-1.amazonaws.com'] };
    const event = toEvent(
      { method: 'GET', target: route.path, headers, body: Buffer.of(), sourceIp: '203.0.113.7' },
      { routeKey: `GET ${route.path}`, route, pathParameters: {} },
    );

    const { body } = (await invoke(named(route.function), event)) as { readonly body: string };

    expect(body).toContain(address);
    expect(body).not.toContain('execute-api');
  });

  it('mail.send sends what the pipe hands over', async () => {
    const expiresAt = Math.floor(Date.now() / 1_000) + 3_600;
    const mail = { id: 'm', kind: 'test', to: 'wren@example.org', subject: 'Hello', text: 'Hello', expiresAt };
    const body = JSON.stringify({ eventName: 'INSERT', dynamodb: { NewImage: marshall({ ...mail, type: 'mail' }) } });

    const answer = await invoke(named('mail.send'), { Records: [{ messageId: 'one', body }] });

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(delivered).toMatchObject([{ to: 'wren@example.org', subject: 'Hello' }]);
    expect(asked).toHaveLength(2);
    expect(notAllowed(named('mail.send'))).toEqual([]);
  });

  it('media.develop develops what was uploaded, and takes along what is compiled for Lambda', async () => {
    const key = `incoming/${FILE.id}`;
    await putRecord(app, aRecord(FILE));
    await objects.put(key, FILE.bytes, { mediaType: 'image/jpeg' });
    askedObjects = [];

    await invoke(
      named('media.develop'),
      toBucketEvent(LOCAL_BUCKET, { key, bytes: 9, etag: '"a"', by: 'POST Object' }),
    );

    expect(askedObjects).toContainEqual({ action: 'DeleteObject', key });
    expect(notAllowed(named('media.develop'))).toEqual([]);
    const modules = join(assetOf(named('media.develop'), complete), 'node_modules');
    expect(readdirSync(join(modules, '@img'))).toContain('sharp-linux-arm64');
    expect(readdirSync(modules)).toContain('sharp');
  });

  it('moderation.digest counts what is held', async () => {
    await aComment();

    await invoke(named('moderation.digest'), {});

    expect(new Set(asked.map(({ action, source }) => `${action} ${source}`))).toEqual(
      new Set(['Query newsroom/byStatus', 'Query published', 'PutItem newsroom']),
    );
    expect(notAllowed(named('moderation.digest'))).toEqual([]);
  });

  it('cdn.invalidate asks the stack’s distribution to forget what has changed', async () => {
    const article = { pk: 'ARTICLE#ferry', type: 'article', slug: 'ferry', section: 'home', publishedAt: '2026-01-01' };
    const records = [{ eventID: 'one', eventName: 'INSERT', dynamodb: { NewImage: marshall(article) } }];
    const [distribution = ''] = ofType('AWS::CloudFront::Distribution')[0] ?? [];
    const fn = named('cdn.invalidate');

    await invoke(fn, { Records: records });

    expect(fn.Properties.Environment.Variables.DISTRIBUTION_ID).toEqual({ Ref: distribution });
    expect(invalidations).toHaveLength(1);
    expect(invalidations[0]).toMatch(/^POST \/\S+\/invalidation .*<Path>\/\*<\/Path>/);
  });
});
