import {
  parseXml,
  XmlDocumentType,
  XmlElement,
  type XmlNode,
  XmlProcessingInstruction,
  XmlText,
} from '@rgrove/parse-xml';
import { fault } from '../../words/fault.ts';

const MOST_MEGABYTES = 2;

const REFERS = fault('drawingRefers');
const NO_XML = fault('damagedDrawing');

/** Elements that would be missing from the picture, each with its fault. */
const absent = new Map([
  ['foreignObject', fault('drawingPage')],
  ['text', fault('drawingText')],
  ['image', fault('drawingPhotograph')],
  ['feImage', REFERS],
]);

/** Why a drawing (SVG) cannot be made into pixels safely and in full; undefined if it can. Scripts in it are not run. */
export function faultOfDrawing(bytes: Uint8Array): string | undefined {
  if (bytes.length > MOST_MEGABYTES * 1024 * 1024) return fault('largeDrawing', MOST_MEGABYTES);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const { children, root } = parseXml(text, { preserveDocumentType: true });
    if (!root || localName(root.name) !== 'svg') return NO_XML;
    return children.map(faultBeside).find(Boolean) ?? elementsIn(root).map(faultOfElement).find(Boolean);
  } catch {
    return NO_XML;
  }
}

function faultBeside(node: XmlNode): string | undefined {
  if (node instanceof XmlProcessingInstruction && node.name === 'xml-stylesheet') return REFERS;
  if (node instanceof XmlDocumentType && node.internalSubset) {
    return fault('drawingEntities');
  }
  return undefined;
}

function faultOfElement({ name, attributes, children }: XmlElement): string | undefined {
  const element = localName(name);
  const refers = Object.entries(attributes).some(([attribute, value]) =>
    // Links are no part of the picture; whatever else has an address takes something from there.
    /^(href|src)$/.test(localName(attribute)) ? element !== 'a' && !value.startsWith('#') : isOutside(value),
  );
  const missing = absent.get(element);
  if (missing !== undefined) return missing;
  // Not `text` of the element, which would read all that is nested in it for each element around it.
  const styles = element === 'style' ? children.filter((child) => child instanceof XmlText) : [];
  return refers || styles.some(({ text }) => isOutside(text)) ? REFERS : undefined;
}

/** Whether a style takes something from elsewhere than the drawing. */
const isOutside = (style: string) => /@import|url\(\s*["']?\s*(?!["'#\s])/i.test(style);

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function elementsIn(root: XmlElement): XmlElement[] {
  const found = [root];
  for (const element of found) {
    for (const child of element.children) if (child instanceof XmlElement) found.push(child);
  }
  return found;
}
