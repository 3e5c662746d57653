import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';

/**
 * Characters that XML does not allow even escaped: control characters, lone surrogates, U+FFFE, U+FFFF (XML 1.0, 2.2).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab, line feed and carriage return are the ones that may stay
const FORBIDDEN = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Serializes a document, dropping characters that XML forbids. The tree has no CDATA sections. */
export function xmlDocument(root: Element): string {
  const xml = toXml(root, { closeEmptyElements: true, tightClose: true })
    .replace(FORBIDDEN, '')
    // `]]>` is not allowed in text (XML 1.0, 2.4), but the library does not escape it.
    .replaceAll(']]>', ']]&gt;');
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;
}
