import { beforeEach, describe, expect, it } from 'vitest';
import { type App, ORIGIN, startApp } from '../support/app.ts';
import { Browser, formIn } from '../support/browser.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting, linkIn, tokenOf } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

const FERRY = anArticle({ slug: 'ferry' });
const WREN = 'wren@example.org';
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TOMORROW = '2026-11-24T12:00:00.000Z';

let app: App;
let ferry: Commenting;

const begin = async (options: Parameters<typeof startApp>[0] = {}) => {
  app = await startApp({ rateLimit: { most: 10_000, seconds: 600 }, ...options });
  await app.publication.publish(FERRY, undefined);
  ferry = new Commenting(app);
};

beforeEach(() => begin());

const postForm = (target: string, fields: Record<string, string>) =>
  app.post(target, String(new URLSearchParams(fields)), { headers: FORM });
const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];
const personalToken = async (email: string) =>
  app.tokens.sign('personal', { person: await app.personOf(email) }, new Date(TOMORROW));
const exportOf = async (email: string) => app.get(`/v1/commenters/personal-data?token=${await personalToken(email)}`);
const erase = async (email: string) =>
  app.request('DELETE', `/v1/commenters/personal-data?token=${await personalToken(email)}`);
const notifyOf = async (id: string) =>
  (await scan(app, 'newsroom')).find((item) => item.type === 'submission' && item.id === id)?.notify;

describe('a mail that asks whether a mailbox is theirs', () => {
  it('goes out with the comment of somebody who wants to be told of replies, once a day', async () => {
    await ferry.held({ notify: true });
    await ferry.held({ notify: true });
    await ferry.held(ZOE);
    const first = await ferry.mails('confirmation');
    app.setClock(TOMORROW);
    await ferry.held({ notify: true });

    expect(first).toMatchObject([{ to: WREN, subject: 'Please confirm your address' }]);
    expect(first[0]?.text).toContain(`${ORIGIN}/comments/confirmation?token=`);
    expect(await ferry.mails('confirmation')).toHaveLength(2);
  });

  it('goes out to whoever asks for it, and the answer is the same whether the address is known', async () => {
    await ferry.held();

    const known = await app.post('/v1/commenters/confirmation-mail', { email: 'Wren@Example.org' });
    const unknown = await app.post('/v1/commenters/confirmation-mail', { email: 'nobody@example.org' });
    const form = await postForm('/v1/commenters/confirmation-mail', { email: ZOE.email });

    expect([known.statusCode, unknown.statusCode]).toEqual([202, 202]);
    expect(unknown.json).toEqual(known.json);
    expect([form.statusCode, form.headers.location]).toEqual([303, '/comments/mail-sent']);
    expect((await ferry.mails('confirmation')).map(({ to }) => to).sort()).toEqual([
      'Wren@Example.org',
      'nobody@example.org',
      'zoe@example.org',
    ]);
  });

  const PATHS = { confirmation: 'confirmation-mail', 'personal-data': 'personal-data-mail' } as const;

  it.each(['confirmation', 'personal-data'] as const)(
    'that was lost can be had again the same day: %s',
    async (kind) => {
      const ask = async (clock: string, sourceIp: string) => {
        app.setClock(`2026-11-23T${clock}:00.000Z`);
        const { statusCode, json } = await app.post(`/v1/commenters/${PATHS[kind]}`, { email: WREN }, { sourceIp });
        return [statusCode, json.status, (await ferry.mails(kind)).length];
      };
      await ferry.held({ notify: true });
      const before = (await ferry.mails(kind)).length;

      const answers = [
        await ask('12:01', '203.0.113.7'),
        // Of two in ten minutes the second is a retry, which counts nothing.
        await ask('12:02', '198.51.100.1'),
        await ask('12:10', '203.0.113.7'),
        await ask('18:00', '203.0.113.7'),
        // Nobody can flood an address: three a day, whoever asks.
        await ask('19:00', '198.51.100.2'),
      ];

      expect(answers).toEqual([1, 1, 2, 3, 3].map((sent) => [202, 'sent', before + sent]));
    },
  );

  it('can be had again with a button on the page of the comment that asked for it', async () => {
    const written = { name: 'Wren Adeyemi', email: WREN, comment: 'It smelt of paint.' };
    const browser = new Browser(app);
    const open = async () => formIn(await browser.get('/abroad/ferry'), '/v1/articles/ferry/comments');
    const plain = await browser.follow(await browser.submit(await open(), { ...written, comment: 'No mails.' }));
    const asking = await browser.follow(await browser.submit(await open(), { ...written, notify: 'yes' }));

    const pressed = await browser.submit(formIn(asking, 'confirmation-mail'));
    const told = await browser.follow(pressed);

    expect(plain.body).not.toContain('confirmation-mail');
    expect(asking.body).toContain('Send it again');
    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/comments/mail-sent']);
    expect(told.body).toContain('three times a day');
    expect((await ferry.mails('confirmation')).map(({ to }) => to)).toEqual([WREN, WREN]);
  });

  it('is not posted for spam', async () => {
    await begin({ settings: { spamWords: ['cheap'] } });

    await ferry.send({ notify: true, comment: 'So cheap!' });

    expect(await ferry.mails('confirmation')).toEqual([]);
  });

  it.each(['confirmation-mail', 'personal-data-mail'])('takes a sender: %s', async (path) => {
    await begin({ hasSender: false });

    const answer = await app.post(`/v1/commenters/${path}`, { email: WREN });
    const comment = await ferry.send({ notify: true });

    expect([answer.statusCode, answer.json.code]).toEqual([403, 'mail-unavailable']);
    expect(comment.statusCode).toBe(202);
    expect((await scan(app, 'newsroom')).filter(({ type }) => type === 'mail')).toEqual([]);
  });

  it('is asked for at most five times an hour from one network, for whatever address', async () => {
    const ask = (n: number, sourceIp = '203.0.113.7') =>
      app.post('/v1/commenters/confirmation-mail', { email: `somebody-${n}@example.org` }, { sourceIp });
    for (let n = 0; n < 5; n += 1) await ask(n);

    const refused = await ask(5);
    const data = await app.post('/v1/commenters/personal-data-mail', { email: WREN });
    const elsewhere = await ask(6, '198.51.100.1');
    app.setClock('2026-11-23T13:00:00.000Z');
    const later = await ask(7);

    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '3600']);
    expect([data.statusCode, elsewhere.statusCode, later.statusCode]).toEqual([429, 202, 202]);
  });

  it.each(['', 'wren', 'wren@example.org\r\nBcc: all@example.org', 'wren@example.org, zoe@example.org'])(
    'goes to one address, and not to %j',
    async (email) => {
      const { statusCode, json } = await app.post('/v1/commenters/confirmation-mail', { email });

      expect([statusCode, json.errors[0].pointer]).toEqual([422, '/email']);
      expect(await ferry.mails('confirmation')).toEqual([]);
    },
  );
});

