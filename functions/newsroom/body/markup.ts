import GithubSlugger, { slug } from 'github-slugger';
import type { Element, ElementContent, Nodes as Node, Root, RootContent, Text } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment } from 'parse5';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Say, Words } from '../../words/en.ts';
import { bodyFault } from './fault.ts';
import { adoptFootnotes, fragmentOf } from './foreignFootnotes.ts';
import { tidyMath } from './math.ts';
import { type MediaAddress, type Mention, mediaAddress } from './mediaAddress.ts';
import { isPlayer, PLAYER_ATTRIBUTES, playerOf } from './player.ts';
import {
  bodySchema,
  FOOTNOTE_ID,
  FOOTNOTE_LABEL_ID,
  KEPT_RELATIONS,
  REFERENCE_ID,
  TARGET_PREFIX,
} from './sanitizeSchema.ts';
import { unseenIn, withoutUnseen } from './unseen.ts';
import { codePointOf } from './writtenText.ts';

declare module 'hast' {
  interface TextData {
    /** Marks the alternative text of a dropped image, which is not the author's text. */
    isAltText?: boolean;
    /** Marks the text of a link that replaces a frame. Alone in a paragraph, such a link becomes a figure. */
    isFrame?: boolean;
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

/** Called for each dropped part, with its offset in the source. */
export type OnDrop = (what: Say, offset: number | undefined, why: Say) => void;

/** Called for each file of the media library, with its offset in the source. */
export type OnMention = (mention: Omit<Mention, 'line'>, offset: number | undefined) => void;

/**
 * Makes any HTML an article's: safe, with our headings, figures, players, footnotes and links.
 *
 * It is parsed as browsers parse it (parse5), tidied, and finally sanitized (hast-util-sanitize). The output is parsed
 * again until nothing changes: then what a browser parses is exactly what was sanitized, which leaves no room for
 * mutation XSS, and cleaning is idempotent.
 * @throws Failure `field-invalid` when it nests deeper, or holds more elements, than any article does.
 */
export function cleanHtml(
  source: string,
  words: Words['article'],
  onDrop: OnDrop = () => {},
  onMention: OnMention = () => {},
): CleanHtml {
  const tree = clean(source, words, onDrop, onMention);
  let html = write(tree);
  for (let reading = 2; reading <= READINGS; reading += 1) {
    const again = write(
      clean(
        html,
        words,
        () => {},
        () => {},
      ),
    );
    if (again === html) return { html, tree };
    html = again;
  }
  throw bodyFault(({ faults }) => faults.ambiguousHtml);
}

const sanitizer = unified().use(rehypeSanitize, bodySchema).freeze();
const writer = unified().use(rehypeStringify).freeze();

const write = (tree: Root): string => writer.stringify(tree).trim();

const clean = (html: string, words: Words['article'], onDrop: OnDrop, onMention: OnMention): Root => {
  const root = parse(html, onDrop);
  adoptFootnotes(root, words);
  const tidied = tidy(root, {
    words,
    drop: ({ position }, what, why) => onDrop(what, position?.start.offset, why),
    mention: ({ position }, mention) => onMention(mention, position?.start.offset),
  });
  return sanitizer.runSync(tidied);
};

function parse(html: string, onDrop: OnDrop): Root {
  let elements = 0;
  let depth = 0;
  let open: string | undefined;
  const fragment = parseFragment<DefaultTreeAdapterMap>(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code }) => {
      if (code.startsWith('eof-in-')) open = code;
    },
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (name, namespace, attributes) => {
        elements += 1;
        if (elements > ELEMENTS) throw bodyFault(({ faults }) => faults.elements(ELEMENTS));
        return defaultTreeAdapter.createElement(name, namespace, attributes);
      },
      onItemPush: () => {
        depth += 1;
        if (depth > DEEPEST) throw bodyFault(({ faults }) => faults.deepElements(DEEPEST));
      },
      onItemPop: () => {
        depth -= 1;
      },
    },
  });
  const root = fromParse5(fragment) as Root;
  const { end, lastComment } = locate(root, fragment, html, onDrop);
  if (open === 'eof-in-comment')
    onDrop(
      ({ dropped }) => dropped.comment,
      lastComment,
      ({ dropped }) => dropped.endless,
    );
  if (open === 'eof-in-tag')
    onDrop(
      ({ dropped }) => dropped.tag(html.slice(end, end + 20).trim()),
      end,
      ({ dropped }) => dropped.endless,
    );
  return root;
}

/**
 * Sets the source position of each node, and reports unterminated raw-text elements.
 * @returns the offset of the end of the last tag or text, and of the beginning of the last comment.
 */
