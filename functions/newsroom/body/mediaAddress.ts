/** Where a body names a file of the media library. */
export interface Mention {
  /** The file's id; undefined when the text names no valid one, see {@link address}. */
  readonly id: string | undefined;
  /** The address as it is written. */
  readonly address: string;
  /** As what it is used: shown as a picture, played as a recording, or linked to. */
  readonly as: 'picture' | 'recording' | 'link';
  /** Its own alternative text; empty for the record's. */
  readonly alt: string;
  /** The line of the body, from 1; undefined when unknown. */
  readonly line: number | undefined;
}

/** A file of the library with what follows its id: `media:ID#wide`. */
export interface MediaAddress {
  readonly id: string | undefined;
  /** As it is stored. */
  readonly address: string;
}

const SHOWN = /^media:([0-9a-f]{32})(?:#(?:wide|full|gallery))?$/;
const LINKED = /^media:([0-9a-f]{32})(?:#[\w=&:.,-]{1,60})?$/;

/** Reads the address of a file of the library; undefined for any other address. */
export function mediaAddress(source: unknown, as: Mention['as']): MediaAddress | undefined {
  const address = typeof source === 'string' ? source.trim() : '';
  if (!/^media:/i.test(address)) return undefined;
  const plain = `media:${address.slice('media:'.length)}`;
  const [, id] = (as === 'picture' ? SHOWN : LINKED).exec(plain) ?? [];
  return { id, address: plain };
}
