/** What a file says of itself, as it was read and before it is cleaned. An instant may lack its zone, or its time. */
export interface Written {
  readonly creators?: readonly string[] | undefined;
  readonly credit?: string | undefined;
  readonly source?: string | undefined;
  readonly copyright?: string | undefined;
  readonly headline?: string | undefined;
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
  readonly alt?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly people?: readonly string[] | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
  readonly taken?: string | undefined;
  readonly usageTerms?: string | undefined;
  readonly instructions?: string | undefined;
  /** The address of a licence or a statement of rights. */
  readonly rightsUrl?: string | undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/**
 * Decodes text as UTF-8 if it is that, else as Windows-1252, which contains Latin-1. Programs write either with and without
 * saying so, and accented Latin-1 is hardly ever valid UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}