function locate(root: Root, fragment: DefaultTreeAdapterMap['parentNode'], html: string, onDrop: OnDrop) {
  let end = 0;
  let lastComment: number | undefined;
  const visit = (nodes: readonly Node[], parsed: readonly DefaultTreeAdapterMap['childNode'][]) => {
    nodes.forEach((node, index) => {
      const source = parsed[index];
      const location = source?.sourceCodeLocation;
      if (source && location) {
        const start = { line: location.startLine, column: location.startCol, offset: location.startOffset };
        node.position = { start, end: start };
        const tags = 'startTag' in location ? location : undefined;
        end = Math.max(end, (tags ? (tags.endTag ?? tags.startTag) : location)?.endOffset ?? 0);
        const last = 'childNodes' in source ? source.childNodes.at(-1)?.sourceCodeLocation : undefined;
        const isLast = Math.max(location.endOffset, last?.endOffset ?? 0) === html.length;
        if (node.type === 'comment') lastComment = location.startOffset;
        if (node.type === 'element' && isLast && !tags?.endTag && takesAlong(node)) {
          onDrop(
            ({ dropped }) => dropped.element(node.tagName),
            location.startOffset,
            ({ dropped }) => dropped.endless,
          );
        }
      }
      if (node.type === 'element' && source && 'childNodes' in source) visit(node.children, source.childNodes);
    });
  };
  visit(root.children, fragment.childNodes);
  return { end, lastComment };
}

/** Whether nothing that an element holds is shown. */
const takesAlong = ({ tagName, children }: Element): boolean =>
  STRIPPED.has(tagName) ||
  (EMBEDDING.has(tagName) &&
    !isEmpty(children.filter((each) => !isElement(each, 'source') && !isElement(each, 'track'))));

/** Elements whose contents only browsers without them show. */
const EMBEDDING = new Set(['iframe', 'audio', 'video']);

/** The state of one pass. */
interface Pass {
  readonly slugger: GithubSlugger;
  readonly ids: Set<string>;
  /** The fragments that links within the text point to. */
  readonly linked: ReadonlySet<string>;
  /** New ids by the ids of the source. */
  readonly renamed: Map<string, string>;
  /** Invisible characters that were already reported. */
  readonly unseen: Set<string>;
  /** In the article's language. */
  readonly words: Words['article'];
  drop(node: Node, what: Say, why: Say): void;
  /** Tells of a file of the media library. */
  mention(node: Node, mention: Omit<Mention, 'line'>): void;
}

function tidy(tree: Root, told: Pick<Pass, 'words' | 'drop' | 'mention'>): Root {
  const linked = new Set<string>();
  const renamed = new Map<string, string>();
  const pass: Pass = { slugger: new GithubSlugger(), ids: new Set(), linked, renamed, unseen: new Set(), ...told };
  collectLinked(tree, linked);
  const children = tidyAll(tree.children, [], pass).map((child) =>
    isElement(child, 'iframe') || isFrameLink(child) ? figure(child) : child,
  );
  return { type: 'root', children: children.flatMap(linksWithin(pass)) };
}

function collectLinked(node: Root | Element, linked: Set<string>): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const to = child.tagName === 'a' ? fragmentOf(child.properties.href) : undefined;
    if (to !== undefined) linked.add(to);
    collectLinked(child, linked);
  }
}

/** Ids of the page around the text that links may point to. */
const PAGE_PLACE = /^(?:top|comments|comment-[\w-]+)$/;

/** An id's letters and digits only: generators of heading ids differ in all other characters. */
const lettersOf = (id: string) => id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Points links within the text to the new ids of their targets. A link without a target is replaced by its text. */
function linksWithin({ ids, renamed, drop }: Pass): (node: ElementContent) => ElementContent[] {
  const byLetters = new Map<string, string>();
  for (const id of ids) if (!byLetters.has(lettersOf(id))) byLetters.set(lettersOf(id), id);
  const idAt = (to: string) => {
    if (renamed.has(to)) return renamed.get(to);
    return ids.has(to) || PAGE_PLACE.test(to) ? to : byLetters.get(lettersOf(to));
  };
  const settle = (node: ElementContent): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const children = node.children.flatMap(settle);
    const to = node.tagName === 'a' ? fragmentOf(node.properties.href) : undefined;
    if (to === undefined) return [{ ...node, children }];
    const target = idAt(to);
    if (target !== undefined) return [{ ...node, properties: { ...node.properties, href: `#${target}` }, children }];
    drop(
      node,
      ({ dropped }) => dropped.link(`#${to}`),
      ({ dropped }) => dropped.noTarget,
    );
    const { id } = node.properties;
    return id === undefined ? children : [{ ...node, tagName: 'span', properties: { id }, children }];
  };
  return settle;
}

