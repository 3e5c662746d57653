import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { MediaType } from '../../functions/media/schema.ts';
import {
  aPicture,
  developed,
  exifBlock,
  exifSegment,
  gps,
  gpsXmp,
  pngChunk,
  withChunks,
  withSegments,
  xmpSegment,
} from '../support/pictures.ts';

const picture = await aPicture(64, 48);
const jpeg = await picture.clone().jpeg().toBuffer();
const png = await picture.clone().png().toBuffer();
const located = exifBlock({ 315: 'Ines Calder' }, {}, gps);

/** Pictures with a place, and the same without. */
const pictures = {
  'a JPEG with EXIF': [
    withSegments(jpeg, exifSegment(located)),
    withSegments(jpeg, exifSegment(exifBlock({ 315: 'I' }))),
  ],
  'a JPEG with XMP': [withSegments(jpeg, xmpSegment(gpsXmp)), withSegments(jpeg, xmpSegment('<x:xmpmeta/>'))],
  'a PNG with EXIF': [
    withChunks(png, pngChunk('eXIf', located)),
    withChunks(png, pngChunk('eXIf', exifBlock({ 315: 'I' }))),
  ],
  'a JPEG that was converted': [
    await sharp(withSegments(jpeg, exifSegment(located)))
      .keepExif()
      .jpeg()
      .toBuffer(),
    await sharp(withSegments(jpeg, exifSegment(located)))
      .jpeg()
      .toBuffer(),
  ],
} as const satisfies Record<string, readonly [Buffer, Buffer]>;

const size = (length: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};
const box = (type: string, ...content: readonly Uint8Array[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([size(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

const mp3 = (cover: Uint8Array) => {
  const frame = Buffer.concat([Buffer.from('\0image/jpeg\0\x03\0', 'latin1'), cover]);
  const length = frame.length + 10;
  const synchsafe = [21, 14, 7, 0].map((shift) => (length >> shift) & 0x7f);
  return Buffer.concat([
    Buffer.from('ID3\x03\0\0', 'latin1'),
    Buffer.from(synchsafe),
    Buffer.from('APIC', 'latin1'),
    size(frame.length),
    Buffer.alloc(2),
    frame,
    Buffer.from('fffb9064', 'hex'),
    Buffer.alloc(400),
  ]);
};
const m4a = (...inMovie: readonly Uint8Array[]) =>
  Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom')),
    box('moov', ...inMovie),
    box('mdat', Buffer.alloc(64)),
  ]);
const cover = (bytes: Uint8Array) =>
  box('udta', box('meta', size(0), box('ilst', box('covr', box('data', size(13), size(0), bytes)))));

/** An Ogg file whose comments span as many pages as they need. */
const ogg = (comment: string) => {
  const page = (payload: Buffer) =>
    Buffer.concat([
      Buffer.from('OggS\0', 'latin1'),
      Buffer.alloc(21),
      Buffer.from([Math.ceil(payload.length / 255)]),
      Buffer.from(
        Array.from({ length: Math.ceil(payload.length / 255) }, (_, n) => Math.min(255, payload.length - 255 * n)),
      ),
      payload,
    ]);
  const packets = Buffer.concat([Buffer.from('OpusTags'), Buffer.from(comment)]);
  const pages = Array.from({ length: Math.ceil(packets.length / 510) }, (_, n) =>
    page(packets.subarray(510 * n, 510 * (n + 1))),
  );
  return Buffer.concat([page(Buffer.from('OpusHead\x01\x02')), ...pages]);
};
const pictureComment = (bytes: Uint8Array) => `METADATA_BLOCK_PICTURE=${Buffer.from(bytes).toString('base64')}`;

const pdf = (dictionary: string, stream: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<<${dictionary}/Length ${stream.length}>>\nstream\r\n`),
    stream,
    Buffer.from('\nendstream\nendobj\n%%EOF'),
  ]);

const holders: readonly (readonly [string, MediaType, (picture: Buffer) => Buffer])[] = [
  ['the cover of an MP3', 'audio/mpeg', mp3],
  ['the cover of an M4A', 'audio/mp4', (bytes) => m4a(cover(bytes))],
  ['the cover of an Ogg file', 'audio/ogg', (bytes) => ogg(pictureComment(bytes))],
  ['a photograph in a PDF', 'application/pdf', (bytes) => pdf('/Subtype/Image/Filter/DCTDecode', bytes)],
  [
    'a packed photograph in a PDF',
    'application/pdf',
    (bytes) => pdf('/Filter[/FlateDecode/DCTDecode]', deflateSync(bytes)),
  ],
  [
    'a file that is attached to a PDF',
    'application/pdf',
    (bytes) => pdf('/Type/EmbeddedFile/Filter/FlateDecode', deflateSync(bytes)),
  ],
];

describe.each(holders)('%s', (_what, mediaType, hold) => {
  it.each(Object.entries(pictures))(
    'that is %s is refused for its place, and served without',
    async (_kind, [told, silent]) => {
      expect(await developed(hold(told), mediaType)).toMatchObject({ kind: 'refused', fault: 'tellsPlace' });
      expect(await developed(hold(silent), mediaType)).toMatchObject({ kind: 'file' });
    },
  );
});

const iso6709 = '+51.5089-000.1288+010.000/';
describe('a recording or a document', () => {
  it.each<[string, MediaType, Buffer]>([
    [
      'the box of QuickTime',
      'audio/mp4',
      m4a(box('udta', box('\xa9xyz', Buffer.from(`\0\x1a\x15\xc7${iso6709}`, 'latin1')))),
    ],
    [
      'a box of iTunes',
      'audio/mp4',
      m4a(box('ilst', box('\xa9xyz', box('data', size(1), size(0), Buffer.from(iso6709))))),
    ],
    [
      'the metadata of QuickTime',
      'audio/mp4',
      m4a(box('keys', Buffer.from(`mdtacom.apple.quicktime.location.ISO6709`))),
    ],
    ['the box of 3GPP', 'audio/mp4', m4a(box('udta', box('loci', Buffer.alloc(24))))],
    ['the metadata of a PDF', 'application/pdf', pdf('/Type/Metadata/Subtype/XML', Buffer.from(gpsXmp))],
    ['packed metadata', 'application/pdf', pdf('/Type/Metadata/Filter/FlateDecode', deflateSync(Buffer.from(gpsXmp)))],
  ])('with a place in %s is refused', async (_where, mediaType, bytes) => {
    expect(await developed(bytes, mediaType)).toMatchObject({ kind: 'refused', fault: 'tellsPlace' });
  });

  it('that is damaged, or packs gigabytes, is looked through all the same', async () => {
    const bomb = deflateSync(Buffer.alloc(60_000_000));
    for (const bytes of [
      pdf('/Type/Metadata/Filter/FlateDecode', bomb),
      pdf('/Type/Metadata/Filter/FlateDecode', Buffer.from('x')),
    ]) {
      expect(await developed(bytes, 'application/pdf')).toMatchObject({ kind: 'file' });
    }
  });
});
