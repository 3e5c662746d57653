import { afterAll, inject } from 'vitest';
import { localCredentials } from '../../infra/local/dynamodb.ts';

const before = { ...process.env };

Object.assign(process.env, localCredentials, { AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodb') });

// The next file runs in the same process, and finds the environment as this one did.
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
