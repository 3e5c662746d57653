import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { PLAYER_ORIGINS } from '../../functions/shared/players.ts';

const fromMarkdown = (source: string) => renderBody(source, 'markdown').html;
const fromHtml = (source: string) => renderBody(source, 'html').html;

/** A player as it stands in the HTML, by the beginning of its tag. */
const player = (src: string, title: string) =>
  `<figure><iframe src="${src}" title="${title}" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe></figure>`;

const picture = (alt = '', src = 'https://img.example/quay.jpg') =>
  `<img src="${src}" alt="${alt}" loading="lazy" decoding="async">`;

describe('Markdown', () => {
  it.each([
    [
      'a paragraph with emphasis',
      'A *high* and **very** high tide.',
      '<p>A <em>high</em> and <strong>very</strong> high tide.</p>',
    ],
    ['a quotation', '> Sail at dawn.', '<blockquote>\n<p>Sail at dawn.</p>\n</blockquote>'],
    ['a list', '3. Rope\n4. Tar', '<ol start="3">\n<li>Rope</li>\n<li>Tar</li>\n</ol>'],
    [
      'code',
      'Run `make`.\n\n```c++\nint a;\n```',
      '<p>Run <code>make</code>.</p>\n<pre><code class="language-c++">int a;\n</code></pre>',
    ],
    ['a rule', 'One\n\n---\n\nTwo', '<p>One</p>\n<hr>\n<p>Two</p>'],
    ['a line break', 'One\\\nTwo', '<p>One<br>\nTwo</p>'],
    ['strikethrough', 'At ~~six~~ seven.', '<p>At <del>six</del> seven.</p>'],
    [
      'strikethrough by one tilde',
      'At ~six~ *seven ~eight~*.',
      '<p>At <del>six</del> <em>seven <del>eight</del></em>.</p>',
    ],
    ['one within another', '~~at ~six~ seven~~', '<p><del>at <del>six</del> seven</del></p>'],
    [
      'tildes that strike nothing',
      '~5 to ~10, ~/a and ~/b, ~a~~\n\ny ~~~x~~~, ~~b~',
      '<p>~5 to ~10, ~/a and ~/b, ~a~~</p>\n<p>y ~~~x~~~, ~~b~</p>',
    ],
    ['bold beside Japanese quotation marks', 'これは**「x」**です', '<p>これは<strong>「x」</strong>です</p>'],
    [
      'bold beside Chinese punctuation',
      '他说**“你好。”**然后*（走）*了',
      '<p>他说<strong>“你好。”</strong>然后<em>（走）</em>了</p>',
    ],
    ['bold beside brackets, in Korean', '**한국어(Korean)**은', '<p><strong>한국어(Korean)</strong>은</p>'],
    ['bold beside a rare character', '**「x」**𠮷', '<p><strong>「x」</strong>𠮷</p>'],
    ['what is struck, in Japanese', 'これは~~「x」~~です', '<p>これは<del>「x」</del>です</p>'],
    ['no emphasis of its own beside Latin punctuation', 'a**"b"**c', '<p>a**"b"**c</p>'],
    [
      'a link with a title',
      '[Tides](https://t.example/a?b=1&c=2 "Today’s")',
      '<p><a href="https://t.example/a?b=1&#x26;c=2" rel="noopener" title="Today’s">Tides</a></p>',
    ],
    [
      'a link by reference',
      '[Tides][t]\n\n[t]: https://t.example/',
      '<p><a href="https://t.example/" rel="noopener">Tides</a></p>',
    ],
    [
      'an autolink',
      '<https://t.example/>',
      '<p><a href="https://t.example/" rel="noopener">https://t.example/</a></p>',
    ],
    [
      'a bare address, without the full stop',
      'See https://t.example/a.',
      '<p>See <a href="https://t.example/a" rel="noopener">https://t.example/a</a>.</p>',
    ],
    [
      'a bare www. address',
      'See www.t.example/a.',
      '<p>See <a href="http://www.t.example/a" rel="noopener">www.t.example/a</a>.</p>',
    ],
    ['a bare email address', 'Ask ada@t.example.', '<p>Ask <a href="mailto:ada@t.example">ada@t.example</a>.</p>'],
    ['a word that only looks like an address', 'The file a.md and Node.js.', '<p>The file a.md and Node.js.</p>'],
    ['a caret before brackets', 'x^[2]', '<p>x^[2]</p>'],
    [
      'tasks, which nobody can tick',
      '- [x] Rope\n- [ ] Tar',
      '<ul>\n<li class="task-list-item"><input type="checkbox" checked disabled aria-label="Done"> Rope</li>\n<li class="task-list-item"><input type="checkbox" disabled aria-label="To do"> Tar</li>\n</ul>',
    ],
    ['HTML within', 'H<sub>2</sub>O <kbd>Ctrl</kbd>', '<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>'],
    ['nothing', ' \n', ''],
  ])('renders %s', (_, source, expected) => {
    const html = fromMarkdown(source);

    expect(html).toBe(expected);
  });

  it('renders a table with its alignment', () => {
    const html = fromMarkdown('| Tide | At | Height |\n|:--|:-:|--:|\n| Spring | 6 |');

    expect(html.replaceAll('\n', '')).toBe(
      '<table><thead><tr><th class="align-left">Tide</th><th class="align-center">At</th><th class="align-right">Height</th></tr></thead>' +
        '<tbody><tr><td class="align-left">Spring</td><td class="align-center">6</td><td class="align-right"></td></tr></tbody></table>',
    );
  });

  it('links footnotes there and back, each reference to its own place', () => {
    const html = fromMarkdown('Six[^at] or seven[^at].\n\n[^at]: By the *quay* clock.');

    expect(html).toBe(
      '<p>Six<sup><a href="#fn-1" id="fnref-1" data-footnote-ref="" aria-describedby="footnote-label">1</a></sup>' +
        ' or seven<sup><a href="#fn-1" id="fnref-1-2" data-footnote-ref="" aria-describedby="footnote-label">1</a></sup>.</p>\n' +
        '<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2>\n' +
        '<ol>\n<li id="fn-1">\n<p>By the <em>quay</em> clock.' +
        ' <a href="#fnref-1" data-footnote-backref="" aria-label="Back to reference 1">↩</a>' +
        ' <a href="#fnref-1-2" data-footnote-backref="" aria-label="Back to reference 1-2">↩</a></p>\n' +
        '</li>\n</ol>\n</section>',
    );
  });
});

