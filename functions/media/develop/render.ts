import type { Sharp } from 'sharp';
import type { FocalPoint } from '../../pictures/picture.ts';
import { cropSize, type Format, mediaTypeOf, type Rendition } from '../../pictures/renditions.ts';
import { imageOf, type Master, type Remaining } from './master.ts';
import type { DevelopedFile } from './result.ts';
import { type Embedded, writeXmp } from './xmp.ts';

/** Makes renditions one after another, when they are asked for. */
export async function* render(
  master: Master,
  renditions: readonly Rendition[],
  { focalPoint, embedded }: { readonly focalPoint: FocalPoint; readonly embedded: Embedded },
  remaining: Remaining,
): AsyncGenerator<DevelopedFile> {
  for (const rendition of renditions) {
    const { name, format, width, height } = rendition;
    const image = imageOf(master)
      .extract(areaOf(rendition, master, focalPoint))
      .resize({ width, height, fit: 'fill' });
    const encoded =
      format === 'jpg' ? withTexts(encoders.jpg(image, rendition), embedded) : encoders[format](image, rendition);
    const bytes = await encoded.timeout({ seconds: remaining() }).toBuffer();
    yield { name, mediaType: mediaTypeOf[format], bytes };
  }
}

/** The part that a crop shows: the focal point is as near to its centre as the picture's edges allow. */
function areaOf({ crop }: Rendition, master: Master, focalPoint: FocalPoint) {
  const size = cropSize(crop, master);
  const start = (point: number, whole: number, part: number) =>
    Math.min(whole - part, Math.max(0, Math.round((point / 100) * whole - part / 2)));
  return {
    left: start(focalPoint.x, master.width, size.width),
    top: start(focalPoint.y, master.height, size.height),
    ...size,
  };
}

/** Qualities and efforts as they were measured (docs/decisions/0033-pictures-are-developed-by-sharp.md). */
const encoders: Record<Format, (image: Sharp, rendition: Rendition) => Sharp> = {
  jpg: (image) => image.flatten({ background: 'white' }).jpeg({ quality: 80, mozjpeg: true }),
  webp: (image) => image.webp({ quality: 75, effort: 4 }),
  avif: (image, { crop, width }) => image.avif({ quality: crop === 'whole' ? 50 : 45, effort: effortAt(width) }),
};

/** The larger a picture, the dearer each step of effort, and the fewer bytes it saves. */
const effortAt = (width: number) => (width <= 640 ? 3 : width <= 960 ? 2 : 1);

/** Writes who made a picture into a JPEG file: as XMP, and as EXIF for the programs that read only that. */
function withTexts(image: Sharp, embedded: Embedded): Sharp {
  const { creators, copyright, caption } = embedded;
  const xmp = writeXmp(embedded);
  const texts = { Artist: creators.join('; '), Copyright: copyright, ImageDescription: caption };
  const exif = Object.entries(texts).flatMap(([tag, text]) => (text ? [[tag, text] as const] : []));
  const described = xmp === undefined ? image : image.withXmp(xmp);
  return exif.length === 0 ? described : described.withExif({ IFD0: Object.fromEntries(exif) });
}
