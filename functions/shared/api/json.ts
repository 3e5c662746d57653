import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Say } from '../../words/en.ts';
import { Failure } from '../failure.ts';
import { bodyText, malformed, quoted } from './bodyBytes.ts';

const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** Whether the body is JSON, by its media type. Browsers send JSON to another site only after a CORS preflight. */
export const isJson = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>) =>
  JSON_TYPE.test((headers['content-type'] ?? '').trim());

/** Deepest nesting of a body, far beyond what any of our schemas needs. */
const DEEPEST = 32;

/**
 * Matches strings and structural characters. An unterminated string matches up to the end of the text, which keeps the
 * scan linear.
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]/gs;

/**
 * Checks the nesting depth before parsing, because a parser may recurse.
 * @returns what is wrong, or undefined.
 */
export function depthFault(text: string): Say | undefined {
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) return ({ faults }) => faults.tooDeep(DEEPEST);
  }
  return undefined;
}

/**
 * Checks valid JSON for an object with a duplicate key, which parsers resolve differently (RFC 8259, section 4).
 * @returns what is wrong, or undefined.
 */
export function duplicateFault(text: string): Say | undefined {
  const open: (Set<string> | undefined)[] = [];
  let lastString: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':' && lastString !== undefined) {
      const key: string = JSON.parse(lastString);
      if (open.at(-1)?.has(key)) return ({ faults }) => faults.keyTwice(quoted(key));
      open.at(-1)?.add(key);
    }
    lastString = token.startsWith('"') ? token : undefined;
  }
  return undefined;
}

/**
 * Parses a JSON body into `event.body`: size, encoding, nesting, then Middy's parser (media type, grammar,
 * `__proto__`), then duplicate keys.
 * @param limit bytes.
 */
export function jsonBody(limit: number): MiddlewareObj<APIGatewayProxyEventV2> {
  const parser = httpJsonBodyParser();
  return {
    before: (request) => {
      const text = bodyText(request.event, limit);
      if (text.startsWith('\ufeff')) throw malformed(({ faults }) => faults.byteOrderMark);
      const tooDeep = depthFault(text);
      if (tooDeep) throw malformed(tooDeep);
      request.event = { ...request.event, body: text, isBase64Encoded: false };
      try {
        parser.before?.(request as never);
      } catch (error) {
        throw toFailure(error);
      }
      const twice = duplicateFault(text);
      if (twice) throw malformed(twice);
    },
  };
}

/** Middy's parser distinguishes its errors by status: 415 for the media type, 422 for the rest. */
function toFailure(error: unknown): unknown {
  const { statusCode, cause } = error as { statusCode?: number; cause?: { message?: string; data?: unknown } };
  if (statusCode === 415) {
    return new Failure('media-type-unsupported', ({ failures }) => failures.sendJson, {
      faults: [{ header: 'content-type', detail: ({ faults }) => faults.json }],
    });
  }
  if (statusCode !== 422) return error;
  return malformed(({ faults }) =>
    cause?.message ? faults.notJson(cause.message) : faults.forbiddenKey(JSON.stringify(cause?.data)),
  );
}
