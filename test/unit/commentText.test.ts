import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { toHtml } from '../../functions/comments/threads/markup.ts';
import { owasp } from '../support/owasp.ts';

/** What a comment may hold, told a second time and without the code under test: elements, each with its attributes. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  p: [],
  br: [],
  blockquote: [],
  em: [],
  strong: [],
  code: [],
  a: ['href', 'rel'],
};

/** All that is wrong with HTML once a browser has read it. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ChildNode, within: readonly string[]): void => {
    if (node.nodeName === '#text') return;
    if (!('tagName' in node)) {
      dangers.push(node.nodeName);
      return;
    }
    const { tagName, attrs, childNodes } = node;
    if (tagName === 'a' && within.includes('a')) dangers.push('a link in a link');
    if (within.filter((name) => name === 'blockquote').length > 3) dangers.push('a quote too deep');
    const names = attrs.map(({ name }) => name);
    if (names.join() !== allowed[tagName]?.join()) dangers.push(`<${tagName} ${names}>`);
    for (const { name, value } of attrs) {
      if (name === 'rel' && value !== 'nofollow ugc noopener') dangers.push(`rel ${value}`);
      if (name === 'href' && !/^(?:https?:\/\/[^/\\@]+(?:\/|$)|mailto:[\w.+-]+@[\w.-]+$)/.test(value))
        dangers.push(value);
    }
    for (const child of childNodes) visit(child, [...within, tagName]);
  };
  for (const node of parseFragment(html).childNodes) visit(node, []);
  return dangers;
}

/** What somebody reads who sees the HTML in a browser. */
function textOf(html: string): string {
  const read = (node: DefaultTreeAdapterTypes.ChildNode): string => {
    if (node.nodeName === '#text' && 'value' in node) return node.value;
    return 'childNodes' in node ? node.childNodes.map(read).join('') : '';
  };
  return parseFragment(html).childNodes.map(read).join('');
}

const link = (href: string, text: string) => `<a href="${href}" rel="nofollow ugc noopener">${text}</a>`;

describe('the judge of these tests', () => {
  it.each([
    '<script>alert(1)</script>',
    '<p class="x">x</p>',
    '<!-- x -->',
    '<a href="javascript:alert(1)" rel="nofollow ugc noopener">x</a>',
    '<a href="//evil.example" rel="nofollow ugc noopener">x</a>',
    '<a href="https://bank.example@evil.example" rel="nofollow ugc noopener">x</a>',
    '<a href="https://a.example/">x</a>',
    '<a href="https://a.example/" rel="nofollow ugc noopener" onclick="alert(1)">x</a>',
    '<blockquote><blockquote><blockquote><blockquote><p>x</p></blockquote></blockquote></blockquote></blockquote>',
  ])('finds %s', (html) => {
    const dangers = dangersIn(html);

    expect(dangers).not.toEqual([]);
  });
});

describe("a comment's blocks", () => {
  it.each([
    ['one line', 'Paint.', '<p>Paint.</p>'],
    ['a line break', 'Paint.\nAnd tar.', '<p>Paint.<br>And tar.</p>'],
    ['a blank line', 'Paint.\n\nAnd tar.', '<p>Paint.</p>\n<p>And tar.</p>'],
    ['many blank lines', 'Paint.\n\n \n\nAnd tar.', '<p>Paint.</p>\n<p>And tar.</p>'],
    ['a quote', '> Paint.\n> Tar.', '<blockquote>\n<p>Paint.<br>Tar.</p>\n</blockquote>'],
    ['two paragraphs of a quote', '> a\n>\n> b', '<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>'],
    ['an answer right below', '> a\nb', '<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>'],
    [
      'a quote in a quote',
      '> a\n>> b\n> c',
      '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>c</p>\n</blockquote>',
    ],
    ['a sign within a line', '2 > 1', '<p>2 &gt; 1</p>'],
    ['an escaped sign of quotation', '\\> a', '<p>&gt; a</p>'],
    ['a quote of nothing', '> >\n>', '<p>&gt; &gt;\n&gt;</p>'],
  ])('show %s', (_what, text, html) => {
    const shown = toHtml(text);

    expect(shown).toBe(html);
  });

  it.each([3, 4, 10_000])('are quoted at most three deep, with %i signs of quotation', (signs) => {
    const shown = toHtml(`${'>'.repeat(signs)} deep`);

    expect(shown.match(/<blockquote>/g)).toHaveLength(3);
    expect(shown).toContain('<p>deep</p>');
  });
});

