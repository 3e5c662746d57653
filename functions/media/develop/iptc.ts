import { latin1At } from './latin1.ts';
import { decodeText, type Written } from './written.ts';

/** Datasets of the application record (IPTC IIM 4.2, chapter 6). */
const datasets = {
  title: 5,
  keywords: 25,
  instructions: 40,
  date: 55,
  time: 60,
  creators: 80,
  city: 90,
  country: 101,
  headline: 105,
  credit: 110,
  source: 115,
  copyright: 116,
  caption: 120,
} as const;

/** Most datasets that are looked at. */
const MOST_DATASETS = 2_000;
/** The number of IPTC's block among Photoshop's image resources. */
const IPTC_RESOURCE = 0x0404;

/** Reads the IPTC block of a JPEG file, with or without Photoshop's image resources around it. */
export function readIptc(block: Uint8Array): Written {
  const values = new Map<number, string[]>();
  const bytes = iptcOf(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
  let offset = 0;
  for (let n = 0; n < MOST_DATASETS && offset + 5 <= bytes.length && bytes[offset] === 0x1c; n += 1) {
    const [record, dataset] = [bytes[offset + 1], bytes[offset + 2] ?? 0];
    const length = bytes.readUInt16BE(offset + 3);
    // The highest bit means a longer length, which no text of these needs.
    if (length > 0x7fff) break;
    const value = bytes.subarray(offset + 5, offset + 5 + length);
    if (record === 2) values.set(dataset, [...(values.get(dataset) ?? []), decodeText(value)]);
    offset += 5 + length;
  }
  const first = (dataset: number) => values.get(dataset)?.[0];
  return {
    creators: values.get(datasets.creators),
    credit: first(datasets.credit),
    source: first(datasets.source),
    copyright: first(datasets.copyright),
    headline: first(datasets.headline),
    title: first(datasets.title),
    caption: first(datasets.caption),
    keywords: values.get(datasets.keywords),
    city: first(datasets.city),
    country: first(datasets.country),
    instructions: first(datasets.instructions),
    taken: dateTime(first(datasets.date), first(datasets.time)),
  };
}

/** The IPTC part of Photoshop's image resources (Adobe Photoshop file formats specification, "Image resource blocks"). */
function iptcOf(bytes: Buffer): Buffer {
  let offset = latin1At(bytes, 0, 13) === 'Photoshop 3.0' ? 14 : 0;
  while (latin1At(bytes, offset, 4) === '8BIM' && offset + 12 <= bytes.length) {
    const resource = bytes.readUInt16BE(offset + 4);
    // The name is a Pascal string, padded with its length to an even number of bytes.
    const sizeAt = offset + 6 + even(1 + (bytes[offset + 6] ?? 0));
    if (sizeAt + 4 > bytes.length) break;
    const size = bytes.readUInt32BE(sizeAt);
    if (resource === IPTC_RESOURCE) return bytes.subarray(sizeAt + 4, sizeAt + 4 + size);
    offset = sizeAt + 4 + even(size);
  }
  return bytes.subarray(offset);
}

const even = (length: number) => length + (length % 2);

/** `20261103` and `140509+0200`, to `2026-11-03T14:05:09+02:00`. */
function dateTime(date: string | undefined, time = ''): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date ?? '') ?? [];
  if (year === undefined) return undefined;
  const [, hour, minute, second, zone] = /^(\d\d)(\d\d)(\d\d)([+-]\d{4})?$/.exec(time) ?? [];
  const clock = hour === undefined ? '' : `T${hour}:${minute}:${second}`;
  return `${year}-${month}-${day}${clock}${zone && clock ? `${zone.slice(0, 3)}:${zone.slice(3)}` : ''}`;
}
