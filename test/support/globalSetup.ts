import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** DynamoDB's endpoint; each test file makes its own tables there. */
    dynamodb: string;
    /** A directory for what a process keeps for all its test files. */
    scratch: string;
  }
}

/** Starts one in-memory DynamoDB for the whole run, or uses DYNAMODB_ENDPOINT; and makes a directory, removed after it. */
export default async function setup(project: TestProject) {
  const given = process.env.DYNAMODB_ENDPOINT;
  const database = given ? undefined : await startDynamoDb();
  project.provide('dynamodb', given ?? database?.endpoint ?? '');
  const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-tests-'));
  project.provide('scratch', scratch);
  return async () => {
    await database?.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
}