describe('HTML', () => {
  it.each([
    '<p>A <em>b</em> <strong>c</strong> <small>d</small> <mark>e</mark> <abbr title="f">g</abbr> <q>h</q></p>',
    '<blockquote><p>A</p></blockquote><dl><dt>B</dt><dd>C</dd></dl>',
    '<ol start="3" type="a" reversed><li value="4">A</li></ol>',
    '<details open><summary>More</summary><p>A</p></details>',
    '<table><caption>A</caption><tbody><tr><th scope="row" colspan="2">B</th><td rowspan="2">C</td></tr></tbody></table>',
    '<p lang="fr" dir="ltr">À <time datetime="2026-11-23T09:00Z">neuf</time> heures <ruby>東<rp>(</rp><rt>tō</rt></ruby></p>',
    `<figure>${picture('Fog')}<figcaption>Fog. <small>Credit: Ada</small> <cite>Quay</cite></figcaption></figure>`,
    '<pre>one\n\ntwo</pre>',
    '<p>R&#x26;D &#x3C; 3 > 2</p>',
  ])('keeps %s', (source) => {
    const html = fromHtml(source);

    expect(html).toBe(source);
  });

  it.each([
    ['elements it does not know, but their text', '<p><blink>A</blink> <font color="red">b</font></p>', '<p>A b</p>'],
    ['scripts with all that is in them', '<p>A<script>b()</script></p>', '<p>A</p>'],
    ['comments', '<p>A<!-- b --></p>', '<p>A</p>'],
    [
      'styles and foreign classes',
      '<p style="color:red" class="MsoNormal">A <code class="hljs">b</code></p>',
      '<p>A <code>b</code></p>',
    ],
    ['drawings', '<p>A <svg><text>b</text></svg></p>', '<p>A </p>'],
    [
      'forms, but their text',
      '<form action="/x"><p>A <input name="b"><button>C</button></p></form>',
      '<div><p>A C</p></div>',
    ],
    ['what of a table stands outside one', '<td>B</td>', 'B'],
    ['paragraphs and figures with nothing in them', '<p>A</p><p> </p><figure></figure>', '<p>A</p>'],
    ['all line breaks at the start of preformatted text', '<pre>\n\n\nA</pre>', '<pre>A</pre>'],
    ['sets of image sources', '<img src="https://img.example/quay.jpg" srcset="https://img.example/x 2x">', picture()],
  ])('drops %s', (_, source, expected) => {
    const html = fromHtml(source);

    expect(html).toBe(expected);
  });

  it('makes of elements that cannot be within one another what a browser makes of them', () => {
    const html = fromHtml('<p>A<div>b</p>c<table><p>d</table>');

    expect(html).toBe('<p>A</p><div>bc<p>d</p><table></table></div>');
  });
});

