import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { complaintsOn, openSite, type Site } from '../support/site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SLUG = 'the-tidal-arithmetic-of-suez';
const OLD = `/abroad/${SLUG}`;
const NEW = `/world/${SLUG}`;
const WREN = { name: 'Wren Adeyemi', email: 'wren@example.org' };
const INES = { name: 'Ines Ferrar', email: 'ines@example.org' };

let paper: Site;

beforeAll(async () => {
  paper = await openSite((seeds) => seeds);
});
afterAll(() => paper?.close());

it('readers without script find everything again from before their section was renamed', async () => {
  const wren = await openPage();
  const ines = await openPage();
  const stranger = await openPage();

  // Before: a comment whose author wants mail, a page that stays open with what was typed, and addresses that were kept.
  await wren.goto(OLD);
  await wren.getByLabel('Email me when somebody replies').check();
  await fill(wren, { ...WREN, comment: 'Is the canal level?' });
  const comment = await send(wren);
  const own = wren.url();
  await paper.decide(comment, 'approve');
  const confirmation = linkIn(await mailTo(WREN.email, 'Please confirm your address'));
  await stranger.goto(`/comments/${comment}`);
  const permalink = stranger.url();
  expect(permalink).toContain(`${OLD}?cursor=`);
  await ines.goto(OLD);
  await follow(ines.locator(`#comment-${comment}`).getByRole('link', { name: 'Reply' }));
  const replying = ines.url();
  await fill(ines, { ...INES, comment: 'It is not.' });

  await paper.edit('POST', '/sections/abroad/rename', { name: 'world', title: 'World' });
  await vi.waitUntil(async () => (await led(OLD)) === `301 ${NEW}`, { timeout: 30_000, interval: 200 });

  // The mail from before.
  await wren.goto(confirmation);
  await follow(wren.getByRole('button', { name: 'Yes, this address is mine' }));
  expect(await titleOf(wren)).toBe('Thank you');
  // The form that was open: its action, and the way back.
  const reply = await send(ines);
  await follow(ines.getByRole('main').locator(`a[href^="${NEW}"]`).first());
  expect(new URL(ines.url()).pathname).toBe(NEW);
  await paper.decide(reply, 'approve');
  // The mail about the reply, its comment, and its unsubscribe link.
  const mail = await mailTo(WREN.email, 'A reply to your comment');
  await wren.goto(linkIn(mail));
  expect(new URL(wren.url()).pathname).toBe(NEW);
  expect(await wren.locator(':target .prose').textContent()).toContain('It is not.');
  await wren.goto(/^https?:\S*unsubscription\S*/m.exec(mail)?.[0] ?? '');
  await follow(wren.getByRole('main').getByRole('button'));
  expect(await titleOf(wren)).toBe('No more mails');
  // One's own comment, which can still be changed.
  await wren.goto(own);
  await wren.getByRole('textbox', { name: 'Comment' }).fill('Is the canal level, then?');
  await follow(wren.getByRole('button', { name: 'Save changes' }));
  await paper.decide(comment, 'approve');
  // The comment's address, as it was copied.
  for (const address of [permalink, `${OLD}#comment-${comment}`, `/comments/${comment}`]) {
    await stranger.goto(address);
    await stranger.reload();
    const { pathname, hash } = new URL(stranger.url());
    expect([address, pathname, hash]).toEqual([address, NEW, `#comment-${comment}`]);
    expect(await stranger.locator(':target .prose').textContent()).toContain('Is the canal level, then?');
  }
  // The reply that was begun by a link from before.
  const atSea = await openPage();
  await atSea.goto(replying);
  expect(new URL(atSea.url()).pathname).toBe(NEW);
  expect(await atSea.getByRole('form').getByRole('heading').textContent()).toBe(`Leave a Reply to ${WREN.name}`);
  // Feeds, and what follows them.
  for (const [from, to] of [
    ['/abroad', '/world'],
    ['/abroad/feed.rss', '/world/feed.rss'],
    ['/abroad/feed.atom', '/world/feed.atom'],
    ['/abroad/feed.json', '/world/feed.json'],
    [`${OLD}/comments.rss`, `${NEW}/comments.rss`],
  ]) {
    expect([from, await led(from ?? '')]).toEqual([from, `301 ${to}`]);
    const { status, body } = await get(to ?? '');
    expect([to, status, body.includes('/abroad/')]).toEqual([to, 200, false]);
  }
  expect((await get('/feed.rss')).body).toContain(`${paper.url}${NEW}`);
  expect(paper.faults).toEqual([]);
});

const get = async (path: string) => {
  const answer = await fetch(`${paper.url}${path}`, { redirect: 'manual', headers: { 'cache-control': 'no-cache' } });
  return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() };
};
const led = async (path: string) => {
  const { status, location } = await get(path);
  return `${status} ${location}`;
};

async function openPage(): Promise<Page> {
  const context = await paper.openBrowser({ javaScriptEnabled: false });
  const page = await context.newPage();
  const complaints = complaintsOn(page);
  onTestFinished(async () => {
    expect(complaints).toEqual([]);
    await context.close();
  });
  return page;
}

const follow = (what: Locator) => Promise.all([what.page().waitForEvent('load'), what.click()]);
const titleOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const mailTo = (to: string, subject: string) =>
  vi.waitUntil(
    () => {
      const mail = paper.mails.find((each) => each.to === to && each.subject === subject);
      return mail && readFileSync(mail.file, 'utf8');
    },
    { timeout: 20_000, interval: 50 },
  );
const linkIn = (mail: string) => /^https?:\S+/m.exec(mail)?.[0] ?? '';

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`#page-${name}`).fill(value);
}

/** Posts the form. @returns the id of the comment. */
async function send(page: Page): Promise<string> {
  await follow(page.getByRole('button', { name: 'Post Comment' }));
  return page.url().slice(page.url().lastIndexOf('/') + 1);
}
