import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Address } from './hiddenAddress.ts';
import { StartFailure } from './startFailure.ts';

/** A dynoxide process that accepts connections. */
export interface Dynoxide {
  readonly pid: number;
  /** Resolves when the process ends, to how: a signal or an exit code. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Shell script that runs the database and kills it when the shell's stdin closes, however the server ended. */
const watchdog = `
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

/** How long a stop waits for the last responses, in milliseconds. */
const TIMEOUT = 3_000;

/**
 * Starts dynoxide on a file, or in memory without one. It ends with this process even when this process is killed: a shell
 * watches a pipe; on Windows, Node's job object does the same.
 * @returns undefined when the address is in use. @throws StartFailure when the process does not start.
 */
export async function startDynoxide({ host, port }: Address, file?: string): Promise<Dynoxide | undefined> {
  const isWindows = process.platform === 'win32';
  const args = ['serve', '--host', host, '--port', String(port), ...(file ? ['--db-path', file] : [])];
  const env = { ...process.env, PROGRAM: program(), HOST: host, PORT: String(port), FILE: file ?? '' };
  const child = isWindows
    ? spawn(program(), args, { windowsHide: true })
    : // In its own process group, so that Ctrl-C reaches only the server, which stops the database after its last response.
      spawn('/bin/sh', ['-c', watchdog], { env, detached: true });
  const ended = once(child, 'close').then(
    ([code, signal]) => signal ?? (code > 128 ? `signal ${code - 128}` : `exit code ${code}`),
    (error: Error) => error.message,
  );
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  let output = '';
  const pid = isWindows ? child.pid : once(createInterface(child.stdout), 'line').then(([line]) => Number(line));
  const listening = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-2_000);
      if (output.includes('listening on')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  if (!(await listening)) {
    if (/already in use|failed to bind/.test(output)) return undefined;
    const on = file ? ` on ${file}` : '';
    throw new StartFailure(`The embedded DynamoDB did not start${on}: ${output.trim() || (await ended)}`);
  }
  const database = (await pid) ?? 0;
  child.unref();
  // Pipes are sockets, but the types do not say so.
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as Socket).unref();
  child.stdin.on('error', () => {});
  return {
    pid: database,
    ended: ended.then((how) => {
      // Somebody may have ended only the shell: kill the rest of the group.
      if (!isWindows) kill(-(child.pid ?? 0), 'SIGKILL');
      return how;
    }),
    stop: async () => {
      if (hasEnded) return;
      child.ref();
      kill(database, 'SIGTERM');
      const late = setTimeout(() => (isWindows ? child.kill('SIGKILL') : child.stdin.end()), TIMEOUT);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Sends a signal to a process that may have ended already. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The path of this platform's binary, which npm installed as an optional dependency. */
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
