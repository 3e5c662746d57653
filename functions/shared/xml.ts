import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** Whatever no XML document may hold, not even escaped: control characters, halves of pairs, U+FFFE, U+FFFF (XML 1.0, 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab, line feed and carriage return are the ones that may stay
const FORBIDDEN = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The text of an XML document, well-formed whatever its texts hold. The tree has no CDATA sections. */
export function xmlDocument(root: Element): string {
  const xml = toXml(root, { closeEmptyElements: true, tightClose: true })
    .replace(FORBIDDEN, '')
    // Not allowed in text although it ends nothing there (XML 1.0, 2.4), and the library lets it through.
    .replaceAll(']]>', ']]&gt;');
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;
}
