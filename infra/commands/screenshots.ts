import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { putPictures } from '../../seeds/pictures/load.ts';
import { openObjects } from '../local/objectStore.ts';
import { startServer } from '../local/server.ts';
import { launchBrowser } from './browser.ts';
import { openEndpoint } from './installation.ts';
import { reportErrors } from './reportErrors.ts';

/*
 * npm run screenshots: draws the pages that README.md shows, from fresh seeds. The pictures are committed.
 */

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'docs/screenshots');

const ARTICLE = '/home/council-keeps-the-late-ferry';

const devices = {
  phone: { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const;

/** Brings a page to the state of each picture, by the picture's name. */
const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  front: async (page) => {
    await page.goto('/');
  },
  article: async (page) => {
    await page.goto(ARTICLE);
  },
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

await reportErrors(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  const browser = await launchBrowser();
  const server = await startServer({
    port: 0,
    directory,
    seed: async (endpoint) => {
      const target = await openEndpoint(endpoint, directory);
      await loadSeeds(await readSeeds(join(root, 'seeds')), target, () => {});
      await putPictures(target, openObjects(directory));
      await target.close();
    },
    onAccess: () => {},
    onMail: () => {},
    onFault: (error) => console.error(error),
  });
  try {
    mkdirSync(pictures, { recursive: true });
    for (const [device, screen] of Object.entries(devices)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ baseURL: server.url, colorScheme, ...screen });
        const page = await context.newPage();
        // A reader's first pages may be in letters of their system (docs/decisions/0009), those in the pictures are in ours.
        await page.goto(ARTICLE);
        await page.evaluate(() => document.fonts.ready);
        for (const [view, open] of Object.entries(views)) {
          await open(page);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: join(pictures, `${view}-${device}-${colorScheme}.png`), caret: 'initial' });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(directory, { recursive: true });
  }
});
