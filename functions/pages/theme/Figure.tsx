import { sourcesByType, srcset } from '../../pictures/sources.ts';
import type { ImageFiles, Picture } from '../view.ts';

interface PhotographProps {
  readonly picture: ImageFiles;
  /** Its displayed width, as the attribute `sizes`. */
  readonly sizes: string;
  readonly alt: string;
  /** Whether it is visible without scrolling, and so loaded at once. */
  readonly first?: boolean;
}

/** An image with dimensions, so that the layout does not shift while it loads, in the formats that it has. */
export function Photograph({ picture, sizes, alt, first = false }: PhotographProps) {
  const { url, width, height, sources = [] } = picture;
  const byType = sourcesByType(sources);
  const untyped = byType.get(undefined) ?? [];
  const choice = untyped.length > 0 ? { srcset: srcset([{ url, width }, ...untyped]), sizes } : {};
  const image = (
    <img
      src={url}
      {...choice}
      alt={alt}
      width={width}
      height={height}
      loading={first ? 'eager' : 'lazy'}
      fetchpriority={first ? 'high' : 'auto'}
      decoding="async"
    />
  );
  const formats = [...byType].filter(([type]) => type !== undefined);
  if (formats.length === 0) return image;
  return (
    <picture>
      {formats.map(([type, files]) => (
        <source type={type} srcset={srcset(files)} sizes={sizes} />
      ))}
      {image}
    </picture>
  );
}

/** The class of what must not be printed. */
export const printClass = ({ notFor }: Pick<Picture, 'notFor'>) => (notFor?.includes('print') ? ' not-in-print' : '');

interface FigureProps {
  readonly picture: Picture;
  readonly sizes: string;
  /** The words around the name of who made it. */
  readonly credit: (name: string) => string;
}

/** An article's image with its caption and credit. */
export function Figure({ picture, sizes, credit: credited }: FigureProps) {
  const { alt, caption, credit } = picture;
  return (
    <figure class={`lead-image${printClass(picture)}`}>
      <Photograph picture={picture} sizes={sizes} alt={alt} first />
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <small>{credited(credit)}</small>}
        </figcaption>
      )}
    </figure>
  );
}
