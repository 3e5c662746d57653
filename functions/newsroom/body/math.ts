import type { Element, ElementContent } from 'hast';

/** Elements of MathML Core (https://w3c.github.io/mathml-core/), except those that contain HTML or an address. */
export const MATH = [
  ...['math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'mstyle', 'merror'],
  ...['mpadded', 'mphantom', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mmultiscripts'],
  ...['mprescripts', 'mtable', 'mtr', 'mtd', 'semantics', 'annotation'],
];
const KEPT = new Set(MATH);

const length = /^-?\d{0,4}(?:\.\d{1,6})?(?:em|ex|px|pt|rem|%)?$/;
const truth = /^(?:true|false)$/i;

/** Their attributes, in the sanitizer's notation; no styles and no addresses. */
export const MATH_ATTRIBUTES: [string, ...(string | RegExp)[]][] = [
  ...['lspace', 'rspace', 'minsize', 'maxsize', 'linethickness', 'width', 'height', 'depth', 'voffset'].map(
    (name): [string, RegExp] => [name, length],
  ),
  ...['displaystyle', 'stretchy', 'symmetric', 'largeop', 'movablelimits', 'accent', 'accentunder', 'fence'].map(
    (name): [string, RegExp] => [name, truth],
  ),
  ['separator', truth],
  ['scriptlevel', /^[+-]?\d$/],
  ['display', 'block', 'inline'],
  ['form', 'prefix', 'infix', 'postfix'],
  ['mathvariant', 'normal'],
  ['columnSpan', /^\d{1,2}$/],
  ['rowSpan', /^\d{1,2}$/],
  ['encoding', /^[\w/+.-]{1,60}$/],
];

/** Reduces a formula to MathML elements and text; other elements are replaced by their text. */
export function tidyMath(math: Element, stripped: ReadonlySet<string>): Element {
  const children = math.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return [child];
    if (child.type !== 'element' || stripped.has(child.tagName)) return [];
    const tidied = tidyMath(child, stripped);
    return KEPT.has(child.tagName) && child.tagName !== 'math' ? [tidied] : tidied.children;
  });
  const { id: _id, name: _name, ...properties } = math.properties;
  return { ...math, properties, children };
}
