import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import { type DeskApp, type DeskBrowser, startDesk } from '../support/desk.ts';
import { hostileRequestTo } from '../support/requests.ts';

/* The walk of test/api/badInput.test.ts over the pages of the desk, by somebody who is signed in. */

let desk: DeskApp;
let browser: DeskBrowser;

beforeAll(async () => {
  desk = await startDesk();
  browser = desk.browser();
  await browser.signIn('both');
});

const pages = Object.values(routes).filter(({ proxy }) => proxy !== undefined);

describe.each(pages)('$method $path', (route) => {
  it('answers whatever is sent with a page, or leads on', async () => {
    const session = [...browser.cookies];

    await fc.assert(
      fc.asyncProperty(hostileRequestTo(route.method, route), async ({ method, target, options }) => {
        const { cookie = '', ...headers } = options.headers ?? {};
        const cookies = [cookie, ...session.map(([name, value]) => `${name}=${value}`)].filter(Boolean).join('; ');
        const answer = await desk.app.request(method, target, { ...options, headers: { ...headers, cookie: cookies } });

        expect(answer.statusCode).toBeLessThan(500);
        for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
        const isOfDesk = answer.headers['x-robots-tag'] === 'noindex';
        if (!isOfDesk) return;
        expect(answer.headers['cache-control']).toBe('private, no-store');
        if (answer.statusCode !== 303) expect(answer.body).toMatch(/^<!doctype html>/);
        else expect(answer.headers.location).toMatch(/^(https:\/\/broadsheet\.example)?\/(desk|local-issuer)\b/);
      }),
      { numRuns: 60 },
    );

    expect(desk.app.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
