import { describe, expect, it } from 'vitest';
import { droppedIn } from '../../functions/newsroom/body/dropped.ts';
import { type BodyFormat, renderBody } from '../../functions/newsroom/body/render.ts';
import { paperWords } from '../../functions/words/words.ts';

const toldOf = (source: string, format: BodyFormat = 'html', language = 'en') =>
  droppedIn(renderBody(source, format).dropped, paperWords(language)).map(
    ({ what, line, why }) => `${line}: ${what} ${why}`,
  );
const fromHtml = (source: string) => renderBody(source, 'html').html;

describe('what is dropped of a body', () => {
  it.each([
    ['a picture', '<p>A</p>\n<img src="img/a.png" alt="B">', '2: picture img/a.png is not at an https address'],
    ['a picture that is not https', '<img src="http://a.example/b.png">', '1: picture http://a.example/b.png is not'],
    ['a relative link', '<p>A\n<a href="../b/">c</a></p>', '2: link to ../b/ is not a whole address'],
    [
      'a link that leads nowhere',
      '<a href="javascript:alert(1)">a</a>',
      '1: link to javascript:alert(1) leads nowhere',
    ],
    [
      'a link whose target is gone',
      '<p>A</p>\n\n<a href="#b">c</a>',
      '3: link to #b nothing in the text is called that',
    ],
    ['a frame', '<iframe src="https://map.example/1"></iframe>', '1: frame of https://map.example/1 became a link'],
    ['a frame without an address', '<iframe srcdoc="a"></iframe>', '1: frame of no address has no whole address'],
    ['a recording', '<audio src="a.mp3"></audio>', '1: audio a.mp3 is not at an https address; left out'],
    ['text tracks', '<video src="https://a.example/b.mp4"><track src="c.vtt"></video>', 'has lost its text tracks'],
    ['a drawing', '<p>A</p>\n<svg><text>b</text></svg>', '2: <svg> is not part of an article'],
    ['a script', '<p>A</p><script>b()</script>', '1: <script> is not part of an article'],
    ['a choice', '<select><option>A</select>', '1: <select> is not part of an article'],
    ['a comment that never ends', '<p>A</p>\n<!-- B\n<p>C</p>', '2: comment never ends, and takes the rest'],
    ['a raw text that never ends', '<p>A</p>\n<textarea>B\n<p>C</p>', '2: <textarea> never ends, and takes the rest'],
    ['a tag that never ends', '<p>A</p>\n<div title="B\n<p>C</p>', '2: tag <div title="B'],
    ['a frame that never ends', '<p>A</p>\n<iframe src="https://map.example/1">\n<p>C</p>', '2: <iframe> never ends'],
    ['a recording that never ends', '<video src="https://a.example/b.mp4">\n<p>C</p>', '1: <video> never ends'],
    ['an area of a picture', '<map><area href="https://a.example/b" alt="C"></map>', '1: <area> https://a.example/b'],
    ['a picture of another vocabulary', '<amp-img src="https://a.example/b.png"></amp-img>', '1: <amp-img> https://a'],
    [
      'a picture that a script shows',
      '<my-picture data-src="https://a.example/b"></my-picture>',
      '1: <my-picture> https',
    ],
    ['a field of a form', '<form><input type="email"></form>', '1: <input> email is not part of an article'],
    ['what turns the direction of writing', 'A\nb \u202bc\u202c', '2: U+202B is not seen'],
    ['the same, written as a reference', 'A &#x202E;b', '1: U+202E is not seen'],
    ['a control', 'A\n\nb\u0008', '3: U+0008 is not seen'],
  ])('is told: %s', (_, source, expected) => {
    const told = toldOf(source);

    expect(told.join('\n')).toContain(expected);
  });

  it.each([
    ['after blocks of any kind', '# A\n\n- b\n- c\n\n```\nd\n```\n\n> ![e](f.png)', 10],
    ['in a paragraph of several lines', 'One\ntwo\\\nthree `four`\n![e](f.png)', 4],
    ['in a table', '| a | b |\n|---|---|\n| c | d |\n| ![e](f.png) | g |', 4],
    ['in HTML', 'A\n\n<div>\n<p>b</p>\n<img src="f.png">\n</div>', 5],
    ['in a footnote, though it stands at the end', 'A[^1].\n\n[^1]: ![e](f.png)\n\nB', 3],
  ])('is told with its line of Markdown: %s', (_, source, line) => {
    const told = toldOf(source, 'markdown');

    expect(told).toEqual([`${line}: picture f.png is not at an https address; its words stay`]);
  });

  it.each([
    '<p style="color:red" class="x">A <font color="red">b</font> <!-- c --></p>',
    '<link rel="stylesheet" href="a.css"><base href="/b"><p>A <audio src="https://a.example/b.mp3"></p>',
    '<form><input type="hidden" name="a" value="b"><p>C</p></form>',
    '<p>A <a href="https://a.example">b</a> <img src="https://a.example/c.png"></p>',
    '<h2 id="x">A</h2><p><a href="#x">b</a> <a href="#top">c</a> <a href="#comments">d</a></p>',
  ])('is not its clothes: %s', (source) => {
    expect(toldOf(source)).toEqual([]);
  });

  it('is told a hundred times at most, and how many more there are', () => {
    const told = toldOf('<img src="a.png">'.repeat(130));

    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe('undefined: 30 more are not told one by one');
  });

  it.each(['<!-- b', '<?php b', '<![CDATA[ b', '<script>b'])('takes nothing of Markdown along: %s', (opener) => {
    const { html, dropped } = renderBody(`A\n\n${opener}\n\n**c** <!-- d\n\n\`\`\`\n${opener}\n\`\`\``, 'markdown');

    expect(html).toContain(`<p>${opener.replace('<', '&#x3C;')}</p>\n<p><strong>c</strong> &#x3C;!-- d</p>`);
    expect(html).toContain(`<code>${opener.replace('<', '&#x3C;')}\n</code>`);
    expect(dropped.map(({ line }) => line)).toEqual([3, 5]);
  });

  it.each(['title', 'textarea', 'style', 'xmp', 'noembed', 'noframes', 'script', 'plaintext'])(
    'is no <%s> of Markdown, which is text and takes nothing along',
    (name) => {
      const source = `A <${name}> b\n\n<${name.toUpperCase()} x>\n\n**c**`;
      const { html } = renderBody(source, 'markdown');

      expect(html).toContain(`<p>A &#x3C;${name}> b</p>`);
      expect(html).toContain('<p><strong>c</strong></p>');
      expect(toldOf(source, 'markdown')).toEqual([
        expect.stringMatching(/^1: .* is shown as text in Markdown$/),
        expect.stringMatching(/^3: .* is shown as text in Markdown$/),
      ]);
    },
  );
});

