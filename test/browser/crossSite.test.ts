import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSite, type Site } from '../support/site.ts';

// Each starts a browser's page or two, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ARTICLE = '/home/council-keeps-the-late-ferry';
const TEXT = 'I never wrote this.';

let paper: Site;

beforeAll(async () => {
  paper = await openSite((seeds) => seeds);
});

afterAll(() => paper?.close());

/** Serves a page at another port of this machine. @returns the port. */
async function servePage(html: string): Promise<number> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

async function openPage(javaScriptEnabled = false): Promise<Page> {
  const context = await paper.openBrowser({ javaScriptEnabled });
  onTestFinished(() => context.close());
  return context.newPage();
}

/** The answer to what is posted, while something is done. */
async function posted(page: Page, act: () => Promise<unknown>): Promise<Response> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    act(),
  ]);
  return answer;
}

const comment = () => `${paper.url}/v1/articles${ARTICLE.replace('/home', '')}/comments`;

/** A form as another site's page would have it. */
const formTo = (action: string, attributes = '') =>
  `<form method="post" action="${action}" ${attributes}><input name="name" value="Mallory">` +
  `<input name="email" value="mallory@example.org"><input name="comment" value="${TEXT}">` +
  '<input name="remember" value="yes"><button>Win a prize</button></form>';

const framed = (html: string) =>
  `<iframe sandbox="allow-forms allow-top-navigation" srcdoc="${html.replaceAll('"', '&quot;')}"></iframe>`;

describe('a form on another site’s page', () => {
  it.each<[string, string, (form: string) => string, string]>([
    ['another site', '127.0.0.1', (form) => form, ''],
    ['another port of the same host, which is the same site', 'localhost', (form) => form, ''],
    ['a page that hides its address', '127.0.0.1', (form) => `<meta name="referrer" content="no-referrer">${form}`, ''],
    ['a sandboxed frame', '127.0.0.1', framed, 'target="_top"'],
    ['another site, as plain text', '127.0.0.1', (form) => form, 'enctype="text/plain"'],
  ])('is refused with a page, and leaves nothing in the browser: %s', async (_what, host, pageOf, attributes) => {
    const port = await servePage(pageOf(formTo(comment(), attributes)));
    const page = await openPage();
    await page.goto(`http://${host}:${port}/`);
    const button = host === '127.0.0.1' && attributes.includes('_top') ? page.frameLocator('iframe') : page;

    const answer = await posted(page, () => button.getByRole('button', { name: 'Win a prize' }).click());

    await page.waitForLoadState();
    expect(answer.status()).toBe(403);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This form was sent from another site');
    expect(await page.context().cookies(paper.url)).toEqual([]);
    await page.getByRole('link', { name: 'Open the page on this site' }).click();
    await page.waitForURL(/\/comments\/new\?article=/);
    expect(await page.locator('#page-name').inputValue()).toBe('');
  });

  it('keeps the text that was typed there', async () => {
    const port = await servePage(formTo(comment()));
    const page = await openPage();
    await page.goto(`http://127.0.0.1:${port}/`);

    await posted(page, () => page.getByRole('button', { name: 'Win a prize' }).click());

    expect(await page.getByLabel('What you wrote').inputValue()).toBe(TEXT);
  });

  it('is refused where a script sends it as it would a picture, with the reader’s cookies', async () => {
    const script = `fetch('${comment()}', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' })`;
    const port = await servePage(`<button onclick="${script}">Win a prize</button>`);
    const page = await openPage(true);
    await page.goto(`http://127.0.0.1:${port}/`);

    const answer = await posted(page, () => page.getByRole('button', { name: 'Win a prize' }).click());

    expect(answer.status()).toBe(403);
  });
});

describe('our own form', () => {
  it.each(['localhost', '127.0.0.1'])('is taken, by whatever name the laptop goes: %s', async (host) => {
    const page = await openPage();
    await page.goto(paper.url.replace('localhost', host) + ARTICLE);
    await page.locator('#page-name').fill('Wren Adeyemi');
    await page.locator('#page-email').fill('wren@example.org');
    await page.locator('#page-comment').fill(`It smelt of paint on ${host}.`);

    const answer = await posted(page, () => page.getByRole('button', { name: 'Post Comment' }).click());

    expect(answer.status()).toBe(303);
  });
});