describe('a heading', () => {
  it.each([
    ['# New year message', '<h2 id="new-year-message">New year message</h2>'],
    ['## New year message', '<h2 id="new-year-message">New year message</h2>'],
    [
      '###### What *Zoë* said, & `why`',
      '<h6 id="what-zoë-said--why">What <em>Zoë</em> said, &#x26; <code>why</code></h6>',
    ],
    ['<h1 id="x" class="y">Tar</h1>', '<h2 id="tar">Tar</h2>'],
    ['## 🎉', '<h2 id="section">🎉</h2>'],
    ['## ![Fog](http://img.example/fog.jpg)', '<h2 id="fog">Fog</h2>'],
  ])('%j is below the headline and has an id of its text', (source, expected) => {
    const html = fromMarkdown(source);

    expect(html).toBe(expected);
  });

  it('has an id no other has', () => {
    const html = fromMarkdown('## A\n\n## A\n\n## A 1\n\n## A-1\n\n## constructor');

    const ids = [...html.matchAll(/id="([^"]*)"/g)].map(([, id]) => id);

    expect(ids).toEqual(['a', 'a-1', 'a-1-1', 'a-1-2', 'constructor']);
  });

  it.each([
    ['Comments', 'text-comments'],
    ['Comment 12', 'text-comment-12'],
    ['Respond', 'text-respond'],
    ['Top', 'text-top'],
    ['Page title', 'text-page-title'],
    ['Fn 1', 'text-fn-1'],
    ['Fnref 1', 'text-fnref-1'],
    ['Footnote label', 'text-footnote-label'],
    ['Commentary', 'commentary'],
    ['Comments on the budget', 'comments-on-the-budget'],
  ])('%j leaves the page its ids', (text, id) => {
    const html = fromMarkdown(`## ${text}`);

    expect(html).toBe(`<h2 id="${id}">${text}</h2>`);
  });
});

