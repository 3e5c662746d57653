import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';
import { Health, OpenApiDocument } from './schema.ts';

export const serviceRoutes = defineRoutes('service.read', {
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    audience: 'public',
    summary: 'Tell that the service answers; it touches no table',
    response: Health,
    success: 200,
    cache: 'none',
    failures: [],
  },
  readOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    audience: 'public',
    summary: 'Read this description',
    response: OpenApiDocument,
    success: 200,
    cache: 'public',
    failures: [],
  },
  refuse: {
    method: 'ANY',
    path: '$default',
    audience: 'public',
    summary: 'Answer whatever no other route does',
    response: z.never(),
    success: 200,
    cache: 'public',
    failures: ['address-not-found', 'address-moved', 'method-not-allowed'],
  },
});
