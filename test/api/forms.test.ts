import { beforeEach, describe, expect, it } from 'vitest';
import { renderedToken } from '../../functions/comments/submitting/tokens.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { Browser, type Form, formIn } from '../support/browser.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { htmlFaults } from '../support/html.ts';
import { scan } from '../support/newsroom.ts';

const WREN = 'wren@example.org';
const WRITTEN = { name: 'Wren Adeyemi', email: WREN, comment: 'It smelt of paint.' };
const THREAD = '/v1/articles/ferry/comments';
const HELD = 'Your comment is awaiting moderation';

let app: App;
let ferry: Commenting;
let browser: Browser;

beforeEach(() => begin());

async function begin(options: Parameters<typeof startApp>[0] = {}): Promise<void> {
  app = await startApp(options);
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
  browser = new Browser(app);
}

const secondsAfterNoon = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1_000).toISOString();

/** Opens the article, and reads until the form has been there for a minute. */
async function openForm(reader = browser): Promise<Form> {
  const form = formIn(await reader.get('/abroad/ferry'), THREAD);
  app.setClock(secondsAfterNoon(60));
  return form;
}

const stored = async () => (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
const idOf = ({ headers }: Answer) => (headers.location ?? '').replace('/comments/', '');
const ruleOf = async (id: string) => (await ferry.moderate('GET', `/comments/${id}`)).json.rule;
const invalidIn = ({ fields }: Form) =>
  Object.entries(fields).flatMap(([name, { invalid }]) => (invalid ? [name] : []));
const focusedIn = ({ fields }: Form) =>
  Object.entries(fields).flatMap(([name, { focused }]) => (focused ? [name] : []));

describe('the form below an article', () => {
  it('is answered by a redirection to a page of one’s own that shows the held comment', async () => {
    const answer = await browser.submit(await openForm(), WRITTEN);
    const page = await browser.follow(answer);

    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([303, '', 'private, no-store']);
    expect(answer.headers.location).toMatch(/^\/comments\/[0-9a-f-]{36}$/);
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect(page.body).toContain(`<h1>${HELD}</h1>`);
    expect(page.body).toContain('<p>It smelt of paint.</p>');
    expect(page.body).not.toContain(WREN);
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
    expect(await stored()).toMatchObject([{ ...WRITTEN, id: idOf(answer), verdict: 'held', notify: 'no' }]);
    expect(await ruleOf(idOf(answer))).toBe('author-not-proven');
  });

  it('shows the comment to nobody else while it is held', async () => {
    const { headers } = await browser.submit(await openForm(), WRITTEN);

    const others = await new Browser(app).get(headers.location ?? '');

    expect([others.statusCode, others.headers['cache-control']]).toEqual([404, 'private, no-store']);
    expect(others.body).not.toContain('paint');
  });

  it('is answered by a page that shows the published comment, to a person who is known', async () => {
    await ferry.published();
    const { cookie = '' } = await ferry.provenHeaders(WREN);
    const form = await openForm();

    const answer = await app.post(THREAD, String(new URLSearchParams({ ...valuesOf(form), ...WRITTEN })), {
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
    });
    const own = await app.get(answer.headers.location ?? '', { headers: { cookie: answer.cookies?.[0] ?? '' } });
    const others = await app.get(answer.headers.location ?? '');

    expect([answer.statusCode, own.statusCode, own.headers['cache-control']]).toEqual([303, 200, 'private, no-store']);
    expect(own.body).toContain('<h1>Your comment is published</h1>');
    expect([others.statusCode, others.headers.location]).toEqual([
      303,
      expect.stringMatching(new RegExp(`^/abroad/ferry\\?cursor=[^#]+#comment-${idOf(answer)}$`)),
    ]);
  });

  it('sends a reply where it says so', async () => {
    const parentId = await ferry.published();
    const form = formIn(await browser.get(`/abroad/ferry?replyTo=${parentId}`), THREAD);
    app.setClock(secondsAfterNoon(60));

    const answer = await browser.submit(form, WRITTEN);

    expect(form.fields.parentId?.value).toBe(parentId);
    expect(await stored()).toContainEqual(expect.objectContaining({ id: idOf(answer), parentId }));
  });

  it('gives the first answer to one that is sent twice, one after the other or at the same moment', async () => {
    const form = await openForm();

    const first = await browser.submit(form, WRITTEN);
    const [again, andAgain] = await Promise.all([browser.submit(form, WRITTEN), browser.submit(form, WRITTEN)]);

    expect([first.statusCode, again.statusCode, andAgain.statusCode]).toEqual([303, 303, 303]);
    expect([again.headers.location, andAgain.headers.location]).toEqual(Array(2).fill(first.headers.location));
    expect((await browser.follow(again)).body).toContain(HELD);
    expect(await stored()).toHaveLength(1);
  });

  it('takes of four sent at the same moment one', async () => {
    const form = await openForm();

    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.submit(form, WRITTEN)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await stored()).toHaveLength(1);
  });
});

