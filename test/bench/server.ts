import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import manifest from '../../package.json' with { type: 'json' };
import { plainEnvironment } from './cleanup.ts';

/** The local server as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Seconds from its spawn to its first 200. */
  readonly secondsToStart: number;
  /** Memory of the server and its descendants in MB, with shared pages divided among their users (PSS). Linux only. */
  memory(): number | undefined;
  /** Seconds of CPU time that the server has used, without its children. Linux only. */
  cpuSeconds(): number | undefined;
  stop(): Promise<void>;
}

const START_LIMIT = 60;

const root = join(import.meta.dirname, '../..');
/** The flags and the program that `npm start` passes to Node. */
const command = manifest.scripts.start.split(' ').slice(1);

/**
 * Starts the server as `npm start` does, on a directory's data, and waits for the first 200 from an address.
 * @param environment further variables.
 */
export const startServerProcess = (
  directory: string,
  path: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> =>
  startProcess((port) => [...command, '--data', directory, '--port', String(port)], path, environment);

/** Starts a server in a process of its own, and waits for the first 200 from an address. */
export async function startProcess(
  commandAt: (port: number) => readonly string[],
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, commandAt(port), {
    cwd: root,
    // In its own process group, so that Ctrl-C reaches only the benchmark, which stops the server.
    detached: true,
    env: { ...plainEnvironment, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const status = await fetch(url + path).then(
      (response) => response.status,
      () => undefined,
    );
    const seconds = (performance.now() - started) / 1_000;
    if (status === 200) {
      return {
        url,
        secondsToStart: seconds,
        memory: () => memoryOf(child),
        cpuSeconds: () => cpuSecondsOf(child),
        stop: () => stop(child),
      };
    }
    const ended = child.exitCode ?? child.signalCode;
    if (status !== undefined || ended !== null || seconds > START_LIMIT) {
      await stop(child);
      throw new Error(`The server did not start: ${status ?? ended} after ${seconds} s`);
    }
    await pause(5);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

function memoryOf({ pid }: ChildProcess): number | undefined {
  if (!pid || !existsSync(`/proc/${pid}/smaps_rollup`)) return undefined;
  const kibibytes = programTree(pid).reduce((sum, each) => {
    const [, share = '0'] = /^Pss:\s+(\d+) kB/m.exec(memoryMapOf(each)) ?? [];
    return sum + Number(share);
  }, 0);
  return (kibibytes * 1024) / 1e6;
}

/** The kernel counts CPU time in hundredths of a second, for user and system: fields 14 and 15 (proc(5)). */
function cpuSecondsOf({ pid }: ChildProcess): number | undefined {
  if (!pid || !existsSync(`/proc/${pid}/stat`)) return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The memory map of a process; empty when it has ended. */
function memoryMapOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return '';
  }
}

/** A process and its descendants. */
function programTree(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(programTree)];
}
