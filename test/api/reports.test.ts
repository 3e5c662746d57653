import { beforeEach, describe, expect, it } from 'vitest';
import { type App, type RequestOptions, startApp } from '../support/app.ts';
import { Browser, formIn } from '../support/browser.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { htmlFaults } from '../support/html.ts';
import { scan } from '../support/newsroom.ts';

const FERRY = anArticle({ slug: 'ferry' });
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
/** Reports that hold a comment where the settings do not say otherwise. */
const MOST = 3;

let app: App;
let ferry: Commenting;

const begin = async (options: Parameters<typeof startApp>[0] = {}) => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 }, ...options });
  await app.publication.publish(FERRY, undefined);
  ferry = new Commenting(app);
};

beforeEach(() => begin());

/** The nth of many networks. */
const network = (n: number): RequestOptions => ({ sourceIp: `198.18.${n >> 8}.${n & 255}` });
const report = (id: string, options: RequestOptions = {}, body: object = {}) =>
  app.post(`/v1/comments/${id}/reports`, body, options);
const reportFrom = async (id: string, from: number, to: number) => {
  for (let n = from; n <= to; n += 1) await report(id, network(n));
};
const reportedIds = async (): Promise<string[]> =>
  (await ferry.moderate('GET', '/comments?reported=true')).json.items.map(({ id }: { id: string }) => id);
const pageOf = (id: string) => app.get(`/comments/${id}/report`);
const recordOf = async (id: string) => (await ferry.moderate('GET', `/comments/${id}`)).json;
const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];

