import type { Page } from 'playwright-core';
import { collectAssets } from '../../infra/assets.ts';
import { launchBrowser } from '../../infra/commands/browser.ts';

/** A page of a browser that shows rendered pages with their assets, without a server. */
export interface PageShower {
  readonly page: Page;
  show(html: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPageShower(): Promise<PageShower> {
  const { files } = collectAssets();
  const browser = await launchBrowser();
  const page = await browser.newPage({ baseURL: 'https://broadsheet.example' });
  let shown = '';
  await page.route('**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page') return route.fulfill({ contentType: 'text/html', body: shown });
    const file = files.get(pathname.replace('/assets/', ''));
    const contentType = pathname.endsWith('.css') ? 'text/css' : 'font/woff2';
    return file ? route.fulfill({ contentType, body: file }) : route.abort();
  });
  return {
    page,
    show: async (html) => {
      shown = html;
      await page.goto('/page');
    },
    close: () => browser.close(),
  };
}
