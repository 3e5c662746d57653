import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, type RequestOptions, startApp } from '../support/app.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

const FERRY = anArticle({ slug: 'ferry' });
const WREN = 'wren@example.org';
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };
const UNTIL = '2026-11-23T12:15:00.000Z';
const LAST_MOMENT = '2026-11-23T12:14:59.999Z';
const OFTEN = { most: 1_000, seconds: 600 };

let app: App;
let ferry: Commenting;

const begin = async (options: Parameters<typeof startApp>[0] = {}) => {
  app = await startApp({ rateLimit: OFTEN, ...options });
  await app.publication.publish(FERRY, undefined);
  ferry = new Commenting(app);
};

beforeEach(() => begin());

/** A comment with what changes it. */
interface Own {
  readonly id: string;
  readonly token: string;
}

const ownOf = ({ json }: Answer): Own => ({ id: json.id, token: json.edit.token });

/** Sends a comment that is held, and has a moderator decide on it. */
async function held(changes: object = {}, ...acts: string[]): Promise<Own> {
  const own = ownOf(await ferry.send(changes));
  for (const act of acts) await ferry.decide(own.id, act);
  return own;
}

/** Sends a comment of a person who is known, which is published at once. */
async function published(changes: object = {}): Promise<Own> {
  if ((await ferry.count()) === 0) await ferry.published(ZOE);
  const answer = await ferry.send({ ...ZOE, ...changes }, { headers: await ferry.provenHeaders(ZOE.email) });
  if (answer.statusCode !== 201) throw new Error(`Not published: ${answer.body}`);
  return ownOf(answer);
}

const edit = ({ id, token }: Own, comment = 'Mended.', options: RequestOptions = {}) =>
  app.post(`/v1/comments/${id}/edit`, { token, comment }, options);
const remove = ({ id, token }: Own) => app.post(`/v1/comments/${id}/removal`, { token });
const recordOf = async ({ id }: Pick<Own, 'id'>) => (await ferry.moderate('GET', `/comments/${id}`)).json;
const inThread = async ({ id }: Pick<Own, 'id'>) => (await ferry.thread()).find((comment) => comment.id === id);
const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];

