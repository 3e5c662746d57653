import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { owasp } from '../support/owasp.ts';
import { complaintsOn, openSite, type Site, withLongSection } from '../support/site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let paper: Site;

beforeAll(async () => {
  paper = await openSite(withLongSection);
});

afterAll(async () => {
  expect(paper?.faults).toEqual([]);
  await paper?.close();
});

const PAGES = ['/desk', '/desk/articles?state=published', '/desk/articles?state=draft&section=sport', '/desk/comments'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function aContext(javaScriptEnabled: boolean, colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserContext> {
  const context = await paper.openBrowser({ javaScriptEnabled, colorScheme });
  onTestFinished(() => context.close());
  return context;
}

/** Opens the desk and presses a person's button. */
async function signIn(page: Page, person = 'both', path = '/desk'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: person, exact: true }).click();
  await page.waitForURL(`**${path}`);
}

describe('the desk without scripts', () => {
  it('is signed in to, walked through, and signed out of', async () => {
    const page = await (await aContext(false)).newPage();
    const complaints = complaintsOn(page);

    await signIn(page, 'both', '/desk/articles?state=published');
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByRole('link', { name: 'Previous page' }).click();
    await page.getByRole('combobox').selectOption('sport');
    await page.getByRole('button', { name: 'Show' }).click();
    const filtered = new URL(page.url()).searchParams.get('section');
    await page.locator('.rows .headline').first().click();
    const headline = await page.getByRole('heading', { level: 1 }).textContent();
    await page.getByRole('link', { name: 'Preview', exact: true }).click();
    const preview = await page.getByRole('heading', { level: 1 }).first().textContent();
    await page.goto('/desk/comments');
    const counts = await page.locator('.queues').textContent();
    await page.locator('.account summary').click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL('**/desk/session/signed-out?done=yes');
    await page.goto('/desk');

    expect(filtered).toBe('sport');
    expect(preview).toBe(headline);
    expect(counts).toMatch(/held.*reported/is);
    expect(page.url()).toContain('/local-issuer/authorize');
    expect(complaints).toEqual([]);
  });

  it('shows an editor no comments and a moderator no articles', async () => {
    const editor = await (await aContext(false)).newPage();
    const moderator = await (await aContext(false)).newPage();

    await signIn(editor, 'editor');
    await moderator.goto('/desk');
    await moderator.getByRole('button', { name: 'moderator', exact: true }).click();
    await moderator.waitForURL('**/desk/comments');

    expect(await editor.locator('.rooms a').allTextContents()).toEqual(['Today', 'Articles']);
    expect(await moderator.locator('.rooms a').allTextContents()).toEqual(['Comments']);
  });

  it('is small and needs few requests', async () => {
    const context = await aContext(false);
    const page = await context.newPage();
    await signIn(page);
    const fresh = await context.newPage();
    const answers: { url: string; bytes: number }[] = [];
    fresh.on('response', async (response) =>
      answers.push({ url: response.url(), bytes: (await response.body().catch(() => Buffer.of())).length }),
    );

    await fresh.goto('/desk/articles?state=published', { waitUntil: 'networkidle' });

    const parts = answers.filter(({ url }) => !url.endsWith('.svg'));
    expect(await fresh.locator('.rows li').count()).toBe(25);
    expect(answers.length).toBeLessThanOrEqual(3);
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(40 * 1_024);
  });

  it('is not shown in a frame of another site', async () => {
    const context = await aContext(false);
    await signIn(await context.newPage());
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end(`<iframe src="${paper.url}/desk"></iframe>`),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const page = await context.newPage();

    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const frame = page.frames()[1];

    expect(await frame?.locator('body').textContent()).not.toContain('both@localhost');
  });
});

describe('the pages of the desk', () => {
  it.each(['light', 'dark'] as const)(
    'have nothing that axe finds, in %s, and are as wide as a phone',
    async (scheme) => {
      const context = await aContext(true, scheme);
      const page = await context.newPage();
      const complaints = complaintsOn(page);
      await signIn(page);
      await page.goto('/desk/articles?state=published');
      const article = new URL((await page.locator('.rows .headline').first().getAttribute('href')) ?? '', paper.url)
        .pathname;
      const found: string[] = [];
      for (const path of [...PAGES, article]) {
        await page.goto(path);
        await page.locator('.account summary').click();
        for (const width of [1_280, 390, 360]) {
          await page.setViewportSize({ width, height: 800 });
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
          );
          if (over) found.push(`${path} is too wide at ${width} px`);
        }
        await page.evaluate(axe);
        const { violations } = await page.evaluate(
          (): Promise<AxeResults> => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(),
        );
        for (const { id, nodes } of violations) found.push(`${path}: ${id} at ${nodes[0]?.target.join(' ')}`);
      }

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('have the first article high on a phone, and targets that a finger finds', async () => {
    const context = await aContext(false);
    const page = await context.newPage();
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn(page);

    await page.goto('/desk/articles?state=published');
    const first = await page.locator('.rows .headline').first().boundingBox();
    const heights = await page
      .locator('.bar a, .bar summary, .tabs a, .filter button, .filter select, .rows .headline, .turn a')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));

    expect(first?.y).toBeLessThanOrEqual(220);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  });
});

describe('hostile words', () => {
  it('are text, and run nowhere', async () => {
    const context = await aContext(true);
    const page = await context.newPage();
    let alerts = 0;
    page.on('dialog', async (dialog) => {
      alerts += 1;
      await dialog.dismiss();
    });
    await signIn(page, 'editor');
    const token = await paper.token({ name: 'editor@localhost', groups: ['editors'], hours: 1 });
    for (const [, attack] of owasp.slice(0, 12)) {
      await create(token, attack);
    }

    await page.goto('/desk/articles?state=draft');
    const links = await page
      .locator('.rows .headline')
      .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    for (const link of links.slice(0, 12)) await page.goto(link);

    expect(links.length).toBeGreaterThanOrEqual(8);
    expect(alerts).toBe(0);
  });
});

/** Creates a draft by the API. */
async function create(token: string, headline: string): Promise<void> {
  await fetch(`${paper.url}/v1/newsroom/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      headline: headline.slice(0, 190),
      section: 'sport',
      byline: ['Ines Calder'],
      body: 'Text.',
    }),
  });
}
