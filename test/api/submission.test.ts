import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import type { SubmissionBody } from '../../functions/comments/submitting/schema.ts';
import { type Answer, type App, type RequestOptions, startApp } from '../support/app.ts';
import { anArticle, aSubmission, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';
import { spent } from '../support/reading.ts';

const THREAD = '/v1/articles/ferry/comments';
const OFTEN = { most: 1_000, seconds: 600 };
const UNKNOWN_COMMENT = '00000000-0000-4000-8000-000000000000';

let app: App;

beforeEach(async () => {
  app = await appWithFerry();
});

async function appWithFerry(options?: Parameters<typeof startApp>[0]): Promise<App> {
  const started = await startApp(options);
  await started.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  return started;
}

const itemsOf = (table: keyof App['tables'], from = app) => scan(from, table);

/** What readers have caused to be written: all but the settings. */
const written = async () => (await itemsOf('newsroom')).filter(({ type }) => type !== 'settings');

const storedSubmissions = async (from = app) =>
  (await itemsOf('newsroom', from)).filter(({ type }) => type === 'submission');

const submit = (changes: Partial<SubmissionBody> = {}, options?: RequestOptions) =>
  app.post(THREAD, aSubmission(changes), options);

const withKey = (key: string): RequestOptions => ({ headers: { 'Idempotency-Key': key } });

const minutesAfterNoon = (minutes: number) => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();

const pointers = ({ json }: Answer) => json.errors.map(({ pointer }: { pointer: string }) => pointer);

const tally = (answers: readonly Answer[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(answers, ({ statusCode }) => String(statusCode))).map(([status, same]) => [
      status,
      same?.length,
    ]),
  );

describe('POST /v1/articles/{slug}/comments', () => {
  it('holds a comment and says that it awaits moderation', async () => {
    const answer = await submit();

    expect(answer.statusCode).toBe(202);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'held',
      message: expect.stringContaining('awaiting moderation'),
      edit: { token: expect.stringMatching(/^[\w-]+\.[\w-]+$/), until: minutesAfterNoon(15) },
    });
  });

  it('keeps what was sent in Newsroom and leaves Published as it was', async () => {
    const published = await itemsOf('published');

    const answer = await submit();

    expect(await storedSubmissions()).toEqual([
      expect.objectContaining({
        id: answer.json.id,
        thread: 'ferry',
        name: 'Wren Adeyemi',
        email: 'wren@example.org',
        comment: 'I was on the first one out. It smelt of paint.',
        parentId: null,
        submittedAt: NOON,
        verdict: 'held',
        published: null,
      }),
    ]);
    expect(await itemsOf('published')).toEqual(published);
    expect((await app.get(THREAD)).json.items).toEqual([]);
  });

  it.each([
    ['without a key', {}],
    ['with an idempotency key', withKey('one')],
  ])('spends a read, a count and a transaction of at most 14 write units, %s', async (_how, options) => {
    // The settings are remembered.
    await submit({ email: 'ines@example.org' });

    await submit({}, options);

    expect(spent(app)).toMatchObject({ requests: 3, readUnits: 0.5 });
    expect(spent(app)?.writeUnits).toBeGreaterThan(0);
    expect(spent(app)?.writeUnits).toBeLessThanOrEqual(14);
  });

  it('writes the address nowhere, and the email only into the submission itself', async () => {
    await submit({ email: 'Wren@Example.org' }, { ...withKey('one'), sourceIp: '198.51.100.23' });

    const [newsroom, published] = await Promise.all([itemsOf('newsroom'), itemsOf('published')]);
    const elsewhere = [...published, ...newsroom.filter(({ type }) => type !== 'submission')];
    expect(elsewhere.map(({ type }) => type)).toContain('guard');
    expect(JSON.stringify([newsroom, published])).not.toContain('198.51.100.23');
    expect(JSON.stringify(elsewhere)).not.toMatch(/wren@example\.org/i);
    expect(JSON.stringify(app.logs)).not.toMatch(/wren@example\.org|198\.51\.100\.23/i);
  });
});

