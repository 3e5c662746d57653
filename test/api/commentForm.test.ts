import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, type RequestOptions, startApp } from '../support/app.ts';
import { Browser, type Form, formIn } from '../support/browser.ts';
import { anArticle, aSubmission, MORNING, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

/*
 * The comment form of WordPress, as its users know it, and ours: what it does, row by row, is matched or beaten.
 */

const FERRY = anArticle({ slug: 'ferry' });
const WREN = 'wren@example.org';
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };
const THREAD = '/v1/articles/ferry/comments';
const WRITTEN = { name: 'Wren Adeyemi', email: WREN, comment: 'It smelt of paint.' };
const A_MINUTE_ON = '2026-11-23T12:01:00.000Z';

let app: App;
let ferry: Commenting;
let browser: Browser;

const begin = async (options: Parameters<typeof startApp>[0] = {}) => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 }, ...options });
  await app.publication.publish(FERRY, undefined);
  ferry = new Commenting(app);
  browser = new Browser(app);
};

beforeEach(() => begin());

const submissions = async () => (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
const recordOf = async (id: string) => (await ferry.moderate('GET', `/comments/${id}`)).json;
const ruleOf = async ({ json }: Answer) => (await recordOf(json.id)).rule;

/** Opens the article, and reads until the form has been there for a minute. */
async function openForm(target = '/abroad/ferry'): Promise<Form> {
  const form = formIn(await browser.get(target), THREAD);
  app.setClock(A_MINUTE_ON);
  return form;
}

describe('200 on error, text can be lost', () => {
  it('422, form re-rendered with text, error beside each field, focus on the first', async () => {
    const answer = await browser.submit(await openForm(), { ...WRITTEN, name: ' ', email: 'wren@' });

    const { comment, name, email } = formIn(answer, THREAD).fields;
    expect([answer.statusCode, comment?.value]).toEqual([422, WRITTEN.comment]);
    expect([comment, name, email]).toMatchObject([
      { invalid: false, focused: false },
      { invalid: true, focused: true, described: expect.stringContaining('Name must not be empty.') },
      { invalid: true, focused: false, described: expect.stringContaining('Email must be an email address') },
    ]);
  });

  it('JSON client gets problem+json', async () => {
    const answer = await ferry.send({ name: ' ', email: 'wren@' });

    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.json.errors).toEqual([
      { pointer: '/name', detail: 'must not be empty' },
      { pointer: '/email', detail: 'must be an email address such as name@example.com' },
    ]);
  });
});

describe('empty page for unknown post', () => {
  it.each([
    ['404', 'nowhere', 404, 'article-not-found'],
    ['410', 'ferry', 410, 'article-withdrawn'],
  ])('%s', async (_row, slug, status, code) => {
    await app.publication.withdraw(FERRY, NOON);

    const { statusCode, json } = await new Commenting(app, slug).send();

    expect([statusCode, json.code]).toEqual([status, code]);
  });

  it('closed is 403, told before typing: form not shown', async () => {
    await ferry.moderate('PUT', '/threads/ferry', { open: false });

    const [article, form] = [await browser.get('/abroad/ferry'), await browser.get('/comments/new?article=ferry')];

    expect(article.body).toContain('Comments are closed.');
    expect(article.body).not.toContain('<form');
    expect(form.statusCode).toBe(403);
  });

  it('closed is 403, and again on submit with the text kept', async () => {
    const form = await openForm();
    await ferry.moderate('PUT', '/threads/ferry', { open: false });

    const [answer, told] = [await browser.submit(form, WRITTEN), await ferry.send()];

    expect([answer.statusCode, told.statusCode, told.json.code]).toEqual([403, 403, 'comments-closed']);
    expect(answer.body).toContain(WRITTEN.comment);
  });

  it('closed so many days after publication is closed to the millisecond', async () => {
    await begin({ settings: { closeAfterDays: 14 } });
    const end = Date.parse(MORNING) + 14 * 24 * 3_600_000;

    app.setClock(new Date(end - 1).toISOString());
    const before = await ferry.send();
    app.setClock(new Date(end).toISOString());
    const after = await ferry.send();

    expect([before.statusCode, after.statusCode]).toEqual([202, 403]);
  });
});

