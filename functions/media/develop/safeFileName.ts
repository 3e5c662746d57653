import type { MediaType } from '../schema.ts';

/** Most characters of a name, with its extension. */
const MOST_CHARACTERS = 100;

const extensions: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
};

/** What no name may hold: control characters, what is invisible or turns the direction, and what systems and shells reserve. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd"*:<>?|]/gu;

/**
 * The name under which a file is served, saved and listed: that of the uploaded file without folders and unsafe
 * characters, with the extension of its type.
 */
export function safeFileName(fileName: string, mediaType: MediaType): string {
  const extension = extensions[mediaType];
  const last = fileName.split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .slice(0, 1_000)
    .normalize('NFC')
    .replace(UNSAFE, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  const cut = [...stem].slice(0, MOST_CHARACTERS - extension.length - 1).join('');
  return `${cut.replace(/[. ]{1,1000}$/, '') || 'file'}.${extension}`;
}
