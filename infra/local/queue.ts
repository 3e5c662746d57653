import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { delivery } from '../outbox.ts';

export interface QueueOptions {
  /** The function that reads the queue. */
  readonly call: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly onFault: (error: unknown) => void;
  readonly retryMilliseconds?: number;
}

export interface Queue {
  /** Hands messages over; what fails is tried again by and by. */
  send(bodies: readonly string[]): Promise<void>;
}

/** A queue in memory with a function behind it, as SQS and Lambda would have them. */
export function createQueue({ call, onFault, retryMilliseconds = 60_000 }: QueueOptions): Queue {
  const deliver = async (records: readonly SQSRecord[], receives: number): Promise<void> => {
    const failed = await call({ Records: [...records] }).then(
      ({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      (error) => {
        onFault(error);
        return records.map(({ messageId }) => messageId);
      },
    );
    if (failed.length === 0) return;
    const again = receives < delivery.attempts;
    const next = again ? `it is tried again in ${retryMilliseconds / 1_000} s` : 'it is not tried again';
    onFault(new Error(`The queue's function failed on ${failed.length} of ${records.length} messages; ${next}.`));
    if (!again) return;
    const rest = records.filter(({ messageId }) => failed.includes(messageId));
    setTimeout(() => void deliver(rest, receives + 1), retryMilliseconds).unref();
  };
  return {
    async send(bodies) {
      for (let start = 0; start < bodies.length; start += delivery.batch) {
        await deliver(bodies.slice(start, start + delivery.batch).map(toRecord), 1);
      }
    },
  };
}

const toRecord = (body: string): SQSRecord => ({
  messageId: randomUUID(),
  receiptHandle: 'local',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(Date.now()),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:local:000000000000:mail',
  awsRegion: 'local',
});
