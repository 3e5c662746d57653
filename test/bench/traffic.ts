import { join } from 'node:path';
import autocannon, { type Request } from 'autocannon';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { createSettingsStore } from '../../functions/moderation/settingsStore.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { toInstant } from '../../functions/shared/instant.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import type { Workshop } from './cleanup.ts';
import { measureMemory } from './memory.ts';
import { measurePublishing } from './publishing.ts';
import { startServerProcess } from './server.ts';
import { median, quantile } from './statistics.ts';
import { COMMENTS_PER_THREAD, createNewspaper, lastPage, load, type Newspaper, SECTION, THREADS } from './synthetic.ts';
import type { Row, Section } from './table.ts';
import { measureDepth } from './units.ts';

export interface TrafficOptions {
  readonly workshop: Workshop;
  readonly articles: number;
  readonly rounds: number;
  /** Called after each article is loaded. */
  readonly onArticle: () => void;
  readonly onServing: () => void;
}

const STARTS = 3;
const CONCURRENCIES = [1, 8];
/** Requests of one kind in one round, at each concurrency. */
const REQUESTS = 300;
const ARTICLES_ASKED_FOR = 100;
/** A rate limit that is never reached: all comments come from one network, to one article. */
const OFTEN = { most: 1_000_000, seconds: 600 };

/** Loads a newspaper, serves it with the local server, and measures start-up, memory and response times. */
export async function measureTraffic(options: TrafficOptions): Promise<Section[]> {
  const { workshop, articles, rounds, onArticle, onServing } = options;
  const data = join(workshop.directory, String(articles));
  const newspaper = createNewspaper(articles);

  const target = await workshop.keep(
    () => openInstallation({ data }),
    ({ close }) => close(),
  );
  await load(target, newspaper, onArticle);
  await createSettingsStore(target.client, target.tables).changeSite(
    () => ({ ...defaultSettings, rateLimits: { network: OFTEN, person: OFTEN, article: OFTEN } }),
    { version: 0, at: toInstant(new Date()), by: 'bench' },
  );
  const depth = await measureDepth(target.name, newspaper);
  await target.close();
  onServing();

  const kinds = requestKinds(newspaper);
  const start = () =>
    workshop.keep(
      () => startServerProcess(data, kinds.article[0]?.path ?? ''),
      (server) => server.stop(),
    );
  const starts: number[] = [];
  for (let run = 1; run < STARTS; run += 1) {
    const server = await start();
    starts.push(server.secondsToStart);
    await server.stop();
  }
  const server = await start();
  starts.push(server.secondsToStart);
  const atRest = server.memory();
  const runs = await fireInTurn(server.url, kinds, rounds);
  const afterwards = server.memory();
  const token = await openIssuer(data).token({ name: 'bench', groups: ['editors'], hours: 1 });
  const publishing = await measurePublishing(server.url, token, rounds);
  await server.stop();
  const memory = await measureMemory({ workshop, data, newspaper, rounds });

  const size = `${articles.toLocaleString('en')} articles`;
  return [
    {
      title: `The local server with ${size}`,
      rows: [
        { name: `start to first 200, median of ${STARTS}`, figures: [{ value: median(starts), unit: 's', atMost: 3 }] },
        { name: 'memory at rest, with DynamoDB', figures: [{ value: atRest, unit: 'MB', atMost: 250 }] },
        { name: 'memory after the requests below', figures: [{ value: afterwards, unit: 'MB', atMost: 300 }] },
        ...depth,
      ],
    },
    {
      title: `Requests to the local server with ${size}, ${rounds} × ${REQUESTS} of each`,
      rows: [...trafficRows(runs), ...depthRows(runs)],
    },
    publishing,
    ...memory,
  ];
}

type Kind = 'article' | 'firstPage' | 'lastPage' | 'thread' | 'submission';

/** Requests of one kind at one concurrency in one round. */
interface Run {
  readonly kind: Kind;
  readonly connections: number;
  readonly round: number;
  /** The milliseconds of each request. */
  readonly times: readonly number[];
  readonly seconds: number;
  readonly failed: number;
}

const names: Readonly<Record<Kind, string>> = {
  article: 'article',
  firstPage: 'first page of the section',
  lastPage: 'last page of the section',
  thread: `thread of ${COMMENTS_PER_THREAD}`,
  submission: 'submission',
};

