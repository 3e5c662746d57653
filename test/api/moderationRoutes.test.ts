import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Verdict, verdicts } from '../../functions/comments/judging/schema.ts';
import { settingsKey } from '../../functions/comments/settings/keys.ts';
import { defaultSettings } from '../../functions/comments/settings/resolve.ts';
import { actions, type ModerationAction } from '../../functions/moderation/actions.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { anArticle, MORNING, NOON } from '../support/builders.ts';
import { Commenting, DESK } from '../support/commenting.ts';
import { Editor, scan } from '../support/newsroom.ts';

const FERRY = anArticle({ slug: 'ferry' });
const TRAM = anArticle({ slug: 'tram', section: 'home', tags: [] });
const LATER = '2026-11-23T13:00:00.000Z';
/** As late as a change may take effect, and a little later than anything is remembered. */
const A_MINUTE_ON = '2026-11-23T12:01:00.000Z';

let app: App;
let ferry: Commenting;

beforeEach(async () => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
  await app.publication.publish(FERRY, undefined);
  await app.publication.publish(TRAM, undefined);
  ferry = new Commenting(app);
});

const textsOf = (items: readonly { comment: string }[]) => items.map(({ comment }) => comment);
const atMinute = (minute: number) => app.setClock(`2026-11-23T12:${String(minute).padStart(2, '0')}:00.000Z`);

/** Sends so many comments, a minute apart, whose texts are their numbers. */
async function sendMany(count: number, on = ferry): Promise<string[]> {
  const ids: string[] = [];
  for (let minute = 0; minute < count; minute += 1) {
    atMinute(minute);
    ids.push(await on.held({ comment: String(minute) }));
  }
  return ids;
}

