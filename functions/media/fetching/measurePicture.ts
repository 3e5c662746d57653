import { GIF } from 'image-size/types/gif';
import { HEIF } from 'image-size/types/heif';
import type { IImage } from 'image-size/types/interface';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';
import { recognize } from '../develop/recognize.ts';
import type { MediaType } from '../schema.ts';
import { type FetchFile, FetchRefused } from './fetchFile.ts';

/** Enough for the metadata and the profile that precede the size in a JPEG. */
const MOST_BYTES = 256 * 1024;
/** Most pixels of a side. */
const MOST_PIXELS = 20_000;

const readers: Partial<Record<MediaType, IImage>> = {
  'image/jpeg': JPG,
  'image/png': PNG,
  'image/webp': WEBP,
  'image/avif': HEIF,
  'image/gif': GIF,
};

/** In pixels, as a browser shows it: upright. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Reads the size of a picture from its first bytes; undefined when the address has no picture or does not answer. */
export type MeasurePicture = (address: string) => Promise<Size | undefined>;

export const createPictureMeasurer =
  (fetchFile: FetchFile): MeasurePicture =>
  async (address) => {
    try {
      const { bytes } = await fetchFile(address, MOST_BYTES, 'beginning');
      return sizeOf(bytes);
    } catch (error) {
      if (error instanceof FetchRefused) return undefined;
      throw error;
    }
  };

/** The size that the beginning of a file says. */
export function sizeOf(bytes: Uint8Array): Size | undefined {
  const type = recognize(bytes);
  const reader = type && readers[type];
  if (!reader) return undefined;
  const { width, height, orientation = 1 } = whatSays(() => reader.calculate(bytes));
  const isSize = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= MOST_PIXELS);
  if (!isSize) return undefined;
  // The turns of EXIF 3.0, 4.6.5.1.6, from 5 on lay it on its side.
  return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
}

/** What a reader says; of what is damaged or too short it says only errors. */
function whatSays(read: () => ReturnType<IImage['calculate']>): ReturnType<IImage['calculate']> {
  try {
    return read();
  } catch {
    return { width: 0, height: 0 };
  }
}
