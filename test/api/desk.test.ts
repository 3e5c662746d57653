import { beforeEach, describe, expect, it } from 'vitest';
import { type DeskApp, DeskBrowser, startDesk } from '../support/desk.ts';

let desk: DeskApp;
beforeEach(async () => {
  desk = await startDesk();
});

describe('signing in', () => {
  it('leads from the page asked for to the issuer and back', async () => {
    const browser = desk.browser();

    const asked = await browser.request('GET', '/desk/articles?state=published');
    const back = await browser.signIn('editor', new URL(asked.headers.location ?? '').searchParams.get('to') ?? '');
    const page = await browser.get(back.headers.location ?? '');

    expect([asked.statusCode, back.statusCode, back.headers.location]).toEqual([
      303,
      303,
      '/desk/articles?state=published',
    ]);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('editor@localhost');
    expect(DeskBrowser.tokenIn(page)).not.toBe('');
  });
});