describe('what guards a submission', () => {
  it('expires: rates with their windows, the text after an hour, the key after a day', async () => {
    app.setClock('2026-11-23T12:03:20.000Z');

    await submit({}, withKey('one'));

    const guards = (await itemsOf('newsroom')).filter(({ type }) => type === 'guard');
    const lifetimes = guards.map(({ pk, expiresAt }) => [
      pk.split('#', 1)[0],
      Number(expiresAt) - Date.parse('2026-11-23T12:03:20.000Z') / 1000,
    ]);
    expect(lifetimes.toSorted()).toEqual([
      ['DUPLICATE', 3600],
      // The article's, by the hour; the network's and the person's, by ten minutes.
      ['RATE', 3400],
      ['RATE', 400],
      ['RATE', 400],
      ['SUBMISSION', 86_400],
    ]);
  });
});

describe('the fields of a submission', () => {
  it('are named all at once where they are missing', async () => {
    const answer = await app.post(THREAD, {});

    expect(answer.statusCode).toBe(422);
    expect(answer.json).toMatchObject({
      code: 'field-invalid',
      errors: [
        { pointer: '/name', detail: 'is required' },
        { pointer: '/email', detail: 'is required' },
        { pointer: '/comment', detail: 'is required' },
      ],
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an empty name', { name: '' }, '/name'],
    ['a name of white space', { name: ' \t\u00a0\u2003' }, '/name'],
    ['a name of 101 characters', { name: 'n'.repeat(101) }, '/name'],
    ['a name with a header in it', { name: 'Wren\r\nBcc: all@example.org' }, '/name'],
    ['a name of two lines', { name: 'Wren\nAdeyemi' }, '/name'],
    ['a name with a carriage return', { name: 'Wren\rAdeyemi' }, '/name'],
    ['a name with a line separator', { name: 'Wren\u2028Adeyemi' }, '/name'],
    ['a name with a NUL', { name: 'Wren\u0000' }, '/name'],
    ['a name with an escape sequence', { name: 'Wren\u001b[31m' }, '/name'],
    ['a name that is half a character', { name: 'Wren \ud800' }, '/name'],
    ['a name that is a number', { name: 7 }, '/name'],
    ['a name that is null', { name: null }, '/name'],
    ['an empty email', { email: '' }, '/email'],
    ['an email of white space', { email: '   ' }, '/email'],
    ['an email without an @', { email: 'wren.example.org' }, '/email'],
    ['an email without a name', { email: '@example.org' }, '/email'],
    ['an email without a domain', { email: 'wren@' }, '/email'],
    ['an email with a domain that is none', { email: 'wren@b\u00fccher..example' }, '/email'],
    ['an email with a hyphen at the end of its domain', { email: 'wren@example-.org' }, '/email'],
    ['an email with letters before its @ that no browser takes', { email: 'w\u00fcrn@example.org' }, '/email'],
    ['an email in quotes', { email: '"wren adeyemi"@example.org' }, '/email'],
    [
      'an email whose domain is too long in letters of ASCII',
      { email: `wren@${'\u00fc'.repeat(60)}.example` },
      '/email',
    ],
    ['a name that turns the direction within', { name: 'Wren \u202eimeyeda' }, '/name'],
    ['a name of nothing but marks of direction', { name: '\u2068\u200f\u2069' }, '/name'],
    ['an email with two @', { email: 'wren@@example.org' }, '/email'],
    ['an email with a space', { email: 'wren adeyemi@example.org' }, '/email'],
    ['two emails', { email: 'wren@example.org,ines@example.org' }, '/email'],
    ['an email in angle brackets', { email: 'Wren <wren@example.org>' }, '/email'],
    ['an email with a header behind it', { email: 'wren@example.org\r\nBcc: all@example.org' }, '/email'],
    ['an email with a header in it', { email: 'wren\nBcc: all@example.org' }, '/email'],
    ['an email with a NUL', { email: 'wren\u0000@example.org' }, '/email'],
    ['an email of 255 characters', { email: `${'w'.repeat(243)}@example.org` }, '/email'],
    ['an email in a list', { email: ['wren@example.org'] }, '/email'],
    ['an empty comment', { comment: '' }, '/comment'],
    ['a comment of white space', { comment: ' \r\n\t\n ' }, '/comment'],
    ['a comment of 10,001 characters', { comment: 'c'.repeat(10_001) }, '/comment'],
    ['a comment with a NUL', { comment: 'Hear, \u0000 hear' }, '/comment'],
    ['a comment with a backspace', { comment: 'Hear, \u0008 hear' }, '/comment'],
    ['a comment that is half a character', { comment: 'Hear \udfff hear' }, '/comment'],
    ['a comment with bytes lost on the way', { comment: 'Hear \ufffd hear' }, '/comment'],
    ['a comment that is an object', { comment: { text: 'Hear, hear' } }, '/comment'],
    ['a parent that is no id', { parentId: 'the one above' }, '/parentId'],
    ['an empty parent', { parentId: '' }, '/parentId'],
    ['a parent that is a number', { parentId: 1 }, '/parentId'],
  ])('are refused by name: %s', async (_what, changes, pointer) => {
    const answer = await app.post(THREAD, { ...aSubmission(), ...changes });

    expect(answer.statusCode).toBe(422);
    expect(answer.json.code).toBe('field-invalid');
    expect(new Set(pointers(answer))).toEqual(new Set([pointer]));
    expect(await storedSubmissions()).toEqual([]);
  });

  it.each<[string, Partial<SubmissionBody>, Partial<SubmissionBody>]>([
    ['a name of 100 characters', { name: 'n'.repeat(100) }, { name: 'n'.repeat(100) }],
    ['a name with white space around it', { name: ' \r\nWren \n' }, { name: 'Wren' }],
    ['a name in decomposed letters', { name: 'Ine\u0301s' }, { name: 'In\u00e9s' }],
    ['a name in another script', { name: '渡辺 直美' }, { name: '渡辺 直美' }],
    [
      'an email of 254 characters',
      { email: `${'w'.repeat(242)}@example.org` },
      { email: `${'w'.repeat(242)}@example.org` },
    ],
    [
      'an email as a browser takes it',
      { email: "o'brien&sons=1@example.org" },
      { email: "o'brien&sons=1@example.org" },
    ],
    [
      'an email with every sign that HTML knows',
      { email: `.!#$%&'*+/=?^_\`{|}~-@a.b` },
      { email: `.!#$%&'*+/=?^_\`{|}~-@a.b` },
    ],
    ['an email at a host without a dot', { email: 'wren@localhost' }, { email: 'wren@localhost' }],
    [
      'an email at a domain in its own script',
      { email: 'wren@B\u00fccher.example' },
      { email: 'wren@xn--bcher-kva.example' },
    ],
    ['the same in ASCII', { email: 'wren@xn--bcher-kva.example' }, { email: 'wren@xn--bcher-kva.example' }],
    [
      'an email at a domain in decomposed letters',
      { email: 'wren@bu\u0308cher.example' },
      { email: 'wren@xn--bcher-kva.example' },
    ],
    ['an email as a phone copies it', { email: '\u2068wren@example.org\u2069' }, { email: 'wren@example.org' }],
    ['a name as a phone writes it', { name: '\u2068Wren\u2069 \u2068Adeyemi\u2069' }, { name: 'Wren Adeyemi' }],
    ['a name with marks of direction around it', { name: '\u200f \u202dWren\u202c\u200e' }, { name: 'Wren' }],
    ['a name that needs a mark within', { name: '\u05d0\u200e!\u05d1' }, { name: '\u05d0\u200e!\u05d1' }],
    [
      'a comment without what turns its direction',
      { comment: 'It \u202eton saw\u202c so.' },
      { comment: 'It ton saw\u202c so.' },
    ],
    ['an email with a tag', { email: 'wren+ferry@mail.example.org' }, { email: 'wren+ferry@mail.example.org' }],
    ['a comment of 10,000 characters', { comment: 'c'.repeat(10_000) }, { comment: 'c'.repeat(10_000) }],
    ['line breaks of any kind', { comment: 'One\r\ntwo\rthree\n\tfour\n' }, { comment: 'One\ntwo\nthree\n\tfour' }],
    ['no parent, said aloud', { parentId: null }, { parentId: null }],
  ])('are taken, and kept tidy: %s', async (_what, changes, kept) => {
    const answer = await submit(changes);

    expect(answer.statusCode).toBe(202);
    expect(await storedSubmissions()).toMatchObject([kept]);
  });

  it('take 10,000 characters however they are escaped', async () => {
    const escaped = '\\ud83d\\udea2'.repeat(5_000);

    const answer = await app.post(THREAD, JSON.stringify(aSubmission({ comment: '#' })).replace('#', escaped));

    expect(answer.statusCode).toBe(202);
    expect(await storedSubmissions()).toMatchObject([{ comment: '🚢'.repeat(5_000) }]);
  });

  it('that nobody asked for are refused', async () => {
    const stranger = { verdict: 'published', id: 'mine', rule: 'trusted', parentID: null };

    const answer = await app.post(THREAD, { ...aSubmission(), ...stranger });

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([
      { pointer: '/verdict', detail: 'is not a field here' },
      { pointer: '/id', detail: 'is not a field here (did you mean "parentId"?)' },
      { pointer: '/rule', detail: 'is not a field here' },
      { pointer: '/parentID', detail: 'is not a field here (did you mean "parentId"?)' },
    ]);
    expect(await storedSubmissions()).toEqual([]);
  });
});

describe('the website of a commenter, where the site wants it', () => {
  beforeEach(async () => {
    app = await appWithFerry({ settings: { websiteField: true, linksAllowed: 5 } });
  });

  it.each([
    ...['ftp://a.example', 'javascript:alert(1)', 'a.example', 'https://', 'https://[::', 'https://a.example:99999/'],
    ...['https://a.example/\ud800', 'https://a.example/\0', 'https://a.example/\u202e', 'https://u:p@a.example/'],
    ...['https://a.example/\u0001\u007f', 'https://a.example/"x', 'https://a.example\\@b.example'],
  ])('is no %j', async (website) => {
    const answer = await submit({ website });

    expect([answer.statusCode, pointers(answer)]).toEqual([422, ['/website']]);
  });

  it.each(['', 'https://a.example/', 'HTTP://A.example/x?y=1#z', 'https://exämple.com/wöhin'])(
    'may be %j',
    async (website) => {
      const answer = await submit({ website });

      const [stored] = await storedSubmissions();
      expect([answer.statusCode, stored?.website]).toEqual([202, website || null]);
    },
  );
});

describe('the article a submission is for', () => {
  it('is unknown', async () => {
    const answer = await app.post('/v1/articles/nowhere/comments', aSubmission());

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'article-not-found']);
  });

  it('takes comments from the millisecond it is published, and is unknown until then', async () => {
    await app.publication.publish(anArticle({ slug: 'tomorrow', publishedAt: '2026-11-24T06:00:00.000Z' }), undefined);

    app.setClock('2026-11-24T05:59:59.999Z');
    const before = await app.post('/v1/articles/tomorrow/comments', aSubmission());
    app.setClock('2026-11-24T06:00:00.000Z');
    const at = await app.post('/v1/articles/tomorrow/comments', aSubmission());

    expect([before.statusCode, before.json.code]).toEqual([404, 'article-not-found']);
    expect(at.statusCode).toBe(202);
  });

  it('has been withdrawn', async () => {
    await app.publication.withdraw(anArticle({ slug: 'ferry' }), NOON);

    const answer = await submit();

    expect([answer.statusCode, answer.json.code]).toEqual([410, 'article-withdrawn']);
  });

  it('has moved: the answer leads to its comments at the new slug', async () => {
    const moved = anArticle({ slug: 'night-boat', thread: 'ferry' });
    await app.publication.publish(moved, anArticle({ slug: 'ferry' }));
    await app.publication.redirect('ferry', moved);

    const old = await submit();
    const there = await app.post(old.headers.location ?? '', aSubmission());

    expect([old.statusCode, old.json.code]).toEqual([308, 'article-moved']);
    expect(old.headers.location).toBe('/v1/articles/night-boat/comments');
    expect(there.statusCode).toBe(202);
    expect(await storedSubmissions()).toMatchObject([{ thread: 'ferry' }]);
  });

  it('has its comments closed', async () => {
    await app.publication.publish(anArticle({ slug: 'closed', commentsOpen: false }), undefined);

    const answer = await app.post('/v1/articles/closed/comments', aSubmission());

    expect([answer.statusCode, answer.json.code]).toEqual([403, 'comments-closed']);
  });

  it.each(['nowhere', 'closed', 'withdrawn'])('is %s: nothing is stored or counted', async (slug) => {
    await app.publication.publish(anArticle({ slug: 'closed', commentsOpen: false }), undefined);
    await app.publication.publish(anArticle({ slug: 'withdrawn' }), undefined);
    await app.publication.withdraw(anArticle({ slug: 'withdrawn' }), NOON);

    await app.post(`/v1/articles/${slug}/comments`, aSubmission());

    expect(await written()).toEqual([]);
  });
});