describe('GET /v1/moderation/comments', () => {
  it('answers what is held, oldest first, with all there is to know', async () => {
    const id = await ferry.held({ comment: 'It smelt of *paint*.', website: 'https://example.org/' });

    const { statusCode, json, headers } = await ferry.moderate('GET', '/comments');

    expect([statusCode, headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect(json).toEqual({
      items: [
        {
          id,
          article: 'ferry',
          section: 'abroad',
          name: 'Wren Adeyemi',
          email: 'wren@example.org',
          website: null,
          comment: 'It smelt of *paint*.',
          body: '<p>It smelt of <em>paint</em>.</p>',
          parentId: null,
          submittedAt: NOON,
          editedAt: null,
          person: await app.personOf('wren@example.org'),
          proven: false,
          verdict: 'held',
          rule: 'author-not-proven',
          matched: null,
          reports: 0,
          reasons: [],
          version: 1,
          headline: FERRY.headline,
          parent: null,
          author: { approved: 0, rejectedInRow: 0 },
          history: [{ verdict: 'held', at: NOON, by: 'rules', rule: 'author-not-proven', matched: null }],
        },
      ],
      next: null,
      previous: null,
      total: { count: 1, exact: true },
    });
  });

  it('says of each what it replies to, and how many of its author were approved', async () => {
    const parent = await ferry.published({
      name: 'Kit',
      email: 'kit@example.org',
      comment: `Long. ${'x'.repeat(500)}`,
    });
    await ferry.published();
    const reply = await ferry.held({ parentId: parent });
    await ferry.held({ email: 'zoe@example.org' });

    const { json } = await ferry.moderate('GET', '/comments');
    const alone = await ferry.moderate('GET', `/comments/${reply}`);

    // Of the same instant, they stand in no order.
    const items = json.items.toSorted((one: { id: string }) => (one.id === reply ? -1 : 1));
    expect(items).toMatchObject([
      {
        parent: { id: parent, name: 'Kit', verdict: 'published', comment: expect.stringMatching(/^Long\. x{394} …$/) },
        author: { approved: 1 },
      },
      { parent: null, author: { approved: 0 } },
    ]);
    expect(alone.json).toEqual(items[0]);
  });

  it('says how many there are in all on every page, of a verdict and on an article', async () => {
    await sendMany(5);
    await new Commenting(app, 'tram').held();
    const totalOf = async (query: string) => (await ferry.moderate('GET', `/comments?${query}`)).json.total;
    const { next } = (await ferry.moderate('GET', '/comments?limit=2')).json;

    const totals = await Promise.all(
      ['limit=2', `limit=2&cursor=${next}`, 'article=ferry', 'article=tram', 'verdict=spam'].map(totalOf),
    );

    expect(totals).toEqual([6, 6, 5, 1, 0].map((count) => ({ count, exact: true })));
  });

  it('names the headline an article has now, and none while it is withdrawn', async () => {
    const editor = new Editor(app);
    const story = await editor.publish({ slug: 'night-boat', headline: 'The night boat' });
    const id = await new Commenting(app, 'night-boat').held();
    const headline = async () => (await ferry.moderate('GET', `/comments/${id}`)).json.headline;

    await story.save({ slug: 'day-boat', headline: 'The day boat' });
    await story.publish();
    const moved = await headline();
    await story.take('withdraw');
    const withdrawn = await headline();

    expect([moved, withdrawn]).toEqual(['The day boat', null]);
  });

  it('answers what has one verdict, by when it got it', async () => {
    const [first = '', second = '', third = ''] = await sendMany(3);
    atMinute(10);
    await ferry.decide(third, 'spam');
    atMinute(11);
    await ferry.decide(first, 'spam');

    const [spam, newest, held, rejected] = await Promise.all(
      ['verdict=spam', 'verdict=spam&order=newest', 'verdict=held', 'verdict=rejected'].map((query) =>
        ferry.moderate('GET', `/comments?${query}`),
      ),
    );

    expect(textsOf(spam?.json.items)).toEqual(['2', '0']);
    expect(textsOf(newest?.json.items)).toEqual(['0', '2']);
    expect(held?.json.items).toMatchObject([{ id: second }]);
    expect(rejected?.json.items).toEqual([]);
  });

  it('answers those on one article, by any slug it has or had', async () => {
    const tram = new Commenting(app, 'tram');
    await tram.held({ comment: 'On the tram.' });
    await ferry.held({ comment: 'On the ferry.' });
    const moved = { ...FERRY, slug: 'night-boat' };
    await app.publication.publish(moved, FERRY);
    await app.publication.redirect('ferry', moved);

    const [former, present] = await Promise.all(
      ['ferry', 'night-boat'].map((slug) => ferry.moderate('GET', `/comments?article=${slug}`)),
    );

    expect(textsOf(former?.json.items)).toEqual(['On the ferry.']);
    expect(present?.json).toEqual(former?.json);
  });

  it('answers those on a withdrawn article, by any slug it has or had', async () => {
    const editor = new Editor(app);
    const story = await editor.publish({ slug: 'night-boat' });
    await new Commenting(app, 'night-boat').held({ comment: 'On the night boat.' });
    await story.save({ slug: 'day-boat' });
    await story.publish();
    await story.take('withdraw');

    const answers = await Promise.all(
      ['night-boat', 'day-boat'].map((slug) => ferry.moderate('GET', `/comments?article=${slug}`)),
    );

    expect(answers.map(({ json }) => textsOf(json.items))).toEqual([['On the night boat.'], ['On the night boat.']]);
  });

  it('does not know an article that never was', async () => {
    const { statusCode, json } = await ferry.moderate('GET', '/comments?article=no-boat');

    expect([statusCode, json.code]).toEqual([404, 'article-not-found']);
  });

  it.each(['verdict=held', 'verdict=held&order=newest', 'verdict=held&article=ferry'])(
    'leads through three pages and back: %s',
    async (query) => {
      await sendMany(5);
      const read = async (cursor?: string) =>
        (await ferry.moderate('GET', `/comments?${query}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)).json;

      const first = await read();
      const second = await read(first.next);
      const third = await read(second.next);
      const back = await read(third.previous);
      const start = await read(back.previous);

      const order = query.includes('newest') ? ['4', '3', '2', '1', '0'] : ['0', '1', '2', '3', '4'];
      expect([first, second, third].flatMap(({ items }) => textsOf(items))).toEqual(order);
      expect([first.previous, third.next]).toEqual([null, null]);
      expect(back.items).toEqual(second.items);
      expect(start.items).toEqual(first.items);
      expect(start.previous).toBeNull();
    },
  );

  it('loses nothing when what was told is decided before the next page is asked for', async () => {
    const ids = await sendMany(4);
    const first = (await ferry.moderate('GET', '/comments?limit=2')).json;
    await ferry.moderate('POST', '/decisions', { act: 'approve', force: true, ids: ids.slice(0, 2) });

    const second = (await ferry.moderate('GET', `/comments?limit=2&cursor=${first.next}`)).json;

    expect(textsOf(second.items)).toEqual(['2', '3']);
  });

  it.each(['verdict=spam', 'verdict=held&order=newest', 'verdict=held&article=tram'])(
    'refuses the cursor of another list: %s',
    async (other) => {
      await sendMany(3);
      const { json } = await ferry.moderate('GET', '/comments?limit=1');

      const refused = await ferry.moderate('GET', `/comments?${other}&cursor=${json.next}`);

      expect([refused.statusCode, refused.json.code]).toEqual([400, 'cursor-invalid']);
    },
  );

  it.each([
    ['verdict=good', 400],
    ['order=best', 400],
    ['limit=101', 400],
    ['reported=yes', 400],
    ['reported=true&verdict=held', 400],
    ['reported=true&order=oldest', 400],
    ['reported=true&article=ferry', 400],
    ['article=nowhere', 404],
  ])('refuses %s', async (query, status) => {
    const { statusCode } = await ferry.moderate('GET', `/comments?${query}`);

    expect(statusCode).toBe(status);
  });

  it('is for moderators', async () => {
    const caller = { name: 'ines@example.org', groups: ['editors'] };

    const [nobody, editor] = [await app.get(`${DESK}/comments`), await app.get(`${DESK}/comments`, { caller })];

    expect([nobody.statusCode, editor.statusCode]).toEqual([401, 403]);
  });
});

describe('an act on a comment', () => {
  /** What each act makes of each verdict; everything else is refused. */
  const outcomes: Readonly<Record<Exclude<ModerationAction, 'undo'>, Partial<Record<Verdict, Verdict>>>> = {
    approve: { held: 'published', spam: 'published', rejected: 'published' },
    spam: { held: 'spam', published: 'spam', rejected: 'spam', removed: 'spam' },
    reject: { held: 'rejected', published: 'rejected', spam: 'rejected', removed: 'rejected' },
    remove: { published: 'removed' },
    restore: { spam: 'held', rejected: 'held', removed: 'published' },
  };
  const leadingTo: Readonly<Record<Verdict, readonly ModerationAction[]>> = {
    held: [],
    published: ['approve'],
    spam: ['spam'],
    rejected: ['reject'],
    removed: ['approve', 'remove'],
  };
  const acts = actions.filter((act) => act !== 'undo');
  const pairs = verdicts.flatMap((verdict) => acts.map((act) => [act, verdict, outcomes[act][verdict]] as const));
  const statusOf = { held: false, published: true, spam: false, rejected: false, removed: false };

  /** A comment of a verdict that was never published before, save where the verdict says so. */
  const aComment = async (verdict: Verdict) => {
    const id = await ferry.held();
    for (const act of leadingTo[verdict]) await app.moderation.decide(id, act, 'before@example.org');
    return id;
  };

  it.each(pairs.filter(([, , next]) => next !== undefined))('%s: %s becomes %s', async (act, verdict, next) => {
    const id = await aComment(verdict);
    app.setClock(LATER);

    const { statusCode, json } = await ferry.decide(id, act, { why: 'Because.' });

    expect([statusCode, json.verdict, json.rule]).toEqual([200, next, 'Because.']);
    expect(json.history.at(-1)).toEqual({
      verdict: next,
      at: LATER,
      by: 'mo@example.org',
      rule: 'Because.',
      matched: null,
    });
    expect(json.history).toHaveLength(leadingTo[verdict].length + 2);
    const isVisible = next !== undefined && statusOf[next];
    expect((await ferry.thread()).map((each) => each.id)).toEqual(isVisible ? [id] : []);
    expect(await ferry.count()).toBe(isVisible ? 1 : 0);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it.each(pairs.filter(([, , next]) => next === undefined))(
    '%s: %s is refused, and nothing changes',
    async (act, verdict) => {
      const id = await aComment(verdict);
      const before = [await scan(app, 'published'), await scan(app, 'newsroom')];

      const { statusCode, json } = await ferry.decide(id, act);

      expect([statusCode, json.code]).toEqual([409, 'comment-already-decided']);
      expect(json.detail).toBe(
        `"${act}" is not possible: comment ${id} is ${verdict}${verdict === 'held' ? '' : ', by before@example.org'}.`,
      );
      expect([await scan(app, 'published'), await scan(app, 'newsroom')]).toEqual(before);
    },
  );

  it('brings back to its place what was put away, published or held first', async () => {
    const root = await ferry.published({ comment: 'A root.' });
    const reply = await ferry.published({ comment: 'A reply.', parentId: root });
    const before = await ferry.thread();

    await ferry.decide(root, 'reject');
    const meanwhile = await ferry.thread();
    await ferry.decide(root, 'restore');
    await ferry.decide(root, 'approve');

    expect(meanwhile).toMatchObject([
      { id: root, removed: true, author: { name: '' }, body: '' },
      { id: reply, removed: false, parentId: root },
    ]);
    expect(await ferry.thread()).toEqual(before);
    expect(await ferry.count()).toBe(2);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each<[string, (id: string, token: string) => Promise<unknown>]>([
    ['its author has taken back', (id, token) => app.post(`/v1/comments/${id}/removal`, { token })],
    ['was erased', async () => ferry.moderate('DELETE', `/people/${await app.personOf('wren@example.org')}`)],
  ])('cannot restore what %s', async (_what, happen) => {
    const { json } = await ferry.send();
    await app.moderation.approve(json.id);
    await happen(json.id, json.edit.token);

    const refused = await ferry.decide(json.id, 'restore');

    expect([refused.statusCode, refused.json.code]).toEqual([409, 'comment-already-decided']);
    expect(refused.json.detail).toContain('its text is gone');
    expect(await ferry.thread()).toEqual([]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('tells one of two moderators who decide at the same moment that the other was first', async () => {
    const id = await ferry.held();

    const answers = await Promise.all([
      ferry.decide(id, 'approve', { version: 1 }, 'mo@example.org'),
      ferry.decide(id, 'reject', { version: 1 }, 'jo@example.org'),
    ]);

    const told = answers.find(({ statusCode }) => statusCode === 409);
    const { json } = await ferry.moderate('GET', `/comments/${id}`);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(told?.json.detail).toContain(`${json.verdict}, by ${json.history.at(-1).by}`);
    expect(json.history).toHaveLength(2);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('name no version of a comment that they do not decide', async () => {
    const [id, other] = [await ferry.held(), '00000000-0000-4000-8000-000000000000'];
    const before = await scan(app, 'newsroom');

    const { statusCode, json } = await ferry.moderate('POST', '/decisions', {
      act: 'approve',
      ids: [id],
      versions: { [other]: 1 },
    });

    expect([statusCode, json.errors[0].pointer]).toEqual([422, '/versions']);
    expect(await scan(app, 'newsroom')).toEqual(before);
  });

  it.each([
    ['POST', '/decisions', { act: 'approve', ids: [], version: 1 }, '/version', 'versions'],
    ['PUT', '/threads/ferry', { open: false, closed: true }, '/closed', undefined],
    ['POST', '/trials', { settings: { ...defaultSettings, holdWord: ['x'] } }, '/settings/holdWord', 'holdWords'],
    ['PUT', '/settings/abroad', { akismet: { enabled: true, key: 'x' } }, '/akismet/key', undefined],
    ['POST', '/people', { email: 'wren@example.org', name: 'Wren' }, '/name', undefined],
  ])('and other acts are refused with a name nobody knows: %s %s', async (method, path, body, pointer, nearest) => {
    const { statusCode, json } = await ferry.moderate(method, path, body);

    const hint = nearest ? ` (did you mean "${nearest}"?)` : '';
    expect(statusCode).toBe(422);
    expect(json.errors[0]).toEqual({ pointer, detail: `is not a field here${hint}` });
  });

  it('is for what was read: refused once the author has changed it since, and done where nothing was', async () => {
    const { json: sent } = await ferry.send();
    const { json: read } = await ferry.moderate('GET', `/comments/${sent.id}`);
    await app.post(`/v1/comments/${sent.id}/edit`, { token: sent.edit.token, comment: 'Buy my paint.' });
    const decide = (version: number) =>
      ferry.moderate('POST', `/comments/${sent.id}/decisions`, { act: 'approve', version });

    const late = await decide(read.version);
    const together = await ferry.moderate('POST', '/decisions', {
      act: 'approve',
      ids: [sent.id],
      versions: { [sent.id]: read.version },
    });
    const { json: again } = await ferry.moderate('GET', `/comments/${sent.id}`);
    const timely = await decide(again.version);

    expect([late.statusCode, late.json.code]).toEqual([409, 'comment-already-decided']);
    expect(together.json.items).toMatchObject([{ id: sent.id, verdict: null, code: 'comment-already-decided' }]);
    expect([again.comment, again.version]).toEqual(['Buy my paint.', read.version + 1]);
    expect(timely.json.verdict).toBe('published');
  });

  it('is refused without the version that was read, and done with force said instead', async () => {
    const [one, other] = [await ferry.held(), await ferry.held()];
    const before = await scan(app, 'newsroom');
    const decide = (body: object) => ferry.moderate('POST', `/comments/${one}/decisions`, { act: 'approve', ...body });
    const decideBoth = (body: object) =>
      ferry.moderate('POST', '/decisions', { act: 'approve', ids: [one, other], ...body });

    const unread = [await decide({}), await decide({ force: false })];
    const both = [await decide({ version: 1, force: true }), await decideBoth({ versions: { [one]: 1 }, force: true })];
    const none = await decideBoth({});
    const after = await scan(app, 'newsroom');
    const some = await decideBoth({ versions: { [other]: 1 } });
    const forced = await decide({ force: true });

    expect(unread.map(({ statusCode, json }) => [statusCode, json.code, json.errors[0].pointer])).toEqual(
      Array(2).fill([428, 'version-required', '/version']),
    );
    expect(both.map(({ statusCode, json }) => [statusCode, json.errors[0].pointer])).toEqual(
      Array(2).fill([422, '/force']),
    );
    expect([none.statusCode, none.json.items.map(({ code }: { code: string }) => code)]).toEqual([
      200,
      ['version-required', 'version-required'],
    ]);
    expect(after).toEqual(before);
    expect(some.json.items).toMatchObject([
      { id: one, verdict: null, version: null, code: 'version-required' },
      { id: other, verdict: 'published', version: 2, code: null },
    ]);
    expect([forced.statusCode, forced.json.verdict]).toEqual([200, 'published']);
  });

  it.each<[string, readonly string[], number]>([
    ['once, however often it is approved', ['approve', 'reject', 'approve'], 1],
    ['not at all, once it was put away as spam', ['approve', 'spam'], 0],
  ])('counts for its proven author %s', async (_how, acts, approved) => {
    const headers = await ferry.provenHeaders('wren@example.org');
    const id = await ferry.held({}, { headers });

    for (const act of acts) await ferry.decide(id, act);

    const person = await ferry.moderate('GET', `/people/${await app.personOf('wren@example.org')}`);
    const next = await ferry.send({}, { headers });
    expect(person.json.approvedComments).toBe(approved);
    expect(next.json.status).toBe(approved > 0 ? 'published' : 'held');
  });

  it('does not take from a proven author what somebody else wrote under their address', async () => {
    const headers = await ferry.provenHeaders('wren@example.org');
    await ferry.decide(await ferry.held({}, { headers }), 'approve');
    const forged = await ferry.held();

    await ferry.decide(forged, 'spam');

    expect((await ferry.send({}, { headers })).json.status).toBe('published');
  });

  it('to approve a reply waits for what it answers', async () => {
    const root = await ferry.published();
    const reply = await ferry.held({ parentId: root });
    await ferry.decide(root, 'remove');
    const onPlaceholder = await ferry.decide(reply, 'approve');

    expect(onPlaceholder.statusCode).toBe(200);
    expect(await ferry.thread()).toMatchObject([
      { id: root, removed: true },
      { id: reply, parentId: root, depth: 1 },
    ]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('to approve is refused once the article is withdrawn; to put away is not', async () => {
    const [held, spam, shown] = [await ferry.held(), await ferry.held(), await ferry.published()];
    await app.publication.withdraw(FERRY, NOON);

    const answers = [
      await ferry.decide(held, 'approve'),
      await ferry.decide(spam, 'spam'),
      await ferry.decide(shown, 'remove'),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([410, 200, 200]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('needs a comment that is there, and not one that was due to go', async () => {
    const id = await ferry.held();
    await ferry.decide(id, 'spam');
    app.setClock('2026-12-23T12:00:00.000Z');

    const [due, unknown] = [
      await ferry.decide(id, 'restore'),
      await ferry.decide('00000000-0000-4000-8000-000000000000', 'approve'),
    ];

    expect([due, unknown].map(({ json }) => json.code)).toEqual(['comment-not-found', 'comment-not-found']);
  });
});

describe('undoing a decision', () => {
  const CASES = [
    ['approve', []],
    ['reject', []],
    ['spam', []],
    ['approve', ['spam']],
    ['approve', ['reject']],
    ['reject', ['approve']],
    ['spam', ['approve']],
    ['remove', ['approve']],
    ['restore', ['approve', 'remove']],
    ['restore', ['reject']],
  ] as const;

  /** A person with a record, and a comment of theirs. */
  const aCommentOfKit = async (before: readonly ModerationAction[]) => {
    const headers = await ferry.provenHeaders('kit@example.org');
    const kit = { name: 'Kit', email: 'kit@example.org' };
    const [good = '', bad = '', id = ''] = await Promise.all(
      [1, 2, 3].map(async () => (await ferry.send(kit, { headers })).json.id as string),
    );
    await app.moderation.decide(good, 'approve', 'before@example.org');
    await app.moderation.decide(bad, 'reject', 'before@example.org');
    for (const act of before) await app.moderation.decide(id, act, 'before@example.org');
    return id;
  };
  const recordOf = async (id: string) => (await ferry.moderate('GET', `/comments/${id}`)).json;

  it.each(CASES)('takes back %s after %j: verdict, thread, count and record of the person', async (act, before) => {
    const id = await aCommentOfKit(before);
    const was = await recordOf(id);
    const thread = [await ferry.thread(), await ferry.count()];

    const { json: decided } = await ferry.decide(id, act, { version: was.version });
    app.setClock(LATER);
    const { statusCode, json } = await ferry.decide(id, 'undo', { version: decided.version });

    const is = await recordOf(id);
    expect([statusCode, json.verdict, json.rule]).toEqual([200, was.verdict, 'undo']);
    expect([is.verdict, is.matched, is.author]).toEqual([was.verdict, was.matched, was.author]);
    expect(is.history.at(-2)).toMatchObject({ rule: act, undone: true });
    expect([await ferry.thread(), await ferry.count()]).toEqual(thread);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('counts an approval once, however often it was undone', async () => {
    const id = await ferry.held();

    for (const act of ['approve', 'undo', 'approve', 'undo', 'reject', 'undo', 'approve']) {
      expect((await ferry.decide(id, act)).statusCode).toBe(200);
    }

    expect((await recordOf(id)).author).toEqual({ approved: 1, rejectedInRow: 0 });
  });

  it('puts a comment back where it was in its queue', async () => {
    const ids = await sendMany(3);
    const [, second = ''] = ids;

    for (const act of ['approve', 'undo', 'reject', 'undo']) {
      app.setClock(LATER);
      await ferry.decide(second, act);
    }

    const { json } = await ferry.moderate('GET', '/comments');
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(await ferry.disorder(LATER)).toEqual([]);
  });

  it('makes reports count again, without their reasons', async () => {
    const id = await ferry.published();
    await app.post(`/v1/comments/${id}/reports`, { reason: 'Rude.' });

    await ferry.decide(id, 'reject');
    await ferry.decide(id, 'undo');

    const { json } = await ferry.moderate('GET', '/comments?reported=true');
    expect(json.items).toMatchObject([{ id, verdict: 'published', reports: 1, reasons: [] }]);
  });

  it('takes back one decision, of the version that was seen, and says the same when it is sent again', async () => {
    const id = await ferry.held();
    const none = await ferry.decide(id, 'undo');
    await ferry.decide(id, 'approve', { version: 1 });
    const stale = await ferry.decide(id, 'undo', { version: 1 });
    const reasoned = await ferry.decide(id, 'undo', { version: 2, why: 'No.' });
    const undone = await ferry.decide(id, 'undo', { version: 2 });
    const again = await ferry.decide(id, 'undo', { version: 2 });
    const twice = await ferry.decide(id, 'undo', { version: 3 });

    expect([none, stale, reasoned, undone, again, twice].map(({ statusCode }) => statusCode)).toEqual([
      409, 409, 422, 200, 200, 409,
    ]);
    expect(again.json).toEqual(undone.json);
    expect(twice.json.detail).toBe(`"undo" is not possible: comment ${id} is held, by mo@example.org.`);
  });
});

describe('POST /v1/moderation/decisions', () => {
  it('decides a hundred at once and tells of each what became of it', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const ids = await Promise.all(
      Array.from({ length: 99 }, (_, n) => ferry.held({}, { sourceIp: `198.51.100.${n}` })),
    );
    const [decided = ''] = ids;
    await ferry.decide(decided, 'approve', {}, 'another@example.org');

    const { statusCode, json } = await ferry.moderate('POST', '/decisions', {
      act: 'approve',
      force: true,
      ids: [...ids, unknown],
    });

    expect(statusCode).toBe(200);
    expect(json.items).toEqual([
      {
        id: decided,
        verdict: null,
        version: null,
        code: 'comment-already-decided',
        detail: expect.stringContaining('published, by'),
      },
      ...ids.slice(1).map((id) => ({ id, verdict: 'published', version: 2, code: null, detail: null })),
      {
        id: unknown,
        verdict: null,
        version: null,
        code: 'comment-not-found',
        detail: `There is no comment ${unknown}.`,
      },
    ]);
    expect(await ferry.count()).toBe(99);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each([
    [
      'a hundred and one',
      Array.from({ length: 101 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
    ],
    ['none', []],
    ['one twice', ['00000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000000']],
    ['what is no id', ['ferry']],
  ])('refuses %s', async (_what, ids) => {
    const { statusCode, json } = await ferry.moderate('POST', '/decisions', { act: 'approve', force: true, ids });

    expect([statusCode, json.code]).toEqual([422, 'field-invalid']);
    expect(json.errors[0].pointer).toMatch(/^\/ids/);
  });
});

describe('PUT /v1/moderation/threads/{slug}', () => {
  const isOpen = async (slug = 'ferry') => (await app.get(`/v1/articles/${slug}`)).json.comments.open;

  it('closes a thread to new comments, and opens it again', async () => {
    const closing = await ferry.moderate('PUT', '/threads/ferry', { open: false });
    const [told, refused, form] = [await isOpen(), await ferry.send(), await app.get('/comments/new?article=ferry')];
    const opening = await ferry.moderate('PUT', '/threads/ferry', { open: true });
    const [toldAgain, taken] = [await isOpen(), await ferry.send()];

    expect([closing.json, opening.json]).toEqual([
      { article: 'ferry', open: false },
      { article: 'ferry', open: true },
    ]);
    expect([told, refused.statusCode, refused.json.code, form.statusCode]).toEqual([
      false,
      403,
      'comments-closed',
      403,
    ]);
    expect([toldAgain, taken.statusCode]).toEqual([true, 202]);
  });

  it('stays closed through a correction, another slug, a withdrawal and a restoration', async () => {
    const editor = new Editor(app);
    const story = await editor.publish({ slug: 'strike' });
    await ferry.moderate('PUT', '/threads/strike', { open: false });

    await story.correct('It was Tuesday.');
    const corrected = await isOpen('strike');
    await story.save({ slug: 'dock-strike' });
    await story.publish();
    const moved = await isOpen('dock-strike');
    await story.take('withdraw');
    await story.take('restore');
    const restored = await isOpen('dock-strike');
    const answer = await new Commenting(app, 'dock-strike').send();
    await ferry.moderate('PUT', '/threads/strike', { open: true });

    expect([corrected, moved, restored, answer.statusCode]).toEqual([false, false, false, 403]);
    expect(await isOpen('dock-strike')).toBe(true);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each([
    ['unknown', 'nowhere', 404],
    ['withdrawn', 'ferry', 410],
  ])('needs an article that is not %s', async (_what, slug, status) => {
    await app.publication.withdraw(FERRY, NOON);

    const { statusCode } = await ferry.moderate('PUT', `/threads/${slug}`, { open: false });

    expect(statusCode).toBe(status);
  });
});

describe('/v1/moderation/settings', () => {
  it('are read, changed, and in force within a minute', async () => {
    const { json: before } = await ferry.moderate('GET', '/settings');
    const first = await ferry.send();
    const settings = { ...before.settings, moderation: 'all-published' };

    const saved = await ferry.change(settings);
    app.setClock(A_MINUTE_ON);
    const second = await ferry.send();
    const { json: after } = await ferry.moderate('GET', '/settings');

    expect([first.statusCode, saved.statusCode, second.statusCode]).toEqual([202, 200, 201]);
    expect(saved.json).toEqual({ settings, version: before.version + 1 });
    expect(after).toEqual(saved.json);
  });

  it('of a section take the place of single ones of the site, until it has none', async () => {
    const tram = new Commenting(app, 'tram');
    const own = { moderation: 'all-published', linksAllowed: 0 };

    const saved = await ferry.change(own, 'home');
    const [there, elsewhere] = [await tram.send(), await ferry.send()];
    const cleared = await ferry.patch({ moderation: null, linksAllowed: null }, 'home');
    app.setClock(A_MINUTE_ON);
    const after = await tram.send();

    expect(saved.json).toMatchObject({ own, settings: { ...own, minSeconds: defaultSettings.minSeconds } });
    expect([there.statusCode, elsewhere.statusCode, after.statusCode]).toEqual([201, 202, 202]);
    expect(cleared.json).toMatchObject({ own: {}, settings: { moderation: 'proven-published' } });
  });

  it('tell readers of a section where comments are closed, before anybody types', async () => {
    const opens = async () =>
      Promise.all(['ferry', 'tram'].map(async (slug) => (await app.get(`/v1/articles/${slug}`)).json.comments.open));

    await ferry.change({ closeAfterDays: 1 }, 'home');
    const young = await opens();
    app.setClock('2026-11-24T08:59:59.999Z');
    const lastMoment = await opens();
    app.setClock('2026-11-24T09:00:00.000Z');
    const old = await opens();
    await ferry.change({ closeAfterDays: null, open: false }, 'home');
    app.setClock('2026-11-24T09:01:00.000Z');
    const off = await opens();
    const refused = await new Commenting(app, 'tram').send();

    expect(FERRY.publishedAt).toBe(MORNING);
    expect([young, lastMoment, old, off]).toEqual([
      [true, true],
      [true, true],
      [true, false],
      [true, false],
    ]);
    expect([refused.statusCode, refused.json.code]).toEqual([403, 'comments-closed']);
  });

  it.each<[string, object, string, string]>([
    ['a regular expression', { holdPatterns: ['(a+)+$'] }, '/holdPatterns/0', 'regular expressions are not understood'],
    ['a pattern that matches everything', { spamPatterns: ['*'] }, '/spamPatterns/0', 'must be a pattern'],
    ['a wildcard among the words', { holdWords: ['casino*'] }, '/holdWords/0', 'wildcards belong among the patterns'],
    ['5,001 words', { holdWords: Array.from({ length: 5_001 }, (_, n) => `word${n}`) }, '', '5000 words'],
    ['2,001 patterns', { spamPatterns: Array.from({ length: 2_001 }, (_, n) => `word${n}*`) }, '', '2000 patterns'],
    ['an unknown field', { colour: 'blue' }, '', 'colour'],
    ['a text for a number', { linksAllowed: 'two' }, '/linksAllowed', ''],
    ['a negative number', { minSeconds: -1 }, '/minSeconds', ''],
    ['a moderation there is not', { moderation: 'none' }, '/moderation', ''],
    ['an address that is none', { staffEmails: ['editor'] }, '/staffEmails/0', 'email address'],
    ['a rate without a window', { rateLimits: { network: { most: 1 } } }, '/rateLimits', ''],
  ])('refuse %s, and name it', async (_what, change, pointer, detail) => {
    const { json: before } = await ferry.moderate('GET', '/settings');

    const refused = await ferry.change({ ...before.settings, ...change });
    const { json: after } = await ferry.moderate('GET', '/settings');

    expect([refused.statusCode, refused.json.code]).toEqual([422, 'field-invalid']);
    expect(refused.json.errors[0].pointer).toContain(pointer);
    expect(refused.json.detail).toContain(detail);
    expect(after).toEqual(before);
  });

  it('of a section are limited each for itself, whatever the lists of the site beside them', async () => {
    const listed = (word: string) => Array.from({ length: 3_000 }, (_, number) => `${word}${number}`);
    const site = await ferry.change({ ...defaultSettings, holdWords: listed('hold') });

    const own = await ferry.change({ spamWords: listed('spam') }, 'abroad');
    const read = await ferry.moderate('GET', '/settings/abroad');

    expect([site.statusCode, own.statusCode, read.statusCode]).toEqual([200, 200, 200]);
    expect([read.json.settings.holdWords.length, read.json.settings.spamWords.length]).toEqual([3_000, 3_000]);
  });

  it('are refused where they would not fit into an item, and say how much does', async () => {
    const { json } = await ferry.moderate('GET', '/settings');
    const staffNames = Array.from({ length: 500 }, (_, n) => '漢'.repeat(97) + String(n).padStart(3, '0'));
    const staffEmails = Array.from({ length: 500 }, (_, n) => `${'漢'.repeat(200)}${n}@example.org`);

    const refused = await ferry.change({ ...json.settings, staffNames, staffEmails });
    const smaller = await ferry.change({ ...json.settings, staffNames });

    expect([refused.statusCode, refused.json.code]).toEqual([422, 'limit-exceeded']);
    expect(refused.json.detail).toMatch(/^The settings are 4\d{5} bytes; at most 389120 can be kept\.$/);
    expect(smaller.statusCode).toBe(200);
  });

  it('name the version they were changed from, and are given with it', async () => {
    const { json, headers } = await ferry.moderate('GET', '/settings');
    const put = (path: string, body: object, ifMatch: object) =>
      ferry.moderate('PUT', path, body, 'mo@example.org', ifMatch);

    const without = await put('/settings', json.settings, {});
    const saved = await put('/settings', json.settings, { 'if-match': headers.etag });
    const first = await put('/settings/home', { linksAllowed: 0 }, {});
    const second = await put('/settings/home', { linksAllowed: 5 }, {});

    expect([headers.etag, json.version]).toEqual(['"1"', 1]);
    expect([without.statusCode, without.json.code]).toEqual([428, 'version-required']);
    expect(without.json.errors).toEqual([{ header: 'if-match', detail: 'is required' }]);
    expect([saved.statusCode, saved.headers.etag]).toEqual([200, '"2"']);
    expect([first.statusCode, first.headers.etag, second.statusCode]).toEqual([200, '"1"', 428]);
    expect((await ferry.moderate('GET', '/settings/home')).json.own).toEqual({ linksAllowed: 0 });
  });

  it.each(['/settings', '/settings/home'])('lose no word that two moderators add at once: %s', async (path) => {
    await ferry.change({ ...defaultSettings, holdWords: ['first'] }, path.split('/')[2]);
    const read = () => ferry.moderate('GET', path);
    const addWord = ({ json, headers }: Answer, word: string) => {
      const before = json.own ?? json.settings;
      const body = { ...before, holdWords: [...before.holdWords, word] };
      return ferry.moderate('PUT', path, body, 'mo@example.org', { 'if-match': headers.etag });
    };

    const seen = await read();
    const answers = await Promise.all(['paint', 'varnish'].map((word) => addWord(seen, word)));
    const late = answers.findIndex(({ statusCode }) => statusCode === 412);
    const again = await addWord(await read(), ['paint', 'varnish'][late] ?? '');

    const { json } = await ferry.moderate('GET', path);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 412]);
    expect(answers[late]?.json).toMatchObject({
      code: 'version-stale',
      current: { version: json.version - 1, changedAt: NOON, changedBy: 'mo@example.org' },
    });
    expect(again.statusCode).toBe(200);
    expect(json.settings.holdWords.toSorted()).toEqual(['first', 'paint', 'varnish']);
  });

  it('of a section go on counting when they are taken away, so that an old change finds another version', async () => {
    await ferry.change({ linksAllowed: 0 }, 'home');
    const old = (await ferry.moderate('GET', '/settings/home')).headers;
    await ferry.patch({ linksAllowed: null }, 'home');
    await ferry.change({ linksAllowed: 3 }, 'home');

    const late = await ferry.moderate('PUT', '/settings/home', { linksAllowed: 9 }, undefined, {
      'if-match': old.etag,
    });

    expect(late.statusCode).toBe(412);
    expect((await ferry.moderate('GET', '/settings/home')).json).toMatchObject({
      own: { linksAllowed: 3 },
      version: 3,
    });
  });

  it('from before versions were counted are at their first', async () => {
    const Key = settingsKey();
    await app.client.send(
      new UpdateCommand({
        TableName: app.tables.newsroom,
        Key,
        UpdateExpression: 'REMOVE #version, changedAt, changedBy',
        ExpressionAttributeNames: { '#version': 'version' },
      }),
    );
    const { json } = await ferry.moderate('GET', '/settings');

    const saved = await ferry.change(json.settings);
    const late = await ferry.moderate('PUT', '/settings', json.settings, 'late@example.org', { 'if-match': '"1"' });

    expect([json.version, saved.json.version, late.statusCode]).toEqual([1, 2, 412]);
  });

  it('leave an act in the trail of the day: who, when, and what', async () => {
    await ferry.change({ ...defaultSettings, linksAllowed: 7 });
    await ferry.change({ open: false }, 'home');

    const { json } = await new Editor(app).get('/v1/newsroom/acts?day=2026-11-23');

    const common = { kind: 'settings', article: null, headline: null, at: NOON, by: 'mo@example.org', act: 'save' };
    expect(
      json.items.toSorted((one: { version: number }, other: { version: number }) => one.version - other.version),
    ).toEqual([
      { ...common, name: 'home', version: 1, detail: 'open' },
      { ...common, name: null, version: 2, detail: 'linksAllowed, rateLimits' },
    ]);
  });

  it('belong to a section that is there', async () => {
    const answers = [await ferry.moderate('GET', '/settings/nowhere'), await ferry.change({ open: false }, 'nowhere')];

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual([
      [404, 'section-not-found'],
      [404, 'section-not-found'],
    ]);
  });
});

describe('POST /v1/moderation/trials', () => {
  const tryWith = async (changes: object) =>
    (await ferry.moderate('POST', '/trials', { settings: { ...defaultSettings, ...changes } })).json;

  it('tells what other rules would have made of the comments there are, and writes nothing', async () => {
    const shown = await ferry.published({ comment: 'Buy cheap paint.' });
    const held = await ferry.held({ comment: 'It smelt of paint.' });
    const rejected = await ferry.held({ comment: 'Nothing to see.' });
    await ferry.decide(rejected, 'reject');
    const before = [await scan(app, 'published'), await scan(app, 'newsroom')];

    const trial = await tryWith({ spamWords: ['cheap'] });
    const open = await tryWith({ moderation: 'all-published' });

    expect(trial).toEqual({
      judged: 3,
      changes: [
        {
          id: shown,
          article: 'ferry',
          name: 'Wren Adeyemi',
          comment: 'Buy cheap paint.',
          was: { verdict: 'held', rule: 'author-not-proven' },
          would: { verdict: 'spam', rule: 'spam-word', matched: 'cheap (in the comment)' },
        },
      ],
    });
    expect(open.judged).toBe(3);
    expect(open.changes.map(({ id }: { id: string }) => id).sort()).toEqual([held, rejected, shown].sort());
    expect([await scan(app, 'published'), await scan(app, 'newsroom')]).toEqual(before);
  });

  it('leaves alone what the moment decided, unless the words weigh more', async () => {
    const form = new URLSearchParams({ name: 'Bot', email: 'bot@example.org', comment: 'Hello.', website: 'x' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const filled = await app.post('/v1/articles/ferry/comments', String(form), { headers });
    const rendered = await app.tokens.sign('rendered', { at: NOON }, new Date(LATER));
    const fast = await ferry.held({ comment: 'Too fast.', rendered });

    const same = await tryWith({});
    const words = await tryWith({ moderation: 'all-published', spamWords: ['fast', 'hello'] });

    expect(filled.statusCode).toBe(303);
    expect(same).toEqual({ judged: 2, changes: [] });
    const spam = { would: { verdict: 'spam', rule: 'spam-word' } };
    expect(words.changes).toMatchObject([spam, spam]);
    expect(words.changes.map(({ id }: { id: string }) => id)).toContain(fast);
  });

  it('tells as much of a text as tells it from others', async () => {
    await ferry.held({ comment: `paint ${'and varnish '.repeat(800)}` });

    const { json } = await ferry.moderate('POST', '/trials', {
      settings: { ...defaultSettings, spamWords: ['paint'] },
    });

    expect(json.changes).toHaveLength(1);
    expect(json.changes[0].comment).toMatch(/^paint and varnish .* …$/);
    expect(json.changes[0].comment.length).toBeLessThan(500);
  });

  it('leaves out what was erased', async () => {
    await ferry.published();
    await ferry.moderate('DELETE', `/people/${await app.personOf('wren@example.org')}`);

    expect(await tryWith({ moderation: 'all-published' })).toEqual({ judged: 0, changes: [] });
  });

  it('refuses settings that could not be saved', async () => {
    const { statusCode } = await ferry.moderate('POST', '/trials', {
      settings: { ...defaultSettings, holdPatterns: ['('] },
    });

    expect(statusCode).toBe(422);
  });
});
