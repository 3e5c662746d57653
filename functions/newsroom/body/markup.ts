import GithubSlugger, { slug } from 'github-slugger';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment } from 'parse5';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { bodyFault } from './fault.ts';
import { isPlayer, PLAYER_ATTRIBUTES, playerOf } from './player.ts';
import { bodySchema, FOOTNOTE_ID, FOOTNOTE_LABEL_ID, REFERENCE_ID } from './sanitizeSchema.ts';

declare module 'hast' {
  interface TextData {
    /** Marks the alternative text of a dropped image, which is not the author's text. */
    standIn?: boolean;
  }
}

/** Deepest nesting of elements; below markdown-it's 100, where it would silently drop text. */
const DEEPEST = 64;
/** Most elements: a table of 3,000 rows of 5. Repairing invalid HTML takes quadratic time in their number. */
const ELEMENTS = 20_000;
/** Most passes until one changes nothing: 2 for nearly all input, 3 for the worst of 100,000 random ones. */
const READINGS = 5;

export interface CleanHtml {
  readonly html: string;
  /** The tree of the first pass, in which the alternative text of dropped images is marked. */
  readonly tree: Root;
}

/**
 * Makes any HTML an article's: safe, with our headings, figures, players and links.
 *
 * It is parsed as browsers parse it (parse5), tidied, and finally sanitized (hast-util-sanitize). The output is parsed
 * again until nothing changes: then what a browser parses is exactly what was sanitized, which leaves no room for
 * mutation XSS, and cleaning is idempotent.
 * @throws Failure `field-invalid` when it nests deeper, or holds more elements, than any article does.
 */
export function cleanHtml(source: string): CleanHtml {
  const tree = clean(source);
  let html = write(tree);
  for (let reading = 2; reading <= READINGS; reading += 1) {
    const again = write(clean(html));
    if (again === html) return { html, tree };
    html = again;
  }
  throw bodyFault('holds HTML that browsers would not agree on');
}

const sanitizer = unified().use(rehypeSanitize, bodySchema).freeze();
const writer = unified().use(rehypeStringify).freeze();

const write = (tree: Root): string => writer.stringify(tree).trim();

const clean = (html: string): Root => sanitizer.runSync(tidy(parse(html)));

function parse(html: string): Root {
  let elements = 0;
  let depth = 0;
  const fragment = parseFragment<DefaultTreeAdapterMap>(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (name, namespace, attributes) => {
        elements += 1;
        if (elements > ELEMENTS) throw bodyFault(`holds more than ${ELEMENTS} elements`);
        return defaultTreeAdapter.createElement(name, namespace, attributes);
      },
      onItemPush: () => {
        depth += 1;
        if (depth > DEEPEST) throw bodyFault(`nests elements more than ${DEEPEST} levels deep`);
      },
      onItemPop: () => {
        depth -= 1;
      },
    },
  });
  return fromParse5(fragment) as Root;
}

/** The state of one pass. */
interface Pass {
  readonly slugger: GithubSlugger;
  readonly ids: Set<string>;
}

function tidy(tree: Root): Root {
  const pass = { slugger: new GithubSlugger(), ids: new Set<string>() };
  const children = tidyAll(tree.children, [], pass).map((child) =>
    isElement(child, 'iframe') ? figure(child) : child,
  );
  return { type: 'root', children };
}

const tidyAll = (nodes: readonly RootContent[], within: readonly string[], pass: Pass): ElementContent[] =>
  nodes.flatMap((node) => {
    if (node.type === 'element') return tidyElement(node, within, pass);
    return node.type === 'text' ? [node] : [];
  });

