import type { Options } from 'rehype-sanitize';
import { MATH, MATH_ATTRIBUTES } from './math.ts';
import { PLAYER, PLAYER_ATTRIBUTES } from './player.ts';

/** Ids that an author may set: those of footnotes, their references and the heading above them. */
export const FOOTNOTE_ID = /^fn-\d{1,5}$/;
export const REFERENCE_ID = /^fnref-\d{1,5}(?:-\d{1,5})?$/;
export const FOOTNOTE_LABEL_ID = 'footnote-label';

/** The prefix of other ids that links within the text point to, so that they cannot clobber the page's ids. */
export const TARGET_PREFIX = 'text-';

/** The `rel` values that a link may have, for search engines. */
export const KEPT_RELATIONS = ['nofollow', 'sponsored', 'ugc'];

type Attributes = NonNullable<NonNullable<Options['attributes']>[string]>;

const changed: Attributes = [['dateTime', /^[\w:+. -]{1,40}$/]];
const pixels = /^[1-9]\d{0,4}$/;
/** A file of the media library; a picture may have its width. */
const IN_LIBRARY = /^media:[0-9a-f]{32}(?:#[\w=&:.,-]{1,60})?$/;
const media: Attributes = [
  ['src', /^https:\/\//, IN_LIBRARY],
  ['controls', true],
  ['preload', 'none'],
];
const cell: Attributes = [
  ['className', 'align-left', 'align-center', 'align-right'],
  ['colSpan', /^[1-9]\d{0,2}$/],
  ['rowSpan', /^[1-9]\d{0,2}$/],
];

/**
 * The allow-list of hast-util-sanitize. `strip` names elements that are dropped with their content; of other unlisted
 * elements the text stays.
 */
export const bodySchema = {
  tagNames: [
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'section', 'blockquote', 'pre', 'hr', 'br', 'wbr', 'span', 'a'],
    ...['abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp'],
    ...['small', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'ruby', 'rp', 'rt'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'input', 'details', 'summary'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
    ...['figure', 'figcaption', 'img', 'iframe', 'audio', 'video', 'source'],
    ...MATH,
  ],
  ancestors: {
    source: ['audio', 'video'],
    ...Object.fromEntries(MATH.filter((name) => name !== 'math').map((name) => [name, ['math']])),
    li: ['ul', 'ol'],
    dt: ['dl'],
    dd: ['dl'],
    rp: ['ruby'],
    rt: ['ruby'],
    summary: ['details'],
    figcaption: ['figure'],
    caption: ['table'],
    thead: ['table'],
    tbody: ['table'],
    tfoot: ['table'],
    tr: ['table'],
    th: ['table'],
    td: ['table'],
  },
  attributes: {
    ...Object.fromEntries(MATH.map((name) => [name, MATH_ATTRIBUTES])),
    '*': [
      ['id', /^text-\S{1,200}$/],
      ['dir', 'ltr', 'rtl', 'auto'],
      ['lang', /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i],
      'title',
    ],
    h2: ['id', ['className', 'sr-only']],
    h3: ['id'],
    h4: ['id'],
    h5: ['id'],
    h6: ['id'],
    section: [
      ['dataFootnotes', ''],
      ['className', 'footnotes'],
    ],
    a: [
      'href',
      ['rel', 'noopener', ...KEPT_RELATIONS],
      ['id', REFERENCE_ID],
      ['dataFootnoteRef', ''],
      ['dataFootnoteBackref', ''],
      ['ariaDescribedBy', FOOTNOTE_LABEL_ID],
      // In any language: words, then the reference.
      ['ariaLabel', /^[\p{L}\p{M}’' ]{1,60} [\d-]{1,11}$/u],
    ],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    del: changed,
    ins: changed,
    time: changed,
    ol: [
      ['start', /^-?\d{1,9}$/],
      ['reversed', true],
      ['type', '1', 'a', 'A', 'i', 'I'],
    ],
    li: [
      ['id', FOOTNOTE_ID],
      ['className', 'task-list-item'],
      ['value', /^-?\d{1,9}$/],
    ],
    input: [
      ['type', 'checkbox'],
      ['checked', true],
      ['disabled', true],
      ['ariaLabel', /^[\p{L}\p{M} ]{1,40}$/u],
    ],
    details: [['open', true]],
    td: cell,
    th: [...cell, ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    figure: [['className', 'gallery']],
    img: [
      ['src', /^https:\/\//, IN_LIBRARY],
      'alt',
      ['width', pixels],
      ['height', pixels],
      ['loading', 'lazy'],
      ['decoding', 'async'],
    ],
    audio: media,
    video: [...media, ['poster', /^https:\/\//], ['width', pixels], ['height', pixels]],
    source: [
      ['src', /^https:\/\//, IN_LIBRARY],
      ['type', /^(?:audio|video)\/[\w.+-]{1,40}(?:; ?codecs=["\w., +-]{1,80})?$/],
    ],
    iframe: [
      ['src', PLAYER],
      ['loading', PLAYER_ATTRIBUTES.loading],
      ['sandbox', ...PLAYER_ATTRIBUTES.sandbox],
      ['referrerPolicy', PLAYER_ATTRIBUTES.referrerPolicy],
      ['allowFullScreen', true],
    ],
  },
  protocols: {
    href: ['http', 'https', 'mailto', 'tel', 'sms', 'media'],
    src: ['https', 'media'],
    poster: ['https'],
  },
  required: {
    audio: { controls: true, preload: 'none' },
    video: { controls: true, preload: 'none' },
    input: { type: 'checkbox', disabled: true },
    iframe: PLAYER_ATTRIBUTES,
  },
  strip: [
    ...['script', 'style', 'title', 'textarea', 'xmp', 'plaintext', 'noscript', 'noembed', 'noframes', 'template'],
    ...['svg', 'object', 'embed', 'applet', 'select', 'datalist', 'canvas'],
  ],
  // Nothing to prefix: `name` is not allowed at all, and cleanHtml assigns the ids.
  clobber: [],
} satisfies Options;
