import { describe, expect, it } from 'vitest';
import { renderBody } from '../../functions/newsroom/body/render.ts';

const fromHtml = (source: string) => renderBody(source, 'html').html.replaceAll('\n', '');

const mark = (number: number, place = `${number}`) =>
  `<sup><a href="#fn-${number}" id="fnref-${place}" data-footnote-ref="" aria-describedby="footnote-label">${number}</a></sup>`;
const back = (place: string) =>
  ` <a href="#fnref-${place}" data-footnote-backref="" aria-label="Back to reference ${place}">↩</a>`;
const list = (...items: string[]) =>
  `<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2><ol>${items.join('')}</ol></section>`;
const note = (number: number, content: string) => `<li id="fn-${number}">${content}</li>`;

const TWO = `<p>One.${mark(1)} Two.${mark(2)}</p>${list(note(1, `<p>First.${back('1')}</p>`), note(2, `<p>Second.${back('2')}</p>`))}`;

describe('footnotes', () => {
  it.each([
    [
      'Word',
      '<div class=WordSection1><p class=MsoNormal>One.<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span><![if !supportFootnotes]>[1]<![endif]></span></span></a> Two.<a href="#_ftn2" name="_ftnref2" title=""><span>[2]</span></a></p></div>' +
        '<div style="mso-element:footnote-list"><br clear=all><hr align=left size=1 width="33%"><div style="mso-element:footnote" id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> First.</p></div><div id=ftn2><p><a href="#_ftnref2" name="_ftn2" title="">[2]</a> Second.</p></div></div>',
      TWO.replace('<p>', '<div><p>').replace('</p><section', '</p></div><section'),
    ],
    [
      'Google Docs',
      '<p><span>One.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span> Two.</span><sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> First.</span></p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span> Second.</span></p></div>',
      TWO.replace('One.', '<span>One.</span>')
        .replace(' Two.', '<span> Two.</span>')
        .replace('First.', '<span> First.</span>')
        .replace('Second.', '<span> Second.</span>'),
    ],
    [
      'WordPress',
      '<p>One.<sup data-fn="8f3a-1" class="fn"><a href="#8f3a-1" id="8f3a-1-link">1</a></sup> Two.<sup data-fn="8f3a-2" class="fn"><a href="#8f3a-2" id="8f3a-2-link">2</a></sup></p><ol class="wp-block-footnotes"><li id="8f3a-1">First. <a href="#8f3a-1-link" aria-label="Jump to footnote reference 1">↩︎</a></li><li id="8f3a-2">Second. <a href="#8f3a-2-link">↩︎</a></li></ol>',
      TWO.replaceAll(/<p>(First|Second)\.(.*?)<\/p>/g, '$1.$2'),
    ],
    [
      'Pandoc',
      '<p>One.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> Two.<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a></p><section id="footnotes" class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1"><p>First.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li><li id="fn2"><p>Second.<a href="#fnref2">↩︎</a></p></li></ol></section>',
      TWO,
    ],
    [
      'kramdown',
      '<p>One.<sup id="fnref:a" role="doc-noteref"><a href="#fn:a" class="footnote" rel="footnote">1</a></sup> Two.<sup id="fnref:b"><a href="#fn:b">2</a></sup></p><div class="footnotes" role="doc-endnotes"><ol><li id="fn:a" role="doc-endnote"><p>First. <a href="#fnref:a" class="reversefootnote">&#8617;</a></p></li><li id="fn:b"><p>Second. <a href="#fnref:b">&#8617;</a></p></li></ol></div>',
      TWO,
    ],
    [
      'MediaWiki',
      '<p>One.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> Two.<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup></p><div class="reflist"><ol><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b></span> <span>First.</span></li><li id="cite_note-2"><a href="#cite_ref-2">^</a> Second.</li></ol></div>',
      TWO.replaceAll(/<p>(First|Second)\.(.*?)<\/p>/g, '$1.$2').replace('First.', '<span>First.</span>'),
    ],
  ])('of %s become ours', (_, source, expected) => {
    const html = fromHtml(source);

    expect(html).toBe(expected);
    expect(fromHtml(html)).toBe(html);
    expect(renderBody(source, 'html').dropped).toEqual([]);
  });

  it('may be marked twice, and out of their order', () => {
    const html = fromHtml(
      '<p>A<a href="#n2" id="r2">2</a> b<a href="#n1" id="r1">1</a> c<a href="#n2" id="r3">2</a></p><ol><li id="n1">One <a href="#r1">x</a></li><li id="n2">Two <a href="#r2">x</a> <a href="#r3">y</a></li></ol><p>End</p>',
    );

    expect(html).toBe(
      `<p>A${mark(1)} b${mark(2)} c${mark(1, '1-2')}</p><p>End</p>${list(note(1, `Two${back('1')}${back('1-2')}`), note(2, `One${back('2')}`))}`,
    );
  });

  it('of several paragraphs stay whole', () => {
    const html = fromHtml(
      '<p>A<a href="#_ftn1" name="_ftnref1">[1]</a></p><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> One.</p><p>Two.</p></div>',
    );

    expect(html).toBe(`<p>A${mark(1)}</p>${list(note(1, `<p>One.</p><p>Two.${back('1')}</p>`))}`);
  });

  it('stand after those that Markdown has itself', () => {
    const { html } = renderBody(
      'A[^x] b<sup><a href="#n" id="r">*</a></sup>\n\n<ol><li id="n">Two <a href="#r">x</a></li></ol>\n\n[^x]: One',
      'markdown',
    );

    expect(html.match(/fn-\d/g)).toEqual(['fn-1', 'fn-2', 'fn-1', 'fn-2']);
    expect(html.match(/<section/g)).toHaveLength(1);
  });

  it.each([
    [
      'a table of contents',
      '<ul><li><a id="t1" href="#s1">First part</a></li></ul><h2 id="s1"><a href="#t1">First part</a></h2>',
    ],
    ['a numbered one', '<ol><li><a id="t1" href="#s1">1</a></li></ol><h2 id="s1"><a href="#t1">First part</a></h2>'],
    ['a link that nothing answers', '<p>A <a href="#n">1</a></p><p id="n">Note</p>'],
  ])('are not made of %s', (_, source) => {
    const html = fromHtml(source);

    expect(html).not.toContain('fnref');
    expect(html).toMatch(/<a href="#/);
  });
});