describe('an id or a name of the author', () => {
  it.each([
    '<p id="getElementById">A</p>',
    '<a id="comments" name="cookie" href="#x">A</a>',
    '<img name="body" id="body" src="https://img.example/x">',
    '<h2 id="top">A</h2>',
    '<li id="fn-x">A</li>',
    '<ul><li id="fn-1x">A</li></ul>',
    '<p id="fn-1">A</p>',
    '<iframe name="opener" id="opener" src="https://player.vimeo.com/video/1"></iframe>',
    '<form id="body" name="body"><input type="checkbox" name="attributes"></form>',
  ])('does not survive: %s', (source) => {
    const html = fromHtml(source);

    expect(html).not.toMatch(/ name=| id="(?!a")/);
  });

  it('survives once where it is that of a footnote', () => {
    const html = fromHtml('<ol><li id="fn-1">A</li><li id="fn-1">B</li></ol>');

    expect(html).toBe('<ol><li id="fn-1">A</li><li>B</li></ol>');
  });
});

describe('an image', () => {
  const src = 'https://img.example/quay.jpg';

  it.each([
    ['without a caption', `![Fog](${src})`, `<figure>${picture('Fog')}</figure>`],
    [
      'with one',
      `![Fog](${src} "The quay at six")`,
      `<figure>${picture('Fog')}<figcaption>The quay at six</figcaption></figure>`,
    ],
    [
      'with a credit after it',
      `![Fog](${src} "The quay. At six. Credit: A. Quill/PA")`,
      `<figure>${picture('Fog')}<figcaption>The quay. At six. <small>Credit: A. Quill/PA</small></figcaption></figure>`,
    ],
    [
      'with a credit only',
      `![Fog](${src} "Credit: Ada")`,
      `<figure>${picture('Fog')}<figcaption><small>Credit: Ada</small></figcaption></figure>`,
    ],
    [
      'with what only looks like a credit',
      `![Fog](${src} "Quay Credit: Ada")`,
      `<figure>${picture('Fog')}<figcaption>Quay Credit: Ada</figcaption></figure>`,
    ],
    [
      'that is a link',
      `[![Fog](${src} "Six")](https://t.example/)`,
      `<figure><a href="https://t.example/" rel="noopener">${picture('Fog')}</a><figcaption>Six</figcaption></figure>`,
    ],
    [
      'in HTML',
      `<p>\n<img src="${src}" title="Six">\n</p>`,
      `<figure>${picture()}<figcaption>Six</figcaption></figure>`,
    ],
  ])('alone in a paragraph, %s, becomes a figure', (_, source, expected) => {
    const html = fromMarkdown(source);

    expect(html).toBe(expected);
  });

  it.each([
    [
      'among words',
      `At ![Fog](${src} "Six") six`,
      `<p>At <img src="${src}" alt="Fog" title="Six" loading="lazy" decoding="async"> six</p>`,
    ],
    ['beside another', `![A](${src})\n![B](${src})`, `<p>${picture('A')}\n${picture('B')}</p>`],
    ['in a figure already', `<figure><p><img src="${src}"></p></figure>`, `<figure><p>${picture()}</p></figure>`],
  ])('%s stays where it is', (_, source, expected) => {
    const html = fromMarkdown(source);

    expect(html).toBe(expected);
  });

  it.each([
    ['https://img.example/a b.jpg', 'https://img.example/a%20b.jpg'],
    ['HTTPS://IMG.example/x', 'https://img.example/x'],
    ['https:img.example/x', 'https://img.example/x'],
    ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
    ['\thttps://img.example/x\n', 'https://img.example/x'],
  ])('from %j is addressed as the URL standard spells it', (source, expected) => {
    const html = fromHtml(`<img src="${source}">`);

    expect(html).toBe(picture('', expected));
  });

  it.each([
    'http://img.example/x.png',
    '/x.png',
    'x.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'blob:https://img.example/x',
    'ftp://img.example/x',
    'https://',
    'https://ada:secret@img.example/x.png',
    '',
  ])('from %j leaves its alternative text', (source) => {
    const markdown = fromMarkdown(`![The quay](<${source}> "Six")`);
    const html = fromHtml(`<p><img src="${source}" alt="The quay" title="Six"></p>`);

    expect([markdown, html]).toEqual(['<p>The quay</p>', '<p>The quay</p>']);
  });

  it('keeps a size in pixels only', () => {
    const html = fromHtml(`<img src="${src}" width="640" height="100%">`);

    expect(html).toContain('width="640"');
    expect(html).not.toContain('height');
  });
});

