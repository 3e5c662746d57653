import { failurePages } from '../pages/failure.ts';
import { createHandler } from '../shared/api/stack.ts';
import openApi from './openapi.json' with { type: 'json' };
import { readService } from './read.ts';
import { serviceRoutes } from './routes.ts';

export const handler = createHandler(serviceRoutes, readService({ openApi, clock: () => new Date() }), {
  // It reads no table, and so its pages have no navigation.
  failurePage: failurePages(async () => []),
});
