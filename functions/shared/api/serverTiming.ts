import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { currentSource, currentUsage, currentWait } from '../data/usage.ts';
import type { Response } from './response.ts';

/** The environment variable that adds `Server-Timing` to responses with `on`. */
export const SERVER_TIMING = 'SERVER_TIMING';

/**
 * Tells in `Server-Timing` (W3C) where the answer came from, the time of DynamoDB in milliseconds, its requests and its
 * capacity units. Browsers show it beside the request.
 */
export function serverTiming(isOn: boolean): MiddlewareObj<APIGatewayProxyEventV2, Response>[] {
  const add = ({ response }: Request<APIGatewayProxyEventV2, Response>): void => {
    if (!response) return;
    const { requests, readUnits, writeUnits } = currentUsage();
    const source = currentSource();
    const spent = `${requests} requests, ${readUnits} read units, ${writeUnits} write units`;
    const timing = [...(source ? [`memory;desc=${source}`] : []), `db;dur=${currentWait().toFixed(1)};desc="${spent}"`];
    response.headers = { ...response.headers, 'server-timing': timing.join(', ') };
  };
  return isOn ? [{ after: add, onError: add }] : [];
}