function tidyElement(raw: Element, within: readonly string[], pass: Pass): ElementContent[] {
  if (bodySchema.strip.includes(raw.tagName)) return [];
  const { id, ...others } = raw.properties;
  // Drop a list that the sanitizer has emptied in the previous pass: `class=""`.
  const properties = Object.fromEntries(
    Object.entries(others).filter(([, value]) => String(value) !== '' || !Array.isArray(value)),
  );
  const children = tidyAll(raw.children, [...within, raw.tagName], pass);
  const element: Element = { type: 'element', tagName: raw.tagName, properties, children };
  switch (raw.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [tidyHeading(element, id, pass)];
    case 'a':
      return tidyLink(withFootnoteId(element, id, REFERENCE_ID, pass));
    case 'li':
      return [withFootnoteId(element, id, FOOTNOTE_ID, pass)];
    case 'img':
      return [tidyImage(element)];
    case 'iframe':
      return tidyFrame(element);
    case 'input':
      return properties.type === 'checkbox' ? [tidyBox(properties)] : [];
    case 'p':
      return tidyParagraph(element, within);
    case 'figure':
      return isEmpty(children) ? [] : [element];
    case 'td':
    case 'th':
      return [tidyCell(element)];
    case 'pre':
      return [withoutLeadingBreak(element)];
    default:
      return [element];
  }
}

/**
 * Ids that belong to the page: a heading that would get one is prefixed with `text-`. The page may also use any id that
 * begins with `page-` or `comment-`.
 */
const RESERVED =
  /^(?:(?:page|comment|fn|fnref)(?:-.*)?|footnote-label|top|main|content|article|comments|reply|respond|search|menu|header|footer|navigation|share|related|corrections)$/;

/**
 * The page's h1 is the headline, so the text's headings begin at h2. The id is GitHub's slug of the text alone, so that
 * it is stable.
 */
function tidyHeading(heading: Element, id: unknown, { slugger, ids }: Pass): Element {
  const tagName = heading.tagName === 'h1' ? 'h2' : heading.tagName;
  if (tagName === 'h2' && id === FOOTNOTE_LABEL_ID && !ids.has(id)) {
    ids.add(id);
    return { ...heading, tagName, properties: { id, ...heading.properties } };
  }
  const { className: _, ...properties } = heading.properties;
  const plain = slug(textOf(heading).trim()) || 'section';
  return {
    ...heading,
    tagName,
    properties: { id: slugger.slug(RESERVED.test(plain) ? `text-${plain}` : plain), ...properties },
  };
}

/** Keeps only footnote ids, each once: other ids could clobber the page's own names. */
function withFootnoteId(element: Element, id: unknown, allowed: RegExp, { ids }: Pass): Element {
  if (typeof id !== 'string' || !allowed.test(id) || ids.has(id)) return element;
  ids.add(id);
  return { ...element, properties: { id, ...element.properties } };
}

/** Keeps links to http, https, mailto, a path of this site or a place in this page; of others, only the text. */
function tidyLink(link: Element): ElementContent[] {
  const { href, rel: _, ...properties } = link.properties;
  const target = typeof href === 'string' ? addressOf(href.trim()) : undefined;
  if (target === undefined) return link.children;
  const external = target.startsWith('http') ? { rel: ['noopener'] } : {};
  return [{ ...link, properties: { href: target, ...external, ...properties } }];
}

