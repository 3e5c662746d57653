import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArticleSlug, AuthorSlug } from '../../functions/articles/schema.ts';
import {
  auditEntryKeys,
  auditKey,
  dayPartition,
  daySortKey,
  isAuditSortKey,
  isDaySortKey,
} from '../../functions/audit/keys.ts';
import { bylineOf } from '../../functions/newsroom/articles/byline.ts';
import { proposeSlugs } from '../../functions/newsroom/articles/content.ts';
import {
  claimKey,
  copyKey,
  creationKey,
  isRevisionSortKey,
  isStatusSortKey,
  revisionKey,
  statusPartition,
  statusSortKey,
} from '../../functions/newsroom/articles/keys.ts';
import {
  formerAddressKey,
  formerId,
  formerIdsAt,
  isRedirectSortKey,
  MOVING,
  parseFormerAddressKey,
  redirectEntryKey,
} from '../../functions/newsroom/keys.ts';
import { RESERVED } from '../../functions/shared/reserved.ts';
import { NOON } from '../support/builders.ts';

const ID = 'b04c7eeb-1a39-4a4b-b163-49fef93c9628';

describe('the keys of the list of redirects', () => {
  it('are read as they were built, and an address is never taken for what has moved', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MOVING), fc.stringMatching(/^[\p{L}\p{N}]{1,20}$/u), (kind, name) => {
        const id = formerId(kind, name);
        expect(parseFormerAddressKey(formerAddressKey(id).sk)).toBe(id);
        expect(isRedirectSortKey(formerAddressKey(id).sk)).toBe(true);
        expect(parseFormerAddressKey(redirectEntryKey(`/${name}`).sk)).toBeUndefined();
        expect(isRedirectSortKey(`/${name}`)).toBe(true);
      }),
    );
    expect(['MOVED#', 'MOVED#ferry', 'MOVED#tag:ferry', 'ferry'].filter(isRedirectSortKey)).toEqual([]);
    expect(formerIdsAt('/abroad/ferry')).toEqual(['article:ferry']);
    expect(formerIdsAt('/authors/ines')).toEqual(['author:ines']);
    expect(formerIdsAt('/d%C3%BCnen')).toEqual(['section:dünen', 'page:dünen']);
    expect(formerIdsAt('/a/b/c')).toEqual([]);
  });
});

describe('the keys of the newsroom', () => {
  it('are these', () => {
    const keys = {
      copy: copyKey(ID),
      revision: revisionKey(ID, 7),
      claim: claimKey('the-ferry'),
      creation: creationKey('a-digest'),
      act: auditKey(ID, NOON, 12),
      status: [statusPartition('released'), statusSortKey(NOON, ID)],
      day: [dayPartition('2026-11-23'), daySortKey(NOON, ID, 12)],
    };

    expect(keys).toEqual({
      copy: { pk: `ARTICLE#${ID}`, sk: 'REVISION#LATEST' },
      revision: { pk: `ARTICLE#${ID}`, sk: 'REVISION#000007' },
      claim: { pk: 'SLUG#the-ferry', sk: 'CLAIM' },
      creation: { pk: 'CREATION#a-digest', sk: 'GUARD' },
      act: { pk: `ARTICLE#${ID}`, sk: `AUDIT#${NOON}#000012` },
      status: ['ARTICLE#released', `${NOON}#${ID}`],
      day: ['AUDIT#2026-11-23', `${NOON}#${ID}#000012`],
    });
  });

  it.each([
    ['revision', isRevisionSortKey, revisionKey(ID, 7).sk],
    ['act', isAuditSortKey, auditKey(ID, NOON, 7).sk],
    ['status', isStatusSortKey, statusSortKey(NOON, ID)],
    ['day', isDaySortKey, daySortKey(NOON, ID, 7)],
  ] as const)('of a %s are known again, and nothing else is', (_what, isKey, key) => {
    const foreign = [
      '',
      '#',
      '~',
      'REVISION#LATEST',
      `${key}#`,
      `${key}~`,
      `x${key}`,
      key.slice(0, -1),
      key.toLowerCase(),
      `${key}\n`,
    ];

    const known = [key, ...foreign.filter((each) => each !== key)].filter(isKey);

    expect(known).toEqual([key]);
  });

  it('keep acts on other things than articles by themselves, and among those of their day', () => {
    const act = { kind: 'section', article: null, name: 'home', at: NOON, version: 3 } as const;

    const keys = [auditEntryKeys(act), auditEntryKeys({ ...act, kind: 'settings', name: null })];

    expect(keys).toEqual([
      {
        pk: 'ACTS#section/home',
        sk: `AUDIT#${NOON}#000003`,
        status: 'AUDIT#2026-11-23',
        statusSince: `${NOON}#section/home#000003`,
      },
      {
        pk: 'ACTS#settings/',
        sk: `AUDIT#${NOON}#000003`,
        status: 'AUDIT#2026-11-23',
        statusSince: `${NOON}#settings/#000003`,
      },
    ]);
    expect(keys.every(({ statusSince }) => isDaySortKey(statusSince))).toBe(true);
    expect(isDaySortKey(auditEntryKeys({ ...act, kind: 'front', name: 'наука' }).statusSince)).toBe(true);
    expect([`${NOON}#a/b/c#000003`, `${NOON}#Section/x#000003`, `${NOON}#/#000003`].filter(isDaySortKey)).toEqual([]);
  });

  it('order the revisions of an article as their numbers', () => {
    const numbers = [100, 9, 99, 10, 1];

    const sorted = numbers.map((number) => revisionKey(ID, number).sk).toSorted();

    expect(sorted).toEqual([1, 9, 10, 99, 100].map((number) => revisionKey(ID, number).sk));
  });
});

