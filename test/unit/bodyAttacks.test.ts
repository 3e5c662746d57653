import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { type BodyFormat, renderBody } from '../../functions/newsroom/body/render.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { owasp } from '../support/owasp.ts';

/** What a body may hold, told a second time and without the schema under test: elements and their attributes. */
const allowed: Readonly<Record<string, string>> = {
  h2: 'id class',
  h3: 'id',
  h4: 'id',
  h5: 'id',
  h6: 'id',
  section: 'data-footnotes class',
  p: '',
  div: '',
  blockquote: '',
  pre: '',
  hr: '',
  br: '',
  wbr: '',
  span: '',
  details: 'open',
  summary: '',
  a: 'href rel id data-footnote-ref data-footnote-backref aria-describedby aria-label',
  code: 'class',
  abbr: '',
  b: '',
  bdi: '',
  bdo: '',
  cite: '',
  dfn: '',
  em: '',
  i: '',
  kbd: '',
  mark: '',
  q: '',
  s: '',
  samp: '',
  small: '',
  strong: '',
  sub: '',
  sup: '',
  u: '',
  var: '',
  ruby: '',
  rp: '',
  rt: '',
  del: 'datetime',
  ins: 'datetime',
  time: 'datetime',
  input: 'type checked disabled aria-label',
  ul: '',
  ol: 'start reversed type',
  li: 'id class value',
  dl: '',
  dt: '',
  dd: '',
  table: '',
  caption: '',
  thead: '',
  tbody: '',
  tfoot: '',
  tr: '',
  td: 'class colspan rowspan',
  th: 'class colspan rowspan scope',
  figure: '',
  figcaption: '',
  img: 'src alt width height loading decoding',
  iframe: 'src loading sandbox referrerpolicy allowfullscreen',
  audio: 'src controls preload',
  video: 'src controls preload poster width height',
  source: 'src type',
};

/** Elements of formulas, which no browser lets hold HTML once they hold each other and text alone. */
const formula =
  /^(?:math|mrow|m[inos]|mtext|mspace|mfrac|msqrt|mroot|mstyle|merror|mpadded|mphantom|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|mprescripts|mtable|mtr|mtd|semantics|annotation)$/;
const formulaAttribute =
  /^(?:lspace|rspace|minsize|maxsize|linethickness|width|height|depth|voffset|displaystyle|stretchy|symmetric|largeop|movablelimits|accent|accentunder|fence|separator|scriptlevel|display|form|mathvariant|columnspan|rowspan|encoding)$/;

const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation';

