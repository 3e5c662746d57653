import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DevelopedFile } from '../../functions/media/develop/result.ts';
import { originalKey, publicKey } from '../../functions/media/objectKeys.ts';
import { createRecordStore } from '../../functions/media/recordStore.ts';
import { createMediaStore } from '../../functions/media/store.ts';
import { mediaTypeOf } from '../../functions/pictures/renditions.ts';
import { type Instant, toInstant } from '../../functions/shared/instant.ts';
import type { Objects } from '../../functions/shared/objects/objects.ts';
import type { Installation } from '../../infra/commands/installation.ts';
import { drawn, recordOf, seedPictures } from './pictures.ts';

/** Where developed pictures are kept from one start to the next. */
const DEVELOPED = join(import.meta.dirname, '../../.build/pictures');

/** Puts the records of those pictures of the seeds that have one of the ids into the library, where they are not there yet. */
export async function loadRecords(
  { client, tables }: Pick<Installation, 'client' | 'tables'>,
  ids: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const media = createMediaStore(client, tables.newsroom);
  const at: Instant = toInstant(now);
  for (const picture of seedPictures.map(drawn).filter(({ id }) => ids.has(id))) {
    if (!(await media.find(picture.id))) await media.write(recordOf(picture, at), undefined);
  }
}

/**
 * Puts the files of the pictures that the library has into its bucket, where they are not there yet. They are developed
 * first, in a process of low priority.
 * @param signal ends it; the next call goes on.
 * @returns the number of pictures that were put.
 */
export async function putPictures(
  { client, tables }: Pick<Installation, 'client' | 'tables'>,
  objects: Pick<Objects, 'put' | 'head'>,
  signal?: AbortSignal,
): Promise<number> {
  const all = seedPictures.map(drawn);
  const known = await createRecordStore(client, tables.newsroom).readAll(all.map(({ id }) => id));
  const pictures = new Map(all.filter(({ id }) => known.has(id)).map((picture) => [picture.id, picture]));
  for (const id of pictures.keys()) if (await objects.head(originalKey(id))) pictures.delete(id);
  if (pictures.size === 0) return 0;
  const developer = spawn(process.execPath, [join(import.meta.dirname, 'develop.ts'), DEVELOPED], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(signal ? { signal } : {}),
  });
  const ended = once(developer, 'close');
  // It is awaited below; until then, its fault counts as seen.
  ended.catch(() => {});
  let count = 0;
  for await (const id of createInterface(developer.stdout)) {
    const picture = pictures.get(id);
    if (!picture) continue;
    for (const { name, mediaType, bytes } of await filesIn(DEVELOPED, id)) {
      await objects.put(publicKey(id, name), bytes, { mediaType, cacheControl: 'public, max-age=31536000, immutable' });
    }
    // Last, because it says that the others are there.
    await objects.put(originalKey(id), picture.file, { mediaType: 'image/svg+xml' });
    count += 1;
  }
  await ended;
  return count;
}

/** The developed files of a picture. */
async function filesIn(directory: string, id: string): Promise<DevelopedFile[]> {
  const names = await readdir(join(directory, id));
  return Promise.all(
    names.map(async (name) => ({
      name,
      mediaType: mediaTypeOf[name.split('.').at(-1) as keyof typeof mediaTypeOf],
      bytes: await readFile(join(directory, id, name)),
    })),
  );
}
