import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type KeptFile, readKept, writeKept } from './keptFile.ts';

/** What a running server writes down for commands that work on its data. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** The endpoint of its tables: the embedded DynamoDB behind the gate (with this start's secret), or another DynamoDB. */
  readonly dynamodb: string;
  readonly dynamodbPid?: number | undefined;
}

const stateFile = (directory: string): KeptFile<RunningServer> => ({
  file: join(directory, 'server.json'),
  parse: (text) => {
    const state: Partial<RunningServer> | null = JSON.parse(text);
    const isWhole = URL.canParse(String(state?.url)) && Number.isInteger(state?.pid) && state?.dynamodb !== undefined;
    return isWhole ? (state as RunningServer) : undefined;
  },
  remedy: 'The server writes it when it starts: stop it if it runs (Ctrl-C), and start it again.',
});

/** The server that is running and ready on this directory, if any. */
export async function runningServer(directory: string): Promise<RunningServer | undefined> {
  const state = readKept(stateFile(directory));
  return state && isAlive(state.pid) && (await listens(state.url)) ? state : undefined;
}

/** Writes the file that {@link runningServer} reads. */
export const announce = (directory: string, server: RunningServer): void =>
  writeKept(stateFile(directory).file, JSON.stringify(server));

/** Removes the file, also that of a server that was killed. */
export const withdraw = (directory: string): void =>
  rmSync(stateFile(directory).file, { force: true, recursive: true });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether the port accepts connections: the process id alone may have been reused by another program. */
async function listens(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