describe('a form that is not taken', () => {
  it('comes back with the text, a message beside each field, and the first of them in focus', async () => {
    const form = await openForm();
    const typed = { name: '   ', email: 'wren@no_where', comment: '\nTwo lines,\nthe first one empty.' };

    const answer = await browser.submit(form, { ...typed, remember: 'yes' });

    const back = formIn(answer, THREAD);
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      422,
      'text/html; charset=utf-8',
      'private, no-store',
    ]);
    expect(valuesOf(back)).toMatchObject({ ...typed, remember: 'yes' });
    expect(invalidIn(back)).toEqual(['name', 'email']);
    expect(focusedIn(back)).toEqual(['name']);
    expect(back.fields.name?.described).toContain('Name must not be empty.');
    expect(back.fields.email?.described).toContain('Email must be an email address such as name@example.com.');
    expect(back.fields.comment?.described).toBe('');
    expect(answer.body).toContain('<title>Not sent: ');
    expect(answer).not.toHaveProperty('cookies');
    expect(await htmlFaults(answer.body ?? '')).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', { comment: '', name: '', email: '' }, ['comment', 'name', 'email']],
    ['no comment', { comment: ' \n ' }, ['comment']],
    ['a comment that is too long', { comment: 'l'.repeat(10_001) }, ['comment']],
    ['no name', { name: '' }, ['name']],
    ['a header in the name', { name: 'Wren\r\nBcc: all@example.org' }, ['name']],
    ['a header behind the email', { email: `${WREN}\r\nBcc: all@example.org` }, ['email']],
    ['two emails', { email: `${WREN}, zoe@example.org` }, ['email']],
  ])('names the field: %s', async (_what, changes, invalid) => {
    const answer = await browser.submit(await openForm(), { ...WRITTEN, ...changes });

    const back = formIn(answer, THREAD);
    expect(answer.statusCode).toBe(422);
    expect(invalidIn(back)).toEqual(invalid);
    expect(focusedIn(back)).toEqual(invalid.slice(0, 1));
    expect(await stored()).toEqual([]);
  });

  it('because it has a field nobody knows says which, keeps the text, and is good without it', async () => {
    const form = await openForm();
    const fields = { ...valuesOf(form), ...WRITTEN };

    const sent = (others: object) =>
      app.post(THREAD, String(new URLSearchParams({ ...fields, ...others })), {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const alone = await sent({ subscribe_comments: 'yes' });
    const withOthers = await sent({ subscribe_comments: 'yes', name: '' });

    for (const answer of [alone, withOthers]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('subscribe_comments is not a field here');
      expect(formIn(answer, THREAD).fields.comment?.value).toBe(WRITTEN.comment);
    }
    expect(invalidIn(formIn(withOthers, THREAD))).toEqual(['name']);
    expect(await stored()).toEqual([]);
    expect((await browser.submit(formIn(alone, THREAD), {})).statusCode).toBe(303);
  });

  it('can be mended and sent again at once', async () => {
    const refused = await browser.submit(await openForm(), { ...WRITTEN, email: 'wren' });

    app.setClock(secondsAfterNoon(90));
    const answer = await browser.submit(formIn(refused, THREAD), { email: WREN });

    expect(answer.statusCode).toBe(303);
    expect(await stored()).toMatchObject([WRITTEN]);
  });

  it('shows what was typed as text, whatever it is', async () => {
    const evil = '"><script>alert(1)</script>';

    const answer = await browser.submit(await openForm(), { comment: `</textarea>${evil}`, name: evil, email: evil });

    expect(valuesOf(formIn(answer, THREAD))).toMatchObject({ comment: `</textarea>${evil}`, name: evil, email: evil });
    expect(answer.body).not.toContain('<script>alert');
  });

  it.each(['the one above', 'l'.repeat(10_001)])('comes back without the parent that is none', async (parentId) => {
    const answer = await browser.submit(await openForm(), { ...WRITTEN, parentId });

    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, 'text/html; charset=utf-8']);
    expect(valuesOf(formIn(answer, THREAD)).comment).toBe(WRITTEN.comment);
    expect(answer.body).not.toContain('name="parentId"');
    expect(app.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('because what it answers was put away meanwhile says so, and keeps the text', async () => {
    const parentId = await ferry.published();
    const form = formIn(await browser.get(`/abroad/ferry?replyTo=${parentId}`), THREAD);
    await ferry.decide(parentId, 'remove');
    app.setClock(secondsAfterNoon(60));

    const answer = await browser.submit(form, WRITTEN);

    const back = formIn(answer, THREAD);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('is not a visible comment of this article');
    expect(valuesOf(back)).toMatchObject(WRITTEN);
    expect(back.fields).not.toHaveProperty('parentId');
  });

  it('because the thread was closed meanwhile says so, and keeps the text', async () => {
    const form = await openForm();
    await ferry.moderate('PUT', '/threads/ferry', { open: false });

    const answer = await browser.submit(form, WRITTEN);

    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      403,
      'text/html; charset=utf-8',
      'private, no-store',
    ]);
    expect(answer.body).toContain('Comments on this article are closed.');
    expect(answer.body).toContain(WRITTEN.comment);
    expect(answer.body).not.toContain('<form');
  });

  it.each([410, 404])('because the article is no more (%i) keeps the text, and is kept by no cache', async (status) => {
    const form = await openForm();
    if (status === 410) await app.publication.withdraw(anArticle({ slug: 'ferry' }), NOON);
    const gone = status === 410 ? form : { ...form, action: '/v1/articles/nowhere/comments' };

    const answer = await browser.submit(gone, WRITTEN);

    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      status,
      'text/html; charset=utf-8',
      'private, no-store',
    ]);
    expect(answer.body).toContain(WRITTEN.comment);
  });

  it('because exactly this was said before is told so in its page', async () => {
    await browser.submit(await openForm(), WRITTEN);
    const another = formIn(await browser.get('/abroad/ferry'), THREAD);
    app.setClock(secondsAfterNoon(120));

    const answer = await browser.submit(another, WRITTEN);

    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('You have said exactly this here within the last hour');
    expect(valuesOf(formIn(answer, THREAD))).toMatchObject(WRITTEN);
  });

  it('because too many were sent keeps the text, and tells when to come back', async () => {
    await begin({ rateLimit: { most: 1, seconds: 600 } });
    const form = await openForm();
    await browser.submit(form, WRITTEN);

    const answer = await browser.submit(form, { ...WRITTEN, comment: 'And of tar.' });

    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '540']);
    expect(answer.body).toContain('Please come back later');
    expect(valuesOf(formIn(answer, THREAD)).comment).toBe('And of tar.');
  });
});

