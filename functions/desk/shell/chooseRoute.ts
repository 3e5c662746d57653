import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createMatcher } from '../../shared/api/matcher.ts';
import type { Response } from '../../shared/api/response.ts';
import type { Route } from '../../shared/api/route.ts';
import { Failure } from '../../shared/failure.ts';

const METHODS = ['GET', 'POST'] as const;

/**
 * Chooses a page among those that share a route of the gateway (docs/decisions/0044).
 * @throws Failure `address-not-found` or `method-not-allowed`.
 */
export function chooseRoute(routes: readonly Route[]): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  const match = createMatcher(routes);
  return {
    before: ({ event }) => {
      const { method } = event.requestContext.http;
      const found = match(method, event.rawPath);
      if (found) {
        Object.assign(event, { routeKey: found.routeKey, pathParameters: found.pathParameters });
        return;
      }
      const allowed = METHODS.filter((other) => match(other, event.rawPath));
      if (allowed.length === 0) throw new Failure('address-not-found', ({ failures }) => failures.nothingHere);
      throw new Failure('method-not-allowed', ({ failures }) => failures.methods(allowed, method), { allowed });
    },
  };
}
