import { describe, expect, it } from 'vitest';
import { sendDigest } from '../../functions/moderation/digest.function.ts';
import { directionOf } from '../../functions/words/languages.ts';
import { paperWords } from '../../functions/words/words.ts';
import { type App, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { everyWord, ownLetters } from '../support/everyWord.ts';
import { Editor } from '../support/newsroom.ts';
import { visibleTexts } from '../support/visibleText.ts';

/*
 * A paper that was built in English, and is given another language by one setting: a walk by every kind of page, form, error,
 * feed and mail meets no English word. What people have written is 字, which is in no language of ours.
 */

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const CALLER = { name: '字', groups: ['editors', 'moderators'] };
const MINE = '字';
/** The name of a field of the API, which problem documents have in every language. */
const FIELD = 'comment';
const TAGS = ['nl-NL', 'de-DE', 'fr-FR', 'es-ES', 'ar-EG'];

/** Texts of English that no text of another language has in it, such as `Comments` but not `Pages`, which is French as well. */
function englishOnly(language: string): readonly RegExp[] {
  const theirs = everyWord(paperWords(language)).map(({ text }) => text);
  const texts = everyWord(paperWords('en')).flatMap(({ text }) => {
    const isWhole = ownLetters(text) === text.replace(/[\d.,\s]/g, '');
    return isWhole && /[A-Za-z]{4}/.test(text) && text !== FIELD ? [text] : [];
  });
  return [...new Set(texts)]
    .map((text) => new RegExp(`(?<![\\p{L}-])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}-])`, 'u'))
    .filter((english) => !theirs.some((text) => english.test(text)));
}

/** A walk by everything that people read of a paper. @returns what they read, by where it stands. */
async function walk(app: App): Promise<ReadonlyMap<string, readonly string[]>> {
  const met = new Map<string, readonly string[]>();
  const thread = new Commenting(app);
  const comment = { name: MINE, comment: `${MINE}。` };
  const publishedId = await thread.published({ ...comment, notify: true });
  await thread.published({ ...comment, email: 'zoe@example.org', comment: '答', parentId: publishedId });
  const heldId = await thread.held({ ...comment, comment: '待' });
  const own = await app.post(
    '/v1/articles/ferry/comments',
    String(new URLSearchParams({ name: MINE, email: 'a@example.org', comment: '己' })),
    {
      headers: FORM,
    },
  );
  const cookie = (own.cookies ?? []).map((each) => each.split(';')[0]).join('; ');
  const person = await app.personOf('wren@example.org');
  const until = new Date('2026-12-01T00:00:00.000Z');
  const [mailbox, unsubscribe, personal] = await Promise.all(
    (['mailbox', 'unsubscribe', 'personal'] as const).map((purpose) => app.tokens.sign(purpose, { person }, until)),
  );

  const pages = [
    '/',
    '/abroad',
    '/quiet',
    '/tags/harbour',
    '/authors/ines',
    '/archive/2026-11',
    '/abroad/ferry',
    '/abroad/closed',
    `/abroad/ferry?replyTo=${publishedId}`,
    '/abroad/ferry?order=newest',
    '/abroad/gone',
    '/abroad/none',
    '/none',
    '/x/y/z',
    '/abroad?cursor=x',
    '/about',
    '/corrections',
    '/former-page',
    '/comments/new?article=ferry',
    `/comments/new?article=ferry&replyTo=${publishedId}`,
    '/comments/new?article=closed',
    `/comments/${heldId}`,
    `/comments/${publishedId}/report`,
    '/comments/removed',
    '/comments/reported',
    '/comments/mail-sent',
    '/comments/confirmed',
    `/comments/confirmation?token=${mailbox}`,
    '/comments/confirmation?token=x',
    `/comments/unsubscription?token=${unsubscribe}`,
    `/comments/personal-data?token=${personal}`,
    '/comments/personal-data?token=x',
  ];
  for (const path of pages) {
    const { body = '' } = await app.get(path, READ_ANEW);
    met.set(path.replace(/token=.*/, 'token').replace(/[0-9a-f-]{36}/g, 'ID'), [body]);
  }
  met.set('own comment', [(await app.get(own.headers.location ?? '', { headers: { cookie } })).body ?? '']);

  const sent: Record<string, readonly [path: string, fields: Record<string, string>]> = {
    'nothing sent': ['/v1/articles/ferry/comments', {}],
    'a wrong address sent': ['/v1/articles/ferry/comments', { name: MINE, email: 'x', comment: MINE }],
    'a long name sent': [
      '/v1/articles/ferry/comments',
      { name: MINE.repeat(300), email: 'a@example.org', comment: MINE },
    ],
    'a comment sent twice': [
      '/v1/articles/ferry/comments',
      { name: MINE, email: 'wren@example.org', comment: `${MINE}。` },
    ],
    'a comment to a closed thread': [
      '/v1/articles/closed/comments',
      { name: MINE, email: 'a@example.org', comment: MINE },
    ],
    'an edit with a wrong token': [`/v1/comments/${heldId}/edit`, { token: 'x', comment: MINE }],
    unsubscribed: [`/comments/unsubscription?token=${unsubscribe}`, { confirm: 'yes' }],
  };
  for (const [what, [path, fields]] of Object.entries(sent)) {
    met.set(what, [(await app.post(path, String(new URLSearchParams(fields)), { headers: FORM })).body ?? '']);
  }
  for (const [where, [html = '']] of met) met.set(where, visibleTexts(html));

  for (const feed of [
    '/feed.rss',
    '/feed.atom',
    '/abroad/feed.rss',
    '/tags/harbour/feed.atom',
    '/authors/ines/feed.rss',
    '/corrections/feed.rss',
    '/abroad/ferry/comments.rss',
  ]) {
    const { body = '' } = await app.get(feed, READ_ANEW);
    met.set(
      feed,
      [...body.matchAll(/<(title|subtitle|description|summary|category)[^>]*>([^<]*)</g)].map(
        ([, , text = '']) => text,
      ),
    );
  }
  const json = (await app.get('/authors/ines/feed.json', READ_ANEW)).json;
  met.set('/authors/ines/feed.json', [json.title, json.description]);

  const problems = [
    await app.get('/v1/articles/none'),
    await app.get('/v1/articles/gone'),
    await app.get('/v1/none'),
    await app.get('/v1/articles?limit=x'),
    await app.get('/v1/articles/none/comments'),
    await app.get('/v1/sections/none'),
    await app.post('/v1/articles/ferry/comments', {}),
    await app.request('GET', '/v1/newsroom/articles/x', { caller: CALLER }),
    await app.request('GET', '/v1/newsroom/media/x', { caller: CALLER }),
    await app.request('POST', '/v1/moderation/comments/x/decisions', { caller: CALLER, body: {} }),
  ];
  for (const { json: problem } of problems) {
    const told = (problem.errors ?? []).map(({ detail }: { detail: string }) => detail);
    met.set(`problem ${problem.instance}`, [problem.title, problem.detail, ...told]);
  }
  met.set('an answer to a comment', [(await thread.send({ ...comment, comment: '後' })).json.message]);

  await app.post('/v1/commenters/personal-data-mail', { email: 'wren@example.org' });
  const loud = await thread.published({ ...comment, comment: '問', notify: true });
  await app.post('/v1/commenters/confirmation', { token: mailbox });
  const reply = await thread.held({ ...comment, name: '別', email: 'zoe@example.org', comment: '回', parentId: loud });
  await app.request('POST', `/v1/moderation/comments/${reply}/decisions`, {
    caller: CALLER,
    body: { act: 'approve', force: true },
  });
  await sendDigest({
    client: app.client,
    tables: app.tables,
    moderators: 'moderators@example.org',
    language: 'en-GB',
    site: 'https://paper.example.org',
    clock: () => new Date(NOON),
  })();
  for (const { id, kind, subject, text } of await app.mails()) met.set(`mail ${kind} ${id}`, [subject, text]);
  return met;
}

async function startIn(language: string): Promise<App> {
  const app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
  const editor = new Editor(app);
  const { statusCode } = await editor.send('PATCH', '/v1/newsroom/settings', {
    body: { language, title: MINE, description: MINE, publisher: MINE },
    headers: { 'if-match': '"0"' },
  });
  expect(statusCode).toBe(200);
  for (const [position, name] of ['abroad', 'home', 'quiet'].entries()) {
    await app.publication.putSection({ name, title: MINE, description: MINE, position });
  }
  const article = (slug: string, changes = {}) =>
    anArticle({
      slug,
      language,
      headline: MINE,
      standfirst: MINE,
      byline: [{ name: MINE, slug: 'ines' }],
      tags: ['harbour'],
      body: `<p>${MINE}</p>`,
      corrections: [{ at: MORNING, note: MINE }],
      ...changes,
    });
  await app.publication.publish(article('ferry'), undefined);
  await app.publication.publish(article('other', { kind: 'opinion', importance: 3 }), undefined);
  await app.publication.publish(article('closed', { commentsOpen: false }), undefined);
  await app.publication.publish(article('gone'), undefined);
  await app.publication.withdraw(article('gone'), NOON);
  const headers = { 'if-match': '"1"' };
  for (const [slug, lists] of [
    ['about', null],
    ['corrections', 'corrections'],
    ['former-page', null],
  ] as const) {
    const { json } = await editor.send('POST', '/v1/newsroom/pages', {
      body: { headline: MINE, slug, body: MINE, ...(lists && { lists }) },
    });
    const published = await editor.send('POST', `/v1/newsroom/pages/${json.id}/publish`, { body: {}, headers });
    if (slug !== 'former-page') continue;
    await editor.send('POST', `/v1/newsroom/pages/${json.id}/withdraw`, {
      body: {},
      headers: { 'if-match': `"${published.json.version}"` },
    });
  }
  return app;
}

describe.each(TAGS)('a paper that one setting makes speak %s', (tag) => {
  it('says no English word, wherever one goes', async () => {
    const app = await startIn(tag);
    const english = englishOnly(tag);
    const met = await walk(app);

    expect(english.length).toBeGreaterThan(300);
    const found = [...met].flatMap(([where, texts]) =>
      english.filter((word) => texts.some((text) => word.test(text))).map((word) => `${where}: ${word.source}`),
    );
    expect(found).toEqual([]);
    // Nothing was empty or elsewhere: a walk that meets nothing proves nothing.
    expect([...met].filter(([, texts]) => texts.join('').length < 1).map(([where]) => where)).toEqual([]);
    expect(new Set((await app.mails()).map(({ kind }) => kind))).toEqual(
      new Set(['confirmation', 'personal-data', 'reply', 'digest']),
    );
  });

  it('has its direction, and says so on pages and in feeds', async () => {
    const app = await startIn(tag);

    for (const path of ['/', '/abroad/ferry', '/about', '/none', '/x/y/z', '/comments/new?article=ferry']) {
      const { body } = await app.get(path);
      expect(body).toContain(`<html lang="${tag}" dir="${directionOf(tag)}">`);
    }
    expect((await app.get('/feed.rss')).body).toContain(`<language>${tag}</language>`);
    expect((await app.get('/feed.json')).json.language).toBe(tag);
    expect((await app.get('/v1/none')).headers['content-language']).toBe(tag);
    const font = tag === 'ar-EG' ? 'markazi-text-arabic' : 'faustina-latin';
    expect((await app.get('/')).body).toMatch(new RegExp(`rel="preload"[^>]*href="/assets/${font}`));
  });
});

describe('the walk', () => {
  it('meets English where the paper speaks it', async () => {
    const app = await startIn('en-GB');
    const english = englishOnly('ar-EG');
    const met = await walk(app);

    const silent = [...met].filter(([, texts]) => !english.some((word) => texts.some((text) => word.test(text))));
    // Titles of these feeds are those of what they list.
    expect(silent.map(([where]) => where).filter((where) => !/feed|rss/.test(where))).toEqual([]);
  });
});
