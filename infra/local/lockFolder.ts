import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFailure } from './startFailure.ts';

const LOCK_FILE = 'lock';

/** SQLite's result code for a locked database (https://sqlite.org/rescode.html#busy). */
export const SQLITE_BUSY = 5;

/** An error of node:sqlite. */
export interface SqliteError extends Error {
  readonly errcode: number;
}

/**
 * Locks a directory for this process. The operating system releases the lock when the process ends, even if killed. It is
 * SQLite's lock on an empty file, because Node has no other file lock that works on every system.
 * @returns a function that releases the lock, and does nothing when called again; undefined when another process holds it.
 */
export function lockFolder(directory: string): (() => void) | undefined {
  // The directory holds commenters' data, which no other user of the machine may read.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, LOCK_FILE);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if ((error as SqliteError).errcode === SQLITE_BUSY) return undefined;
    const { message } = error as Error;
    throw new StartFailure(`${file} cannot be used (${message}). It holds nothing: remove it.`, { cause: error });
  }
  const open = database;
  return () => {
    if (open.isOpen) open.close();
  };
}

/** The message when a directory is locked although no server is ready on it. */
export const isTaken = (directory: string): string =>
  `Another process works on ${directory}: a server that starts or stops, or a command. Wait until it is done.`;
