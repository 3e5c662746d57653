import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The polling interval in milliseconds. A poll is two system calls on Linux; elsewhere it starts a `ps` process. */
const INTERVAL = process.platform === 'linux' ? 500 : 2_000;

/**
 * Calls back when npm, or the shell between npm and this process, has ended. A signal that systemd, CI or `timeout` sends to
 * npm alone ends npm and its shell, but does not reach this process. One case stays: when only npm gets a SIGINT, the shell
 * waits for its program to end, as POSIX requires. Does nothing for a process that npm did not start, so `nohup` works.
 */
export function watchParents(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const { name, parent: grandparent } = describeProcess(parent);
  // Some shells replace themselves with the last command (exec); then npm itself is the parent.
  const hasShell = /^[a-z]*sh$/.test(name) && grandparent > 1;
  const areThere = () => process.ppid === parent && (!hasShell || describeProcess(parent).parent === grandparent);
  const timer = setInterval(() => {
    if (areThere()) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL);
  timer.unref();
}

/** A process's name and parent. The parent changes when the original one ends. */
function describeProcess(pid: number): { readonly name: string; readonly parent: number } {
  try {
    if (process.platform === 'linux') {
      // `PID (NAME) STATE PARENT …`; the name may contain any character (proc_pid_stat(5)).
      const [, name = '', parent] = /\((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return { name, parent: Number(parent) };
    }
    const shown = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, path = ''] = /^\s*(\d+)\s+(.*)$/m.exec(shown) ?? [];
    return { name: basename(path).replace(/^-/, ''), parent: Number(parent) };
  } catch {
    // On Windows the end of the shell is noticed, but not that of npm.
    return { name: '', parent: 0 };
  }
}