/** The only values these attributes may have; a browser is not asked to make anything of any other. */
const values: Readonly<Record<string, RegExp>> = {
  'a href': /^(?:https?:\/\/[^/\\]|mailto:|tel:|sms:|#|\/(?![/\\]))/,
  'a rel': /^(?:noopener|nofollow|sponsored|ugc)(?: (?:nofollow|sponsored|ugc))*$/,
  'audio src': /^https:\/\/[^/\\@]+\//,
  'video src': /^https:\/\/[^/\\@]+\//,
  'video poster': /^https:\/\/[^/\\@]+\//,
  'source src': /^https:\/\/[^/\\@]+\//,
  'audio preload': /^none$/,
  'video preload': /^none$/,
  'img src': /^https:\/\/[^/\\@]+\//,
  'iframe src':
    /^https:\/\/(?:www\.youtube-nocookie\.com\/embed\/[\w-]{11}(?:\?start=\d+)?|player\.vimeo\.com\/video\/\d+\?(?:h=[\da-f]+&)?dnt=1)$/,
  'iframe sandbox': new RegExp(`^${SANDBOX}$`),
  'input type': /^checkbox$/,
  'input aria-label': /^(?:Done|To do)$/,
  'code class': /^language-\S+$/,
  'section class': /^footnotes$/,
  'li class': /^task-list-item$/,
  'h2 class': /^sr-only$/,
};

/** The ids of their own that elements may have. */
const ownId: Readonly<Record<string, RegExp>> = {
  h2: /./,
  h3: /./,
  h4: /./,
  h5: /./,
  h6: /./,
  a: /^fnref-[\d-]+$/,
  li: /^fn-\d+$/,
};

/** Ids and prefixes of ids that are the page's. */
const pageId = /^(?:(?:page|comment)(?:-.*)?|comments|respond|top|begin_|main|content)$/;

/** All that is wrong with HTML once a browser has read it. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const ids = new Set<string>();
  const visit = (node: DefaultTreeAdapterTypes.ChildNode, isInFormula = false): void => {
    if (node.nodeName === '#text') return;
    if (!('tagName' in node)) {
      dangers.push(node.nodeName);
      return;
    }
    const { tagName, namespaceURI, attrs, childNodes } = node;
    const isFormula = formula.test(tagName) && (tagName === 'math' || isInFormula);
    const names = allowed[tagName];
    const isHtml = namespaceURI === 'http://www.w3.org/1999/xhtml';
    if (isFormula ? namespaceURI === 'http://www.w3.org/2000/svg' : names === undefined || !isHtml || isInFormula) {
      dangers.push(`<${tagName}>`);
    }
    if (tagName === 'iframe' && !attrs.some(({ name }) => name === 'sandbox')) dangers.push('<iframe> without sandbox');
    if (tagName === 'input' && !attrs.some(({ name }) => name === 'disabled')) dangers.push('<input> that is enabled');
    for (const { name, value } of attrs) {
      const isTarget = name === 'id' && /^text-\S+$/.test(value);
      const known =
        isTarget ||
        (isFormula && formulaAttribute.test(name)) ||
        `${names ?? ''} title dir lang`.split(' ').includes(name);
      const isOwn = name !== 'id' || isTarget || (ownId[tagName] ?? /^(?!)/).test(value);
      const shaped = isOwn && (values[`${tagName} ${name}`]?.test(value) ?? true);
      if (!known || !shaped) dangers.push(`<${tagName} ${name}="${value}">`);
      // As a browser reads an address: without white space and control characters. Titles are words and no addresses.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      const bare = value.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/g, '');
      if (!/^(?:alt|title)$/.test(name) && /^(?:javascript|vbscript|data|livescript|file|blob):/i.test(bare)) {
        dangers.push(`<${tagName} ${name}="${value}">`);
      }
      if (name === 'id' && (ids.has(value) || pageId.test(value))) dangers.push(`id ${value}`);
      if (name === 'id') ids.add(value);
    }
    for (const child of childNodes) visit(child, isInFormula || isFormula);
  };
  for (const node of parseFragment(html).childNodes) visit(node);
  return dangers;
}

/** How an attack may come: as HTML, as HTML in Markdown, and within a sentence of Markdown. */
const ways: readonly (readonly [BodyFormat, (attack: string) => string])[] = [
  ['html', (attack) => attack],
  ['html', (attack) => `<p>Before ${attack}</p><p>After</p>`],
  ['markdown', (attack) => `Before\n\n${attack}\n\nAfter`],
  ['markdown', (attack) => `Before ${attack} after`],
  ['markdown', (attack) => `- item\n  > ${attack.replaceAll('\n', '\n  > ')}`],
];

/** Renders an attack each way it may come, and each result once more. */
function attackEachWay(attack: string): { readonly html: string; readonly again: string }[] {
  return ways.map(([format, dressed]) => {
    const { html } = renderBody(dressed(attack), format);
    return { html, again: renderBody(html, 'html').html };
  });
}

describe('the judge of these tests', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src="https://a.example/" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<img src="http://a.example/">',
    '<p style="color:red">x</p>',
    '<p id="x">x</p>',
    '<h2 id="comments">x</h2>',
    '<h2 id="x">x</h2><h3 id="x">x</h3>',
    '<svg></svg>',
    '<!-- x -->',
    '<iframe src="https://evil.example/"></iframe>',
    '<input type="checkbox">',
  ])('finds %s', (html) => {
    const dangers = dangersIn(html);

    expect(dangers).not.toEqual([]);
  });

  it('finds nothing in what is harmless', () => {
    const dangers = dangersIn(
      '<h2 id="x">x</h2><p title="javascript:"><a href="https://a.example/?q=javascript:">x</a></p>',
    );

    expect(dangers).toEqual([]);
  });
});

