import { isUtf8 } from 'node:buffer';
import { FileFault } from './fileFault.ts';

const LINE_FEED = 0x0a;
/** The bytes in which UTF-16 is recognizable: a byte order mark, or the `---` that files begin with. */
const BEGINNING = 4;

/**
 * Decodes a file's bytes as UTF-8, strictly: a lenient decoder would replace invalid bytes by `\ufffd` and lose text.
 * @throws FileFault naming the file, the line and the byte.
 */
export function decodeText(file: string, bytes: Buffer): string {
  if (isUtf16(bytes)) {
    throw new FileFault(file, 1, 'the file is in UTF-16 (Windows calls it Unicode); save it as UTF-8');
  }
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let [line, start] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    const text = bytes.subarray(start, end === -1 ? undefined : end);
    if (!isUtf8(text)) throw faultIn(file, bytes, line, start + wellFormedLength(text));
    line += 1;
    start = end + 1;
  }
}

function faultIn(file: string, bytes: Buffer, line: number, offset: number): FileFault {
  const byte = bytes.subarray(offset, offset + 1);
  const name = `0x${byte.toString('hex').toUpperCase()}`;
  const [character = ''] = new TextDecoder('windows-1252').decode(byte);
  const guess = /[\p{L}\p{P}\p{S}]/u.test(character) ? ` (${character} in Windows-1252)` : '';
  return new FileFault(file, line, `byte ${offset + 1} of the file, ${name}${guess}, is not UTF-8; save it as UTF-8`);
}

/** The number of bytes before the first invalid one. */
function wellFormedLength(bytes: Buffer): number {
  const isPrefix = (length: number) => {
    try {
      // In stream mode, an incomplete last character is no error.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isPrefix(middle)) good = middle;
    else bad = middle;
  }
  // Step back to the beginning of an incomplete character.
  while (good > 0 && !isUtf8(bytes.subarray(0, good))) good -= 1;
  return good;
}

const isUtf16 = (bytes: Buffer) => {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || bytes.subarray(0, BEGINNING).includes(0);
};