describe('the signed moment a form was made', () => {
  const sendWith = async (rendered: string | undefined, seconds = 60) => {
    const { fields, ...form } = await openForm();
    const { rendered: _, ...others } = fields;
    app.setClock(secondsAfterNoon(seconds));
    const answer = await browser.submit({ ...form, fields: others }, { ...WRITTEN, ...(rendered ? { rendered } : {}) });
    const page = await browser.follow(answer);
    const [submission] = await stored();
    return { told: page.body?.includes(HELD), verdict: submission?.verdict, rule: submission?.rule };
  };
  const madeAt = (instant: string) => renderedToken(app.tokens, new Date(instant));
  const withBody = async (body: object) => {
    const [, signature] = (await madeAt(NOON)).split('.');
    return `${Buffer.from(JSON.stringify([Date.parse(NOON) + 1e9, body])).toString('base64url')}.${signature}`;
  };

  it.each<[string, string, string, number, () => Promise<string | undefined>]>([
    ['too fast', 'held', 'form-too-fast', 2, () => madeAt(NOON)],
    ['not too fast any more', 'held', 'author-not-proven', 3, () => madeAt(NOON)],
    ['of a day ago', 'held', 'author-not-proven', 0, () => madeAt('2026-11-22T12:00:00.000Z')],
    ['too old', 'held', 'form-too-old', 1, () => madeAt('2026-11-22T12:00:00.000Z')],
    ['older than its own validity', 'held', 'form-too-old', 0, () => madeAt('2026-11-16T11:59:59.000Z')],
    ['missing', 'held', 'form-forged', 60, async () => undefined],
    ['no token', 'held', 'form-forged', 60, async () => 'nothing'],
    ['with another instant in it', 'held', 'form-forged', 60, () => withBody({ at: '2026-11-23T11:00:00.000Z' })],
    ['cut short', 'held', 'form-forged', 60, async () => (await madeAt(NOON)).slice(0, -9)],
    [
      'signed for something else',
      'held',
      'form-forged',
      60,
      () => app.tokens.sign('edit', { id: 'x' }, new Date('2026-11-24T12:00:00.000Z')),
    ],
  ])('is %s: the comment is %s for %s, and its author told that it waits', async (_, verdict, rule, seconds, token) => {
    const sent = await sendWith(await token(), seconds);

    expect(sent).toEqual({ told: true, verdict, rule });
  });

  it('may be another’s too, since pages are the same for all, but lets nobody past the limit', async () => {
    await begin({ rateLimit: { most: 2, seconds: 600 } });
    const form = await openForm();

    const answers: Answer[] = [];
    for (const n of [1, 2, 3]) answers.push(await browser.submit(form, { ...WRITTEN, comment: `Thought ${n}.` }));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 429]);
    expect(await stored()).toHaveLength(2);
  });
});