/** The sanitizer's own cases, from the readmes and tests of hast-util-sanitize 5 and rehype-sanitize 6, as HTML. */
const sanitizers: readonly (readonly [string, string])[] = [
  ['element with an event', '<div onmouseover="alert(\'alpha\')">x</div>'],
  ['link with a space in the scheme', '<a href="jAva script:alert(\'bravo\')" onclick="alert(\'charlie\')">delta</a>'],
  ['script', '<script>alert("charlie")</script>'],
  ['image with an event', '<img src="x" onerror="alert(\'delta\')">'],
  ['iframe', '<iframe src="javascript:alert(\'echo\')"></iframe>'],
  ['formula', '<math><mi xlink:href="data:x,<script>alert(\'foxtrot\')</script>"></mi></math>'],
  ['comment that breaks out', '<!--alpha--><script>alert(1)</script><!--bravo-->'],
  ['doctype', '<!doctype html>alpha'],
  ['script as the only child', '<div><script>alert(1)</script></div>'],
  ['style', '<style>alert(1)</style>'],
  ['unknown element', '<unknown onclick="alert(1)">alert(1)</unknown>'],
  ['unknown data', '<div data-foo="bar">x</div>'],
  ['clobbering id', '<div id="getElementById">x</div>'],
  ['clobbering name', '<div name="getElementById">x</div>'],
  ['clobbering heading', '<h2 id="current">Current</h2><a name="old">x</a>'],
  ['drawing', '<svg viewBox="0 0 50 50">!</svg>'],
  ['select', '<select autocomplete form="one"><option onclick=alert(1)>x</select>'],
  ['enabled input', '<input type="checkbox"><input type="text"><input>'],
  ['class on a list item', '<ol><li class="foo bar task-list-item">x</li></ol>'],
  ['list item outside a list', '<li onclick="alert(1)">alert(1)</li>'],
  ...['tr', 'td', 'th', 'tbody', 'thead', 'tfoot'].map(
    (name) => [`${name} outside a table`, `<${name}>alert(1)</${name}>`] as const,
  ),
  ...[
    'javascript:alert(1)',
    ' javascript:while(1){}',
    '\u2028javascript:alert(1)',
    '\u2003javascript:alert(1)',
    '\u3000javascript:alert(1)',
    'javascript:while(1){}',
    'data:,evilnastystuff',
  ].flatMap((address) =>
    [
      `<a href="${address}">x</a>`,
      `<img src="${address}">`,
      `<blockquote cite="${address}">x</blockquote>`,
      `<img longdesc="${address}">`,
    ].map((html) => [`address ${JSON.stringify(address)} in ${html.slice(0, 10).trim()}`, html] as const),
  ),
];

