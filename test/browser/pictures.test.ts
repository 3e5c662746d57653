import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { renderArticle, renderFront, renderListing } from '../../functions/pages/render.tsx';
import type { Picture } from '../../functions/pictures/picture.ts';
import { mediaTypeOf } from '../../functions/pictures/renditions.ts';
import { collectAssets } from '../../infra/assets.ts';
import { launchBrowser } from '../../infra/commands/browser.ts';
import { seedPictures } from '../../seeds/pictures/pictures.ts';
import { mediaId } from '../support/media.ts';
import { developed } from '../support/pictures.ts';
import { abroad, aCard, aFront, anArticleView, aPicture, aRow, aShownArticle, aSite, home } from '../support/views.ts';

/*
 * Pages with pictures of the media library, as they are laid out and as they are loaded, with the files that its development
 * makes.
 */

// Pictures are developed, and pages laid out at many widths.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const ORIGIN = 'https://broadsheet.example';
const KB = 1_024;
const WIDTHS = [320, 390, 820, 1_024, 1_440, 1_920];

/** Pictures of the seeds, each of another shape; the first has the most detail of those that are landscape. */
const shapes = { landscape: 'footballer', upright: 'bats', square: 'coil' } as const;
type Shape = keyof typeof shapes | 'panorama' | 'small';

const stored = new Map<string, Picture>();
/** The shape of each picture, by its id. */
const shapeOf = new Map<string, string>();
/** Files by shape and name. */
const files = new Map<string, Uint8Array>();

/** A picture of a shape; each number is another one, with files of its own. */
function picture(shape: Shape, number = 0): Picture {
  const found = stored.get(shape);
  if (!found) throw new Error(`${shape} was not developed`);
  const id = mediaId(1 + number + 100 * [...stored.keys()].indexOf(shape));
  shapeOf.set(id, shape);
  return { ...found, id };
}

async function develop(shape: Shape, bytes: Uint8Array): Promise<void> {
  const result = await developed(bytes, 'image/svg+xml', { fileName: `${shape}.svg` });
  if (result.kind !== 'picture') throw new Error(JSON.stringify(result));
  stored.set(shape, { ...aPicture, ...result.picture });
  for (const { name, bytes } of result.made) files.set(`${shape}/${name}`, bytes);
}

