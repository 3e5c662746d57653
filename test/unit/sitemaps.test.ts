import { Readable } from 'node:stream';
import { parseSitemap } from 'sitemap';
import { describe, expect, it } from 'vitest';
import { sectionNames } from '../../functions/sections/names.ts';
import type { Input } from '../../functions/shared/api/route.ts';
import { renderManifest } from '../../functions/sitemaps/manifest.ts';
import { PART_LIMIT, parsePart, partsBetween, type SitemapPart } from '../../functions/sitemaps/parts.ts';
import { readSitemaps } from '../../functions/sitemaps/read.ts';
import { renderRobots } from '../../functions/sitemaps/robots.ts';
import type { sitemapRoutes } from '../../functions/sitemaps/routes.ts';
import { renderSecurityText } from '../../functions/sitemaps/securityText.ts';
import {
  NEWS_LIMIT,
  newsSince,
  renderNewsSitemap,
  renderSectionSitemap,
  renderSitemap,
  renderSitemapIndex,
} from '../../functions/sitemaps/sitemap.ts';
import { aSite } from '../support/bareSite.ts';
import { anArticle, MORNING, NOON } from '../support/builders.ts';
import { aTheme } from '../support/views.ts';
import { schemaFaults } from '../support/xml.ts';

const now = new Date(NOON);
const november: SitemapPart = {
  name: '2026-11',
  month: '2026-11',
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-01T00:00:00.000Z',
};
const HOSTILE = ']]> & <news:title>🚢</news:title> \u0001שלום';

const read = (xml: string) => parseSitemap(Readable.from([xml]));
const addresses = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);

describe('partsBetween', () => {
  it('is each month from the first article to now, newest first, whether it has articles or not', () => {
    expect(partsBetween('2026-08-31T23:59:59.999Z', now, 'UTC')).toEqual(['2026-11', '2026-10', '2026-09', '2026-08']);
  });

  it('is one month for a paper that began in it, down to its first millisecond', () => {
    expect(partsBetween(NOON, now, 'UTC')).toEqual(['2026-11']);
    expect(partsBetween('2026-11-01T00:00:00.000Z', new Date('2026-11-01T00:00:00.000Z'), 'UTC')).toEqual(['2026-11']);
  });

  it('crosses a year', () => {
    expect(partsBetween('2025-12-01T00:00:00.000Z', new Date('2026-01-31T00:00:00.000Z'), 'UTC')).toEqual([
      '2026-01',
      '2025-12',
    ]);
  });

  it('splits a crowded month into the days that are past, from the first article’s', () => {
    expect(partsBetween('2026-10-29T10:00:00.000Z', new Date('2026-11-02T00:00:00.000Z'), 'UTC', () => true)).toEqual([
      ...['2026-11-02', '2026-11-01', '2026-10-31', '2026-10-30', '2026-10-29'],
    ]);
  });

  it('leaves other months whole', () => {
    const parts = partsBetween('2026-09-01T00:00:00.000Z', now, 'UTC', (month) => month === '2026-10');

    expect(parts).toEqual([
      '2026-11',
      ...Array.from({ length: 31 }, (_, day) => `2026-10-${31 - day}`.replace(/-(\d)$/, '-0$1')),
      '2026-09',
    ]);
  });

  it('covers every instant once', () => {
    const parts = partsBetween('2026-09-15T00:00:00.000Z', now, 'Europe/London', (month) => month === '2026-10')
      .toReversed()
      .map((name) => parsePart(`${name}.xml`, 'Europe/London'));

    expect(parts.every((part) => part !== undefined)).toBe(true);
    expect(parts.slice(1).map((part) => part?.from)).toEqual(parts.slice(0, -1).map((part) => part?.to));
  });
});

describe('parsePart', () => {
  it('takes a month and a day', () => {
    expect(parsePart('2026-11.xml', 'UTC')).toEqual(november);
    expect(parsePart('2024-02-29.xml', 'UTC')).toEqual({
      name: '2024-02-29',
      month: '2024-02',
      from: '2024-02-29T00:00:00.000Z',
      to: '2024-03-01T00:00:00.000Z',
    });
    expect(parsePart('2026-12.xml', 'UTC')?.to).toBe('2027-01-01T00:00:00.000Z');
  });

  it.each([
    '2026-13.xml',
    '2026-00.xml',
    '2026-02-29.xml',
    '2026-11-31.xml',
    '2026-11',
    '2026.xml',
    '2026-11.xml.gz',
    '',
  ])('knows no part %j', (file) => {
    expect(parsePart(file, 'UTC')).toBeUndefined();
  });
});