describe('the parent of a reply', () => {
  const parentOn = async (slug: string) => {
    const { json } = await app.post(`/v1/articles/${slug}/comments`, aSubmission({ comment: `A parent on ${slug}.` }));
    return json.id as string;
  };

  it('may be any visible comment of the article', async () => {
    const parentId = await parentOn('ferry');
    await app.moderation.approve(parentId, 'mo');

    const answer = await submit({ parentId });

    expect(answer.statusCode).toBe(202);
    expect(await storedSubmissions()).toContainEqual(expect.objectContaining({ id: answer.json.id, parentId }));
  });

  it.each<[string, () => Promise<string>]>([
    ['unknown', async () => UNKNOWN_COMMENT],
    ['still held', () => parentOn('ferry')],
    [
      'rejected',
      async () => {
        const id = await parentOn('ferry');
        await app.moderation.reject(id, 'mo');
        return id;
      },
    ],
    [
      'a comment of another article',
      async () => {
        await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
        const id = await parentOn('tram');
        await app.moderation.approve(id, 'mo');
        return id;
      },
    ],
  ])('is refused when it is %s', async (_what, parent) => {
    const parentId = await parent();

    const answer = await submit({ parentId, comment: 'A reply.' }, withKey('reply'));

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(pointers(answer)).toEqual(['/parentId']);
    expect(await storedSubmissions()).not.toContainEqual(expect.objectContaining({ comment: 'A reply.' }));
  });

  it('may become visible later: the same request is then taken', async () => {
    const parentId = await parentOn('ferry');
    await submit({ parentId }, withKey('reply'));
    await app.moderation.approve(parentId, 'mo');

    const answer = await submit({ parentId }, withKey('reply'));

    expect(answer.statusCode).toBe(202);
  });
});

