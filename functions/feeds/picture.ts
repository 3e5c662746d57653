import type { Element } from 'xast';
import { x } from 'xastscript';
import type { Image } from '../articles/image.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';

/** The namespace that {@link picture} needs. */
export const mediaNamespace = { 'xmlns:media': 'http://search.yahoo.com/mrss/' };

/** An article's image as Media RSS, because enclosures of RSS and Atom require its size in bytes. */
export const picture = ({ url, width, height }: Image, site: Site): Element =>
  x('media:content', { url: absoluteUrl(url, site), medium: 'image', width, height });
