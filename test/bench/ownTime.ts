import type { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createArchiveStore } from '../../functions/articles/archiveStore.ts';
import { createCorrectionStore } from '../../functions/articles/correctionStore.ts';
import { createEntryStore } from '../../functions/articles/entryStore.ts';
import { articlePartition, listingPartition } from '../../functions/articles/keys.ts';
import { createPageStore } from '../../functions/articles/pageStore.ts';
import { readArticles } from '../../functions/articles/read.ts';
import { articleRoutes } from '../../functions/articles/routes.ts';
import { createArticleStore } from '../../functions/articles/store.ts';
import { createAuthorStore } from '../../functions/authors/store.ts';
import { type Facts, judge } from '../../functions/comments/judging/rules.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { CommentSettings } from '../../functions/comments/settings/schema.ts';
import { threadPartition } from '../../functions/comments/threads/keys.ts';
import { readComments } from '../../functions/comments/threads/read.ts';
import { commentReadRoutes } from '../../functions/comments/threads/routes.ts';
import { createThreadStore } from '../../functions/comments/threads/store.ts';
import { createFrontStore } from '../../functions/fronts/store.ts';
import { readPages } from '../../functions/pages/read.ts';
import { pageRoutes } from '../../functions/pages/routes.ts';
import { createTheme } from '../../functions/pages/site.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import { SECTIONS_PARTITION } from '../../functions/sections/keys.ts';
import { createSectionCatalogue, createSectionStore } from '../../functions/sections/store.ts';
import { builtIn } from '../../functions/shared/api/paperLanguage.ts';
import type { Route } from '../../functions/shared/api/route.ts';
import { createHandler, type Handler } from '../../functions/shared/api/stack.ts';
import { currentUsage } from '../../functions/shared/data/usage.ts';
import type { Log } from '../../functions/shared/log.ts';
import { createTagStore } from '../../functions/tags/store.ts';
import { collectAssets } from '../../infra/assets.ts';
import { toContext, toEvent } from '../../infra/local/event.ts';
import { createMatcher } from '../../infra/local/match.ts';
import { quantile } from './statistics.ts';
import { anArticleOf, commentsOn, createNewspaper, itemsOf, PAGE, SECTION } from './synthetic.ts';
import type { Row, Section } from './table.ts';

const COMMENTS = 50;

/**
 * CPU time of our own code for a warm request: real handlers and stores, and a DynamoDB client that returns prepared
 * responses.
 */
export async function measureOwnTime(calls: number): Promise<Section> {
  const newspaper = createNewspaper(PAGE + 1);
  const article = anArticleOf(8_000);
  const client = preparedClient({
    [articlePartition(article.slug)]: itemsOf(article, 0).slice(0, 2),
    [listingPartition(`section/${SECTION}`)]: Array.from({ length: newspaper.size }, (_, number) => ({
      type: 'entry',
      ...newspaper.article(number),
    })),
    [threadPartition(article.slug)]: commentsOn(article.slug, COMMENTS / 5, 4),
    [SECTIONS_PARTITION]: [{ type: 'section', name: SECTION, title: 'News', description: '', position: 1 }],
  });
  const clock = () => new Date();
  const articles = createArticleStore(client, 'Published');
  const sections = createSectionCatalogue(createSectionStore(client, 'Published'), clock);
  const pages = createPageStore(client, 'Published');
  const corrections = createCorrectionStore(client, 'Published');
  const articleHandler = (log: Log) =>
    createHandler(
      articleRoutes,
      readArticles({ articles, pages, corrections, sections, clock }, async () => undefined),
      { language: builtIn('en-GB'), log },
    );
  const threads = createThreadStore(client, 'Published');
  const threadHandler = createHandler(commentReadRoutes, readComments({ articles, threads, clock }), {
    language: builtIn('en-GB'),
    log: silent,
  });

  const pageHandler = createHandler(
    pageRoutes,
    readPages({
      articles,
      pages,
      corrections,
      archive: createArchiveStore(client, 'Published'),
      threads,
      authors: createAuthorStore(client, 'Published'),
      tags: createTagStore(client, 'Published'),
      fronts: createFrontStore(client, 'Published'),
      entries: createEntryStore(client, 'Published'),
      sections,
      clock,
      formToken: async () => 'a token',
      hasSender: false,
      theme: createTheme(collectAssets().names, settings),
      reference: () => '',
    }),
    { language: builtIn('en-GB'), log: silent },
  );

  const path = `/v1/articles/${article.slug}`;
  return {
    title: `Own time for a warm request, DynamoDB excluded, ${calls.toLocaleString('en')} calls`,
    rows: [
      await timeOf('article of 8 KB', articleHandler(silent), path, calls, 0.1),
      await timeOf(`listing of ${PAGE} cards`, articleHandler(silent), `/v1/sections/${SECTION}/articles`, calls, 0.25),
      await timeOf(`thread of ${COMMENTS} comments`, threadHandler, `${path}/comments?limit=${COMMENTS}`, calls),
      await timeOf(
        `page of an article with ${COMMENTS} comments`,
        pageHandler,
        `/${SECTION}/${article.slug}`,
        calls,
        3,
      ),
      await timeOf('front page', pageHandler, '/', calls),
      timeOfJudging(Math.min(calls, 2_000)),
    ],
  };
}

