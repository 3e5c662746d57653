import { deflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { crop } from '../../functions/media/develop/develop.ts';
import { renditionsOf } from '../../functions/pictures/renditions.ts';
import {
  adobeRgb,
  aPicture,
  developed,
  exifBlock,
  exifSegment,
  gps,
  gpsXmp,
  iptcBlock,
  iptcSegment,
  pixelOf,
  pngChunk,
  profileSegment,
  quarters,
  withChunks,
  withSegments,
  xmpSegment,
} from '../support/pictures.ts';

const rgb = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, n) => Math.abs(value - (b[n] ?? 0))));
/** Printers' blue is much darker than a screen's; colours that were taken for others would be further off. */
const BLUE_INK = 90;
const jpegOf = async (width?: number, height?: number) =>
  (await aPicture(width, height)).jpeg({ quality: 95 }).toBuffer();

/** Expects every rendition to show the quarters where they belong. */
async function expectUpright(made: readonly { bytes: Uint8Array }[], tolerance = 24) {
  for (const { bytes } of made) {
    const corners = await Promise.all(
      [
        [0.1, 0.1],
        [0.9, 0.1],
        [0.9, 0.9],
        [0.1, 0.9],
      ].map(([x = 0, y = 0]) => pixelOf(bytes, x, y)),
    );
    const expected = [quarters.topLeft, quarters.topRight, quarters.bottomRight, quarters.bottomLeft].map(rgb);
    expect(Math.max(...corners.map((pixel, n) => distance(pixel, expected[n] ?? [])))).toBeLessThan(tolerance);
  }
}

/** A JPEG whose scan says that it has no frequencies, as those of some cameras do. */
function withSamsungScan(jpeg: Buffer): Buffer {
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda])) + 2;
  const end = scan + jpeg.readUInt16BE(scan);
  return Buffer.from(jpeg).fill(0, end - 3, end);
}

