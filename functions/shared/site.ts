/** What every machine-readable document says of the site as a whole. */
export interface Site {
  /** Scheme and host, such as `https://example.org`. From the configuration, never from a request's `Host`. */
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  /** A language tag (BCP 47), such as `en-GB`. */
  readonly language: string;
  readonly publisher: Publisher;
  /** A square PNG: what is shown where a page without a picture is shared, by programs of which most know no SVG. */
  readonly icon: string;
  /** Who gives out the ids in feeds, and since when (RFC 4151), such as `example.org,2026`. */
  readonly tagAuthority: string;
}

export interface Publisher {
  readonly name: string;
  readonly logo: { readonly url: string; readonly width: number; readonly height: number };
}

/** A path of the site with its origin before it; any other address as it is. */
export const absoluteUrl = (address: string, { origin }: Pick<Site, 'origin'>): string => new URL(address, origin).href;
