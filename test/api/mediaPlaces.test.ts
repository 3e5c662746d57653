import { hash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { hasGps } from '../../functions/media/develop/exif.ts';
import { tellsPlace } from '../../functions/media/develop/tellsPlace.ts';
import type { MediaType } from '../../functions/media/schema.ts';
import { type App, startApp } from '../support/app.ts';
import { MEDIA } from '../support/library.ts';
import { Editor } from '../support/newsroom.ts';
import {
  aPicture,
  exifBlock,
  exifSegment,
  gps,
  gpsXmp,
  iptcBlock,
  iptcSegment,
  pngChunk,
  withChunks,
  withSegments,
  xmpSegment,
} from '../support/pictures.ts';

interface Located {
  readonly mediaType: MediaType;
  readonly bytes: Buffer;
}

/** Pictures of each format, turned in each way, that tell their place in each way. */
async function locatedPictures(): Promise<readonly Located[]> {
  const picture = await aPicture(64, 48);
  const [jpeg, png] = await Promise.all([picture.clone().jpeg().toBuffer(), picture.clone().png().toBuffer()]);
  const location = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 3230/100',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 4366/100',
  };
  const found: Promise<Located>[] = [];
  const add = (mediaType: MediaType, bytes: Buffer | Promise<Buffer>) =>
    found.push(Promise.resolve(bytes).then((each) => ({ mediaType, bytes: each })));
  for (let turn = 1; turn <= 8; turn += 1) {
    const exif = exifBlock({ 274: turn, 315: `Ines ${turn}`, 270: 'The quay' }, {}, gps);
    const xmp = gpsXmp.replace('<x:', `<!-- ${turn} --><x:`);
    const city = iptcBlock([
      [90, 'London'],
      [80, `Ines ${turn}`],
    ]);
    add('image/jpeg', withSegments(jpeg, exifSegment(exif)));
    add('image/jpeg', withSegments(jpeg, xmpSegment(xmp)));
    add('image/jpeg', withSegments(jpeg, exifSegment(exif), xmpSegment(xmp), iptcSegment(city)));
    add('image/png', withChunks(png, pngChunk('eXIf', exif)));
    add('image/png', withChunks(png, pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`))));
    for (const format of ['webp', 'avif'] as const) {
      const of = picture
        .clone()
        .withExif({ IFD0: { Artist: `Ines ${turn}` }, IFD3: location })
        .withXmp(xmp);
      add(`image/${format}`, of[format]().toBuffer());
    }
  }
  return Promise.all(found);
}

const told = /GPSL|51,30|51\.5|0,7\.7/;

async function take(app: App, editor: Editor, { mediaType, bytes }: Located, index: number): Promise<string> {
  const sha256 = hash('sha256', bytes);
  const fileName = `IMG_${index}.${mediaType.slice(6)}`;
  const body = { fileName, type: mediaType, bytes: bytes.length, sha256 };
  const { json } = await editor.send('POST', MEDIA, { body });
  expect((await app.upload(json.upload, bytes)).status).toBe(204);
  return json.id;
}

describe('more than fifty pictures that tell where they were taken', () => {
  it('tell it at no address, that of the original included', async () => {
    const app = await startApp();
    const editor = new Editor(app);
    const pictures = await locatedPictures();
    const ids = await Promise.all(pictures.map((picture, index) => take(app, editor, picture, index)));
    await app.develop();

    const files = await app.objects.list('media/');
    const answers = await Promise.all(files.map((key) => app.get(`/${key}`)));
    for (const [index, { statusCode, body = '', isBase64Encoded }] of answers.entries()) {
      const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
      const { exif, xmp } = await sharp(bytes).metadata();
      const says = told.test(bytes.toString('latin1')) || tellsPlace(bytes, 'image/jpeg') || (exif && hasGps(exif));
      expect([files[index], statusCode, says || told.test(xmp?.toString() ?? '')]).toEqual([files[index], 200, false]);
    }
    for (const [index, id] of ids.entries()) {
      const record = await editor.get(`${MEDIA}/${id}`);
      expect(record.json.state).toBe('ready');
      expect(record.body).not.toMatch(told);
      const { fileName } = record.json;
      for (const path of [`/media/${id}/${fileName}`, `/originals/${id}`, `/media/${id}/..%2F..%2Foriginals%2F${id}`]) {
        expect([index, path, (await app.get(path)).statusCode]).toEqual([index, path, 404]);
      }
    }

    expect(pictures.every(({ bytes }) => tellsPlace(bytes, 'image/jpeg'))).toBe(true);
    expect(new Set(ids).size).toBeGreaterThan(50);
    expect(files.length).toBeGreaterThan(400);
  }, 120_000);
});
