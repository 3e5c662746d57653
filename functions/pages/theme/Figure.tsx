import type { Picture } from '../view.ts';

interface PhotographProps {
  readonly picture: Picture;
  /** Its displayed width, as the attribute `sizes`. */
  readonly sizes: string;
  /** Whether it is visible without scrolling, and so loaded at once. */
  readonly first?: boolean;
  /** Replaces its alternative text, where a text beside it says the same. */
  readonly alt?: string;
}

/** An image with dimensions, so that the layout does not shift while it loads. */
export function Photograph({ picture, sizes, first = false, alt = picture.alt }: PhotographProps) {
  const { url, width, height, sources = [] } = picture;
  const choice = sources.length > 0 ? { srcset: [{ url, width }, ...sources].map(candidate).join(', '), sizes } : {};
  return (
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
}

/** An entry of a `srcset`. A comma at the end of an address would separate entries, so it is escaped. */
const candidate = ({ url, width }: Pick<Picture, 'url' | 'width'>) => `${url.replace(/,$/, '%2C')} ${width}w`;

/** An image with its caption and credit. */
export function Figure({ picture, sizes }: Pick<PhotographProps, 'picture' | 'sizes'>) {
  const { caption, credit } = picture;
  return (
    <figure class="lead-image">
      <Photograph picture={picture} sizes={sizes} first />
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <small>Credit: {credit}</small>}
        </figcaption>
      )}
    </figure>
  );
}
