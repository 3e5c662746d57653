import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { renderArticle, renderFront } from '../../functions/pages/render.tsx';
import { articleView, many } from '../support/pageViews.ts';
import { openSite, type Site } from '../support/site.ts';
import { aFront, anImage, aSite } from '../support/views.ts';

/*
 * Nothing on a page moves when its fonts and pictures come: the lines of another font break at other words, and a picture has its
 * place before.
 */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** In place of pictures from other sites; nothing leaves this machine for them. */
const PICTURE_FILE = join(import.meta.dirname, '../../functions/pages/theme/icon-512.png');

const WIDTHS = [320, 360, 390, 820, 1_440];

const arabic = { ...aSite, settings: { ...aSite.settings, language: 'ar-EG' } };
const headline = 'العبّارة الليلية تبحر من جديد إلى الضفة الأخرى بعد أسبوعين من العواصف والانتظار';
const inArabic = { headline, standfirst: `${headline}. ${headline}.`, language: 'ar' };
const [lead, ...others] = many(5).map((card) => ({ ...card, ...inArabic }));

const paragraphs = (sentence: string) => `<p>${sentence.repeat(9)}</p>`.repeat(3);
const articleWith = (words: Partial<typeof articleView.article>, site = aSite) =>
  renderArticle({ ...articleView, article: { ...articleView.article, ...words } }, site);

/** Pages that the seeds do not have, by path. */
const drawn: Readonly<Record<string, string>> = {
  '/drawn/front-in-arabic': renderFront(aFront({ lead: lead ?? null, second: others }), arabic),
  '/drawn/article-in-arabic': articleWith({ ...inArabic, body: paragraphs(`${headline}. `) }, arabic),
  '/drawn/article-with-picture-from-elsewhere': articleWith({
    image: { ...anImage, width: 512, height: 512, sources: [] },
  }),
  '/drawn/article-in-italics': articleWith({
    body: paragraphs('The <em>night boat Halcyon of Harrowmere, built for the northern route</em>, left on time. '),
  }),
};

let paper: Site;

beforeAll(async () => {
  paper = await openSite((seeds) => seeds);
});

afterAll(() => paper?.close());

/** What fonts and pictures wait for, by when they come. */
const moments = {
  'at once': async () => {},
  'after the text was shown': (page: Page) =>
    page.evaluate(async () => {
      await new Promise<void>((shown) => {
        new PerformanceObserver((list) => {
          if (list.getEntriesByName('first-contentful-paint').length > 0) shown();
        }).observe({ type: 'paint', buffered: true });
      });
    }),
} as const;
type Moment = keyof typeof moments;

/** Opens a page at a width. */
async function openAt(path: string, width: number, moment: Moment) {
  const context = await paper.openBrowser({ viewport: { width, height: 780 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const { promise: come, resolve: letCome } = Promise.withResolvers<void>();
  const fonts: string[] = [];
  await page.route(/\.(?:woff2|avif|webp|jpg)$/, async (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    if (pathname.endsWith('.woff2')) fonts.push(pathname);
    if (moment !== 'at once') await come;
    await (hostname === new URL(paper.url).hostname ? route.continue() : route.fulfill({ path: PICTURE_FILE }));
  });
  await page.route('/drawn/*', (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: drawn[pathname] ?? '' });
  });
  await page.goto(path, { waitUntil: 'commit' });
  await moments[moment](page);
  letCome();
  await page.waitForLoadState('load');
  return { page, fonts };
}

/** The layout shifts of a page until now: their sum, and the texts that moved. */
const shiftsOn = (page: Page) =>
  page.evaluate(async () => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    const shifts: Shift[] = [];
    new PerformanceObserver((list) => {
      shifts.push(...(list.getEntries() as Shift[]));
    }).observe({ type: 'layout-shift', buffered: true });
    for (let layouts = 0; layouts < 3; layouts += 1) {
      await document.fonts.ready;
      // What a frame has shifted is told after it.
      await new Promise((told) => requestAnimationFrame(() => setTimeout(told)));
    }
    return {
      sum: shifts.reduce((sum, { value }) => sum + value, 0),
      moved: shifts.flatMap(({ sources }) => sources.map(({ node }) => node?.textContent?.trim().slice(0, 20))),
    };
  });

describe.each([
  '/',
  '/sport',
  '/home/council-keeps-the-late-ferry',
  '/sport/lido-to-stay-open-all-winter',
  ...Object.keys(drawn),
])('%s', (path) => {
  it.each(Object.keys(moments) as Moment[])('does not move when its fonts and pictures come %s', async (moment) => {
    const wrong: string[] = [];
    for (const width of WIDTHS) {
      const { page, fonts } = await openAt(path, width, moment);
      const { sum, moved } = await shiftsOn(page);
      if (sum > 0) wrong.push(`${width} px: ${sum.toFixed(4)} ${[...new Set(moved)]}`);
      if (fonts.length === 0) wrong.push(`${width} px: no font came`);
    }

    expect(wrong).toEqual([]);
  });
});