describe('the field that people do not see', () => {
  it.each([false, true])(
    'has a moderator look at what fills it in, as its author is told; website: %s',
    async (asked) => {
      await begin({ settings: { websiteField: asked, moderation: 'all-published' } });
      const form = await openForm();

      const answer = await browser.submit(form, { ...WRITTEN, remarks: 'Buy pills' });
      const page = await browser.follow(answer);

      expect(form.fields.remarks?.value).toBe('');
      expect(page.body).toContain(HELD);
      expect(await stored()).toMatchObject([{ verdict: 'held', rule: 'honeypot-filled', matched: 'Buy pills' }]);
      expect((await ferry.moderate('GET', '/comments?verdict=held')).json.items).toMatchObject([
        { rule: 'honeypot-filled' },
      ]);
      expect((await ferry.decide(idOf(answer), 'approve')).json.verdict).toBe('published');
    },
  );

  it('is not what was asked for once: a website where none is asked for is looked at too, and not kept', async () => {
    await browser.submit(await openForm(), { ...WRITTEN, website: 'https://pills.example' });

    expect(await stored()).toMatchObject([{ verdict: 'held', rule: 'honeypot-filled', website: null }]);
  });

  it('comes back empty with a form that was not taken, whatever was in it', async () => {
    const refused = await browser.submit(await openForm(), { ...WRITTEN, name: '', remarks: 'Buy pills' });

    expect(refused.statusCode).toBe(422);
    expect(formIn(refused, THREAD).fields.remarks?.value).toBe('');
  });

  it('takes as much as a form may hold, and tells nobody what it is for', async () => {
    const answer = await browser.submit(await openForm(), { ...WRITTEN, remarks: 'l'.repeat(50_000) });

    expect(answer.statusCode).toBe(303);
    expect(await stored()).toMatchObject([{ verdict: 'held', rule: 'honeypot-filled', matched: 'l'.repeat(100) }]);
  });

  it('is another than the website, where the site asks for one, and that is kept', async () => {
    await begin({ settings: { websiteField: true } });

    await browser.submit(await openForm(), { ...WRITTEN, website: 'https://wren.example' });
    const refused = await browser.submit(formIn(await browser.get('/comments/new?article=ferry'), THREAD), {
      ...WRITTEN,
      website: 'javascript:alert(1)',
    });

    expect(await stored()).toMatchObject([{ verdict: 'held', website: 'https://wren.example' }]);
    expect(refused.statusCode).toBe(422);
    expect(invalidIn(formIn(refused, THREAD))).toEqual(['website']);
    expect(valuesOf(formIn(refused, THREAD)).website).toBe('javascript:alert(1)');
  });
});