describe('Idempotency-Key', () => {
  it('gives a repeat the first answer and stores it once', async () => {
    const first = await submit({}, withKey('one'));
    app.setClock(minutesAfterNoon(90));

    const repeat = await submit({}, withKey('one'));

    expect(repeat.statusCode).toBe(202);
    expect(repeat.body).toBe(first.body);
    expect(await storedSubmissions()).toHaveLength(1);
  });

  it.each<[string, (parentId: string) => Partial<SubmissionBody>]>([
    ['text', () => ({ comment: 'On second thoughts, it smelt of tar.' })],
    ['name', () => ({ name: 'W. Adeyemi' })],
    ['parent', (parentId) => ({ parentId })],
  ])('is refused with another %s', async (_what, changes) => {
    const { json: first } = await submit({}, withKey('one'));
    await app.moderation.approve(first.id);

    const answer = await submit(changes(first.id), withKey('one'));

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'idempotency-key-reused']);
    expect(answer.json.errors).toMatchObject([{ header: 'idempotency-key' }]);
    expect(await storedSubmissions()).toHaveLength(1);
  });

  it.each([
    ['spaces', 'one two'],
    ['nothing', ''],
    ['201 characters', 'k'.repeat(201)],
    ['letters beyond ASCII', 'clé'],
    ['a control character', 'one\u0007'],
    ['a line break', 'one\r\nSet-Cookie: a=b'],
  ])('is refused when it holds %s', async (_what, key) => {
    const answer = await submit({}, withKey(key));

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'header-invalid']);
    expect(answer.json.errors).toMatchObject([{ header: 'idempotency-key' }]);
    expect(await written()).toEqual([]);
  });

  it('may have 200 characters', async () => {
    const answer = await submit({}, withKey('k'.repeat(200)));

    expect(answer.statusCode).toBe(202);
  });

  it.each<[string, Partial<SubmissionBody>, string]>([
    ['by another person', { email: 'ines@example.org' }, 'ferry'],
    ['on another article', {}, 'tram'],
  ])('is independent %s', async (_what, changes, slug) => {
    await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
    const first = await submit({}, withKey('one'));

    const other = await app.post(`/v1/articles/${slug}/comments`, aSubmission(changes), withKey('one'));

    expect(other.statusCode).toBe(202);
    expect(other.json.id).not.toBe(first.json.id);
    expect(await storedSubmissions()).toHaveLength(2);
  });

  it('is free again after 24 hours, and not before', async () => {
    const first = await submit({}, withKey('one'));

    app.setClock(minutesAfterNoon(24 * 60 - 1));
    const before = await submit({}, withKey('one'));
    app.setClock(minutesAfterNoon(24 * 60));
    const after = await submit({ comment: 'A day later, another thought.' }, withKey('one'));

    expect(before.json.id).toBe(first.json.id);
    expect(after.statusCode).toBe(202);
    expect(after.json.id).not.toBe(first.json.id);
  });
});

