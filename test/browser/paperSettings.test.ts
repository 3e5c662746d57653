import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { complaintsOn, openSite, type Site } from '../support/site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ARTICLE = '/sport/lido-to-stay-open-all-winter';

let site: Site;
beforeAll(async () => {
  site = await openSite((seeds) => seeds);
});
afterAll(() => site?.close());

/** How a page looks in a scheme, what it asked for, and what the browser complains of. */
async function look(path: string, colorScheme: 'light' | 'dark') {
  const context = await site.openBrowser({ colorScheme });
  const page = await context.newPage();
  const complaints = complaintsOn(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(path, { waitUntil: 'load' });
  const seen = await page.evaluate(async () => {
    await document.fonts.ready;
    const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
    const shift = await new Promise<number>((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 50);
    });
    return { backgroundColor, color, fontFamily, shift, direction: document.documentElement.dir };
  });
  const printed = await page
    .emulateMedia({ media: 'print' })
    .then(() => page.evaluate(() => getComputedStyle(document.body).color));
  await context.close();
  return { ...seen, printed, complaints, styles: requests.filter((each) => each.endsWith('.css')).length };
}

it('colours reach the page in both schemes, without a request, a shift or a complaint, and not the paper', async () => {
  const before = await look(ARTICLE, 'light');
  await site.set({
    colours: { light: { paper: '#ffffff', ink: '#102040' }, dark: { paper: '#001020' } },
    typefaces: { text: 'serif' },
  });
  const [light, dark] = [await look(ARTICLE, 'light'), await look(ARTICLE, 'dark')];

  expect([light.backgroundColor, light.color]).toEqual(['rgb(255, 255, 255)', 'rgb(16, 32, 64)']);
  expect(dark.backgroundColor).toBe('rgb(0, 16, 32)');
  expect(light.fontFamily).toMatch(/^Georgia/);
  expect([light.printed, before.printed]).toEqual(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
  expect([light.styles, dark.styles, before.styles]).toEqual([1, 1, 1]);
  expect([...before.complaints, ...light.complaints, ...dark.complaints]).toEqual([]);
  expect([light.shift, dark.shift]).toEqual([0, 0]);
});

it('a language turns the page around', async () => {
  await site.set({ language: 'ar-EG', typefaces: null });
  const { direction, complaints } = await look('/', 'light');

  expect([direction, complaints]).toEqual(['rtl', []]);
});
