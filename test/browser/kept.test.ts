import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { complaintsOn, openSite, type Site } from '../support/site.ts';

/* A text that was typed is there again after Back, after a reload and in a reopened tab, until the server has taken it. */

const SLUG = 'council-keeps-the-late-ferry';
const ARTICLE = `/home/${SLUG}`;
const FORM = `/comments/new?article=${SLUG}`;
const ELSEWHERE = '/sport';
const TEXT = 'Who pays for the fuel?\n\nAnd who is "they" — <b>us</b>?';
const WREN = { name: 'Wren Adeyemi', email: 'wren@example.org' };
const DAY = 24 * 60 * 60 * 1_000;

// Many pages each: seconds here, and far more on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let paper: Site;

beforeAll(async () => {
  paper = await openSite((seeds) => seeds);
});

afterAll(() => paper?.close());

/** A browser that nobody has used. */
async function openBrowser(javaScriptEnabled = true): Promise<BrowserContext> {
  const context = await paper.openBrowser({ javaScriptEnabled });
  onTestFinished(() => context.close());
  return context;
}

const openPage = async () => (await openBrowser()).newPage();

const typedIn = (page: Page) => page.locator('#page-comment').inputValue();
const type = (page: Page, text: string) => page.locator('#page-comment').fill(text);
const keptIn = (page: Page) => page.evaluate(() => ({ ...localStorage }));

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`#page-${name}`).fill(value);
}

const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()]);
const post = (page: Page) => press(page, 'Post Comment');

/** The pages that hold the form, each with what brings a browser there. */
const FORMS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'an article’s form': (page) => page.goto(ARTICLE),
  'the form’s own page': (page) => page.goto(FORM),
  'a form that was refused': async (page) => {
    await page.goto(ARTICLE);
    await fill(page, { comment: 'What was sent.', name: ' ', email: WREN.email });
    await post(page);
  },
};

describe.each(Object.entries(FORMS))('what is typed into %s', (form, open) => {
  it('is there after a reload', async () => {
    const page = await openPage();
    const complaints = complaintsOn(page);
    await open(page);
    await type(page, TEXT);

    await page.reload();

    expect(await typedIn(page)).toBe(TEXT);
    expect(complaints).toEqual([]);
  });

  it('is there after Back', async () => {
    const page = await openPage();
    await open(page);
    await type(page, TEXT);
    await page.goto(ELSEWHERE);

    // The page of a refused form can only be shown again by sending it again: back to the one before it.
    const pages = form === 'a form that was refused' ? -2 : -1;
    await Promise.all([
      page.waitForEvent('load'),
      page.evaluate((delta) => void setTimeout(() => history.go(delta)), pages),
    ]);

    expect(await typedIn(page)).toBe(TEXT);
  });

  it.each([ARTICLE, FORM])('is there when the tab is gone and another is opened at %s', async (address) => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await open(page);
    await type(page, TEXT);
    await page.close();

    const another = await browser.newPage();
    await another.goto(address);

    expect(await typedIn(another)).toBe(TEXT);
  });
});

describe('two tabs with one form', () => {
  it('each keep what was typed in them', async () => {
    const browser = await openBrowser();
    const [page, other] = [await browser.newPage(), await browser.newPage()];
    await page.goto(ARTICLE);
    await other.goto(ARTICLE);
    await type(page, 'In the one.');
    await type(other, 'In the other.');

    await page.reload();
    await other.reload();

    expect([await typedIn(page), await typedIn(other)]).toEqual(['In the one.', 'In the other.']);
  });
});

describe('a text that was sent', () => {
  it('is kept no more once it is taken, and the form is empty again, also after Back', async () => {
    const page = await openPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: `${TEXT} Taken.` });

    await post(page);
    const afterwards = await keptIn(page);
    await page.goBack();
    const back = await typedIn(page);
    await page.goto(ARTICLE);

    expect([afterwards, back, await typedIn(page)]).toEqual([{}, '', '']);
  });

  it('is kept when nothing came back', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: TEXT });
    await browser.setOffline(true);
    await page.getByRole('button', { name: 'Post Comment' }).click();
    await page.waitForURL('chrome-error://**').catch(() => undefined);
    await browser.setOffline(false);

    await page.goto(ARTICLE);

    expect(await typedIn(page)).toBe(TEXT);
  });

  it('leaves the text that another tab has typed meanwhile', async () => {
    const browser = await openBrowser();
    const [page, other] = [await browser.newPage(), await browser.newPage()];
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: `${TEXT} From the one.` });
    await other.goto(ARTICLE);
    await type(other, 'From the other.');

    await post(page);
    await other.reload();

    expect(await typedIn(other)).toBe('From the other.');
  });

  it('is kept while its author looks at an earlier comment of theirs', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: 'An earlier comment.' });
    await post(page);
    const earlier = page.url();
    await page.goto(ARTICLE);
    await fill(page, { name: ' ', email: WREN.email, comment: TEXT });
    await post(page);

    await page.goto(earlier);
    await page.goto(ARTICLE);

    expect(await typedIn(page)).toBe(TEXT);
  });
});

