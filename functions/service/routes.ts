import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';
import { Health, OpenApiDocument } from './schema.ts';

export const serviceRoutes = defineRoutes('service.read', {
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    audience: 'public',
    summary: 'Tell that the service answers, without a read of any table',
    response: Health,
    success: 200,
    cache: 'none',
    failures: [],
  },
  readOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    audience: 'public',
    summary: 'Read the OpenAPI description of the API',
    response: OpenApiDocument,
    success: 200,
    cache: 'public',
    failures: [],
  },
  refuse: {
    method: 'ANY',
    path: '$default',
    audience: 'public',
    summary: 'Refuse a request that no other route matches',
    response: z.never(),
    success: 200,
    cache: 'public',
    failures: ['address-not-found', 'address-moved', 'method-not-allowed'],
  },
});