describe('the slugs proposed for a headline', () => {
  it.each([
    ['Ferry über Århus', 'ferry-ueber-arhus'],
    ['Łódź, Þingvellir & Ærø: a “tour”', 'lodz-thingvellir-and-aero-a-tour'],
    ['Сто лет моста', 'сто-лет-моста'],
    ['Саммит20 и G20саммит, саммит20g', 'саммит20-и-g20-саммит-саммит-20g'],
    ['Ꜣ36一, 一36Ꜣ', 'ꜣ36-一-一-36ꜣ'],
    ['Articles', 'article-articles'],
    ['🚢', 'article'],
    ['—', 'article'],
    [
      `${'Nine words and a half '.repeat(9)}`.trim(),
      'nine-words-and-a-half-nine-words-and-a-half-nine-words-and-a-half-nine-words-and',
    ],
    ['x'.repeat(200), 'x'.repeat(80)],
  ])('of %s start with %s', (headline, expected) => {
    const { proposals } = proposeSlugs(headline, ID, 'en-GB');

    expect(proposals.slice(0, 3)).toEqual([expected, `${expected}-2`, `${expected}-3`]);
  });

  it('are slugs that an address can hold and no page of the site has, whatever the headline', () => {
    const headlines = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.constantFrom(...RESERVED),
    );

    const check = () =>
      fc.assert(
        fc.property(headlines, fc.constantFrom('en', 'de', 'sv', 'tr', 'ja', 'ar', 'no'), (headline, language) => {
          const { proposals, lastResort } = proposeSlugs(headline, ID, language);
          return [...proposals, lastResort].every((slug) => ArticleSlug.safeParse(slug).success && !RESERVED.has(slug));
        }),
      );

    expect(check).not.toThrow();
  });
});

describe('the slug of a headline', () => {
  it.each([
    ['de', 'Ärger über Öl', 'aerger-ueber-oel'],
    ['sv', 'Ärger över öl', 'arger-over-ol'],
    ['fi', 'Äiti ja öljy', 'aiti-ja-oljy'],
    ['da', 'Ærø & Århus', 'aeroe-and-aarhus'],
    ['nn', 'Ærø', 'aeroe'],
    ['tr', 'İstanbul’da ışık', 'istanbul-da-isik'],
    ['es', 'Ñandú y pingüino', 'nandu-y-pinguino'],
    ['pl', 'Łódź', 'lodz'],
    ['vi', 'Đặng Thị', 'dang-thi'],
    ['en', 'Conway’s Ｌａｗ', 'conways-law'],
    ['ru', 'iPhone для всех: 5 причин', 'iphone-для-всех-5-причин'],
    ['ru', 'Новый год', 'новый-год'],
    ['el', 'Το νέο', 'το-νέο'],
    ['ja', 'ガラパゴス・データ', 'ガラパゴス-データ'],
    ['ja', 'ｶﾞﾗﾊﾟｺﾞｽ', 'ガラパゴス'],
    ['zh', '港口重新开放', '港口重新开放'],
    ['ko', '한국 뉴스', '한국-뉴스'],
    ['hi', 'हिन्दी में समाचार', 'हिन्दी-में-समाचार'],
    ['th', 'ท่าเรือเปิด', 'ท่าเรือเปิด'],
    ['ar', 'أخبارُ اليومِ', 'أخبار-اليوم'],
    ['fa', 'می\u200cخواهم', 'میخواهم'],
    ['he', 'שלום עולם', 'שלום-עולם'],
  ])('in %s, %s, is %s', (language, headline, expected) => {
    const [slug] = proposeSlugs(headline, ID, language).proposals;

    expect(slug).toBe(expected);
  });
});

describe('the slug of an author', () => {
  it('is none, or one that an address can hold, whatever the name', () => {
    const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.constant('ß'.repeat(100)));

    const check = () =>
      fc.assert(
        fc.property(names, (name) =>
          bylineOf([name]).every(({ slug }) => slug === '' || AuthorSlug.safeParse(slug).success),
        ),
      );

    expect(check).not.toThrow();
  });
});