describe('what is sent once more', () => {
  it('is answered as before, though it would be one too many', async () => {
    const answers: Answer[] = [];
    for (let count = 1; count <= 10; count += 1)
      answers.push(await submit({ comment: `Thought ${count}.` }, withKey(`${count}`)));

    const again = await submit({ comment: 'Thought 10.' }, withKey('10'));
    const other = await submit({ comment: 'Thought 11.' }, withKey('10'));
    const more = await submit({ comment: 'Thought 11.' }, withKey('11'));

    expect([again.statusCode, again.json.id]).toEqual([202, answers[9]?.json.id]);
    expect([other.statusCode, more.statusCode]).toEqual([429, 429]);
    expect(await storedSubmissions()).toHaveLength(10);
  });
});

describe('what was answered before the thread closed', () => {
  it('is answered the same when it is sent once more; anything else is refused', async () => {
    const first = await submit({}, withKey('one'));
    await new Commenting(app).moderate('PUT', '/threads/ferry', { open: false });

    const again = await submit({}, withKey('one'));
    const other = await submit({ comment: 'Another.' }, withKey('two'));

    expect([again.statusCode, again.json.id]).toEqual([202, first.json.id]);
    expect([other.statusCode, other.json.code]).toEqual([403, 'comments-closed']);
  });
});

