import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { develop } from '../../functions/media/develop/develop.ts';
import type { DevelopedFile, Result } from '../../functions/media/develop/result.ts';
import type { MediaType } from '../../functions/media/schema.ts';
import type { FocalPoint } from '../../functions/pictures/picture.ts';

/** A red, green, blue and white quarter, clockwise from the top left, so that every turn and every colour shows. */
export const quarters = {
  topLeft: '#c02020',
  topRight: '#20a020',
  bottomRight: '#2030c0',
  bottomLeft: '#f0f0f0',
} as const;

/** Four quarters of {@link quarters}, without metadata. */
export const aPicture = (width = 160, height = 120) =>
  sharp({ create: { width, height, channels: 3, background: quarters.bottomLeft } })
    .composite(
      (['topLeft', 'topRight', 'bottomRight'] as const).map((place) => ({
        input: {
          create: { width: width >> 1, height: height >> 1, channels: 3 as const, background: quarters[place] },
        },
        left: place === 'topLeft' ? 0 : width >> 1,
        top: place === 'bottomRight' ? height >> 1 : 0,
      })),
    )
    .png({ compressionLevel: 1 })
    .toBuffer()
    .then((bytes) => sharp(bytes));

/** Develops a file, all its renditions too. */
export async function developed(
  bytes: Uint8Array,
  mediaType: MediaType = 'image/jpeg',
  options: { focalPoint?: FocalPoint; fileName?: string } = {},
): Promise<Result & { made: readonly DevelopedFile[] }> {
  const { focalPoint = null, fileName = 'picture.jpg' } = options;
  const result = await develop(bytes, { mediaType, fileName }, { focalPoint });
  return { ...result, made: result.kind === 'picture' ? await Array.fromAsync(result.files) : [] };
}

/** The colour of a pixel as red, green and blue; its place is in parts of width and height. */
export async function pixelOf(bytes: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + 3)];
}

type Value = string | number | readonly (readonly [number, number])[];

/** An EXIF block: the tags of its main directory, of the EXIF directory and of the GPS directory. */
export function exifBlock(
  main: Record<number, Value>,
  details: Record<number, Value> = {},
  gps: Record<number, Value> = {},
) {
  const directories = [{ ...main }, details, gps];
  const size = (directory: object) => 2 + 12 * Object.keys(directory).length + 4;
  const pointers = [0x8769, 0x8825];
  directories.slice(1).forEach((directory, n) => {
    if (Object.keys(directory).length > 0) (directories[0] as Record<number, Value>)[pointers[n] as number] = 0;
  });
  const starts = [8];
  for (const directory of directories) starts.push((starts.at(-1) as number) + size(directory));
  pointers.forEach((tag, n) => {
    if (directories[0]?.[tag] !== undefined) directories[0][tag] = starts[n + 1] as number;
  });
  const heap: Buffer[] = [];
  let heapAt = starts.at(-1) as number;
  const blocks = directories.map((directory) => {
    const entries = Object.entries(directory).sort(([a], [b]) => Number(a) - Number(b));
    const block = Buffer.alloc(size(directory));
    block.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, value], n) => {
      const at = 2 + 12 * n;
      block.writeUInt16LE(Number(tag), at);
      if (typeof value === 'number') {
        // Orientation is a SHORT, pointers are LONG.
        block.writeUInt16LE(Number(tag) === 0x0112 ? 3 : 4, at + 2);
        block.writeUInt32LE(1, at + 4);
        block.writeUInt32LE(value, at + 8);
        return;
      }
      const data =
        typeof value === 'string'
          ? Buffer.from(`${value}\0`, 'utf8')
          : Buffer.concat(value.map(([a, b]) => Buffer.from(Uint32Array.of(a, b).buffer)));
      block.writeUInt16LE(typeof value === 'string' ? 2 : 5, at + 2);
      block.writeUInt32LE(typeof value === 'string' ? data.length : value.length, at + 4);
      if (data.length <= 4) data.copy(block, at + 8);
      else {
        block.writeUInt32LE(heapAt, at + 8);
        heap.push(data);
        heapAt += data.length;
      }
    });
    return block;
  });
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), ...blocks, ...heap]);
}

/** Where the pictures of these tests were taken, which no output may tell. */
export const gps = {
  1: 'N',
  2: [
    [51, 1],
    [30, 1],
    [3230, 100],
  ],
  3: 'W',
  4: [
    [0, 1],
    [7, 1],
    [4366, 100],
  ],
  29: '2026:11:03',
} as const;
export const gpsXmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ' +
  'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30.5384N" exif:GPSLongitude="0,7.7277W"/></rdf:RDF></x:xmpmeta>';

/** An IPTC block as Photoshop's image resources have it: records of [dataset, text or bytes]. */
export function iptcBlock(records: readonly (readonly [number, string | Uint8Array])[], utf8Marker = false) {
  const dataset = (record: number, number: number, value: string | Uint8Array) => {
    const data = Buffer.from(value as string);
    return Buffer.concat([Buffer.from([0x1c, record, number, data.length >> 8, data.length & 255]), data]);
  };
  const marker = utf8Marker ? [dataset(1, 90, '\x1b%G')] : [];
  const iptc = Buffer.concat([...marker, ...records.map(([number, value]) => dataset(2, number, value))]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(iptc.length);
  const padding = Buffer.alloc(iptc.length % 2);
  return Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), size, iptc, padding]);
}

/** Puts segments behind the start of a JPEG file. */
export function withSegments(
  jpeg: Buffer,
  ...segments: readonly (readonly [marker: number, data: Uint8Array])[]
): Buffer {
  const written = segments.map(([marker, data]) => {
    const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)]);
}
export const exifSegment = (block: Uint8Array) => [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block])] as const;
export const xmpSegment = (xmp: string) => [0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)] as const;
export const iptcSegment = (block: Uint8Array) => [0xed, block] as const;
export const profileSegment = (profile: Uint8Array) =>
  [0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile])] as const;

/** A chunk of a PNG file. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** Puts chunks behind the header of a PNG file. */
export const withChunks = (png: Buffer, ...chunks: readonly Buffer[]) =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);

/** The profile of Adobe RGB (1998), as its matrix and its gamma say it (ICC.1:2001, 6.3.1.2). */
export function adobeRgb(): Buffer {
  const fixed = (values: readonly number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [n, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), 4 * n);
    return bytes;
  };
  const xyz = (...values: number[]) => Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), fixed(values)]);
  const gamma = Buffer.from('curv\0\0\0\0\0\0\0\x01\x02\x33\0\0', 'latin1');
  const tags: readonly (readonly [string, Buffer])[] = [
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.60974, 0.31111, 0.01947)],
    ['gXYZ', xyz(0.20528, 0.62567, 0.06087)],
    ['bXYZ', xyz(0.14919, 0.06322, 0.74457)],
    ['rTRC', gamma],
    ['gTRC', gamma],
    ['bTRC', gamma],
    ['desc', Buffer.from('desc\0\0\0\0\0\0\0\x06Adobe\0'.padEnd(104, '\0'), 'latin1')],
    ['cprt', Buffer.from('text\0\0\0\0none', 'latin1')],
  ];
  let at = 132 + 12 * tags.length;
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  tags.forEach(([name, data], n) => {
    table.write(name, 4 + 12 * n, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * n);
    table.writeUInt32BE(data.length, 12 + 12 * n);
    at += data.length;
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  fixed([0.9642, 1, 0.8249]).copy(header, 68);
  return Buffer.concat([header, table, ...tags.map(([, data]) => data)]);
}