describe('a picture', () => {
  it('is developed into the renditions that its size has, each in its own size and type', async () => {
    const { kind, made, ...rest } = await developed(await jpegOf(1_400, 1_000), 'image/jpeg', {
      focalPoint: { x: 30, y: 70 },
    });

    expect({ kind, ...rest }).toMatchObject({
      kind: 'picture',
      picture: { width: 1_400, height: 1_000, focalPoint: { x: 30, y: 70 } },
    });
    const planned = renditionsOf({ width: 1_400, height: 1_000, focalPoint: { x: 30, y: 70 } });
    expect(made.map(({ name }) => name)).toEqual(planned.map(({ name }) => name));
    for (const [n, { bytes, mediaType }] of made.entries()) {
      const { width, height, mediaType: found } = await sharp(bytes).metadata();
      expect({ width, height, found }).toEqual({
        width: planned[n]?.width,
        height: planned[n]?.height,
        found: mediaType,
      });
    }
  });

  it('is never enlarged', async () => {
    const { made } = await developed(await jpegOf(50, 40));

    for (const { bytes } of made) expect((await sharp(bytes).metadata()).width).toBeLessThanOrEqual(50);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('with the EXIF orientation %i is upright', async (orientation) => {
    // What the camera stored, such that turning it as EXIF says gives the picture.
    const turned = [1, 2, 3, 4, 5, 8, 7, 6][orientation - 1] as number;
    const upright = await (await aPicture(160, 120)).png().toBuffer();
    const exif = exifBlock({ 274: turned });
    const stored = await sharp(withChunks(upright, pngChunk('eXIf', exif)))
      .autoOrient()
      .jpeg({ quality: 95 })
      .toBuffer();
    const { made, ...result } = await developed(withSegments(stored, exifSegment(exifBlock({ 274: orientation }))));

    expect(result).toMatchObject({ picture: { width: 160, height: 120 } });
    await expectUpright(made);
  });

  it.each<[string, () => Promise<Buffer>, 'image/jpeg' | 'image/png' | 'image/avif', number]>([
    [
      'Display P3',
      async () => (await aPicture()).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
      'image/jpeg',
      24,
    ],
    [
      'CMYK',
      async () => (await aPicture()).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(),
      'image/jpeg',
      BLUE_INK,
    ],
    [
      'CMYK without its profile',
      async () => (await aPicture()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      'image/jpeg',
      BLUE_INK,
    ],
    [
      'Display P3 in 16 bits a channel',
      async () => (await aPicture()).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
      'image/png',
      24,
    ],
    [
      'Display P3 in 10 bits a channel',
      async () => (await aPicture()).withIccProfile('p3').avif({ bitdepth: 10, quality: 90 }).toBuffer(),
      'image/avif',
      24,
    ],
    [
      '10 bits a channel',
      async () => (await aPicture()).avif({ bitdepth: 10, quality: 90 }).toBuffer(),
      'image/avif',
      24,
    ],
    [
      'CMYK that is said to be Adobe RGB',
      async () =>
        withSegments(
          await (await aPicture()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
          profileSegment(adobeRgb()),
        ),
      'image/jpeg',
      BLUE_INK,
    ],
    [
      'a damaged profile',
      async () => withSegments(await jpegOf(), profileSegment(Buffer.from('no profile'))),
      'image/jpeg',
      24,
    ],
    [
      'a profile that is cut off',
      async () =>
        withChunks(
          await (await aPicture()).png().toBuffer(),
          pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(adobeRgb()).subarray(0, 100)])),
        ),
      'image/png',
      24,
    ],
    [
      'other pictures behind it, as phones write portraits',
      async () =>
        Buffer.concat([
          withSegments(await jpegOf(), [0xe2, Buffer.from('MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1')]),
          await sharp({ create: { width: 40, height: 80, channels: 3, background: 'black' } })
            .jpeg()
            .toBuffer(),
        ]),
      'image/jpeg',
      24,
    ],
    ['the scans that Samsung writes', async () => withSamsungScan(await jpegOf()), 'image/jpeg', 24],
    ['16 bits a channel', async () => (await aPicture()).toColourspace('rgb16').png().toBuffer(), 'image/png', 24],
    ['a palette', async () => (await aPicture()).png({ palette: true }).toBuffer(), 'image/png', 24],
    [
      'progressive scans',
      async () => (await aPicture()).jpeg({ progressive: true, quality: 95 }).toBuffer(),
      'image/jpeg',
      24,
    ],
  ])('with %s keeps its colours in sRGB', async (_what, make, mediaType, tolerance) => {
    const { made } = await developed(await make(), mediaType);

    expect(made.length).toBeGreaterThan(0);
    await expectUpright(made, tolerance);
    for (const { bytes } of made) expect((await sharp(bytes).metadata()).icc).toBeUndefined();
  });

  it('in Adobe RGB is not dull', async () => {
    const plain = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#80c040' } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const { made } = await developed(withSegments(plain, profileSegment(adobeRgb())));

    // By the matrices of both, #80c040 of Adobe RGB is (78, 194, 46) in sRGB, give or take the rounding of JPEG.
    for (const { bytes } of made) expect(distance(await pixelOf(bytes, 0.5, 0.5), [78, 194, 46])).toBeLessThan(16);
  });

  it('in greys stays grey', async () => {
    const { made } = await developed(await (await aPicture()).greyscale().jpeg().toBuffer());

    for (const { bytes } of made) {
      const [red = 0, green = 0, blue = 0] = await pixelOf(bytes, 0.1, 0.1);
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(6);
    }
  });

  it('with transparent parts is white there as JPEG, and transparent otherwise', async () => {
    const png = await sharp({
      create: { width: 80, height: 80, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const { made } = await developed(png, 'image/png');

    for (const { bytes, mediaType } of made) {
      if (mediaType === 'image/jpeg') expect(await pixelOf(bytes, 0.5, 0.5)).toEqual([255, 255, 255]);
      else expect((await sharp(bytes).stats()).isOpaque).toBe(false);
    }
  });

  it.each<['image/webp' | 'image/avif' | 'image/gif' | 'image/png']>([
    ['image/webp'],
    ['image/avif'],
    ['image/gif'],
    ['image/png'],
  ])('of the type %s is developed', async (mediaType) => {
    const bytes = await (await aPicture()).toFormat(mediaType.slice(6) as 'webp').toBuffer();
    const { made } = await developed(bytes, mediaType);

    await expectUpright(made, 40);
  });

  it('with the mistakes of some cameras is developed', async () => {
    const bytes = await jpegOf();
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
    // Samsung's say that a scan of all coefficients has the first alone; others leave bytes before a marker.
    bytes[scan + 2 + bytes.readUInt16BE(scan + 2) - 2] = 0;
    const { made } = await developed(
      Buffer.concat([bytes.subarray(0, scan), Buffer.from([0, 0]), bytes.subarray(scan)]),
    );

    await expectUpright(made);
  });

  it('tells its dominant colour', async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#204080' } })
      .png()
      .toBuffer();

    expect(await developed(bytes, 'image/png')).toMatchObject({
      picture: { color: expect.stringMatching(/^#[12].[34].[78].$/) },
    });
  });
});

describe('a focal point', () => {
  /** A face in the upper right of a grey wall. */
  const portrait = sharp({ create: { width: 400, height: 800, channels: 3, background: '#808080' } })
    .composite([
      { input: { create: { width: 80, height: 80, channels: 3, background: '#d9a07e' } }, left: 270, top: 100 },
    ])
    .jpeg({ quality: 95 })
    .toBuffer();

  it('is found where the eye goes, so that no crop cuts a head off', async () => {
    const { made, ...result } = await developed(await portrait);
    if (result.kind !== 'picture') throw new Error('not developed');

    expect(Math.abs(result.picture.focalPoint.x - 78)).toBeLessThan(15);
    expect(Math.abs(result.picture.focalPoint.y - 17)).toBeLessThan(10);
    const skin = rgb('#d9a07e');
    for (const { bytes, name } of made.filter((file) => file.name.startsWith('16x9'))) {
      const { height } = await sharp(bytes).metadata();
      const rows = await Promise.all(Array.from({ length: 20 }, (_, n) => pixelOf(bytes, 0.775, n / 20)));
      const ofFace = rows.filter((pixel) => distance(pixel, skin) < 40).length / 20;
      expect(Math.abs(ofFace * height * (400 / ((height * 16) / 9)) - 80), name).toBeLessThan(25);
    }
  });

  it.each([
    [{ x: 0, y: 0 }, quarters.topLeft],
    [{ x: 100, y: 100 }, quarters.bottomRight],
  ])('at %j moves crops to the edge', async (focalPoint, color) => {
    const { made } = await developed(await jpegOf(1_600, 400), 'image/jpeg', { focalPoint });

    for (const { bytes } of made.filter(({ name }) => name.startsWith('1x1'))) {
      const at = focalPoint.x === 0 ? 0.1 : 0.9;
      expect(distance(await pixelOf(bytes, at, at), rgb(color))).toBeLessThan(24);
    }
  });

  it('that is changed makes the crops anew, and nothing else', async () => {
    const bytes = await jpegOf(700, 500);
    const result = await crop(bytes, { x: 10, y: 20 });
    if (result.kind !== 'picture') throw new Error('not developed');
    const files = await Array.fromAsync(result.files);
    const { made } = await developed(bytes, 'image/jpeg', { focalPoint: { x: 10, y: 20 } });

    expect(result.picture.focalPoint).toEqual({ x: 10, y: 20 });
    expect(files).toEqual(made.filter(({ name }) => name.includes('-x10y20-')));
  });
});

describe('the place where a picture was taken', () => {
  const block = exifBlock({ 271: 'Acme' }, { 36867: '2026:11:03 14:05:09' }, gps);
  const jpeg = jpegOf();
  const files: readonly (readonly [
    string,
    'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif',
    () => Promise<Buffer>,
  ])[] = [
    ['EXIF of JPEG', 'image/jpeg', async () => withSegments(await jpeg, exifSegment(block))],
    ['XMP of JPEG', 'image/jpeg', async () => withSegments(await jpeg, xmpSegment(gpsXmp))],
    ['both', 'image/jpeg', async () => withSegments(await jpeg, exifSegment(block), xmpSegment(gpsXmp))],
    [
      'eXIf of PNG',
      'image/png',
      async () => withChunks(await (await aPicture()).png().toBuffer(), pngChunk('eXIf', block)),
    ],
    [
      'XMP of PNG',
      'image/png',
      async () =>
        withChunks(
          await (await aPicture()).png().toBuffer(),
          pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${gpsXmp}`)),
        ),
    ],
    ...(['webp', 'avif'] as const).map(
      (format) =>
        [
          `EXIF and XMP of ${format}`,
          `image/${format}` as const,
          async () => {
            const IFD3 = { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' };
            return (await aPicture()).withExif({ IFD3 }).withXmp(gpsXmp).toFormat(format).toBuffer();
          },
        ] as const,
    ),
  ];

  it.each(files)('as %s is in no rendition', async (_what, mediaType, make) => {
    const bytes = await make();
    const { exif, xmp } = await sharp(bytes).metadata();
    const { made } = await developed(bytes, mediaType);

    expect(exif ?? xmp).toBeDefined();
    expect(made.length).toBeGreaterThan(0);
    for (const file of made) {
      expect(Buffer.from(file.bytes).toString('latin1')).not.toMatch(/GPS|51,30|Acme/);
      expect(await sharp(file.bytes).metadata()).not.toMatchObject({ exif: expect.anything() });
      expect(await sharp(file.bytes).metadata()).not.toMatchObject({ xmp: expect.anything() });
    }
  });

  it('is gone where credit stays', async () => {
    const credited = exifBlock({ 315: 'Ines Calder' }, {}, gps);
    const { made } = await developed(withSegments(await jpeg, exifSegment(credited)));

    for (const { bytes, mediaType } of made) {
      if (mediaType === 'image/jpeg')
        expect(await exifr.parse(Buffer.from(bytes))).toMatchObject({ Artist: 'Ines Calder' });
      expect(await exifr.gps(Buffer.from(bytes)).catch(() => undefined)).toBeUndefined();
    }
  });
});

describe('credit, copyright and caption', () => {
  it('are in every JPEG file, for programs that read XMP and for those that read EXIF', async () => {
    const block = iptcBlock(
      [
        [80, 'Søren Halvorsen'],
        [110, 'Reuters'],
        [116, '© 2026 Reuters'],
        [120, 'The ferry at Göttingen & "home".'],
      ],
      true,
    );
    const { made, ...result } = await developed(withSegments(await jpegOf(), iptcSegment(block)));

    expect(result).toMatchObject({ details: { credit: 'Søren Halvorsen/Reuters', copyright: '© 2026 Reuters' } });
    const jpegs = made.filter(({ mediaType }) => mediaType === 'image/jpeg');
    expect(jpegs.length).toBeGreaterThan(0);
    for (const { bytes } of jpegs) {
      const read = await exifr.parse(Buffer.from(bytes), { xmp: true, mergeOutput: false, tiff: true });
      expect(read.xmp ?? read.photoshop).toBeDefined();
      expect(JSON.stringify(read)).toContain('Reuters');
      expect(read.dc).toMatchObject({ creator: 'Søren Halvorsen', rights: { value: '© 2026 Reuters' } });
      expect(read.photoshop).toMatchObject({ Credit: 'Reuters' });
      expect(read.ifd0).toMatchObject({ Artist: expect.stringContaining('Halvorsen') });
    }
  });
});
