import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { develop } from '../../functions/media/develop/develop.ts';
import { readSeeds } from '../../seeds/load.ts';
import { drawn, seedPictures, sizeOf } from '../../seeds/pictures/pictures.ts';

describe('the pictures of the seeds', () => {
  it('are drawn alike everywhere, and none twice', () => {
    const ids = seedPictures.map((picture) => drawn(picture).id);

    expect(ids).toEqual(seedPictures.map((picture) => drawn(picture).id));
    expect(new Set(ids).size).toBe(seedPictures.length);
  });

  it('are those that the articles name', async () => {
    const { pictures } = await readSeeds(join(import.meta.dirname, '../../seeds'));

    expect([...pictures].toSorted()).toEqual(seedPictures.map((picture) => drawn(picture).id).toSorted());
  });

  it.each(seedPictures.map((picture) => [picture.name, picture] as const))('say their shape: %s', (_, picture) => {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(picture.draw()) ?? [];

    expect(picture.height).toBe(Math.round((1_920 * Number(height)) / Number(width)));
  });

  // Development takes a second a picture.
  it.each(['regatta', 'knot'])('say how they develop: %s', async (wanted) => {
    const picture = seedPictures.find(({ name }) => name === wanted);
    if (!picture) throw new Error(`There is no ${wanted}`);
    const { file, name, focalPoint } = drawn(picture);

    const result = await develop(file, { mediaType: 'image/svg+xml', fileName: `${name}.svg` }, { focalPoint });

    expect(result).toMatchObject({ kind: 'picture', picture: sizeOf(picture) });
  });
});
