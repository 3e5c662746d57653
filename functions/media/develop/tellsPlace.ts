import { inflateSync } from 'node:zlib';
import type { MediaType } from '../schema.ts';
import { hasGps } from './exif.ts';

/** Most bytes of what is unpacked from one stream of a PDF. */
const MOST_UNPACKED = 50 * 1024 * 1024;
/** Most bytes before a stream of a PDF in which its dictionary is looked for. */
const DICTIONARY = 2_048;

/**
 * Whether a recording or a document says where it was recorded, or where a picture in it was taken. These files are served
 * as they are, and none may tell that. Pictures are not asked for: they are made anew, without it.
 */
export function tellsPlace(bytes: Uint8Array, mediaType: MediaType): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return holdsGps(file) || (within[mediaType]?.(file) ?? false);
}

const within: Partial<Record<MediaType, (file: Buffer) => boolean>> = {
  'audio/mp4': hasPlaceBox,
  'audio/ogg': (file) => picturesInOgg(file).some(holdsGps),
  'application/pdf': (file) => streamsOf(file).some(holdsGps),
};

/** Whether XMP or a block of EXIF with coordinates stands anywhere among bytes. */
function holdsGps(bytes: Buffer): boolean {
  if (bytes.includes('GPSLatitude') || bytes.includes('GPSLongitude')) return true;
  // As a JPEG names it, and a PNG.
  return [...placesOf(bytes, 'Exif\0\0'), ...placesOf(bytes, 'eXIf')].some((end) => hasGps(bytes.subarray(end)));
}

/** The places behind each occurrence of a mark. */
function* placesOf(bytes: Buffer, mark: string): Generator<number> {
  for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + mark.length, 'latin1')) {
    yield at + mark.length;
  }
}

/** Whether an MP4 file has the box of QuickTime, of its metadata or of 3GPP (TS 26.244, 8.8) with coordinates. */
function hasPlaceBox(file: Buffer): boolean {
  if (file.includes('com.apple.quicktime.location.ISO6709') || file.includes('loci\0\0\0\0')) return true;
  // ISO 6709, behind a length and a language, or in a box `data`.
  return [...placesOf(file, '\xa9xyz')].some((end) => /[+-]\d{2}/.test(file.toString('latin1', end, end + 40)));
}

/** The pictures in the comments of an Ogg file, which are in base64, in packets that pages interrupt (RFC 3533, 6). */
function picturesInOgg(file: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; file.toString('latin1', at, at + 4) === 'OggS'; ) {
    const segments = file[at + 26] ?? 0;
    const start = at + 27 + segments;
    const end = start + file.subarray(at + 27, start).reduce((sum, length) => sum + length, 0);
    parts.push(file.subarray(start, end));
    at = end;
  }
  const packets = Buffer.concat(parts);
  const encoded = ['METADATA_BLOCK_PICTURE=', 'metadata_block_picture=', 'COVERART='].flatMap((name) =>
    Array.from(placesOf(packets, name), (at) => Buffer.from(base64At(packets, at), 'base64')),
  );
  return [packets, ...encoded];
}

/** The base64 that begins at a place. */
function base64At(bytes: Buffer, start: number): string {
  let end = start;
  while (/[A-Za-z0-9+/=]/.test(String.fromCharCode(bytes[end] ?? 0))) end += 1;
  return bytes.toString('latin1', start, end);
}

/** The packed streams of a PDF file that may hold coordinates: its metadata, photographs and attached files. */
const streamsOf = (file: Buffer): Buffer[] =>
  Array.from(placesOf(file, 'stream'), (end) => {
    const before = file.toString('latin1', Math.max(0, end - DICTIONARY), end);
    const dictionary = before.slice(before.lastIndexOf('obj'));
    if (!/\/(Metadata|DCTDecode|EmbeddedFile)\b/.test(dictionary) || !dictionary.includes('/Fl')) return [];
    const start = file[end] === 0x0d ? end + 2 : end + 1;
    return unpacked(file.subarray(start)) ?? [];
  }).flat();

/** What is packed at the beginning of bytes; undefined for what is damaged, or larger than any metadata. */
function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return undefined;
  }
}
