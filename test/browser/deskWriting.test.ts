import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { owasp } from '../support/owasp.ts';
import { complaintsOn, openSite, type Site } from '../support/site.ts';

/* An article is written and taken through its life by forms alone. */

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let paper: Site;

beforeAll(async () => {
  paper = await openSite((seeds) => seeds);
});

afterAll(async () => {
  expect(paper?.faults).toEqual([]);
  await paper?.close();
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function aContext(javaScriptEnabled: boolean, colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserContext> {
  const context = await paper.openBrowser({ javaScriptEnabled, colorScheme });
  onTestFinished(() => context.close());
  return context;
}

async function signedIn(context: BrowserContext, person = 'editor'): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/desk');
  await page.getByRole('button', { name: person, exact: true }).click();
  await page.waitForURL('**/desk');
  return page;
}

const LONG = `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.padEnd(60, 'k')}`;

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();
const sentence = (page: Page) => page.locator('.state').textContent();

/** Writes a draft. @returns its address. */
async function write(page: Page, headline: string, text: string): Promise<string> {
  await page.goto('/desk/articles/new');
  await fill(page, {
    Headline: headline,
    Standfirst: 'عبّارة في الضباب',
    Text: text,
    Byline: `王小明\n${'A'.repeat(100)}`,
    Tags: 'harbour, Fog at sea',
  });
  await page.getByLabel('Section', { exact: true }).selectOption('home');
  await press(page, 'Save');
  await page.waitForURL('**did=saved');
  return new URL(page.url()).pathname;
}

describe('an article without scripts', () => {
  it('is written by two, resolved, scheduled, published, corrected, withdrawn and restored', async () => {
    const ines = await signedIn(await aContext(false), 'editor');
    const oscar = await signedIn(await aContext(false), 'both');
    const complaints = [complaintsOn(ines), complaintsOn(oscar)];
    const slug = 'the-walk';

    await ines.goto('/desk');
    await ines.getByRole('link', { name: 'New article' }).click();
    expect(await ines.evaluate(() => document.activeElement?.id)).toBe('headline');
    const address = await write(ines, `${LONG} ميناء`, 'First.\n\nSecond.\n\nThird.');
    await ines.locator('.rare summary').click();
    await fill(ines, { Address: slug });
    await press(ines, 'Save');

    await oscar.goto(address);
    await ines.goto(address);
    await oscar.getByLabel('Text', { exact: true }).fill('First.\n\nHis second.\n\nThe third.');
    await press(oscar, 'Save');
    await ines.getByLabel('Text', { exact: true }).fill('The first.\n\nHer second.\n\nThird.');
    await press(ines, 'Publish now');
    expect(await ines.getByRole('heading', { level: 1 }).textContent()).toBe('You both changed the same words');
    await ines.getByLabel('Both, mine first').check();
    await press(ines, 'Save this');
    await ines.waitForURL('**did=saved');
    expect(await ines.getByLabel('Text', { exact: true }).inputValue()).toBe(
      'The first.\n\nHer second.\n\nHis second.\n\nThe third.',
    );

    await fill(ines, { 'When, in words': 'tomorrow 6' });
    await press(ines, 'Schedule');
    expect(await sentence(ines)).toMatch(
      /^Goes out on \w+, \d+ \w+ \d{4} at 06:00 (GMT|BST) \(0[56]:00 UTC · in \d+ hours\) in Home/,
    );
    await press(ines, 'Unschedule');
    expect(await sentence(ines)).toMatch(/^Draft, changed/);
    await press(ines, 'Undo');
    expect(await sentence(ines)).toMatch(/^Goes out on/);
    await press(ines, 'Publish now');
    expect(await sentence(ines)).toMatch(/^Published on .* in Home, with comments open\./);

    await ines.getByLabel('Text', { exact: true }).fill('The first, corrected.');
    await fill(ines, { 'What was wrong, for readers': 'There is one.' });
    await press(ines, 'Publish with this note');
    await ines.getByRole('link', { name: 'On the site' }).click();
    expect(await ines.locator('body').textContent()).toMatch(/The first, corrected\..*There is one\./s);

    await ines.goto(address);
    await ines.getByText('Withdraw', { exact: true }).click();
    await press(ines, 'Withdraw it now');
    expect(await sentence(ines)).toMatch(/^Withdrawn/);
    await press(ines, 'Undo');
    expect(await sentence(ines)).toMatch(/^Published on/);

    await ines.getByRole('link', { name: 'History' }).click();
    await ines.getByRole('button', { name: 'Compare' }).click();
    expect(await ines.locator('ins').count()).toBeGreaterThan(0);
    expect(complaints.flat()).toEqual([]);
  });

  it('is saved by Enter in its headline, and previewed by one press', async () => {
    const page = await signedIn(await aContext(false));
    await write(page, 'Enter', 'Text.');

    await page.getByLabel('Headline', { exact: true }).fill('Entered');
    await page.getByLabel('Headline', { exact: true }).press('Enter');
    await page.waitForURL('**did=saved');
    await page.getByLabel('Text', { exact: true }).fill('Other text.');
    await press(page, 'Save and preview');

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Entered');
    expect(await page.locator('body').textContent()).toContain('Other text.');
  });
});

describe('the pages on which articles are written', () => {
  it.each(['light', 'dark'] as const)(
    'have nothing that axe finds, in %s, and are as wide as a phone',
    async (scheme) => {
      const context = await aContext(true, scheme);
      const page = await signedIn(context);
      const complaints = complaintsOn(page);
      const other = await signedIn(await aContext(false), 'both');
      const found: string[] = [];
      const look = async (name: string) => {
        for (const width of [1_280, 390, 360]) {
          await page.setViewportSize({ width, height: 800 });
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
          );
          if (over) found.push(`${name} is too wide at ${width} px`);
          if (width === 360) continue;
          await page.evaluate(axe);
          const { violations } = await page.evaluate(
            (): Promise<AxeResults> => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(),
          );
          for (const { id, nodes } of violations)
            found.push(`${name}, ${width} px: ${id} at ${nodes[0]?.target.join(' ')}`);
        }
      };

      await page.goto('/desk/articles/new');
      await look('new');
      await page.locator('.rare summary').click();
      await look('more');
      await press(page, 'Save');
      await look('faults');
      const address = await write(page, `${LONG} ${LONG} ميناء`, `# ${LONG}\n\n${LONG.repeat(4)}\n\nSecond.`);
      await look('saved');
      await fill(page, { 'When, in words': 'tomorrow 6' });
      await press(page, 'Schedule');
      await look('scheduled');
      await page.goto(address);
      await other.goto(address);
      await other.getByLabel('Text', { exact: true }).fill(`His ${LONG.repeat(3)}.`);
      await press(other, 'Save');
      await page.getByLabel('Text', { exact: true }).fill('Hers.');
      await press(page, 'Save');
      await look('merge');
      await page.goto(address);
      await press(page, 'Publish now');
      await look('published');
      await page.goto(`${address}/history?from=1&to=2`);
      await look('history');

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('run nothing of what was typed', async () => {
    const page = await signedIn(await aContext(true));
    let alerts = 0;
    page.on('dialog', async (dialog) => {
      alerts += 1;
      await dialog.dismiss();
    });

    for (const [, attack] of owasp.slice(0, 12)) {
      const address = await write(page, attack.slice(0, 190).replaceAll(/\s/g, ' '), attack);
      await page.goto(`${address}/history`);
      await page.goto('/desk/articles/new');
      await fill(page, { Headline: attack.replaceAll(/\s/g, ' '), Tags: attack.replaceAll(/\s/g, ' '), Text: attack });
      await fill(page, { 'When, in words': attack.replaceAll(/\s/g, ' ') });
      await press(page, 'Schedule');
    }

    expect(alerts).toBe(0);
  });

  it('keep the state and the buttons in sight on a phone, with targets that a finger finds', async () => {
    const context = await aContext(false);
    const page = await signedIn(context);
    await page.setViewportSize({ width: 390, height: 844 });
    await write(page, 'A phone', 'Text.\n\n'.repeat(60));

    const state = await page.locator('.state').boundingBox();
    const publish = await page.getByRole('button', { name: 'Publish now' }).boundingBox();
    const heights = await page
      .locator('main a, main button:not(.hidden), main input:not([type=hidden]), main select, main summary')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));

    expect(state?.y).toBeLessThanOrEqual(220);
    expect((publish?.y ?? 900) + (publish?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(Math.min(...heights.filter((height) => height > 0))).toBeGreaterThanOrEqual(24);
  });

  it('are small and need few requests', async () => {
    const context = await aContext(false);
    const page = await signedIn(context);
    const address = await write(page, 'Small', 'Text.');
    const fresh = await context.newPage();
    const answers: number[] = [];
    fresh.on('response', async (response) => answers.push((await response.body().catch(() => Buffer.of())).length));

    await fresh.goto(address, { waitUntil: 'networkidle' });

    expect(answers.length).toBeLessThanOrEqual(3);
    expect(answers.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(40 * 1_024);
  });
});