describe('duplicate/flood: read, then write, so two at once pass', () => {
  it('conditional writes: of two at once one passes', async () => {
    const answers = await Promise.all([1, 2].map(() => ferry.send({ comment: 'The same.' })));

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409]);
    expect(await submissions()).toHaveLength(1);
  });

  it('conditional writes: at once too, as many pass as the limit says', async () => {
    await begin({ rateLimit: { most: 3, seconds: 600 } });

    const answers = await Promise.all(Array.from({ length: 10 }, () => ferry.send()));

    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(7);
  });

  it.each<[string, RequestOptions]>([
    ['a key', { headers: { 'idempotency-key': 'one' } }],
    ['the form itself', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ])('one-time form key makes a retry return the first answer: %s', async (_what, options) => {
    const isForm = options.headers?.['content-type'] !== undefined;
    const { rendered } = (await openForm()).fields;
    const body = { ...WRITTEN, rendered: rendered?.value ?? '' };
    const send = () => app.post(THREAD, isForm ? String(new URLSearchParams(body)) : body, options);

    const [first, retry] = [await send(), await send()];

    expect(first.statusCode).toBe(isForm ? 303 : 202);
    expect([retry.statusCode, retry.body, retry.headers.location]).toEqual([
      first.statusCode,
      first.body,
      first.headers.location,
    ]);
    expect(await submissions()).toHaveLength(1);
  });
});

describe('429 without Retry-After', () => {
  it('429 + Retry-After', async () => {
    await begin({ rateLimit: { most: 1, seconds: 600 } });
    await ferry.held();
    app.setClock('2026-11-23T12:03:20.000Z');

    const { statusCode, headers } = await ferry.send();

    expect([statusCode, headers['retry-after']]).toEqual([429, '400']);
  });

  it.each<[string, RequestOptions, RequestOptions, number]>([
    ['prefix for IPv6 (/64)', { sourceIp: '2001:db8:1:2::1' }, { sourceIp: '2001:db8:1:2:3::9' }, 429],
    ['another /64', { sourceIp: '2001:db8:1:2::1' }, { sourceIp: '2001:db8:1:3::1' }, 202],
    ['whatever X-Forwarded-For says', {}, { headers: { 'x-forwarded-for': '192.0.2.1' } }, 429],
    ['whatever a forged viewer address says', {}, { headers: { 'cloudfront-viewer-address': '192.0.2.1:443' } }, 429],
  ])('limit by keyed hash of IP: %s', async (_what, one, other, status) => {
    await begin({ rateLimit: { most: 1, seconds: 600 } });
    await ferry.held({}, one);

    const { statusCode } = await ferry.send(ZOE, other);

    expect(statusCode).toBe(status);
  });

  it('limit per person, wherever they are', async () => {
    await begin({ rateLimit: { most: 1, seconds: 600 } });
    await ferry.held();

    const { statusCode } = await ferry.send({}, { sourceIp: '198.51.100.9' });

    expect(statusCode).toBe(429);
  });

  it('limit per article', async () => {
    const often = { most: 1_000, seconds: 600 };
    await begin({ settings: { rateLimits: { network: often, person: often, article: { most: 1, seconds: 3_600 } } } });
    await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
    await ferry.held();

    const here = await ferry.send(ZOE, { sourceIp: '198.51.100.9' });
    const elsewhere = await new Commenting(app, 'tram').send(ZOE);

    expect([here.statusCode, here.headers['retry-after'], elsewhere.statusCode]).toEqual([429, '3600', 202]);
  });
});