describe('the words for what is dropped', () => {
  it.each([
    ['nl', '1: afbeelding a.png staat niet op een https-adres; de woorden blijven'],
    ['de', '1: Bild a.png liegt nicht unter einer https-Adresse; seine Wörter bleiben'],
  ])('are those of its reader: %s', (language, told) => {
    expect(toldOf('<img src="a.png" alt="b">', 'html', language)).toEqual([told]);
  });
});

describe('what stays of a body', () => {
  it.each([
    [
      '<audio src="https://a.example/b.mp3" autoplay loop></audio>',
      '<audio src="https://a.example/b.mp3" controls preload="none"></audio>',
    ],
    [
      '<video width="640" height="360" poster="https://a.example/p.jpg" controls><source src="//a.example/b.webm" type="video/webm"><source src="https://a.example/b.mp4" type="video/mp4"><source src="c.mp4">No video</video>',
      '<video width="640" height="360" poster="https://a.example/p.jpg" controls preload="none"><source src="https://a.example/b.webm" type="video/webm"><source src="https://a.example/b.mp4" type="video/mp4"></video>',
    ],
    [
      '<video poster="http://a.example/p.jpg"><source src="https://a.example/b.mp4"></video>',
      '<video src="https://a.example/b.mp4" controls preload="none"></video>',
    ],
    [
      '<p>A</p><audio title="The talk" src="http://a.example/b.mp3"></audio>',
      '<p>A</p><figure><a href="http://a.example/b.mp3" rel="noopener">The talk</a></figure>',
    ],
    [
      '<math display="block" xmlns="http://www.w3.org/1998/Math/MathML" onclick="x()"><mfrac linethickness="2px"><mi mathvariant="normal" style="x">a</mi><msup><mn>2</mn><mo stretchy="false" href="javascript:x">-</mo></msup></mfrac></math>',
      '<math display="block"><mfrac linethickness="2px"><mi mathvariant="normal">a</mi><msup><mn>2</mn><mo stretchy="false">-</mo></msup></mfrac></math>',
    ],
    [
      '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation><annotation-xml encoding="text/html"><b>y</b></annotation-xml></semantics></math>',
      '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation>y</semantics></math>',
    ],
    ['<math><mtext>A <b>b</b><img src=x></mtext></math><mi>c</mi>', '<math><mtext>A b</mtext></math>c'],
    [
      '<p><a href="https://a.example/" rel="Sponsored nofollow me ugc">b</a></p>',
      '<p><a href="https://a.example/" rel="noopener nofollow sponsored ugc">b</a></p>',
    ],
    [
      '<p><strike>A</strike> <tt>b</tt> <acronym title="C">c</acronym></p>',
      '<p><s>A</s> <code>b</code> <abbr title="C">c</abbr></p>',
    ],
    ['<menu><li>A</menu><dir><li>B</dir>', '<ul><li>A</li></ul><ul><li>B</li></ul>'],
    ['A\fb\vc\u2067d\u2069', 'A\nb\ncd'],
    ['<p title="a\u202eb">A &#xFFFD;</p>', '<p title="ab">A \ufffd</p>'],
  ])('%s', (source, expected) => {
    expect(fromHtml(source)).toBe(expected);
  });

  it.each(
    'address article aside center dialog fieldset footer form header hgroup legend main nav search li dt dd figcaption summary'.split(
      ' ',
    ),
  )('a <%s> that an article does not have is still a block', (name) => {
    const html = fromHtml(`one<${name}>two</${name}>three`);

    expect(html).toBe('one<div>two</div>three');
    expect(renderBody(html, 'html').wordCount).toBe(3);
  });

  it.each(['font', 'big', 'nobr', 'button', 'label', 'o:p', 'my-word', 'blink'])(
    'a <%s> is no block, and parts no word',
    (name) => {
      expect(fromHtml(`<p>un<${name}>believ</${name}>able</p>`)).toBe('<p>unbelievable</p>');
    },
  );
});

