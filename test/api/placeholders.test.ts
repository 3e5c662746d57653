import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../functions/comments/threads/place.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { scan } from '../support/newsroom.ts';

const WREN = 'wren@example.org';
const ZOE = { name: 'Zoë Lindqvist', email: 'zoe@example.org' };

let app: App;
let ferry: Commenting;

beforeEach(() => begin());

async function begin(options: Parameters<typeof startApp>[0] = {}): Promise<void> {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 }, ...options });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
}

const report = (id: string, n: number) => app.post(`/v1/comments/${id}/reports`, {}, { sourceIp: `203.0.113.${n}` });
const inThread = async (id: string) => (await ferry.thread()).find((comment) => comment.id === id);
const page = async () => (await app.get('/abroad/ferry')).body ?? '';

/** A comment with a reply under it, and what was told of it before. */
async function answered() {
  const root = await ferry.published();
  const reply = await ferry.published({ ...ZOE, parentId: root });
  return { root, reply };
}

describe('the place of a comment that waits again', () => {
  const WAITS = { removed: false, waiting: true, author: { name: '', website: null }, body: '' };

  it('says so after reports, and the comment comes back to it', async () => {
    const { root, reply } = await answered();
    const before = await ferry.thread();

    for (const n of [1, 2, 3]) await report(root, n);
    const [place, html] = [await inThread(root), await page()];
    await ferry.decide(root, 'approve');

    expect(place).toMatchObject(WAITS);
    expect(html).toContain('This comment is waiting for a moderator.');
    expect(html).not.toContain('This comment was removed.');
    expect(await inThread(reply)).toMatchObject({ removed: false, waiting: false });
    expect(await ferry.thread()).toEqual(before);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('says so after an edit that the rules hold', async () => {
    await begin({ settings: { moderation: 'all-published', holdWords: ['paint'] } });
    const { json } = await ferry.send();
    await ferry.send({ ...ZOE, parentId: json.id });

    const edited = await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Wet paint.' });

    expect(edited.json.status).toBe('held');
    expect(await inThread(json.id)).toMatchObject(WAITS);
    expect(await ferry.disorder()).toEqual([]);
  });

  it.each([
    ['reject', true, false],
    ['spam', true, false],
    ['approve', false, false],
  ])('says what has become of it when a moderator decides: %s', async (act, removed, waiting) => {
    const { root } = await answered();
    for (const n of [1, 2, 3]) await report(root, n);

    await ferry.decide(root, act);

    expect(await inThread(root)).toMatchObject({ removed, waiting });
    expect(await ferry.disorder()).toEqual([]);
  });

  it('says that it waits once it is brought back from where it was put away', async () => {
    const { root } = await answered();
    await ferry.decide(root, 'reject');
    const rejected = await inThread(root);

    await ferry.decide(root, 'restore');

    expect(rejected).toMatchObject({ removed: true, waiting: false });
    expect(await inThread(root)).toMatchObject(WAITS);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('is not shown where nothing hangs under it, is in no feed and not counted, and takes no reply', async () => {
    const { root, reply } = await answered();
    for (const n of [1, 2, 3]) await report(root, n);
    const feed = await app.get('/abroad/ferry/comments.rss');
    const counted = await ferry.count();
    const refused = await ferry.send({ ...ZOE, parentId: root });
    await ferry.decide(reply, 'remove');

    expect(feed.body?.match(/<item>/g)).toHaveLength(1);
    expect([counted, refused.statusCode]).toEqual([1, 422]);
    expect(await ferry.thread()).toEqual([]);
    expect((await app.get(`/abroad/ferry?replyTo=${root}`)).body).not.toContain('Leave a Reply to <');
  });

  it('is empty once the person is erased, and says that it was removed', async () => {
    const { root } = await answered();
    for (const n of [1, 2, 3]) await report(root, n);

    await ferry.moderate('DELETE', `/people/${await app.personOf(WREN)}`);

    expect(await inThread(root)).toMatchObject({ removed: true, waiting: false });
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('what was removed', () => {
  it.each(['spam', 'reject'])('may become %s without being public in between', async (act) => {
    const { root } = await answered();
    await ferry.decide(root, 'remove');
    const before = await ferry.thread();

    const { statusCode, json } = await ferry.decide(root, act);

    const [stored] = (await scan(app, 'newsroom')).filter(({ id }) => id === root);
    expect([statusCode, json.verdict]).toEqual([200, act === 'spam' ? 'spam' : 'rejected']);
    expect(stored?.expiresAt).toBeGreaterThan(0);
    expect(await ferry.thread()).toEqual(before);
    expect(await ferry.count()).toBe(1);
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('the link to a placeholder', () => {
  const opened = async (id: string) => {
    const answer = await app.get(`/comments/${id}`);
    const { location = '' } = answer.headers;
    return {
      status: answer.statusCode,
      html: location && (await app.get(location.split('#', 1)[0] ?? '')).body,
      location,
    };
  };

  it.each(['removed', 'waiting'])('leads to it in its thread: %s', async (kind) => {
    const { root } = await answered();
    if (kind === 'removed') await ferry.decide(root, 'remove');
    else for (const n of [1, 2, 3]) await report(root, n);

    const { status, html, location } = await opened(root);

    expect([status, location.split('#')[1]]).toEqual([303, `comment-${root}`]);
    expect(html).toContain(`id="comment-${root}"`);
  });

  it('leads to one that is a reply in a conversation of many pages', async () => {
    const often = { most: 1_000_000, seconds: 600 };
    const rateLimits = { network: often, person: often, article: often };
    await begin({ settings: { moderation: 'all-published', rateLimits } });
    const parentId = (await ferry.send()).json.id;
    let late = '';
    // A page has a hundred comments of one conversation.
    for (let batch = 1; batch <= 11; batch += 1) {
      app.setClock(`2026-11-23T12:00:${String(batch).padStart(2, '0')}.000Z`);
      const sent = await Promise.all(Array.from({ length: 10 }, () => ferry.send({ ...ZOE, parentId })));
      late = sent[0]?.json.id;
    }
    app.setClock('2026-11-23T12:00:12.000Z');
    await ferry.send({ ...ZOE, parentId: late });
    await ferry.decide(late, 'remove');

    const { status, html } = await opened(late);

    expect(status).toBe(303);
    expect(html).toContain(`id="comment-${late}"`);
  });

  it('leads nowhere where the place is not shown, or there never was one', async () => {
    const [alone, held] = [await ferry.published(), await ferry.held()];
    await ferry.decide(alone, 'remove');

    expect([(await opened(alone)).status, (await opened(held)).status]).toEqual([404, 404]);
  });
});

describe('a reply at the deepest level', () => {
  /** A conversation in which each answers the one before. */
  async function deep(length: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < length; n += 1) {
      app.setClock(`2026-11-23T12:0${n}:00.000Z`);
      ids.push(await ferry.published({ name: `Reader ${n}`, ...(n > 0 ? { parentId: ids.at(-1) ?? null } : {}) }));
    }
    return ids;
  }

  it('has its true parent, and says whom it answers', async () => {
    const ids = await deep(MAX_DEPTH + 3);

    const [thread, html] = [await ferry.thread(), await page()];

    expect(thread.map(({ parentId }) => parentId)).toEqual([null, ...ids.slice(0, -1)]);
    expect(thread.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 5, 5]);
    expect(html.match(/In reply to/g)).toHaveLength(2);
    for (const n of [5, 6]) expect(html).toContain(`In reply to <a href="#comment-${ids[n]}">Reader ${n}</a>`);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('is drawn no deeper than that', async () => {
    await deep(MAX_DEPTH + 3);

    const html = await page();

    let depth = 0;
    const depths = [...html.matchAll(/<ol class="thread[ "]|<\/ol>/g)].map(([tag]) => {
      depth += tag.startsWith('</') ? -1 : 1;
      return depth;
    });
    expect(Math.max(...depths)).toBe(MAX_DEPTH + 1);
  });

  it('names nobody whose comment is put away, and keeps its place to point at', async () => {
    const ids = await deep(MAX_DEPTH + 2);
    const [answeredOne = ''] = ids.slice(MAX_DEPTH);

    await ferry.decide(answeredOne, 'remove');
    const html = await page();

    expect(await inThread(answeredOne)).toMatchObject({ removed: true, depth: MAX_DEPTH });
    expect(html).toContain(`In reply to <a href="#comment-${answeredOne}">a comment that is not shown</a>`);
    expect(html).not.toContain(`Reader ${MAX_DEPTH}`);
    expect(await ferry.disorder()).toEqual([]);
  });
});

describe('a mail about a reply', () => {
  it.each(['remove', 'reject', 'spam', 'reported'])('is sent to nobody whose comment was put away: %s', async (how) => {
    const parentId = await ferry.published({ notify: true });
    const token = await app.tokens.sign(
      'mailbox',
      { person: await app.personOf(WREN) },
      new Date('2026-11-24T12:00:00Z'),
    );
    await app.post('/v1/commenters/confirmation', { token });
    const [early, late] = [await ferry.held({ ...ZOE, parentId }), await ferry.held({ ...ZOE, parentId })];

    await ferry.decide(early, 'approve');
    const before = (await ferry.mails('reply')).length;
    if (how === 'reported') for (const n of [1, 2, 3]) await report(parentId, n);
    else await ferry.decide(parentId, how);
    const approved = await ferry.decide(late, 'approve');

    expect([before, approved.statusCode, (await ferry.mails('reply')).length]).toEqual([1, 200, 1]);
  });
});