describe("a comment's emphasis and code", () => {
  it.each([
    ['*a*', '<em>a</em>'],
    ['**a**', '<strong>a</strong>'],
    ['***a***', '<em><strong>a</strong></em>'],
    ['**a *b* c**', '<strong>a <em>b</em> c</strong>'],
    ['*a **b** c*', '<em>a <strong>b</strong> c</em>'],
    ['("*a*")', '(&quot;<em>a</em>&quot;)'],
    ['*a\nb*', '<em>a<br>b</em>'],
    ['这是*重点*的', '这是<em>重点</em>的'],
    ['*a **b* c**', '<em>a **b</em> c**'],
    ['*a', '*a'],
    ['a*', 'a*'],
    ['**a*', '**a*'],
    ['* a *', '* a *'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['2*3*4', '2*3*4'],
    ['f*ck and sh*t', 'f*ck and sh*t'],
    ['snake_case_name', 'snake_case_name'],
    ['_a_ __b__', '_a_ __b__'],
    ['****', '****'],
    ['****a****', '****a****'],
    ['\\*a\\*', '*a*'],
    ['C:\\dir \\\\server', 'C:\\dir \\\\server'],
    ['`a`', '<code>a</code>'],
    ['`*a* <b>`', '<code>*a* &lt;b&gt;</code>'],
    ['``a ` b``', '<code>a ` b</code>'],
    ['`` ` ``', '<code>`</code>'],
    ['`a\nb`', '<code>a b</code>'],
    ['`a', '`a'],
    ['``a`', '``a`'],
    ['*a `b* c`', '*a <code>b* c</code>'],
  ])('turn %j into %j', (text, html) => {
    const shown = toHtml(text);

    expect(shown).toBe(`<p>${html}</p>`);
  });
});

describe("a comment's links", () => {
  it.each([
    ['[the log](https://a.example/log)', link('https://a.example/log', 'the log')],
    ['[*a*](https://a.example/)', link('https://a.example/', '<em>a</em>')],
    ['*[a](https://a.example/)*', `<em>${link('https://a.example/', 'a')}</em>`],
    ['[a](https://a.example/b_(c))', link('https://a.example/b_(c)', 'a')],
    ['[a](mailto:a@b.example)', link('mailto:a@b.example', 'a')],
    ['[https://b.example](https://a.example/)', link('https://a.example/', 'https://b.example')],
    ['https://a.example', link('https://a.example/', 'https://a.example')],
    ['HTTP://a.example/x', link('http://a.example/x', 'HTTP://a.example/x')],
    ['mailto:a@b.example', link('mailto:a@b.example', 'mailto:a@b.example')],
    ['see https://a.example/x.', `see ${link('https://a.example/x', 'https://a.example/x')}.`],
    ['(https://a.example/x_(y))', `(${link('https://a.example/x_(y)', 'https://a.example/x_(y)')})`],
    ['*https://a.example/*', `<em>${link('https://a.example/', 'https://a.example/')}</em>`],
    ['<https://a.example/>', `&lt;${link('https://a.example/', 'https://a.example/')}&gt;`],
    ['https://例え.example/ä。', `${link('https://xn--r8jz45g.example/%C3%A4', 'https://例え.example/ä')}。`],
    [
      'https://a.example/?a=1&b="2"',
      `${link('https://a.example/?a=1&amp;b=', 'https://a.example/?a=1&amp;b=')}&quot;2&quot;`,
    ],
    ["https://a.example/?a='b", link('https://a.example/?a=%27b', 'https://a.example/?a=&#39;b')],
    ['[a](javascript:alert)', '[a](javascript:alert)'],
    ['[a](JaVaScRiPt:alert)', '[a](JaVaScRiPt:alert)'],
    ['[a](data:text/html,x)', '[a](data:text/html,x)'],
    ['[a](//a.example)', '[a](//a.example)'],
    ['[a](/b)', '[a](/b)'],
    ['[a](https:a.example)', '[a](https:a.example)'],
    ['[a](https://)', '[a](https://)'],
    ['[a](https://bank.example@evil.example/)', '[a](https://bank.example@evil.example/)'],
    ['[a](mailto:a@b.example?bcc=c@d.example)', '[a](mailto:a@b.example?bcc=c@d.example)'],
    ['[a] (https://)', '[a] (https://)'],
    ['ahttps://a.example', 'ahttps://a.example'],
    ['ftp://a.example', 'ftp://a.example'],
    ['`https://a.example`', '<code>https://a.example</code>'],
    ['\\[a](b)', '[a](b)'],
  ])('turn %j into %j', (text, html) => {
    const shown = toHtml(text);

    expect(shown).toBe(`<p>${html}</p>`);
  });
});

describe('an attack in a comment', () => {
  it.each(owasp)('is only text: %s', (_what, attack) => {
    const ways = [
      attack,
      `> ${attack}`,
      `*${attack}*`,
      `[x](${attack})`,
      `[${attack}](https://a.example)`,
      `\`${attack}`,
    ];
    const shown = ways.map(toHtml);

    expect(shown.flatMap(dangersIn)).toEqual([]);
  });

  it.each([
    ['reference in a scheme', '[x](java&#115;cript:alert)'],
    ['tab in a scheme', '[x](java\tscript:alert)'],
    ['address that ends its attribute', '[x](https://a.example/"onmouseover="alert)'],
    ['address that ends its tag', '[x](https://a.example/"><script>alert</script>)'],
    ['address by itself that ends its attribute', 'https://a.example/"onmouseover="alert(1)'],
    ['label with a tag', '[<img src=x onerror=alert(1)>](https://a.example)'],
    ['link in a label', '[[x](https://a.example)](https://b.example)'],
    ['emphasis across a link', '*a [b* c](https://a.example) d*'],
    ['backslashes in a host', 'https://a.example\\@evil.example'],
    ['port as a password', 'https://a.example:80@evil.example'],
    ['separator of lines', '[x](java\u2028script:alert)'],
    ['image', '![x](https://a.example/x.png)'],
  ])('is only text: %s', (_what, attack) => {
    const dangers = dangersIn(toHtml(attack));

    expect(dangers).toEqual([]);
  });
});

/** Pieces that the format is made of, so that a random row of them means something. */
const piece = fc.oneof(
  fc.constantFrom(...['*', '**', '***', '`', '``', '[', ']', '](', '(', ')', '> ', '>', '\n', '\n\n', '\\', ' ', '_']),
  fc.constantFrom(
    ...['https://a.example/', 'http://', 'mailto:a@b.example', 'javascript:', '<script>', '"', "'", '&lt;'],
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('any text', () => {
  it('becomes HTML that holds nothing but what comments may hold', () => {
    const safe = fc.property(anyText, (text) => {
      expect(dangersIn(toHtml(text))).toEqual([]);
    });

    fc.assert(safe, { numRuns: 2_000 });
  });

  it('becomes tags that close in their order', () => {
    const nested = fc.property(anyText, (text) => {
      const open: string[] = [];
      for (const [, slash, name = ''] of toHtml(text).matchAll(/<(\/?)(\w+)/g)) {
        if (name === 'br') continue;
        if (slash) expect(open.pop()).toBe(name);
        else open.push(name);
      }
      expect(open).toEqual([]);
    });

    fc.assert(nested, { numRuns: 2_000 });
  });

  it('without a sign of the format is shown as it is', () => {
    const plain = fc.property(fc.string({ unit: fc.constantFrom(...'ab1 <&"\'/._-:!?#(){}') }), (typed) => {
      const text = typed.trim();
      fc.pre(text !== '');
      expect(textOf(toHtml(text))).toBe(text);
    });

    fc.assert(plain);
  });
});

describe('a hostile text', () => {
  const hostile = [
    ...[
      '*',
      '**',
      '* ',
      'a* *',
      '*a ',
      '**a *b ',
      '*a** ',
      '`',
      '`a``',
      '` `` ``` ',
      '[',
      '[a](',
      '[a](b',
      ']',
      '(',
      ')',
    ],
    ...['[a](https://', '[(', '[a]((', '>', '> ', '>\n', '>a\nb\n', '\\', '_', '\n', ' ', "'", '"', '&', 'é'],
    ...[
      'https://',
      'https://)',
      'https://a ',
      'https://a.b',
      'https://a/(',
      'mailto:',
      'mailto:a@b',
      'mailto:a@b.',
      '!',
    ],
  ];

  it.each(hostile)('of 10,000 characters of %j stays harmless and within reach of what was typed', (unit) => {
    const text = unit.repeat(Math.ceil(10_000 / unit.length));

    const shown = toHtml(text);

    expect(dangersIn(shown)).toEqual([]);
    expect(shown.length).toBeLessThan(20 * text.length);
  });
});
