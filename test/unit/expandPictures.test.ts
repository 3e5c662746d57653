import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../functions/media/schema.ts';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { expand, inFeed, onPage } from '../../functions/pictures/expand.ts';
import { type ShownPicture, showPicture } from '../../functions/pictures/showPicture.ts';
import { paperWords } from '../../functions/words/words.ts';
import { growthOf, TWICE } from '../support/growth.ts';
import { aMedia, mediaId } from '../support/media.ts';

const { article: words } = paperWords('en');
const [ONE, TWO] = [mediaId(1), mediaId(2)];
const shownOf = (id: string): ShownPicture => {
  const picture = pictureOf(aMedia({ id }));
  if (!picture) throw new Error('The picture is not developed');
  return showPicture(picture);
};
const both = new Map([ONE, TWO].map((id) => [id, shownOf(id)]));
const one = new Map([[ONE, shownOf(ONE)]]);

/** HTML of every kind around pictures of the library, well nested or not. */
const pieces = fc.constantFrom(
  `<img src="media:${ONE}" title="Title" alt='"><figure>'>`,
  `<img src="media:${TWO}#wide" alt="<figure class=gallery>">`,
  '<img src="https://img.example/a.jpg">',
  ...'figure|figure class="gallery"|figcaption|p|div|a href="/x" title=">"|em|h2|ul><li|table><tr><td|blockquote|picture|details'
    .split('|')
    .map((tag) => `<${tag}>`),
  ...'figure figcaption p div a em h2 li td blockquote picture details'.split(' ').map((name) => `</${name}>`),
  'words',
  ' ',
  '<small>Credit: Me</small>',
  '<p title="<figure>">',
  '<code>&lt;img src="media:x">&lt;/figure></code>',
);
const html = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));
const tags = (text: string, name: string) => text.match(new RegExp(`<${name}[ >]`, 'g'))?.length ?? 0;

describe('a text with pictures', () => {
  it('has each in a figure that readers’ functions find, whatever stands around them', () => {
    fc.assert(
      fc.property(html, (source) => {
        const { html: rendered } = renderBody(source, 'html');
        const all = expand(rendered, both, onPage, words);

        expect(renderBody(rendered, 'html').html).toBe(rendered);
        expect(tags(all, 'picture')).toBe(rendered.match(/<img src="media:/g)?.length ?? 0);
        expect(all).not.toContain('<img src="media:');
        expect(expand(rendered, both, inFeed, words)).not.toContain('<img src="media:');
        expect(expand(rendered, one, onPage, words)).not.toContain(TWO);
        const none = expand(rendered, new Map(), onPage, words);
        expect(none).not.toContain('<img src="media:');
        expect(tags(none, 'picture')).toBe(0);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('takes time in proportion to its length', async () => {
    const image = `<img src="media:${ONE}">`;
    for (const piece of [
      `<figure>${image}<figcaption>Caption</figcaption></figure>`,
      `<figure class="gallery">${image}${image}</figure>`,
      '<figure><figcaption><p>x</p></figcaption></figure><figure title="<figure>">x</figure>',
      '<p title="<figure class=gallery><figure>">&lt;figure></p>',
    ]) {
      const growth = await growthOf(
        (length) => renderBody(piece.repeat(Math.ceil(length / piece.length)), 'html').html,
        [60_000, 240_000],
        (text) => expand(text, both, onPage, words),
      );
      expect(growth).toBeLessThan(TWICE);
    }
  });

  it.each([
    ['nl', `![](media:${ONE})`, 'Beeld: '],
    ['de', `![](media:${ONE} "Am Hafen. Credit: Ada Quill")`, '<figcaption>Am Hafen. <small>Foto: Ada Quill</small>'],
    [
      'fr',
      '![Quai](https://i.example/a.jpg "Credit: Ada Quill")',
      '<figcaption><small>Crédit\u00a0: Ada Quill</small>',
    ],
  ])('credits in the words of its language: %s', (language, source, credit) => {
    const { html: rendered } = renderBody(source, 'markdown', { language });
    const shown = expand(rendered, both, onPage, paperWords(language).article);

    expect(shown).toContain(credit);
    expect(shown).not.toContain('Credit');
    expect(shown.match(/<small>/g)).toHaveLength(1);
    expect(renderBody(rendered, 'html', { language }).html).toBe(rendered);
  });
});