const tidyAll = (nodes: readonly RootContent[], within: readonly string[], pass: Pass): ElementContent[] =>
  nodes.flatMap((node) => {
    if (node.type === 'element') return tidyElement(node, within, pass);
    return node.type === 'text' ? [tidyText(node, pass)] : [];
  });

/** Removes invisible characters from a text, and reports each character once. */
function tidyText(text: Text, { unseen, drop }: Pass): Text {
  for (const { character, index } of unseenIn(text.value)) {
    if (unseen.has(character)) continue;
    unseen.add(character);
    const start = text.position?.start;
    const position = start && { start: { ...start, offset: (start.offset ?? 0) + index }, end: start };
    const node: Text = { type: 'text', value: character, ...(position && { position }) };
    drop(
      node,
      () => codePointOf(character),
      ({ dropped }) => dropped.unseen,
    );
  }
  return { ...text, value: withoutUnseen(text.value) };
}

/** Obsolete elements, and their modern equivalents. */
const RENAMED: Readonly<Record<string, string>> = {
  strike: 's',
  tt: 'code',
  acronym: 'abbr',
  dir: 'ul',
  menu: 'ul',
  listing: 'pre',
};

/** Block elements (HTML, section 15.3) that articles do not have; and parts of lists and figures, which may lack a parent. */
const BLOCKS = new Set(
  'address article aside center dialog fieldset footer form header hgroup legend main nav search optgroup option'.split(
    ' ',
  ),
);
const PARTS = new Set(['li', 'dt', 'dd', 'summary', 'figcaption', 'caption']);

/** The name of an element in an article. What has no place there becomes a `div`, so that words do not run together. */
function nameOf(tagName: string, within: readonly string[]): string {
  const name = RENAMED[tagName] ?? tagName;
  const isNested = name === 'figcaption' && within.includes(name);
  const isPart = isNested || (PARTS.has(name) && !ancestorsOf(name).some((each) => within.includes(each)));
  return BLOCKS.has(name) || isPart ? 'div' : name;
}

const ancestorsOf = (name: string): readonly string[] =>
  (bodySchema.ancestors as Readonly<Record<string, readonly string[]>>)[name] ?? [];

const STRIPPED: ReadonlySet<string> = new Set(bodySchema.strip);
const LISTED: ReadonlySet<string> = new Set(bodySchema.tagNames);

function tidyElement(raw: Element, within: readonly string[], pass: Pass): ElementContent[] {
  if (STRIPPED.has(raw.tagName)) {
    pass.drop(
      raw,
      ({ dropped }) => dropped.element(raw.tagName),
      ({ dropped }) => dropped.foreign,
    );
    return [];
  }
  const { id, ...others } = raw.properties;
  const properties = Object.fromEntries(
    Object.entries(others)
      // Drop a list that the sanitizer has emptied in the previous pass: `class=""`.
      .filter(([, value]) => String(value) !== '' || !Array.isArray(value))
      .map(([name, value]) => [name, typeof value === 'string' ? withoutUnseen(value) : value]),
  );
  const tagName = raw.tagName === 'figure' ? figureName(raw, within) : nameOf(meantName(raw), within);
  const children = raw.tagName === 'math' ? [] : tidyAll(raw.children, [...within, tagName], pass);
  const element: Element = { ...raw, tagName, properties, children };
  return withTarget(tidyKind(element, raw, id, within, pass), raw, pass);
}

/** Tidies an element by its kind; its children are already tidied. */
function tidyKind(
  element: Element,
  raw: Element,
  id: unknown,
  within: readonly string[],
  pass: Pass,
): ElementContent[] {
  const { properties, children } = element;
  switch (element.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [tidyHeading(element, id, pass)];
    case 'a':
      return tidyLink(withFootnoteId(element, id, REFERENCE_ID, pass), within, pass);
    case 'li':
      return [withFootnoteId(element, id, FOOTNOTE_ID, pass)];
    case 'img':
      return [tidyImage(element, within, pass)];
    case 'iframe':
      return tidyFrame(element, within, pass);
    case 'audio':
    case 'video':
      return tidyMedia(element, raw, within, pass);
    case 'math':
      return [tidyMath(raw, STRIPPED)];
    case 'input':
      if (properties.type === 'checkbox') return [tidyBox(properties, pass)];
      if (properties.type !== 'hidden') tellElement(raw, properties.type ?? 'text', pass);
      return [];
    case 'p':
      return tidyParagraph(element, within, pass);
    case 'figure':
      return isEmpty(children) ? [] : [tidyFigure(element, pass)];
    case 'div':
      return raw.tagName !== 'div' && isEmpty(children) ? [] : [element];
    case 'td':
    case 'th':
      return [tidyCell(element)];
    case 'pre':
      return [withoutLeadingBreak(element)];
    case 'span':
      return [emphasized(element, within)];
    default:
      if (LISTED.has(element.tagName)) return [element];
      tellAddress(element, pass);
      return children;
  }
}

