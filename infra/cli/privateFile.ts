import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The directory of the session: `~/.config/broadsheet` (XDG Base Directory Specification). */
export const configDirectory = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'broadsheet');

/** The directory of texts that are being edited. Unlike /tmp it survives a restart. */
export const textDirectory = () => join(process.env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'broadsheet');

/** Writes a file that only its owner may read, atomically. */
export function writePrivately(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}
