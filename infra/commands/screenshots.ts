import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { loadSeeds, readSeeds, type SeedSet } from '../../seeds/load.ts';
import { putPictures } from '../../seeds/pictures/load.ts';
import { createApi } from '../cli/api.ts';
import { openObjects } from '../local/objectStore.ts';
import { type LocalServer, startServer } from '../local/server.ts';
import { launchBrowser } from './browser.ts';
import { openEndpoint } from './installation.ts';
import { inOtherWords, type OtherPaper, otherPapers } from './otherPapers.ts';
import { reportErrors } from './reportErrors.ts';

/*
 * npm run screenshots: draws the pages that README.md shows, from fresh seeds. The pictures are committed.
 */

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'docs/screenshots');

const ARTICLE = '/home/council-keeps-the-late-ferry';

const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  tablet: { viewport: { width: 820, height: 1180 } },
  desktop: { viewport: { width: 1440, height: 900 } },
} as const;

/** Brings a page to the state of a picture. */
type View = (page: Page) => Promise<unknown>;

const at =
  (path: string): View =>
  (page) =>
    page.goto(path);

/** By the pictures' names. */
const readersViews: Readonly<Record<string, View>> = {
  front: at('/'),
  section: at('/sport'),
  article: at(ARTICLE),
  author: at('/authors/priya-natarajan'),
  missing: at('/home/nothing-here'),
  'form-errors': async (page) => {
    await page.goto(ARTICLE);
    await page.locator('#page-comment').fill('Will the boat wait for the tram when the tram is late?');
    // Spaces pass the browser's validation, but not the server's.
    await page.locator('#page-name').fill(' ');
    await page.locator('#page-email').fill('wren@example');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Post Comment' }).click()]);
    await page.locator('.faults').scrollIntoViewIfNeeded();
  },
};

const deskViews: Readonly<Record<string, View>> = {
  'desk-articles': at('/desk/articles?state=published'),
  'desk-writing': async (page) => {
    await page.goto('/desk/articles?state=published');
    await page.getByRole('link', { name: 'Late ferry' }).click();
  },
  'desk-comments': at('/desk/comments?queue=published'),
};

/** The local server with seeds and their pictures, in a directory that goes with it. */
async function withPaper(seeds: SeedSet, use: (server: LocalServer) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  const server = await startServer({
    port: 0,
    directory,
    seed: async (endpoint) => {
      const target = await openEndpoint(endpoint, directory);
      await loadSeeds(seeds, target, () => {});
      await putPictures(target, openObjects(directory));
      await target.close();
    },
    onAccess: () => {},
    onMail: () => {},
    onFault: (error) => console.error(error),
  });
  try {
    await use(server);
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true });
  }
}

/** Draws views at every width, light and dark. @param enter prepares each browser. */
async function draw(browser: Browser, site: string, views: Readonly<Record<string, View>>, enter: View): Promise<void> {
  for (const [device, screen] of Object.entries(devices)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ baseURL: site, colorScheme, ...screen });
      const page = await context.newPage();
      await enter(page);
      await page.evaluate(() => document.fonts.ready);
      for (const [view, open] of Object.entries(views)) {
        await open(page);
        await page.evaluate(() => document.fonts.ready);
        await sharp(await page.screenshot({ caret: 'initial' }))
          .webp({ quality: 85, smartSubsample: true })
          .toFile(join(pictures, `${view}-${device}-${colorScheme}.webp`));
      }
      await context.close();
    }
  }
}

/** Settings that make a paper another's. */
async function set({ url, issuer }: LocalServer, { language, timeZone, title, tagline }: OtherPaper): Promise<void> {
  const token = await issuer.token({ name: 'editor', groups: ['editors'], hours: 1 });
  const body = { language, timeZone, title, tagline };
  await createApi(url, async () => token).call('PATCH /v1/newsroom/settings', { version: 0, body });
}

await reportErrors(async () => {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures);
  const seeds = await readSeeds(join(root, 'seeds'));
  const browser = await launchBrowser();
  try {
    await withPaper(seeds, async ({ url }) => {
      // A reader's first pages may be in letters of their system (docs/decisions/0009), those in the pictures are in ours.
      await draw(browser, url, readersViews, at(ARTICLE));
      await draw(browser, url, deskViews, async (page) => {
        await page.goto('/desk');
        await page.locator('button[value=both]').click();
      });
    });
    for (const [name, paper] of Object.entries(otherPapers)) {
      await withPaper(inOtherWords(seeds, paper), async (server) => {
        await set(server, paper);
        await draw(browser, server.url, { [`front-${name}`]: at('/') }, at('/'));
      });
    }
  } finally {
    await browser.close();
  }
});
