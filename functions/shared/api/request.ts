import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { Failure, type FailureCode, type Fault } from '../failure.ts';
import { isForm } from './form.ts';
import type { Caller, Input, Route } from './route.ts';
import { originOf } from './siteOrigin.ts';

/** An event after the outer middleware: the body is what the body parser made of it. */
export type RequestEvent = Omit<APIGatewayProxyEventV2, 'body'> & { readonly body?: unknown; readonly caller?: Caller };

/**
 * A request's parts as its route's schemas parse them.
 * @throws Failure naming every fault of the first part that has any: path, query, headers, then body.
 */
export function parseRequest<R extends Route>(route: R, event: RequestEvent): Input<R> {
  const { method, path, sourceIp, userAgent } = event.requestContext.http;
  return {
    params: parsePart('params', route.params, event.pathParameters ?? {}),
    query: parsePart('query', route.query, event.queryStringParameters ?? {}),
    headers: parsePart('headers', route.headers, event.headers),
    body: parsePart('body', route.body, event.body),
    request: {
      method,
      path,
      sourceIp,
      userAgent,
      cookies: cookiesOf(event),
      isForm: isForm(event),
      origin: originOf(event),
      caller: event.caller,
    },
  } as Input<R>;
}

/** The cookies a browser sent, by name; of two with one name the first counts, which is that of the longer path. */
export function cookiesOf({ cookies = [] }: Pick<RequestEvent, 'cookies'>): Readonly<Record<string, string>> {
  const pairs = cookies.map((cookie): [string, string] => {
    const cut = cookie.indexOf('=');
    return [cookie.slice(0, cut).trim(), decoded(cookie.slice(cut + 1).trim())];
  });
  return Object.fromEntries(pairs.reverse());
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

type Part = 'params' | 'query' | 'headers' | 'body';

const failureOf: Readonly<Record<Part, FailureCode>> = {
  params: 'parameter-invalid',
  query: 'query-invalid',
  headers: 'header-invalid',
  body: 'field-invalid',
};

function parsePart(part: Part, schema: z.ZodMiniType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => toFault(part, issue, value));
  const sentence = faults.map((fault) => `${nameOf(fault)} ${fault.detail}`).join('; ');
  throw new Failure(failureOf[part], `${sentence}.`, { faults });
}

const nameOf = (fault: Fault) => (fault.parameter ?? fault.header ?? fault.pointer?.slice(1)) || 'The body';

function toFault(part: Part, issue: z.core.$ZodIssue, value: unknown): Fault {
  const detail = describe(issue, value);
  if (part === 'body') {
    const pointer = issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return { pointer, detail };
  }
  const name = issue.path.map(String).join('.');
  return part === 'headers' ? { header: name, detail } : { parameter: name, detail };
}

/** A sentence without its subject ("is required"): Zod's own messages are left out of the bundle, and read worse. */
function describe(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.path.reduce<unknown>((inner, key) => Object(inner)[key], value) === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' ? 'must be a JSON object' : `must be a ${issue.expected}`;
    case 'too_small':
      if (issue.origin === 'array') return `must hold at least ${issue.minimum}`;
      if (issue.origin !== 'string') return `must be ${issue.minimum} or more`;
      return issue.minimum === 1 ? 'must not be empty' : `must be at least ${issue.minimum} characters long`;
    case 'too_big':
      if (issue.origin === 'array') return `must hold at most ${issue.maximum}`;
      return issue.origin === 'string'
        ? `must be at most ${issue.maximum} characters long`
        : `must be ${issue.maximum} or less`;
    case 'invalid_value':
      return `must be ${issue.values.map((each) => JSON.stringify(each)).join(' or ')}`;
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    default:
      return issue.message;
  }
}