describe('the cookies of a form', () => {
  const openEmpty = async () => formIn(await browser.get('/comments/new?article=ferry'), THREAD);

  it('keep name and email where that box is ticked, in this browser', async () => {
    const answer = await browser.submit(await openForm(), { ...WRITTEN, remember: 'yes' });

    const form = await openEmpty();
    expect(answer.cookies).toContainEqual(
      expect.stringMatching(/^__Host-remembered=[^;]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/),
    );
    expect(valuesOf(form)).toMatchObject({ name: WRITTEN.name, email: WREN, remember: 'yes' });
  });

  it('keep nothing where it is not, and forget what they kept', async () => {
    await browser.submit(await openForm(), { ...WRITTEN, remember: 'yes' });
    const { remember: _, ...fields } = (await openEmpty()).fields;
    const form = { ...(await openEmpty()), fields };

    const answer = await browser.submit(form, { comment: 'And of tar.' });

    expect(answer.cookies).toContainEqual(expect.stringMatching(/^__Host-remembered=; Path=\/; Max-Age=0; /));
    expect((await openEmpty()).fields).toMatchObject({ name: { value: '' }, email: { value: '' } });
    expect((await openEmpty()).unticked).toContain('remember');
  });

  it('open the page of one’s own comment alone', async () => {
    const [mine, other] = [await browser.submit(await openForm(), WRITTEN), await ferry.held()];
    const cookie = browser.cookiesFor(mine.headers.location ?? '').join('; ');

    const elsewhere = await app.get(`/comments/${other}`, { headers: { cookie } });

    expect(cookie).toContain('__Secure-own-comment=');
    expect(browser.cookiesFor(`/comments/${other}`).join()).not.toContain('own-comment');
    expect(elsewhere.statusCode).toBe(404);
  });

  it.each<[string, (value: string) => string]>([
    ['cut short', (value) => value.slice(0, -5)],
    ['with another end', (value) => `${value.slice(0, -4)}AAAA`],
    ['emptied', () => ''],
    ['no token at all', () => '%E0%A4%A'],
  ])('open nothing when they are tampered with: %s', async (_what, change) => {
    const answer = await browser.submit(await openForm(), WRITTEN);
    browser.tamper('__Secure-own-comment', change);

    const page = await browser.follow(answer);

    expect(page.statusCode).toBe(404);
    expect(page.body).not.toContain('paint');
  });

  it.each([
    '%7B%22name%22%3A%22Wren',
    '%7B%22name%22%3A%5B1%5D%2C%22email%22%3A%22a%22%7D',
    'null',
    '%E0%A4%A',
    '%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    encodeURIComponent(JSON.stringify({ __proto__: { name: 'x' }, email: 7 })),
  ])('are no name when somebody has put %j there', async (value) => {
    await browser.submit(await openForm(), { ...WRITTEN, remember: 'yes' });
    browser.tamper('__Host-remembered', () => value);

    const page = await browser.get('/comments/new?article=ferry');

    expect(page.statusCode).toBe(200);
    expect(valuesOf(formIn(page, THREAD))).toMatchObject({ name: '', email: '', comment: '' });
  });

  it('alone keep the form’s own page out of the browser’s store, from which Back restores what was typed', async () => {
    const address = '/comments/new?article=ferry';
    const empty = await browser.get(address);
    await browser.submit(await openForm(), { ...WRITTEN, remember: 'yes' });
    const filled = await browser.get(address);

    expect([empty, filled].map(({ headers }) => headers['cache-control'])).toEqual([
      'private, no-cache',
      'private, no-store',
    ]);
  });

  it('show as text what somebody has put there', async () => {
    await browser.submit(await openForm(), { ...WRITTEN, remember: 'yes' });
    const evil = '"><script>alert(1)</script>';
    browser.tamper('__Host-remembered', () => encodeURIComponent(JSON.stringify({ name: evil, email: evil })));

    const page = await browser.get('/comments/new?article=ferry');

    expect(valuesOf(formIn(page, THREAD))).toMatchObject({ name: evil, email: evil });
    expect(page.body).not.toContain('<script>alert');
  });

  it('are set on no answer that a cache may keep, and change none', async () => {
    const id = await ferry.published();
    const cookie = `__Host-remembered=x; __Secure-own-comment=y; ${(await ferry.provenHeaders(WREN)).cookie}`;
    const targets = ['/', '/abroad', '/abroad/ferry', `/abroad/ferry?replyTo=${id}`, THREAD, '/nothing'];

    const answers = await Promise.all(
      targets.map(async (target) => [await app.get(target), await app.get(target, { headers: { cookie } })] as const),
    );

    for (const [bare, known] of answers) {
      expect(known.headers['cache-control']).toMatch(/^public, /);
      expect(known).not.toHaveProperty('cookies');
      expect(known.body).toBe(bare.body);
    }
  });
});

