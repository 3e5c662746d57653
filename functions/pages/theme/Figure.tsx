import { isBroad, isTall } from '../../pictures/shape.ts';
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

/** The class of a lead that is laid out by its height, or with nothing beside it. */
export const leadClass = (picture: ImageFiles) => (isTall(picture) ? ' tall' : isBroad(picture) ? ' broad' : '');

/** The room for a lead, as theme.css has it: values of `sizes`. */
interface Room {
  /** For a panorama. */
  readonly broad: string;
  /** For another one that is not upright. */
  readonly plain: string;
  /** The greatest height of an upright one, besides the limits of {@link leadSizes}. */
  readonly tallest: string;
}

/** The displayed width of a lead, as the attribute `sizes`. */
export function leadSizes(picture: ImageFiles, { broad, plain, tallest }: Room): string {
  const ratio = (picture.width / picture.height).toFixed(3);
  if (isTall(picture)) return `(min-width: 40rem) calc(${ratio} * min(70svh, 36rem, ${tallest})), calc(100vw - 2.5rem)`;
  return isBroad(picture) ? broad : plain;
}

/** On the article's page. */
const ON_PAGE: Room = { broad: 'min(56rem, 100vw - 2.5rem)', plain: 'min(56rem, 100vw - 2.5rem)', tallest: '36rem' };

interface FigureProps {
  readonly picture: Picture;
  /** The words around the name of who made it. */
  readonly credit: (name: string) => string;
}

/** An image with its caption and credit. */
export function Figure({ picture, credit: credited }: FigureProps) {
  const { alt, caption, credit } = picture;
  return (
    <figure class={`lead-image${leadClass(picture)}${printClass(picture)}`}>
      <Photograph picture={picture} sizes={leadSizes(picture, ON_PAGE)} alt={alt} first />
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <small>{credited(credit)}</small>}
        </figcaption>
      )}
    </figure>
  );
}
