import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { owasp } from '../support/owasp.ts';
import { complaintsOn, openSite, type Site, withLongSection } from '../support/site.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const QUEUE = '/desk/comments';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let paper: Site;

beforeAll(async () => {
  paper = await openSite(withLongSection);
});

afterAll(async () => {
  expect(paper?.faults).toEqual([]);
  await paper?.close();
});

async function aPage(
  options: Parameters<Site['openBrowser']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await paper.openBrowser({ javaScriptEnabled: false, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(QUEUE);
  await page.getByRole('button', { name: 'moderator', exact: true }).click();
  await page.waitForURL(`**${QUEUE}`);
  return { context, page };
}

let sent = 0;
/** Sends a comment by the API, which refuses some hostile ones. */
async function send(comment: string, name = `Reader ${sent}`, slug = `match-${sent % 20}`): Promise<boolean> {
  sent += 1;
  const { ok } = await fetch(`${paper.url}/v1/articles/${slug}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, email: `reader${sent}@example.org`, comment }),
  });
  return ok;
}

/** Words that may still change are sent along, to compare them. */
async function setEditMinutes(editMinutes: number): Promise<void> {
  const token = await paper.token({ name: 'mo@example.org', groups: ['moderators'], hours: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const address = `${paper.url}/v1/moderation/settings`;
  const etag = (await fetch(address, { headers })).headers.get('etag') ?? '';
  const body = JSON.stringify({ editMinutes });
  const { ok } = await fetch(address, { method: 'PATCH', headers: { ...headers, 'if-match': etag }, body });
  expect(ok).toBe(true);
}

const waiting = async (page: Page) =>
  Number(
    await page
      .locator('.queues [aria-current] .count')
      .textContent()
      .catch(() => '0'),
  );

describe('a queue of sixty comments', () => {
  it('is cleared by buttons alone, some undone, on a phone without scripts', async () => {
    const { page } = await aPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const complaints = complaintsOn(page);
    for (let count = 0; count < 60; count += 1) {
      expect(await send(`Number ${count}: the late ferry waits for nobody but the tide.`)).toBe(true);
    }
    await page.goto(QUEUE);
    const first = await page.locator('.comment').first().boundingBox();
    const heights = await page
      .locator('.comment button, .several button:enabled, .tick, .comment .meta a, .tabs a')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(await waiting(page)).toBe(60);
    expect(first?.y).toBeLessThanOrEqual(220);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);

    const acts = ['Approve', 'Reject', 'Spam'] as const;
    const started = performance.now();
    for (let count = 0; count < 60; count += 1) {
      const text = await page.locator('.comment .typed').first().textContent();
      expect(text).toContain(`Number ${count}:`);
      await page
        .locator('.comment')
        .first()
        .getByRole('button', { name: acts[count % 3] ?? 'Approve' })
        .click();
      expect(await page.locator('.notice').isVisible()).toBe(true);
      if (count % 20 === 10) {
        await page.getByRole('button', { name: 'Undo' }).click();
        expect(await page.locator('.comment .typed').first().textContent()).toBe(text);
        await page
          .locator('.comment')
          .first()
          .getByRole('button', { name: acts[count % 3] ?? 'Approve' })
          .click();
      }
    }
    console.info(`A decision and the next page took ${Math.round((performance.now() - started) / 66)} ms.`);

    expect(await page.locator('.comment').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain('Nothing waits.');
    await page.goto(`${QUEUE}?queue=spam`);
    expect(await waiting(page)).toBe(20);
    expect(complaints).toEqual([]);
  });

  it('is decided at once by ticks', async () => {
    const { page } = await aPage();
    for (const text of ['One.', 'Two.', 'Three.']) await send(text);
    await page.goto(QUEUE);

    await page.locator('.comment', { hasText: 'One.' }).getByRole('checkbox').check();
    await page.locator('.comment', { hasText: 'Three.' }).getByRole('checkbox').check();
    await page.locator('.several').getByRole('button', { name: 'Reject' }).click();
    const said = await page.locator('.notice').textContent();
    const left = await page.locator('.comment .typed').allTextContents();
    await page.getByLabel('All 1 of this page').check();
    await page.getByLabel('Reason, for colleagues').fill('Off topic.');
    await page.getByLabel('Reason, for colleagues').press('Enter');
    const unchanged = await page.locator('.comment').count();
    await page.locator('.several').getByRole('button', { name: 'Spam' }).click();

    expect(said).toContain('2 rejected.');
    expect(left).toEqual(['Two.']);
    expect(unchanged).toBe(1);
    expect(await page.locator('.comment').count()).toBe(0);
  });
});

describe('two moderators', () => {
  it('see each other’s decision, and overrun nothing', async () => {
    const [{ page: one }, { page: two }] = [await aPage(), await aPage()];
    await send('Whose is it?');
    await one.goto(QUEUE);
    await two.goto(QUEUE);

    await one.getByRole('button', { name: 'Reject' }).first().click();
    const answer = two.waitForResponse((response) => response.request().method() === 'POST');
    await two.getByRole('button', { name: 'Approve' }).first().click();

    expect((await answer).status()).toBe(409);
    expect(await two.locator('.changes').textContent()).toContain('Rejected by moderator@localhost');
    await two.getByRole('link', { name: 'Leave it, and go on' }).click();
    await two.goto(`${QUEUE}?queue=rejected&limit=100`);
    expect(await two.locator('.comment .typed').allTextContents()).toContain('Whose is it?');
  });
});

describe('the pages of moderators', () => {
  it.each(['light', 'dark'] as const)(
    'have nothing that axe finds, and are as wide as a phone, in %s',
    async (scheme) => {
      const { page } = await aPage({ javaScriptEnabled: true, colorScheme: scheme });
      const complaints = complaintsOn(page);
      await send(
        `${'w'.repeat(60)} ${'كلمة'.repeat(15)} See http://a.example and http://b.example. ${'Long. '.repeat(1_600)}`,
      );
      await send('مرحبا بكم جميعا في هذه الصفحة.', 'ليلى');
      await page.goto(`${QUEUE}?order=newest`);
      const [own, theirs] = await Promise.all(
        ['.comment header a', '.comment a[href*="/people/"]'].map((link) =>
          page.locator(link).last().getAttribute('href'),
        ),
      );
      const seen = await page.context().newPage();
      await seen.goto(`${QUEUE}?order=newest`);
      await page.locator('.comment').first().getByRole('button', { name: 'Reject' }).click();
      const decided = page.url();
      const found: string[] = [];
      const examine = async (each: Page, what: string) => {
        await each.locator('details').evaluateAll((all) => {
          for (const one of all) one.setAttribute('open', '');
        });
        for (const width of [1_280, 390, 360]) {
          await each.setViewportSize({ width, height: 844 });
          const over = await each.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (over > 0) found.push(`${what} is too wide at ${width} px`);
          if (width === 360) continue;
          await each.evaluate(axe);
          const { violations } = await each.evaluate(
            (): Promise<AxeResults> => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(),
          );
          for (const { id, nodes } of violations) found.push(`${what}: ${id} at ${nodes[0]?.target.join(' ')}`);
        }
      };

      for (const path of [
        decided,
        `${QUEUE}?queue=published`,
        `${QUEUE}?article=match-1`,
        `${own?.split('?', 1)[0]}/branch`,
        own ?? '',
        theirs ?? '',
      ]) {
        await page.goto(path);
        await examine(page, path);
      }
      await seen.locator('.comment').first().getByRole('button', { name: 'Approve' }).click();
      await examine(seen, 'the conflict');

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('are small and need few requests', async () => {
    const { context, page } = await aPage();
    await setEditMinutes(0);
    onTestFinished(() => setEditMinutes(15));
    for (let count = 0; count < 20; count += 1) await send('Waits for the tide, the tram and the council. '.repeat(6));
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    let requests = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      requests += 1;
      bytes += encodedDataLength;
    });

    await page.goto(`${QUEUE}?order=newest`, { waitUntil: 'networkidle' });

    expect(await page.locator('.comment').count()).toBe(20);
    console.info(`Twenty comments: ${bytes} bytes in ${requests} requests.`);
    expect(requests).toBeLessThanOrEqual(3);
    // Nothing is compressed here. Of it, 9 KB are the styles, which a browser asks for once.
    expect(bytes).toBeLessThanOrEqual(50 * 1_024);
  });

  it('show hostile names and words as text, which runs nowhere', async () => {
    const { page } = await aPage({ javaScriptEnabled: true });
    let alerts = 0;
    page.on('dialog', async (dialog) => {
      alerts += 1;
      await dialog.dismiss();
    });
    let taken = 0;
    for (const [, attack] of owasp) {
      if (await send(attack, attack.slice(0, 90), 'match-3')) taken += 1;
      if (await send(`${attack} again`, 'Wren', 'match-3')) taken += 1;
    }

    for (const path of [`${QUEUE}?order=newest&limit=100`, `${QUEUE}?article=match-3&limit=100`]) {
      await page.goto(path);
      await page.locator('.comment').first().hover();
    }
    const alone = await page
      .locator('.comment header a')
      .evaluateAll((all) => all.slice(0, 10).map((each) => (each as HTMLAnchorElement).href));
    for (const path of alone) await page.goto(path);
    await page.getByRole('button', { name: 'Approve' }).click();

    expect(taken).toBeGreaterThan(70);
    expect(alone).toHaveLength(10);
    expect(alerts).toBe(0);
  });
});