/** Elements whose address is of no words: of the page's head, and of other forms of a picture or recording. */
const MUTE = new Set(['link', 'base', 'source', 'track']);

/** Reports the address of an element that articles do not have. */
function tellAddress(element: Element, pass: Pass): void {
  const { src, href, dataSrc } = element.properties;
  const address = src ?? href ?? dataSrc;
  if (address !== undefined && !MUTE.has(element.tagName)) tellElement(element, address, pass);
}

/** Reports an element that articles do not have, and what it holds in place of words. */
function tellElement(element: Element, held: unknown, { drop }: Pass): void {
  drop(
    element,
    ({ dropped }) => `${dropped.element(element.tagName)} ${held}`,
    ({ dropped }) => dropped.noPart,
  );
}

/** The declarations of an element's style. */
const styleOf = ({ properties: { style } }: Element): ReadonlyMap<string, string> =>
  new Map(
    String(style ?? '')
      .toLowerCase()
      .split(';')
      .map((each) => [each.split(':', 1)[0]?.trim() ?? '', each.slice(each.indexOf(':') + 1).trim()] as const),
  );

/** What a style may say in place of an element, as word processors write it. */
const OF_STYLE: readonly (readonly [name: string, property: string, said: RegExp])[] = [
  ['strong', 'font-weight', /^(?:bold|bolder|[6-9]00)$/],
  ['em', 'font-style', /^(?:italic|oblique)$/],
  ['s', 'text-decoration', /\bline-through\b/],
  ['s', 'text-decoration-line', /\bline-through\b/],
  ['sup', 'vertical-align', /^super$/],
  ['sub', 'vertical-align', /^sub$/],
];

/** Elements that a style takes back, such as the `b` around all that is pasted from Google Docs. */
const TAKEN_BACK: Readonly<Record<string, readonly [property: string, said: RegExp]>> = {
  b: ['font-weight', /^(?:normal|lighter|[1-5]00)$/],
  strong: ['font-weight', /^(?:normal|lighter|[1-5]00)$/],
  i: ['font-style', /^normal$/],
  em: ['font-style', /^normal$/],
};

/** The name of an element; `font`, which has no meaning, when its style cancels its meaning (`<b style="font-weight: normal">`). */
function meantName(element: Element): string {
  const [property, said] = TAKEN_BACK[element.tagName] ?? [];
  return property && said?.test(styleOf(element).get(property) ?? '') ? 'font' : element.tagName;
}

/** By emphasis, the elements in which it is redundant. */
const EMPHATIC: Readonly<Record<string, readonly string[]>> = {
  strong: ['strong', 'b', 'th', 'h2', 'h3', 'h4', 'h5', 'h6', 'h1'],
  em: ['em', 'i'],
  s: ['s', 'del'],
};

/** Says with elements what a span says by its style. */
function emphasized(span: Element, within: readonly string[]): Element {
  if (span.properties.style === undefined) return span;
  const style = styleOf(span);
  const names = OF_STYLE.flatMap(([name, property, said]) => {
    const isNew = !(EMPHATIC[name] ?? [name]).some((each) => within.includes(each));
    return isNew && said.test(style.get(property) ?? '') ? [name] : [];
  });
  const [outer, ...inner] = names;
  if (outer === undefined) return span;
  const children = inner.reduceRight<ElementContent[]>(
    (held, tagName) => [{ type: 'element', tagName, properties: {}, children: held }],
    span.children,
  );
  return { ...span, tagName: outer, children };
}

/** Keeps the target of a link within the text, under a new id. */
function withTarget(tidied: ElementContent[], { tagName, properties }: Element, pass: Pass): ElementContent[] {
  const { slugger, ids, linked, renamed } = pass;
  const names = [properties.id, tagName === 'a' ? properties.name : undefined].filter(
    (name): name is string => typeof name === 'string' && linked.has(name) && !renamed.has(name) && !ids.has(name),
  );
  const [name] = names;
  if (name === undefined) return tidied;
  const [only] = tidied;
  const own = tidied.length === 1 && only?.type === 'element' ? only : undefined;
  const plain = slug(name.slice(0, 100)).replace(/\s+/g, '-') || 'place';
  const id = own?.properties.id ?? slugger.slug(plain.startsWith(TARGET_PREFIX) ? plain : `${TARGET_PREFIX}${plain}`);
  for (const each of names) renamed.set(each, String(id));
  ids.add(String(id));
  if (own) return [{ ...own, properties: { ...own.properties, id } }];
  return [{ type: 'element', tagName: 'span', properties: { id }, children: [] }, ...tidied];
}