/** HTML that one parser reads as harmless and the next, reading what the first wrote, does not (mutation XSS). */
const mutations: readonly (readonly [string, string])[] = [
  ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
  [
    'style in a glyph',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ],
  ['style in a formula', '<math><mtext><table><mglyph><style><math><table id="</table>"><img src onerror=alert(1)">'],
  [
    'form in a form',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  ],
  ['paragraph in a drawing', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
  ['description of a drawing', '<svg><desc><p></desc><img src=x onerror=alert(1)></svg>'],
  ['foreign object', '<svg><foreignObject><p><style><!--</style><a href="--><img src=x onerror=alert(1)>">'],
  [
    'annotation',
    '<math><annotation-xml encoding="text/html"><style><img title="</style><img src=x onerror=alert(1)>"></style></annotation-xml></math>',
  ],
  ['xmp', '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>'],
  ['noembed', '<noembed><p title="</noembed><img src=x onerror=alert(1)>"></noembed>'],
  ['noframes', '<noframes><p title="</noframes><img src=x onerror=alert(1)>"></noframes>'],
  ['textarea', '<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>'],
  ['title', '<title><p title="</title><img src=x onerror=alert(1)>"></title>'],
  ['iframe', '<iframe><p title="</iframe><img src=x onerror=alert(1)>"></iframe>'],
  [
    'iframe of a player',
    '<iframe src="https://player.vimeo.com/video/1"></iframe><img src=x onerror=alert(1)></iframe>',
  ],
  ['plaintext', '<plaintext><img src=x onerror=alert(1)>'],
  ['template', '<template><script>alert(1)</script></template>'],
  [
    'select',
    '<select><template><img src=x onerror=alert(1)></template><style></select><img src=x onerror=alert(1)></style>',
  ],
  ['CDATA', '<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg><![CDATA[<img src=x onerror=alert(1)>]]>'],
  ['bogus comment', '<!><img src=x onerror=alert(1)><!-->'],
  ['comment ended with !', '<!--x--!><img src=x onerror=alert(1)>-->'],
  ['processing instruction', '<?xml><img src=x onerror=alert(1)>?>'],
  ['attribute of references', '<img alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;" src="http://x">'],
  ['alternative text of HTML', '<p><img alt="<img src=x onerror=alert(1)>" src="http://x"></p>'],
  ['caption of HTML', '<p><img title="<img src=x onerror=alert(1)>" src="https://i.example/x"></p>'],
  [
    'title of a player',
    '<iframe title=\'"><img src=x onerror=alert(1)>\' src="https://player.vimeo.com/video/1"></iframe>',
  ],
  ['declarative shadow root', '<div><template shadowrootmode=open><script>alert(1)</script></template></div>'],
  ['links within links', '<a href="https://a.example"><table><a href="javascript:alert(1)">x</a></table></a>'],
  [
    'popover and command',
    '<button popovertarget=x commandfor=x command=show-modal>a</button><div id=x popover onbeforetoggle=alert(1)>b</div>',
  ],
  ['animated link', '<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>'],
  [
    'source set',
    '<picture><source srcset="x" onerror=alert(1)><img srcset="javascript:alert(1) 2x" src="https://i.example/x"></picture>',
  ],
  ['link with a ping', '<a href="https://a.example" ping="https://xss.example" target=_blank download>x</a>'],
  ['map', '<map name=x><area href="javascript:alert(1)" shape=default></map><img usemap=#x src="https://i.example/x">'],
];

/** What Markdown itself can write. */
const markdown: readonly (readonly [string, string])[] = [
  ['link', '[x](javascript:alert(1))'],
  ['link in capitals', '[x](JaVaScRiPt:alert(1))'],
  ['link of references', '[x](&#106;avascript&colon;alert&lpar;1&rpar;)'],
  ['link of escapes', '[x](\\javascript:alert(1))'],
  ['link with a control character', '[x](\u0001javascript:alert(1))'],
  ['link with a tab', '[x](<java\tscript:alert(1)>)'],
  ['link of data', '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)'],
  ['link of data that is an image', '[x](data:image/svg+xml,<svg/onload=alert(1)>)'],
  ['link of VBScript', '[x](vbscript:msgbox(1))'],
  ['link of a file', '[x](file:///etc/passwd)'],
  ['link to another host', '[x](//xss.example)'],
  ['link title', '[x](https://a.example "\\" onclick=alert(1) \\"")'],
  ['link text', '[<img src=x onerror=alert(1)>](https://a.example)'],
  ['link address', '[x](<https://a.example/"onclick="alert(1)>)'],
  ['reference', '[x][y]\n\n[y]: javascript:alert(1) "onclick=alert(1)"'],
  ['autolink', '<javascript:alert(1)>'],
  ['autolink with an event', '<https://a.example/"onclick="alert(1)>'],
  ['image', '![x](javascript:alert(1))'],
  ['image with an event', '![x](https://i.example/"onerror="alert(1))'],
  ['image text', '![x"onerror="alert(1)](https://i.example/x)'],
  ['image text of HTML', '![<img src=x onerror=alert(1)>](x)'],
  ['image of data', '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)'],
  ['caption', '![x](https://i.example/x "</figcaption><script>alert(1)</script> Credit: <script>alert(1)</script>")'],
  ['heading', '# <script>alert(1)</script> "onclick=alert(1)'],
  ['heading that clobbers', '## getElementById\n\n## comments\n\n## comment-1'],
  ['code', '`<script>alert(1)</script>`'],
  ['language of code', '```js"onclick="alert(1)\nx\n```'],
  ['language of code of HTML', '```<script>alert(1)</script>\nx\n```'],
  ['table', '| <script>alert(1)</script> |\n|:-:|\n| <img src=x onerror=alert(1)> |'],
  ['footnote', 'x[^1]\n\n[^1]: <script>alert(1)</script> [y](javascript:alert(1))'],
  ['footnote label', 'x[^"onclick="alert(1)]\n\n[^"onclick="alert(1)]: y'],
  ['bare address', 'https://a.example/"onclick="alert(1)'],
  ['bare address of HTML', 'https://a.example/<script>alert(1)</script>'],
  ['bare www. address', 'www.a.example/"onclick="alert(1)'],
  ['email address', '<"onclick=alert(1)"@a.example>'],
  ['player', 'https://www.youtube.com/watch?v="onload="al'],
  ['half a tag', '<img src=x onerror=alert(1)\n\n//'],
  ['tag across blocks', '<div\n\nonclick=alert(1)>x</div>'],
  ['script across blocks', '<script>\n\nalert(1)\n\n</script>'],
  ['null in a tag', '<scr\0ipt>alert(1)</scr\0ipt>'],
];

describe.each([
  ["OWASP's cheat sheet", owasp],
  ["the sanitizer's own cases", sanitizers],
  ['mutation', mutations],
  ['Markdown', markdown],
])('an attack from %s', (_source, attacks) => {
  it.each(attacks)('is harmless: %s', (_name, attack) => {
    const results = attackEachWay(attack);

    for (const { html, again } of results) {
      expect(dangersIn(html)).toEqual([]);
      expect(again).toBe(html);
    }
  });
});

describe('an event handler', () => {
  // The cheat sheet's list, with those that browsers have added since.
  const events =
    'abort activate afterprint afterupdate animationend animationiteration animationstart auxclick beforeactivate beforecopy beforecut beforedeactivate beforeeditfocus beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload beforeupdate begin blur bounce cancel canplay canplaythrough cellchange change click close command contentvisibilityautostatechange contextmenu controlselect copy cuechange cut dataavailable datasetchanged datasetcomplete dblclick deactivate drag dragdrop dragend dragenter dragleave dragover dragstart drop durationchange emptied end ended error errorupdate filterchange finish focus focusin focusout formdata fullscreenchange gotpointercapture hashchange help input invalid keydown keypress keyup layoutcomplete load loadeddata loadedmetadata loadstart losecapture lostpointercapture mediacomplete mediaerror message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel move moveend movestart offline online outofsync pagehide pageshow paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress propertychange ratechange readystatechange redo repeat reset resize resizeend resizestart resume reverse rowdelete rowinserted rowsenter rowexit scroll scrollend securitypolicyviolation seek seeked seeking select selectionchange selectstart slotchange snapchanged snapchanging stalled start stop storage submit suspend syncrestored timeerror timeupdate toggle touchcancel touchend touchmove touchstart trackchange transitioncancel transitionend transitionrun transitionstart undo unload urlflip volumechange waiting wheel'.split(
      ' ',
    );

  it.each(events)('on%s is dropped from what stays', (event) => {
    const html = renderBody(
      `<p on${event}="alert(1)">x <a href="https://a.example/" ON${event.toUpperCase()}=alert(1)>y</a> <img/on${event}=alert(1) src="https://i.example/z"></p>`,
      'html',
    ).html;

    expect(html).toBe(
      '<p>x <a href="https://a.example/" rel="noopener">y</a> <img src="https://i.example/z" alt="" loading="lazy" decoding="async"></p>',
    );
  });
});

describe('an address', () => {
  const schemes = 'javascript vbscript livescript data file blob filesystem about ftp view-source jar mocha x'.split(
    ' ',
  );
  /** What browsers overlook in or before a scheme (https://url.spec.whatwg.org/#concept-basic-url-parser). */
  const overlooked = ['', ' ', '\t', '\n', '\r', '\u0001', '\u001f', '\u000b', '\u00a0', '\ufeff', '\u2028', '\u200b'];

  it.each(schemes)('of %s: leads nowhere, however it is written', (scheme) => {
    const written = overlooked.flatMap((character) => [
      `${character}${scheme}:alert(1)`,
      `${scheme.slice(0, 1)}${character}${scheme.slice(1)}:alert(1)`,
      `${scheme}${character}:alert(1)`,
      `${scheme.toUpperCase()}:${character}//https://a.example`,
    ]);

    for (const address of written) {
      const references = [...address].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join('');
      const html = [address, references]
        .map(
          (href) =>
            renderBody(`<p><a href="${href}">x</a><img src="${href}"><iframe src="${href}"></iframe></p>`, 'html').html,
        )
        .join('');
      expect(html.replaceAll('<p>x</p>', '')).toBe('');
    }
  });
});

describe('any element with any attribute', () => {
  const elements =
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp script search section select selectedcontent shadow slot small source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr x-element xmp'.split(
      ' ',
    );
  const attributes =
    'abbr accept accept-charset accesskey action align allow allowfullscreen alt archive aria-controls aria-describedby aria-label aria-labelledby aria-owns as async autofocus autoplay background bgcolor blocking border charset checked cite class classid clear closedby code codebase codetype color cols colspan command commandfor content contenteditable controls coords credentialless crossorigin csp data data-footnote-backref data-footnote-ref data-footnotes datetime defer dir dirname disabled download draggable elementtiming enctype exportparts face fetchpriority for form formaction formmethod formtarget frame headers height hidden href hreflang http-equiv id imagesizes imagesrcset inert innerhtml integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang list loading longdesc loop lowsrc manifest max media method min multiple muted name nohref nomodule nonce novalidate object open part pattern ping placeholder popover popovertarget poster preload profile readonly referrerpolicy rel required reversed role rows rowspan sandbox scheme scope scrolling selected shape sizes slot span spellcheck src srcdoc srclang srcset start step style summary tabindex target text title translate type typemustmatch usemap valign value version width wrap writingsuggestions xlink:href xml:base xmlns'.split(
      ' ',
    );

  it.each(elements)('<%s> has those that are allowed', (element) => {
    const tags = ['x', '1', 'javascript:alert(1)'].map(
      (value) => `<${element} ${attributes.map((name) => `${name}="${value}"`).join(' ')}>`,
    );
    const sources = [...tags, `<table><tr><td>${tags.at(-1)}y`, `<details><ul><figure>${tags.at(-1)}y</${element}>`];

    const results = sources.map((source) => renderBody(source, 'html').html);

    for (const html of results) {
      expect(dangersIn(html)).toEqual([]);
      expect(renderBody(html, 'html').html).toBe(html);
    }
  });
});

