import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'autocannon';
import { ANSWER_MEMORY } from '../../functions/shared/environment.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { localCredentials } from '../../infra/local/dynamodb.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import type { Workshop } from './cleanup.ts';
import { measureMix } from './mix.ts';
import { type ServerProcess, startProcess, startServerProcess } from './server.ts';
import { median } from './statistics.ts';
import { type Newspaper, SECTION, THREADS } from './synthetic.ts';
import type { Row, Section } from './table.ts';
import { fire } from './traffic.ts';

export interface MemoryOptions {
  readonly workshop: Workshop;
  /** The directory of a loaded newspaper's data. */
  readonly data: string;
  readonly newspaper: Newspaper;
  readonly rounds: number;
}

const CONNECTIONS = 8;
/** Requests of one kind to one server in one round. */
const REQUESTS = 500;
/** Few, because each is read anew in every round: the rest of the requests are the hot ones. */
const ADDRESSES = 5;

type Kind = 'article' | 'list' | 'thread' | 'page' | 'front';
type Seat = 'floor' | 'cold' | 'hot';

/** Budgets of requests per second: of the product without its memory against the floor, and with it against both. */
const budgets: Readonly<
  Record<Kind, { readonly coldToFloor?: number; readonly hotToFloor?: number; readonly hotToCold?: number }>
> = {
  article: { coldToFloor: 0.8, hotToFloor: 2.5 },
  list: { coldToFloor: 0.8, hotToCold: 8 },
  thread: { hotToCold: 8 },
  page: { hotToCold: 8 },
  front: { hotToCold: 8 },
};

/**
 * Compares, on one database and by turns, the product with its memory of answers, the product without it, and a bare server
 * with one Query (floorServer.ts); then a mix of readers, editors and commenters that checks every answer.
 */
export async function measureMemory({ workshop, data, newspaper, rounds }: MemoryOptions): Promise<Section[]> {
  const target = await workshop.keep(
    () => openInstallation({ data }),
    ({ close }) => close(),
  );
  const database = { DYNAMODB_ENDPOINT: target.name };
  const [first = ''] = slugs(newspaper, 1);
  const keep = (start: () => Promise<ServerProcess>) => workshop.keep(start, (server) => server.stop());
  const directory = (name: string) => {
    const path = join(data, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const serve = (name: Seat, environment: Record<string, string>) =>
    keep(() => startServerProcess(directory(name), `/v1/articles/${first}`, { ...database, ...environment }));
  const servers: Readonly<Record<Seat, ServerProcess>> = {
    floor: await keep(() =>
      startProcess((port) => [join(import.meta.dirname, 'floorServer.ts'), String(port)], `/article/${first}`, {
        ...localCredentials,
        AWS_ENDPOINT_URL_DYNAMODB: target.name,
      }),
    ),
    cold: await serve('cold', { [ANSWER_MEMORY]: 'off' }),
    hot: await serve('hot', {}),
  };

  const rows = await compare(servers, kindsOf(newspaper), rounds);
  await servers.floor.stop();
  await servers.cold.stop();
  const issuer = openIssuer(directory('hot'));
  const token = await issuer.token({ name: 'bench', groups: ['editors', 'moderators'], hours: 1 });
  const mix = await measureMix({
    url: servers.hot.url,
    token,
    slugs: slugs(newspaper, Math.min(1_000, newspaper.size)),
  });
  await servers.hot.stop();
  await target.close();
  return [
    {
      title: `Answers from memory, beside none and a bare server with one Query, ${rounds} × ${REQUESTS} of each, ${CONNECTIONS} at a time`,
      rows,
    },
    mix,
  ];
}

const slugs = (newspaper: Newspaper, count: number) =>
  Array.from({ length: count }, (_, number) => newspaper.article(number).slug);

function kindsOf(newspaper: Newspaper): Readonly<Record<Kind, Partial<Record<'floor' | 'ours', readonly Request[]>>>> {
  const of = (path: (slug: string) => string) =>
    slugs(newspaper, Math.min(ADDRESSES, THREADS)).map((slug) => ({ path: path(encodeURIComponent(slug)) }));
  return {
    article: { floor: of((slug) => `/article/${slug}`), ours: of((slug) => `/v1/articles/${slug}`) },
    list: { floor: [{ path: `/list/${SECTION}` }], ours: [{ path: `/v1/sections/${SECTION}/articles` }] },
    thread: { floor: of((slug) => `/thread/${slug}`), ours: of((slug) => `/v1/articles/${slug}/comments`) },
    page: { ours: of((slug) => `/${SECTION}/${slug}`) },
    front: { ours: [{ path: '/' }] },
  };
}

interface Measured {
  readonly perSecond: number;
  readonly cpu: number | undefined;
  readonly failed: number;
}

async function compare(
  servers: Readonly<Record<Seat, ServerProcess>>,
  kinds: ReturnType<typeof kindsOf>,
  rounds: number,
): Promise<Row[]> {
  const measured = new Map<string, Measured[]>();
  // Round 0 warms the servers up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [kind, { floor, ours }] of Object.entries(kinds)) {
      for (const seat of Object.keys(servers) as Seat[]) {
        const requests = seat === 'floor' ? floor : ours;
        if (!requests) continue;
        const server = servers[seat];
        const before = server.cpuSeconds();
        const { seconds, failed } = await fire(server.url, requests, CONNECTIONS, REQUESTS);
        const after = server.cpuSeconds();
        const cpu = before === undefined || after === undefined ? undefined : ((after - before) / REQUESTS) * 1_000;
        const key = `${kind} ${seat}`;
        if (round > 0)
          measured.set(key, [...(measured.get(key) ?? []), { perSecond: REQUESTS / seconds, cpu, failed }]);
      }
    }
  }
  const figures = (key: string): Row => {
    const runs = measured.get(key) ?? [];
    const cpu = runs.flatMap((run) => run.cpu ?? []);
    return {
      name: key.replace(' ', ', '),
      figures: [
        { value: median(runs.map(({ perSecond }) => perSecond)), unit: 'per s' },
        {
          value: cpu.length > 0 ? cpu.reduce((sum, each) => sum + each, 0) / cpu.length : undefined,
          unit: 'ms of CPU',
        },
        { label: 'not 2xx', value: runs.reduce((sum, { failed }) => sum + failed, 0), unit: 'answers', atMost: 0 },
      ],
    };
  };
  const ratio = (kind: Kind, one: Seat, other: Seat) => {
    const [ones = [], others = []] = [one, other].map((seat) => measured.get(`${kind} ${seat}`));
    return median(ones.map(({ perSecond }, round) => perSecond / (others[round]?.perSecond ?? perSecond)));
  };
  const ratios = (Object.keys(budgets) as Kind[]).map((kind): Row => {
    const { coldToFloor, hotToFloor, hotToCold } = budgets[kind];
    const hasFloor = kinds[kind].floor !== undefined;
    return {
      name: `${kind}: ${hasFloor ? 'cold / floor, hot / floor, ' : ''}hot / cold`,
      figures: [
        ...(hasFloor
          ? [
              {
                value: ratio(kind, 'cold', 'floor'),
                unit: 'times' as const,
                ...(coldToFloor && { atLeast: coldToFloor }),
              },
              {
                value: ratio(kind, 'hot', 'floor'),
                unit: 'times' as const,
                ...(hotToFloor && { atLeast: hotToFloor }),
              },
            ]
          : []),
        { value: ratio(kind, 'hot', 'cold'), unit: 'times', ...(hotToCold && { atLeast: hotToCold }) },
      ],
    };
  });
  return [...[...measured.keys()].map(figures), ...ratios];
}
