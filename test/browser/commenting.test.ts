import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { complaintsOn, LONG_SECTION, openSite, type Site, withLongSection } from '../support/site.ts';

const TEXT = 'Who pays for the fuel?\n\nAnd who is "they"?';
const WREN = { name: 'Wren Adeyemi', email: 'wren@example.org' };

// Many pages each: seconds here, and far more on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let paper: Site;

beforeAll(async () => {
  paper = await openSite(withLongSection);
});

afterAll(() => paper?.close());

const readers = [
  { width: 360, javaScriptEnabled: false, reducedMotion: 'no-preference' },
  { width: 360, javaScriptEnabled: true, reducedMotion: 'reduce' },
  { width: 1280, javaScriptEnabled: false, reducedMotion: 'reduce' },
  { width: 1280, javaScriptEnabled: true, reducedMotion: 'reduce' },
] as const;

describe.each(readers.map((reader, number) => ({ ...reader, number })))(
  'a reader with a screen of $width px, JavaScript: $javaScriptEnabled, motion: $reducedMotion',
  ({ width, javaScriptEnabled, reducedMotion, number }) => {
    it('finds an article, comments, mends what was wrong, changes it, and is replied to', async () => {
      const { page, complaints } = await openPage({
        javaScriptEnabled,
        reducedMotion,
        viewport: { width, height: 800 },
      });

      await page.goto('/');
      await follow(page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: LONG_SECTION.title }));
      await follow(page.getByRole('link', { name: 'Older articles' }));
      await follow(page.locator('.card-headline a').nth(number));
      const article = page.url();
      expect(article).toMatch(/\/sport\/match-\d+$/);

      await fill(page, { name: '   ', email: WREN.email, comment: TEXT });
      await page.getByLabel('Save my name').check();
      const refused = await send(page);
      expect(refused).toBe(422);
      expect(await typedIn(page, 'Comment')).toBe(TEXT);
      expect(await typedIn(page, 'Email')).toBe(WREN.email);
      expect(await focused(page)).toBe('name');
      expect(await describedBy(page, 'Name')).toContain('Name must');
      expect(await describedBy(page, 'Comment')).toBe('');

      await fill(page, WREN);
      const sent = await send(page);
      expect(sent).toBe(303);
      expect(await titleOf(page)).toBe('Your comment is awaiting moderation');
      expect(await page.locator('.comment .prose').textContent()).toContain('Who pays for the fuel?');
      const comment = idIn(page.url());

      await page.getByRole('textbox', { name: 'Comment' }).fill(`${TEXT} I ask.`);
      await follow(page.getByRole('button', { name: 'Save changes' }));
      expect(await page.locator('.comment .prose').textContent()).toContain('I ask.');
      await paper.decide(comment, 'approve');
      await read(page, article);
      expect(await page.locator(`#comment-${comment} .prose`).textContent()).toContain('I ask.');

      await follow(page.locator(`#comment-${comment}`).getByRole('link', { name: 'Reply' }));
      expect(await page.getByRole('form').getByRole('heading').textContent()).toBe(`Leave a Reply to ${WREN.name}`);
      await follow(page.getByRole('link', { name: 'Use the name and email' }));
      expect([await typedIn(page, 'Name'), await typedIn(page, 'Email')]).toEqual([WREN.name, WREN.email]);
      expect(await page.getByLabel('Save my name').isChecked()).toBe(true);
      await fill(page, { comment: 'I have found out.' });
      await page.getByLabel('Save my name').uncheck();
      expect(await send(page)).toBe(303);
      const reply = idIn(page.url());
      await paper.decide(reply, 'approve');
      await read(page, article);
      expect(await page.locator(`li:has(> #comment-${comment}) > .thread > li > #comment-${reply}`).count()).toBe(1);

      await follow(page.getByRole('link', { name: 'Use the name and email' }));
      expect([await typedIn(page, 'Name'), await typedIn(page, 'Email')]).toEqual(['', '']);
      expect(complaints).toEqual([]);
      expect(paper.faults).toEqual([]);
    });
  },
);

