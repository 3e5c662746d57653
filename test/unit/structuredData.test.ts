import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { toArticle } from '../../functions/articles/wire.ts';
import { menuLinks } from '../../functions/pages/menuLinks.ts';
import { alternates, articleMetadata } from '../../functions/pages/metadata.ts';
import { breadcrumbList, jsonLd, newsArticle } from '../../functions/pages/structuredData.ts';
import { NO_PAPER } from '../../functions/sections/menus.ts';
import { aSite as bareSite, titles } from '../support/bareSite.ts';
import { type ArticleChanges, anArticle, NOON } from '../support/builders.ts';
import { schemaOrgProperties } from '../support/vocabulary.ts';

const aSite = { ...bareSite, menus: menuLinks(NO_PAPER, bareSite.title) };

const URL_OF_IT = 'https://broadsheet.example/abroad/the-ferry-sails-again';

const image = {
  url: 'https://images.example/ferry.jpg',
  alt: 'A ferry at night',
  caption: 'The night boat.',
  credit: 'Tom Reid',
  width: 1600,
  height: 900,
};

const aView = (changes: ArticleChanges = {}) =>
  toArticle(anArticle(changes), { count: 12, open: true }, titles, new Date(NOON));

const aFullView = () =>
  aView({ image, updatedAt: NOON, corrections: [{ at: NOON, note: 'It was in dock for eleven days, not ten.' }] });

/** Every thing within, itself included. */
function things(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(things);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(things)];
}

describe('newsArticle', () => {
  it('says all that search engines ask of an article', () => {
    expect(newsArticle(aFullView(), aSite)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      mainEntityOfPage: URL_OF_IT,
      url: URL_OF_IT,
      headline: 'The ferry sails again',
      description: 'After eleven days in dock the night boat is back.',
      image: [
        {
          '@type': 'ImageObject',
          url: 'https://images.example/ferry.jpg',
          width: '1600',
          height: '900',
          caption: 'The night boat.',
          creditText: 'Tom Reid',
        },
      ],
      datePublished: '2026-11-23T09:00:00.000Z',
      dateModified: NOON,
      author: [{ '@type': 'Person', name: 'Ines Calder', url: 'https://broadsheet.example/authors/ines-calder' }],
      publisher: {
        '@type': 'NewsMediaOrganization',
        name: 'The Broadsheet',
        url: 'https://broadsheet.example/',
        logo: { '@type': 'ImageObject', url: 'https://broadsheet.example/assets/logo.svg' },
      },
      articleSection: 'Abroad',
      keywords: ['harbour'],
      inLanguage: 'en-GB',
      wordCount: 6,
      isAccessibleForFree: true,
      commentCount: 12,
      discussionUrl: `${URL_OF_IT}#comments`,
      correction: [
        { '@type': 'CorrectionComment', text: 'It was in dock for eleven days, not ten.', datePublished: NOON },
      ],
    });
  });

  it('is described by its excerpt where there is no standfirst', () => {
    const article = newsArticle(aView({ standfirst: '', excerpt: 'The night boat left on time.' }), aSite);

    expect(article).toMatchObject({ description: 'The night boat left on time.' });
  });

  it('leaves out what an article lacks', () => {
    const article = newsArticle(aView({ standfirst: '' }), aSite);

    expect(Object.keys(article)).toContain('headline');
    expect(Object.keys(article)).not.toContain('description');
    expect(Object.keys(article)).not.toContain('image');
    expect(Object.keys(article)).not.toContain('correction');
  });
});

describe('breadcrumbList', () => {
  it('leads from the front page through the section to the article', () => {
    expect(breadcrumbList(aView(), aSite)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: [
        { '@type': 'ListItem', position: 1, name: 'Broadsheet', item: 'https://broadsheet.example/' },
        { '@type': 'ListItem', position: 2, name: 'Abroad', item: 'https://broadsheet.example/abroad' },
        { '@type': 'ListItem', position: 3, name: 'The ferry sails again', item: URL_OF_IT },
      ],
    });
  });
});

