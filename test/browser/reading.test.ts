import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SeedSet } from '../../seeds/load.ts';
import { htmlFaults } from '../support/html.ts';
import { complaintsOn, openSite, type Site } from '../support/site.ts';

const ARTICLE = '/sport/lido-to-stay-open-all-winter';
const WITH_PICTURE = '/home/council-keeps-the-late-ferry';

/** Where pictures are; nothing leaves this machine for it. */
const PICTURES = 'https://pictures.example';
const PICTURE_FILE = join(import.meta.dirname, '../../functions/pages/theme/icon-512.png');

// Many pages each: seconds here, and far more on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let paper: Site;

beforeAll(async () => {
  paper = await openSite(withPictures);
});

afterAll(() => paper?.close());

interface Visit {
  readonly status: number;
  /** Brings a browser there. */
  readonly open: (page: Page) => Promise<Response | null | undefined>;
}

const at = (path: string, status = 200): Visit => ({ status, open: (page) => page.goto(path) });

/** What follows a comment with these values. */
const afterSending = (values: Readonly<Record<string, string>>, status: number): Visit => ({
  status,
  async open(page) {
    await page.goto(ARTICLE);
    for (const [name, value] of Object.entries(values)) await page.locator(`#page-${name}`).fill(value);
    const shown = page.waitForResponse(
      (response) => !response.headers().location && response.request().isNavigationRequest(),
    );
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Post Comment' }).click()]);
    return shown;
  },
});

const visits: Readonly<Record<string, Visit>> = {
  'the front page': at('/'),
  'a section': at('/sport'),
  'a tag': at('/tags/harbour'),
  'an author': at('/authors/priya-natarajan'),
  'a month': at('/archive/2026-11'),
  'an article with its thread': at(ARTICLE),
  'an article with a picture': at(WITH_PICTURE),
  'a form with faults': afterSending({ comment: ' ', name: ' ', email: 'wren@example.org' }, 422),
  'a comment that is held': afterSending({ comment: 'Bring a hat.', name: 'Wren', email: 'wren@example.org' }, 200),
  'an unknown address': at('/abroad/nothing-here', 404),
  'the reference of the API': at('/docs'),
  'a withdrawn article': at('/science/river-turbine-to-light-a-thousand-homes', 410),
};

describe.each(Object.entries(visits))('%s', (_name, { status, open }) => {
  it('is valid HTML that everybody can use, on any screen, in light and dark', async () => {
    const { page, complaints } = await openPage();

    const response = await open(page);
    const html = (await response?.text()) ?? '';
    const faults = await htmlFaults(html);
    const violations = await violationsIn(page);
    const tooWide = await tooWideAt(page, [320, 360, 1280]);

    expect(response?.status()).toBe(status);
    expect(faults).toEqual([]);
    expect(violations).toEqual([]);
    expect(tooWide).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the reference of the API', () => {
  it('shows every operation as text, to be searched for', async () => {
    const { page } = await openPage();
    const { paths } = await (await fetch(`${paper.url}/openapi.json`)).json();
    const addresses = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    await page.goto('/docs');
    const shown = await page.locator('h3').allInnerTexts();

    expect(addresses.length).toBeGreaterThan(90);
    expect(shown).toEqual(expect.arrayContaining(addresses));
  });
});

describe('an article', () => {
  it('is painted after three requests, whatever comes of the others', async () => {
    const { page } = await openPage();
    const requests: string[] = [];
    const { promise: painted, resolve: letThrough } = Promise.withResolvers<void>();
    await page.route('**', async (route) => {
      requests.push(route.request().resourceType());
      if (requests.length > 3) await painted;
      await route.fallback();
    });

    await page.goto(ARTICLE, { waitUntil: 'commit' });
    await paint(page);
    letThrough();

    expect(requests.slice(0, 3).sort()).toEqual(['document', 'font', 'stylesheet']);
  });

  it('takes at most 60 KB besides its picture, of which the script of its form is one', async () => {
    const { page } = await openPage();
    const answers: Response[] = [];
    page.on('response', (answer) => answers.push(answer));

    await page.goto(ARTICLE);
    await page.evaluate(() => document.fonts.ready);
    const counted = answers.filter((answer) => answer.request().resourceType() !== 'image');
    const kinds = counted.map((answer) => answer.request().resourceType());
    const bytes = await Promise.all(counted.map(async (answer) => gzipSync(await answer.body()).length));
    const total = bytes.reduce((sum, each) => sum + each, 0);

    console.log(`an article: ${total} bytes of ${kinds.join(', ')}`);
    expect(new Set(kinds)).toEqual(new Set(['document', 'stylesheet', 'font', 'script']));
    expect(bytes[kinds.indexOf('script')]).toBeLessThanOrEqual(1024);
    expect(total).toBeLessThanOrEqual(60 * 1024);
  });
});

describe('the dot before the date of a card', () => {
  it('never begins a line', async () => {
    const { page } = await openPage(320);
    await page.goto('/sport');

    const places = await page.evaluate(() =>
      [...document.querySelectorAll('.card .byline')].map((byline) => {
        const dot = byline.querySelector('span')?.getBoundingClientRect();
        return (dot?.left ?? 0) - byline.getBoundingClientRect().left;
      }),
    );

    expect(places.length).toBeGreaterThan(3);
    expect(Math.min(...places)).toBeGreaterThan(2);
  });
});

describe('on paper', () => {
  it('is the article and nothing to press', async () => {
    const { page } = await openPage();
    await page.goto(ARTICLE);

    await page.emulateMedia({ media: 'print' });
    const pressed = page.locator('nav a, form, .share, .footer a, .related a').filter({ visible: true });

    expect(await page.locator('.article .prose').first().isVisible()).toBe(true);
    expect(await pressed.allInnerTexts()).toEqual([]);
  });
});

/** Every article with a picture but one. */
const withPictures = ({ articles, ...rest }: SeedSet): SeedSet => ({
  ...rest,
  articles: articles.map((article) => {
    const { section, slug, headline } = article.content;
    if (ARTICLE === `/${section}/${slug}`) return article;
    const image = { url: `${PICTURES}/${slug}.png`, width: 1200, height: 1200, alt: `A photograph: ${headline}` };
    const sources = [{ url: `${PICTURES}/${slug}-600.png`, width: 600 }];
    return {
      ...article,
      content: { ...article.content, image: { ...image, caption: 'As it was.', credit: 'I. Calder', sources } },
    };
  }),
});

async function openPage(width = 1280): Promise<{ page: Page; complaints: readonly string[] }> {
  const context = await paper.openBrowser({ viewport: { width, height: 800 } });
  onTestFinished(() => context.close());
  await context.route(`${PICTURES}/**`, (route) => route.fulfill({ path: PICTURE_FILE }));
  const page = await context.newPage();
  return { page, complaints: complaintsOn(page) };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

/** What breaks a rule of WCAG 2.2 AA in any of the ways the page may look. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await page.evaluate(
        (options): Promise<AxeResults> =>
          (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(options),
        RULES,
      );
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          found.push(`${colorScheme}, ${width} px: ${id} at ${target.join(' ')}: ${failureSummary}`);
    }
  }
  return found;
}

/** The widths at which a page must be scrolled sideways. */
async function tooWideAt(page: Page, widths: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    if (over) found.push(width);
  }
  return found;
}

/** Waits until anything of a page is painted. */
const paint = (page: Page) =>
  vi.waitUntil(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length > 0), {
    timeout: 20_000,
  });