describe('a report of a comment', () => {
  it('is received and counted, and the comment stays', async () => {
    const id = await ferry.published();

    const answer = await report(id, {}, { reason: 'Rude.' });

    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([202, 'private, no-store']);
    expect(answer.json).toEqual({
      id,
      status: 'received',
      message: 'Thank you. A moderator will look at this comment.',
    });
    expect(await recordOf(id)).toMatchObject({ reports: 1, verdict: 'published' });
    expect([(await ferry.thread()).length, await ferry.count()]).toEqual([1, 1]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each<[string, string, string, number]>([
    ['the same address', '203.0.113.7', '203.0.113.7', 1],
    ['the same address mapped into IPv6', '203.0.113.7', '::ffff:203.0.113.7', 1],
    ['another address of the same /64', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9', 1],
    ['another address', '203.0.113.7', '203.0.113.8', 2],
    ['the next /64', '2001:db8:1:2::1', '2001:db8:1:3::1', 2],
  ])('of each network counts once: %s', async (_what, first, second, reports) => {
    const id = await ferry.published();

    const answers = [await report(id, { sourceIp: first }), await report(id, { sourceIp: second })];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    expect((await recordOf(id)).reports).toBe(reports);
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CloudFront-Viewer-Address'])(
    'counts once whatever %s says',
    async (header) => {
      const id = await ferry.published();

      for (const n of [1, 2, 3]) await report(id, { headers: { [header]: `192.0.2.${n}:443` } });

      expect(await recordOf(id)).toMatchObject({ reports: 1, verdict: 'published' });
    },
  );

  it('counts for each comment by itself', async () => {
    const [one, other] = [await ferry.published(), await ferry.published()];

    await report(one);
    await report(other);

    expect([(await recordOf(one)).reports, (await recordOf(other)).reports]).toEqual([1, 1]);
  });

  it('counts again after thirty days, when nothing is known of the first any more', async () => {
    const id = await ferry.published();
    await report(id);

    app.setClock('2026-12-23T11:59:59.000Z');
    await report(id);
    const before = (await recordOf(id)).reports;
    app.setClock('2026-12-23T12:00:00.000Z');
    await report(id);

    expect([before, (await recordOf(id)).reports]).toEqual([1, 2]);
  });

  it('is limited by network, whatever is reported', async () => {
    await begin({ rateLimit: { most: 5, seconds: 600 } });
    const ids = [1, 2, 3].map(() => UNKNOWN);
    for (let n = 0; n < 3; n += 1) {
      const { json } = await ferry.send({ email: `somebody-${n}@example.org` }, network(n));
      await app.moderation.approve(json.id);
      ids[n] = json.id;
    }
    for (const id of [...ids, ...ids.slice(0, 2)]) await report(id);

    const refused = await report(ids[2] ?? '');
    const elsewhere = await report(ids[2] ?? '', network(9));
    const comment = await ferry.send();
    app.setClock('2026-11-23T12:10:00.000Z');
    const later = await report(ids[2] ?? '');

    expect([refused.statusCode, refused.json.code, refused.headers['retry-after']]).toEqual([
      429,
      'too-many-comments',
      '600',
    ]);
    expect([elsewhere.statusCode, later.statusCode]).toEqual([202, 202]);
    // What somebody reports keeps nobody from commenting.
    expect(comment.statusCode).toBe(202);
  });
});

describe('reports by as many as the settings say', () => {
  it('hold the comment, take it out of the thread, and off the count', async () => {
    const id = await ferry.published();
    await reportFrom(id, 1, MOST - 1);
    const before = await ferry.count();

    const last = await report(id, network(MOST));

    expect([before, last.statusCode, await ferry.count(), await ferry.thread()]).toEqual([1, 202, 0, []]);
    expect(await recordOf(id)).toMatchObject({
      verdict: 'held',
      rule: 'reported',
      matched: '3 reports',
      history: [{ by: 'rules' }, { by: 'moderator' }, { verdict: 'held', by: 'readers', rule: 'reported', at: NOON }],
    });
    expect((await ferry.moderate('GET', '/comments?verdict=held')).json.items).toMatchObject([{ id }]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('are one where the settings say one', async () => {
    await begin({ settings: { reportsToHold: 1 } });
    const id = await ferry.published();

    await report(id);

    expect(await recordOf(id)).toMatchObject({ verdict: 'held', rule: 'reported' });
    expect(await ferry.disorder()).toEqual([]);
  });

  it('leave a placeholder where replies hang', async () => {
    const root = await ferry.published();
    const reply = await ferry.published({ parentId: root });

    await reportFrom(root, 1, MOST);

    expect(await ferry.thread()).toMatchObject([
      { id: root, removed: false, waiting: true, author: { name: '' }, body: '' },
      { id: reply, removed: false, parentId: root },
    ]);
    expect(await ferry.count()).toBe(1);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('at the same moment hold it once, and every one of them is received', async () => {
    await begin({ settings: { reportsToHold: 4 } });
    const id = await ferry.published();

    const answers = await Promise.all([1, 2, 3, 4].map((n) => report(id, network(n))));

    const { history } = await recordOf(id);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202]);
    expect(history.filter(({ by }: { by: string }) => by === 'readers')).toHaveLength(1);
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('do not hold what a moderator has approved afterwards: it is to be looked at again, by other readers’ reports', async () => {
    const id = await ferry.published();
    await reportFrom(id, 1, MOST);

    const approved = await ferry.decide(id, 'approve');
    await reportFrom(id, 1, MOST);
    const again = await recordOf(id);
    await reportFrom(id, 11, 10 + MOST - 1);
    const almost = await recordOf(id);
    await report(id, network(10 + MOST));

    expect(approved.json).toMatchObject({ verdict: 'published', reports: 0 });
    expect([again, almost]).toMatchObject([
      { verdict: 'published', reports: 0 },
      { verdict: 'published', reports: MOST - 1 },
    ]);
    expect(await recordOf(id)).toMatchObject({ verdict: 'published', reports: MOST });
    expect(await reportedIds()).toEqual([id]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('hold it again once its author has made something else of it', async () => {
    const { json } = await ferry.send({}, { headers: await ferry.provenHeaders('wren@example.org') });
    await app.moderation.approve(json.id);
    await reportFrom(json.id, 1, MOST);
    await ferry.decide(json.id, 'approve');

    await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Unkind words.' });
    const edited = await recordOf(json.id);
    await reportFrom(json.id, 11, 10 + MOST);

    expect(edited.verdict).toBe('published');
    expect(await recordOf(json.id)).toMatchObject({ verdict: 'held', rule: 'reported' });
  });

  it('that were too few are forgotten when a moderator has decided on it', async () => {
    const id = await ferry.published();
    await reportFrom(id, 1, MOST - 1);

    for (const act of ['reject', 'approve']) await ferry.decide(id, act);

    expect(await recordOf(id)).toMatchObject({ verdict: 'published', reports: 0 });
    expect([(await ferry.thread()).length, await ferry.count()]).toEqual([1, 1]);
  });

  it('keep it held when its author mends it', async () => {
    const { json } = await ferry.send();
    await app.moderation.approve(json.id);
    await reportFrom(json.id, 1, MOST);

    const edited = await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Kind words.' });

    expect(edited.json.status).toBe('held');
    expect(await recordOf(json.id)).toMatchObject({ verdict: 'held', rule: 'reported', comment: 'Kind words.' });
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('the queue of reported comments', () => {
  it('has what is visible and reported, most reported first, and of those the newest', async () => {
    const [once, twice, later] = [await ferry.published(), await ferry.published(), await ferry.published()];
    const held = await ferry.published();
    await ferry.published();
    await report(once, network(1));
    await reportFrom(twice, 1, 2);
    await reportFrom(held, 1, MOST);
    app.setClock('2026-11-23T12:10:00.000Z');
    await report(later, network(1), { reason: 'Rude.' });

    const { statusCode, json } = await ferry.moderate('GET', '/comments?reported=true');
    const first = (await ferry.moderate('GET', '/comments?reported=true&limit=2')).json;
    const second = (await ferry.moderate('GET', `/comments?reported=true&limit=2&cursor=${first.next}`)).json;

    expect(statusCode).toBe(200);
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual([twice, later, once]);
    expect(json.items[1]).toMatchObject({ verdict: 'published', reports: 1, reasons: ['Rude.'] });
    expect(json.total).toEqual({ count: 3, exact: true });
    expect([...first.items, ...second.items]).toEqual(json.items);
    expect(await ferry.disorder('2026-11-23T12:10:00.000Z')).toEqual([]);
  });

  it.each<[string, (id: string, token: string) => Promise<unknown>]>([
    ['a moderator says that it stays', (id) => ferry.decide(id, 'approve')],
    ['a moderator takes it away', (id) => ferry.decide(id, 'remove')],
    ['a moderator calls it spam', (id) => ferry.decide(id, 'spam')],
    ['more readers report it, until it is held', (id) => reportFrom(id, 2, MOST)],
    ['its author takes it back', (id, token) => app.post(`/v1/comments/${id}/removal`, { token })],
    [
      'its author makes of it what waits',
      (id, token) => app.post(`/v1/comments/${id}/edit`, { token, comment: 'Else.' }),
    ],
    ['its author is erased', async () => ferry.moderate('DELETE', `/people/${await app.personOf('wren@example.org')}`)],
  ])('has it no more once %s', async (_what, happen) => {
    const { json } = await ferry.send();
    await app.moderation.approve(json.id);
    await report(json.id, network(1));
    const before = await reportedIds();

    await happen(json.id, json.edit.token);

    expect([before, await reportedIds()]).toEqual([[json.id], []]);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'reported')).toEqual([]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('has it again by the next report after a moderator said that it stays, and it is never hidden', async () => {
    const id = await ferry.published();
    await report(id, network(1));

    const kept = await ferry.decide(id, 'approve');
    const without = await reportedIds();
    const again = await ferry.decide(id, 'approve');
    await reportFrom(id, 11, 20);

    expect([kept.statusCode, kept.json.verdict, kept.json.reports, without]).toEqual([200, 'published', 0, []]);
    // Sent again, it gets its first answer again.
    expect([again.statusCode, again.json.verdict]).toEqual([200, 'published']);
    expect(await recordOf(id)).toMatchObject({ verdict: 'published', reports: 10 });
    expect(await reportedIds()).toEqual([id]);
    expect([(await ferry.thread()).length, await ferry.count()]).toEqual([1, 1]);
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('a report of what nobody can see', () => {
  it.each<[string, () => Promise<string>]>([
    ['that is not there', async () => UNKNOWN],
    ['that is held', () => ferry.held()],
    [
      'that readers’ reports hold',
      async () => {
        const id = await ferry.published();
        await reportFrom(id, 1, MOST);
        return id;
      },
    ],
    [
      'that was removed',
      async () => {
        const id = await ferry.published();
        await ferry.decide(id, 'remove');
        return id;
      },
    ],
    [
      'that is spam',
      async () => {
        const id = await ferry.held();
        await ferry.decide(id, 'spam');
        return id;
      },
    ],
  ])('is answered as one of a comment %s, and changes nothing', async (_what, prepare) => {
    const id = await prepare();
    const before = await everything();

    const [told, form] = [await report(id), await new Browser(app).submit(reportForm(id), { reason: 'Rude.' })];

    expect([told.statusCode, told.json.code, told.json.detail]).toEqual([
      404,
      'comment-not-found',
      `There is no comment ${id}.`,
    ]);
    expect([form.statusCode, form.headers['content-type'], form.headers['cache-control']]).toEqual([
      404,
      'text/html; charset=utf-8',
      'private, no-store',
    ]);
    const after = await everything();
    expect(after).toEqual(before);
  });

  it.each(['nothing', UNKNOWN.replace('4000', 'A000'), '__proto__'])('cannot be one of %j', async (id) => {
    const answer = await report(id);

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'parameter-invalid']);
  });

  it.each<[string, unknown]>([
    ['of two lines', 'Rude.\nBcc: all@example.org'],
    ['of 201 characters', 'r'.repeat(201)],
    ['that is a number', 7],
  ])('takes no reason %s', async (_what, reason) => {
    const id = await ferry.published();

    const { statusCode, json } = await report(id, {}, { reason });

    expect([statusCode, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ['/reason']]);
    expect((await recordOf(id)).reports).toBe(0);
  });
});

describe('the page that reports a comment', () => {
  it('is linked beside the comment, shows it, and has one button', async () => {
    const id = await ferry.published({ name: 'Zoë Lindqvist', comment: 'It smelt of *rust*.' });

    const article = await app.get('/abroad/ferry');
    const { statusCode, headers, body = '' } = await pageOf(id);

    expect(article.body).toContain(`href="/comments/${id}/report" rel="nofollow"`);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'private, no-cache']);
    expect(body).toContain('<meta name="robots" content="noindex"/>');
    expect(body).toContain('Zoë Lindqvist');
    expect(body).toContain('<p>It smelt of <em>rust</em>.</p>');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(await htmlFaults(body)).toEqual([]);
  });

  it('reports it when the button is pressed, and not before', async () => {
    const id = await ferry.published();
    const reports = async () => (await ferry.moderate('GET', `/comments/${id}`)).json.reports;
    const browser = new Browser(app);
    const form = formIn(await pageOf(id), '/reports');
    const before = await reports();

    const pressed = await browser.submit(form);
    const told = await browser.follow(pressed);

    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/comments/reported']);
    expect([told.statusCode, told.headers['cache-control'], told.cookies]).toEqual([
      200,
      'private, no-store',
      undefined,
    ]);
    expect(told.body).toContain('Your report was received.');
    expect([before, await reports()]).toEqual([0, 1]);
  });

  it('asks why, which nobody has to say, and moderators read it', async () => {
    const id = await ferry.published();
    const page = await pageOf(id);
    const form = formIn(page, '/reports');
    const reasons = async () => (await ferry.moderate('GET', `/comments/${id}`)).json.reasons;

    await new Browser(app).submit(form, { reason: '' });
    const silent = await reasons();
    await new Browser(app, '192.0.2.77').submit(form, { reason: 'It is an advertisement.' });

    expect(page.body).toMatch(/<label>Why\?[^<]*<input type="text" name="reason" maxlength="200"/);
    expect([silent, await reasons()]).toEqual([[], ['It is an advertisement.']]);
  });

  it('is there where comments are closed', async () => {
    await app.publication.publish(anArticle({ slug: 'closed' }), undefined);
    const id = await new Commenting(app, 'closed').published();
    await ferry.moderate('PUT', '/threads/closed', { open: false });

    const article = await app.get('/abroad/closed');

    expect(article.body).toContain('Comments are closed.');
    expect(article.body).toContain(`href="/comments/${id}/report"`);
  });

  it('is none for a comment that nobody can read', async () => {
    const gone = anArticle({ slug: 'gone' });
    await app.publication.publish(gone, undefined);
    const withdrawn = await new Commenting(app, 'gone').published();
    await app.publication.withdraw(gone, NOON);
    const removed = await ferry.published();
    await ferry.decide(removed, 'remove');
    const comments = [withdrawn, removed, await ferry.held(), '00000000-0000-4000-8000-000000000000'];

    const pages = await Promise.all(comments.map(pageOf));

    expect(pages.map(({ statusCode }) => statusCode)).toEqual([410, 404, 404, 404]);
    expect(pages.filter(({ body }) => body?.includes('<form'))).toEqual([]);
  });
});

const reportForm = (id: string) => ({ action: `/v1/comments/${id}/reports`, fields: {}, unticked: [] });
