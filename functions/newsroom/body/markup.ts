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
    /** It stands in for an image that was dropped: its alternative text, no part of the author's text. */
    standIn?: boolean;
  }
}

/** Elements within one another at most; below markdown-it's 100, where it would leave text out without a word. */
const DEEPEST = 64;
/** Elements at most: a table of 3,000 rows of 5. Where HTML is wrong, mending it takes time in their square. */
const ELEMENTS = 20_000;
/** Readings until one changes nothing: 2 for nearly all, and 3 for the worst of 100,000 made at random. */
const READINGS = 5;

export interface CleanHtml {
  readonly html: string;
  /** The first reading of it, in which text that stands in for an image is marked as such. */
  readonly tree: Root;
}

/**
 * Makes any HTML an article's: safe, with our headings, figures, players and links.
 *
 * It is read as a browser reads it (parse5), tidied, and last of all sanitized (hast-util-sanitize). What that gives is
 * read again until nothing changes: then what a browser makes of it is exactly what was sanitized, so nothing can hide in
 * the difference (mutation XSS), and cleaning it once more gives it back.
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

/** What one tidying keeps track of. */
interface Desk {
  readonly slugger: GithubSlugger;
  readonly ids: Set<string>;
}

function tidy(tree: Root): Root {
  const desk = { slugger: new GithubSlugger(), ids: new Set<string>() };
  const children = tidyAll(tree.children, [], desk).map((child) =>
    isElement(child, 'iframe') ? figure(child) : child,
  );
  return { type: 'root', children };
}

const tidyAll = (nodes: readonly RootContent[], within: readonly string[], desk: Desk): ElementContent[] =>
  nodes.flatMap((node) => {
    if (node.type === 'element') return tidyElement(node, within, desk);
    return node.type === 'text' ? [node] : [];
  });

function tidyElement(raw: Element, within: readonly string[], desk: Desk): ElementContent[] {
  if (bodySchema.strip.includes(raw.tagName)) return [];
  const { id, ...others } = raw.properties;
  // A list the sanitizer has emptied the time before: `class=""`.
  const properties = Object.fromEntries(
    Object.entries(others).filter(([, value]) => String(value) !== '' || !Array.isArray(value)),
  );
  const children = tidyAll(raw.children, [...within, raw.tagName], desk);
  const element: Element = { type: 'element', tagName: raw.tagName, properties, children };
  switch (raw.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [tidyHeading(element, id, desk)];
    case 'a':
      return tidyLink(withFootnoteId(element, id, REFERENCE_ID, desk));
    case 'li':
      return [withFootnoteId(element, id, FOOTNOTE_ID, desk)];
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
    case 'pre':
      return [withoutLeadingBreak(element)];
    default:
      return [element];
  }
}

/**
 * Ids that are the page's, not the text's: a heading that would have one gets `text-` before it. Besides these, a page
 * may use any id that begins with `page-` or `comment-`.
 */
const RESERVED =
  /^(?:(?:page|comment|fn|fnref)(?:-.*)?|footnote-label|top|main|content|article|comments|reply|respond|search|menu|header|footer|navigation|share|related|corrections)$/;

/** The page's h1 is the headline, so the text's begin at h2. An id is GitHub's, from the text alone, so that it is stable. */
function tidyHeading(heading: Element, id: unknown, { slugger, ids }: Desk): Element {
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

/** No id of the author's survives but a footnote's, once: what would shadow the page's own names does not get in. */
function withFootnoteId(element: Element, id: unknown, allowed: RegExp, { ids }: Desk): Element {
  if (typeof id !== 'string' || !allowed.test(id) || ids.has(id)) return element;
  ids.add(id);
  return { ...element, properties: { id, ...element.properties } };
}

/** A link leads to http, https, mailto, a path of this site or a place in this page, or it is none and its text stays. */
function tidyLink(link: Element): ElementContent[] {
  const { href, rel: _, ...properties } = link.properties;
  const target = typeof href === 'string' ? addressOf(href.trim()) : undefined;
  if (target === undefined) return link.children;
  const external = target.startsWith('http') ? { rel: ['noopener'] } : {};
  return [{ ...link, properties: { href: target, ...external, ...properties } }];
}

/** The address as the URL standard spells it, so that nobody reads it differently. */
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

/** An image from an https address, or its alternative text in its place. */
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

/** A box of a list of tasks. It has no label of its own, and says in words what it shows. */
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

/** What stands alone in a paragraph is a figure: an image, an image that is a link, a player, the address of a video. */
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

/** The address that is all there is: bare, or linking to itself. */
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

/** An image as a figure, its title as the caption below it. */
function pictured(content: ElementContent, image: Element): Element {
  const { title } = image.properties;
  delete image.properties.title;
  if (typeof title !== 'string' || title.trim() === '') return figure(content);
  return figure(content, { type: 'element', tagName: 'figcaption', properties: {}, children: captionOf(title.trim()) });
}

/** A caption whose last sentence begins with `Credit: ` is a caption and a credit, which is set small. */
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

/** A parser drops the first line break in a `pre`, each time; a second one would not survive the next reading. */
function withoutLeadingBreak(pre: Element): Element {
  const [first, ...rest] = pre.children;
  if (first?.type !== 'text') return pre;
  return { ...pre, children: [{ ...first, value: first.value.replace(/^[\r\n]+/, '') }, ...rest] };
}

const isElement = <Name extends string>(
  node: ElementContent,
  tagName: Name,
): node is Element & { readonly tagName: Name } => node.type === 'element' && node.tagName === tagName;

/** Nothing but white space. */
const isEmpty = (nodes: readonly ElementContent[]) =>
  nodes.every((node) => node.type === 'comment' || (node.type === 'text' && node.value.trim() === ''));

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}
