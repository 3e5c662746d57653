import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the session is: `~/.config/broadsheet` (XDG Base Directory Specification). */
export const configDirectory = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'broadsheet');

/** Where texts are while they are edited, and stay until they are saved: unlike /tmp it outlives a restart. */
export const textDirectory = () => join(process.env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'broadsheet');

/** Writes a file for its owner's eyes alone: wholly or not at all. */
export function writePrivately(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}