describe('typed email is identity', () => {
  it('proven author only', async () => {
    await ferry.published();

    const [typed, proven] = [await ferry.send(), await ferry.send({}, { headers: await ferry.provenHeaders(WREN) })];

    expect([typed.statusCode, proven.statusCode]).toEqual([202, 201]);
  });

  it.each([
    ['a staff name', { name: 'Ines Calder' }, 'staff-name'],
    ['a staff name in other letters', { name: 'Іnеs \u200bCаlder' }, 'staff-name'],
    ['a staff name among others', { name: 'Ines Calder (editor)' }, 'staff-name'],
    ['a staff email', { email: 'Ines@Broadsheet.example' }, 'staff-email'],
  ])('%s typed by a guest is always held', async (_what, changes, rule) => {
    await begin({
      settings: {
        moderation: 'all-published',
        staffNames: ['Ines Calder'],
        staffEmails: ['@broadsheet.example'],
      },
    });

    const [guest, other] = [await ferry.send(changes), await ferry.send()];

    expect([guest.statusCode, other.statusCode]).toEqual([202, 201]);
    expect(await ruleOf(guest)).toBe(rule);
  });
});

describe('words inside words', () => {
  const judged = async (settings: object, comment: string) => {
    await begin({ settings: { moderation: 'all-published', ...settings } });
    const answer = await ferry.send({ comment });
    return ruleOf(answer);
  };

  it.each([
    ['whole-word by default', { holdWords: ['press'] }, 'WordPress is a press.', 'hold-word'],
    ['whole-word by default', { holdWords: ['press'] }, 'WordPress impresses.', 'no-objection'],
    ['pattern on request', { holdPatterns: ['*press*'] }, 'WordPress impresses.', 'hold-pattern'],
    ['normalise Unicode first', { spamWords: ['casino'] }, 'A ｃａｓｉｎｏ.', 'spam-word'],
    ['homoglyphs too', { spamWords: ['casino'] }, 'A саsіnо.', 'spam-word'],
    ['digits for letters too', { spamWords: ['casino'] }, 'A c4s1n0.', 'spam-word'],
    ['and accents', { spamWords: ['casino'] }, 'A cåsïñó.', 'spam-word'],
    ['and zero-width', { spamWords: ['casino'] }, 'A ca\u200bsi\u2060n\u00ado.', 'spam-word'],
    [
      'and the marks of a link, as readers see it',
      { spamWords: ['casino'] },
      'A [cas](https://a.example/(b))ino.',
      'spam-word',
    ],
    ['whatever the direction marks', { spamWords: ['casino'] }, 'A ca\u200esi\u200fno.', 'spam-word'],
  ])('%s: %j', async (_row, settings, comment, rule) => {
    const judgement = await judged(settings, comment);

    expect(judgement).toBe(rule);
  });

  it('in name, email and website as well', async () => {
    await begin({ settings: { moderation: 'all-published', websiteField: true, spamWords: ['casino'] } });

    const answers = [
      await ferry.send({ name: 'Casino King' }),
      await ferry.send({ email: 'casino@example.org' }),
      await ferry.send({ website: 'https://casino.example.com' }),
    ];

    expect(await Promise.all(answers.map(ruleOf))).toEqual(Array(3).fill('spam-word'));
  });
});

describe('links counted as <a href', () => {
  it.each<[string, object, string | null]>([
    ['count any URL', { comment: 'http://one.example and ftp://two.example' }, '2 links'],
    ['or bare domain', { comment: 'one.example.com and www.two.com' }, '2 links'],
    ['in name', { name: 'Wren at one.com', comment: 'See two.com.' }, '2 links'],
    ['and website', { website: 'https://one.com', comment: 'See two.com.' }, '2 links'],
    ['and one is allowed', { comment: 'See https://one.example.com/a?b=c.' }, null],
  ])('%s', async (_row, changes, matched) => {
    await begin({ settings: { moderation: 'all-published', websiteField: true } });

    const answer = await ferry.send(changes);

    const record = await recordOf(answer.json.id);
    expect(answer.statusCode).toBe(matched ? 202 : 201);
    expect(record.rule).toBe(matched ? 'links' : 'no-objection');
    expect(record.matched?.slice(0, matched?.length)).toBe(matched ?? undefined);
  });
});

