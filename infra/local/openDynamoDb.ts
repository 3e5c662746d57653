import { prepareDatabaseFile } from './databaseFile.ts';
import { createLocalTables, type EmbeddedDynamoDb, startDynamoDb } from './dynamodb.ts';
import { localClient } from './localClient.ts';
import { lockFolder } from './lockFolder.ts';

/** Opens the embedded DynamoDB on a directory's data, with its tables. @returns undefined when the directory is locked. */
export async function openDynamoDb(directory: string): Promise<EmbeddedDynamoDb | undefined> {
  const unlock = lockFolder(directory);
  if (!unlock) return undefined;
  try {
    const database = await startDynamoDb(await prepareDatabaseFile(directory));
    await createLocalTables(localClient(database.endpoint));
    const stop = () => database.stop().finally(unlock);
    return { ...database, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}
