import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, ORIGIN, startApp } from '../support/app.ts';
import { Browser, formIn } from '../support/browser.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { htmlFaults } from '../support/html.ts';
import { scan } from '../support/newsroom.ts';

const THREAD = '/v1/articles/ferry/comments';
const WREN = 'wren@example.org';
const WRITTEN = { name: 'Wren Adeyemi', email: WREN, comment: 'It smelt of <paint>.', remember: 'yes' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ELSEWHERE = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

let app: App;
let ferry: Commenting;

beforeEach(async () => {
  app = await startApp();
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
});

const send = (target: string, fields: Record<string, string>, headers: Record<string, string> = ELSEWHERE) =>
  app.post(target, String(new URLSearchParams(fields)), { headers: { ...FORM, ...headers } });

const tokenFor = async (purpose: 'mailbox' | 'personal' | 'unsubscribe') =>
  app.tokens.sign(purpose, { person: await app.personOf(WREN) }, new Date('2026-11-24T12:00:00.000Z'));

const everything = async () => [await scan(app, 'newsroom'), await scan(app, 'published')];

/** A page, not a problem document; it leaves nothing behind, and leads on. */
async function expectPage(answer: Answer, way: string): Promise<void> {
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control'], answer.cookies]).toEqual([
    403,
    'text/html; charset=utf-8',
    'private, no-store',
    undefined,
  ]);
  expect(answer.body).toContain('This form was sent from another site');
  expect(answer.body).toContain(`<a href="${way.replaceAll('&', '&amp;')}">`);
  expect(answer.body).not.toContain('<form');
  expect(await htmlFaults(answer.body ?? '')).toEqual([]);
}

