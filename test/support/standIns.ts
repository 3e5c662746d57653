import sharp from 'sharp';
import { publicKey } from '../../functions/media/objectKeys.ts';
import { type Format, mediaTypeOf, renditionsOf } from '../../functions/pictures/renditions.ts';
import type { Objects } from '../../functions/shared/objects/objects.ts';
import { drawn, seedPictures, sizeOf } from '../../seeds/pictures/pictures.ts';

const encoders = { avif: 'avif', webp: 'webp', jpg: 'jpeg' } as const satisfies Record<Format, string>;
const cropShapes = { '16x9': [16, 9], '4x3': [4, 3], '1x1': [1, 1] } as const;
type Shape = readonly [width: number, height: number];

/** The smallest picture of a shape, made once. */
const made = new Map<string, Promise<Uint8Array>>();
function smallest([width, height]: Shape, format: Format): Promise<Uint8Array> {
  const name = `${width} ${height} ${format}`;
  const picture =
    made.get(name) ??
    sharp({ create: { width, height, channels: 3, background: '#3f6f73' } })
      .toFormat(encoders[format])
      .toBuffer();
  made.set(name, picture);
  return picture;
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

/** Puts a picture of few pixels in place of every file of the seeds' pictures: to develop them takes a minute. */
export async function putStandIns(objects: Pick<Objects, 'put'>): Promise<void> {
  for (const picture of seedPictures) {
    const { id } = drawn(picture);
    const { width, height } = sizeOf(picture);
    const common = divisor(width, height);
    for (const { name, format, crop } of renditionsOf(sizeOf(picture))) {
      const shape: Shape = crop === 'whole' ? [width / common, height / common] : cropShapes[crop];
      await objects.put(publicKey(id, name), await smallest(shape, format), { mediaType: mediaTypeOf[format] });
    }
  }
}
