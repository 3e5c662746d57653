import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The resources of a run: a temporary directory, and child processes. */
export interface Workshop {
  readonly directory: string;
  /** Starts something that {@link close} ends, even when it is still starting then. */
  keep<Thing>(start: () => Promise<Thing>, end: (thing: Thing) => Promise<void>): Promise<Thing>;
  /** Ends everything in reverse order, and removes the directory. */
  close(): Promise<void>;
  isClosing(): boolean;
}

export function openWorkshop(): Workshop {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const endings: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;

  const closeAll = async () => {
    for (const end of endings.reverse()) await end();
    rmSync(directory, { recursive: true, force: true });
  };

  return {
    directory,
    async keep(start, end) {
      if (closing) throw new Error('The benchmark is ending');
      const starting = start();
      endings.push(() => starting.then(end, () => {}));
      return starting;
    },
    close: () => {
      closing ??= closeAll();
      return closing;
    },
    isClosing: () => closing !== undefined,
  };
}

/** The environment of child processes: ours, without variables that select other services or change performance. */
export const plainEnvironment: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|DYNAMODB_|NODE_OPTIONS$|NODE_COMPILE_CACHE$)/.test(name)),
);
