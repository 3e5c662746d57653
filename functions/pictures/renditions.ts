import type { FocalPoint } from './picture.ts';

/** The shapes that pictures are cut to, about the focal point; `whole` is uncut. */
export const crops = { '16x9': 16 / 9, '4x3': 4 / 3, '1x1': 1 } as const;
export type Crop = keyof typeof crops;
export type Format = 'avif' | 'webp' | 'jpg';

export const mediaTypeOf = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const satisfies Record<
  Format,
  string
>;

/** One file that is made of a picture. */
export interface Rendition {
  /** Its file name, which its address ends with. */
  readonly name: string;
  readonly crop: Crop | 'whole';
  readonly format: Format;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * The renditions by shape and format, in the widths that the original has. AVIF is for browsers, WebP and one JPEG for
 * those without it, for feeds and for other programs; search engines ask for the three shapes as JPEG of 1,200 pixels.
 */
const plan: readonly (readonly [Crop | 'whole', Format, readonly number[]])[] = [
  ['whole', 'jpg', [1280]],
  ['whole', 'webp', [640, 1280]],
  ['whole', 'avif', [320, 640, 960, 1280, 1920]],
  ['16x9', 'jpg', [1200]],
  ['16x9', 'webp', [640]],
  ['16x9', 'avif', [320, 640]],
  ['4x3', 'jpg', [1200]],
  ['1x1', 'jpg', [1200]],
  ['1x1', 'avif', [320]],
];

/** The size of a developed picture and its focal point: what the addresses of its renditions follow from. */
export interface Developed {
  readonly width: number;
  readonly height: number;
  readonly focalPoint: FocalPoint;
}

/** The largest part of a picture that has a crop's shape, in pixels. */
export function cropSize(crop: Crop | 'whole', { width, height }: Pick<Developed, 'width' | 'height'>) {
  if (crop === 'whole') return { width, height };
  const ratio = crops[crop];
  return width / height > ratio
    ? { width: Math.max(1, Math.round(height * ratio)), height }
    : { width, height: Math.max(1, Math.round(width / ratio)) };
}

/** All renditions of a picture, at most 15. */
export const renditionsOf = (picture: Developed): readonly Rendition[] =>
  plan.flatMap(([crop, format, wanted]) => {
    const most = cropSize(crop, picture);
    const fitting = wanted.filter((width) => width <= most.width);
    // One that lies between two widths is kept in its own, too, unless the smaller one is nearly as wide.
    const isBetween = fitting.length < wanted.length && most.width > 1.25 * (fitting.at(-1) ?? 0);
    const widths = isBetween ? [...fitting, most.width] : fitting;
    return widths.map((width) => ({
      name: fileName(crop, format, width, picture.focalPoint),
      crop,
      format,
      width,
      height: Math.max(1, Math.round((width * most.height) / most.width)),
    }));
  });

/** A crop's name contains its focal point, so a picture with another one has other addresses, which are cached for a year. */
const fileName = (crop: Crop | 'whole', format: Format, width: number, { x, y }: FocalPoint) =>
  crop === 'whole' ? `${width}.${format}` : `${crop}-x${x}y${y}-${width}.${format}`;

/** The path of a file of the media library; in the bucket its key is the same without the first slash. */
export const mediaPath = (id: string, name: string) => `/media/${id}/${encodeURIComponent(name)}`;
