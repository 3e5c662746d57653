import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRecordStore } from '../../functions/media/recordStore.ts';
import { editArticles } from '../../functions/newsroom/articles/edit.ts';
import { createLibraryUse } from '../../functions/newsroom/articles/libraryUse.ts';
import { createPublication } from '../../functions/newsroom/articles/publication.ts';
import { createCopyStore } from '../../functions/newsroom/articles/store.ts';
import { createAuthorEditing } from '../../functions/newsroom/authors/store.ts';
import { createFormerAddresses } from '../../functions/newsroom/formerAddresses.ts';
import { createTagEditing } from '../../functions/newsroom/tags/store.ts';
import { createSectionStore } from '../../functions/sections/store.ts';
import { paperWords } from '../../functions/words/words.ts';
import { itemBytes } from '../bench/synthetic.ts';
import { type App, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';
import { denseTexts } from '../support/denseTexts.ts';
import { type Content, Editor, EVENING, type Story, violations } from '../support/newsroom.ts';

/** What DynamoDB takes: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MOST_ACTIONS = 100;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ITEM_BYTES = 400 * 1024;

let app: App;
let editor: Editor;
let transactions: NonNullable<TransactWriteCommand['input']['TransactItems']>[];

beforeEach(async () => {
  transactions = [];
  const wrapClient = (client: DynamoDBDocumentClient): DynamoDBDocumentClient =>
    Object.assign(Object.create(client), {
      send: (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
        if (command instanceof TransactWriteCommand) transactions.push(command.input.TransactItems ?? []);
        return client.send(command);
      },
    });
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const long = (word: string, length: number) => word.padEnd(length, '語');
const many = <Each>(count: number, make: (index: number) => Each) =>
  Array.from({ length: count }, (_, index) => make(index));

const incompressible = denseTexts(300 * 1024 - 20)['random signs']?.body ?? '';

/** All that an article may hold, and nothing that another `word` has. */
const theLargest = (word: string): Content => ({
  headline: long(word, 200),
  standfirst: long(word, 500),
  tags: many(20, (index) => `${word}-${index}`.padEnd(60, 'x')),
  byline: many(10, (index) => long(`${word} ${index} `, 100)),
  slug: word.padEnd(120, 'x'),
  body: `<p>${word}</p>${incompressible}`,
  format: 'html',
  image: {
    url: `https://img.example.org/${word}`.padEnd(2_000, 'x'),
    alt: long('Alt', 500),
    caption: long('Caption', 500),
    credit: long('Credit', 200),
    width: 20_000,
    height: 20_000,
    sources: many(8, (index) => index + 1).map((width) => ({
      url: `https://img.example.org/${word}-${width}`.padEnd(1_000, 'x'),
      width,
    })),
  },
  translations: many(20, (index) => `en-${index + 10}`).map((language) => ({
    language,
    url: `https://example.org/${word}/${language}`.padEnd(500, 'x'),
  })),
});

describe('the largest article there may be', () => {
  const moveOften = async (story: Story) => {
    for (let count = 1; count < 20; count += 1) {
      await story.save({ ...theLargest('small'), body: '', slug: `${count}`.padEnd(120, 'x') });
      await story.publish();
    }
  };

  it.each<[string, () => Promise<unknown>]>([
    [
      'scheduled, is saved with nothing left as it was',
      async () => {
        const story = await editor.create(theLargest('before'));
        await story.publish(EVENING);
        return (await story.save({ ...theLargest('after'), section: 'home' })).statusCode;
      },
    ],
    [
      'published under its twentieth slug, is published with nothing left as it was',
      async () => {
        const story = await editor.publish(theLargest('before'));
        await moveOften(story);
        await story.save({ ...theLargest('after'), section: 'home' });
        return (await story.publish()).statusCode;
      },
    ],
    [
      'with nineteen corrections, is corrected',
      async () => {
        const story = await editor.publish({ ...theLargest('before'), body: '' });
        for (let count = 1; count < 20; count += 1) await story.correct(long(`${count}`, 1_000));
        await story.save(theLargest('before'));
        await story.publish();
        return (await story.correct(long('20', 1_000))).statusCode;
      },
    ],
  ])('%s, within what DynamoDB takes', async (_what, act) => {
    const status = await act();

    const last = transactions.at(-1) ?? [];
    const items = last.map(({ Put, Delete, Update }) => itemBytes(Put?.Item ?? Delete?.Key ?? Update?.Key));
    const largest = Math.max(...items);
    expect(status).toBe(200);
    expect(last.length).toBeGreaterThan(30);
    expect(last.length).toBeLessThanOrEqual(MOST_ACTIONS);
    expect(largest).toBeGreaterThan(280 * 1024);
    expect(largest).toBeLessThanOrEqual(MOST_ITEM_BYTES);
    expect(items.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_BYTES);
    expect(await violations(app)).toEqual([]);
  });
});

describe('an act of more writes than a transaction holds', () => {
  it('is refused, naming the limit, before anything is sent', async () => {
    const { client, tables } = app;
    const story = await editor.create();
    const publication = createPublication(client, tables.published);
    // With the eight of a publish, one more than there may be. Nothing the schemas allow comes to that many (above).
    const crowded = {
      ...publication,
      publish: (...given: Parameters<typeof publication.publish>) => ({
        ...publication.publish(...given),
        ...Object.fromEntries(
          many(93, (index) => `${index}`).map((slug) => [slug, publication.endRedirect(slug)[`moved ${slug}`]]),
        ),
      }),
    };
    const { publishArticle } = editArticles({
      client,
      copies: createCopyStore(client, tables.newsroom),
      publication: crowded,
      formerAddresses: createFormerAddresses(tables.newsroom),
      library: createLibraryUse(createRecordStore(client, tables.newsroom)),
      tags: createTagEditing(client, tables.published),
      authors: createAuthorEditing(client, tables.published),
      sections: createSectionStore(client, tables.published),
      measure: async () => undefined,
      language: async () => 'en-GB',
      clock: () => new Date(NOON),
      newId: randomUUID,
    });

    const publishing = publishArticle({
      params: { id: story.id },
      query: undefined,
      headers: { 'if-match': 1 },
      body: {},
      request: {
        method: 'POST',
        path: '/',
        sourceIp: '127.0.0.1',
        userAgent: '',
        cookies: {},
        isForm: false,
        origin: '',
        words: paperWords('en'),
        caller: { name: 'ines@example.org' },
      },
    });

    await expect(publishing).rejects.toMatchObject({ code: 'limit-exceeded', message: expect.stringContaining('100') });
    expect((await story.read()).json).toMatchObject({ state: 'draft', version: 1 });
  });
});
