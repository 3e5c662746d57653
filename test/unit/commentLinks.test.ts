import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksIn } from '../../functions/comments/judging/links.ts';

describe('the links in a text', () => {
  it.each([
    ['https://a.example/log?x=1#y', ['a.example/log?x=1#y']],
    ['HTTP://A.EXAMPLE', ['A.EXAMPLE']],
    ['hxxp://evil.test/x', ['evil.test/x']],
    ['ftp://a.b', ['a.b']],
    ['https:\\\\a.example', ['a.example']],
    ['http://3221225991/', ['3221225991/']],
    ['http://[2001:db8::1]/ or http://a', ['[2001:db8::1', 'a']],
    ['[x](https://[2001:db8::1]/x)', ['[2001:db8::1']],
    ['http://{evil}.com http://(a) http://,x', ['{evil', '(a', ',x']],
    ['http://192.0.2.7/', ['192.0.2.7/']],
    ['192.0.2.7', ['192.0.2.7']],
    ['https://a.example/https://b.example', ['a.example/https://b.example']],
    ['https://a.example,https://b.example', ['a.example', 'b.example']],
    ['[paint](https://a.example/) and [tar](b.com)', ['a.example/', 'b.com']],
    ['<a href="https://a.example">x</a>', ['a.example']],
    ['[url=https://a.example]x[/url]', ['a.example']],
    ['example.com', ['example.com']],
    ['1.it rains, 2.so what, 10.in vain, 3.It', []],
    ['1.it/x 163.com 1.2.it www.1.it', ['1.it/', '163.com', '1.2.it', 'www.1.it']],
    ['see example.com, or Example.Com.', ['example.com', 'Example.Com']],
    ['EXAMPLE.COM!', ['EXAMPLE.COM']],
    ['(a.b.co.uk)', ['a.b.co.uk']],
    ['*example.com* _example.org_', ['example.com', 'example.org']],
    ['shop:example.com', ['example.com']],
    ['example.com:8080', ['example.com']],
    ['example.com--now', ['example.com--now']],
    ['write to wren@example.org', ['example.org']],
    ['t.me/x youtu.be/x', ['t.me/', 'youtu.be/']],
    ['www.example.unknown', ['www.example.unknown']],
    ['example.unknown/path', ['example.unknown/']],
    ['readme.md/x', ['readme.md/']],
    ['пример.рф', ['пример.рф']],
    ['例え.jp', ['例え.jp']],
    ['例え。jp', ['例え.jp']],
    ['exämple.com', ['exämple.com']],
    ['аррӏе.com', ['аррӏе.com']],
    ['xn--e1afmkfd.xn--p1ai', ['xn--e1afmkfd.xn--p1ai']],
    ['ｅｘａｍｐｌｅ．ｃｏｍ', ['example.com']],
    ['exam\u200bple\u200b.com', ['example.com']],
    ['wait...example.com', ['wait...example.com']],
  ])('of %j are %j', (text, expected) => {
    const links = linksIn(text);

    expect(links).toEqual(expected);
  });

  it.each([
    ...['e.g. this, i.e. that', '3.5 or 1.2.3 or $3.50/month', 'at 9.30am/10pm', '5 p.m./6 p.m.', 'U.S. and U.K.'],
    ...[
      'file.ts, node.js, main.py and readme.md',
      'photo.jpg',
      'and/or',
      'he/she',
      'wait...what',
      'Dr.Who',
      '999.0.0.1',
    ],
    ...[
      'the end.It was late',
      'so.Then',
      'no.One knows',
      'the end.he said',
      'a:b',
      '://',
      'https://',
      '...',
      '. .',
      '-.-',
    ],
    ...['snake_case.name_of', 'Привет.Как дела', '我说。他说。', ''],
  ])('of %j are none', (text) => {
    const links = linksIn(text);

    expect(links).toEqual([]);
  });

  it('are found wherever they stand', () => {
    const gap = fc.constantFrom(...' \n,;"\'<>()[]{}|*_!?', '\u200b ', ' — ', '。');
    const anywhere = fc.property(gap, gap, (before, after) => {
      const count = (link: string) => linksIn(`paint${before}${link}${after}tar`).length;
      expect([count('https://a.example'), count('example.com')]).toEqual([1, 1]);
    });

    fc.assert(anywhere);
  });
});