describe('the address of a video alone in a paragraph', () => {
  const id = 'dQw4w9WgXcQ';
  const youTube = `${PLAYER_ORIGINS[0]}/embed/${id}`;
  const vimeo = `${PLAYER_ORIGINS[1]}/video/76979871`;

  it.each([
    [`https://www.youtube.com/watch?v=${id}`, youTube],
    [`https://youtube.com/watch?feature=share&v=${id}&t=90`, `${youTube}?start=90`],
    [`https://m.youtube.com/watch?v=${id}&t=1h2m3s`, `${youTube}?start=3723`],
    [`https://youtu.be/${id}?si=abc&t=90s`, `${youTube}?start=90`],
    [`https://www.youtube.com/shorts/${id}`, youTube],
    [`https://www.youtube.com/live/${id}`, youTube],
    [`https://www.youtube.com/embed/${id}?autoplay=1&start=5`, `${youTube}?start=5`],
    [youTube, youTube],
    ['https://youtu.be/vimeo_video', `${PLAYER_ORIGINS[0]}/embed/vimeo_video`],
    ['https://vimeo.com/76979871', `${vimeo}?dnt=1`],
    ['https://www.vimeo.com/76979871/', `${vimeo}?dnt=1`],
    ['https://vimeo.com/76979871/8272103f6e', `${vimeo}?h=8272103f6e&#x26;dnt=1`],
    ['https://player.vimeo.com/video/76979871?h=8272103f6e', `${vimeo}?h=8272103f6e&#x26;dnt=1`],
  ])('%s becomes its private player', (address, src) => {
    const title = src.startsWith(PLAYER_ORIGINS[0]) ? 'YouTube video' : 'Vimeo video';

    const bare = fromMarkdown(address);
    const autolink = fromMarkdown(`<${address}>`);
    const text = fromHtml(`<p>${address.replaceAll('&', '&amp;')}</p>`);

    expect([bare, autolink, text]).toEqual([player(src, title), player(src, title), player(src, title)]);
  });

  it.each([
    ['is not https', `http://youtu.be/${id}`],
    ['is of another host', `https://youtu.be.evil.example/${id}`],
    ['has the host as a user', `https://youtu.be@evil.example/${id}`],
    ['has a user', `https://ada@youtu.be/${id}`],
    ['has a port', `https://youtu.be:8443/${id}`],
    ['has no id', 'https://www.youtube.com/watch'],
    ['has an id that is none', `https://youtu.be/${id}x`],
    ['is of a channel', 'https://www.youtube.com/@harrowmere'],
    ['is of a redirect', `https://www.youtube.com/redirect?q=https://evil.example/&v=${id}`],
    ['is of a number that is none', 'https://vimeo.com/about'],
    ['is a number too long', 'https://vimeo.com/1234567890123'],
    ['is among words', `Watch https://youtu.be/${id} now`],
    ['is code', `\`https://youtu.be/${id}\``],
    ['has words of its own', `[Watch](https://youtu.be/${id})`],
    ['only says so', `[https://youtu.be/${id}](https://evil.example/)`],
  ])('stays as it is when it %s', (_, source) => {
    const html = fromMarkdown(source);

    expect(html).toMatch(/^<p>.*<\/p>$/);
    expect(html).not.toContain('iframe');
  });
});