describe('the token of the answer', () => {
  it('changes a held comment, which stays held, and is good as long as it was', async () => {
    const answer = await ferry.send();
    app.setClock(LAST_MOMENT);

    const edited = await edit(ownOf(answer), 'It smelt of tar.');

    expect([edited.statusCode, edited.headers['cache-control']]).toEqual([202, 'private, no-store']);
    expect(edited.json).toMatchObject({ id: answer.json.id, status: 'held', edit: { until: UNTIL } });
    expect(edited.json.edit.until).toBe(answer.json.edit.until);
    expect(await recordOf(answer.json)).toMatchObject({
      comment: 'It smelt of tar.',
      verdict: 'held',
      rule: 'author-not-proven',
      submittedAt: NOON,
      editedAt: LAST_MOMENT,
    });
    expect((await recordOf(answer.json)).history).toHaveLength(2);
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
    expect(await ferry.disorder(LAST_MOMENT)).toEqual([]);
  });

  it('changes a published comment where it stands', async () => {
    const own = await published();
    const before = await inThread(own);
    app.setClock(LAST_MOMENT);

    const edited = await edit(own, 'It smelt of *tar*.');

    expect([edited.statusCode, edited.json.status]).toEqual([200, 'published']);
    expect(await inThread(own)).toEqual({
      ...before,
      body: '<p>It smelt of <em>tar</em>.</p>',
      editedAt: LAST_MOMENT,
    });
    expect(await ferry.count()).toBe(2);
    expect(await ferry.disorder(LAST_MOMENT)).toEqual([]);
  });

  it.each([
    ['edit', { comment: 'Too late.' }],
    ['removal', {}],
  ])('is over after fifteen minutes: %s', async (act, change) => {
    const own = await published();
    app.setClock(UNTIL);
    const before = await everything();

    const answer = await app.post(`/v1/comments/${own.id}/${act}`, { token: own.token, ...change });

    expect([answer.statusCode, answer.json.code]).toEqual([403, 'edit-window-closed']);
    expect(await everything()).toEqual(before);
  });

  it('is not made good for longer by using it', async () => {
    const own = await held();
    app.setClock(LAST_MOMENT);
    const { json } = await edit(own);
    app.setClock(UNTIL);

    const late = await edit({ id: own.id, token: json.edit.token });

    expect([late.statusCode, late.json.code]).toEqual([403, 'edit-window-closed']);
  });

  it('is good for as long as the settings say, and for nothing where they say so', async () => {
    await begin({ settings: { editMinutes: 0 } });

    const { json } = await ferry.send();
    const answer = await edit({ id: json.id, token: json.edit.token });

    expect(json.edit.until).toBe(NOON);
    expect([answer.statusCode, answer.json.code]).toEqual([403, 'edit-window-closed']);
  });

  it.each<[string, (own: Own) => string | Promise<string>]>([
    ['cut short', ({ token }) => token.slice(0, -5)],
    ['with another signature', ({ token }) => `${token.split('.')[0]}.${'A'.repeat(43)}`],
    [
      'with another id in it',
      async ({ token }) => {
        const { id } = await held();
        const payload = Buffer.from(JSON.stringify([Date.parse(UNTIL), { id }])).toString('base64url');
        return `${payload}.${token.split('.')[1]}`;
      },
    ],
    ['of another comment', async () => (await held()).token],
    ['that opens the comment’s page', ({ id }) => app.tokens.sign('own', { id }, new Date(UNTIL))],
    [
      'of the person’s browser',
      async () => app.tokens.sign('commenter', { person: await app.personOf(WREN) }, new Date(UNTIL)),
    ],
    ['made up', () => 'nothing'],
  ])('is refused when it is one %s', async (_what, tokenFrom) => {
    const own = await held();
    const token = await tokenFrom(own);
    const before = await everything();

    const answers = [await edit({ ...own, token }), await remove({ ...own, token })];

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      Array(2).fill([403, 'edit-window-closed']),
    );
    const after = await everything();
    expect(after).toEqual(before);
  });

  it.each(['', undefined, 'l'.repeat(401), 7])('is refused by name when it is %j', async (token) => {
    const { id } = await held();

    const answers = [
      await app.post(`/v1/comments/${id}/edit`, { token, comment: 'Mended.' }),
      await app.post(`/v1/comments/${id}/removal`, { token }),
    ];

    for (const { statusCode, json } of answers) {
      expect([statusCode, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ['/token']]);
    }
  });

  it('is not had by sending the same again from another mailbox or under another key', async () => {
    const own = await held({ comment: 'The same.' });

    const answers = [await ferry.send({ comment: 'The same.' }), await ferry.send({ ...ZOE, comment: 'The same.' })];

    expect(answers[0]?.json).not.toHaveProperty('edit');
    expect(answers[1]?.json.id).not.toBe(own.id);
  });
});

