import type { Element, ElementContent, Root } from 'hast';
import type { Words } from '../../words/en.ts';
import { FOOTNOTE_ID, FOOTNOTE_LABEL_ID } from './sanitizeSchema.ts';

/** The text of a footnote mark: a number, a letter or a symbol, optionally in brackets. */
const MARK = /^[\s[(]{0,3}(?:\d{1,4}|[ivxlcdm]{1,6}|[a-z]|[*†‡§¶#]{1,3})[\s\]).:]{0,3}$/i;
const HEADING = /^h[1-6]$/;
/** Inline elements that may enclose a mark or a target. */
const INLINE = new Set(['a', 'sup', 'sub', 'span', 'b', 'strong', 'em', 'i', 'font', 'cite', 'small', 'label', 'u']);
/** Elements that may enclose the paragraphs of one note. */
const WRAPPER = new Set(['div', 'aside', 'section']);
/** Elements that a note cannot be: removing them would break a table or the document. */
const FIXED = new Set(['td', 'th', 'tr', 'table', 'body']);

type Parent = Element | Root;

interface Note {
  readonly block: Element;
  readonly references: Element[];
  readonly backlinks: Set<Element>;
}

/**
 * Converts footnotes of other programs to ours: Word, Google Docs, WordPress, Pandoc, kramdown, MediaWiki … They share no
 * ids or classes, but all have this in common: a mark links to a note further down, and the note links back to the mark.
 */
export function adoptFootnotes(root: Root, words: Words['article']): void {
  const { parents, previous, order, targets, links } = survey(root);
  const up = (node: Element) => parents.get(node);
  const isWithin = (node: Element, outer: Parent): boolean => {
    for (let at: Parent | undefined = node; at; at = at.type === 'element' ? up(at) : undefined) {
      if (at === outer) return true;
    }
    return false;
  };
  /** The elements that a backlink to a mark may point to. */
  const namesOf = (mark: Element) => {
    const found = new Set<Element>([mark]);
    for (let at = up(mark); at?.type === 'element' && INLINE.has(at.tagName); at = up(at)) found.add(at);
    for (const child of elementsIn(mark)) found.add(child);
    const before = previous.get(mark);
    if (before && INLINE.has(before.tagName)) found.add(before);
    return found;
  };
  const blockOf = (target: Element): Element | undefined => {
    let at: Parent | undefined = target;
    while (at?.type === 'element' && INLINE.has(at.tagName)) at = up(at);
    return at?.type === 'element' && !HEADING.test(at.tagName) && !FIXED.has(at.tagName) ? at : undefined;
  };

  const backTo = new Map<Element, Element[]>();
  for (const [link, to] of links) {
    const target = targets.get(to);
    if (target) backTo.set(target, [...(backTo.get(target) ?? []), link].slice(0, 20));
  }
  const notes = new Map<Element, Note>();
  const alone: [Element, Element][] = [];
  for (const [mark, to] of links) {
    const target = targets.get(to);
    if (!target || FOOTNOTE_ID.test(to) || (order.get(mark) ?? 0) > (order.get(target) ?? 0)) continue;
    if (!MARK.test(textOf(mark).trim())) continue;
    const block = blockOf(target);
    if (!block || isWithin(mark, block)) continue;
    const back = [...namesOf(mark)].flatMap((name) => backTo.get(name) ?? []).filter((link) => isWithin(link, block));
    if (back.length === 0) {
      alone.push([mark, block]);
      continue;
    }
    const note = notes.get(block) ?? { block, references: [], backlinks: new Set() };
    note.references.push(mark);
    for (const link of back) note.backlinks.add(link);
    notes.set(block, note);
  }
  // Further marks of a note, to which the note has no backlink.
  for (const [mark, block] of alone) notes.get(block)?.references.push(mark);
  if (notes.size === 0) return;

  /** The number of notes and marks in each element. */
  const holds = new Map<Parent, number>();
  const count = (node: Element) => {
    for (let at: Parent | undefined = node; at; at = at.type === 'element' ? up(at) : undefined) {
      holds.set(at, (holds.get(at) ?? 0) + 1);
    }
  };
  for (const { block, references } of notes.values()) for (const node of [block, ...references]) count(node);
  const whole = (block: Element): Element => {
    const parent = up(block);
    const isItsOwn =
      parent?.type === 'element' &&
      WRAPPER.has(parent.tagName) &&
      holds.get(parent) === holds.get(block) &&
      !parent.children.some((child) => isElement(child) && /^(?:hr|ol|ul|h[1-6])$/.test(child.tagName));
    return block.tagName !== 'li' && isItsOwn ? whole(parent) : block;
  };

  const first = Math.max(0, ...[...targets.keys()].map((id) => (FOOTNOTE_ID.test(id) ? Number(id.slice(3)) : 0))) + 1;
  const firstMark = ({ references }: Note) => Math.min(...references.map((mark) => order.get(mark) ?? 0));
  const sorted = [...notes.values()].sort((one, other) => firstMark(one) - firstMark(other));
  const taken = new Set<Element>();
  const items = sorted.map((note, index) => {
    const block = whole(note.block);
    taken.add(block);
    const number = first + index;
    const references = note.references.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    references.forEach((mark, nth) => {
      becomeMark(mark, up(mark), number, nth);
    });
    return itemOf(block, note.backlinks, number, references.length, words);
  });
  takeOut(taken, parents);
  const ours = listOf(root);
  if (ours) ours.children.push(...items);
  else root.children.push(sectionOf(items, words));
}

/** Indexes the tree: parents, preceding siblings, document order, link targets and links. */
function survey(root: Root) {
  const parents = new Map<Element, Parent>();
  /** The directly preceding sibling. */
  const previous = new Map<Element, Element>();
  const order = new Map<Element, number>();
  const targets = new Map<string, Element>();
  const links: [Element, string][] = [];
  const visit = (parent: Parent): void => {
    let before: Parent['children'][number] | undefined;
    for (const node of parent.children) {
      if (before?.type === 'element' && node.type === 'element') previous.set(node, before);
      before = node;
      if (node.type !== 'element') continue;
      parents.set(node, parent);
      order.set(node, order.size);
      const { id, name, href } = node.properties;
      for (const each of [id, node.tagName === 'a' ? name : undefined]) {
        if (typeof each === 'string' && !targets.has(each)) targets.set(each, node);
      }
      const to = node.tagName === 'a' ? fragmentOf(href) : undefined;
      if (to !== undefined) links.push([node, to]);
      visit(node);
    }
  };
  visit(root);
  return { parents, previous, order, targets, links };
}

/** The decoded fragment of a link within the text; undefined for other links. */
export function fragmentOf(href: unknown): string | undefined {
  const [, fragment] = typeof href === 'string' ? (/^\s*#(\S+)\s*$/.exec(href) ?? []) : [];
  if (fragment === undefined) return undefined;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function becomeMark(mark: Element, parent: Parent | undefined, number: number, nth: number): void {
  const id = `fnref-${labelOf(number, nth)}`;
  const link = element('a', { href: `#fn-${number}`, id, dataFootnoteRef: '', ariaDescribedBy: [FOOTNOTE_LABEL_ID] }, [
    { type: 'text', value: `${number}` },
  ]);
  const isRaised = parent?.type === 'element' && parent.tagName === 'sup';
  Object.assign(mark, isRaised ? link : element('sup', {}, [link]));
}

const labelOf = (number: number, nth: number) => (nth === 0 ? `${number}` : `${number}-${nth + 1}`);

function itemOf(
  block: Element,
  backlinks: ReadonlySet<Element>,
  number: number,
  references: number,
  words: Words['article'],
): Element {
  const contents = WRAPPER.has(block.tagName) || /^(?:li|dd|dt)$/.test(block.tagName) ? block.children : [block];
  const children = withoutMargin(contents.flatMap((child) => without(child, backlinks)));
  const back = Array.from({ length: references }, (_, nth): ElementContent[] => {
    const label = labelOf(number, nth);
    const link = { href: `#fnref-${label}`, dataFootnoteBackref: '', ariaLabel: words.footnoteBack(label) };
    return [{ type: 'text', value: ' ' }, element('a', link, [{ type: 'text', value: '\u21a9' }])];
  }).flat();
  const last = children.at(-1);
  if (last && isElement(last) && last.tagName === 'p') last.children.push(...back);
  else children.push(...back);
  return element('li', { id: `fn-${number}` }, children);
}

/** Removes links from a node, with the inline elements that contained nothing else. */
function without(node: ElementContent, links: ReadonlySet<Element>): ElementContent[] {
  if (!isElement(node)) return [node];
  if (links.has(node)) return [];
  const children = node.children.flatMap((child) => without(child, links));
  if (children.length === node.children.length && children.every((child, index) => child === node.children[index])) {
    return [node];
  }
  if (INLINE.has(node.tagName) && children.every(isBlank)) return [];
  const isParagraph = node.tagName === 'p';
  return [{ ...node, children: isParagraph ? withoutMargin(children) : children }];
}

/** Trims white space around nodes. */
function withoutMargin(nodes: readonly ElementContent[]): ElementContent[] {
  const kept = [...nodes];
  while (kept[0] && isBlank(kept[0])) kept.shift();
  while (kept.at(-1) && isBlank(kept.at(-1) as ElementContent)) kept.pop();
  const [start] = kept;
  if (start?.type === 'text') kept[0] = { ...start, value: start.value.trimStart() };
  const end = kept.at(-1);
  if (end?.type === 'text') kept[kept.length - 1] = { ...end, value: end.value.trimEnd() };
  return kept;
}

/** Removes elements from the tree, with lists and wrappers that are empty afterwards. */
function takeOut(taken: ReadonlySet<Element>, parents: ReadonlyMap<Element, Parent>): void {
  let gone = taken;
  while (gone.size > 0) {
    const emptied = new Set<Element>();
    for (const parent of new Set([...gone].flatMap((node) => parents.get(node) ?? []))) {
      parent.children = (parent.children as ElementContent[]).filter((child) => !gone.has(child as Element));
      const last = parent.children.findLast((child) => child.type !== 'comment' && !isBlank(child as ElementContent));
      // The horizontal rule above the notes.
      if (parent.type === 'root' && last?.type === 'element' && last.tagName === 'hr') {
        parent.children = parent.children.filter((child) => child !== last);
      }
      if (parent.type === 'element' && parent.children.every(isRemains)) emptied.add(parent);
    }
    gone = emptied;
  }
}

const sectionOf = (items: Element[], words: Words['article']): Element =>
  element('section', { dataFootnotes: '', className: ['footnotes'] }, [
    element('h2', { className: ['sr-only'], id: FOOTNOTE_LABEL_ID }, [{ type: 'text', value: words.footnotes }]),
    { type: 'text', value: '\n' },
    element('ol', {}, items),
  ]);

/** The list of our own footnotes, if the text has any. */
function listOf(root: Root): Element | undefined {
  for (const node of root.children) {
    if (node.type !== 'element' || node.properties.dataFootnotes === undefined) continue;
    const list = node.children.find((child) => isElement(child) && child.tagName === 'ol');
    if (list && isElement(list)) return list;
  }
}

const element = (tagName: string, properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

const isElement = (node: ElementContent): node is Element => node.type === 'element';

const isBlank = (node: ElementContent): boolean =>
  node.type === 'comment' || (node.type === 'text' && node.value.trim() === '');

const isRemains = (node: ElementContent): boolean =>
  isBlank(node) || (isElement(node) && /^(?:hr|br)$/.test(node.tagName));

const elementsIn = (node: Element): Element[] =>
  node.children.flatMap((child) => (isElement(child) ? [child, ...elementsIn(child)] : []));

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : isElement(node) ? node.children.map(textOf).join('') : '';
