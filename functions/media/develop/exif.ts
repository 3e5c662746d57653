import { latin1At } from './latin1.ts';
import { decodeText, type Written } from './written.ts';

/** Tags of EXIF 3.0, 4.6. */
const tags = {
  caption: 0x010e,
  artist: 0x013b,
  copyright: 0x8298,
  exifDirectory: 0x8769,
  gpsDirectory: 0x8825,
  latitude: 0x0002,
  longitude: 0x0004,
  taken: 0x9003,
  takenZone: 0x9011,
} as const;

/** Most entries of a directory that are looked at; cameras write about forty. */
const MOST_ENTRIES = 500;
/** Most bytes of a text that are looked at. */
const MOST_BYTES = 20_000;
const ASCII = 2;
/** EXIF 3.0. */
const UTF8 = 129;
const LONG = 4;

type Entries = ReadonlyMap<number, string | number>;

/** Reads the few tags that tell of a picture's author and time from an EXIF block; two directories, following no other link. */
export function readExif(block: Uint8Array): Written {
  const tiff = tiffOf(block);
  if (!tiff) return {};
  const { view, littleEndian } = tiff;
  const main = entriesOf(view, littleEndian, uint32(view, 4, littleEndian));
  const details = entriesOf(view, littleEndian, Number(main.get(tags.exifDirectory) ?? view.byteLength));
  const text = (entries: Entries, tag: number) => {
    const value = entries.get(tag);
    return typeof value === 'string' ? value : undefined;
  };
  const artist = text(main, tags.artist);
  return {
    caption: text(main, tags.caption),
    creators: artist === undefined ? undefined : artist.split(';'),
    copyright: text(main, tags.copyright),
    taken: dateTime(text(details, tags.taken), text(details, tags.takenZone)),
  };
}

/** Whether an EXIF block has coordinates: a latitude or a longitude in its GPS directory. */
export function hasGps(block: Uint8Array): boolean {
  const tiff = tiffOf(block);
  if (!tiff) return false;
  const { view, littleEndian } = tiff;
  const main = entriesOf(view, littleEndian, uint32(view, 4, littleEndian));
  const start = main.get(tags.gpsDirectory);
  if (typeof start !== 'number' || start + 2 > view.byteLength) return false;
  const count = Math.min(view.getUint16(start, littleEndian), MOST_ENTRIES);
  const offsets = Array.from({ length: count }, (_, n) => start + 2 + 12 * n);
  return offsets.some((offset) => offset + 2 <= view.byteLength && isCoordinate(view.getUint16(offset, littleEndian)));
}

const isCoordinate = (tag: number) => tag === tags.latitude || tag === tags.longitude;

/** Opens the TIFF file of an EXIF block, with or without the block's header; undefined when it does not begin as TIFF. */
function tiffOf(block: Uint8Array): { readonly view: DataView; readonly littleEndian: boolean } | undefined {
  const tiff = latin1At(block, 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const order = latin1At(tiff, 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return undefined;
  return { view: new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength), littleEndian: order === 'II*\0' };
}

const uint32 = (view: DataView, offset: number, littleEndian: boolean) =>
  offset + 4 <= view.byteLength ? view.getUint32(offset, littleEndian) : view.byteLength;

/** The texts and the numbers of a directory, by tag. */
function entriesOf(view: DataView, littleEndian: boolean, start: number): Entries {
  const entries = new Map<number, string | number>();
  if (start + 2 > view.byteLength) return entries;
  const count = Math.min(view.getUint16(start, littleEndian), MOST_ENTRIES);
  for (let offset = start + 2; offset < start + 2 + 12 * count && offset + 12 <= view.byteLength; offset += 12) {
    const tag = view.getUint16(offset, littleEndian);
    const type = view.getUint16(offset + 2, littleEndian);
    const length = view.getUint32(offset + 4, littleEndian);
    if (type === LONG) entries.set(tag, view.getUint32(offset + 8, littleEndian));
    if (type !== ASCII && type !== UTF8) continue;
    const from = length <= 4 ? offset + 8 : view.getUint32(offset + 8, littleEndian);
    if (from + length > view.byteLength) continue;
    const value = new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, MOST_BYTES));
    // A copyright holds the photographer's and, after a NUL, the editor's.
    entries.set(tag, decodeText(value).split('\0').filter(Boolean).join(', '));
  }
  return entries;
}

/** `2026:11:03 14:05:09` and `+02:00`, to `2026-11-03T14:05:09+02:00`. */
function dateTime(time: string | undefined, zone = ''): string | undefined {
  const [, year, month, day, clock] = /^(\d{4})[:-](\d\d)[:-](\d\d) (\d\d:\d\d:\d\d)/.exec(time ?? '') ?? [];
  if (year === undefined) return undefined;
  return `${year}-${month}-${day}T${clock}${/^([+-]\d\d:\d\d|Z)$/.test(zone) ? zone : ''}`;
}