describe('the same text again', () => {
  it.each<[string, Partial<SubmissionBody>]>([
    ['as it was', {}],
    ['with the email in capitals', { email: 'WREN@EXAMPLE.ORG' }],
    ['with marks of direction around the email', { email: '\u200ewren@example.org' }],
    ['under another name', { name: 'W. A.' }],
    ['with white space around it', { comment: `\n${aSubmission().comment} ` }],
  ])('is refused within the hour, %s', async (_how, changes) => {
    await submit();
    app.setClock(minutesAfterNoon(59));

    const answer = await submit(changes, withKey('two'));

    expect([answer.statusCode, answer.json.code]).toEqual([409, 'comment-duplicate']);
    expect(await storedSubmissions()).toHaveLength(1);
  });

  it.each<[string, Partial<SubmissionBody>, string, number]>([
    ['by another person', { email: 'ines@example.org' }, 'ferry', 0],
    ['on another article', {}, 'tram', 0],
    ['after 61 minutes', {}, 'ferry', 61],
  ])('is taken %s', async (_what, changes, slug, minutes) => {
    await app.publication.publish(anArticle({ slug: 'tram' }), undefined);
    await submit();
    app.setClock(minutesAfterNoon(minutes));

    const answer = await app.post(`/v1/articles/${slug}/comments`, aSubmission(changes));

    expect(answer.statusCode).toBe(202);
    expect(await storedSubmissions()).toHaveLength(2);
  });
});