const rectangle = (width: number, height: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="90%" height="90%" fill="#357"/></svg>`,
  );

/** The front page: a lead, four others and the four of a section; `shapeAt` tells which has which picture. */
const front = (shapeAt: (index: number) => Shape | undefined, count = 10) => {
  const cards = Array.from({ length: count }, (_, index) => {
    const shape = shapeAt(index);
    const publishedAt = `2026-11-20T${20 - index}:00:00.000Z`;
    return aCard({ slug: `article-${index}`, publishedAt, image: shape ? picture(shape, index) : null });
  });
  return renderFront(
    aFront({
      lead: cards[0] ?? null,
      second: cards.slice(1, 5),
      rows: [aRow(abroad, cards.slice(5, 9)), aRow(home, cards.slice(9))].filter(({ articles }) => articles.length > 0),
    }),
    aSite,
  );
};

const PARAGRAPH = 'The night boat left on time, and came back a day later than it was expected. '.repeat(8);

const article = (lead: Shape | undefined) => {
  const figure = (shape: Shape, breadth = '', number = 50) => `![](media:${picture(shape, number).id}${breadth})`;
  const threes = [51, 52, 53].map((number) => figure('landscape', '', number)).join('\n');
  const twelve = Array.from({ length: 12 }, (_, n) => figure(n % 3 === 1 ? 'upright' : 'square', '', 60 + n)).join(
    '\n',
  );
  const figures = [
    figure('landscape'),
    figure('upright', '#full'),
    figure('landscape', '#wide'),
    figure('landscape', '#full'),
  ];
  const body = renderBody(
    [PARAGRAPH, ...figures, figure('small'), threes, twelve].join(`\n\n${PARAGRAPH}\n\n`),
    'markdown',
  );
  const pictures = Array.from({ length: 30 }, (_, n) =>
    (['landscape', 'upright', 'square', 'small'] as const).map((shape) => picture(shape, 50 + n)),
  ).flat();
  return renderArticle(
    anArticleView({
      article: aShownArticle({ image: lead ? picture(lead) : null, pictures, body: body.html }),
      related: [1, 2, 3].map((number) => aCard({ slug: `other-${number}`, image: picture('landscape', 80 + number) })),
    }),
    aSite,
  );
};

const section = () =>
  renderListing(
    {
      subject: { kind: 'section', section: abroad },
      cards: Array.from({ length: 8 }, (_, n) =>
        aCard({ slug: `article-${n}`, image: n % 2 ? picture('upright', n) : null }),
      ),
      next: null,
      previous: null,
    },
    aSite,
  );

const all: Readonly<Record<string, () => string>> = {
  '/front-all': () => front(() => 'landscape'),
  '/front-third': () => front((index) => (index % 3 === 0 ? 'landscape' : undefined)),
  '/front-lead': () => front((index) => (index === 0 ? 'landscape' : undefined)),
  '/front-card': () => front((index) => (index === 2 ? 'landscape' : undefined)),
  '/front-few': () => front((index) => (index > 6 ? 'landscape' : undefined), 8),
  '/front-three': () => front(() => 'landscape', 8),
  '/front-upright': () => front((index) => (index === 0 ? 'upright' : 'landscape')),
  '/front-square': () => front((index) => (index === 0 ? 'square' : undefined)),
  '/front-panorama': () => front((index) => (index === 0 ? 'panorama' : undefined)),
  '/front-small': () => front((index) => (index === 0 ? 'small' : undefined)),
  '/section': section,
  '/article': () => article('landscape'),
  '/article-upright': () => article('upright'),
  '/article-square': () => article('square'),
  '/article-panorama': () => article('panorama'),
  '/article-small': () => article('small'),
};

let browser: Awaited<ReturnType<typeof launchBrowser>>;
const assets = collectAssets().files;

beforeAll(async () => {
  for (const [shape, name] of Object.entries(shapes)) {
    const seed = seedPictures.find((each) => each.name === name);
    await develop(shape as Shape, Buffer.from(seed?.draw() ?? ''));
  }
  await develop('panorama', rectangle(1_920, 640));
  await develop('small', rectangle(500, 340));
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

interface Screen {
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

interface Loaded {
  readonly path: string;
  readonly bytes: number;
}

/** A browser, with what it loads of the media library; `held` until when that does not come. */
async function openPage({ width = 390, height = 844, scale = 2 }: Screen, held?: Promise<void>) {
  const context: BrowserContext = await browser.newContext({
    baseURL: ORIGIN,
    viewport: { width, height },
    deviceScaleFactor: scale,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const loaded: Loaded[] = [];
  const others: string[] = [];
  await page.route('**', async (route) => {
    const { pathname: path } = new URL(route.request().url());
    const [, folder, id = '', name = ''] = path.split('/');
    if (all[path]) return route.fulfill({ contentType: 'text/html', body: all[path]() });
    if (folder === 'media') {
      const body = files.get(`${shapeOf.get(id)}/${name}`);
      if (!body) return route.abort();
      await held;
      loaded.push({ path, bytes: body.length });
      const contentType = mediaTypeOf[name.split('.').at(-1) as keyof typeof mediaTypeOf];
      return route.fulfill({ contentType, body: Buffer.from(body) });
    }
    others.push(path);
    const file = assets.get(path.replace('/assets/', ''));
    const contentType = path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'font/woff2';
    return file ? route.fulfill({ contentType, body: file }) : route.abort();
  });
  return { page, loaded, others };
}

/** Waits until every picture is loaded, also those below. */
const loadAll = (page: Page) =>
  page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode()));
    await document.fonts.ready;
  });

/** The pictures of a page as they are laid out, in pixels of CSS. */
const imagesOn = (page: Page) =>
  page.evaluate(() =>
    [...document.images].map((image) => {
      const { width, height, top, bottom } = image.getBoundingClientRect();
      const source = [...(image.parentElement?.querySelectorAll('source') ?? [])].find(({ srcset }) =>
        srcset.includes(new URL(image.currentSrc).pathname),
      );
      const widths = (source?.srcset ?? '').split(', ').map((entry) => Number(/(\d+)w$/.exec(entry)?.[1]));
      const chosen = Number(/(\d+)\.\w+$/.exec(image.currentSrc)?.[1]);
      return { width, height, top, bottom, widths, chosen, sizes: image.sizes || source?.sizes };
    }),
  );

describe.each(Object.keys(all))('the pictures of %s', (path) => {
  it('are loaded at most one step larger than shown, and never smaller by a fourth', async () => {
    const wrong: string[] = [];
    for (const scale of [1, 2]) {
      const { page } = await openPage({ scale });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
        await page.goto(path);
        await loadAll(page);
        for (const image of await imagesOn(page)) {
          const { widths, chosen } = image;
          const needed = image.width * scale;
          const enough = widths.findIndex((each) => each >= needed);
          const best = enough === -1 ? widths.length - 1 : enough;
          const at = widths.indexOf(chosen);
          const isTooSmall = at < best && chosen < 0.75 * needed;
          if (at === -1 || at > best + 1 || isTooSmall) {
            wrong.push(`${width} px × ${scale}: ${chosen} of ${widths} for ${image.width} (${image.sizes})`);
          }
        }
      }
    }

    expect(wrong).toEqual([]);
  });
});

describe('a row of cards', () => {
  it.each(['/front-all', '/front-third', '/front-three', '/front-few', '/article'])(
    'of %s has its pictures on one line and of one size, and is filled',
    async (path) => {
      const { page } = await openPage({ scale: 1 });
      const wrong: string[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        const rows = await page.evaluate(() =>
          [...document.querySelectorAll('.cards')].flatMap((cards) => {
            const room = cards.getBoundingClientRect();
            const boxes = [...cards.children].map((card) => ({
              card: card.getBoundingClientRect(),
              image: card.querySelector('img')?.getBoundingClientRect(),
            }));
            const tops = [...new Set(boxes.map(({ card }) => Math.round(card.top)))];
            return tops.map((top) => {
              const row = boxes.filter(({ card }) => Math.round(card.top) === top);
              const pictured = row.flatMap(({ image }) => image ?? []);
              const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
              const differences = (['top', 'width', 'height'] as const).map((side) =>
                pictured.length === 0 ? 0 : spread(pictured.map((box) => box[side])),
              );
              return {
                isFilled: Math.max(...row.map(({ card }) => card.right)) > room.right - 2,
                difference: Math.max(...differences),
              };
            });
          }),
        );
        for (const { isFilled, difference } of rows) {
          if (!isFilled) wrong.push(`${width} px: a row is not filled`);
          if (difference > 1) wrong.push(`${width} px: pictures of a row differ by ${difference} px`);
        }
      }

      expect(wrong).toEqual([]);
    },
  );

  it('sets those without a picture in larger letters beside pictured ones', async () => {
    const { page } = await openPage({ width: 1_440, height: 900, scale: 1 });
    await page.goto('/front-third');

    const sizes = await page.evaluate(() => {
      const row = document.querySelector('.cards:has(.pictured)');
      const sizeOf = (selector: string) => {
        const headline = row?.querySelector(`${selector} > .card-headline`);
        return headline ? Number.parseFloat(getComputedStyle(headline).fontSize) : 0;
      };
      return { pictured: sizeOf('.pictured'), bare: sizeOf('.card:not(.pictured)') };
    });

    expect(sizes.bare).toBeGreaterThan(sizes.pictured);
  });
});

describe('an upright or square lead', () => {
  it.each(['/front-upright', '/front-square', '/article-upright', '/article-square'])(
    'of %s is at most 0.7 times as tall as the screen, in its own shape where there is room',
    async (path) => {
      const { page } = await openPage({ scale: 1 });
      const wrong: string[] = [];
      for (const width of WIDTHS) {
        const height = width < 500 ? 700 : 900;
        await page.setViewportSize({ width, height });
        await page.goto(path);
        await loadAll(page);
        const [lead] = await imagesOn(page);
        const ratio = path.includes('square') ? 1 : 1_920 / 2_880;
        if (!lead || lead.height > 0.7 * height + 1) wrong.push(`${width} px: ${lead?.height} of ${height}`);
        else if (width > 640 && Math.abs(lead.width / lead.height - ratio) > 0.02) {
          wrong.push(`${width} px: ${lead.width} × ${lead.height}`);
        }
      }

      expect(wrong).toEqual([]);
    },
  );
});

describe('a lead on the front page', () => {
  it.each(['/front-all', '/front-upright', '/front-square', '/front-panorama', '/front-small'])(
    'of %s has the next row directly below its picture or its text',
    async (path) => {
      const { page } = await openPage({ scale: 1 });
      const gaps: number[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        gaps.push(
          await page.evaluate(() => {
            const bottoms = [...document.querySelectorAll('.lead > *')].map(
              (each) => each.getBoundingClientRect().bottom,
            );
            const row = document.querySelector('.lead + .cards')?.getBoundingClientRect().top ?? 0;
            return row - Math.max(...bottoms);
          }),
        );
      }

      expect(Math.max(...gaps)).toBeLessThanOrEqual(40);
    },
  );
});

describe('a front page with ten pictures, on a phone', () => {
  it('loads at most 250 KB of them before it is scrolled, and 700 KB in all', async () => {
    const { page, loaded } = await openPage({});

    await page.goto('/front-all', { waitUntil: 'networkidle' });
    const atFirst = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
    await loadAll(page);
    const inAll = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
    const [lead, ...cards] = loaded.map(({ bytes }) => bytes);

    console.log(
      `ten pictures: ${atFirst} bytes at first, ${inAll} in all, lead ${lead}, cards at most ${Math.max(...cards)}`,
    );
    expect(loaded).toHaveLength(10);
    expect(atFirst).toBeLessThanOrEqual(250 * KB);
    expect(inAll).toBeLessThanOrEqual(700 * KB);
    expect(lead).toBeLessThanOrEqual(40 * KB);
    expect(Math.max(...cards)).toBeLessThanOrEqual(15 * KB);
  });

  it('makes no request more than its pictures, each once', async () => {
    const { page, loaded, others } = await openPage({});

    await page.goto('/front-all', { waitUntil: 'networkidle' });
    await loadAll(page);

    expect(new Set(loaded.map(({ path }) => path)).size).toBe(loaded.length);
    expect(others.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'woff2']);
  });

  it.each([390, 1_440])('shares the file of its lead with the article, also at %i px', async (width) => {
    const { page, loaded } = await openPage({ width });

    await page.goto('/front-all', { waitUntil: 'networkidle' });
    await page.goto('/article', { waitUntil: 'networkidle' });
    const ofLead = loaded.filter(({ path }) => path.includes(picture('landscape').id));

    expect(new Set(ofLead.map(({ path }) => path)).size).toBe(1);
  });
});

describe.each(['/front-all', '/front-upright', '/section', '/article', '/article-upright'])('%s', (path) => {
  it.each([390, 820, 1_440])('does not move when its pictures come, at %i px', async (width) => {
    const { promise, resolve: letThrough } = Promise.withResolvers<void>();
    const { page } = await openPage({ width, height: 900, scale: 1 }, promise);
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.card, figure, .prose > p')].map((each) =>
          Math.round(each.getBoundingClientRect().top),
        ),
      );

    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => document.fonts.ready);
    const before = await places();
    letThrough();
    await loadAll(page);
    const after = await places();
    const moved = after.map((place, index) => Math.abs(place - (before[index] ?? 0)));

    expect(after).toHaveLength(before.length);
    // Files of several widths differ by parts of a pixel in their heights; browsers count no shift below three.
    expect(Math.max(...moved)).toBeLessThan(3);
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.each(['/front-third', '/front-upright', '/section', '/article', '/article-small'])('%s', (path) => {
  it.each(['light', 'dark'] as const)('can be used by everybody, in %s', async (colorScheme) => {
    const { page } = await openPage({ width: 1_280, height: 800, scale: 1 });
    await page.emulateMedia({ colorScheme });
    await page.goto(path);
    await page.evaluate(axe);

    const { violations } = await page.evaluate(
      (): Promise<AxeResults> =>
        (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          resultTypes: ['violations'],
        }),
    );

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([]);
  });
});