describe('the vocabulary of schema.org', () => {
  it('is found', () => {
    expect(schemaOrgProperties('NewsArticle')).toContain('dateline');
    expect(schemaOrgProperties('NewsArticle')).toContain('headline');
    expect(schemaOrgProperties('NewsArticle')).not.toContain('heading');
  });

  it.each([
    ['newsArticle', newsArticle(aFullView(), aSite)],
    ['breadcrumbList', breadcrumbList(aFullView(), aSite)],
  ])('knows every property of %s and of all within', (_, thing) => {
    const unknown = things(thing).flatMap(({ '@type': type, ...properties }) =>
      Object.keys(properties)
        .filter((name) => name !== '@context' && !schemaOrgProperties(String(type)).has(name))
        .map((name) => `${type}.${name}`),
    );

    expect(unknown).toEqual([]);
  });
});

describe('jsonLd', () => {
  it('cannot end its script element, and gives every character back', () => {
    const headline = '</script><script>alert(1)</script><!-- ]]> & 🚢 \u2028 שלום';

    const text = jsonLd(newsArticle(aView({ headline }), aSite), breadcrumbList(aView({ headline }), aSite));
    const fragment = parseFragment(`<script type="application/ld+json">${text}</script>`);

    expect(text).not.toContain('<');
    expect(fragment.childNodes).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject([{ headline }, { '@type': 'BreadcrumbList' }]);
  });
});

describe('articleMetadata', () => {
  it('is Open Graph’s, and a large card with the image', () => {
    expect(articleMetadata(aFullView(), aSite)).toEqual([
      { name: 'description', content: 'After eleven days in dock the night boat is back.' },
      { name: 'author', content: 'Ines Calder' },
      { property: 'og:type', content: 'article' },
      { property: 'og:title', content: 'The ferry sails again' },
      { property: 'og:description', content: 'After eleven days in dock the night boat is back.' },
      { property: 'og:url', content: URL_OF_IT },
      { property: 'og:site_name', content: 'Broadsheet' },
      { property: 'og:locale', content: 'en_GB' },
      { property: 'og:image', content: 'https://images.example/ferry.jpg' },
      { property: 'og:image:width', content: '1600' },
      { property: 'og:image:height', content: '900' },
      { property: 'og:image:alt', content: 'A ferry at night' },
      { property: 'article:published_time', content: '2026-11-23T09:00:00.000Z' },
      { property: 'article:modified_time', content: NOON },
      { property: 'article:section', content: 'Abroad' },
      { property: 'article:author', content: 'https://broadsheet.example/authors/ines-calder' },
      { property: 'article:tag', content: 'harbour' },
      { name: 'twitter:card', content: 'summary_large_image' },
    ]);
  });

  it('is a small card with the icon, which is a PNG, where there is no image, and says nothing empty', () => {
    const metadata = articleMetadata(aView({ standfirst: '', language: 'cy' }), aSite);

    expect(metadata).toContainEqual({
      property: 'og:image',
      content: 'https://broadsheet.example/assets/icon-512.png',
    });
    expect(metadata).toContainEqual({ name: 'twitter:card', content: 'summary' });
    expect(metadata.map((each) => ('name' in each ? each.name : each.property))).not.toEqual(
      expect.arrayContaining(['description']),
    );
    expect(metadata.filter(({ content }) => content === '')).toEqual([]);
  });
});

describe('alternates', () => {
  it('are the translations and the article itself', () => {
    const translations = [{ language: 'cy', url: 'https://cy.broadsheet.example/tramor/y-fferi' }];

    expect(alternates(aView({ translations }), aSite)).toEqual([
      { rel: 'alternate', hreflang: 'en-GB', href: URL_OF_IT },
      { rel: 'alternate', hreflang: 'cy', href: 'https://cy.broadsheet.example/tramor/y-fferi' },
    ]);
  });

  it('are none for an article that has no translation', () => {
    expect(alternates(aView(), aSite)).toEqual([]);
  });
});
