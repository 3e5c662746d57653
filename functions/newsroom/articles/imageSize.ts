import type { MeasurePicture } from '../../media/fetching/measurePicture.ts';
import { Failure } from '../../shared/failure.ts';
import type { Content } from './fields.ts';

type Imaged = Pick<Content, 'image'>;

/**
 * Adds to an image from another site the width and height that nobody has named: those it had before at the same address,
 * else those that are read there. What cannot be read is saved without.
 */
export async function withImageSize<Each extends Imaged>(
  content: Each,
  measure: MeasurePicture,
  before?: Imaged,
): Promise<Each> {
  const image = unsizedIn(content);
  if (!image) return content;
  const was = before?.image && 'url' in before.image && before.image.url === image.url ? before.image : undefined;
  const size = was && isSized(was) ? was : await measure(image.url);
  return size ? { ...content, image: { ...image, width: size.width, height: size.height } } : content;
}

/** Requires what keeps a page's text in its place while its image is loaded. */
export function requireImageSize(content: Imaged): void {
  if (!unsizedIn(content)) return;
  throw new Failure('field-invalid', (words) => `${words.sentence('image', words.faults.unsized)}.`, {
    faults: [{ pointer: '/image', detail: ({ faults }) => faults.unsized }],
  });
}

/** The image from another site, if its size is unknown. */
export const unsizedIn = ({ image }: Imaged) =>
  image !== null && 'url' in image && !isSized(image) ? image : undefined;

export type SiteImage = Extract<Content['image'], { readonly url: string }>;

export const isSized = <Image extends SiteImage>(
  image: Image,
): image is Image & { readonly width: number; readonly height: number } =>
  image.width !== null && image.height !== null;
