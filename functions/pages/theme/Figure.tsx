import type { Picture } from '../view.ts';

interface PhotographProps {
  readonly picture: Picture;
  /** How wide it is shown, as CSS's `sizes`, so that a browser can choose. */
  readonly sizes: string;
  /** Whether it is what a reader sees first. */
  readonly first?: boolean;
  /** In place of its own, where the text beside it says the same. */
  readonly alt?: string;
}

/** An image whose place is kept while it loads. */
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

/** An image in a `srcset`. A comma at the end of its address would be taken for the list's. */
const candidate = ({ url, width }: Pick<Picture, 'url' | 'width'>) => `${url.replace(/,$/, '%2C')} ${width}w`;

/** An image with its caption and who took it. */
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