describe('a form on the page of one’s own comment', () => {
  const ownPage = async (written: Record<string, string> = {}) => {
    const sent = await browser.submit(await openForm(), { ...WRITTEN, ...written });
    return { id: idOf(sent), page: await browser.follow(sent) };
  };

  it('changes the comment, and comes back to its page', async () => {
    const { id, page } = await ownPage();
    const form = formIn(page, '/edit');

    const answer = await browser.submit(form, { comment: 'It smelt of *tar*.' });
    const changed = await browser.follow(answer);

    expect(form.fields.comment?.value).toBe(WRITTEN.comment);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/comments/${id}`]);
    expect(changed.body).toContain('<p>It smelt of <em>tar</em>.</p>');
    expect(await stored()).toMatchObject([{ id, comment: 'It smelt of *tar*.', editedAt: secondsAfterNoon(60) }]);
  });

  it('comes back with the text and the message when the change is not taken', async () => {
    const { page } = await ownPage();

    const answer = await browser.submit(formIn(page, '/edit'), { comment: 'l'.repeat(10_001) });

    const { comment } = formIn(answer, '/edit').fields;
    expect(answer.statusCode).toBe(422);
    expect(comment).toMatchObject({ value: 'l'.repeat(10_001), invalid: true, focused: true });
    expect(comment?.described).toContain('Comment must be at most 10000 characters long.');
    expect(await stored()).toMatchObject([{ comment: WRITTEN.comment, editedAt: null }]);
  });

  it('takes the comment back, and says so', async () => {
    const { id, page } = await ownPage();

    const answer = await browser.submit(formIn(page, '/removal'));
    const told = await browser.follow(answer);
    const own = await browser.get(`/comments/${id}`);

    expect([answer.headers.location, told.headers['cache-control']]).toEqual([
      '/comments/removed',
      'private, no-store',
    ]);
    expect(told.body).toContain('Your comment is removed');
    expect(own.statusCode).toBe(404);
    expect(await stored()).toMatchObject([{ id, verdict: 'removed', name: '', email: '', comment: '' }]);
  });

  it('is there for fifteen minutes, and what was sent from it later is refused as a page that keeps the text', async () => {
    const { id, page } = await ownPage();
    app.setClock(secondsAfterNoon(60 + 15 * 60));

    const late = await browser.get(`/comments/${id}`);
    const answer = await browser.submit(formIn(page, '/edit'), { comment: 'It smelt of tar.' });

    expect(late.statusCode).toBe(200);
    expect(late.body).not.toContain('<form');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('It smelt of tar.');
    expect(await stored()).toMatchObject([{ comment: WRITTEN.comment }]);
  });
});

/** What a form would send. */
function valuesOf({ fields }: Form): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}
