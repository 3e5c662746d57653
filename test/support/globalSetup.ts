import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** DynamoDB's endpoint; each test file makes its own tables there. */
    dynamodb: string;
  }
}

/** Starts one in-memory DynamoDB for the whole run, or uses DYNAMODB_ENDPOINT. */
export default async function setup(project: TestProject) {
  const given = process.env.DYNAMODB_ENDPOINT;
  const database = given ? undefined : await startDynamoDb();
  project.provide('dynamodb', given ?? database?.endpoint ?? '');
  return () => database?.stop();
}