describe('the same text from elsewhere', () => {
  it('tells nobody who has said it: a guessed address is answered like any other', async () => {
    await submit();

    const guess = await submit({}, { sourceIp: '198.51.100.1' });
    const wrong = await submit({ email: 'ines@example.org' }, { sourceIp: '198.51.100.1' });

    expect([guess.statusCode, wrong.statusCode]).toEqual([202, 202]);
  });

  it('is the same for somebody whose mailbox is proven, wherever they are', async () => {
    const headers = await new Commenting(app).provenHeaders('wren@example.org');
    await submit({}, { headers });

    const again = await submit({}, { headers, sourceIp: '198.51.100.1' });
    const guess = await submit({}, { sourceIp: '198.51.100.1' });

    expect([again.statusCode, guess.statusCode]).toEqual([409, 202]);
  });
});

describe('submissions at the same moment', () => {
  // One process stands for hundreds of functions here: on a busy machine it is slow to connect, which is not the matter.
  const wrapClient = () =>
    DynamoDBDocumentClient.from(
      new DynamoDBClient({ requestHandler: { connectionTimeout: 20_000, requestTimeout: 20_000 } }),
    );

  beforeEach(async () => {
    app = await appWithFerry({ wrapClient, rateLimit: { most: 1000, seconds: 600 } });
  });

  const atOnce = (count: number, send: (index: number) => Promise<Answer>) =>
    Promise.all(Array.from({ length: count }, (_, index) => send(index)));

  it('that are 50 times the same are stored once, and the others told so', async () => {
    const answers = await atOnce(50, () => submit());

    expect(tally(answers)).toEqual({ 202: 1, 409: 49 });
    expect(await storedSubmissions()).toHaveLength(1);
  });

  it('that are 50 times the same under one key are stored once, and all get the first answer', async () => {
    const answers = await atOnce(50, () => submit({}, withKey('one')));

    const [stored, ...more] = await storedSubmissions();
    expect(tally(answers)).toEqual({ 202: 50 });
    expect(more).toEqual([]);
    expect(new Set(answers.map(({ json }) => json.id))).toEqual(new Set([stored?.id]));
  });

  it('that are 50 different ones under one key are stored once', async () => {
    const answers = await atOnce(50, (index) => submit({ comment: `Thought ${index}.` }, withKey('one')));

    expect(tally(answers)).toEqual({ 202: 1, 422: 49 });
    expect(await storedSubmissions()).toHaveLength(1);
  });

  it('that are 200 different ones from as many people are all stored', async () => {
    const answers = await atOnce(200, (index) =>
      submit({ email: `wren-${index}@example.org` }, { sourceIp: `198.51.100.${index}` }),
    );

    const ids = (await storedSubmissions()).map(({ id }) => id);
    expect(tally(answers)).toEqual({ 202: 200 });
    expect(new Set(ids)).toEqual(new Set(answers.map(({ json }) => json.id)));
  });

  it('are counted one by one against the limit', async () => {
    app = await appWithFerry({ wrapClient });

    const answers = await atOnce(50, (index) => submit({ comment: `Thought ${index}.` }));

    expect(tally(answers)).toEqual({ 202: 10, 429: 40 });
    expect(await storedSubmissions()).toHaveLength(10);
  });
});

