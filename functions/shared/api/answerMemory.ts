import { type Reading, recorded } from '../data/reading.ts';
import { answeredFrom } from '../data/usage.ts';
import type { Failure } from '../failure.ts';
import type { Clock } from '../instant.ts';
import type { Log } from '../log.ts';
import { KEPT, KEPT_FAILURE, KEPT_FOR_FAULTS } from '../staleness.ts';
import { statusOf, toFailure } from './problem.ts';
import { heldBytes, RecentlyUsed } from './recentlyUsed.ts';
import type { RequestEvent } from './request.ts';
import { CACHEABLE_FAILURES, isShared, type Response } from './response.ts';
import { queryNames, type Route } from './route.ts';
import { originOf } from './siteOrigin.ts';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FAILURE_BYTES = 1024 * 1024;
/** What a failure holds beside its key: a slug and its sentence's parts. */
const FAILURE_BYTES = 500;
/** A longer answer is not remembered. */
const LONGEST_ANSWER = 1024 * 1024;
/** An address that nobody links to. */
const LONGEST_KEY = 1_024;
/** How long a new reading may take while there is an old answer, in milliseconds. */
const PATIENCE = 1_000;

interface Remembered<Value> {
  readonly value: Value;
  /** When its reading began, in milliseconds since 1970. */
  readonly at: number;
  readonly reading: Reading;
}

/** A function's memory of public answers. */
export interface AnswerMemory {
  /**
   * Answers a public route's requests from memory, from a reading in flight, or from a new reading.
   * @param read builds the answer, the same for everybody. It fails as before, unless there is an old answer and the service
   * cannot be reached.
   */
  around(route: Route, read: Read): Read;
}

type Read = (event: RequestEvent) => Promise<Response>;

/**
 * Remembers answers for a few seconds in a function's instance: bounded, least recently used out first, and only what
 * every reader gets. What is remembered ends with {@link KEPT}, at the next instant that changes it, and when this process
 * writes what it was read from. Equal requests at the same moment share one reading. While DynamoDB cannot be read, an
 * older answer is better than none.
 */
function createAnswerMemory(clock: Clock, log: Log): AnswerMemory {
  const answers = new RecentlyUsed<Remembered<Response>>(MOST_BYTES);
  const failures = new RecentlyUsed<Remembered<Failure>>(MOST_FAILURE_BYTES);
  const inFlight = new Map<string, Remembered<Promise<Response>>>();

  const begin = (key: string, at: number, read: () => Promise<Response>): Remembered<Promise<Response>> => {
    const begun: Remembered<Promise<Response>> = { ...recorded(read), at };
    const { value, reading } = begun;
    inFlight.set(key, begun);
    const done = value.then(
      (answer) => {
        if (isShared(answer) && reading.holds(at)) remember(key, { value: answer, reading, at });
      },
      (error) => {
        const failure = toFailure(error);
        const isLasting = CACHEABLE_FAILURES.has(statusOf[failure.code]);
        if (!isLasting) return;
        answers.delete(key);
        if (reading.holds(at)) failures.set(key, { value: failure, reading, at }, FAILURE_BYTES);
      },
    );
    void done.finally(() => {
      if (inFlight.get(key) === begun) inFlight.delete(key);
    });
    return begun;
  };
  const remember = (key: string, answer: Remembered<Response>): void => {
    const { body = '' } = answer.value;
    if (Buffer.byteLength(body) <= LONGEST_ANSWER) answers.set(key, answer, heldBytes(body));
  };

  const answer = async (key: string, event: RequestEvent, build: Read): Promise<Response> => {
    if (key.length > LONGEST_KEY || asksForNew(event)) return build(event);
    const read = () => build(event);
    const now = clock().getTime();
    const known = answers.get(key);
    if (known && isWithin(known, now, KEPT.answer)) {
      answeredFrom('hit');
      return known.value;
    }
    const failed = failures.get(key);
    if (failed && isWithin(failed, now, KEPT_FAILURE)) {
      answeredFrom('hit');
      throw failed.value;
    }
    const running = inFlight.get(key);
    // One that began long ago may have been frozen with the instance.
    const joined = running && isWithin(running, now, KEPT.answer) ? running : begin(key, now, read);
    answeredFrom(joined === running ? 'hit' : 'miss');
    const old = known && isWithin(known, now, KEPT_FOR_FAULTS) ? known : undefined;
    try {
      const answer = await (old ? withinPatience(joined.value) : joined.value);
      // A reading that began earlier may end at an instant that has come since.
      return joined.at < now && !joined.reading.holds(now) ? await begin(key, now, read).value : answer;
    } catch (error) {
      if (!old || toFailure(error).code !== 'service-unavailable' || !old.reading.holds(clock().getTime())) throw error;
      log.warn('answered from memory', { route: event.routeKey, error });
      answeredFrom('stale');
      return { ...old.value, headers: { ...old.value.headers, 'cache-control': 'no-store' } };
    }
  };

  return {
    around: (route, read) => {
      const names = queryNames(route);
      // A copy, because middleware adds headers to it.
      return async (event) => ({ ...(await answer(keyOf(route, names, event), event, read)) });
    },
  };
}

/** Makes the memory of a function, unless it is turned off. */
export const answerMemory =
  ({ clock, remembersAnswers = true }: { readonly clock: Clock; readonly remembersAnswers?: boolean | undefined }) =>
  (log: Log): AnswerMemory | undefined =>
    remembersAnswers ? createAnswerMemory(clock, log) : undefined;

/** A clock that was set back makes what was read later unusable. */
const isWithin = ({ at, reading }: Remembered<unknown>, now: number, seconds: number): boolean =>
  now >= at && now < at + seconds * 1_000 && reading.holds(now);

/** RFC 9111, section 5.2.1.4: what browsers send on a forced reload. */
const asksForNew = ({ headers }: RequestEvent): boolean => headers['cache-control']?.includes('no-cache') === true;

/** All that an answer to a public route depends on. HEAD and conditional requests share their GET's. */
const keyOf = ({ path }: Route, names: readonly string[], event: RequestEvent): string =>
  JSON.stringify([
    path,
    originOf(event),
    event.pathParameters,
    names.map((name) => event.queryStringParameters?.[name]),
  ]);

async function withinPatience<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('The reading takes too long', 'TimeoutError')), PATIENCE);
  });
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}