describe('the link in that mail', () => {
  const confirmationLink = async () => {
    const [mail] = await ferry.mails('confirmation');
    if (!mail) throw new Error('There is no mail');
    return linkIn(mail, 'confirmation');
  };

  it('leads to a page with a button, and following it changes nothing', async () => {
    await ferry.held({ notify: true });
    const link = await confirmationLink();
    const before = await everything();

    const page = await app.get(link);

    expect([page.statusCode, page.headers['cache-control'], page.cookies]).toEqual([
      200,
      'private, no-store',
      undefined,
    ]);
    expect(page.body).toMatch(/<form[^>]*action="\/v1\/commenters\/confirmation"[^>]*>/);
    expect(page.body).toMatch(/<form[^>]*method="post"/i);
    expect(page.body).toContain(tokenOf(link));
    expect(await everything()).toEqual(before);
  });

  it('proves the mailbox when the button is pressed: a cookie for a year, and replies are mailed', async () => {
    const id = await ferry.held({ notify: true });
    const token = tokenOf(await confirmationLink());

    const pressed = await postForm('/v1/commenters/confirmation', { token });

    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/comments/confirmed']);
    expect(pressed.cookies).toEqual([
      expect.stringMatching(/^__Host-commenter=[^;]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/),
    ]);
    expect(await notifyOf(id)).toBe('confirmed');
    expect((await app.get('/comments/confirmed')).body).toContain('Your address is confirmed');
  });

  it('gives a browser the cookie by which its comments are that person’s, and no one else’s', async () => {
    const approved = await ferry.published({ notify: true });
    const pressed = await postForm('/v1/commenters/confirmation', { token: tokenOf(await confirmationLink()) });
    const cookie = pressed.cookies?.[0]?.split(';', 1)[0] ?? '';

    const theirs = await ferry.send({}, { headers: { cookie } });
    const others = await ferry.send(ZOE, { headers: { cookie } });
    const bare = await ferry.send();

    expect(approved).toBeTruthy();
    expect([theirs.statusCode, others.statusCode, bare.statusCode]).toEqual([201, 202, 202]);
  });

  it('tells a program the token that goes into the cookie', async () => {
    await ferry.held({ notify: true });

    const { statusCode, json } = await app.post('/v1/commenters/confirmation', {
      token: tokenOf(await confirmationLink()),
    });

    expect([statusCode, json.status]).toEqual([200, 'confirmed']);
    expect(await app.tokens.read('commenter', json.commenter, new Date(NOON))).toEqual({
      person: await app.personOf(WREN),
    });
  });

  it.each<[string, () => Promise<string>]>([
    ['forged', async () => `${tokenOf(await confirmationLink()).slice(0, -4)}AAAA`],
    ['made up', async () => 'nothing'],
    ['for something else', async () => personalToken(WREN)],
    [
      'too old',
      async () => {
        const token = tokenOf(await confirmationLink());
        app.setClock('2026-11-25T12:00:00.000Z');
        return token;
      },
    ],
  ])('says so where its token is %s, and proves nothing', async (_what, tokenFrom) => {
    const id = await ferry.held({ notify: true });
    const token = await tokenFrom();

    const [page, pressed, told] = [
      await app.get(`/comments/confirmation?token=${encodeURIComponent(token)}`),
      await postForm('/v1/commenters/confirmation', { token }),
      await app.post('/v1/commenters/confirmation', { token }),
    ];

    expect([page, pressed, told].map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
    expect(page.headers['content-type']).toContain('text/html');
    expect([pressed.cookies, told.json.code]).toEqual([undefined, 'link-expired']);
    expect(await notifyOf(id)).toBe('asked');
  });
});

describe('a mail about a reply', () => {
  /** A comment whose author wants to be told, and has proven that the mailbox is theirs. */
  const subscribed = async () => {
    const id = await ferry.published({ notify: true });
    const token = await app.tokens.sign('mailbox', { person: await app.personOf(WREN) }, new Date(TOMORROW));
    await app.post('/v1/commenters/confirmation', { token });
    return id;
  };

  it('waits for the proof, and for the reply to be public', async () => {
    const asked = await ferry.published({ notify: true });
    await ferry.published({ ...ZOE, parentId: asked });
    const unproven = await ferry.mails('reply');
    const parentId = await subscribed();
    const reply = await ferry.held({ ...ZOE, parentId, comment: 'I saw\nit too.' });
    const held = await ferry.mails('reply');
    await ferry.decide(reply, 'approve');
    const [mail, ...more] = await ferry.mails('reply');

    expect([unproven, held, more]).toEqual([[], [], []]);
    expect(mail).toMatchObject({ to: WREN, subject: 'A reply to your comment' });
    expect(mail?.text).toContain(`Zoë Lindqvist has replied to your comment:\n${ORIGIN}/comments/${reply}`);
    expect(mail?.text).toContain('> I saw\n> it too.');
  });

  it('goes out for a reply that is published at once', async () => {
    const parentId = await subscribed();
    await ferry.published(ZOE);
    const headers = await ferry.provenHeaders(ZOE.email);

    const { statusCode } = await ferry.send({ ...ZOE, parentId }, { headers });

    expect(statusCode).toBe(201);
    expect(await ferry.mails('reply')).toMatchObject([{ to: WREN }]);
  });

  it('is sent once, however often its reply is put away and brought back', async () => {
    const parentId = await subscribed();
    const reply = await ferry.published({ ...ZOE, parentId });
    for (const act of ['reject', 'approve', 'remove', 'restore']) await ferry.decide(reply, act);

    expect(await ferry.mails('reply')).toHaveLength(1);
  });

  it('tells nobody of their own reply, nor of one to a comment they did not ask about', async () => {
    const parentId = await subscribed();
    await ferry.published({ parentId });
    const other = await ferry.published(ZOE);
    await ferry.published({ parentId: other });

    expect(await ferry.mails('reply')).toEqual([]);
  });

  it('ends all such mails with one click, without cookies (RFC 8058)', async () => {
    const parentId = await subscribed();
    await ferry.decide(await ferry.held({ ...ZOE, parentId }), 'approve');
    const [mail] = await ferry.mails('reply');
    const link = linkIn(mail ?? { text: '' }, 'unsubscription');

    const oneClick = await app.post(link, 'List-Unsubscribe=One-Click', { headers: FORM });
    await ferry.published({ ...ZOE, parentId });

    expect(mail?.headers).toEqual({
      'List-Unsubscribe': `<${ORIGIN}${link}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect([oneClick.statusCode, oneClick.cookies]).toEqual([200, undefined]);
    expect(await notifyOf(parentId)).toBe('no');
    expect(await ferry.mails('reply')).toHaveLength(1);
  });

  it('is ended by a person with a button: the link alone changes nothing', async () => {
    const parentId = await subscribed();
    await ferry.published({ ...ZOE, parentId });
    const [mail] = await ferry.mails('reply');
    const link = linkIn(mail ?? { text: '' }, 'unsubscription');

    const page = await app.get(link);
    const followed = await notifyOf(parentId);
    const pressed = await postForm(link, { confirm: 'yes' });
    const again = await postForm(link, { confirm: 'yes' });

    expect(page.body).toContain('No more mails');
    expect([page.statusCode, followed, pressed.statusCode, again.statusCode]).toEqual([200, 'confirmed', 200, 200]);
    expect(await notifyOf(parentId)).toBe('no');
  });

  it('is ended only by a token made for that', async () => {
    const id = await subscribed();
    const token = await personalToken(WREN);

    const refused = await postForm(`/comments/unsubscription?token=${token}`, { confirm: 'yes' });

    expect(refused.statusCode).toBe(403);
    expect(await notifyOf(id)).toBe('confirmed');
  });
});

describe('all that one person has sent', () => {
  it('is told to whoever reads their mail: the link leads to a page, and the page to the data', async () => {
    const id = await ferry.held({ comment: 'It smelt of paint.' });
    const asked = await app.post('/v1/commenters/personal-data-mail', { email: WREN });
    const [mail] = await ferry.mails('personal-data');
    const link = linkIn(mail ?? { text: '' }, 'personal-data');

    const page = await app.get(link);
    const data = await app.get(`/v1/commenters/personal-data?token=${tokenOf(link)}`);

    expect([asked.statusCode, mail?.to, page.statusCode]).toEqual([202, WREN, 200]);
    expect(page.body).toContain('/v1/commenters/personal-data?token=');
    expect(page.body).toContain('Erase everything');
    expect(data.headers['cache-control']).toBe('private, no-store');
    expect(data.json).toEqual({
      exportedAt: NOON,
      person: await app.personOf(WREN),
      approvedComments: 0,
      comments: [
        {
          id,
          article: 'ferry',
          name: 'Wren Adeyemi',
          email: WREN,
          website: null,
          comment: 'It smelt of paint.',
          parentId: null,
          submittedAt: NOON,
          editedAt: null,
          verdict: 'held',
          mailsAboutReplies: false,
          history: [{ verdict: 'held', at: NOON, by: 'rules', rule: 'author-not-proven', matched: null }],
        },
      ],
      next: null,
    });
  });

  it('comes in pages of a hundred', async () => {
    const app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const ferry = new Commenting(app);
    for (let count = 1; count <= 101; count += 1) await ferry.held({}, { sourceIp: `198.51.100.${count}` });
    const person = await app.personOf(WREN);
    const token = encodeURIComponent(
      await app.tokens.sign('personal', { person }, new Date('2026-11-24T12:00:00.000Z')),
    );

    const first = await app.get(`/v1/commenters/personal-data?token=${token}`);
    const second = await app.get(`/v1/commenters/personal-data?token=${token}&cursor=${first.json.next}`);
    const toModerators = await ferry.moderate('GET', `/people/${person}?cursor=${first.json.next}`);

    const texts = [...first.json.comments, ...second.json.comments].map(({ comment }) => comment);
    expect([first.json.comments.length, second.json.comments.length, second.json.next]).toEqual([100, 1, null]);
    expect(new Set(texts).size).toBe(101);
    expect(toModerators.json.comments).toEqual(second.json.comments);
  });

  it.each(['one', 'W10'])('is told from no such place: %s', async (cursor) => {
    const token = await personalToken(WREN);

    const answer = await app.get(`/v1/commenters/personal-data?token=${token}&cursor=${cursor}`);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'cursor-invalid']);
  });

  it('holds neither what the rules found nor who of the moderators decided, and in what words', async () => {
    const id = await ferry.held({ comment: 'See https://a.example and https://b.example.' });
    await ferry.decide(id, 'spam', { why: 'that crank again' });

    const { json } = await exportOf(WREN);

    expect(json.comments[0].history).toEqual([
      { verdict: 'held', at: NOON, by: 'rules', rule: 'links', matched: null },
      { verdict: 'spam', at: NOON, by: 'a moderator', rule: 'moderated', matched: null },
    ]);
  });

  it('holds what was held, published, put away and called spam, oldest first, and nothing of others', async () => {
    const ids: string[] = [];
    for (const act of [undefined, 'approve', 'reject', 'spam'] as const) {
      app.setClock(`2026-11-23T12:0${ids.length}:00.000Z`);
      const id = await ferry.held();
      if (act) await ferry.decide(id, act);
      ids.push(id);
    }
    await ferry.held(ZOE);

    const { json } = await exportOf(WREN);

    expect(json.comments.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict])).toEqual(
      ids.map((id, index) => [id, ['held', 'published', 'rejected', 'spam'][index]]),
    );
    expect(json.approvedComments).toBe(1);
    expect(json.comments[1].history.at(-1)).toMatchObject({ verdict: 'published', by: 'a moderator' });
  });

  it('is told to moderators, who find the person by an address', async () => {
    const id = await ferry.held();

    const { json: found } = await ferry.moderate('POST', '/people', { email: ' WREN@example.org ' });
    const { json } = await ferry.moderate('GET', `/people/${found.person}`);

    expect(found).toEqual({ person: await app.personOf(WREN) });
    expect(json.comments).toMatchObject([{ id, email: WREN }]);
  });

  it.each(['mailbox', 'unsubscribe', 'commenter'] as const)(
    'is not told to the bearer of a %s token',
    async (purpose) => {
      await ferry.held();
      const token = await app.tokens.sign(purpose, { person: await app.personOf(WREN) }, new Date(TOMORROW));

      const answers = [
        await app.get(`/v1/commenters/personal-data?token=${token}`),
        await app.request('DELETE', `/v1/commenters/personal-data?token=${token}`),
        await app.post('/v1/commenters/erasure', { token }),
      ];

      expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
        Array(3).fill([403, 'link-expired']),
      );
      expect((await exportOf(WREN)).json.comments).toHaveLength(1);
    },
  );
});

describe('erasing all that one person has sent', () => {
  it('takes name, address and text away and out of sight, and keeps the place where replies hang', async () => {
    const root = await ferry.published({ comment: 'Write to me: wren.example.com', notify: true });
    const reply = await ferry.published({ ...ZOE, parentId: root });
    const alone = await ferry.published();
    const [held, spam] = [await ferry.held(), await ferry.held()];
    await ferry.decide(spam, 'spam');

    const { statusCode, json } = await erase(WREN);

    const kept = (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
    expect([statusCode, json]).toEqual([200, { erased: 4, remaining: false }]);
    for (const id of [root, alone, held, spam]) {
      expect(kept.find((each) => each.id === id)).toMatchObject({
        name: '',
        email: '',
        website: null,
        comment: '',
        person: '',
        notify: 'no',
        verdict: 'removed',
        rule: 'erased',
        matched: null,
      });
    }
    expect(JSON.stringify(kept)).not.toMatch(/wren/i);
    expect(JSON.stringify(kept)).not.toContain(await app.personOf(WREN));
    expect(await ferry.thread()).toMatchObject([
      { id: root, removed: true, author: { name: '', website: null }, body: '' },
      { id: reply, parentId: root, depth: 1, removed: false },
    ]);
    expect(await ferry.count()).toBe(1);
    expect((await exportOf(WREN)).json).toMatchObject({ approvedComments: 0, comments: [] });
    expect(await ferry.disorder()).toEqual([]);
  });

  it('takes away what rules quoted of it', async () => {
    const id = await ferry.held({ comment: 'See wren.example.com and wren.example.net.' });
    const before = (await ferry.moderate('GET', `/comments/${id}`)).json;

    await erase(WREN);

    const { json } = await ferry.moderate('GET', `/comments/${id}`);
    expect(before.matched).toContain('wren.example.com');
    expect(json.history.map(({ rule, matched }: { rule: string; matched: unknown }) => [rule, matched])).toEqual([
      ['links', null],
      ['erased', null],
    ]);
  });

  it('goes a hundred at a time and says whether some remains', async () => {
    await Promise.all(Array.from({ length: 101 }, (_, n) => ferry.held({}, { sourceIp: `198.51.100.${n}` })));

    const [first, second, third] = [await erase(WREN), await erase(WREN), await erase(WREN)];

    expect([first, second, third].map(({ json }) => json)).toEqual([
      { erased: 100, remaining: true },
      { erased: 1, remaining: false },
      { erased: 0, remaining: false },
    ]);
    expect((await exportOf(WREN)).json.comments).toEqual([]);
  });

  it('works by a form, and tells when it is done', async () => {
    await ferry.published();

    const done = await postForm('/v1/commenters/erasure', { token: await personalToken(WREN) });

    expect([done.statusCode, done.headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect(done.body).toContain('What you have sent to us is gone.');
    expect(await ferry.thread()).toEqual([]);
  });

  it('by a form leaves a button where some remains', async () => {
    await Promise.all(Array.from({ length: 101 }, (_, n) => ferry.held({}, { sourceIp: `198.51.100.${n}` })));

    const some = await postForm('/v1/commenters/erasure', { token: await personalToken(WREN) });

    expect(some.body).toContain('100 comments are erased.');
    expect(some.body).toContain('Erase the rest');
  });

  it('works where the article is withdrawn, and counts right when it is back', async () => {
    await ferry.published();
    await ferry.published(ZOE);
    await app.publication.withdraw(FERRY, NOON);

    const { json } = await erase(WREN);
    const standing = await app.publication.standing('ferry');

    expect(json).toEqual({ erased: 1, remaining: false });
    expect(standing.comments).toBe(1);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('takes what is due to go as well, and lets it go at its time', async () => {
    const id = await ferry.held({ comment: 'Cheap!' });
    await ferry.decide(id, 'spam');
    app.setClock('2026-12-24T12:00:00.000Z');
    const { json } = await ferry.moderate('DELETE', `/people/${await app.personOf(WREN)}`);

    const [item] = (await scan(app, 'newsroom')).filter(({ type }) => type === 'submission');
    expect(json).toEqual({ erased: 1, remaining: false });
    expect(item).toMatchObject({ comment: '', email: '', expiresAt: Date.parse('2026-12-23T12:00:00.000Z') / 1_000 });
  });

  it('is done by a moderator too, and recorded with their name', async () => {
    const id = await ferry.published();

    const { json } = await ferry.moderate('DELETE', `/people/${await app.personOf(WREN)}`, undefined, 'jo@example.org');

    expect(json).toEqual({ erased: 1, remaining: false });
    expect((await ferry.moderate('GET', `/comments/${id}`)).json.history.at(-1)).toMatchObject({
      verdict: 'removed',
      by: 'jo@example.org',
      rule: 'erased',
    });
  });

  it('lets the person begin again as nobody who is known', async () => {
    await ferry.published();
    await erase(WREN);

    const again = await ferry.send({}, { headers: await ferry.provenHeaders(WREN) });

    expect(again.statusCode).toBe(202);
    expect((await ferry.moderate('GET', `/comments/${again.json.id}`)).json.rule).toBe('first-comment');
  });

  it('ends the author’s own hand on it', async () => {
    const { json } = await ferry.send();
    await erase(WREN);

    const edit = await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Back.' });

    expect([edit.statusCode, edit.json.code]).toEqual([403, 'edit-window-closed']);
  });
});
