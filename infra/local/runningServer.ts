import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type KeptFile, readKept, writeKept } from './keptFile.ts';

/** What a running server leaves word of, for the commands that work on its data. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** Where commands find its tables: the embedded DynamoDB behind the gate, with the secret of this start, or the other one. */
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
  wayOut: 'The server writes it when it starts: stop it if it runs (Ctrl-C), and start it again.',
});

/** The server that runs on this directory's data, if one does and is ready. */
export async function runningServer(directory: string): Promise<RunningServer | undefined> {
  const state = readKept(stateFile(directory));
  return state && isAlive(state.pid) && (await listens(state.url)) ? state : undefined;
}

/** Leaves word for {@link runningServer}. */
export const announce = (directory: string, server: RunningServer): void =>
  writeKept(stateFile(directory).file, JSON.stringify(server));

/** Takes back what was announced, or what a server that was killed could not take back. */
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

/** Whether anything does: the process id alone may be another program's by now. */
async function listens(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
