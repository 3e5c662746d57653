import type { CloudFrontClient, CreateInvalidationCommandInput } from '@aws-sdk/client-cloudfront';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { invalidate } from '../../functions/cdn/invalidate.ts';

/** The function before a CloudFront that remembers what it was asked. */
function aFunction(answer: () => Promise<object> = async () => ({})) {
  const asked: CreateInvalidationCommandInput[] = [];
  const send = (command: { readonly input: CreateInvalidationCommandInput }) => {
    asked.push(command.input);
    return answer();
  };
  const cloudFront = { send } as unknown as Pick<CloudFrontClient, 'send'>;
  const clock = () => new Date('2026-11-23T12:00:00.000Z');
  return { asked, run: invalidate({ cloudFront, distribution: 'D1', clock, log: { info: () => {} } }) };
}

const aRecord = (eventID: string, type = 'article') => {
  const article = {
    pk: 'ARTICLE#ferry',
    type,
    slug: 'ferry',
    section: 'home',
    publishedAt: '2026-11-23T09:00:00.000Z',
  };
  return { eventID, dynamodb: { NewImage: marshall(article) } } as DynamoDBRecord;
};

describe('cdn.invalidate', () => {
  it('names the same records the same when it is called again, and others otherwise', async () => {
    const { asked, run } = aFunction();

    await run({ Records: [aRecord('one')] });
    await run({ Records: [aRecord('one')] });
    await run({ Records: [aRecord('two')] });

    const [first, again, other] = asked.map(({ InvalidationBatch }) => InvalidationBatch?.CallerReference);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(asked[0]).toMatchObject({ DistributionId: 'D1', InvalidationBatch: { Paths: { Quantity: 5 } } });
  });

  it('asks for nothing when nothing is to be fetched again', async () => {
    const { asked, run } = aFunction();

    await run({ Records: [aRecord('one', 'tally')] });

    expect(asked).toEqual([]);
  });

  it('lets its caller know when CloudFront refuses, so that it is tried again', async () => {
    const { run } = aFunction(async () => {
      throw new Error('TooManyInvalidationsInProgress');
    });

    await expect(run({ Records: [aRecord('one')] })).rejects.toThrow('TooManyInvalidationsInProgress');
  });
});