/**
 * Ids that belong to the page: a heading that would get one is prefixed with `text-`. The page may also use any id that
 * begins with `page-` or `comment-`.
 */
const RESERVED =
  /^(?:(?:page|comment|fn|fnref)(?:-.*)?|footnote-label|top|begin_|main|content|article|comments|reply|respond|search|menu|header|footer|navigation|share|related|corrections)$/;

/**
 * The page's h1 is the headline, so the text's headings begin at h2. The id is GitHub's slug of the text alone, so that
 * it is stable.
 */
function tidyHeading(heading: Element, id: unknown, { slugger, ids, renamed }: Pass): Element {
  const tagName = heading.tagName === 'h1' ? 'h2' : heading.tagName;
  if (tagName === 'h2' && id === FOOTNOTE_LABEL_ID && !ids.has(id)) {
    ids.add(id);
    return { ...heading, tagName, properties: { id, ...heading.properties } };
  }
  const { className: _, ...properties } = heading.properties;
  const plain = slug(textOf(heading).trim()) || 'section';
  const own = slugger.slug(RESERVED.test(plain) ? `${TARGET_PREFIX}${plain}` : plain);
  ids.add(own);
  if (typeof id === 'string' && !renamed.has(id)) renamed.set(id, own);
  return { ...heading, tagName, properties: { id: own, ...properties } };
}

/** Keeps only footnote ids, each once: other ids could clobber the page's own names. */
function withFootnoteId(element: Element, id: unknown, allowed: RegExp, { ids }: Pass): Element {
  if (typeof id !== 'string' || !allowed.test(id) || ids.has(id)) return element;
  ids.add(id);
  return { ...element, properties: { id, ...element.properties } };
}

/** Keeps links to the web, mail, telephones, paths of this site and places in this page; replaces others by their text. */
function tidyLink(given: Element, within: readonly string[], pass: Pass): ElementContent[] {
  const { drop } = pass;
  const link = { ...given, children: given.children.map((child) => withoutPictureAmongWords(child, given, pass)) };
  const { href, rel, ...properties } = link.properties;
  if (href === undefined) return link.children;
  const file = mediaAddress(href, 'link');
  if (file) {
    pass.mention(link, { ...file, as: 'link', alt: '' });
    return [{ ...link, properties: { href: file.address, ...properties } }];
  }
  const target = typeof href === 'string' ? addressOf(href.trim()) : undefined;
  if (target === undefined) {
    const isRelative = typeof href === 'string' && URL.parse(href) === null && href.trim() !== '#';
    drop(
      link,
      ({ dropped }) => dropped.link(String(href)),
      ({ dropped }) => (isRelative ? dropped.relative : dropped.nowhere),
    );
    return link.children;
  }
  const kept = KEPT_RELATIONS.filter(
    (each) => Array.isArray(rel) && rel.some((one) => `${one}`.toLowerCase() === each),
  );
  const relations = [...(target.startsWith('http') ? ['noopener'] : []), ...kept];
  const whole = {
    ...link,
    properties: { href: target, ...(relations.length > 0 && { rel: relations }), ...properties },
  };
  const image = ownPictureIn(whole);
  return [
    image && lineOf(within).length === 0 && !within.includes('figure') ? pictured(whole, image, pass.words) : whole,
  ];
}

