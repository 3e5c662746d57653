import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { develop } from '../../functions/media/develop/develop.ts';
import { renditionsOf } from '../../functions/pictures/renditions.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { drawn, seedPictures, sizeOf } from './pictures.ts';

/*
 * A program that develops the pictures of the seeds into a directory, as `<directory>/<id>/<rendition>`, and prints the id of
 * each as soon as it is there. That takes some seconds a picture, so what is there already is kept.
 */

/** How many are developed at once: each keeps one core at work, with up to 200 MB. */
const AT_ONCE = Math.min(3, availableParallelism());

async function developInto(directory: string, told: (id: string) => void): Promise<void> {
  await mkdir(directory, { recursive: true });
  await mapConcurrent(AT_ONCE, seedPictures, async (picture) => {
    const { id, file, name, focalPoint } = drawn(picture);
    const isThere = renditionsOf(sizeOf(picture)).every((each) => existsSync(join(directory, id, each.name)));
    const place = join(directory, id);
    if (!isThere) {
      const result = await develop(file, { mediaType: 'image/svg+xml', fileName: `${name}.svg` }, { focalPoint });
      if (result.kind !== 'picture') throw new Error(`${name} cannot be developed: ${JSON.stringify(result)}`);
      const unfinished = join(directory, randomUUID());
      await mkdir(unfinished);
      for await (const each of result.files) await writeFile(join(unfinished, each.name), each.bytes);
      await rm(place, { recursive: true, force: true });
      // Another process may have been first.
      await rename(unfinished, place).catch(() => rm(unfinished, { recursive: true }));
    }
    told(id);
  });
}

setPriority(constants.priority.PRIORITY_LOW);
await developInto(process.argv[2] ?? '', (id) => console.log(id));
