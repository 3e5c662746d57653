import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Answer } from './app.ts';
import type { Intercept, intercepting } from './newsroom.ts';

const named = (name: string) => Object.assign(new Error(name), { name });

/** Faults of DynamoDB and of the connection to it; `undefined` where one does not apply to a request. */
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
      ? // Requests that are sent side by side come in any order.
        async (met, send) => {
          if (met !== name) return send();
          throw new TransactionCanceledException({
            $metadata: {},
            message: 'Transaction cancelled',
            CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
          });
        }
      : undefined,
};

type Seat = ReturnType<typeof intercepting>['seat'];

/** Runs work and returns the names of its DynamoDB requests. */
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

/** Runs work with a fault in its nth request only. */
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

/** Contention is retried silently; other faults give a failure with Retry-After. */
export const isAsItShould = (fault: string, { statusCode, headers }: Answer, success: number) =>
  fault.includes('contention') ? statusCode === success : statusCode === 503 && Number(headers['retry-after']) >= 1;
