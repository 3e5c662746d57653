import { beforeAll, describe, expect, it } from 'vitest';
import { sendDigest } from '../../functions/moderation/digest.function.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { latinWords, visibleTexts } from '../support/visibleText.ts';

/*
 * A paper in Arabic whose texts are all in Arabic: whatever word of Latin letters is left, nobody has translated.
 */

const AR = 'ar-EG';
const CALLER = { name: 'محرر', groups: ['editors', 'moderators'] };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** Addresses, names of fields and of HTTP, which stay as they are. */
const STAYS =
  /^(ETag|Match|PATCH|Key|Idempotency|Retry|After|next|previous|GET|HEAD|POST|null|instance|slug|source|JSON|name|from)$/;

let app: App;
let thread: Commenting;
let heldId: string;
let publishedId: string;

beforeAll(async () => {
  app = await startApp({
    paper: { language: AR, title: 'الصحيفة', description: 'أخبار المدينة', publisher: 'الصحيفة' },
    rateLimit: { most: 1_000, seconds: 600 },
  });
  await app.publication.putSection({ name: 'abroad', title: 'العالم', description: 'من بلدان أخرى', position: 1 });
  await app.publication.putSection({ name: 'home', title: 'المدينة', description: 'من المدينة', position: 2 });
  for (const slug of ['ferry', 'other']) {
    await app.publication.publish(
      anArticle({
        slug,
        language: AR,
        headline: 'العبّارة تبحر من جديد',
        standfirst: 'بعد أحد عشر يومًا',
        byline: [{ name: 'إيناس', slug: 'ines' }],
        tags: ['ميناء'],
        body: '<p>غادرت في موعدها.</p>',
        corrections: [{ at: NOON, note: 'أحد عشر لا اثنا عشر' }],
      }),
      undefined,
    );
  }
  thread = new Commenting(app);
  const comment = (text: string) => ({ name: 'رين', comment: text });
  publishedId = await thread.published({ ...comment('كنت هناك.'), notify: true });
  await thread.published({ ...comment('وأنا أيضًا.'), email: 'zoe@example.org', parentId: publishedId });
  heldId = await thread.held(comment('مرتين.'));
});

const leftIn = (html: string | undefined) => latinWords(visibleTexts(html ?? ''), STAYS);

describe('a paper in Arabic has no word in Latin letters', () => {
  it.each([
    '/',
    '/abroad',
    '/home',
    '/tags/%D9%85%D9%8A%D9%86%D8%A7%D8%A1',
    '/authors/ines',
    '/archive/2026-11',
    '/abroad/ferry',
    '/comments/new?article=ferry',
    '/comments/removed',
    '/comments/reported',
    '/comments/mail-sent',
    '/comments/confirmed',
    '/none',
    '/abroad/none',
    '/abroad?cursor=x',
    '/comments/confirmation?token=x',
    '/comments/personal-data?token=x',
    '/comments/unsubscription?token=x',
    '/tags/none',
  ])('on the page %s', async (path) => {
    const { body } = await app.get(path);

    expect(body).toContain(`<html lang="${AR}" dir="rtl">`);
    expect(leftIn(body)).toEqual([]);
  });

  it('on the pages of a comment, a reply and a report', async () => {
    const pages = [
      await app.get(`/comments/${publishedId}/report`),
      await app.get(`/abroad/ferry?replyTo=${publishedId}`),
      await app.get(`/comments/new?article=ferry&replyTo=${publishedId}`),
      await app.get(`/comments/${heldId}`),
    ];

    expect(pages.map(({ body }) => leftIn(body))).toEqual([[], [], [], []]);
  });

  it('on pages with a mailed token', async () => {
    const person = await app.personOf('wren@example.org');
    const until = new Date('2026-12-01T00:00:00.000Z');
    const [mailbox, unsubscribe, personal] = await Promise.all(
      (['mailbox', 'unsubscribe', 'personal'] as const).map((purpose) => app.tokens.sign(purpose, { person }, until)),
    );
    const pages = [
      await app.get(`/comments/confirmation?token=${mailbox}`),
      await app.get(`/comments/unsubscription?token=${unsubscribe}`),
      await app.get(`/comments/personal-data?token=${personal}`),
      await app.post(`/comments/unsubscription?token=${unsubscribe}`, 'confirm=yes', { headers: FORM }),
    ];

    expect(pages.map(({ statusCode, body }) => [statusCode, leftIn(body)])).toEqual(Array(4).fill([200, []]));
  });

  it.each([
    ['nothing', {}],
    ['a wrong address', { name: 'رين', email: 'x', comment: 'نص' }],
    ['a name that is too long', { name: 'ر'.repeat(300), email: 'a@example.org', comment: 'نص' }],
    ['a comment that is said twice', { name: 'رين', email: 'wren@example.org', comment: 'كنت هناك.' }],
    [
      'a parent that is not there',
      { name: 'رين', email: 'a@example.org', comment: 'ج', parentId: '00000000-0000-4000-8000-000000000000' },
    ],
  ])('on the form after %s was sent', async (_what, fields: Record<string, string | undefined>) => {
    const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { body } = await app.post('/v1/articles/ferry/comments', String(new URLSearchParams(given)), {
      headers: FORM,
    });

    expect(leftIn(body)).toEqual([]);
  });

  it('in a mail', async () => {
    await app.post('/v1/commenters/personal-data-mail', { email: 'wren@example.org' });
    await sendDigest({
      client: app.client,
      tables: app.tables,
      moderators: 'moderators@example.org',
      language: AR,
      site: 'https://paper.example.org',
      clock: () => new Date(NOON),
    })();
    const mails = await app.mails();

    expect(new Set(mails.map(({ kind }) => kind))).toEqual(new Set(['confirmation', 'personal-data', 'digest']));
    expect(mails.map(({ kind, subject, text }) => [kind, latinWords([subject, text])])).toEqual(
      mails.map(({ kind }) => [kind, []]),
    );
  });

  it.each([
    '/feed.rss',
    '/abroad/feed.rss',
    '/tags/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/feed.rss',
    '/authors/ines/feed.rss',
    '/abroad/ferry/comments.rss',
  ])('in the titles of the feed %s', async (path) => {
    const { body = '' } = await app.get(path);
    const told = [...body.matchAll(/<(?:title|description)>([^<]*)</g)].map(([, text = '']) => text);

    expect(told.length).toBeGreaterThan(1);
    expect(latinWords(told.filter((text) => !text.includes('&lt;')))).toEqual([]);
    expect(body).toContain(`<language>${AR}</language>`);
  });

  it('in a problem document of the API', async () => {
    const answers = [
      await app.get('/v1/articles/none'),
      await app.get('/v1/none'),
      await app.get('/v1/articles?limit=x'),
      await app.post('/v1/articles/ferry/comments', {}),
      await app.request('GET', '/v1/newsroom/articles/x', { caller: CALLER }),
      await app.request('POST', '/v1/moderation/comments/x/decisions', { caller: CALLER, body: {} }),
      await app.request('GET', '/v1/moderation/settings/none', { caller: CALLER }),
    ];

    for (const { json } of answers) {
      const { title, detail, errors = [] } = json;
      const told: string[] = [title, ...errors.map((each: { detail: string }) => each.detail)];
      expect(latinWords(told, STAYS)).toEqual([]);
      expect(detail).toMatch(/\p{Script=Arabic}/u);
    }
  });
});

describe('an answer to a comment', () => {
  it('is in the paper’s language', async () => {
    const { json } = await thread.send({ name: 'رين', comment: 'ثالثًا.' });

    expect(latinWords([json.message])).toEqual([]);
  });
});
