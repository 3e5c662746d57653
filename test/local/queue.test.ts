import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { delivery } from '../../infra/local/outbox.ts';
import { createQueue } from '../../infra/local/queue.ts';

/** A queue before a function that fails on the messages it is told to, and how it was called. */
function aQueue(fails: (body: string, call: number) => boolean) {
  const calls: string[][] = [];
  const faults: string[] = [];
  const queue = createQueue({
    call: async ({ Records }: SQSEvent) => {
      calls.push(Records.map(({ body }) => body));
      const failed = Records.filter(({ body }) => fails(body, calls.length));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
    onFault: (error) => faults.push(String(error)),
    retryMilliseconds: 1,
  });
  return { queue, calls, faults };
}

describe('the local queue', () => {
  it('hands over as many messages at a time as the stack’s', async () => {
    const { queue, calls } = aQueue(() => false);

    await queue.send(['one', 'two', 'three']);

    expect(calls.flat()).toEqual(['one', 'two', 'three']);
    expect(calls.map(({ length }) => length)).toEqual(calls.map(() => delivery.batch));
  });

  it('tries again what failed and nothing else, and says so', async () => {
    const { queue, calls, faults } = aQueue((body, call) => body === 'bad' && call === 2);

    const { arrived } = await queue.send(['good', 'bad']);
    const allArrived = await arrived;

    expect(allArrived).toBe(true);
    expect(calls).toEqual([['good'], ['bad'], ['bad']]);
    expect(faults).toEqual([expect.stringContaining('1 of 1 messages could not be delivered; tried again in')]);
  });

  it('gives up after five attempts', async () => {
    const { queue, calls, faults } = aQueue(() => true);

    const { arrived } = await queue.send(['bad']);
    const allArrived = await arrived;

    expect(allArrived).toBe(false);
    expect(calls).toHaveLength(5);
    expect(faults).toHaveLength(5);
    expect(faults.at(-1)).toContain('tried again at the next start');
  });

  it('tries all again when the function throws', async () => {
    let calls = 0;
    const queue = createQueue({
      call: async () => {
        calls += 1;
        if (calls === 1) throw new Error('out of memory');
        return { batchItemFailures: [] };
      },
      onFault: () => {},
      retryMilliseconds: 1,
    });

    await queue.send(['one']);
    await vi.waitFor(() => expect(calls).toBe(2), { timeout: 20_000 });

    expect(calls).toBe(2);
  });
});
