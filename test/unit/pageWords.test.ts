import { describe, expect, it } from 'vitest';
import { createCommenterMail } from '../../functions/commenters/mail.ts';
import { createCommentMail } from '../../functions/comments/submitting/mail.ts';
import { createCommentTokens } from '../../functions/comments/submitting/tokens.ts';
import { renderCommentFeed } from '../../functions/feeds/rss.ts';
import { renderMessage, renderReply } from '../../functions/pages/render.tsx';
import { createSignedTokens } from '../../functions/shared/signedToken.ts';
import type { Words } from '../../functions/words/en.ts';
import { directionOf, LANGUAGES } from '../../functions/words/languages.ts';
import { paperWords } from '../../functions/words/words.ts';
import { aFeedItem, aSite as bareSite } from '../support/bareSite.ts';
import { aHeldComment, NOON } from '../support/builders.ts';
import { everyWord, ownLetters } from '../support/everyWord.ts';
import { madeUp } from '../support/madeUp.ts';
import { pages, textsOfMenus, views, withTexts } from '../support/pageViews.ts';
import { aComment, aForm, aSite } from '../support/views.ts';
import { latinWords, visibleTexts } from '../support/visibleText.ts';

const siteIn = (language: string, words: Words = paperWords(language)): typeof aSite => ({
  ...aSite,
  title: '報',
  settings: { ...aSite.settings, title: '報', description: '報', publisher: '報', language },
  words,
  ...textsOfMenus('字', '報'),
});
/** A view whose every text is in no language of ours, of articles in a language; without the reference, which is in English. */
function wordless<Value>(value: Value, language: string, key = ''): Value {
  if (key === 'language') return language as Value;
  if (key === 'body' || key === 'reference') return '字' as Value;
  if (typeof value === 'string') return withTexts(value, '字', key);
  if (Array.isArray(value)) return value.map((each) => wordless(each, language, key)) as Value;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, each]) => [name, wordless(each, language, name)]);
  return Object.fromEntries(entries) as Value;
}

const everyPage = (language: string, words?: Words): readonly (readonly [string, string])[] => {
  const site = siteIn(language, words);
  const change = <View>(view: View) => wordless(view, language);
  const form = change({ ...views.reply.form, faults: [], values: {}, offersWebsite: true });
  return [
    ...pages(change, site),
    ...[400, 404, 405, 410, 429, 500].map((status) => [`message ${status}`, renderMessage({ status }, site)] as const),
    ['form', renderReply({ ...change(views.reply), parent: null, form: { ...aForm(), ...form, fault: '字' } }, site)],
  ];
};

describe('in a language that nobody speaks', () => {
  it.each(everyPage('en-GB', madeUp))('the page %s has no English word left', (_name, html) => {
    expect(latinWords(visibleTexts(html), /^(January|November|October|December|at)$/)).toEqual([]);
  });

  it('a feed of comments has none', () => {
    const feed = renderCommentFeed(
      {
        article: aFeedItem({ headline: '字' }),
        comments: [aComment(1, { author: { name: '字', website: null } })],
        words: madeUp.feed,
      },
      { ...bareSite, title: '報' },
    );

    expect(
      latinWords(
        [...feed.matchAll(/<title>([^<]*)|<channel><description>([^<]*)/g)].map(([, one, other]) => one ?? other ?? ''),
      ),
    ).toEqual([]);
  });

  it('a mail has none', async () => {
    const tokens = createCommentTokens(createSignedTokens(async () => 'a key for tests'));
    const mailing = { hasSender: true, words: madeUp };
    const person = { person: 'p'.repeat(22), email: 'wren@example.org' };
    const now = new Date(NOON);
    const origin = 'https://paper.example.org';
    const parent = aHeldComment({ ...person, notify: 'confirmed', verdict: 'published' });
    const reply = aHeldComment({ name: '字', comment: '字', person: 'z'.repeat(22) });
    const mails = [
      await createCommentMail('Newsroom', tokens, mailing).confirmation(person, origin, now),
      await createCommentMail('Newsroom', tokens, mailing).reply(parent, reply, origin, now),
      await createCommenterMail('Newsroom', tokens, mailing).personalData(person, origin, now),
    ].map((posted) => posted?.Put.Item as { readonly subject: string; readonly text: string });

    expect(mails.map(({ subject, text }) => latinWords([subject, text]))).toEqual([[], [], []]);
  });

  it('every word is longer by a third', () => {
    const length = (words: Words) => everyWord(words).reduce((sum, { text }) => sum + text.length, 0);

    expect(length(madeUp) / length(paperWords('en-GB'))).toBeGreaterThan(1.25);
  });
});

/** Texts of English, long enough that no other language has them by chance. */
const english = everyWord(paperWords('en'))
  .map(({ text }) => text)
  .filter((text) => ownLetters(text) === text.replace(/[\d.,\s]/g, '') && /^[A-Z]?[a-z’]+( [a-z’]+)+/.test(text));

describe.each(LANGUAGES.filter((language) => language !== 'en'))('in %s', (language) => {
  it.each(everyPage(language))('the page %s has no English text', (_name, html) => {
    const texts = visibleTexts(html);

    expect(english.filter((text) => texts.some((each) => each.includes(text)))).toEqual([]);
    expect(html).toContain(`<html lang="${language}" dir="${directionOf(language)}"`);
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(everyPage(language))('the page %s quotes nothing twice', (_name, html) => {
    const texts = visibleTexts(html);

    expect(texts.filter((text) => /[“”„«»][\s\p{Cf}]*[“”„«»]/u.test(text))).toEqual([]);
  });
});

describe('in Arabic', () => {
  it.each(everyPage('ar-EG'))('the page %s has no word in Latin letters', (_name, html) => {
    expect(latinWords(visibleTexts(html))).toEqual([]);
  });
});
