import type { CloudFrontClient, CreateInvalidationCommandInput } from '@aws-sdk/client-cloudfront';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { invalidate } from '../../functions/cdn/invalidate.function.ts';

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

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

const anArticle = (changes: object = {}) =>
  marshall({
    pk: 'ARTICLE#ferry',
    type: 'article',
    slug: 'ferry',
    section: 'home',
    publishedAt: '2026-11-23T12:00:00.000Z',
    ...changes,
  }) as Image;

const anEdition = (from: string) => marshall({ pk: 'FRONT#front-page', type: 'edition', from }) as Image;

const aRecord = (eventID: string, OldImage: Image, NewImage: Image): DynamoDBRecord => ({
  eventID,
  dynamodb: { ...(OldImage ? { OldImage } : {}), ...(NewImage ? { NewImage } : {}) },
});

const published = (eventID: string) => aRecord(eventID, undefined, anArticle());
const scheduled = anArticle({ publishedAt: '2026-11-23T12:00:00.001Z' });

describe('cdn.invalidate', () => {
  it.each<[string, readonly DynamoDBRecord[]]>([
    ['is published', [published('one')]],
    ['is corrected', [aRecord('one', anArticle(), anArticle({ headline: 'Mended' }))]],
    ['is withdrawn', [aRecord('one', anArticle(), undefined)]],
    ['is put off after it was seen', [aRecord('one', anArticle(), scheduled)]],
    ['is one of many that are', Array.from({ length: 100 }, (_, number) => published(String(number)))],
    ['is put on a front', [aRecord('one', undefined, anEdition('2026-11-23T12:00:00.000Z'))]],
  ])('asks once for all there is, which is one path, when an article %s', async (_what, Records) => {
    const { asked, run } = aFunction();

    await run({ Records: [...Records] });

    expect(asked).toMatchObject([
      { DistributionId: 'D1', InvalidationBatch: { Paths: { Quantity: 1, Items: ['/*'] } } },
    ]);
  });

  it.each<[string, readonly DynamoDBRecord[]]>([
    [
      'an article that nobody can see yet',
      [aRecord('one', undefined, scheduled), aRecord('two', scheduled, undefined)],
    ],
    ['an edition of a front that is still to come', [aRecord('one', undefined, anEdition('2026-11-24T06:00:00.000Z'))]],
    ['any other item', [aRecord('one', undefined, anArticle({ type: 'tally' }))]],
    ['nothing', []],
  ])('asks for nothing because of %s', async (_what, Records) => {
    const { asked, run } = aFunction();

    await run({ Records: [...Records] });

    expect(asked).toEqual([]);
  });

  it('names the same records the same when it is called again, and others otherwise', async () => {
    const { asked, run } = aFunction();

    await run({ Records: [published('one')] });
    await run({ Records: [published('one')] });
    await run({ Records: [published('two')] });

    const [first, again, other] = asked.map(({ InvalidationBatch }) => InvalidationBatch?.CallerReference);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('lets its caller know when CloudFront refuses, so that it is tried again', async () => {
    const { run } = aFunction(async () => {
      throw new Error('TooManyInvalidationsInProgress');
    });

    await expect(run({ Records: [published('one')] })).rejects.toThrow('TooManyInvalidationsInProgress');
  });
});