describe('a comment that another site’s page sends', () => {
  it('is not taken, and its text is kept in the page that says so', async () => {
    const before = await everything();

    const answer = await send(THREAD, WRITTEN);

    await expectPage(answer, '/comments/new?article=ferry');
    expect(answer.body).toContain('It smelt of &lt;paint>.');
    expect(answer.body).not.toContain(WREN);
    expect(await everything()).toEqual(before);
  });

  it('is led to the form for what it answers', async () => {
    const parentId = await ferry.published();

    const answer = await send(THREAD, { ...WRITTEN, parentId });

    await expectPage(answer, `/comments/new?article=ferry&replyTo=${parentId}`);
    expect((await app.get(`/comments/new?article=ferry&replyTo=${parentId}`)).statusCode).toBe(200);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', ''])(
    'is not read as JSON, whatever its form calls it: "%s"',
    async (type) => {
      const body = JSON.stringify({ ...WRITTEN, remember: true });

      const answer = await app.post(THREAD, body, { headers: { ...ELSEWHERE, 'content-type': type } });

      await expectPage(answer, '/comments/new?article=ferry');
      expect(await ferry.moderate('GET', '/comments')).toMatchObject({ json: { items: [] } });
    },
  );

  it('does not count against the reader whose browser it used', async () => {
    for (let n = 0; n < 12; n += 1) await send(THREAD, { ...WRITTEN, comment: `Spam ${n}.` });

    const own = await ferry.send();

    expect(own.statusCode).toBe(202);
  });

  it('is taken as JSON, which a browser sends with leave, and without cookies', async () => {
    const { remember: _, ...body } = WRITTEN;

    const answer = await app.post(THREAD, body, { headers: ELSEWHERE });

    expect([answer.statusCode, answer.cookies]).toEqual([202, undefined]);
  });
});

describe('what another site’s page does to a comment', () => {
  it('is no report, and what it says is kept', async () => {
    const id = await ferry.published();
    const before = await everything();

    const answer = await send(`/v1/comments/${id}/reports`, { reason: 'I do not like it.' });

    await expectPage(answer, `/comments/${id}/report`);
    expect(answer.body).toContain('I do not like it.');
    expect(await everything()).toEqual(before);
  });

  it.each(['edit', 'removal'])('is no %s, though it has the token', async (act) => {
    const { json } = await ferry.send();
    const before = await everything();

    const answer = await send(`/v1/comments/${json.id}/${act}`, { token: json.edit.token, comment: 'Other words.' });

    await expectPage(answer, `/comments/${json.id}`);
    expect(answer.body).toContain('Other words.');
    expect(await everything()).toEqual(before);
  });
});

describe('what another site’s page does in somebody’s name', () => {
  it.each([
    ['/v1/commenters/confirmation', 'mailbox'],
    ['/v1/commenters/erasure', 'personal'],
    ['/v1/commenters/confirmation-mail', 'mailbox'],
    ['/v1/commenters/personal-data-mail', 'mailbox'],
  ] as const)('is refused at %s', async (target, purpose) => {
    await ferry.held({ notify: true });
    const before = await everything();

    const answer = await send(target, { token: await tokenFor(purpose), email: WREN });

    await expectPage(answer, '/');
    expect(await everything()).toEqual(before);
  });

  it('is no end of mails, unless nothing says where it comes from, as with one click (RFC 8058)', async () => {
    const target = `/comments/unsubscription?token=${await tokenFor('unsubscribe')}`;
    const id = await ferry.held({ notify: true });
    const notify = async () => (await scan(app, 'newsroom')).find((item) => item.id === id)?.notify;

    const refused = await send(target, { confirm: 'yes' });
    const before = await notify();
    const oneClick = await send(target, { 'List-Unsubscribe': 'One-Click' }, {});

    await expectPage(refused, '/');
    expect([before, oneClick.statusCode, await notify()]).toEqual(['asked', 200, 'no']);
  });
});

describe('our own forms', () => {
  it('are taken as every browser sends them', async () => {
    const browser = new Browser(app);
    const form = formIn(await browser.get('/abroad/ferry'), THREAD);
    app.setClock('2026-11-23T12:01:00.000Z');

    const answer = await browser.submit(form, WRITTEN);

    expect(answer.statusCode).toBe(303);
  });

  it.each<[string, Record<string, string>]>([
    ['a browser of before 2023', { origin: 'null' }],
    ['one of today', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('on a page with a mailed token work in %s, which names no origin', async (_what, headers) => {
    const page = await app.get(`/comments/confirmation?token=${await tokenFor('mailbox')}`);
    const { fields } = formIn(page, '/v1/commenters/confirmation');

    const answer = await send('/v1/commenters/confirmation', { token: fields.token?.value ?? '' }, headers);

    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect([answer.statusCode, answer.headers['referrer-policy']]).toEqual([303, 'no-referrer']);
    expect(answer.cookies).toHaveLength(1);
  });

  it('elsewhere need an origin, where the browser says nothing better', async () => {
    const refused = await send(THREAD, WRITTEN, { origin: 'null' });
    const taken = await send(THREAD, WRITTEN, { origin: ORIGIN });

    expect([refused.statusCode, taken.statusCode]).toEqual([403, 303]);
  });

  it('are those of the host that was asked, where that has another name', async () => {
    const host = { host: 'localhost:3000' };

    const taken = await send(THREAD, WRITTEN, { ...host, origin: 'https://localhost:3000' });
    const refused = await send(THREAD, WRITTEN, { ...host, origin: 'https://localhost:3001' });

    expect([taken.statusCode, refused.statusCode]).toEqual([303, 403]);
  });
});

describe('a page with a mailed token in its address', () => {
  it.each([
    ['/comments/confirmation', 'mailbox'],
    ['/comments/unsubscription', 'unsubscribe'],
    ['/comments/personal-data', 'personal'],
    ['/v1/commenters/personal-data', 'personal'],
  ] as const)('hands it on to nobody, whether the token is good or not: %s', async (path, purpose) => {
    const [good, bad, none] = [
      await app.get(`${path}?token=${await tokenFor(purpose)}`),
      await app.get(`${path}?token=forged`),
      await app.get(path),
    ];

    expect([good.statusCode, bad.statusCode, none.statusCode]).toEqual([200, 403, 400]);
    expect([good, bad, none].map(({ headers }) => headers['referrer-policy'])).toEqual(Array(3).fill('no-referrer'));
  });

  it('is the only kind that does: others say which site they are of', async () => {
    const { headers } = await app.get('/abroad/ferry');

    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
  });
});
