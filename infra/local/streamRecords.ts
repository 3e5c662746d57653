import { DatabaseSync } from 'node:sqlite';

/** The records of streams that dynoxide has kept. */
export interface StreamRecords {
  /** Forgets all but those of one table from a sequence number on; that one itself is kept, as numbers go on from it. */
  forgetBefore(table: string, sequenceNumber: string): void;
  close(): void;
}

/**
 * Opens the file of a running dynoxide for what its API cannot do. DynamoDB forgets a stream's records after a day;
 * dynoxide 1.2.1 keeps them for ever, and looks through all of them at every write: after 10,000 a write takes ten times as
 * long.
 */
export function openStreamRecords(file: string): StreamRecords {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const forget = database.prepare(
    'DELETE FROM _stream_records WHERE table_name <> ? OR CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)',
  );
  return {
    forgetBefore: (table, sequenceNumber) => void forget.run(table, sequenceNumber),
    close: () => database.close(),
  };
}
