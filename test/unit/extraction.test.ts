import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { renderArticle } from '../../functions/pages/render.tsx';
import { fullArticle } from '../support/pageViews.ts';
import { aCard, aComment, anImage, aSite, aThread } from '../support/views.ts';

/*
 * Reader modes, archives and search engines take the text out of a page: all of it, and nothing of what is around it.
 */

const sentence = (number: number) =>
  `The ${number}th boat left the quay on time, and those who stood there waved until it had passed the wall.`;
const paragraphs = (count: number) => Array.from({ length: count }, (_, index) => sentence(index + 1));
const words = (text: string) => text.split(/\s+/).filter(Boolean);

const related = Array.from({ length: 4 }, (_, index) =>
  aCard({ slug: `other-${index}`, headline: `Another story ${index}`, standfirst: 'Of something else. '.repeat(20) }),
);
const comments = Array.from({ length: 20 }, (_, index) =>
  aComment(index, { body: `<p>${'I was there, and it was not so at all. '.repeat(10)}</p>` }),
);

/** A page with its text, and all or none of what may be around it. */
const pageOf = (body: readonly string[], isFull: boolean, shown = isFull ? comments : aThread().comments) => {
  const { html } = renderBody(body.join('\n\n'), 'markdown');
  const image = isFull ? { ...anImage, sources: [] } : null;
  const count = { ...fullArticle.article.comments, count: shown.length };
  const article = { ...fullArticle.article, body: html, corrections: [], image, comments: count };
  const around = { related: isFull ? related : [], thread: aThread({ comments: shown }) };
  return renderArticle({ ...fullArticle, article, ...around }, aSite);
};

/** The text without its pictures' captions. */
function textOf(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  for (const figure of document.querySelectorAll('figure')) figure.remove();
  return document.body.textContent ?? '';
}

const extractors: Readonly<Record<string, (html: string) => Promise<string>>> = {
  // What Firefox's reader mode shows.
  Readability: async (html) =>
    new Readability(parseHTML(html).document as unknown as Document).parse()?.textContent ?? '',
  // What notes in Markdown are made of.
  Defuddle: async (html) => textOf((await Defuddle(html, 'https://example.org/abroad/ferry')).content),
};

describe.each(Object.entries(extractors))('what %s takes out of an article', (_name, extract) => {
  it.each([
    ['a sentence on a bare page', paragraphs(1), false],
    ['three paragraphs on a bare page', paragraphs(3), false],
    ['4,000 words on a bare page', paragraphs(200), false],
    ['4,000 words on a full page', paragraphs(200), true],
  ])('is the whole text and nothing else: %s', async (_of, body, isFull) => {
    const text = await extract(pageOf(body, isFull));

    expect(words(text)).toEqual(words(body.join(' ')));
  });

  // Readability takes the longest text of a page that has fewer than 500 characters besides its comments.
  it.each([
    ['a short sentence', ['It rained on the quay all night.'], false],
    ['a short sentence on a full page', ['It rained on the quay all night.'], true],
    [
      'two sentences with a quotation',
      ['It rained on the quay all night.', '“We were told March,” said one trader.'],
      true,
    ],
    ['ten paragraphs', paragraphs(10), true],
  ])('is that also where nobody has commented: %s', async (_of, body, isFull) => {
    const text = await extract(pageOf(body, isFull, []));

    expect(words(text)).toEqual(words(body.join(' ')));
  });
});
