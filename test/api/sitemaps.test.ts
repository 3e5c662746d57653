import { beforeAll, describe, expect, it } from 'vitest';
import { type App, ORIGIN, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING } from '../support/builders.ts';
import { spent } from '../support/reading.ts';
import { schemaFaults } from '../support/xml.ts';

const LATER = '2026-11-23T15:00:00.000Z';
const JUST_BEFORE = '2026-11-23T14:59:59.999Z';
const NOON = '2026-11-23T12:00:00.000Z';
const PUBLIC = 'public, max-age=10, s-maxage=20, stale-while-revalidate=10';

const addressesIn = ({ body = '' }: { body?: string | undefined }) =>
  [...body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = '']) => address.replace(ORIGIN, ''));

async function startPaper(): Promise<App> {
  const app = await startApp();
  const publish = (slug: string, publishedAt: string) =>
    app.publication.publish(anArticle({ slug, publishedAt, headline: slug }), undefined);
  await publish('first', '2026-09-10T09:00:00.000Z');
  await publish('september-ends', '2026-09-30T22:59:59.999Z');
  await publish('october-begins', '2026-09-30T23:00:00.000Z');
  await publish('two-days-old', '2026-11-21T12:00:00.000Z');
  await publish('older-than-that', '2026-11-21T11:59:59.999Z');
  await publish('ferry', MORNING);
  await publish('later', LATER);
  const gone = anArticle({ slug: 'gone' });
  await app.publication.publish(gone, undefined);
  await app.publication.withdraw(gone, MORNING);
  await app.get('/v1/sections');
  return app;
}

let app: App;

beforeAll(async () => {
  app = await startPaper();
});

const FILES = [
  ['/sitemap.xml', 'application/xml; charset=utf-8', 1],
  ['/sitemaps/sections.xml', 'application/xml; charset=utf-8', 0],
  ['/sitemaps/2026-09.xml', 'application/xml; charset=utf-8', 2],
  ['/sitemap-news.xml', 'application/xml; charset=utf-8', 1],
  ['/robots.txt', 'text/plain; charset=utf-8', 0],
  ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', 0],
] as const;

describe.each(FILES)('GET %s', (path, type, requests) => {
  it('is what it is called, and cacheable', async () => {
    const answer = await app.get(path);

    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': type, 'cache-control': PUBLIC } });
    expect(answer).not.toHaveProperty('cookies');
    expect(answer.headers).not.toHaveProperty('vary');
  });

  it('answers 304 to who has it, HEAD with the same headers, and the same to any query', async () => {
    const first = await app.get(path);

    const again = await app.get(path, { headers: { 'if-none-match': first.headers.etag ?? '' } });
    const head = await app.request('HEAD', path);
    const odd = await app.get(`${path}?page=2&cursor=zzz`);

    expect(again).toMatchObject({ statusCode: 304, headers: { etag: first.headers.etag } });
    expect(head).toMatchObject({ statusCode: 200, headers: first.headers, body: '' });
    expect(odd.body).toBe(first.body);
  });

  it(`asks DynamoDB ${requests} times`, async () => {
    await app.get(path, READ_ANEW);

    expect(spent(app)?.requests ?? 0).toBe(requests);
  });
});

