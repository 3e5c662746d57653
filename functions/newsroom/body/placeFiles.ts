import { mediaPath } from '../../pictures/renditions.ts';

/** A file of the library that is served as it was uploaded. */
export interface PlacedFile {
  readonly kind: string;
  readonly fileName: string;
}

const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|[^">])*)>/gi;
const LINK_ALONE = /<p>(<a href="\/media\/[^"]*"[^>]*>)([^<]*)<\/a><\/p>/g;
const ADDRESS = /(\s(?:href|src)=")media:([0-9a-f]{32})(#[^"]*)?(?=")/;

/**
 * Puts the addresses of recordings and documents into sanitized HTML, in place of `media:ID`. A link to a recording that
 * stands alone in its paragraph becomes a player. Pictures stay as they are.
 */
export function placeFiles(html: string, files: ReadonlyMap<string, PlacedFile>): string {
  const recordings = new Set<string>();
  const placed = html.replace(TAG, (tag: string, slash: string, name: string) => {
    if (slash || name === 'img') return tag;
    return tag.replace(ADDRESS, (whole, attribute: string, id: string, place = '') => {
      const file = files.get(id);
      if (!file) return whole;
      const path = mediaPath(id, file.fileName);
      if (file.kind === 'audio') recordings.add(path);
      return `${attribute}${path}${place}`;
    });
  });
  if (recordings.size === 0) return placed;
  return placed.replace(LINK_ALONE, (paragraph, link: string, words: string) => {
    const [, address = ''] = /href="([^"]*)"/.exec(link) ?? [];
    if (!recordings.has(address.replace(/#.*/, ''))) return paragraph;
    const caption = words.trim() === '' ? '' : `<figcaption>${words}</figcaption>`;
    return `<figure><audio src="${address}" controls preload="none"></audio>${caption}</figure>`;
  });
}
