import sharp, { type OutputInfo } from 'sharp';
import type { FocalPoint } from '../../pictures/picture.ts';
import { cropSize, renditionsOf } from '../../pictures/renditions.ts';
import { fault } from '../../words/fault.ts';
import { type MediaType, MOST_PIXELS } from '../schema.ts';
import type { Blocks } from './details.ts';

/** Pictures are at most so many times as high as wide: no page shows more, and each is a cost. */
const MOST_TALL = 5;
/** The longer side of the small picture in which the focal point and the dominant colour are looked for. */
const OVERVIEW = 256;
const CENTRE: FocalPoint = { x: 50, y: 50 };

// A file that is developed is not asked for again.
sharp.cache(false);
// Of libvips' some thirty readers, only these see what strangers sent.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
});

/** The formats of pictures as libvips names them. */
const formats: Partial<Record<MediaType, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'heif',
  'image/gif': 'gif',
};

/** Tells how many seconds are left of those that a file may take, at least one. */
export type Remaining = () => number;

/** What a picture's header says, without its pixels. */
export interface Header {
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly blocks: Blocks;
  /** Whether its colours have a profile. */
  readonly isProfiled: boolean;
}

/** The options of every reading: broken files are refused, files with the small mistakes of some cameras are not. */
const reading = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;

/**
 * Reads a picture's header.
 * @returns `fault`, as a {@link Result} has it, for what cannot be developed.
 */
export async function readHeader(bytes: Uint8Array, mediaType: MediaType): Promise<Header | { fault: string }> {
  const metadata = await sharp(bytes, { ...reading, limitInputPixels: false }).metadata();
  if (metadata.format !== formats[mediaType]) return { fault: fault('damagedFile') };
  const isFilm = mediaType === 'image/gif' || mediaType === 'image/webp';
  if (isFilm && (metadata.pages ?? 1) > 1) return { fault: fault('animated') };
  const { width, height } = metadata.autoOrient;
  if (width * height > MOST_PIXELS) return { fault: fault('largePicture', MOST_PIXELS / 1_000_000) };
  if (height > MOST_TALL * width) return { fault: fault('tallPicture', MOST_TALL) };
  const { exif, iptc, xmp, hasProfile } = metadata;
  return { width, height, blocks: { exif, iptc, xmp }, isProfiled: hasProfile };
}

/** The decoded pixels of a picture: upright, in sRGB, as large as its largest rendition needs. */
export interface Master {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** The size to which a picture is decoded: of its largest part that a rendition shows, in that rendition's width. */
function masterSize({ width, height }: Header) {
  const size = { width, height };
  const scales = renditionsOf({ ...size, focalPoint: CENTRE }).map(
    (each) => each.width / cropSize(each.crop, size).width,
  );
  const scale = Math.min(1, Math.max(...scales));
  return { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
}

/** Decodes a picture. @throws Error for one that is damaged, or takes longer than there is time. */
export async function decode(bytes: Uint8Array, header: Header, remaining: Remaining): Promise<Master> {
  const upright = sharp(bytes, reading)
    .autoOrient()
    .resize({ ...masterSize(header), fit: 'fill' })
    .toColourspace('srgb');
  // Of 16 bits, sharp makes Display P3 where there is a profile, and leaves it so unless a profile is asked for.
  const { data, info } = await (header.isProfiled ? upright.withIccProfile('srgb', { attach: false }) : upright)
    .raw({ depth: 'uchar' })
    .timeout({ seconds: remaining() })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`A picture has ${info.channels} channels.`);
  return { pixels: data, width: info.width, height: info.height, channels: info.channels };
}

/** Reads a master as an image. */
export const imageOf = ({ pixels, width, height, channels }: Master) =>
  sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false });

/** Finds the most eye-catching point of a picture, and its dominant colour. */
export async function overview(
  master: Master,
  remaining: Remaining,
): Promise<{ focalPoint: FocalPoint; color: string }> {
  const image = () => imageOf(master).flatten({ background: 'white' }).timeout({ seconds: remaining() });
  // libvips looks for the point only where it has to cut something off.
  const height = master.width > master.height ? OVERVIEW : OVERVIEW / 2;
  const { data, info } = await image()
    .resize({ width: OVERVIEW, height, fit: 'cover', position: sharp.strategy.attention })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { dominant } = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).stats();
  const color = [dominant.r, dominant.g, dominant.b].map((value) => value.toString(16).padStart(2, '0')).join('');
  return { focalPoint: pointOf(info, master), color: `#${color}` };
}

/** sharp 0.35 tells the point in pixels of the resized picture before anything was cut off. */
function pointOf({ attentionX: x, attentionY: y, width, height }: OutputInfo, master: Master): FocalPoint {
  if (x === undefined || y === undefined) return CENTRE;
  const scale = Math.max(width / master.width, height / master.height);
  const percent = (value: number, size: number) =>
    Math.min(100, Math.max(0, Math.round((100 * value) / (size * scale))));
  return { x: percent(x, master.width), y: percent(y, master.height) };
}