/** Normalises an address by the URL standard, so that all parsers read it alike. */
function addressOf(href: string): string | undefined {
  if (/^#[^\s]+$/.test(href)) return href;
  if (/^\/(?![/\\])/.test(href)) {
    const url = URL.parse(href, 'https://here.invalid');
    const path = url?.host === 'here.invalid' ? url.href.slice(url.origin.length) : '';
    return /^\/(?!\/)/.test(path) ? path : undefined;
  }
  const url = URL.parse(href);
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

/** HTML has no `align` any more, and a page's policy allows no styles: a cell's side is a class. */
function tidyCell(cell: Element): Element {
  const { align, ...properties } = cell.properties;
  if (typeof align !== 'string') return cell;
  return { ...cell, properties: { className: [`align-${align.toLowerCase()}`], ...properties } };
}

/** Keeps an image from an https address; of others, the alternative text. */
function tidyImage({ properties }: Element): ElementContent {
  const { src, alt, title, width, height } = properties;
  const url = typeof src === 'string' ? URL.parse(src) : null;
  const text = typeof alt === 'string' ? alt : '';
  if (url?.protocol !== 'https:' || url.username || url.password) {
    return { type: 'text', value: text, data: { standIn: true } };
  }
  return {
    type: 'element',
    tagName: 'img',
    properties: { src: url.href, alt: text, title, width, height, loading: 'lazy', decoding: 'async' },
    children: [],
  };
}

/** A check box of a task list. It has no label, so its state is also written in words. */
const tidyBox = ({ checked }: Element['properties']): Element => ({
  type: 'element',
  tagName: 'input',
  properties: { type: 'checkbox', checked, disabled: true, ariaLabel: checked ? 'Done' : 'To do' },
  children: [],
});

function tidyFrame({ properties: { src, title } }: Element): ElementContent[] {
  const url = typeof src === 'string' ? URL.parse(src) : null;
  return url && isPlayer(url.href) ? frame(url.href, title) : [];
}

function frame(address: string, title?: unknown): ElementContent[] {
  const player = playerOf(address);
  if (!player) return [];
  const named = typeof title === 'string' && title.trim() !== '' ? title : player.title;
  return [
    {
      type: 'element',
      tagName: 'iframe',
      properties: { src: player.src, title: named, ...PLAYER_ATTRIBUTES },
      children: [],
    },
  ];
}

/** A paragraph of one image, linked image, player or video address becomes a figure. */
function tidyParagraph(paragraph: Element, within: readonly string[]): ElementContent[] {
  const contents = paragraph.children.filter((child) => !isEmpty([child]));
  const [only] = contents;
  if (!only) return [];
  if (contents.length > 1 || within.includes('figure')) return [paragraph];
  if (isElement(only, 'iframe')) return [figure(only)];
  if (isElement(only, 'img')) return [pictured(only, only)];
  const linked = isElement(only, 'a') && only.children.length === 1 ? only.children[0] : undefined;
  if (linked && isElement(linked, 'img')) return [pictured(only, linked)];
  const [player] = frame(loneAddress(only) ?? '');
  return [player ? figure(player) : paragraph];
}

/** The address, if a node is nothing but one: bare, or linking to itself. */
function loneAddress(node: ElementContent): string | undefined {
  const address = URL.parse(textOf(node).trim())?.href;
  return node.type === 'text' || (isElement(node, 'a') && node.properties.href === address) ? address : undefined;
}

const figure = (...children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'figure',
  properties: {},
  children,
});

/** A figure with the image's title as its caption. */
function pictured(content: ElementContent, image: Element): Element {
  const { title } = image.properties;
  delete image.properties.title;
  if (typeof title !== 'string' || title.trim() === '') return figure(content);
  return figure(content, { type: 'element', tagName: 'figcaption', properties: {}, children: captionOf(title.trim()) });
}

/** Splits off a last sentence that begins with `Credit: `, which is set small. */
function captionOf(title: string): ElementContent[] {
  const [, caption = '', credit] = /^(?:(.*[.!?…]["'”’»)\]]?\s+))?(Credit: \S.*)$/s.exec(title) ?? [];
  if (!credit) return [{ type: 'text', value: title }];
  const small: Element = {
    type: 'element',
    tagName: 'small',
    properties: {},
    children: [{ type: 'text', value: credit }],
  };
  return caption ? [{ type: 'text', value: caption }, small] : [small];
}

/** Parsers drop the first line break in a `pre` each time; a second one would not survive the next pass. */
function withoutLeadingBreak(pre: Element): Element {
  const [first, ...rest] = pre.children;
  if (first?.type !== 'text') return pre;
  return { ...pre, children: [{ ...first, value: first.value.replace(/^[\r\n]+/, '') }, ...rest] };
}

const isElement = <Name extends string>(
  node: ElementContent,
  tagName: Name,
): node is Element & { readonly tagName: Name } => node.type === 'element' && node.tagName === tagName;

const isEmpty = (nodes: readonly ElementContent[]) =>
  nodes.every((node) => node.type === 'comment' || (node.type === 'text' && node.value.trim() === ''));

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}
