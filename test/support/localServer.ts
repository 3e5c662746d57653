import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { openInstallation } from '../../infra/commands/installation.ts';
import type { RunningServer } from '../../infra/local/runningServer.ts';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { bareEnvironment } from './bareEnvironment.ts';
import { aSubmission } from './builders.ts';
import { putFunctions } from './putFunctions.ts';

const root = join(import.meta.dirname, '../..');
export const ARTICLE = '/v1/articles/biden-and-putin-speak-by-telephone';
export const COMMENTS = `${ARTICLE}/comments`;

/** The last words that the server prints when it is ready. */
const READY = 'Stop: Ctrl-C';

const directories: string[] = [];

/** A temporary directory, removed after the tests. */
export function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  directories.push(directory);
  return directory;
}

/** Loaded seeds and built functions to copy, because most tests are not about making them. */
const seeded = join(inject('scratch'), `seeded-${process.pid}`);
let seeding: Promise<void> | undefined;

async function seed(): Promise<void> {
  const target = await openInstallation({ data: seeded });
  await loadSeeds(await readSeeds(join(root, 'seeds')), target, () => {});
  await target.close();
  await putFunctions(seeded);
}

/** Loads the seeds for {@link aCopy} before a file's tests, if no file of this process has, and removes all directories after them. */
export function keepSeeds(): void {
  beforeAll(() => {
    seeding ??= seed();
    return seeding;
  });
  afterAll(removeDirectories);
}

/** Removes every directory that was made here, once the tests are over. */
export function removeDirectories(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** A copy of the directory with loaded seeds and built functions. */
export function aCopy(): string {
  const directory = aDirectory();
  cpSync(seeded, directory, { recursive: true });
  return directory;
}

/** A directory without data, but with built functions. */
export async function anEmptyPaper(): Promise<string> {
  const directory = aDirectory();
  await putFunctions(directory);
  return directory;
}

interface Launch {
  readonly data?: string;
  /** Whether to start through npm, as people and systemd do. */
  readonly byNpm?: boolean;
  /** Whether to use a process group of its own, as a terminal does. */
  readonly detached?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server and waits until it is ready; by default on a free port with the seeds. */
export async function start({ args = [], ...others }: Launch = {}) {
  const server = launch({ args: ['--port', '0', ...args], ...others });
  await server.ready();
  return server;
}

/** `npm start` as a process with an environment of its own, which ends with the test. */
export function launch({
  data = aCopy(),
  args = ['--port', '0'],
  env = {},
  byNpm = false,
  detached = false,
}: Launch = {}) {
  const [program, ...words] = byNpm
    ? ['npm', 'start', '--']
    : [join(root, 'node_modules/.bin/node'), 'infra/local/start.ts'];
  const child = spawn(program, [...words, '--data', data, ...args], {
    cwd: root,
    env: { ...bareEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exitCode = once(child, 'close').then(([code]): number | null => code);
  const state = (): RunningServer => JSON.parse(readFileSync(join(data, 'server.json'), 'utf8'));
  const port = () => Number(/at http:\/\/localhost:(\d+)/.exec(output)?.[1]);
  const request = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port()}${path}`, { signal: AbortSignal.timeout(30_000), ...init });
    return { status: answer.status, json: JSON.parse(await answer.text()) };
  };
  const post = (path: string, body: string) =>
    request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exitCode;
    for (const pid of databasesOf(data)) endIfRunning(pid);
  });
  return {
    child,
    data,
    exitCode,
    state,
    port,
    get: (path: string) => request(path),
    post,
    comment: () => post(COMMENTS, JSON.stringify(aSubmission())),
    output: () => output,
    errors: () => errors,
    /** Lines printed since the server was ready. */
    log: () => (output.split(READY)[1] ?? '').split('\n').slice(1).filter(Boolean),
    ready: async () => {
      while (!output.includes(READY)) {
        const ended = await Promise.race([exitCode, once(child.stdout, 'data').then(() => undefined)]);
        if (ended !== undefined) throw new Error(`npm start ended with ${ended}: ${errors}`);
      }
    },
    stop: () => {
      child.kill('SIGINT');
      return exitCode;
    },
  };
}

/** A port that was free a moment ago. */
export async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** Ends a process, unless it has ended since it was seen. */
function endIfRunning(pid: number): void {
  try {
    process.kill(pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes that serve a directory's DynamoDB, where the system shows them. */
export function databasesOf(data: string): number[] {
  const commandLine = (pid: string) => {
    try {
      return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
    } catch {
      return '';
    }
  };
  if (!existsSync('/proc')) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => commandLine(pid).includes(join(data, 'dynamodb.sqlite'))).map(Number);
}

export function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** All descendants of a process. */
export function descendantsOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  return [...children, ...children.flatMap(descendantsOf)];
}

/** The fourth field of /proc/PID/stat; the second is a name in parentheses that may contain anything. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Where a process and its descendants listen on TCP, on Linux. */
export function listenersOf(pid: number): { readonly host: string; readonly port: number }[] {
  const sockets = new Set([pid, ...descendantsOf(pid)].flatMap(socketsOf));
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(({ 3: state, 9: inode }) => state === '0A' && sockets.has(inode ?? ''))
    .map(({ 1: address = '' }) => {
      const [host = '', port = ''] = address.split(':');
      return { host: [...Buffer.from(host, 'hex')].reverse().join('.'), port: Number.parseInt(port, 16) };
    });
}

function socketsOf(pid: number): string[] {
  // A descendant, or what it has open, may be gone since it was seen.
  const unlessGone = <Result>(read: () => Result) => {
    try {
      return [read()];
    } catch {
      return [];
    }
  };
  const files = unlessGone(() => readdirSync(`/proc/${pid}/fd`)).flat();
  const links = files.flatMap((file) => unlessGone(() => readlinkSync(`/proc/${pid}/fd/${file}`)));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}
