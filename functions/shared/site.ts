/** What machine-readable documents say about the site. */
export interface Site {
  /** Scheme and host, such as `https://example.org`. From the configuration, never from a request's `Host`. */
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  /** A language tag (BCP 47), such as `en-GB`. */
  readonly language: string;
  readonly publisher: Publisher;
  /** A square PNG, the share image of pages without a picture. Most programs that show one do not support SVG. */
  readonly icon: string;
  /** The authority and date of tag URIs in feeds (RFC 4151), such as `example.org,2026`. */
  readonly tagAuthority: string;
}

export interface Publisher {
  readonly name: string;
  readonly logo: { readonly url: string; readonly width: number; readonly height: number };
}

/** Resolves an address against the site's origin. */
export const absoluteUrl = (address: string, { origin }: Pick<Site, 'origin'>): string => new URL(address, origin).href;
