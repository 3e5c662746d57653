import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Address } from './hiddenAddress.ts';
import { StartFailure } from './startFailure.ts';

/** A process of dynoxide that listens. */
export interface Dynoxide {
  readonly pid: number;
  /** How it has ended, once it has. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** What a shell does for one database: it ends it as soon as its own input closes, however the server has ended. */
const watched = `
exec 3<&0 </dev/null
"$PROGRAM" serve --host "$HOST" --port "$PORT" \${FILE:+--db-path "$FILE"} 3<&- >/dev/null &
database=$!
echo "$database"
{ read -r _ <&3; kill -9 "$database"; } >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$database"
status=$?
kill -9 "$watcher"
exit "$status"`;

/** How long it may take for its last answers. */
const PATIENCE = 3_000;

/**
 * Starts dynoxide on a file, or in memory where none is named. It ends with this process, killed or not: by a shell that
 * watches a pipe, or on Windows by the job that Node puts its children in.
 * @returns nothing where the address is taken. @throws StartFailure when it does not start.
 */
export async function startDynoxide({ host, port }: Address, file?: string): Promise<Dynoxide | undefined> {
  const isWindows = process.platform === 'win32';
  const args = ['serve', '--host', host, '--port', String(port), ...(file ? ['--db-path', file] : [])];
  const env = { ...process.env, PROGRAM: program(), HOST: host, PORT: String(port), FILE: file ?? '' };
  const child = isWindows
    ? spawn(program(), args, { windowsHide: true })
    : // In a group of its own: Ctrl-C is for the server, which stops this after its last answer.
      spawn('/bin/sh', ['-c', watched], { env, detached: true });
  const ended = once(child, 'close').then(
    ([code, signal]) => signal ?? (code > 128 ? `signal ${code - 128}` : `exit code ${code}`),
    (error: Error) => error.message,
  );
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  let told = '';
  const pid = isWindows ? child.pid : once(createInterface(child.stdout), 'line').then(([line]) => Number(line));
  const listening = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (chunk) => {
      told = `${told}${chunk}`.slice(-2_000);
      if (told.includes('listening on')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  if (!(await listening)) {
    if (/already in use|failed to bind/.test(told)) return undefined;
    const on = file ? ` on ${file}` : '';
    throw new StartFailure(`The embedded DynamoDB did not start${on}: ${told.trim() || (await ended)}`);
  }
  const database = (await pid) ?? 0;
  child.unref();
  // Pipes are sockets, which the types do not say.
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as Socket).unref();
  child.stdin.on('error', () => {});
  return {
    pid: database,
    ended: ended.then((how) => {
      // Whatever of the group is left, if it was the shell that somebody has ended.
      if (!isWindows) kill(-(child.pid ?? 0), 'SIGKILL');
      return how;
    }),
    stop: async () => {
      if (hasEnded) return;
      child.ref();
      kill(database, 'SIGTERM');
      const late = setTimeout(() => (isWindows ? child.kill('SIGKILL') : child.stdin.end()), PATIENCE);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Ends what may have ended already. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The program for this machine, from whichever optional dependency npm installed. */
function program(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(manifest, '..', process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch (error) {
    throw new StartFailure(
      `There is no embedded DynamoDB for this machine (${name}); set DYNAMODB_ENDPOINT to another one.`,
      { cause: error },
    );
  }
}