/** The time of the rules for a comment of 300 words, with word lists of the maximal length and no match. */
function timeOfJudging(calls: number): Row {
  const settings: CommentSettings = {
    ...defaultSettings,
    holdWords: Array.from({ length: 5_000 }, (_, number) => `listed${number}`),
    holdPatterns: Array.from({ length: 2_000 }, (_, number) =>
      number < 200 ? `*ending${number}` : `pattern${number}*`,
    ),
  };
  const words = Array.from({ length: 300 }, (_, number) => `word${number % 90}`);
  const facts: Facts = {
    now: new Date(),
    article: { thread: 'a', publishedAt: '2026-01-01T00:00:00.000Z', commentsOpen: true },
    parent: undefined,
    rendered: 'missing',
    language: 'en-GB',
    proven: true,
    approvedBefore: 1,
    rejectedBefore: 0,
    akismet: undefined,
  };
  const times = Array.from({ length: calls + 200 }, (_, number) => {
    const comment = `${words.join(' ')} ${number}`;
    const candidate = { name: 'Wren', email: 'wren@example.org', website: null, comment, parentId: null, honeypot: '' };
    const started = performance.now();
    const { verdict } = judge(candidate, facts, settings);
    const milliseconds = performance.now() - started;
    if (verdict !== 'published') throw new Error(`The comment was ${verdict}`);
    return milliseconds;
  }).slice(200);
  return {
    name: 'judging a comment by 5,000 words and 2,000 patterns',
    figures: [
      { label: 'median', value: quantile(times, 0.5), unit: 'ms', atMost: 2 },
      { label: 'p99', value: quantile(times, 0.99), unit: 'ms' },
    ],
  };
}

async function timeOf(name: string, handler: Handler, target: string, calls: number, atMost?: number): Promise<Row> {
  const call = prepareCall(handler, target);
  for (let warmUp = 0; warmUp < calls * 0.4; warmUp += 1) await call();
  const times: number[] = [];
  for (let measured = 0; measured < calls; measured += 1) times.push(await call());
  return {
    name,
    figures: [
      { label: 'median', value: quantile(times, 0.5), unit: 'ms', ...(atMost ? { atMost } : {}) },
      { label: 'p99', value: quantile(times, 0.99), unit: 'ms' },
    ],
  };
}

/** Returns a function that calls a handler and returns the milliseconds, without those for making the event. */
function prepareCall(handler: Handler, target: string): () => Promise<number> {
  const found = createMatcher(
    [articleRoutes, commentReadRoutes, pageRoutes].flatMap((routes): Route[] => Object.values(routes)),
  )('GET', target.split('?', 1)[0] ?? '');
  if (!found) throw new Error(`No route answers ${target}`);
  const wire = {
    method: 'GET',
    target,
    headers: { host: ['localhost'] },
    body: Buffer.alloc(0),
    sourceIp: '192.0.2.1',
  };
  return async () => {
    const event = toEvent(wire, found);
    const context = toContext(found.route.function, event.requestContext.requestId, 10_000);
    const started = performance.now();
    const { statusCode } = await handler(event, context);
    const milliseconds = performance.now() - started;
    if (statusCode !== 200) throw new Error(`${target} was answered ${statusCode}`);
    return milliseconds;
  };
}

/** Answers every Query with the items prepared for its partition key, which is the first value in all our queries. */
function preparedClient(partitions: Readonly<Record<string, readonly object[]>>): DynamoDBDocumentClient {
  const send = async ({ input }: QueryCommand) => {
    const [partition] = Object.values(input.ExpressionAttributeValues ?? {});
    const usage = currentUsage();
    usage.requests += 1;
    usage.readUnits += 1;
    return { Items: partitions[partition] };
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