describe('a change of one’s own comment', () => {
  it('is kept over a reload, and no more once it is taken', async () => {
    const page = await openPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: 'To be changed.' });
    await post(page);
    const field = page.locator('#page-text');
    await field.fill(TEXT);

    await page.reload();
    const reloaded = await field.inputValue();
    await press(page, 'Save changes');

    expect(reloaded).toBe(TEXT);
    expect(await page.locator('.comment .prose').textContent()).toContain('Who pays for the fuel?');
    expect(await keptIn(page)).toEqual({});
  });
});

describe('the reason of a report', () => {
  it('is kept over a reload, and no more once it is taken', async () => {
    const page = await openPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: 'Buy my boat.' });
    await post(page);
    await paper.decide(page.url().slice(-36), 'approve');
    await page.goto(`${new URL(page.url()).pathname}/report`);
    const field = page.locator('[name=reason]');
    await field.fill('It is an advertisement.');

    await page.reload();
    const reloaded = await field.inputValue();
    await press(page, 'Report');

    expect(reloaded).toBe('It is an advertisement.');
    expect(await keptIn(page)).toEqual({});
  });
});

describe('what a browser keeps', () => {
  it('is the text alone, of each article and of each comment that is replied to', async () => {
    const page = await openPage();
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: 'A comment to reply to.' });
    await post(page);
    const parent = page.url().slice(-36);
    await paper.decide(parent, 'approve');
    await page.goto(ARTICLE);
    await fill(page, { ...WREN, comment: 'To everybody.' });
    await page.goto(`${FORM}&replyTo=${parent}`);
    const empty = await typedIn(page);
    await type(page, 'To one.');
    await page.goto(ARTICLE);

    expect([empty, await typedIn(page)]).toEqual(['', 'To everybody.']);
    expect(Object.entries(await keptIn(page)).sort()).toEqual([
      [`kept /v1/articles/${SLUG}/comments `, expect.stringMatching(/^\d+ To everybody\.$/)],
      [`kept /v1/articles/${SLUG}/comments ${parent}`, expect.stringMatching(/^\d+ To one\.$/)],
    ]);
  });

  it('goes when the field is emptied, and a week after its last key', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    const typedAfter = async (days: number) => {
      await page.evaluate(
        (at) => {
          for (const [key, value] of Object.entries(localStorage)) {
            localStorage.setItem(key, String(value).replace(/^\d+/, String(at)));
          }
        },
        Date.now() - days * DAY,
      );
      const another = await browser.newPage();
      await another.goto(ARTICLE);
      return typedIn(another);
    };
    await page.goto(ARTICLE);
    await type(page, TEXT);
    await type(page, '');
    const emptied = await keptIn(page);
    await type(page, TEXT);

    const young = await typedAfter(6);
    const old = await typedAfter(8);

    expect([emptied, young, old, await keptIn(page)]).toEqual([{}, TEXT, '', {}]);
  });
});

describe('without JavaScript', () => {
  it.each([ARTICLE, FORM])('the browser itself brings back, on Back, what was typed at %s', async (address) => {
    const page = await (await openBrowser(false)).newPage();
    await page.goto(address);
    await type(page, TEXT);
    await page.goto(ELSEWHERE);

    await page.goBack();

    expect(await typedIn(page)).toBe(TEXT);
  });

  it('the browser itself brings back, on Back, what was sent and refused', async () => {
    const page = await (await openBrowser(false)).newPage();
    await page.goto(ARTICLE);
    await fill(page, { comment: TEXT, name: ' ', email: WREN.email });
    await post(page);

    await page.goBack();

    expect(await typedIn(page)).toBe(TEXT);
  });
});
