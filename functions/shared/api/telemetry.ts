import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { currentUsage } from '../data/usage.ts';
import { problems, toFailure } from './problem.ts';
import type { Response } from './response.ts';
import type { FunctionName } from './route.ts';

/** Where a function's log lines and metrics go. */
export interface Telemetry {
  readonly logger: Pick<Logger, 'info' | 'debug' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;
}

/**
 * Powertools: JSON lines, and metrics as log lines in the embedded metric format, so that neither costs a call. The
 * only dimension is the function: CloudWatch bills every combination, and the log line has the route.
 */
export const powertools = (name: FunctionName): Telemetry => ({
  logger: new Logger({ serviceName: name }),
  metrics: new Metrics({ namespace: 'Broadsheet', serviceName: name }),
});

/**
 * One line when a request is answered: route, status, duration and what DynamoDB charged for it (and one when it comes
 * in, at debug level). A refused request is ordinary; only a fault of ours is logged as an error, with its cause.
 */
export function requestLog({ logger, metrics }: Telemetry): MiddlewareObj<APIGatewayProxyEventV2, Response> {
  const record = ({ event, context, response, internal }: Request<APIGatewayProxyEventV2, Response>) => {
    const usage = currentUsage();
    const { started } = internal as { started: number };
    logger.info('request', {
      route: event.routeKey,
      status: response?.statusCode,
      requestId: context.awsRequestId,
      milliseconds: Math.round((performance.now() - started) * 10) / 10,
      dynamodb: usage,
    });
    if (usage.readUnits > 0) metrics.addMetric('ReadUnits', MetricUnit.Count, usage.readUnits);
    if (usage.writeUnits > 0) metrics.addMetric('WriteUnits', MetricUnit.Count, usage.writeUnits);
    if (usage.requests > 0) metrics.publishStoredMetrics();
  };

  return {
    before: ({ event, context, internal }) => {
      Object.assign(internal, { started: performance.now() });
      logger.debug('request received', { route: event.routeKey, requestId: context.awsRequestId });
    },
    after: record,
    onError: (request) => {
      const failure = toFailure(request.error);
      if (problems[failure.code].status >= 500) {
        logger.error(failure.code, { requestId: request.context.awsRequestId, error: failure.cause as Error });
      }
      record(request);
    },
  };
}
