import { describe, expect, it } from 'vitest';
import { defaultSettings, resolveSettings } from '../../functions/comments/settings/resolve.ts';
import { CommentSettings, SectionSettings } from '../../functions/comments/settings/schema.ts';
import { whyClosed } from '../../functions/sections/threadRules.ts';
import { paperWords } from '../../functions/words/words.ts';

const accepts = (changes: object) => ({
  whole: CommentSettings.safeParse({ ...defaultSettings, ...changes }).success,
  section: SectionSettings.safeParse(changes).success,
});
const BOTH = { whole: true, section: true };
const NEITHER = { whole: false, section: false };

const many = (count: number, text = 'w') => Array.from({ length: count }, (_, index) => `${text}${index}`);

describe('the default settings', () => {
  it('are settings', () => {
    const parsed = CommentSettings.parse(defaultSettings);

    expect(parsed).toEqual(defaultSettings);
  });

  it('publish nothing of strangers, ask for no website and send nothing to a third party', () => {
    expect(defaultSettings).toMatchObject({
      moderation: 'proven-published',
      holdFirstComment: true,
      linksAllowed: 1,
      websiteField: false,
      akismet: { enabled: false },
    });
  });
});

describe('settings', () => {
  it.each([
    ['no closing day', { closeAfterDays: null }],
    ['a closing day', { closeAfterDays: 14 }],
    ['every moderation', { moderation: 'all-published' }],
    ['5,000 words in both lists', { holdWords: many(2_500), spamWords: many(2_500) }],
    ['2,000 patterns in both lists', { holdPatterns: many(1_000, 'ab*'), spamPatterns: many(1_000, 'ab*') }],
    ['words of other scripts', { holdWords: ['赌博', 'พนัน', 'don’t', 'e-mail', 'a@b.example', 'a & b'] }],
    ['words with signs', { holdWords: ['.top', '#1', 'http://', 'a$$', 'C++', 'アダルト・サイト'] }],
    ['patterns', { holdPatterns: ['casino*', 'ch??p pi*s', '*coin*', 'мат*'] }],
    ['a domain of the staff', { staffEmails: ['@paper.example', 'desk@paper.example'] }],
    ['no editing', { editMinutes: 0 }],
  ])('may have %s', (_what, changes) => {
    const accepted = accepts(changes);

    expect(accepted).toEqual(BOTH);
  });

  it.each([
    ['a closing day before publication', { closeAfterDays: 0 }],
    ['half a day', { closeAfterDays: 1.5 }],
    ['another moderation', { moderation: 'none' }],
    ['a negative number of links', { linksAllowed: -1 }],
    ['5,001 words in both lists', { holdWords: many(2_500), spamWords: many(2_501) }],
    ['2,001 patterns in both lists', { holdPatterns: many(1_000, 'ab*'), spamPatterns: many(1_001, 'ab*') }],
    ['201 patterns that begin with a wildcard', { holdPatterns: many(100, '*ab'), spamPatterns: many(101, '?ab') }],
    ['lists that fill an item', { holdWords: many(3_000, 'w'.repeat(70)) }],
    ['an empty word', { holdWords: [''] }],
    ['a word that is only punctuation', { holdWords: ['--'] }],
    ['a wildcard among the words', { spamWords: ['casino*'] }],
    ['a regular expression', { holdPatterns: ['cas(ino|ini)+'] }],
    ['a regular expression that looks simple', { holdPatterns: ['casino.*'] }],
    ['a pattern without spaces between words', { holdPatterns: ['*赌博*'] }],
    ['a pattern that matches everything', { spamPatterns: ['*'] }],
    ['a pattern that matches nearly everything', { spamPatterns: ['a*'] }],
    ['a pattern with a word that matches everything', { spamPatterns: ['cheap *'] }],
    ['a name of the staff for an address', { staffEmails: ['Ines Calder'] }],
    ['no window', { rateLimits: { ...defaultSettings.rateLimits, network: { most: 10, seconds: 0 } } }],
    ['one rate of three', { rateLimits: { network: { most: 1, seconds: 1 } } }],
  ])('may not have %s', (_what, changes) => {
    const accepted = accepts(changes);

    expect(accepted).toEqual(NEITHER);
  });

  it('tell what a pattern is when one is refused', () => {
    const { error } = SectionSettings.safeParse({ holdPatterns: ['casino*', '^casino'] });

    expect(error?.issues).toMatchObject([{ path: ['holdPatterns', 1], message: 'pattern' }]);
  });
});

describe('the settings of a section', () => {
  it('are the defaults where nothing was changed', () => {
    const settings = resolveSettings({});

    expect(settings).toEqual(defaultSettings);
  });

  it('are its own, then those of the site, then the defaults', () => {
    const settings = resolveSettings(
      { linksAllowed: 3, maxHours: 48, holdWords: ['site'] },
      { linksAllowed: 0, holdWords: ['section'] },
    );

    expect(settings).toEqual({ ...defaultSettings, linksAllowed: 0, maxHours: 48, holdWords: ['section'] });
  });

  it('are not undone by a field without a value', () => {
    const settings = resolveSettings({ linksAllowed: 3 }, SectionSettings.parse({ linksAllowed: undefined }));

    expect(settings.linksAllowed).toBe(3);
  });

  it('keep the lists they were given, by which compiled lists are remembered', () => {
    const holdWords = ['site'];

    const settings = resolveSettings({ holdWords }, { linksAllowed: 0 });

    expect(settings.holdWords).toBe(holdWords);
  });
});

describe('a thread', () => {
  const article = { publishedAt: '2026-11-01T09:00:00.000Z', commentsOpen: true };
  const closed = (changes: object, at: string, now = article) =>
    whyClosed(now, { ...defaultSettings, ...changes }, new Date(at))?.(paperWords('en'));

  it.each([
    ['years later by default', {}, '2036-11-01T09:00:00.000Z'],
    ['until the last moment', { closeAfterDays: 14 }, '2026-11-15T08:59:59.999Z'],
  ])('is open %s', (_when, changes, at) => {
    const why = closed(changes, at);

    expect(why).toBeUndefined();
  });

  it.each([
    ['from that day on', { closeAfterDays: 14 }, '2026-11-15T09:00:00.000Z', 'closed 14 days after publication'],
    ['where comments are off', { open: false }, '2026-11-02T09:00:00.000Z', 'comments are turned off'],
  ])('is closed %s', (_when, changes, at, expected) => {
    const why = closed(changes, at);

    expect(why).toBe(expected);
  });

  it('is closed by hand', () => {
    const why = closed({}, '2026-11-02T09:00:00.000Z', { ...article, commentsOpen: false });

    expect(why).toBe('closed by hand');
  });
});
