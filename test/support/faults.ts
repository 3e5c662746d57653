import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Answer } from './app.ts';
import type { Intercept, intercepting } from './newsroom.ts';

const named = (name: string) => Object.assign(new Error(name), { name });

/** What DynamoDB, or the way to it, can do to a request; `undefined` where it does nothing of the kind to such a one. */
export const faults: Readonly<Record<string, (name: string) => Intercept | undefined>> = {
  throttled: () => async () => {
    throw named('ThrottlingException');
  },
  'without an answer in time': () => async () => {
    throw named('TimeoutError');
  },
  'carried out, its answer lost': () => async (_name, send) => {
    await send();
    throw named('TimeoutError');
  },
  'cancelled for contention': (name) =>
    name === 'TransactWriteCommand'
      ? async () => {
          throw new TransactionCanceledException({
            $metadata: {},
            message: 'Transaction cancelled',
            CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
          });
        }
      : undefined,
};

type Seat = ReturnType<typeof intercepting>['seat'];

/** Runs a piece of work and tells the names of the requests it made. */
export async function requestsOf(seat: Seat, work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  seat.current = (name, send) => {
    names.push(name);
    return send();
  };
  await work();
  seat.current = undefined;
  return names;
}

/** Runs a piece of work whose nth request meets a fault; those after it are fine. */
export async function withFault<T>(seat: Seat, nth: number, fault: Intercept, work: () => Promise<T>): Promise<T> {
  let count = 0;
  seat.current = (name, send, command) => {
    count += 1;
    return count === nth ? fault(name, send, command) : send();
  };
  const result = await work();
  seat.current = undefined;
  return result;
}

/** Contention passes unnoticed; of everything else the caller hears, and is told when to try again. */
export const isAsItShould = (fault: string, { statusCode, headers }: Answer, success: number) =>
  fault.includes('contention') ? statusCode === success : statusCode === 503 && Number(headers['retry-after']) >= 1;