describe('silent trash', () => {
  const DUE = '2026-12-23T12:00:00.000Z';

  beforeEach(() => begin({ settings: { spamWords: ['casino'] } }));

  it('spam state, reason kept', async () => {
    const answer = await ferry.send({ comment: 'My casino.' });

    expect([answer.statusCode, answer.json.status]).toEqual([202, 'held']);
    expect((await ferry.moderate('GET', '/comments?verdict=spam')).json.items).toMatchObject([
      { id: answer.json.id, rule: 'spam-word', matched: 'casino (in the comment)' },
    ]);
  });

  it('restorable', async () => {
    const { json } = await ferry.send({ comment: 'My casino.' });

    const restored = await ferry.decide(json.id, 'restore');
    const approved = await ferry.decide(json.id, 'approve');

    expect([restored.json.verdict, approved.json.verdict]).toEqual(['held', 'published']);
    expect(await ferry.count()).toBe(1);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('expires after 30 days', async () => {
    const { json } = await ferry.send({ comment: 'My casino.' });
    const [stored] = await submissions();

    app.setClock(new Date(Date.parse(DUE) - 1).toISOString());
    const before = await ferry.moderate('GET', `/comments/${json.id}`);
    app.setClock(DUE);
    const after = await ferry.moderate('GET', `/comments/${json.id}`);

    expect(stored?.expiresAt).toBe(Date.parse(DUE) / 1_000);
    expect([before.statusCode, after.statusCode]).toEqual([200, 404]);
  });
});

describe('email hash in avatar URL', () => {
  it('no avatar: nothing readers get is made of the email', async () => {
    await ferry.published();
    const person = await app.personOf(WREN);
    const digests = await Promise.all(
      ['SHA-1', 'SHA-256', 'SHA-512'].map(async (algorithm) =>
        Buffer.from(await crypto.subtle.digest(algorithm, Buffer.from(WREN))).toString('hex'),
      ),
    );

    const bodies = await Promise.all([
      app.get(THREAD),
      app.get('/abroad/ferry'),
      app.get('/abroad/ferry/comments.rss'),
    ]);

    const told = bodies.map(({ body }) => body ?? '').join('\n');
    expect(bodies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(told).toContain('Wren Adeyemi');
    expect(told).not.toMatch(/wren@|gravatar|avatar/i);
    expect([person, ...digests].filter((hash) => told.includes(hash))).toEqual([]);
  });
});

describe('Website field always there', () => {
  it('off by default', async () => {
    const form = await openForm();

    const answer = await ferry.send({ website: 'https://pills.example' });

    expect(form.fields).not.toHaveProperty('website');
    expect((await browser.get('/abroad/ferry')).body).not.toContain('>Website');
    expect(await recordOf(answer.json.id)).toMatchObject({ website: null });
  });

  it('on where the site asks for it, and it must be an address of the web', async () => {
    await begin({ settings: { websiteField: true } });

    const [taken, refused] = [
      await ferry.send({ website: 'https://wren.example' }),
      await ferry.send({ website: 'javascript:alert(1)' }),
    ];

    expect(await recordOf(taken.json.id)).toMatchObject({ website: 'https://wren.example' });
    expect([refused.statusCode, refused.json.errors[0].pointer]).toEqual([422, '/website']);
  });
});

describe('no honeypot, no timing', () => {
  it.each<[string, Record<string, string>, string, string, string]>([
    ['honeypot (held with its name, not an error)', { remarks: 'x' }, A_MINUTE_ON, 'held', 'honeypot-filled'],
    ['signed render time: forged', { rendered: 'x' }, A_MINUTE_ON, 'held', 'form-forged'],
    ['signed render time: too fast', {}, '2026-11-23T12:00:02.999Z', 'held', 'form-too-fast'],
    ['signed render time: too old', {}, '2026-11-24T12:00:01.000Z', 'held', 'form-too-old'],
    ['signed render time: as people are', {}, A_MINUTE_ON, 'held', 'author-not-proven'],
  ])('%s; neither needs JavaScript', async (_row, changes, at, verdict, rule) => {
    const form = await openForm();
    app.setClock(at);

    const answer = await browser.submit(form, { ...WRITTEN, ...changes });
    const page = await browser.follow(answer);

    expect([answer.statusCode, page.statusCode]).toEqual([303, 200]);
    expect(page.body).toContain('Your comment is awaiting moderation');
    expect(await submissions()).toMatchObject([{ verdict, rule }]);
  });
});

describe('cached page, personal notice', () => {
  it('thread HTML cacheable and the same for all', async () => {
    const before = await app.get('/abroad/ferry');
    const { headers } = await browser.submit(formIn(before, THREAD), { ...WRITTEN, remember: 'yes' });

    const [mine, others] = [await browser.get('/abroad/ferry'), await app.get('/abroad/ferry')];
    const known = await app.get('/abroad/ferry', {
      headers: { cookie: browser.cookiesFor(headers.location ?? '').join('; ') },
    });

    expect(mine.headers['cache-control']).toMatch(/^public, max-age=10/);
    expect([mine.body, known.body]).toEqual([others.body, others.body]);
    expect(mine.body).not.toContain('awaiting moderation');
    expect([before, mine, known].map(({ cookies }) => cookies)).toEqual([undefined, undefined, undefined]);
  });

  it('the notice is on its own no-store page reached by 303', async () => {
    const answer = await browser.submit(await openForm(), WRITTEN);
    const page = await browser.follow(answer);

    expect([answer.statusCode, page.headers['cache-control']]).toEqual([303, 'private, no-store']);
    expect(page.body).toContain('Your comment is awaiting moderation');
    expect(page.body).toContain(WRITTEN.comment);
  });
});

describe('IP raw for ever', () => {
  it('keyed hash, expiry 30 days or less', async () => {
    const sourceIp = '198.51.100.23';
    const id = (await ferry.send({}, { sourceIp })).json.id;
    await app.moderation.approve(id);
    await app.post(`/v1/comments/${id}/reports`, {}, { sourceIp });

    const [newsroom, published] = [await scan(app, 'newsroom'), await scan(app, 'published')];

    const guards = newsroom.filter(({ type }) => type === 'guard');
    const days = guards.map(({ expiresAt }) => (Number(expiresAt) * 1_000 - Date.parse(NOON)) / 86_400_000);
    expect(guards.length).toBeGreaterThan(4);
    expect(Math.max(...days)).toBe(30);
    expect(JSON.stringify([newsroom, published, app.logs])).not.toContain(sourceIp);
  });

  it('checked on read too: what is over is not believed though DynamoDB has not deleted it', async () => {
    const { json } = await ferry.send({ comment: 'The same.' });
    app.setClock('2026-11-23T12:59:59.000Z');
    const before = await ferry.send({ comment: 'The same.' });
    app.setClock('2026-11-23T13:00:00.000Z');
    const after = await ferry.send({ comment: 'The same.' });

    expect([before.statusCode, after.statusCode]).toEqual([409, 202]);
    expect(after.json.id).not.toBe(json.id);
  });
});

describe('parent of another article accepted', () => {
  const refused = async (parentId: string) => {
    const { statusCode, json } = await ferry.send({ parentId });
    return [statusCode, json.errors?.[0]?.pointer];
  };

  it('parent must be of the same article', async () => {
    await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
    const parentId = await new Commenting(app, 'tram').published();

    expect(await refused(parentId)).toEqual([422, '/parentId']);
  });

  it.each(['held', 'reject', 'spam', 'remove'])('and visible: not one that is %s', async (act) => {
    const parentId = await ferry.held();
    if (act === 'remove') await ferry.decide(parentId, 'approve');
    if (act !== 'held') await ferry.decide(parentId, act);

    expect(await refused(parentId)).toEqual([422, '/parentId']);
  });

  it('depth capped, deeper replies attach to the last allowed level', async () => {
    const ids: (string | null)[] = [null];
    for (let n = 0; n < 8; n += 1) {
      app.setClock(`2026-11-23T12:0${n}:00.000Z`);
      ids.push(await ferry.published({ parentId: ids.at(-1) ?? null }));
    }

    const thread = await ferry.thread();

    expect(thread.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(thread.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 5, 5]);
    // The deepest stand beside one another, and each says whom it answers.
    expect(thread.map(({ parentId }) => parentId)).toEqual(ids.slice(0, 8));
  });
});

describe('pingbacks', () => {
  it('none: no page or feed offers them, and a request to make one is no comment', async () => {
    const pages = await Promise.all(['/', '/abroad', '/abroad/ferry'].map((target) => app.get(target)));
    const ping =
      '<?xml version="1.0"?><methodCall><methodName>pingback.ping</methodName><params>' +
      '<param><value>https://evil.example</value></param></params></methodCall>';

    const answer = await app.post(THREAD, ping, { headers: { 'content-type': 'text/xml' } });

    for (const { headers, body } of pages) {
      expect(headers).not.toHaveProperty('x-pingback');
      expect(body).not.toMatch(/pingback|trackback|xmlrpc/i);
    }
    expect([answer.statusCode, answer.json.code]).toEqual([415, 'media-type-unsupported']);
    expect(await submissions()).toEqual([]);
  });
});

describe('no edit, no report, no reply mail', () => {
  it('signed short edit link (same checks again)', async () => {
    await begin({ settings: { moderation: 'all-published' } });
    const { json } = await ferry.send();
    const edit = (comment: string) =>
      app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment }, { sourceIp: '203.0.113.9' });

    const [mended, linked] = [await edit('Mended.'), await edit('one.com, two.com')];
    const record = await recordOf(json.id);
    app.setClock('2026-11-23T12:15:00.000Z');
    const late = await edit('Too late.');

    expect([mended.json.status, linked.json.status, late.statusCode]).toEqual(['published', 'held', 403]);
    expect(record).toMatchObject({ verdict: 'held', rule: 'links' });
  });

  it('report', async () => {
    const id = await ferry.published();

    for (const n of [1, 2, 3]) await app.post(`/v1/comments/${id}/reports`, {}, { sourceIp: `203.0.113.${n}` });

    expect(await recordOf(id)).toMatchObject({ verdict: 'held', rule: 'reported' });
    expect(await ferry.count()).toBe(0);
  });

  it('opt-in reply mail after confirmation', async () => {
    const confirm = async () =>
      app.post('/v1/commenters/confirmation', {
        token: await app.tokens.sign(
          'mailbox',
          { person: await app.personOf(WREN) },
          new Date('2026-11-24T12:00:00.000Z'),
        ),
      });
    const reply = async (parentId: string) => {
      await ferry.published({ ...ZOE, parentId });
      return (await ferry.mails('reply')).length;
    };
    const [silent, asked] = [await ferry.published(), await ferry.published({ notify: true })];

    const before = [await reply(silent), await reply(asked)];
    await confirm();
    const after = [await reply(silent), await reply(asked)];

    expect(before).toEqual([0, 0]);
    expect(after).toEqual([0, 1]);
    expect(await ferry.mails('reply')).toMatchObject([{ to: WREN }]);
  });
});

describe('what matched already', () => {
  it('the form has the heading, the notice and the fields that people know, in their order', async () => {
    const page = await browser.get('/abroad/ferry');

    const form = formIn(page, THREAD);
    expect(page.body).toContain('Leave a Reply');
    expect(page.body).toMatch(/Your email address will not be published\.<\/span> Required fields are marked/);
    expect(page.body).toContain('Post Comment');
    expect(Object.keys(form.fields).slice(0, 3)).toEqual(['comment', 'name', 'email']);
    expect(form.fields.email?.described).toContain('Your email address will not be published.');
    expect(form.unticked).toEqual(['remember', 'notify']);
  });

  it('"Leave a Reply to NAME" and "Cancel reply" in a thread', async () => {
    const parentId = await ferry.published(ZOE);

    const { body } = await browser.get(`/abroad/ferry?replyTo=${parentId}`);

    expect(body).toContain(`Leave a Reply to ${ZOE.name}`);
    expect(body).toContain('Cancel reply');
  });

  it('a method that is none of it is 405 with what is', async () => {
    const body = aSubmission();

    const answers = await Promise.all(['PUT', 'DELETE'].map((method) => app.request(method, THREAD, { body })));

    for (const { statusCode, headers } of answers) {
      expect([statusCode, headers.allow]).toEqual([405, expect.stringMatching(/POST/)]);
    }
  });
});