describe('any soup', () => {
  const tag = fc.constantFrom(
    ...'a b i p div span h1 h2 h3 table caption tbody tr td th ul ol li dl dt dd pre figure figcaption img iframe svg math mtext mglyph foreignObject desc annotation-xml style script title textarea template select option form input button details summary blockquote section font nobr center marquee plaintext noscript noembed xmp ruby rt br hr html head body frameset object custom-x mi mo mfrac mtr mtd annotation semantics sup audio video source address footer dialog dir listing strike'.split(
      ' ',
    ),
  );
  const attribute = fc.constantFrom(
    ...[
      '',
      ' id=x',
      ' id=y href=#x',
      ' id=x href=#y',
      ' id=text-x',
      ' id=fn-1',
      ' id=fnref-1',
      ' id=footnote-label',
      ' name=y',
      ' class=sr-only',
      ' data-footnotes',
      ' data-footnote-ref',
    ],
    ...[
      ' href=https://a.example',
      ' href=javascript:alert(1)',
      ' href=#fn-1',
      ' href=#x',
      ' href=#y',
      ' href=#text-x',
      ' src=//i.example/x.mp3',
      ' src=https://i.example/x',
      ' src=x',
      ' alt="a b"',
    ],
    ...[
      ' title="A. Credit: b"',
      ' onclick=alert(1)',
      ' style=x',
      ' src=https://player.vimeo.com/video/1',
      ' type=checkbox',
      ' open',
    ],
    ...[
      ' encoding=text/html',
      ' xlink:href=javascript:alert(1)',
      ' a="<b>"',
      " b='>'",
      ' c="</style>"',
      ' lang=en',
      ' align=left',
    ],
  );
  const text = fc.constantFrom(
    ...[
      'x',
      'hello ',
      '\n',
      '\n\n',
      ' ',
      '&lt;script&gt;',
      '&amp;lt;',
      '&#0;',
      '&#13;',
      '&nbsp;',
      '"',
      "'",
      '\0',
      '\r',
      '😀',
      '\ud800',
    ],
    ...[
      '<!--',
      '-->',
      '<!-- a -->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '<',
      '</',
      'https://youtu.be/dQw4w9WgXcQ',
      'javascript:alert(1)',
    ],
    ...[
      '```\n',
      '    ',
      '> ',
      '- ',
      '1. ',
      '# ',
      '**',
      '_',
      '~~',
      '[a](b)',
      '![a](https://i.example "t")',
      '| a |\n|-|\n',
      '[^a]',
      '\n\n[^a]: z\n\n',
    ],
  );
  const soup = fc
    .array(
      fc.oneof(
        {
          weight: 5,
          arbitrary: fc.tuple(tag, attribute, attribute).map(([name, one, other]) => `<${name}${one}${other}>`),
        },
        { weight: 2, arbitrary: tag.map((name) => `</${name}>`) },
        { weight: 4, arbitrary: text },
        { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
      ),
      { maxLength: 40, size: 'max' },
    )
    .map((parts) => parts.join(''));

  it.each(['html', 'markdown'] as const)(
    'of %s is made harmless, and is the same when it is rendered again',
    (format) => {
      const harmlessAndStable = fc.property(soup, (source) => {
        const { html, wordCount, excerpt } = renderBody(source, format);

        const again = renderBody(html, 'html').html;

        expect(dangersIn(html)).toEqual([]);
        expect(again).toBe(html);
        expect(wordCount).toBeGreaterThanOrEqual(0);
        expect(excerpt.length).toBeLessThanOrEqual(160);
      });

      fc.assert(harmlessAndStable, { numRuns: 1_000 });
    },
  );
});

describe('a tangle', () => {
  const LENGTH = 50_000;
  /** A text over and over, to that length. */
  const row = (text: string, length = LENGTH) => text.repeat(length / text.length);
  const numbered = (count: number, write: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => write(number)).join('');

  /** Rows of what parsers are known to trip over; many are cmark's (https://github.com/commonmark/cmark, pathological). */
  const tangles: readonly (readonly [string, BodyFormat, string])[] = [
    ['quotation marks', 'markdown', row('>')],
    ['quotation marks, spaced', 'markdown', row('> ')],
    ['deeper quotations', 'markdown', numbered(300, (depth) => `${'>'.repeat(depth)}a\n`)],
    ['lists in lists', 'markdown', `${row('- ')}a`],
    ['numbered lists in lists', 'markdown', `${row('1. ')}a`],
    ['lists in quotations', 'markdown', row('> 1. ')],
    ['deeper lists', 'markdown', numbered(200, (depth) => `${'  '.repeat(depth)}- a\n`)],
    ['a quotation with lazy lines', 'markdown', `> a\n${row('b\n')}`],
    ['open brackets', 'markdown', row('[')],
    ['open images', 'markdown', row('![')],
    ['close brackets', 'markdown', row(']')],
    ['nested brackets', 'markdown', `${row('[')}a${row(']')}`],
    ['open links', 'markdown', row('[a](')],
    ['open parentheses', 'markdown', `[a](${row('(')}`],
    ['images in images', 'markdown', `${row('![')}a${row('](b)')}`],
    ['stars', 'markdown', row('*')],
    ['stars that open', 'markdown', row('*a ')],
    ['stars that close', 'markdown', row('a* ')],
    ['stars that do either', 'markdown', row('*a')],
    ['stars and underscores', 'markdown', row('*a_b ')],
    ['emphasis in emphasis', 'markdown', `${row('*a **a ')}b${row(' a** a*')}`],
    ['tildes', 'markdown', row('~~a ')],
    ['grave accents', 'markdown', numbered(300, (length) => `e${'`'.repeat(length)}`)],
    ['angle brackets', 'markdown', row('<')],
    ['open comments', 'markdown', row('<!--')],
    ['open instructions', 'markdown', row('a <?')],
    ['open CDATA', 'markdown', row('a <![CDATA[')],
    ['open tags', 'markdown', row('a <a b=c ')],
    ['references to characters', 'markdown', row('&')],
    ['escapes', 'markdown', row('\\')],
    ['addresses', 'markdown', row('http://')],
    ['www addresses', 'markdown', row('www.')],
    ['email addresses', 'markdown', row('a@b.')],
    ['an email address', 'markdown', `${row('a_')}@b.example`],
    ['a table of too many columns', 'markdown', `${row('|a', 2_000)}|\n${row('|-', 2_000)}|\n${row('|x|\n')}`],
    ['definitions', 'markdown', numbered(5_000, (number) => `[a${number}]: b\n`)],
    ['references to a long definition', 'markdown', `[a]: /${row('x')}\n\n${row('[a]')}`],
    ['references to a long title', 'markdown', `[a]: b "${row('x')}"\n\n${row('[a]')}`],
    ['footnotes', 'markdown', numbered(999, (number) => `a[^${number}]\n\n[^${number}]: b\n\n`)],
    ['too many footnotes', 'markdown', numbered(9_999, (number) => `a[^${number}]\n\n[^${number}]: b\n\n`)],
    ['references to a footnote', 'markdown', `${row('[^a]')}\n\n[^a]: b`],
    ['footnotes in footnotes', 'markdown', row('[^a]: ')],
    ['headings', 'markdown', row('# a\n')],
    ['spaces', 'markdown', `a${row(' ')}b`],
    ['lines', 'markdown', row('a\n')],
    ['nulls', 'markdown', row('\0')],
    ['words without spaces', 'markdown', row('สวัสดีครับ')],
    ['50,000 div', 'html', '<div>'.repeat(50_000)],
    ['50,000 div in Markdown', 'markdown', '<div>'.repeat(50_000)],
    ['b', 'html', row('<b>')],
    ['b of different kinds in paragraphs', 'html', numbered(5_000, (number) => `<p><b a${number}>`)],
    ['a', 'html', row('<a>')],
    ['li', 'html', row('<ul><li>')],
    ['table', 'html', row('<table><td>')],
    ['what is no part of a table', 'html', `<table>${row('a<b></b>')}`],
    ['svg', 'html', row('<svg>')],
    ['template', 'html', row('<template>')],
    ['closing tags', 'html', row('</p>')],
    ['elements side by side', 'html', '<i></i>'.repeat(50_000)],
    ['line breaks in preformatted text', 'html', `<pre>${row('\n')}`],
    ['attributes', 'html', `<a ${numbered(20_000, (number) => `a${number} `)}>`],
    ['headings of one name', 'html', row('<h2>a</h2>')],
    ['credits', 'html', `<p><img src="https://i.example/" title="${row('. Credit: ')}">`],
    ['spaces in a caption', 'html', `<p><img src="https://i.example/" title=".${row(' ')}">`],
    ['spaces', 'html', `<p>${row(' ')}a${row(' ')}</p>`],
    ['a long text', 'html', 'a'.repeat(400_001)],
  ];

  it.each(tangles)('of %s is rendered or refused at once', (_, format, source) => {
    const started = process.cpuUsage();

    let outcome: unknown;
    try {
      outcome = renderBody(source, format).html;
    } catch (error) {
      outcome = error;
    }

    // Seconds on the processor, which busy neighbours treble. Rows of headings take 0.8.
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(6);
    if (typeof outcome !== 'string') {
      expect(outcome).toBeInstanceOf(Failure);
      expect(outcome).toMatchObject({ code: 'field-invalid', details: { faults: [{ pointer: '/body' }] } });
    }
  });

  it.each([
    ['nests elements more than 64 levels deep', 'html', '<div>'.repeat(65)],
    ['nests elements more than 64 levels deep', 'markdown', '> '.repeat(65)],
    ['nests elements more than 64 levels deep', 'markdown', `${'- '.repeat(200)}a`],
    ['holds more than 20000 elements', 'html', '<br>'.repeat(20_001)],
    ['marks more than 2000 footnotes', 'markdown', '[^1] '.repeat(2_001)],
    [
      'repeats its links too often for their length',
      'markdown',
      `[a]: /${'x'.repeat(1_000)}\n\n${'[a] '.repeat(1_001)}`,
    ],
    ['is longer than 400000 characters', 'markdown', 'a'.repeat(400_001)],
  ] as const)('is refused because it %s (%s)', (detail, format, source) => {
    const render = () => renderBody(source, format);

    expect(render).toThrow(expect.objectContaining({ code: 'field-invalid', message: `The body ${detail}.` }));
  });

  it.each([
    ['nesting', 'html', `${'<div>'.repeat(62)}a`],
    ['quotation', 'markdown', `${'> '.repeat(60)}a`],
    ['list', 'markdown', `${'- '.repeat(30)}a`],
    ['length', 'html', '<br>'.repeat(19_990)],
    ['footnotes', 'markdown', '[^1] '.repeat(2_000)],
  ] as const)('is no tangle yet: %s', (_, format, source) => {
    const { html } = renderBody(source, format);

    expect(html).not.toBe('');
  });
});
