import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderArticle } from '../../functions/pages/render.tsx';
import { openPageShower, type PageShower } from '../support/pageShower.ts';
import { articleView } from '../support/pageViews.ts';
import { aSite } from '../support/views.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const LATIN = 'faustina-latin-wght-normal';

let shower: PageShower;

beforeAll(async () => {
  shower = await openPageShower();
});

afterAll(() => shower?.close());

/** The fonts that a page of an article loads. */
async function fontsOf(headline: string, language: string, paperLanguage = 'en-GB'): Promise<string[]> {
  const fonts: string[] = [];
  shower.page.on('request', (request) => {
    const [, font] = /([^/]+)\.[0-9a-f]{10}\.woff2$/.exec(request.url()) ?? [];
    if (font) fonts.push(font);
  });
  const view = { ...articleView, article: { ...articleView.article, headline, language } };
  await shower.show(renderArticle(view, { ...aSite, settings: { ...aSite.settings, language: paperLanguage } }));
  // A face is asked for when a layout needs it, and is there for the next one.
  await shower.page.evaluate(async () => {
    for (let layouts = 0; layouts < 3; layouts += 1) {
      document.body.getBoundingClientRect();
      await document.fonts.ready;
      await new Promise(requestAnimationFrame);
    }
  });
  shower.page.removeAllListeners('request');
  return [...new Set(fonts)].toSorted();
}

describe('the fonts of a page', () => {
  it.each([
    ['English', 'The night boat – “sails” again', 'en-GB', [LATIN]],
    ['Polish', 'Zażółć gęślą jaźń', 'pl', ['faustina-latin-ext-wght-normal', LATIN]],
    ['Turkish', 'İğne deliğinden ışık', 'tr', ['faustina-latin-ext-wght-normal', LATIN]],
    ['Vietnamese', 'Chuyến tàu đêm trở lại', 'vi', [LATIN, 'faustina-vietnamese-wght-normal']],
    ['Arabic', 'العبّارة تبحر من جديد', 'ar', [LATIN, 'markazi-text-arabic-wght-normal']],
  ])('are those of the letters that it has: %s', async (_, headline, language, fonts) => {
    expect(await fontsOf(headline, language)).toEqual(fonts);
  });

  it('are loaded early by the script of the paper', () => {
    const preloaded = (language: string) =>
      [
        ...renderArticle(articleView, { ...aSite, settings: { ...aSite.settings, language } }).matchAll(
          /<link rel="preload"[^>]*href="\/assets\/([\w-]+)\./g,
        ),
      ].map(([, font]) => font);

    expect(preloaded('de-AT')).toEqual([LATIN]);
    expect(preloaded('ar-EG')).toEqual([LATIN, 'markazi-text-arabic-wght-normal']);
  });
});
