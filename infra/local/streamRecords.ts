import { DatabaseSync } from 'node:sqlite';

/** The stream records that dynoxide stores. */
export interface StreamRecords {
  /** Deletes a table's records before a sequence number, and those of other tables. Numbering continues from the kept ones. */
  forgetBefore(table: string, sequenceNumber: string): void;
  close(): void;
}

/**
 * Opens the file of a running dynoxide to trim stream records, which its API cannot do. DynamoDB expires them after a day;
 * dynoxide 1.2.1 keeps them and scans all of them at every write: after 10,000, a write takes ten times as long.
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
