import { inject } from 'vitest';
import { localCredentials } from '../../infra/local/dynamodb.ts';

Object.assign(process.env, localCredentials, { AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodb') });