describe('a comment that was changed', () => {
  it.each<[string, object, string, string, string]>([
    ['spam words', { spamWords: ['casino'] }, 'Come to my casino.', 'spam', 'spam-word'],
    ['spam words in disguise', { spamWords: ['casino'] }, 'Come to my c\u0430s\u200bin0.', 'spam', 'spam-word'],
    ['a spam pattern', { spamPatterns: ['cas*no'] }, 'Come to my casiino.', 'spam', 'spam-pattern'],
    ['links', {}, 'One.example, two.example.com and https://three.example.', 'held', 'links'],
    ['words to look at', { holdWords: ['idiot'] }, 'What an idiot.', 'held', 'hold-word'],
  ])('goes through the rules again and out of sight: %s', async (_what, settings, text, verdict, rule) => {
    await begin({ settings });
    const own = await published();

    const edited = await edit(own, text);

    expect([edited.statusCode, edited.json.status]).toEqual([202, 'held']);
    expect(await recordOf(own)).toMatchObject({ verdict, rule, comment: text });
    expect([await inThread(own), await ferry.count()]).toEqual([undefined, 1]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('comes back to its place when its author mends it', async () => {
    const own = await published();
    const before = await inThread(own);
    await edit(own, 'One.example.com, two.example.com, three.example.com');

    const mended = await edit(own, 'No links.');

    expect([mended.statusCode, mended.json.status]).toEqual([200, 'published']);
    expect(await inThread(own)).toEqual({ ...before, body: '<p>No links.</p>', editedAt: NOON });
    expect(await ferry.count()).toBe(2);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('tells whom it answers when it is published only then, and once', async () => {
    const { id: parentId } = await published({ notify: true });
    await ferry.published();
    const headers = await ferry.provenHeaders(WREN);
    const reply = ownOf(await ferry.send({ parentId, comment: 'a.example.com, b.example.com' }, { headers }));
    const whileHeld = await ferry.mails('reply');

    const mended = await edit(reply, 'I saw it too.');
    await edit(reply, 'I saw it too, twice.');

    expect([whileHeld, mended.statusCode]).toEqual([[], 200]);
    expect(await ferry.mails('reply')).toMatchObject([
      { to: ZOE.email, text: expect.stringContaining('> I saw it too.') },
    ]);
    expect(await inThread(reply)).toMatchObject({ parentId, depth: 1 });
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each<[string, object]>([
    ['empty', { comment: ' \n ' }],
    ['missing', {}],
    ['too long', { comment: 'l'.repeat(10_001) }],
    ['with a NUL', { comment: 'Hear\u0000' }],
  ])('is refused by name when its text is %s', async (_what, body) => {
    const own = await held();

    const { statusCode, json } = await app.post(`/v1/comments/${own.id}/edit`, { token: own.token, ...body });

    expect([statusCode, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ['/comment']]);
    expect((await recordOf(own)).editedAt).toBeNull();
  });

  it.each([
    ...[{ name: 'The editor' }, { email: ZOE.email }, { verdict: 'published' }, { proven: true }],
    ...[{ website: 'https://pills.example' }, { parentId: null }],
  ])('keeps all but its text: %o is refused with it', async (change) => {
    const own = await held();
    const before = await everything();

    const answer = await app.post(`/v1/comments/${own.id}/edit`, { token: own.token, comment: 'Mended.', ...change });

    expect(answer.statusCode).toBe(422);
    expect(answer.json.errors[0].pointer).toBe(`/${Object.keys(change)}`);
    expect(await everything()).toEqual(before);
  });

  it('is not published by somebody else’s cookie, nor by one’s own that came later', async () => {
    await ferry.published();
    const own = await held();

    const edited = await edit(own, 'Mended.', { headers: await ferry.provenHeaders(WREN) });

    expect([edited.statusCode, edited.json.status]).toEqual([202, 'held']);
    expect(await recordOf(own)).toMatchObject({ verdict: 'held', rule: 'author-not-proven', proven: false });
  });

  it('counts for the network’s limit', async () => {
    await begin({ rateLimit: { most: 2, seconds: 600 } });
    const own = await held();
    await edit(own, 'Once.');

    const refused = await edit(own, 'Twice.');

    expect([refused.statusCode, refused.json.code, refused.headers['retry-after']]).toEqual([
      429,
      'too-many-comments',
      '600',
    ]);
    expect(await recordOf(own)).toMatchObject({ comment: 'Once.' });
  });
});

describe('while the thread has been closed', () => {
  const closings: [string, () => Promise<unknown>][] = [
    ['by a moderator', () => ferry.moderate('PUT', '/threads/ferry', { open: false })],
    ['by an editor', () => app.publication.publish({ ...FERRY, commentsOpen: false }, FERRY)],
    [
      'by its settings',
      async () => {
        const { json } = await ferry.moderate('GET', '/settings');
        return ferry.change({ ...json.settings, open: false });
      },
    ],
  ];

  it.each(closings)('%s, a comment can still be changed', async (_how, close) => {
    const [waits, shown] = [await held(), await published()];
    await close();
    app.setClock('2026-11-23T12:01:00.000Z');

    const refused = await ferry.send({ comment: 'A new one.' });
    const answers = [await edit(waits, 'Still waits.'), await edit(shown, 'Still shown.')];

    expect([refused.statusCode, refused.json.code]).toEqual([403, 'comments-closed']);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 200]);
    expect(await recordOf(waits)).toMatchObject({ verdict: 'held', comment: 'Still waits.' });
    expect((await inThread(shown)).body).toBe('<p>Still shown.</p>');
    expect(await ferry.disorder('2026-11-23T12:01:00.000Z')).toEqual([]);
  });

  it.each(closings)('%s, a comment can still be taken back', async (_how, close) => {
    const shown = await published();
    await close();
    app.setClock('2026-11-23T12:01:00.000Z');

    const answer = await remove(shown);

    expect(answer.statusCode).toBe(200);
    expect([await inThread(shown), await ferry.count()]).toEqual([undefined, 1]);
    expect(await ferry.disorder('2026-11-23T12:01:00.000Z')).toEqual([]);
  });
});

describe('while the article', () => {
  it('was withdrawn, a comment can be taken back but not changed', async () => {
    const shown = await published();
    await app.publication.withdraw(FERRY, NOON);

    const [edited, removed] = [await edit(shown), await remove(shown)];

    expect([edited.statusCode, edited.json.code, removed.statusCode]).toEqual([410, 'article-withdrawn', 200]);
    expect(await recordOf(shown)).toMatchObject({ verdict: 'removed', comment: '' });
    expect(await ferry.disorder()).toEqual([]);
  });

  it('has moved, a comment is changed and taken back where it is now', async () => {
    const own = await held({}, 'approve');
    const there = anArticle({ slug: 'night-boat', thread: 'ferry' });
    await app.publication.publish(there, FERRY);
    await app.publication.redirect('ferry', there);
    const moved = new Commenting(app, 'night-boat');

    const edited = await edit(own);
    const counts = [await moved.count()];
    await ferry.decide(own.id, 'approve');
    counts.push(await moved.count());
    const removed = await remove(own);
    counts.push(await moved.count());

    expect([edited.statusCode, removed.statusCode]).toEqual([202, 200]);
    expect(counts).toEqual([0, 1, 0]);
    expect(await moved.thread()).toEqual([]);
  });
});

describe('a comment that a moderator has decided on', () => {
  it('and approved waits again when its author was nobody known, for nobody has seen the new words', async () => {
    const own = await held({}, 'approve');

    const edited = await edit(own, 'Other words.');

    expect([edited.statusCode, edited.json.status]).toEqual([202, 'held']);
    expect(await recordOf(own)).toMatchObject({ verdict: 'held', rule: 'author-not-proven', comment: 'Other words.' });
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each([
    ['rejected', ['reject']],
    ['spam', ['spam']],
    ['held', ['reject', 'restore']],
  ])('and that is %s since stays so, with whoever did so named', async (verdict, acts) => {
    const own = await held({}, ...acts);

    const edited = await edit(own, 'Other words.');

    const record = await recordOf(own);
    expect([edited.statusCode, edited.json.status]).toEqual([202, 'held']);
    expect(record).toMatchObject({ verdict, comment: 'Other words.' });
    expect(record.history.at(-1)).toMatchObject({ verdict, by: 'mo@example.org', rule: acts.at(-1) });
    expect(await ferry.disorder()).toEqual([]);
  });

  it('and removed cannot be changed, nor taken back, by its author any more', async () => {
    const own = await held({}, 'approve', 'remove');
    const before = await everything();

    const answers = [await edit(own), await remove(own)];

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      Array(2).fill([403, 'edit-window-closed']),
    );
    expect(await everything()).toEqual(before);
  });

  it('is not brought back by its author where a known author’s was put away', async () => {
    const own = await published();
    await ferry.decide(own.id, 'reject');

    const edited = await edit(own, 'Harmless words.');

    expect(edited.json.status).toBe('held');
    expect(await recordOf(own)).toMatchObject({ verdict: 'rejected' });
    expect([await inThread(own), await ferry.count()]).toEqual([undefined, 1]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('as it was read is not approved as it was changed meanwhile', async () => {
    const own = await held({ comment: 'Harmless words.' });
    const { version } = await recordOf(own);
    await edit(own, 'Other words.');

    const approved = await ferry.moderate('POST', `/comments/${own.id}/decisions`, { act: 'approve', version });

    expect([approved.statusCode, approved.json.code]).toEqual([409, 'comment-already-decided']);
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
  });

  it('at the same moment is changed or decided on, and never half of each', async () => {
    const own = await published();

    const [edited, decided] = await Promise.all([edit(own, 'Other words.'), ferry.decide(own.id, 'reject')]);

    const { verdict, comment, history } = await recordOf(own);
    const [wasEdited, wasDecided] = [edited.statusCode !== 503, decided.statusCode === 200];
    expect([comment === 'Other words.', verdict === 'rejected']).toEqual([wasEdited, wasDecided]);
    expect(wasEdited || wasDecided).toBe(true);
    expect(history).toHaveLength(1 + Number(wasEdited) + Number(wasDecided));
    expect([200, 202, 503]).toContain(edited.statusCode);
    expect([200, 409, 503]).toContain(decided.statusCode);
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('a comment that its author takes back', () => {
  it('is gone from the thread, the count and the records', async () => {
    const own = await published({ comment: 'What I should not have said.', name: 'Zoë Secret' });

    const answer = await remove(own);

    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect(answer.json).toEqual({ id: own.id, status: 'removed', message: 'Your comment has been removed.' });
    expect([await inThread(own), await ferry.count()]).toEqual([undefined, 1]);
    expect(await recordOf(own)).toMatchObject({
      name: '',
      email: '',
      comment: '',
      website: null,
      verdict: 'removed',
      rule: 'by-its-author',
      history: [{ by: 'rules' }, { by: 'author', at: NOON }],
    });
    expect(JSON.stringify(await everything())).not.toMatch(/should not have said|Secret/);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('leaves a placeholder where replies hang, until there are none', async () => {
    const root = await published({ comment: 'The root.' });
    const reply = await published({ comment: 'The reply.', parentId: root.id });
    const other = await inThread(reply);

    await remove(root);
    const between = (await ferry.thread()).filter(({ id, parentId }) => [id, parentId].includes(root.id));
    const counted = await ferry.count();
    await remove(reply);

    expect(between).toEqual([
      {
        id: root.id,
        author: { name: '', website: null },
        publishedAt: NOON,
        editedAt: null,
        body: '',
        parentId: null,
        depth: 0,
        url: `/comments/${root.id}`,
        removed: true,
        waiting: false,
      },
      other,
    ]);
    expect(counted).toBe(2);
    expect([await inThread(root), await inThread(reply), await ferry.count()]).toEqual([undefined, undefined, 1]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['waits', []],
    ['was rejected', ['reject']],
    ['is spam', ['spam']],
  ])('while it %s is emptied, and counted nowhere', async (_what, acts) => {
    const own = await held({ comment: 'What I should not have said.' }, ...acts);

    const answer = await remove(own);

    expect(answer.statusCode).toBe(200);
    expect(await recordOf(own)).toMatchObject({ verdict: 'removed', name: '', comment: '' });
    expect([await ferry.thread(), await ferry.count()]).toEqual([[], 0]);
    expect(JSON.stringify(await everything())).not.toContain('should not have said');
    expect(await ferry.disorder()).toEqual([]);
  });

  it('is taken back once, however often it is asked for, and cannot be changed afterwards', async () => {
    const own = await published();
    await remove(own);

    const answers = [await remove(own), await edit(own)];

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual([
      [200, undefined],
      [403, 'edit-window-closed'],
    ]);
    expect(await ferry.count()).toBe(1);
  });

  it('ten times at once is taken back and counted off once', async () => {
    const own = await published();

    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(own)));

    expect(answers.map(({ statusCode }) => statusCode)).toContain(200);
    for (const { statusCode } of answers) expect([200, 503]).toContain(statusCode);
    expect(await ferry.count()).toBe(1);
    expect(await ferry.disorder()).toEqual([]);
  });
});