describe('the limit of ten in ten minutes', () => {
  const sendTen = async (sourceIp: string) => {
    for (let count = 1; count <= 10; count += 1) await submit({ comment: `Thought ${count}.` }, { sourceIp });
  };

  it.each([
    ['at the start of the window', NOON, '600'],
    ['in the middle', '2026-11-23T12:03:20.500Z', '400'],
    ['in its last millisecond', '2026-11-23T12:09:59.999Z', '1'],
  ])('refuses the eleventh until the window ends, %s', async (_when, instant, retryAfter) => {
    app.setClock(instant);
    await sendTen('203.0.113.7');

    const answer = await submit({ comment: 'The eleventh.' });

    expect([answer.statusCode, answer.json.code]).toEqual([429, 'too-many-comments']);
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(await storedSubmissions()).toHaveLength(10);
  });

  it('begins anew with the next window', async () => {
    await sendTen('203.0.113.7');

    app.setClock('2026-11-23T12:09:59.999Z');
    const before = await submit({ comment: 'The eleventh.' });
    app.setClock('2026-11-23T12:10:00.000Z');
    const after = await submit({ comment: 'The eleventh.' });

    expect([before.statusCode, after.statusCode]).toEqual([429, 202]);
  });

  it.each([
    ['another address', '203.0.113.7', '203.0.113.8', 202],
    ['another address of the same /64', '2001:db8:1:2::1', '2001:DB8:1:2:ffff:eeee:dddd:cccc', 429],
    ['the same /64 written in full', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0002', 429],
    ['the next /64', '2001:db8:1:2::1', '2001:db8:1:3::1', 202],
    ['another /64 of the same /48', '2001:db8:1:2::1', '2001:db8:1:ffff::1', 202],
    ['the same address mapped into IPv6', '203.0.113.7', '::ffff:203.0.113.7', 429],
  ])('sees %s for what it is', async (_what, first, second, status) => {
    await sendTen(first);

    const answer = await submit({ email: 'ines@example.org' }, { sourceIp: second });

    expect(answer.statusCode).toBe(status);
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP'])(
    'does not believe %s',
    async (header) => {
      await sendTen('203.0.113.7');

      const answer = await submit({ comment: 'The eleventh.' }, { headers: { [header]: '192.0.2.44' } });

      expect(answer.statusCode).toBe(429);
    },
  );

  it('leaves the owner of an address what strangers type under it', async () => {
    for (let count = 1; count <= 10; count += 1) {
      await submit({ comment: `Thought ${count}.` }, { sourceIp: `198.51.100.${count}` });
    }
    const headers = await new Commenting(app).provenHeaders('wren@example.org');

    const stranger = await submit({ comment: 'The eleventh.' }, { sourceIp: '198.51.100.11' });
    const owner = await submit({ comment: 'The first of mine.' }, { headers, sourceIp: '198.51.100.12' });

    expect([stranger.statusCode, owner.statusCode]).toEqual([429, 202]);
  });

  it.each([30, 100, 3_000])('of an article, %d, is not met by one network long before', async (most) => {
    const rateLimits = {
      ...defaultSettings.rateLimits,
      network: OFTEN,
      person: OFTEN,
      article: { most, seconds: 3_600 },
    };
    app = await appWithFerry({ settings: { rateLimits } });

    const answers: Answer[] = [];
    for (let count = 1; count <= 31; count += 1) answers.push(await submit({ comment: `Thought ${count}.` }));

    expect(answers[29]?.statusCode).toBe(202);
    expect(answers[30]?.statusCode).toBe(most === 30 ? 429 : 202);
  });

  it('does not count what cannot be read', async () => {
    for (let count = 1; count <= 10; count += 1) await app.post(THREAD, {});

    const answer = await submit();

    expect(answer.statusCode).toBe(202);
  });
});