/** Normalises an address by the URL standard, so that all parsers read it alike. */
function addressOf(href: string): string | undefined {
  if (/^#[^\s]+$/.test(href)) return href;
  if (/^\/(?![/\\])/.test(href)) {
    const url = URL.parse(href, 'https://here.invalid');
    const path = url?.host === 'here.invalid' ? url.href.slice(url.origin.length) : '';
    return /^\/(?!\/)/.test(path) ? path : undefined;
  }
  const url = URL.parse(withScheme(href));
  if (url?.protocol === 'tel:' || url?.protocol === 'sms:') return NUMBER.test(url.href) ? url.href : undefined;
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

/** A telephone number (RFC 3966), or an SMS to one or several numbers with its text (RFC 5724). */
const NUMBER = /^(?:tel|sms):\+?[\d().,*%;=a-z-]{1,100}(?:\?body=[^\s"<>]{0,500})?$/i;

/** An address of another site may leave out its scheme; it is https. */
const withScheme = (address: string) => address.trim().replace(/^\/\/(?=[^/\\])/, 'https://');

/** An address on the web, without credentials. */
function webAddress(source: unknown): URL | undefined {
  if (typeof source !== 'string') return undefined;
  const url = URL.parse(withScheme(source));
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url && isWeb && !url.username && !url.password ? url : undefined;
}

/** Turns a cell's alignment into a class: HTML has no `align` any more, and the page's policy allows no styles. */
function tidyCell(cell: Element): Element {
  const { align, ...properties } = cell.properties;
  if (typeof align !== 'string') return cell;
  return { ...cell, properties: { className: [`align-${align.toLowerCase()}`], ...properties } };
}

/** Keeps a picture of the media library, and an image from an https address; of others, the alternative text. */
function tidyImage(image: Element, within: readonly string[], pass: Pass): ElementContent {
  const { drop } = pass;
  const { src, alt, title, width, height } = image.properties;
  const url = pictureAddress(image);
  const text = typeof alt === 'string' ? alt : '';
  const own = mediaAddress(src, 'picture');
  if (own) return tidyOwnPicture(image, { ...own, alt: text }, within, pass);
  if (url === undefined) {
    drop(
      image,
      ({ dropped }) => dropped.picture(addressIn(src)),
      ({ dropped }) => dropped.pictureNotHttps,
    );
    return { type: 'text', value: text, data: { isAltText: true } };
  }
  return {
    type: 'element',
    tagName: 'img',
    properties: { src: url.href, alt: text, title, width, height, loading: 'lazy', decoding: 'async' },
    children: [],
  };
}

/** Where a picture is: at its address, or at those that a script or a browser chooses from instead. */
function pictureAddress({ properties }: Element): URL | undefined {
  const { src, dataSrc, dataLazySrc, dataOriginal, srcSet } = properties;
  const [first] = String(srcSet ?? '')
    .trim()
    .split(/[\s,]/, 1);
  return [src, dataSrc, dataLazySrc, dataOriginal, first].map(webAddress).find((url) => url?.protocol === 'https:');
}

/** The elements that hold a line of a text: those within the innermost one that may hold a figure. */
const lineOf = (within: readonly string[]): readonly string[] =>
  within.slice(within.findLastIndex((name) => FLOW.has(name) || name === 'figure') + 1);

/**
 * Keeps a picture of the media library in a figure, because caption and credit belong to it. Within words it has no place:
 * of a paragraph's, `tidyParagraph` makes figures.
 */
function tidyOwnPicture(
  image: Element,
  { id, address, alt }: MediaAddress & { readonly alt: string },
  within: readonly string[],
  { drop, mention, words }: Pass,
): ElementContent {
  const line = lineOf(within).join(' ');
  if (within.includes('figcaption') || !['', 'p', 'a', 'p a'].includes(line)) {
    drop(
      image,
      ({ dropped }) => dropped.picture(address),
      ({ dropped }) => dropped.amongWords,
    );
    return { type: 'text', value: alt, data: { isAltText: true } };
  }
  mention(image, { id, address, as: 'picture', alt });
  const properties = { src: address, alt, title: image.properties.title, loading: 'lazy', decoding: 'async' };
  const picture: Element = { type: 'element', tagName: 'img', properties, children: [] };
  return line === '' && !within.includes('figure') ? pictured(picture, picture, words) : picture;
}

/** An address as it is told; undefined for an empty one. */
const addressIn = (value: unknown) => (value ? String(value) : undefined);

/** The image that a node is, or that is all a link holds. */
function imageIn(node: ElementContent | undefined): Element | undefined {
  if (node?.type !== 'element') return undefined;
  if (node.tagName === 'img') return node;
  return node.tagName === 'a' && node.children.length === 1 ? imageIn(node.children[0]) : undefined;
}

/** The same, of the media library only. */
function ownPictureIn(node: ElementContent | undefined): Element | undefined {
  const image = imageIn(node);
  return image && String(image.properties.src).startsWith('media:') ? image : undefined;
}

/** The words of a picture of the media library that shares a link with others. */
function withoutPictureAmongWords(node: ElementContent, link: Element, { drop }: Pass): ElementContent {
  if (link.children.length === 1 || node.type !== 'element' || !isOwnPicture(node)) return node;
  drop(
    node,
    ({ dropped }) => dropped.picture(String(node.properties.src)),
    ({ dropped }) => dropped.amongWords,
  );
  return { type: 'text', value: String(node.properties.alt), data: { isAltText: true } };
}

/** Whether a node is, or holds at any depth, a picture of the media library. */
const holdsOwnPicture = (node: RootContent): boolean =>
  node.type === 'element' && (isOwnPicture(node) || node.children.some(holdsOwnPicture));

const isOwnPicture = ({ tagName, properties }: Element) =>
  tagName === 'img' && mediaAddress(properties.src, 'picture') !== undefined;

/**
 * The name of a figure in an article. One with a picture of the media library holds nothing but that and a caption, or it
 * is a gallery; any other becomes a `div`, whose pictures get figures of their own. So readers' functions know what
 * belongs to a picture (functions/pictures/expand.ts).
 */
function figureName(figure: Element, within: readonly string[]): string {
  if (within.includes('figcaption')) return 'div';
  if (!holdsOwnPicture(figure)) return 'figure';
  const contents = figure.children.filter((child) => !isEmpty([child]));
  const others = contents.filter((child) => !isElement(child, 'figcaption'));
  const isPlain = others.length === 1 && contents.length <= 2 && imageIn(others[0]) !== undefined;
  return isPlain || isGallery(figure, contents) ? 'figure' : 'div';
}

/** Whether a figure is a gallery: of at least two images or figures, with nothing between them. */
const isGallery = ({ properties }: Element, contents: readonly ElementContent[]) =>
  Array.isArray(properties.className) &&
  properties.className.includes('gallery') &&
  contents.length > 1 &&
  contents.every((child) => imageIn(child) || (isElement(child, 'figure') && !child.children.some(holdsFigure)));

const holdsFigure = (node: ElementContent): boolean =>
  node.type === 'element' && (node.tagName === 'figure' || node.children.some(holdsFigure));

/** A gallery, or a figure whose picture of the media library has its caption after it. */
function tidyFigure(element: Element, { drop, words }: Pass): Element {
  const { className, ...properties } = element.properties;
  const contents = element.children.filter((child) => !isEmpty([child]));
  if (isGallery(element, contents))
    return gallery(
      contents.map((child) => inFigure(child, words)),
      properties,
    );
  const picture = contents.find(ownPictureIn);
  const image = ownPictureIn(picture);
  if (!picture || !image) return { ...element, properties };
  const { title } = image.properties;
  const own = contents.find((child) => isElement(child, 'figcaption'));
  const { children } = pictured(picture, image, words);
  if (own && children.length > 1) {
    drop(
      image,
      ({ dropped }) => dropped.title(String(title)),
      ({ dropped }) => dropped.captioned,
    );
  }
  return { ...element, properties, children: own ? [picture, own] : children };
}

const inFigure = (node: ElementContent, words: Words['article']): ElementContent => {
  const image = imageIn(node);
  return image ? pictured(node, image, words) : node;
};

/** Figures beside each other; their pictures of the media library are as wide as they have room. */
function gallery(figures: ElementContent[], properties: Element['properties'] = {}): Element {
  for (const figure of figures) {
    const image = figure.type === 'element' ? ownPictureIn(figure.children[0]) : undefined;
    if (image) image.properties.src = `${String(image.properties.src).replace(/#.*/, '')}#gallery`;
  }
  return {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['gallery'], ...properties },
    children: figures,
  };
}

/** A check box of a task list. It has no label, so its state is also written in words. */
const tidyBox = ({ checked }: Element['properties'], { words }: Pass): Element => ({
  type: 'element',
  tagName: 'input',
  properties: { type: 'checkbox', checked, disabled: true, ariaLabel: checked ? words.done : words.toDo },
  children: [],
});

/** Keeps a player; turns any other frame into a link to its address. */
function tidyFrame(element: Element, within: readonly string[], pass: Pass): ElementContent[] {
  const { src, title } = element.properties;
  const url = webAddress(src);
  const player = url && isPlayer(url.href) ? frame(url.href, pass, title) : [];
  if (player.length > 0) return player;
  pass.drop(
    element,
    ({ dropped }) => dropped.frame(addressIn(src)),
    ({ dropped }) => (url ? dropped.frameLinked : dropped.frameLost),
  );
  return url ? linkTo(url, title, within) : [];
}

/** A link that replaces embedded content of another site; in a figure where HTML allows one. */
function linkTo(url: URL, title: unknown, within: readonly string[]): ElementContent[] {
  const text: Text = {
    type: 'text',
    value: typeof title === 'string' && title.trim() !== '' ? title.trim() : url.host,
    data: { isFrame: true },
  };
  if (within.includes('a')) return [text];
  const properties = { href: url.href, rel: ['noopener'] };
  const link: Element = { type: 'element', tagName: 'a', properties, children: [text] };
  const parent = within.at(-1);
  const hasRoom = parent !== undefined && FLOW.has(parent) && !within.includes('figure');
  return [hasRoom ? figure(link) : link];
}

/** Elements that may contain a figure. */
const FLOW = new Set(['div', 'blockquote', 'section', 'details', 'li', 'dd', 'td', 'th']);

/** Keeps audio and video from https addresses, with controls and without preloading; turns others into a link. */
function tidyMedia(element: Element, raw: Element, within: readonly string[], pass: Pass): ElementContent[] {
  const { drop } = pass;
  const { tagName, properties } = element;
  const sources = [raw, ...raw.children.filter((child) => isElement(child, 'source'))].flatMap(
    ({ properties: { src, type } }) =>
      src === undefined ? [] : [{ src, type, url: webAddress(src), own: mediaAddress(src, 'recording') }],
  );
  for (const { own } of sources) if (own) pass.mention(element, { ...own, as: 'recording', alt: '' });
  const source = addressIn(sources[0]?.src);
  const what: Say = ({ dropped }) => dropped.recording(tagName, source);
  if (raw.children.some((child) => isElement(child, 'track'))) drop(element, what, ({ dropped }) => dropped.noTracks);
  const safe = sources.flatMap(({ url, type, own }) => {
    if (own) return [{ src: own.address, type }];
    return url?.protocol === 'https:' ? [{ src: url.href, type }] : [];
  });
  const [first] = safe;
  if (first === undefined) {
    const url = sources.find((each) => each.url)?.url;
    drop(element, what, ({ dropped }) => (url ? dropped.recordingLinked : dropped.recordingLost));
    return url ? linkTo(url, properties.title, within) : [];
  }
  const { title, width, height } = properties;
  const poster = webAddress(properties.poster);
  const shown =
    tagName === 'video' ? { width, height, poster: poster?.protocol === 'https:' ? poster.href : undefined } : {};
  const isOne = safe.length === 1;
  return [
    {
      type: 'element',
      tagName,
      properties: { src: isOne ? first.src : undefined, title, ...shown, controls: true, preload: 'none' },
      children: isOne
        ? []
        : safe.map(({ src, type }) => ({
            type: 'element',
            tagName: 'source',
            properties: { src, type },
            children: [],
          })),
    },
  ];
}

const isFrameLink = (node: ElementContent) =>
  isElement(node, 'a') && node.children[0]?.type === 'text' && node.children[0].data?.isFrame === true;

function frame(address: string, { words }: Pass, title?: unknown): ElementContent[] {
  const player = playerOf(address);
  if (!player) return [];
  const named = typeof title === 'string' && title.trim() !== '' ? title : words.player(player.site);
  return [
    {
      type: 'element',
      tagName: 'iframe',
      properties: { src: player.src, title: named, ...PLAYER_ATTRIBUTES },
      children: [],
    },
  ];
}

/**
 * A paragraph of one image, linked image, player or video address becomes a figure. Several images, one of them of the
 * media library, become a gallery; a picture of the library leaves the words around it.
 */
function tidyParagraph(paragraph: Element, within: readonly string[], pass: Pass): ElementContent[] {
  const contents = paragraph.children.filter((child) => !isEmpty([child]));
  const [only] = contents;
  if (!only) return [];
  if (within.includes('figure')) return [paragraph];
  if (contents.length > 1) {
    if (!contents.some(ownPictureIn)) return [paragraph];
    return contents.every(imageIn)
      ? [gallery(contents.map((child) => inFigure(child, pass.words)))]
      : withoutPictures(paragraph, pass);
  }
  if (isElement(only, 'iframe') || isFrameLink(only)) return [figure(only)];
  const image = imageIn(only);
  if (image) return [pictured(only, image, pass.words)];
  const [player] = frame(loneAddress(only) ?? '', pass);
  return [player ? figure(player) : paragraph];
}

/** The paragraphs before and after each picture of the media library, and those pictures between them. */
function withoutPictures(paragraph: Element, { words }: Pass): ElementContent[] {
  const parts: Element[] = [];
  let text: ElementContent[] = [];
  const end = () => {
    if (!isEmpty(text)) parts.push({ ...paragraph, children: text });
    text = [];
  };
  for (const child of paragraph.children) {
    const image = ownPictureIn(child);
    if (image) {
      end();
      parts.push(pictured(child, image, words));
    } else text.push(child);
  }
  end();
  return parts;
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
function pictured(content: ElementContent, image: Element, words: Words['article']): Element {
  const { title } = image.properties;
  delete image.properties.title;
  if (typeof title !== 'string' || title.trim() === '') return figure(content);
  const children = captionOf(title.trim(), words);
  return figure(content, { type: 'element', tagName: 'figcaption', properties: {}, children });
}

/** Splits off a last sentence that begins with `Credit: `, which is set small, in the words of the article. */
function captionOf(title: string, words: Words['article']): ElementContent[] {
  const [, caption = '', credit] = /^(?:(.*[.!?…]["'”’»)\]]?\s+))?Credit: (\S.*)$/s.exec(title) ?? [];
  if (!credit) return [{ type: 'text', value: title }];
  const small: Element = {
    type: 'element',
    tagName: 'small',
    properties: {},
    children: [{ type: 'text', value: words.credit(credit) }],
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
