import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Often enough for whoever waits, and on Linux two calls of the system. Elsewhere `ps` is a process at each look. */
const INTERVAL = process.platform === 'linux' ? 500 : 2_000;

/**
 * Watches the processes through which npm has started this one, npm itself and the shell between, and tells when one of
 * them is gone: a signal to npm alone (of systemd, of CI, of `timeout`) ends npm and its shell, and would not reach this.
 * Only a SIGINT that is sent to npm and no other is held by the shell until its program ends, as POSIX has it. Started by
 * itself this depends on nobody, and `nohup` goes on after its terminal.
 */
export function watchParents(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const { name, parent: grandparent } = whatIs(parent);
  // Some shells become the last program they are given, and then npm itself is the parent.
  const hasShell = /^[a-z]*sh$/.test(name) && grandparent > 1;
  const areThere = () => process.ppid === parent && (!hasShell || whatIs(parent).parent === grandparent);
  const timer = setInterval(() => {
    if (areThere()) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL);
  timer.unref();
}

/** A process by its name and its parent, which is another one as soon as that parent has ended. */
function whatIs(pid: number): { readonly name: string; readonly parent: number } {
  try {
    if (process.platform === 'linux') {
      // `PID (NAME) STATE PARENT …`, and the name may hold anything (proc_pid_stat(5)).
      const [, name = '', parent] = /\((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return { name, parent: Number(parent) };
    }
    const shown = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, path = ''] = /^\s*(\d+)\s+(.*)$/m.exec(shown) ?? [];
    return { name: basename(path).replace(/^-/, ''), parent: Number(parent) };
  } catch {
    // Windows: the shell's end is told, and npm's is not.
    return { name: '', parent: 0 };
  }
}
