import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { articleKey, listingKey, listingsOf } from '../../functions/articles/keys.ts';
import { useKey } from '../../functions/media/keys.ts';
import { listsOf } from '../../functions/media/lists.ts';
import { nextVersion } from '../../functions/media/nextVersion.ts';
import { MediaRecord, pictureOf } from '../../functions/media/schema.ts';
import { createMediaStore } from '../../functions/media/store.ts';
import { lineOf, type Violation } from '../../infra/commands/invariants.ts';
import { createLibraryCheck } from '../../infra/commands/libraryCheck.ts';
import { NOON } from '../../infra/local/testing.ts';
import type { Answer, App } from './app.ts';
import { type Editor, type Story, scan } from './newsroom.ts';

export const MEDIA = '/v1/newsroom/media';

let made = 0;

/** An editor's request to upload a file, of bytes that no other file has. */
export const aFile = (changes: Record<string, unknown> = {}) => {
  made += 1;
  return {
    fileName: `IMG_${made}.jpg`,
    type: 'image/jpeg',
    bytes: 1_000,
    sha256: hash('sha256', `picture ${made}`),
    ...changes,
  };
};

/** What was found of a picture by default. */
const DEVELOPED = { width: 2_400, height: 1_600, focalPoint: { x: 50, y: 40 }, color: '#20405f' };

/** Makes an awaited file ready, as its development does. */
export async function makeReady(app: App, id: string, changes: Partial<MediaRecord> = {}): Promise<MediaRecord> {
  const media = createMediaStore(app.client, app.tables.newsroom);
  const record = await media.find(id);
  if (!record) throw new Error(`There is no file ${id}`);
  const picture = record.kind === 'picture' ? DEVELOPED : null;
  const ready = nextVersion(record, {
    state: 'ready',
    picture,
    request: undefined,
    expiresAt: undefined,
    ...changes,
  });
  if (!(await media.write(ready, record))) throw new Error(`${id} was changed meanwhile`);
  return ready;
}

/** A file that is in the library. */
export async function aReadyFile(editor: Editor, changes: Record<string, unknown> = {}): Promise<Answer['json']> {
  const answer = await editor.send('POST', MEDIA, { body: aFile(changes) });
  if (answer.statusCode !== 201) throw new Error(`Not begun: ${answer.body}`);
  await makeReady(editor.app, answer.json.id);
  return (await editor.get(`${MEDIA}/${answer.json.id}`)).json;
}

/** Lets an article use a picture: as its image, if it is out, and once more in its text. */
export async function useIn(story: Story, id: string): Promise<void> {
  const { app } = story.editor;
  const { slug, state, publishedAt } = (await story.read()).json;
  const isOut = state === 'published' || state === 'scheduled';
  const item = { ...useKey(id, story.id), type: 'media-use', article: story.id, slug: state === 'draft' ? null : slug };
  await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item: item }));
  if (!isOut) return;
  const record = await createMediaStore(app.client, app.tables.newsroom).find(id);
  const image = record && pictureOf(record);
  const show = (Key: object, expression: string, values: object) =>
    app.client.send(
      new UpdateCommand({
        TableName: app.tables.published,
        Key,
        UpdateExpression: expression,
        ExpressionAttributeValues: { ':image': image, ...values },
      }),
    );
  const key = articleKey(slug, publishedAt);
  const { Item: article } = await app.client.send(new GetCommand({ TableName: app.tables.published, Key: key }));
  for (const listing of listingsOf(article as unknown as Parameters<typeof listingsOf>[0])) {
    await show(listingKey(listing, publishedAt, slug), 'SET image = :image', {});
  }
  await show(key, 'SET image = :image, pictures = :pictures', { ':pictures': [image] });
}

/** Inconsistencies of the media library, as `npm run verify` names them, and records in other lists than they belong to. */
export async function libraryViolations(app: App): Promise<Violation[]> {
  const found: Violation[] = [];
  const check = createLibraryCheck(new Date(NOON), (violation) => found.push(violation));
  for (const item of await scan(app, 'newsroom')) check.takeNewsroom(item);
  for (const item of await scan(app, 'published')) check.takePublished(item);
  check.end();
  return found;
}

/** The same as sentences, with records that are in other lists than they belong to, or still being removed. */
export async function mediaViolations(app: App): Promise<string[]> {
  const records = (await scan(app, 'newsroom')).filter(({ type }) => type === 'media');
  const misplaced = records
    .map((item) => z.parse(MediaRecord, item))
    .filter((record) => {
      const lists = listsOf(record).map(({ list }) => list);
      return record.removing || !isDeepStrictEqual(lists.toSorted(), record.listed.toSorted());
    });
  return [
    ...misplaced.map(({ id }) => `${id} is in other lists than it belongs to`),
    ...(await libraryViolations(app)).map(lineOf),
  ];
}