function requestKinds(newspaper: Newspaper): Readonly<Record<Kind, readonly Request[]>> {
  const slugs = (count: number, step: number) =>
    Array.from({ length: count }, (_, index) => newspaper.article(Math.floor(index * step)).slug);
  const listing = `/v1/sections/${SECTION}/articles`;
  const cursor = encodeCursor(`section/${SECTION}`, lastPage(newspaper).position);
  let sent = 0;
  const setupRequest = (request: Request): Request => {
    sent += 1;
    return { ...request, body: submission(sent) };
  };
  const [commented = ''] = slugs(1, 1);
  return {
    article: slugs(ARTICLES_ASKED_FOR, newspaper.size / ARTICLES_ASKED_FOR).map((slug) => ({
      path: `/v1/articles/${slug}`,
    })),
    firstPage: [{ path: listing }],
    lastPage: [{ path: `${listing}?cursor=${cursor}` }],
    thread: slugs(THREADS, 1).map((slug) => ({ path: `/v1/articles/${slug}/comments` })),
    submission: [
      {
        method: 'POST',
        path: `/v1/articles/${commented}/comments`,
        headers: { 'content-type': 'application/json' },
        body: submission(0),
        setupRequest,
      },
    ],
  };
}

const submission = (number: number) =>
  JSON.stringify({
    name: `Reader ${number}`,
    email: `reader-${number}@example.org`,
    comment: `Remark ${number}. ${'It was a fine morning for it. '.repeat(10)}`,
  });

/** Runs every kind at every concurrency alternately in each round, so that interference affects all alike. */
async function fireInTurn(url: string, kinds: ReturnType<typeof requestKinds>, rounds: number): Promise<Run[]> {
  const runs: Run[] = [];
  // Round 0 warms the server up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const connections of CONCURRENCIES) {
      for (const [kind, requests] of Object.entries(kinds) as [Kind, readonly Request[]][]) {
        runs.push({ kind, connections, round, ...(await fire(url, requests, connections)) });
      }
    }
  }
  return runs.filter(({ round }) => round > 0);
}

/** Takes the times from autocannon's events, because its histogram has a resolution of a millisecond. */
export function fire(url: string, requests: readonly Request[], connections: number, amount = REQUESTS) {
  return new Promise<Pick<Run, 'times' | 'seconds' | 'failed'>>((resolve, reject) => {
    const times: number[] = [];
    const started = performance.now();
    let last = started;
    autocannon({ url, connections, amount, requests, sampleInt: 10 }, (error, { errors, non2xx }) =>
      error ? reject(error) : resolve({ times, seconds: (last - started) / 1_000, failed: errors + non2xx }),
    ).on('response', (_client, _status, _bytes, milliseconds) => {
      times.push(milliseconds);
      last = performance.now();
    });
  });
}

function trafficRows(runs: readonly Run[]): Row[] {
  const kinds = Object.keys(names) as Kind[];
  return CONCURRENCIES.flatMap((connections) =>
    kinds.map((kind) => {
      const own = runs.filter((run) => run.kind === kind && run.connections === connections);
      const times = own.flatMap((run) => run.times);
      const sum = (of: (run: Run) => number) => own.reduce((total, run) => total + of(run), 0);
      return {
        name: `${names[kind]}, ${connections} at a time`,
        figures: [
          { label: 'p50', value: quantile(times, 0.5), unit: 'ms' },
          { label: 'p99', value: quantile(times, 0.99), unit: 'ms' },
          { value: times.length / sum(({ seconds }) => seconds), unit: 'per s' },
          { label: 'not 2xx', value: sum(({ failed }) => failed), unit: 'answers', atMost: 0 },
        ],
      } satisfies Row;
    }),
  );
}

/** Compares the two pages within each round; the median over the rounds excludes disturbed ones. */
function depthRows(runs: readonly Run[]): Row[] {
  return CONCURRENCIES.map((connections) => {
    const mediansOf = (kind: Kind) =>
      runs.filter((run) => run.kind === kind && run.connections === connections).map(({ times }) => median(times));
    const firsts = mediansOf('firstPage');
    const ratios = mediansOf('lastPage').map((last, round) => last / (firsts[round] ?? last));
    return {
      name: `last page / first page, ${connections} at a time`,
      figures: [{ label: 'p50', value: median(ratios), unit: 'times', atMost: 1.2 }],
    };
  });
}