describe('a file of the sitemap that more articles belong into than it holds', () => {
  /** The file of a month with so many articles, and what was logged about it. */
  async function monthOf(count: number) {
    const warnings: object[] = [];
    const articles = Array.from({ length: count }, (_, number) => anArticle({ slug: `article-${number}` }));
    const operations = readSitemaps({
      archive: { begin: async () => MORNING, outline: async ({ most }) => articles.slice(0, most) },
      sections: { all: async () => [], names: async () => sectionNames([]), pages: async () => [] },
      theme: aTheme,
      clock: () => now,
      indexed: true,
      log: { warn: (message, data) => void warnings.push({ message, ...data }) },
    });
    const request = { origin: aSite.origin } as Input<typeof sitemapRoutes.readSitemap>['request'];
    const file = { params: { file: '2026-11.xml' }, query: undefined, headers: undefined, body: undefined, request };
    return { addresses: addresses(String(await operations.readSitemap(file))), warnings };
  }

  it('has the newest of them, and says in the log that others are missing', async () => {
    const { addresses, warnings } = await monthOf(PART_LIMIT + 1);

    expect(addresses).toHaveLength(1 + PART_LIMIT);
    expect(addresses.at(-1)).toContain(`/article-${PART_LIMIT - 1}`);
    expect(warnings).toEqual([{ message: 'sitemap file is full', part: '2026-11' }]);
  });

  it('is none as long as they all have room', async () => {
    const { addresses, warnings } = await monthOf(PART_LIMIT);

    expect([addresses.length, warnings]).toEqual([1 + PART_LIMIT, []]);
  });
});

describe('renderSitemapIndex', () => {
  it('follows the schema and names each part', async () => {
    const xml = renderSitemapIndex(['2026-11', '2026-10-31'], aSite);

    expect(await schemaFaults(xml, 'siteindex')).toEqual([]);
    expect(addresses(xml)).toEqual([
      'https://broadsheet.example/sitemaps/sections.xml',
      'https://broadsheet.example/sitemaps/2026-11.xml',
      'https://broadsheet.example/sitemaps/2026-10-31.xml',
    ]);
  });

  it('follows it before anything is published', async () => {
    expect(await schemaFaults(renderSitemapIndex([], aSite), 'siteindex')).toEqual([]);
  });
});

describe('renderSectionSitemap', () => {
  it('follows the schema and names the front page and the sections', async () => {
    const xml = renderSectionSitemap([{ name: 'abroad' }, { name: 'at-home' }], [], aSite);

    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
    expect((await read(xml)).map(({ url }) => url)).toEqual([
      'https://broadsheet.example/',
      'https://broadsheet.example/abroad',
      'https://broadsheet.example/at-home',
    ]);
  });
});

describe('renderSitemap', () => {
  it('follows the schema and names the articles with their last change', async () => {
    const xml = renderSitemap(november, [anArticle({ updatedAt: NOON }), anArticle({ slug: 'tides' })], aSite);

    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
    expect(await read(xml)).toMatchObject([
      { url: 'https://broadsheet.example/archive/2026-11' },
      { url: 'https://broadsheet.example/abroad/the-ferry-sails-again', lastmod: NOON },
      { url: 'https://broadsheet.example/abroad/tides', lastmod: '2026-11-23T09:00:00.000Z' },
    ]);
  });

  it('follows it for a month in which nothing was published', async () => {
    expect(await schemaFaults(renderSitemap(november, [], aSite), 'sitemap')).toEqual([]);
  });

  it('has room for a full part in what a function may answer, 6 MB, and in what the protocol allows', async () => {
    const longest = anArticle({ section: 's'.repeat(40), slug: 'a'.repeat(120) });
    const site = { ...aSite, origin: `https://${'o'.repeat(50)}.example` };

    const xml = renderSitemap(november, Array<typeof longest>(PART_LIMIT).fill(longest), site);

    expect(Buffer.byteLength(JSON.stringify(xml))).toBeLessThan(6 * 1024 * 1024);
    expect(addresses(xml).length).toBeLessThanOrEqual(50_000);
    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
  });
});

