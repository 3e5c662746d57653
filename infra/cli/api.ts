import { setTimeout as pause } from 'node:timers/promises';
import { addresses, type Operations, type Problem } from './api.generated.ts';
import { CommandFault } from './command.ts';

export type OperationId = keyof Operations;

/** What an operation takes. `version` is the one that a change was made from. */
export type Request<Id extends OperationId> = Omit<Operations[Id], 'response'>;

/** The API of editors and moderators at an address. */
export interface Api {
  readonly url: string;
  /** @throws Refused when the API refuses; CommandFault when it cannot be reached. */
  call<Id extends OperationId>(id: Id, request: Request<Id>): Promise<Operations[Id]['response']>;
}

/** The API's refusal, as a sentence, with what it says about each part of the request. */
export class Refused extends CommandFault {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(sentence(problem));
    this.problem = problem;
  }
}

/** Longer than the gateway waits for a function: 30 seconds. */
const PATIENCE_MILLISECONDS = 35_000;
const MOST_ATTEMPTS = 4;

/** @param token asked for at each request, since a person may edit for longer than a token lives. */
export function createApi(url: string, token: () => Promise<string>): Api {
  const send = async (
    id: OperationId,
    { params, query, version, idempotencyKey, body }: LooseRequest,
  ): Promise<Response> => {
    const { method, path } = addresses[id];
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
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CommandFault(`${url} does not answer (${reasonOf(error)}). Is it running?`, 1, { cause: error });
    }
  };

  return {
    url,
    async call(id, request) {
      for (let attempt = 1; ; attempt += 1) {
        const response = await send(id, request);
        if (PASSING.has(response.status) && attempt < MOST_ATTEMPTS) {
          await pause(1_000 * Math.min(30, Number(response.headers.get('retry-after')) || attempt));
          continue;
        }
        const answer = await answerOf(response).catch(() => undefined);
        if (response.ok && answer !== undefined) return answer as Operations[typeof id]['response'];
        throw refusal(url, response, answer);
      }
    },
  };
}

/** A page as it is; else JSON. */
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
 * Too many requests, a service that is busy. The latter may have done it all the same: every request of ours names the
 * version it was made from or is named by an idempotency key, so sending it again does nothing twice.
 */
const PASSING = new Set([429, 503]);

function refusal(url: string, { status, statusText, headers }: Response, answer: unknown): CommandFault {
  if (status === 401) {
    // The gateway says why in its challenge (RFC 6750, section 3).
    const [, why = 'it may have expired'] =
      /error_description="([^"]+)"/.exec(headers.get('www-authenticate') ?? '') ?? [];
    return new CommandFault(`${url} does not accept the session: ${why}. Log in again with: broadsheet login`);
  }
  const { code, message } = (answer ?? {}) as { code?: string; message?: string };
  if (code !== undefined) return new Refused(answer as Problem);
  return new CommandFault(`${url} answered ${status} ${message ?? statusText}.`);
}

/** The problem's own sentence, then whatever its list of errors adds to that. */
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
