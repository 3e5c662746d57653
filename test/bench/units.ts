import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Listing } from '../../functions/articles/keys.ts';
import { createArticleStore } from '../../functions/articles/store.ts';
import type { SubmissionBody } from '../../functions/comments/submitting/schema.ts';
import { commentKey, commentSortKey } from '../../functions/comments/threads/keys.ts';
import type { PublishedComment } from '../../functions/comments/threads/schema.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { createClient } from '../../functions/shared/data/client.ts';
import type { Position } from '../../functions/shared/data/keyset.ts';
import { currentUsage, metered, type Usage } from '../../functions/shared/data/usage.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { localCredentials, localTables, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { type Answer, READ_ANEW, startApp } from '../support/app.ts';
import { aSubmission } from '../support/builders.ts';
import type { Workshop } from './cleanup.ts';
import {
  anArticleOf,
  commentsOn,
  createNewspaper,
  itemsOf,
  lastPage,
  type Newspaper,
  PAGE,
  SECTION,
} from './synthetic.ts';
import type { Row, Section } from './table.ts';

/** Replies to each root comment of the measured thread. */
const REPLIES = 4;
const LONG_THREAD = 50_000;

/** The capacity units of readers' and commenters' requests, as DynamoDB reports them. */
export async function measureUnits(workshop: Workshop): Promise<Section> {
  const database = await workshop.keep(
    () => startDynamoDb(),
    ({ stop }) => stop(),
  );
  pointSdkAt(database.endpoint);
  const app = await startApp();
  const published = app.tables.published;
  await app.publication.putSection({ name: SECTION, title: 'News', description: 'What is new.', position: 3 });
  const article = anArticleOf(8_000);
  await app.publication.publish(article, undefined);
  const newspaper = createNewspaper(PAGE + 1);
  await putAll(
    app.client,
    published,
    Array.from({ length: newspaper.size }, (_, n) => itemsOf(newspaper.article(n), 0)).flat(),
  );
  const discussed = { ...article, slug: 'much-discussed', thread: 'much-discussed' };
  await app.publication.publish(discussed, undefined);
  const long = commentsOn(discussed.thread, LONG_THREAD / (1 + REPLIES), REPLIES);
  await putAll(
    app.client,
    published,
    [...commentsOn(article.thread, 50 / (1 + REPLIES), REPLIES), ...long].map(asItem),
  );

  const spent = async (request: Promise<Answer>): Promise<Usage> => {
    const { statusCode = 0, body } = await request;
    const usage = app.logs.at(-1)?.data.dynamodb;
    if (statusCode >= 300 || !usage) throw new Error(`A request was answered ${statusCode}: ${body}`);
    return usage;
  };
  const path = `/v1/articles/${article.slug}`;
  const listing = `/v1/sections/${SECTION}/articles`;
  const comment = (word: string, changes: Partial<SubmissionBody> = {}) =>
    aSubmission({ comment: word.repeat(60), ...changes });
  const submission = { body: comment('word ') };
  const keyed = { body: comment('more '), headers: { 'idempotency-key': 'bench' } };
  const notified = { body: comment('tell ', { notify: true }) };
  const lengthy = { body: aSubmission({ comment: 'long '.repeat(200) }) };
  const thread = await spent(app.get(`${path}/comments`));
  const inLong = `/v1/articles/${discussed.slug}/comments`;
  const halfWay = encodeCursor(`comments/${discussed.slug}/oldest`, {
    direction: 'after',
    key: commentSortKey(long[LONG_THREAD / 2] as PublishedComment),
  });
  return {
    title: 'DynamoDB requests and units',
    rows: [
      reading('article of 8,000 bytes, titles read too (every 5 s)', await spent(app.get(path)), { requests: 2 }),
      reading('article of 8,000 bytes, titles remembered', await spent(app.get(path, READ_ANEW)), {
        requests: 1,
        units: 1,
      }),
      reading(`listing of ${PAGE} cards, titles remembered`, await spent(app.get(listing)), { requests: 2, units: 2 }),
      reading('thread of 50 comments', thread, { requests: 2 }),
      reading('thread of 50,000 comments, 50 of them', await spent(app.get(`${inLong}?limit=10`)), {
        requests: 2,
        units: thread.readUnits,
      }),
      reading('the same in its middle', await spent(app.get(`${inLong}?limit=10&cursor=${halfWay}`)), {
        requests: 2,
        units: thread.readUnits,
      }),
      writing('submission of 60 words', await spent(app.request('POST', `${path}/comments`, submission))),
      writing('the same with an idempotency key', await spent(app.request('POST', `${path}/comments`, keyed))),
      writing('the same with a mail to confirm', await spent(app.request('POST', `${path}/comments`, notified))),
      writing('submission of 200 words', await spent(app.request('POST', `${path}/comments`, lengthy))),
    ],
  };
}

/** The cost of a section's first and last page in a loaded newspaper. */
export async function measureDepth(endpoint: string, newspaper: Newspaper): Promise<Row[]> {
  pointSdkAt(endpoint);
  const articles = createArticleStore(createClient(), localTables.published);
  const listing: Listing = `section/${SECTION}`;
  const read = (position: Position | undefined) =>
    metered(async () => {
      const { items } = await articles.list(
        { listing, limit: PAGE, position, from: undefined, to: undefined },
        new Date(),
      );
      if (items.length !== PAGE) throw new Error(`A page of ${PAGE} has ${items.length} cards`);
      return currentUsage();
    }, 60_000);
  const first = await read(undefined);
  const last = await read(lastPage(newspaper).position);
  return [
    reading('first page of the section', first, { units: 2 }),
    reading(`page ${lastPage(newspaper).number.toLocaleString('en')} of the section`, last, { units: first.readUnits }),
  ];
}

const asItem = (comment: PublishedComment) => ({ ...commentKey(comment), type: 'comment', ...comment });

async function putAll(client: DynamoDBDocumentClient, table: string, items: readonly object[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) => items.slice(n * 25, (n + 1) * 25));
  await mapConcurrent(4, batches, (batch) =>
    client.send(new BatchWriteCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } })),
  );
}

/** Sets DynamoDB's address and credentials in the environment, where our clients read them, as in Lambda. */
function pointSdkAt(endpoint: string): void {
  Object.assign(process.env, localCredentials, { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
}

interface ReadBudget {
  readonly requests?: number;
  readonly units?: number;
}

const reading = (name: string, { requests, readUnits }: Usage, budget: ReadBudget): Row => ({
  name,
  figures: [
    { value: requests, unit: 'requests', ...(budget.requests ? { atMost: budget.requests } : {}) },
    { value: readUnits, unit: 'RU', ...(budget.units ? { atMost: budget.units } : {}) },
  ],
});

const writing = (name: string, { requests, readUnits, writeUnits }: Usage): Row => ({
  name,
  figures: [
    { value: requests, unit: 'requests' },
    { value: readUnits, unit: 'RU' },
    { value: writeUnits, unit: 'WU', atMost: 14 },
  ],
});
