import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFailure } from './startFailure.ts';

const LOCK_FILE = 'lock';

/** SQLite's result code of what is locked, https://sqlite.org/rescode.html#busy. */
export const SQLITE_BUSY = 5;

/** An error of node:sqlite. */
export interface SqliteError extends Error {
  readonly errcode: number;
}

/**
 * Makes a directory this process's own, until it ends or gives the lock back: the system forgets the lock of a process
 * that was killed. It is SQLite's lock on a file that holds nothing, the one lock that Node has on every system.
 * @returns what gives it back, or nothing where another process has the directory.
 */
export function lockFolder(directory: string): (() => void) | undefined {
  // What commenters wrote is for no other user of the machine.
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
  const { close } = database;
  return close.bind(database);
}

/** What is said of a directory where no server is ready, and that another process has all the same. */
export const isTaken = (directory: string): string =>
  `Another process works on ${directory}: a server that starts or stops, or a command. Wait until it is done.`;
