import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { currentSource, currentUsage } from '../data/usage.ts';
import type { Log } from '../log.ts';
import { statusOf, toFailure } from './problem.ts';
import type { Response } from './response.ts';

/**
 * Logs one line for each response, with route, status, duration, consumed DynamoDB capacity and whether the answer came
 * from memory, and one at debug level
 * for each request. Only our own faults are logged as errors, with their cause; refusals and contention are not.
 */
export function requestLog(log: Log): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  const record = ({ event, context, response, internal }: Request<APIGatewayProxyEventV2, Response>) => {
    const usage = currentUsage();
    const { started } = internal as { started: number };
    log.info('request', {
      route: event.routeKey,
      status: response?.statusCode,
      requestId: context.awsRequestId,
      milliseconds: Math.round((performance.now() - started) * 10) / 10,
      dynamodb: usage,
      memory: currentSource(),
    });
  };

  return {
    before: ({ event, context, internal }) => {
      Object.assign(internal, { started: performance.now() });
      log.debug('request received', { route: event.routeKey, requestId: context.awsRequestId });
    },
    after: record,
    onError: (request) => {
      const failure = toFailure(request.error);
      if (statusOf[failure.code] >= 500 && (failure.code !== 'service-unavailable' || failure.cause !== undefined)) {
        log.error(failure.code, { requestId: request.context.awsRequestId, error: failure.cause as Error });
      }
      record(request);
    },
  };
}