describe('an iframe', () => {
  it.each([
    ['https://www.youtube.com/embed/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    [
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=7&autoplay=1',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=7',
    ],
    ['https://player.vimeo.com/video/1?color=fff', 'https://player.vimeo.com/video/1?dnt=1'],
  ])('of the player %s has our attributes in place of its own', (src, expected) => {
    const html = fromHtml(
      `<iframe src="${src}" title="The talk" width="1" onload="alert(1)" sandbox="allow-top-navigation" allow="camera" srcdoc="<b>" name="x">fallback</iframe>`,
    );

    expect(html).toBe(player(expected, 'The talk'));
  });

  it.each([
    'https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ',
    'embed/dQw4w9WgXcQ',
    'javascript:alert(1)//https://player.vimeo.com/video/1',
    'data:text/html,https://player.vimeo.com/video/1',
    'about:blank',
    '',
  ])('of %j is dropped', (src) => {
    const html = fromHtml(`<p>A</p><iframe src="${src}" title="B"><p>C</p></iframe>`);

    expect(html).toBe('<p>A</p>');
  });

  it.each([
    'https://evil.example/embed/dQw4w9WgXcQ',
    'http://www.youtube.com/embed/dQw4w9WgXcQ',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/redirect?q=https://evil.example',
    'https://www.youtube.com/embed/videoseries?list=PL1',
    'https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ',
    'https://player.vimeo.com/video/',
    'https://datawrapper.example/aBcDe/1/',
  ])('of %j becomes a link with its title, in a figure', (src) => {
    const frame = `<iframe src="${src}" title="B"><p>C</p></iframe>`;
    const linked = `<figure><a href="${src}" rel="noopener">B</a></figure>`;

    expect(fromHtml(`<p>A</p>${frame}`)).toBe(`<p>A</p>${linked}`);
    expect(fromHtml(`<p>${frame}</p>`)).toBe(linked);
    expect(fromHtml(`<div>${frame}</div>`)).toBe(`<div>${linked}</div>`);
    expect(fromHtml(`<p>A ${frame}</p>`)).toBe(`<p>A <a href="${src}" rel="noopener">B</a></p>`);
    expect(fromMarkdown(`A\n\n${frame}`)).toBe(`<p>A</p>\n${linked}`);
  });

  it('without a scheme is meant as https, and without a title is called by its host', () => {
    expect(fromHtml('<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>')).toContain('youtube-nocookie.com');
    expect(fromHtml('<iframe src="//maps.example/x"></iframe>')).toBe(
      '<figure><a href="https://maps.example/x" rel="noopener">maps.example</a></figure>',
    );
  });

  it('of a player in a figure keeps its caption', () => {
    const html = fromHtml(
      '<figure><iframe src="https://player.vimeo.com/video/1"></iframe><figcaption>A</figcaption></figure>',
    );

    expect(html).toBe(
      player('https://player.vimeo.com/video/1?dnt=1', 'Vimeo video').replace(
        '</figure>',
        '<figcaption>A</figcaption></figure>',
      ),
    );
  });
});

describe('a link', () => {
  it.each([
    ['https://t.example', '<a href="https://t.example/" rel="noopener">A</a>'],
    ['http://t.example/x', '<a href="http://t.example/x" rel="noopener">A</a>'],
    ['HtTpS://T.example/%7Ex', '<a href="https://t.example/%7Ex" rel="noopener">A</a>'],
    ['ht\ntps://t.example/', '<a href="https://t.example/" rel="noopener">A</a>'],
    ['mailto:ada@t.example?subject=Tides', '<a href="mailto:ada@t.example?subject=Tides">A</a>'],
    ['/world/the-ferry?page=2#top', '<a href="/world/the-ferry?page=2#top">A</a>'],
    ['/a/../b', '<a href="/b">A</a>'],
    ['tel:+44-1234;ext=7', '<a href="tel:+44-1234;ext=7">A</a>'],
    ['sms:+441234?body=Hello%20there', '<a href="sms:+441234?body=Hello%20there">A</a>'],
  ])('to %j stays', (href, expected) => {
    const html = fromHtml(
      `<p><a href="${href}" target="_blank" rel="opener" ping="https://e.example" download>A</a></p>`,
    );

    expect(html).toBe(`<p>${expected}</p>`);
  });

  it.each([
    'javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://t.example/',
    'tel:',
    'tel:<b>',
    '#new-year-message',
    'blob:https://t.example/x',
    '/\\t.example/',
    '/\t/t.example/',
    '/..//t.example/',
    '/.//t.example/',
    '\\\\t.example/',
    'the-ferry',
    '../the-ferry',
    '?page=2',
    '#',
    'https://',
    '',
  ])('to %j leaves its text', (href) => {
    const html = fromHtml(`<p><a href="${href}">A <b>c</b></a></p>`);

    expect(html).toBe('<p>A <b>c</b></p>');
  });
});