describe('a link to a place in the text', () => {
  it.each([
    [
      'an anchor',
      '<a id="x"></a><p>A <a href="#x">b</a></p>',
      '<span id="text-x"></span><p>A <a href="#text-x">b</a></p>',
    ],
    [
      'a name',
      '<p><a name="x">A</a> <a href="#x">b</a></p>',
      '<p><span id="text-x"></span>A <a href="#text-x">b</a></p>',
    ],
    [
      'a link that is a target',
      '<p><a id="x" href="#y">A</a> <a id="y" href="#x">b</a></p>',
      '<p><a href="#text-y" id="text-x">A</a> <a href="#text-x" id="text-y">b</a></p>',
    ],
    [
      'a block',
      '<div id="Über 1">A</div><a href="#%C3%9Cber%201">b</a>',
      '<div id="text-über-1">A</div><a href="#text-über-1">b</a>',
    ],
    [
      'a block that becomes another',
      '<footer id="x">A</footer><a href="#x">b</a>',
      '<div id="text-x">A</div><a href="#text-x">b</a>',
    ],
    [
      'an element that goes',
      '<p>A <font id="x">b</font> <a href="#x">c</a></p>',
      '<p>A <span id="text-x"></span>b <a href="#text-x">c</a></p>',
    ],
    [
      'a row',
      '<table><tbody><tr id="x"><td>A</td></tr></tbody></table><a href="#x">b</a>',
      '<table><tbody><tr id="text-x"><td>A</td></tr></tbody></table><a href="#text-x">b</a>',
    ],
    [
      'an id of the page',
      '<p id="main">A</p><a href="#main">b</a>',
      '<p id="text-main">A</p><a href="#text-main">b</a>',
    ],
    [
      'a heading with an id of its own',
      '<h2 id="x">A b</h2><a href="#x">c</a>',
      '<h2 id="a-b">A b</h2><a href="#a-b">c</a>',
    ],
    [
      'a heading as another generator names it',
      "<h2>What's new?</h2><a href='#what-s-new'>c</a>",
      `<h2 id="whats-new">What's new?</h2><a href="#whats-new">c</a>`,
    ],
    ['the top', '<a href="#top">A</a>', '<a href="#top">A</a>'],
  ])('keeps it: %s', (_, source, expected) => {
    const html = fromHtml(source);

    expect(html).toBe(expected);
    expect(fromHtml(html)).toBe(html);
  });

  it('goes where its target is gone, and an id goes that nothing links to', () => {
    expect(fromHtml('<p id="y">A <a href="#x">b <i>c</i></a></p>')).toBe('<p>A b <i>c</i></p>');
  });

  it.each([
    [
      '## Tides at noon {#tides}\n\n[See](#tides)',
      '<h2 id="tides-at-noon">Tides at noon</h2>\n<p><a href="#tides-at-noon">See</a></p>',
    ],
    ['## Tides {: #x .wide}\n\n[See](#x)', '<h2 id="tides">Tides</h2>\n<p><a href="#tides">See</a></p>'],
    ['## Sets {a, b}', '<h2 id="sets-a-b">Sets {a, b}</h2>'],
  ])('leads to a heading that Markdown names: %s', (source, expected) => {
    expect(renderBody(source, 'markdown').html).toBe(expected);
  });
});

