import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { Routes } from '../../functions/routes.ts';
import type { Problem } from '../../functions/shared/api/problem.ts';
import type { Route } from '../../functions/shared/api/route.ts';
import { CommandFault } from './command.ts';

/** The routes of the API, by method and path. */
type Endpoints = {
  [Id in keyof Routes as Routes[Id] extends JsonRoute
    ? `${Routes[Id]['method']} ${Routes[Id]['path']}`
    : never]: Routes[Id];
};
type JsonRoute = Pick<Route, 'method'> & { readonly path: `/v1/${string}` };

/** What is called, as the documentation names it: `GET /v1/newsroom/articles/{id}`. */
export type Endpoint = keyof Endpoints;

/** The input of a request. `version` is If-Match, the version that a change is based on. */
export type Request<Name extends Endpoint> = Sent<Endpoints[Name]>;
/** The answer to a request that is not refused. */
export type Answer<Name extends Endpoint> = z.output<Endpoints[Name]['response']>;

type Sent<R> = { readonly [Part in keyof R & ('params' | 'query' | 'body')]: z.input<R[Part]> } & Headers<R>;
type Headers<R> = R extends { readonly headers: infer Schema }
  ? ('if-match' extends keyof z.input<Schema> ? { readonly version: number } : unknown) &
      ('idempotency-key' extends keyof z.input<Schema> ? { readonly idempotencyKey: string } : unknown)
  : unknown;

/** A client of the editors' and moderators' API. */
export interface Api {
  readonly url: string;
  /** @throws Refused when the API answers with a problem; CommandFault when it cannot be reached. */
  call<Name extends Endpoint>(endpoint: Name, request: Request<Name>): Promise<Answer<Name>>;
}

/** A problem document of the API. The message is its sentence, with the faults of each part of the request. */
export class Refused extends CommandFault {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(sentence(problem));
    this.problem = problem;
  }
}

/** Longer than the gateway waits for a function: 30 seconds. */
const TIMEOUT_MILLISECONDS = 35_000;
const MOST_ATTEMPTS = 4;

/** @param token called for each request, because a person may edit for longer than a token is valid. */
export function createApi(url: string, token: () => Promise<string>): Api {
  const send = async (
    endpoint: Endpoint,
    { params, query, version, idempotencyKey, body }: LooseRequest,
  ): Promise<Response> => {
    const [method = '', path = ''] = endpoint.split(' ');
    const address = new URL(
      `${url}${path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? ''))}`,
    );
    for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
    const headers = {
      authorization: `Bearer ${await token()}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    try {
      return await fetch(address, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CommandFault(`${url} does not answer (${reasonOf(error)}). Is it running?`, 1, { cause: error });
    }
  };

  return {
    url,
    async call(endpoint, request: LooseRequest) {
      for (let attempt = 1; ; attempt += 1) {
        const response = await send(endpoint, request);
        if (RETRYABLE.has(response.status) && attempt < MOST_ATTEMPTS) {
          await pause(1_000 * Math.min(30, Number(response.headers.get('retry-after')) || attempt));
          continue;
        }
        const answer = await answerOf(response).catch(() => undefined);
        if (response.ok && answer !== undefined) return answer as Answer<typeof endpoint>;
        throw refusal(url, response, answer);
      }
    },
  };
}

/** The body: text for a page, otherwise parsed JSON. */
const answerOf = (response: Response): Promise<unknown> =>
  response.headers.get('content-type')?.startsWith('text/html') ? response.text() : response.json();

interface LooseRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly version?: number;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
}

/**
 * The statuses to retry. A request that got a 503 may have taken effect; a retry is safe all the same, because every
 * request names the version that it is based on, or has an idempotency key.
 */
const RETRYABLE = new Set([429, 503]);

function refusal(url: string, { status, statusText, headers }: Response, answer: unknown): CommandFault {
  if (status === 401) {
    // The gateway gives the reason in its challenge (RFC 6750, section 3).
    const [, why = 'it may have expired'] =
      /error_description="([^"]+)"/.exec(headers.get('www-authenticate') ?? '') ?? [];
    return new CommandFault(`${url} does not accept the session: ${why}. Log in again with: broadsheet login`);
  }
  const { code, message } = (answer ?? {}) as { code?: string; message?: string };
  if (code !== undefined) return new Refused(answer as Problem);
  return new CommandFault(`${url} answered ${status} ${message ?? statusText}.`);
}

/** The problem's detail, followed by its list of errors. */
function sentence({ status, detail, instance, errors = [] }: Problem): string {
  const more = errors
    .filter((error) => !detail.includes(error.detail))
    .map((error) => `  ${(error.pointer?.slice(1) || error.parameter || error.header) ?? 'the body'} ${error.detail}`);
  return [status >= 500 ? `${detail} (${instance})` : detail, ...more].join('\n');
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  return name === 'TimeoutError' ? 'time is up' : ((cause as { code?: string })?.code ?? message);
}
