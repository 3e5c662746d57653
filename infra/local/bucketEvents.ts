import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { S3ObjectCreatedNotificationEvent } from 'aws-lambda';
import type { CreatedObject } from './objectStore.ts';
import { DeliveryFault } from './queue.ts';

/** The folder whose objects the bucket's events are about. */
export const EVENT_FOLDER = 'incoming';

/** Whether an object's creation is an event. */
export const isAnnounced = ({ key }: CreatedObject): boolean => key.startsWith(`${EVENT_FOLDER}/`);

/**
 * The event of an object's creation, as EventBridge tells it.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const toEvent = (
  bucket: string,
  { key, bytes, etag, by }: CreatedObject,
  now = new Date(),
): S3ObjectCreatedNotificationEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '000000000000',
  time: now.toISOString(),
  region: 'local',
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: {
      key,
      size: bytes,
      etag: etag.replaceAll('"', ''),
      'version-id': '',
      sequencer: now.getTime().toString(16).toUpperCase().padStart(18, '0'),
    },
    'request-id': 'local',
    requester: '000000000000',
    'source-ip-address': '127.0.0.1',
    reason: by,
  },
});

export interface BucketEventsOptions {
  readonly bucket: string;
  /** The function that the bucket calls. */
  readonly call: (event: S3ObjectCreatedNotificationEvent) => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
  /** Pauses before the attempts that follow the first. Default: those of Lambda's asynchronous invocations. */
  readonly retryMilliseconds?: readonly number[];
}

export interface BucketEvents {
  /** Announces an object to the function; returns at once. */
  announce(created: CreatedObject): void;
  /** Waits, but not long, for the invocation in progress. What is not delivered by then is at the next start. */
  stop(): Promise<void>;
}

/** How long a stop waits for an invocation, in milliseconds. */
const TIMEOUT = 8_000;

/** Invokes a function with the events of a bucket, one after another, and again after a failure, as S3 and Lambda do. */
export function createBucketEvents({
  bucket,
  call,
  onFault,
  retryMilliseconds = [60_000, 120_000],
}: BucketEventsOptions): BucketEvents {
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  const deliver = (event: S3ObjectCreatedNotificationEvent, pauses: readonly number[]): void => {
    running = running.then(async () => {
      if (isStopped) return;
      try {
        await call(event);
      } catch (error) {
        onFault(error);
        const [next, ...rest] = pauses;
        const when = next === undefined ? 'at the next start' : `in ${next / 1_000} s`;
        onFault(new DeliveryFault(`A file could not be developed; tried again ${when}.`));
        if (next !== undefined) void pause(next, undefined, { ref: false }).then(() => deliver(event, rest));
      }
    });
  };

  return {
    announce: (created) => deliver(toEvent(bucket, created), retryMilliseconds),
    stop: async () => {
      isStopped = true;
      await Promise.race([running, pause(TIMEOUT, undefined, { ref: false })]);
    },
  };
}