describe('a mailbox', () => {
  it('is proven by a mailed link; what its owner writes is then published at once, and replies are mailed', async () => {
    const address = '/home/council-keeps-the-late-ferry';
    const owner = { name: 'Ines Ferrar', email: 'ines@example.org' };
    const { page } = await openPage({ javaScriptEnabled: false });
    const comment = async (on: Page, who: typeof owner, text: string) => {
      await fill(on, { ...who, comment: text });
      expect(await send(on)).toBe(303);
      return idIn(on.url());
    };

    await page.goto(address);
    await page.getByLabel('Email me when somebody replies').check();
    const first = await comment(page, owner, 'Is there a later boat?');
    await page.goto(linkIn(await mailTo(owner.email, 'Please confirm your address')));
    await follow(page.getByRole('button', { name: 'Yes, this address is mine' }));
    expect(await titleOf(page)).toBe('Thank you');

    await page.goto(address);
    const second = await comment(page, owner, 'There should be.');
    expect(await titleOf(page)).toBe('Your comment is awaiting moderation');
    await paper.decide(first, 'approve');
    await paper.decide(second, 'approve');
    await page.goto(address);
    await comment(page, owner, 'I have asked the council.');
    expect(await titleOf(page)).toBe('Your comment is published');

    const { page: another } = await openPage({ javaScriptEnabled: false });
    await another.goto(`${address}?replyTo=${first}#reply`);
    await paper.decide(await comment(another, WREN, 'Not on Sundays.'), 'approve');
    const mail = await mailTo(owner.email, 'A reply to your comment');
    expect(mail).toContain('> Not on Sundays.');
    await page.goto(linkIn(mail));
    expect(await page.locator(':target .prose').textContent()).toContain('Not on Sundays.');
  });
});

describe('a comment that should not stand there', () => {
  it('is reported from the article by a reader without JavaScript, with a link and a button', async () => {
    const { page, complaints } = await openPage({ javaScriptEnabled: false });
    await page.goto('/home/council-keeps-the-late-ferry');
    await fill(page, { ...WREN, comment: 'Buy my boat.' });
    await send(page);
    const comment = idIn(page.url());
    await paper.decide(comment, 'approve');

    const { page: another, complaints: others } = await openPage({ javaScriptEnabled: false });
    await another.goto('/home/council-keeps-the-late-ferry');
    await follow(another.locator(`#comment-${comment}`).getByRole('link', { name: 'Report' }));
    const asked = [await titleOf(another), await another.locator('.comment .prose').textContent()];
    await follow(another.getByRole('button', { name: 'Report' }));

    expect(asked).toEqual(['Report this comment?', 'Buy my boat.']);
    expect(new URL(another.url()).pathname).toBe('/comments/reported');
    expect(await titleOf(another)).toBe('Thank you');
    expect([...complaints, ...others, ...paper.faults]).toEqual([]);
  });
});

/** A page in a browser that nobody has used. */
async function openPage(options: BrowserContextOptions): Promise<{ page: Page; complaints: readonly string[] }> {
  const context = await paper.openBrowser(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  return { page, complaints: complaintsOn(page) };
}

/** Presses a link or button, until what it leads to is loaded. */
const follow = (what: Locator) => Promise.all([what.page().waitForEvent('load'), what.click()]);

/** Opens a page as it is now, whatever the browser has kept of it. */
async function read(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.reload();
}

const titleOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

/** The text of a mail, once it has arrived. */
const mailTo = (to: string, subject: string) =>
  vi.waitUntil(
    () => {
      const mail = paper.mails.find((each) => each.to === to && each.subject === subject);
      return mail && readFileSync(mail.file, 'utf8');
    },
    { timeout: 20_000, interval: 50 },
  );

/** The first address in a mail. */
const linkIn = (mail: string) => /^https?:\S+/m.exec(mail)?.[0] ?? '';

const field = (page: Page, label: string) => page.getByRole('form').getByRole('textbox', { name: label });
const typedIn = (page: Page, label: string) => field(page, label).inputValue();

async function fill(page: Page, values: Partial<Record<'name' | 'email' | 'comment', string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`#page-${name}`).fill(value);
}

/** Posts the form; the status of the answer, before any redirection. */
async function send(page: Page): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    follow(page.getByRole('button', { name: 'Post Comment' })),
  ]);
  return answer.status();
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'));

/** All that a field is explained by, as an assistive program reads it. */
const describedBy = (page: Page, label: string) =>
  field(page, label).evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );

const idIn = (address: string) => address.slice(address.lastIndexOf('/') + 1);
