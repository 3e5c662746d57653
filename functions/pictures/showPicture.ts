import { changesAt } from '../shared/data/reading.ts';
import { toInstant } from '../shared/instant.ts';
import type { Picture } from './picture.ts';
import { type Format, mediaPath, type Rendition, renditionsOf } from './renditions.ts';

/** Whether a picture's right has not expired yet. What is read tells when it will. */
export function isShown({ expires }: Pick<Picture, 'expires'>, now: Date): boolean {
  if (expires === undefined) return true;
  if (expires <= toInstant(now)) return false;
  changesAt(Date.parse(expires));
  return true;
}

/** What an article says in place of a picture's record. */
type Texts = Partial<Pick<Picture, 'alt' | 'caption' | 'credit'>>;

export type ShownPicture = ReturnType<typeof showPicture>;

/** A picture as readers get it: its texts, and the addresses of its files, whole and cut. */
export function showPicture(picture: Picture, own: Texts = {}) {
  const { id, alt, caption, credit, focalPoint, color, copyright, licenseUrl: license, notFor } = picture;
  const all = renditionsOf(picture);
  const addressOf = ({ name }: Rendition) => mediaPath(id, name);
  const filesOf = (shape: Rendition['crop']) => {
    const files = (wanted: Format) => all.filter(({ crop, format }) => crop === shape && format === wanted);
    // Every shape has a JPEG.
    const [jpeg] = files('jpg') as [Rendition];
    return {
      url: addressOf(jpeg),
      width: jpeg.width,
      height: jpeg.height,
      // Browsers take the first type that they can read.
      sources: [...files('avif'), ...files('webp')].map((file) => ({
        url: addressOf(file),
        width: file.width,
        type: `image/${file.format}`,
      })),
    };
  };
  return {
    id,
    alt,
    caption,
    credit,
    focalPoint,
    color,
    ...own,
    ...filesOf('whole'),
    ...(copyright && { copyright }),
    ...(license && { license }),
    ...(notFor && { notFor }),
    crops: { '16x9': filesOf('16x9'), '4x3': filesOf('4x3'), '1x1': filesOf('1x1') },
  };
}
