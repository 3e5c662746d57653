import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where DynamoDB is; each test file makes tables of its own there. */
    dynamodb: string;
  }
}

/** One DynamoDB in memory for the whole run, or the one that DYNAMODB_ENDPOINT names. */
export default async function setup(project: TestProject) {
  const given = process.env.DYNAMODB_ENDPOINT;
  const database = given ? undefined : await startDynamoDb();
  project.provide('dynamodb', given ?? database?.endpoint ?? '');
  return () => database?.stop();
}
