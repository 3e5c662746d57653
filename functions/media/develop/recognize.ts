import type { MediaType } from '../schema.ts';
import { latin1At } from './latin1.ts';

const startsWith = (start: string) => (bytes: Uint8Array) => latin1At(bytes, 0, start.length) === start;

/** The brands of an ISO base media file (ISO/IEC 14496-12, 4.3): the major one, then those that it is compatible with. */
function brandsOf(bytes: Uint8Array): readonly string[] {
  if (latin1At(bytes, 4, 4) !== 'ftyp') return [];
  const end = Math.min(Buffer.from(latin1At(bytes, 0, 4), 'latin1').readUInt32BE(), 256);
  const offsets = [8, ...Array.from({ length: Math.max(0, (end - 16) >> 2) }, (_, n) => 16 + 4 * n)];
  return offsets.map((offset) => latin1At(bytes, offset, 4));
}

/** AVIF files that Apple writes have `mif1` first, as HEIC files have. */
const isAvif = (bytes: Uint8Array) => {
  const [major = '', ...others] = brandsOf(bytes);
  return /^avi[fs]$/.test(major) || (/^(mif1|msf1)$/.test(major) && others.includes('avif'));
};
const isHeic = (bytes: Uint8Array) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brandsOf(bytes)[0] ?? '');
const isM4a = (bytes: Uint8Array) => /^(M4[AB] |mp4[12]|iso[m2])$/.test(brandsOf(bytes)[0] ?? '');

/** The first packet of an Ogg file follows the header of its page (RFC 3533, 6) and names the codec. */
const oggCodecs = ['\x01vorbis', 'OpusHead', '\x7fFLAC', 'Speex   '];
const isOggAudio = (bytes: Uint8Array) => {
  const packet = latin1At(bytes, 27 + (bytes[26] ?? 0), 8);
  return startsWith('OggS')(bytes) && oggCodecs.some((codec) => packet.startsWith(codec));
};

/** An ID3 tag, or the header of a frame of MPEG layer III (ISO/IEC 11172-3, 2.4.1.3). */
function isMp3(bytes: Uint8Array): boolean {
  if (startsWith('ID3')(bytes)) return true;
  const [sync = 0, kind = 0, rates = 0] = bytes;
  return sync === 0xff && (kind & 0xe6) === 0xe2 && rates >> 4 !== 15 && (rates & 0x0c) !== 0x0c;
}

/** XML whose beginning names the element `svg`. Whether it is well-formed and safe is found by parsing. */
const isSvg = (bytes: Uint8Array) =>
  /^(\xef\xbb\xbf)?\s*</.test(latin1At(bytes, 0, 64)) && latin1At(bytes, 0, 4_096).includes('<svg');

const signatures: readonly (readonly [MediaType, (bytes: Uint8Array) => boolean])[] = [
  ['image/jpeg', startsWith('\xff\xd8\xff')],
  ['image/png', startsWith('\x89PNG\r\n\x1a\n')],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(latin1At(bytes, 0, 6))],
  ['image/webp', (bytes) => startsWith('RIFF')(bytes) && latin1At(bytes, 8, 4) === 'WEBP'],
  ['image/avif', isAvif],
  ['image/heic', isHeic],
  ['audio/mp4', isM4a],
  ['audio/ogg', isOggAudio],
  ['application/pdf', startsWith('%PDF-')],
  ['image/svg+xml', isSvg],
  ['audio/mpeg', isMp3],
];

/** What a file is by its first bytes, whatever it is called; undefined for what cannot be uploaded. */
export const recognize = (bytes: Uint8Array): MediaType | undefined =>
  signatures.find(([, matches]) => matches(bytes))?.[0];

/** Whether a PNG or AVIF file is animated, which libvips does not tell. */
export function isSequence(bytes: Uint8Array, mediaType: MediaType): boolean {
  if (mediaType === 'image/avif') return brandsOf(bytes)[0] === 'avis';
  return mediaType === 'image/png' && hasAnimationChunk(bytes);
}

/** Whether `acTL` precedes the pixels (PNG, third edition, 11.3.6.1). */
function hasAnimationChunk(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    const type = latin1At(bytes, offset + 4, 4);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
