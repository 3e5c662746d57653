import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { delivery } from './outbox.ts';

export interface QueueOptions {
  /** The function that reads the queue. */
  readonly call: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly onFault: (error: unknown) => void;
  readonly retryMilliseconds?: number;
}

export interface Queue {
  /** Resolves once each message was attempted once. Failed messages are retried in the background. */
  send(bodies: readonly string[]): Promise<Sent>;
}

export interface Sent {
  /** Resolves to whether all messages were delivered, after the last retry. */
  readonly arrived: Promise<boolean>;
}

/** Messages failed; the sentence says when they are retried. */
export class DeliveryFault extends Error {}

/** An in-memory queue that invokes a function with batches, as SQS and Lambda do. */
export function createQueue({ call, onFault, retryMilliseconds = 60_000 }: QueueOptions): Queue {
  const deliver = async (records: readonly SQSRecord[], receives: number): Promise<Sent> => {
    const failed = await call({ Records: [...records] }).then(
      ({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      (error) => {
        onFault(error);
        return records.map(({ messageId }) => messageId);
      },
    );
    if (failed.length === 0) return { arrived: Promise.resolve(true) };
    const again = receives < delivery.attempts;
    const next = again ? `in ${retryMilliseconds / 1_000} s` : 'at the next start';
    onFault(
      new DeliveryFault(`${failed.length} of ${records.length} messages could not be delivered; tried again ${next}.`),
    );
    if (!again) return { arrived: Promise.resolve(false) };
    const rest = records.filter(({ messageId }) => failed.includes(messageId));
    const arrived = pause(retryMilliseconds, undefined, { ref: false }).then(
      async () => (await deliver(rest, receives + 1)).arrived,
    );
    return { arrived };
  };
  return {
    async send(bodies) {
      const sent: Sent[] = [];
      for (let start = 0; start < bodies.length; start += delivery.batch) {
        sent.push(await deliver(bodies.slice(start, start + delivery.batch).map(toRecord), 1));
      }
      return { arrived: Promise.all(sent.map(({ arrived }) => arrived)).then((each) => each.every(Boolean)) };
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
