import { beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../functions/words/languages.ts';
import type { Answer } from '../support/app.ts';
import { type DeskApp, type DeskBrowser, startDesk } from '../support/desk.ts';
import { htmlFaults } from '../support/html.ts';

const EDITOR = { name: 'editor@localhost', groups: ['editors'] };
const COLLEAGUE = { name: 'ines@example.org', groups: ['editors'] };

let desk: DeskApp;
let browser: DeskBrowser;

beforeEach(async () => {
  desk = await startDesk();
  browser = desk.browser();
  await browser.signIn('editor');
});

async function write(headline: string, section = 'abroad', caller = EDITOR): Promise<Answer['json']> {
  const body = { headline, section, byline: ['Ines Calder'], body: 'The night boat left on time.' };
  const answer = await desk.app.request('POST', '/v1/newsroom/articles', { caller, body });
  expect(answer.statusCode).toBe(201);
  return answer.json;
}

async function publish({ id, version }: Answer['json'], at?: string): Promise<void> {
  const answer = await desk.app.request('POST', `/v1/newsroom/articles/${id}/publish`, {
    caller: EDITOR,
    body: at === undefined ? {} : { at },
    headers: { 'if-match': `"${version}"` },
  });
  expect(answer.statusCode).toBe(200);
}

const headlinesIn = ({ body = '' }: Answer) =>
  [...body.matchAll(/<a class="headline"[^>]*>([^<]*)<\/a>/g)].map(([, text = '']) => text);
const linkIn = ({ body = '' }: Answer, relation: 'next' | 'prev') =>
  new RegExp(`<a rel="${relation}" href="([^"]*)"`).exec(body)?.[1]?.replaceAll('&amp;', '&');

describe('Today', () => {
  it('shows what goes out within a day, in order, and my drafts alone', async () => {
    await publish(await write('Tonight'), '2026-11-23T20:00:00.000Z');
    await publish(await write('This evening'), '2026-11-23T18:00:00.000Z');
    await publish(await write('The day after'), '2026-11-24T12:00:01.000Z');
    await publish(await write('Out already'));
    await write('Mine');
    await write('Of a colleague', 'home', COLLEAGUE);

    const page = await browser.get('/desk');

    expect(headlinesIn(page)).toEqual(['This evening', 'Tonight', 'Mine']);
    expect(page.body).toContain('Mon, 23 Nov 2026, 18:00 GMT');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
  });

  it('says so where there is nothing', async () => {
    const page = await browser.get('/desk');

    expect(page.body).toContain('Nothing is scheduled for the next 24 hours.');
    expect(page.body).toContain('None of the newest drafts is yours.');
  });
});

describe('a list', () => {
  it('turns its pages by links that keep the filter', async () => {
    for (let number = 0; number < 30; number += 1) {
      desk.setClock(new Date(Date.parse('2026-11-23T12:00:00Z') + number * 1_000).toISOString());
      await write(`Draft ${number}`);
    }

    const first = await browser.get('/desk/articles');
    const second = await browser.get(linkIn(first, 'next') ?? '');
    const back = await browser.get(linkIn(second, 'prev') ?? '');

    expect(headlinesIn(first)).toEqual(Array.from({ length: 25 }, (_, index) => `Draft ${29 - index}`));
    expect(headlinesIn(second)).toEqual(['Draft 4', 'Draft 3', 'Draft 2', 'Draft 1', 'Draft 0']);
    expect(headlinesIn(back)).toEqual(headlinesIn(first));
    expect([linkIn(first, 'prev'), linkIn(second, 'next')]).toEqual([undefined, undefined]);
    expect(linkIn(first, 'next')).toContain('state=draft');
    expect(Buffer.byteLength(first.body ?? '')).toBeLessThan(20 * 1_024);
  });

  it('of a section looks through its state, and leads on and back', async () => {
    for (let number = 0; number < 130; number += 1) {
      desk.setClock(new Date(Date.parse('2026-11-23T12:00:00Z') + number * 100).toISOString());
      await write(`Draft ${number}`, number % 4 === 0 ? 'home' : 'abroad');
    }

    const first = await browser.get('/desk/articles?state=draft&section=home');
    const empty = await browser.get('/desk/articles?state=published&section=home');

    const homes = Array.from({ length: 33 }, (_, index) => `Draft ${128 - index * 4}`);
    expect(headlinesIn(first).slice(0, 25)).toEqual(homes.slice(0, 25));
    const next = linkIn(first, 'next');
    const rest = next ? headlinesIn(await browser.get(next)) : [];
    expect([...headlinesIn(first), ...rest]).toEqual(homes);
    expect(empty.body).toContain('Nothing is here.');
  });

  it('has what every state holds, with what is not published yet', async () => {
    const article = await write('Out');
    await publish(article);
    const copy = await desk.app.request('GET', `/v1/newsroom/articles/${article.id}`, { caller: EDITOR });
    await desk.app.request('PATCH', `/v1/newsroom/articles/${article.id}`, {
      caller: EDITOR,
      body: { headline: 'Out, and better' },
      headers: { 'if-match': copy.headers.etag ?? '' },
    });

    const published = await browser.get('/desk/articles?state=published');
    const withdrawn = await browser.get('/desk/articles?state=withdrawn');

    expect(headlinesIn(published)).toEqual(['Out, and better']);
    expect(published.body).toContain('changes not published');
    expect(headlinesIn(withdrawn)).toEqual([]);
  });

  it('asks DynamoDB twice, once the sections are known', async () => {
    await write('One');
    await browser.get('/desk/articles');
    desk.app.logs.length = 0;

    await browser.get('/desk/articles');

    const [line] = desk.app.logs.filter(({ message }) => message === 'request');
    expect(line?.data.dynamodb?.requests).toBe(2);
  });
});

describe('an article', () => {
  it('shows what is known of it, and what readers would see', async () => {
    const { id } = await write('The <b>ferry</b> & the tide');

    const page = await browser.get(`/desk/articles/${id}`);
    const preview = await browser.get(`/desk/articles/${id}/preview`);

    expect(page.body).toContain('The &lt;b>ferry&lt;/b> &amp; the tide');
    expect(page.body).toContain('Draft');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
    expect(preview.body).toContain('The night boat left on time.');
    expect(preview.headers['cache-control']).toBe('private, no-store');
  });
});

describe.each(LANGUAGES)('the desk in %s', (language) => {
  it('speaks the language of the paper, in its direction', async () => {
    const spoken = await startDesk({ paper: { language } });
    const reader = spoken.browser();
    await reader.signIn('both');

    const pages = [await reader.get('/desk'), await reader.get('/desk/articles'), await reader.get('/desk/comments')];

    for (const { statusCode, body = '' } of pages) {
      expect(statusCode).toBe(200);
      expect(body).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      expect(body).not.toMatch(/undefined|NaN|\[object/);
      expect(await htmlFaults(body)).toEqual([]);
    }
  });
});
