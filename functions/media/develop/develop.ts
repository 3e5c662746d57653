import type { FocalPoint } from '../../pictures/picture.ts';
import { type Rendition, renditionsOf } from '../../pictures/renditions.ts';
import { fault } from '../../words/fault.ts';
import { type MediaType, mediaTypes } from '../schema.ts';
import { readDetails } from './details.ts';
import { draw } from './draw.ts';
import { decode, overview, type Remaining, readHeader } from './master.ts';
import { isSequence, recognize } from './recognize.ts';
import { render } from './render.ts';
import type { Result } from './result.ts';
import { safeFileName } from './safeFileName.ts';
import { tellsPlace } from './tellsPlace.ts';

/** Most seconds that a picture may take in all. */
export const MOST_SECONDS = 60;

const refused = (named: string): Result => ({ kind: 'refused', fault: named });

/**
 * Develops an uploaded file: a picture into its renditions, without metadata but credit, copyright and caption; audio and
 * documents into what is served. `focalPoint` null: about the most eye-catching point.
 */
export async function develop(
  bytes: Uint8Array,
  declared: { readonly mediaType: MediaType; readonly fileName: string },
  { focalPoint }: { readonly focalPoint: FocalPoint | null },
): Promise<Result> {
  const mediaType = recognize(bytes);
  if (mediaType === undefined) return refused(fault(bytes.length === 0 ? 'emptyFile' : 'unknownKind'));
  if (mediaType === 'image/heic') return refused(fault('heic'));
  if (mediaType !== declared.mediaType) return refused(fault('otherKind', mediaType, declared.mediaType));
  if (mediaTypes[mediaType] === 'picture') return developPicture(bytes, mediaType, focalPoint, () => true);
  if (mediaType === 'application/pdf' && !isWholePdf(bytes)) return refused(fault('damagedFile'));
  if (tellsPlace(bytes, mediaType)) return refused(fault('tellsPlace'));
  return {
    kind: 'file',
    file: {
      name: safeFileName(declared.fileName, mediaType),
      mediaType,
      bytes,
      // Browsers show no PDF in the sandbox in which everything that was uploaded is served.
      disposition: mediaType === 'application/pdf' ? 'attachment' : 'inline',
    },
  };
}

/** The crops alone of a picture that was developed before, about another focal point. */
export async function crop(bytes: Uint8Array, focalPoint: FocalPoint | null): Promise<Result> {
  const mediaType = recognize(bytes);
  if (mediaType === undefined) return refused(fault('unknownKind'));
  return developPicture(bytes, mediaType, focalPoint, (rendition) => rendition.crop !== 'whole');
}

/** The end of a PDF file is marked in its last kilobyte (ISO 32000-1, annex H, note 18). */
const isWholePdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(-1_024)).includes('%%EOF');

async function developPicture(
  bytes: Uint8Array,
  mediaType: MediaType,
  focalPoint: FocalPoint | null,
  isWanted: (rendition: Rendition) => boolean,
): Promise<Result> {
  if (mediaType === 'image/svg+xml') {
    const drawing = await draw(bytes);
    if ('fault' in drawing) return refused(drawing.fault);
    return developPicture(drawing.png, 'image/png', focalPoint, isWanted);
  }
  if (isSequence(bytes, mediaType)) return refused(fault('animated'));
  const remaining = countDown(MOST_SECONDS);
  const read = await readPicture(bytes, mediaType, remaining).catch(faultOfReading);
  if ('fault' in read) return refused(read.fault);
  const { header, master, found } = read;
  const { details, embedded } = readDetails(header.blocks);
  const { width, height } = header;
  const picture = { width, height, focalPoint: focalPoint ?? found.focalPoint, color: found.color };
  const renditions = renditionsOf(picture).filter(isWanted);
  const files = render(master, renditions, { focalPoint: picture.focalPoint, embedded }, remaining);
  return { kind: 'picture', picture, details, files };
}

async function readPicture(bytes: Uint8Array, mediaType: MediaType, remaining: Remaining) {
  const header = await readHeader(bytes, mediaType);
  if ('fault' in header) return header;
  const master = await decode(bytes, header, remaining);
  return { header, master, found: await overview(master, remaining) };
}

/** sharp tells of a timeout and of damage by messages only. */
const faultOfReading = (error: unknown) => ({
  fault: fault(/timeout/i.test(String(error)) ? 'slowPicture' : 'damagedFile'),
});

function countDown(seconds: number): Remaining {
  const end = performance.now() + seconds * 1_000;
  return () => Math.max(1, Math.ceil((end - performance.now()) / 1_000));
}
