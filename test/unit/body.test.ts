import { describe, expect, it } from 'vitest';
import { renderBody } from '../../functions/newsroom/body/render.ts';

describe('renderBody', () => {
  it('gives every heading an id of its own', () => {
    const markdown = '## New year message\n\n### What *Zoë* said\n\n## New year message';

    const { html } = renderBody(markdown, 'markdown');

    expect(html.split('\n')).toEqual([
      '<h2 id="new-year-message">New year message</h2>',
      '<h3 id="what-zoë-said">What <em>Zoë</em> said</h3>',
      '<h2 id="new-year-message-1">New year message</h2>',
    ]);
  });

  it.each([
    [
      'a table',
      '| Tide | Height |\n|---|--:|\n| Spring | 6.1 m |',
      /<table>.*<th class="align-right">Height<.*<td>Spring</s,
    ],
    ['strikethrough', '~~high~~ low water', /<del>high<\/del> low water/],
    ['an address', 'See https://example.org/tides.', /<a href="https:\/\/example\.org\/tides"[^>]*>https:[^<]*<\/a>\./],
    ['an email address', 'Ask ada@example.org.', /<a href="mailto:ada@example\.org">ada@example\.org<\/a>/],
    ['a footnote', 'High[^1].\n\n[^1]: Water.', /href="#([\w-]+)" id="([\w-]+)".*<li id="\1">.*Water\..*href="#\2"/s],
    ['a list of tasks', '- [x] done', /<input type="checkbox" checked disabled aria-label="Done"> done/],
    [
      'what HTML is harmless',
      '<details><summary>More</summary>Text</details>',
      /^<details><summary>More<\/summary>Text/,
    ],
    ['characters of HTML', 'R&D < 3 > 2', /^<p>R&#x26;D &#x3C; 3 > 2<\/p>$/],
  ])('renders %s', (_, markdown, expected) => {
    const { html } = renderBody(markdown, 'markdown');

    expect(html).toMatch(expected);
  });

  // cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html
  it.each([
    '<script src=https://xss.example/x.js></script>',
    '<SCRIPT>alert(1)</SCRIPT>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<IMG SRC="javascript:alert(1);">',
    '<IMG SRC=JaVaScRiPt:alert(1)>',
    '<a href="jav&#x09;ascript:alert(1)">tab</a>',
    '<a href="jav&#x0A;ascript:alert(1)">line feed</a>',
    '<a href=" &#14;  javascript:alert(1)">control</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">entities</a>',
    '<a href="vbscript:msgbox(1)">visual basic</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">data</a>',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
    '<img src=x onerror="alert(1)">',
    '<IMG SRC= onmouseover="alert(1)">',
    '<img/src=x/onerror=alert(1)>',
    '<BODY ONLOAD=alert(1)>',
    '<svg/onload=alert(1)>',
    '<svg><script href="data:,alert(1)" /></svg>',
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://xss.example/"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" type="image/svg+xml">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
    '<BASE HREF="javascript:alert(1);//">',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">go</button></form>',
    '<DIV STYLE="background-image: url(javascript:alert(1))">x</DIV>',
    '<STYLE>@import"javascript:alert(1)";</STYLE>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '[a link](javascript:alert(1))',
    '[a link](<java\nscript:alert(1)>)',
    '![an image](javascript:alert(1))',
    '![an image](x "onerror=alert(1)"onerror=alert(1))',
    '<javascript:alert(1)>',
    '[a reference]\n\n[a reference]: javascript:alert(1)',
  ])('makes %s harmless', (vector) => {
    const { html } = renderBody(`Before.\n\n${vector}\n\nAfter.`, 'markdown');

    for (const [, name, attributes] of tagsOf(html)) {
      expect(harmless).toContain(name);
      expect(attributes).toMatch(/^( (alt|title|rel)="[^"]*"| (href|src)="((https?:|mailto:|#)[^"]*|[^":]*)")*$/);
    }
    expect(html).toMatch(/^<p>Before\.<\/p>/);
  });

  it.each([
    ['', 0, 1],
    ['One two three.', 3, 1],
    ['It’s a well-known café – 3.5 km away.', 8, 1],
    ['## Tides\n\n- high\n- low\n\n| a | b |\n|---|---|\n| c | d |', 7, 1],
    ['It is un*believ*able, **real**ly.', 4, 1],
    ['[Tides](https://example.org "when > is higher")', 1, 1],
    ['![The harbour at dawn](dawn.jpg)', 0, 1],
    ['word '.repeat(344), 344, 1],
    ['word '.repeat(346), 346, 2],
    ['word '.repeat(920), 920, 4],
  ])('counts the words a reader sees and the minutes they take: %j', (markdown, wordCount, readingMinutes) => {
    const rendered = renderBody(markdown, 'markdown');

    expect(rendered).toMatchObject({ wordCount, readingMinutes });
  });
});

const harmless = ['p', 'a', 'img', 'div', 'table', 'math', 'mi', 'mtext', 'figure', 'span'];

/** Every opening tag: its name and what follows it. The renderer quotes attributes, so that quotes can be relied on. */
function tagsOf(html: string): RegExpMatchArray[] {
  return [...html.matchAll(/<([a-z][^\s/>]*)((?:"[^"]*"|[^">])*)>/gi)];
}