describe('renderNewsSitemap', () => {
  it('follows the schemas of sitemaps and of news', async () => {
    const xml = renderNewsSitemap([anArticle(), anArticle({ slug: 'tides', language: 'cy' })], aSite, now);

    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
    expect(await read(xml)).toMatchObject([
      {
        url: 'https://broadsheet.example/abroad/the-ferry-sails-again',
        news: {
          publication: { name: 'The Broadsheet', language: 'en' },
          publication_date: '2026-11-23T09:00:00.000Z',
          title: 'The ferry sails again',
        },
      },
      { url: 'https://broadsheet.example/abroad/tides', news: { publication: { language: 'cy' } } },
    ]);
  });

  it('gives hostile text back but for what XML cannot hold', async () => {
    const xml = renderNewsSitemap([anArticle({ headline: HOSTILE })], aSite, now);

    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
    expect((await read(xml))[0]?.news?.title).toBe(HOSTILE.replace('\u0001', ''));
  });

  it('ends after two days', () => {
    const since = newsSince(now);
    const just = anArticle({ slug: 'just', publishedAt: since });
    const past = anArticle({ slug: 'past', publishedAt: '2026-11-21T11:59:59.999Z' });

    expect(since).toBe('2026-11-21T12:00:00.000Z');
    expect(addresses(renderNewsSitemap([just, past], aSite, now))).toEqual(['https://broadsheet.example/abroad/just']);
  });

  it('holds the first thousand', () => {
    const articles = Array.from({ length: NEWS_LIMIT + 1 }, (_, index) => anArticle({ slug: `a-${index}` }));

    expect(addresses(renderNewsSitemap(articles, aSite, now)).at(-1)).toBe('https://broadsheet.example/abroad/a-999');
  });

  it('may be empty', async () => {
    expect(await read(renderNewsSitemap([], aSite, now))).toEqual([]);
  });

  it.each([
    ['zh-CN', 'zh-cn'],
    ['zh', 'zh-cn'],
    ['zh-Hant-HK', 'zh-tw'],
    ['zh-TW', 'zh-tw'],
    ['pt-BR', 'pt'],
    ['fil', 'fil'],
  ])('names the language %s as Google does: %s', async (language, named) => {
    const xml = renderNewsSitemap([anArticle({ language })], aSite, now);

    expect((await read(xml))[0]?.news?.publication.language).toBe(named);
    expect(await schemaFaults(xml, 'sitemap')).toEqual([]);
  });
});

describe('renderRobots', () => {
  it('lets all in but to the API and to comments of one’s own, and names the sitemaps', () => {
    expect(renderRobots({ indexed: true }, aSite)).toBe(
      `User-agent: *
Disallow: /v1/
Disallow: /comments/
Sitemap: https://broadsheet.example/sitemap.xml
Sitemap: https://broadsheet.example/sitemap-news.xml
`,
    );
  });

  it('lets nobody in where a site is not to be found', () => {
    expect(renderRobots({ indexed: false }, aSite)).toBe('User-agent: *\nDisallow: /\n');
  });
});

describe('renderSecurityText', () => {
  const text = (at: string) =>
    renderSecurityText(
      { contacts: ['mailto:security@broadsheet.example', 'https://broadsheet.example/report'] },
      aSite,
      new Date(at),
    );

  it('holds what RFC 9116 demands', () => {
    expect(text(NOON)).toBe(
      `Contact: mailto:security@broadsheet.example
Contact: https://broadsheet.example/report
Expires: 2027-05-22T00:00:00.000Z
Preferred-Languages: en-GB
Canonical: https://broadsheet.example/.well-known/security.txt
`,
    );
  });

  it('is the same all day', () => {
    expect(text('2026-11-23T00:00:00.000Z')).toBe(text('2026-11-23T23:59:59.999Z'));
  });

  it('names a policy where there is one', () => {
    const withPolicy = renderSecurityText(
      { contacts: ['mailto:a@b.example'], policy: 'https://b.example/policy' },
      aSite,
      now,
    );

    expect(withPolicy).toContain('\nPolicy: https://b.example/policy\n');
  });

  it('refuses a contact that is no address, as soon as it is rendered', () => {
    expect(() => renderSecurityText({ contacts: ['security@b.example'] }, aSite, now)).toThrow(TypeError);
  });
});

describe('renderManifest', () => {
  it('names the site, where it starts and its icons', () => {
    const icons = [{ src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml' }];

    const manifest = renderManifest(
      { shortTitle: 'Broadsheet', themeColor: '#ffffff', backgroundColor: '#fffdf8', icons },
      aSite,
    );

    expect(JSON.parse(manifest)).toEqual({
      id: '/',
      name: 'Broadsheet',
      short_name: 'Broadsheet',
      description: 'News from a small harbour.',
      lang: 'en-GB',
      start_url: '/',
      scope: '/',
      display: 'browser',
      theme_color: '#ffffff',
      background_color: '#fffdf8',
      icons,
    });
  });
});
