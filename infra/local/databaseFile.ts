import { renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { SQLITE_BUSY, type SqliteError } from './lockFolder.ts';
import { StartFailure } from './startFailure.ts';

/** The embedded DynamoDB's data, below the data directory. */
export const databaseFile = (directory: string) => join(directory, 'dynamodb.sqlite');

/** SQLite's own files beside a database. */
export const companionsOf = (file: string) => [`${file}-wal`, `${file}-shm`];

/** How long to wait for another process to close the file, in milliseconds. A killed server's database ends at once. */
const TIMEOUT = 10_000;
const INTERVAL = 50;

/**
 * Makes sure that a directory's database file exists, is intact, and is not open elsewhere. A new file is created
 * atomically, so that a killed start never leaves an empty one.
 * @throws StartFailure that names the file and how to recover.
 */
export async function prepareDatabaseFile(directory: string): Promise<string> {
  const file = databaseFile(directory);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) makeDatabase(file);
  else if (size === 0) throw damaged(file, 'it is empty');
  for (let waited = 0; !isFree(file); waited += INTERVAL) {
    if (waited >= TIMEOUT) throw new StartFailure(`Another program has ${file} open. End it, and start again.`);
    await pause(INTERVAL);
  }
  return file;
}

function makeDatabase(file: string): void {
  // SQLite would replay a leftover write-ahead log into the new database.
  for (const companion of companionsOf(file)) rmSync(companion, { force: true, recursive: true });
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true, recursive: true });
  const database = new DatabaseSync(unfinished);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
  renameSync(unfinished, file);
}

/** Whether no other process has the file open. Also replays the write-ahead log of a crash. */
function isFree(file: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (found !== 'ok') throw damaged(file, String(found));
    database.exec('COMMIT');
    return true;
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    if ((error as SqliteError).errcode !== SQLITE_BUSY) throw damaged(file, (error as Error).message);
    return false;
  } finally {
    database?.close();
  }
}

const damaged = (file: string, reason: string) =>
  new StartFailure(
    `${file} cannot be used: ${reason}. Put a copy of it in its place, or begin anew: npm start -- --fresh`,
  );
