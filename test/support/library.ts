import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { articleKey, listingKey, listingsOf } from '../../functions/articles/keys.ts';
import { recordKey, useKey } from '../../functions/media/keys.ts';
import { listsOf } from '../../functions/media/lists.ts';
import { nextVersion } from '../../functions/media/nextVersion.ts';
import { MediaRecord, pictureOf } from '../../functions/media/schema.ts';
import { createMediaStore } from '../../functions/media/store.ts';
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

/** Inconsistencies of the media library, one sentence each. */
export async function mediaViolations(app: App): Promise<string[]> {
  const items = await scan(app, 'newsroom');
  const records = items.filter(({ type }) => type === 'media').map((item) => MediaRecord.parse(item));
  const found: string[] = [];
  const expected = new Set<string>();
  for (const record of records) {
    const lists = listsOf(record).map(({ list }) => list);
    if (!isDeepStrictEqual(lists.toSorted(), record.listed.toSorted())) found.push(`${record.id} is listed elsewhere`);
    for (const list of lists) expected.add(`MEDIA-LIST#${list} ${record.uploadedAt}#${record.id}`);
    if (record.removing) found.push(`${record.id} is still being removed`);
  }
  const entries = new Set(items.filter(({ type }) => type === 'media-entry').map(({ pk, sk }) => `${pk} ${sk}`));
  for (const each of entries.difference(expected)) found.push(`${each} belongs to nothing`);
  for (const each of expected.difference(entries)) found.push(`${each} is missing`);
  const ids = new Set(records.map(({ id }) => recordKey(id).pk));
  for (const { type, pk } of items) if (type === 'media-use' && !ids.has(pk)) found.push(`${pk} is used and gone`);

  const current = new Map(records.map((record) => [record.id, record]));
  for (const item of await scan(app, 'published')) {
    const shown = [item.image, ...((item.pictures ?? []) as unknown[])] as ({ id?: string; version?: number } | null)[];
    for (const picture of shown) {
      if (!picture?.id) continue;
      const record = current.get(picture.id);
      if (!record || (picture.version ?? 0) < record.shown)
        found.push(`${item.pk} ${item.sk} shows an old ${picture.id}`);
    }
  }
  return found;
}