describe('what a style says', () => {
  it.each([
    ['is said with an element: bold', '<p><span style="font-weight:700">A</span></p>', '<p><strong>A</strong></p>'],
    [
      'is said with elements: several',
      '<span style="font-style: ITALIC; font-weight: bold">A</span>',
      '<strong><em>A</em></strong>',
    ],
    ['is said with an element: struck', '<span style="text-decoration:underline line-through">A</span>', '<s>A</s>'],
    ['is said with an element: raised', 'H<span style="vertical-align:sub;color:red">2</span>O', 'H<sub>2</sub>O'],
    ['is not said twice', '<strong><span style="font-weight:700">A</span></strong>', '<strong><span>A</span></strong>'],
    ['is not said of a heading', '<h2><span style="font-weight:700">A</span></h2>', '<h2 id="a"><span>A</span></h2>'],
    ['is not said of what is plain', '<span style="font-weight:400;font-style:normal">A</span>', '<span>A</span>'],
    ['takes back what an element says', '<b style="font-weight:normal"><p>A <i>b</i></p></b>', '<p>A <i>b</i></p>'],
    ['takes back what an element says, slanted', '<p><em style="font-style:normal">A</em></p>', '<p>A</p>'],
    ['is no matter where it is damaged', '<span style=";:;font-weight;font-weight:">A</span>', '<span>A</span>'],
  ])('%s', (_, source, html) => {
    expect(fromHtml(source)).toBe(html);
    expect(fromHtml(html)).toBe(html);
  });
});

describe('an address', () => {
  const kept = (picture: string) => `<p>A <img src="${picture}" alt="B" loading="lazy" decoding="async"></p>`;

  it.each([
    ['without a scheme', '//a.example/b.png'],
    ['that a script puts in place', 'data:image/gif;base64,R0" data-src="https://a.example/b.png'],
    ['of another name that a script puts in place', 'b.gif" data-lazy-src="//a.example/b.png'],
    ['that a browser chooses', '" srcset="https://a.example/b.png 1x, https://a.example/c.png 2x'],
  ])('of a picture is found %s', (_, src) => {
    const { html, dropped } = renderBody(`<p>A <img src="${src}" alt="B"></p>`, 'html');

    expect([html, dropped]).toEqual([kept('https://a.example/b.png'), []]);
  });

  it.each(['///a.example/b', '//', '//u:p@a.example/b', 'javascript:a" data-src="data:b', '" srcset=",'])(
    'of a picture is none: %s',
    (src) => {
      expect(renderBody(`<img src="${src}" alt="B">`, 'html').html).toBe('B');
    },
  );

  it('of a link may be without a scheme', () => {
    const source = '<a href="//a.example/b">c</a> <a href="///a.example/b">d</a>';

    expect(fromHtml(source)).toBe('<a href="https://a.example/b" rel="noopener">c</a> d');
  });
});