describe('the sitemap', () => {
  it('lists every month from the first article’s to this one, and each of its files is there', async () => {
    const index = await app.get('/sitemap.xml');

    const files = addressesIn(index);
    expect(await schemaFaults(index.body ?? '', 'siteindex')).toEqual([]);
    expect(files).toEqual(['sections', '2026-11', '2026-10', '2026-09'].map((name) => `/sitemaps/${name}.xml`));
    for (const file of files) {
      const { statusCode, body = '' } = await app.get(file);
      expect([statusCode, await schemaFaults(body, 'sitemap')]).toEqual([200, []]);
    }
  });

  it('names pages that are there', async () => {
    const files = addressesIn(await app.get('/sitemap.xml'));
    const pages = (await Promise.all(files.map((file) => app.get(file)))).flatMap(addressesIn);

    const answers = await Promise.all(pages.map((page) => app.get(page)));

    expect(pages).toContain('/abroad/ferry');
    expect(pages).not.toContain('/abroad/gone');
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 200));
  });

  it('puts each article into the file of its month, newest first', async () => {
    const [september, october] = await Promise.all(
      ['2026-09', '2026-10'].map((month) => app.get(`/sitemaps/${month}.xml`)),
    );

    expect(addressesIn(september ?? {})).toEqual(['/archive/2026-09', '/abroad/september-ends', '/abroad/first']);
    expect(addressesIn(october ?? {})).toEqual(['/archive/2026-10', '/abroad/october-begins']);
    expect(september?.body).toContain('<lastmod>2026-09-10T09:00:00.000Z</lastmod>');
  });

  it('has months and days by the paper’s clock, and no page of a month without articles', async () => {
    const paper = await startApp({ paper: { timeZone: 'Pacific/Auckland' } });
    const published = '2026-09-30T11:30:00.000Z';
    await paper.publication.publish(anArticle({ slug: 'ferry', publishedAt: published }), undefined);

    const files = addressesIn(await paper.get('/sitemap.xml'));
    const months = await Promise.all(['2026-10', '2026-11'].map((month) => paper.get(`/sitemaps/${month}.xml`)));
    const pages = await Promise.all(['2026-09', '2026-10'].map((month) => paper.get(`/archive/${month}`)));

    expect(files).toEqual(['sections', '2026-11', '2026-10'].map((name) => `/sitemaps/${name}.xml`));
    expect(months.map(addressesIn)).toEqual([['/archive/2026-10', '/abroad/ferry'], ['/']]);
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([404, 200]);
    expect(pages[1]?.body).toContain('/abroad/ferry');
  });

  it('has a file for each day where the settings say so', async () => {
    const daily = await startApp({ paper: { sitemaps: { byDay: true } } });
    await daily.publication.publish(anArticle({ slug: 'ferry', publishedAt: '2026-11-21T09:00:00.000Z' }), undefined);

    const files = addressesIn(await daily.get('/sitemap.xml'));
    const day = await daily.get('/sitemaps/2026-11-21.xml');

    expect(files).toEqual(
      ['sections', '2026-11-23', '2026-11-22', '2026-11-21'].map((each) => `/sitemaps/${each}.xml`),
    );
    expect(addressesIn(day)).toEqual(['/archive/2026-11', '/abroad/ferry']);
  });

  it('of a paper without articles has its sections', async () => {
    const empty = await startApp();

    const index = await empty.get('/sitemap.xml');
    const sections = await empty.get('/sitemaps/sections.xml');
    const month = await empty.get('/sitemaps/2026-11.xml');

    expect(addressesIn(index)).toEqual(['/sitemaps/sections.xml']);
    expect(addressesIn(sections)).toEqual(['/', '/abroad', '/home']);
    expect(month.statusCode).toBe(404);
  });

  it.each([
    ['2026-08.xml'],
    ['2026-12.xml'],
    ['2026-13.xml'],
    ['9999-12.xml'],
    ['2026-11'],
    ['2026-11.xml.gz'],
    ['2026-02-30.xml'],
    ['..%2F2026-11.xml'],
    ['%00'],
    ['__proto__'],
    [`${'1'.repeat(5_000)}.xml`],
  ])('has no file %s', async (file) => {
    expect((await app.get(`/sitemaps/${file}`)).statusCode).toBe(404);
  });
});

describe('the news sitemap', () => {
  it('holds the last two days, to the millisecond', async () => {
    const answer = await app.get('/sitemap-news.xml');

    expect(await schemaFaults(answer.body ?? '', 'sitemap')).toEqual([]);
    expect(addressesIn(answer)).toEqual(['/abroad/ferry', '/abroad/two-days-old']);
    expect(answer.body).toContain('<news:title>ferry</news:title>');
  });
});

describe('an article that is scheduled', () => {
  it.each(['/sitemaps/2026-11.xml', '/sitemap-news.xml'])(
    'is in %s at its instant, and not a millisecond before',
    async (path) => {
      app.setClock(JUST_BEFORE);
      const before = addressesIn(await app.get(path));
      app.setClock(LATER);
      const at = addressesIn(await app.get(path));
      app.setClock(NOON);

      expect(before).not.toContain('/abroad/later');
      expect(at).toContain('/abroad/later');
    },
  );
});

describe('robots.txt', () => {
  it('names the sitemaps, and what is to be left alone', async () => {
    expect((await app.get('/robots.txt')).body).toBe(
      [
        'User-agent: *',
        'Disallow: /v1/',
        'Disallow: /comments/',
        `Sitemap: ${ORIGIN}/sitemap.xml`,
        `Sitemap: ${ORIGIN}/sitemap-news.xml`,
        '',
      ].join('\n'),
    );
  });
});

describe('security.txt', () => {
  const path = '/.well-known/security.txt';

  it('names the contact of the settings', async () => {
    const named = await startApp({ paper: { security: { contacts: ['mailto:security@broadsheet.example'] } } });

    const answer = await named.get(path);

    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(answer.body).toContain('Contact: mailto:security@broadsheet.example\n');
    expect(answer.body).toContain(`Canonical: ${ORIGIN}${path}\n`);
  });

  it('is not there where they have none', async () => {
    expect((await app.get(path)).statusCode).toBe(404);
  });
});

describe('the manifest', () => {
  it('names icons that are there', async () => {
    const { json } = await app.get('/manifest.webmanifest');

    const icons = await Promise.all(json.icons.map(({ src }: { src: string }) => app.get(src)));

    expect(icons).toHaveLength(3);
    expect(icons.map(({ headers }) => headers['content-type'])).toEqual(
      json.icons.map(({ type }: { type: string }) => type),
    );
  });
});