describe('the count of words', () => {
  it.each([
    ['code', 'Run:\n\n```\nmake all\n```\n\nand `make test`.', 6],
    ['a caption and its credit', '![Fog bank](https://img.example/x "The quay. Credit: Ada")', 4],
    [
      'no alternative text, shown or not',
      '![The quay at six](https://img.example/x)\n\n![The quay](http://img.example/x)',
      0,
    ],
    ['a footnote, but not its marks', 'Six[^1].\n\n[^1]: By the clock.', 4],
    ['words across elements as one', 'un<b>believ</b>able<br>news', 2],
    ['table cells one by one', '| a | b |\n|---|---|\n| c | d |', 4],
    ['no style sheet', 'One<svg>two three</svg>', 1],
    ['no player', 'https://youtu.be/dQw4w9WgXcQ', 0],
    ['references as characters', 'R&amp;D &lt;b&gt;', 3],
  ])('has %s', (_, source, expected) => {
    const { wordCount } = renderBody(source, 'markdown');

    expect(wordCount).toBe(expected);
  });

  it.each([
    ['th', 'สวัสดีครับ', 2],
    ['en-GB', 'It’s well-known.', 3],
    ['not a tag!', 'It’s well-known.', 3],
  ])('divides words as the language %j does', (language, source, expected) => {
    const { wordCount } = renderBody(source, 'markdown', { language });

    expect(wordCount).toBe(expected);
  });
});

describe('the excerpt', () => {
  const words = (count: number, word = 'tide') => `${word} `.repeat(count).trim();

  it.each([
    ['nothing of nothing', '', ''],
    ['a short text whole', 'The *ferry* sails.', 'The ferry sails.'],
    ['several paragraphs in one line', '## Ferry\n\nIt sails\nagain.\n\nAt six.', 'It sails again. At six.'],
    [
      'no heading, list, quotation, table, figure or footnote',
      '# A\n\n- b\n\n> c\n\n| d |\n|-|\n\n![e](https://i.example/ "f")\n\nIt sails[^1].\n\n[^1]: g',
      'It sails.',
    ],
    ['what else there is, when there is no paragraph', '- Rope\n- Tar', 'Rope Tar'],
    ['plain text, to be escaped', 'R&amp;D `<b>`', 'R&D <b>'],
    ['160 characters whole', `${words(31)} tides`, `${words(31)} tides`],
    ['more, cut after a word', words(40), `${words(32)}…`],
    ['no punctuation before the ellipsis', `${words(31)}, ${words(9)}`, `${words(31)}…`],
    ['one long word, cut anywhere', 'x'.repeat(200), `${'x'.repeat(159)}…`],
    ['one long row of pairs, none cut in two', '𝒳'.repeat(200), `${'𝒳'.repeat(79)}…`],
  ])('is %s', (_, source, expected) => {
    const { excerpt } = renderBody(source, 'markdown');

    expect(excerpt).toBe(expected);
  });

  it('is one line of at most 160 well-formed characters, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (source) => {
        const { excerpt } = renderBody(source, 'markdown');

        expect(excerpt.length).toBeLessThanOrEqual(160);
        expect(excerpt).toMatch(/^(\S.*)?$/);
        expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
  });
});
