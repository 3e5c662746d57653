import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { commentKey, commentSortKey } from '../../functions/comments/threads/keys.ts';
import type { Comment, PublishedComment } from '../../functions/comments/threads/schema.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { anArticle, aSubmission, MORNING, NOON } from '../support/builders.ts';

const ORDERS = ['oldest', 'newest'] as const;

let app: App;

beforeAll(async () => {
  app = await startApp();
});

/** Publishes an article with {@link conversations}. */
async function aThread(slug: string, replies: readonly number[]): Promise<PublishedComment[][]> {
  await app.publication.publish(anArticle({ slug }), undefined);
  const told = conversations(slug, replies);
  await write(told.flat());
  return told;
}

/**
 * Conversations told by the number of replies to each root, the oldest root first. All roots come before all replies, so
 * that nothing but its key keeps a reply behind its root. Ids count from 1 in order of time.
 */
function conversations(thread: string, replies: readonly number[]): PublishedComment[][] {
  let number = 0;
  const say = (changes: Partial<PublishedComment>): PublishedComment => {
    number += 1;
    return {
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      thread,
      name: 'Wren Adeyemi',
      publishedAt: new Date(Date.parse(MORNING) + number).toISOString(),
      editedAt: null,
      body: `<p>Comment ${number}</p>`,
      parentId: null,
      depth: 0,
      root: null,
      ...changes,
    };
  };
  const roots = replies.map(() => say({}));
  return roots.map((root, index) => [
    root,
    ...Array.from({ length: replies[index] ?? 0 }, () =>
      say({ parentId: root.id, depth: 1, root: commentSortKey(root) }),
    ),
  ]);
}

/** Puts comments where approved ones stand. */
async function write(comments: readonly PublishedComment[]): Promise<void> {
  for (let start = 0; start < comments.length; start += 25) {
    const batch = comments.slice(start, start + 25).map((comment) => ({
      PutRequest: { Item: { ...commentKey(comment), type: 'comment', ...comment } },
    }));
    await app.client.send(new BatchWriteCommand({ RequestItems: { [app.tables.published]: batch } }));
  }
}

const ids = (comments: readonly { readonly id: string }[]) => comments.map(({ id }) => Number(id.slice(-12)));
const idsOf = ({ json }: Answer) => ids(json.items);
const rootsOf = ({ json }: Answer) => json.items.filter(({ depth }: Comment) => depth === 0).length;

/** Every page from an address to the end of the thread, by `next`. */
async function readForwards(target: string): Promise<Answer[]> {
  const pages = [await app.get(target)];
  for (let next = pages.at(-1)?.json.next; next; next = pages.at(-1)?.json.next) {
    pages.push(await app.get(`${target}&cursor=${next}`));
  }
  return pages;
}

/** Every page from `last` back to the first, by `previous`, in reading order. */
async function readBackwards(target: string, last: Answer): Promise<Answer[]> {
  const pages = [last];
  for (let previous = last.json.previous; previous; previous = pages[0]?.json.previous) {
    pages.unshift(await app.get(`${target}&cursor=${previous}`));
  }
  return pages;
}

/** What the last request spent on DynamoDB. */
const spent = () => app.logs.findLast(({ message }) => message === 'request')?.data.dynamodb;

describe('GET /v1/articles/{slug}/comments', () => {
  it('answers a comment as it was approved, and never its email', async () => {
    await app.publication.publish(anArticle({ slug: 'first-comment' }), undefined);
    const { json: sent } = await app.post(
      '/v1/articles/first-comment/comments',
      aSubmission({ comment: 'It smelt of paint.\n\n<b>Wet</b> paint.' }),
    );
    await app.moderation.approve(sent.id, 'tests');

    const answer = await app.get('/v1/articles/first-comment/comments');

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=10, s-maxage=20, stale-while-revalidate=10');
    expect(answer.body).not.toContain('wren@example.org');
    expect(answer.json).toEqual({
      items: [
        {
          id: sent.id,
          author: { name: 'Wren Adeyemi', website: null },
          publishedAt: NOON,
          editedAt: null,
          body: '<p>It smelt of paint.</p>\n<p>&lt;b&gt;Wet&lt;/b&gt; paint.</p>',
          parentId: null,
          depth: 0,
          url: `/comments/${sent.id}`,
          removed: false,
          waiting: false,
        },
      ],
      next: null,
      previous: null,
    });
  });

  it('lets no attribute out that is not declared, were it an email', async () => {
    const [[comment] = []] = await aThread('discreet', [0]);
    await write([Object.assign(comment as PublishedComment, { email: 'wren@example.org', ip: '203.0.113.7' })]);

    const { body, json } = await app.get('/v1/articles/discreet/comments');

    expect(Object.keys(json.items[0]).toSorted()).toEqual([
      'author',
      'body',
      'depth',
      'editedAt',
      'id',
      'parentId',
      'publishedAt',
      'removed',
      'url',
      'waiting',
    ]);
    expect(body).not.toMatch(/wren@|203\.0\.113/);
  });

  it('shows of what was removed only where something visible hangs under it', async () => {
    await app.publication.publish(anArticle({ slug: 'gappy' }), undefined);
    const [[answered, gone, kept] = [], [alone] = [], [left, leaf] = []] = conversations('gappy', [2, 0, 1]);
    const remove = (comment: PublishedComment | undefined): PublishedComment => ({
      ...(comment as PublishedComment),
      name: '',
      website: null,
      body: '',
      removed: true,
    });
    await write([remove(answered), remove(gone), kept as PublishedComment, remove(alone), remove(left), remove(leaf)]);

    const { json } = await app.get('/v1/articles/gappy/comments');

    expect(json.items).toMatchObject([
      { id: answered?.id, author: { name: '' }, body: '', removed: true },
      { id: kept?.id, body: kept?.body, removed: false },
    ]);
    expect(json.items).toHaveLength(2);
  });

  it('shows no comment that is held or rejected', async () => {
    await app.publication.publish(anArticle({ slug: 'moderated' }), undefined);
    const say = (comment: string) => app.post('/v1/articles/moderated/comments', aSubmission({ comment }));
    await say('Held.');
    const { json: rejected } = await say('Rejected.');
    await app.moderation.reject(rejected.id, 'tests');

    const { json } = await app.get('/v1/articles/moderated/comments');

    expect(json.items).toEqual([]);
  });

  it('tells who answers whom, and keeps a whole conversation behind its root', async () => {
    await app.publication.publish(anArticle({ slug: 'nested' }), undefined);
    const say = async (comment: string, minute: number, parentId?: string): Promise<string> => {
      app.setClock(`2026-11-23T12:${minute}:00.000Z`);
      const { json } = await app.post('/v1/articles/nested/comments', aSubmission({ comment, parentId }));
      await app.moderation.approve(json.id, 'tests');
      return json.id;
    };
    const root = await say('Root', 10);
    const other = await say('Other root', 20);
    const reply = await say('Reply', 30, root);
    const nested = await say('Reply to the reply', 40, reply);
    const late = await say('Late reply', 50, root);

    const { json } = await app.get('/v1/articles/nested/comments');
    app.setClock(NOON);

    expect(json.items).toMatchObject([
      { id: root, parentId: null, depth: 0 },
      { id: reply, parentId: root, depth: 1 },
      { id: nested, parentId: reply, depth: 2 },
      { id: late, parentId: root, depth: 1 },
      { id: other, parentId: null, depth: 0 },
    ]);
  });

  it.each([
    ['', [1, 4, 5, 2, 3, 6]],
    ['?order=oldest', [1, 4, 5, 2, 3, 6]],
    ['?order=newest', [3, 6, 2, 1, 4, 5]],
  ])('orders the roots, and the replies of each oldest first: %j', async (query, expected) => {
    const slug = `ordered${query.replace(/\W+/g, '-')}`;
    await aThread(slug, [2, 0, 1]);

    const answer = await app.get(`/v1/articles/${slug}/comments${query}`);

    expect(idsOf(answer)).toEqual(expected);
  });

  it('answers an empty thread', async () => {
    await aThread('silent', []);

    const answer = await app.get('/v1/articles/silent/comments');

    expect(answer.statusCode).toBe(200);
    expect(answer.json).toEqual({ items: [], next: null, previous: null });
  });

  it('still shows a thread that is closed', async () => {
    await app.publication.publish(anArticle({ slug: 'closed', commentsOpen: false }), undefined);
    await write(conversations('closed', [1]).flat());

    const answer = await app.get('/v1/articles/closed/comments');

    expect(idsOf(answer)).toEqual([1, 2]);
  });

  it.each([
    ['order=best', 'order'],
    ['order=', 'order'],
    ['order=oldest&order=newest', 'order'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
  ])('answers 400 and names the parameter for %s', async (query, parameter) => {
    const answer = await app.get(`/v1/articles/the-ferry-sails-again/comments?${query}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.json).toMatchObject({ code: 'query-invalid', errors: [{ parameter }] });
  });

  it('answers HEAD and a conditional GET, until there is another comment', async () => {
    const [, [second] = []] = conversations('watched', [0, 0]);
    await aThread('watched', [0]);
    const get = await app.get('/v1/articles/watched/comments');
    const condition = { headers: { 'if-none-match': get.headers.etag ?? '' } };

    const head = await app.request('HEAD', '/v1/articles/watched/comments');
    const unchanged = await app.get('/v1/articles/watched/comments', condition);
    await write([second as PublishedComment]);
    const changed = await app.get('/v1/articles/watched/comments', condition);

    expect(head).toMatchObject({ statusCode: 200, headers: get.headers, body: '' });
    expect([unchanged.statusCode, changed.statusCode]).toEqual([304, 200]);
    expect(idsOf(changed)).toEqual([1, 2]);
  });
});

describe('the thread of an article', () => {
  it('that is still to come is as unknown as the article', async () => {
    await app.publication.publish(anArticle({ slug: 'to-come', publishedAt: '2026-11-24T06:00:00.000Z' }), undefined);
    await write(conversations('to-come', [1]).flat());

    const answer = await app.get('/v1/articles/to-come/comments');

    expect(answer.statusCode).toBe(404);
    expect(answer.json).toMatchObject({ code: 'article-not-found' });
    expect(answer.body).not.toContain('Wren');
  });

  it('that was withdrawn is gone with it', async () => {
    await aThread('withdrawn', [1]);
    await app.publication.withdraw(anArticle({ slug: 'withdrawn' }), NOON);

    const answer = await app.get('/v1/articles/withdrawn/comments');

    expect(answer.statusCode).toBe(410);
    expect(answer.json).toMatchObject({ code: 'article-withdrawn' });
    expect(answer.body).not.toContain('Wren');
  });

  it.each(['GET', 'HEAD'])('that has moved is at its new address: %s', async (method) => {
    const article = anArticle({ slug: `moved-by-${method.toLowerCase()}` });
    await app.publication.publish(article, undefined);
    await app.publication.redirect(`old-${article.slug}`, article);

    const answer = await app.request(method, `/v1/articles/old-${article.slug}/comments`);

    expect(answer.statusCode).toBe(308);
    expect(answer.headers.location).toBe(`/v1/articles/${article.slug}/comments`);
  });

  it.each(ORDERS)('that has another slug than at first is all there, %s first', async (order) => {
    const slug = `renamed-${order}`;
    await app.publication.publish(anArticle({ slug, thread: `born-${order}` }), undefined);
    const told = conversations(`born-${order}`, [1, 0, 2]);
    await write(told.flat());

    const pages = await readForwards(`/v1/articles/${slug}/comments?order=${order}&limit=1`);

    const expected = order === 'oldest' ? told : told.toReversed();
    expect(pages.map(idsOf)).toEqual(expected.map(ids));
    expect(pages[0]?.json.items[0].url).toBe(`/comments/${expected[0]?.[0]?.id}`);
  });

  it.each(['Ferry', '..', 'x'.repeat(121)])('that cannot be is 404 and names the slug: %s', async (slug) => {
    const answer = await app.get(`/v1/articles/${slug}/comments`);

    expect(answer.statusCode).toBe(404);
    expect(answer.json).toMatchObject({ code: 'parameter-invalid', errors: [{ parameter: 'slug' }] });
  });
});

describe('the pages of a thread', () => {
  /** Replies to each of 23 roots, never so many that they do not fit a page. */
  const REPLIES = Array.from({ length: 23 }, (_root, index) => index % 4);

  describe.each(ORDERS)('%s first', (order) => {
    const slug = `paged-${order}`;
    let told: PublishedComment[][];

    beforeAll(async () => {
      const thread = await aThread(slug, REPLIES);
      told = order === 'oldest' ? thread : thread.toReversed();
    });

    it.each([1, 2, 5, 20, 22, 23, 100])('hold %i whole conversations, forwards and back', async (limit) => {
      const target = `/v1/articles/${slug}/comments?order=${order}&limit=${limit}`;

      const pages = await readForwards(target);
      const back = await readBackwards(target, pages.at(-1) as Answer);

      const expected = Array.from({ length: Math.ceil(23 / limit) }, (_page, index) =>
        ids(told.slice(index * limit, (index + 1) * limit).flat()),
      );
      expect(pages.map(idsOf)).toEqual(expected);
      expect(back.map(idsOf)).toEqual(expected);
      expect([pages[0]?.json.previous, back[0]?.json.previous]).toEqual([null, null]);
    });

    it('hold 20 conversations where nothing else is asked for', async () => {
      const answer = await app.get(`/v1/articles/${slug}/comments?order=${order}`);

      expect(rootsOf(answer)).toBe(20);
    });

    it('do not move when others comment meanwhile', async () => {
      const target = `/v1/articles/${slug}/comments?order=${order}&limit=5`;
      const first = await app.get(target);
      const second = await app.get(`${target}&cursor=${first.json.next}`);
      const [stranger] = conversations(slug, [0]).flat();
      const { root = null } = told[2]?.at(-1) ?? {};
      const late = { ...(stranger as PublishedComment), id: '99999999-0000-4000-8000-000000000099', publishedAt: NOON };
      await write([late, { ...late, id: '99999999-0000-4000-8000-000000000098', root, depth: 1 }]);

      const again = await app.get(`${target}&cursor=${first.json.next}`);

      expect(idsOf(again)).toEqual(idsOf(second));
    });

    it('are linked by a header that keeps the rest of the query', async () => {
      const target = `/v1/articles/${slug}/comments?order=${order}&limit=5`;
      const first = await app.get(target);

      const second = await app.get(`${target}&cursor=${first.json.next}`);

      const link = (cursor: string, relation: string) => `<${target}&cursor=${cursor}>; rel="${relation}"`;
      expect(first.headers.link).toBe(link(first.json.next, 'next'));
      expect(second.headers.link).toBe(`${link(second.json.next, 'next')}, ${link(second.json.previous, 'prev')}`);
    });
  });
});

describe('a conversation that is longer than a page', () => {
  /** At a limit of 2 a page has room for 10 comments. */
  const shapes = [
    ['in the middle', [1, 0, 37, 2, 0]],
    ['at the beginning', [23, 1, 0]],
    ['at the end', [0, 1, 23]],
    ['alone', [31]],
    ['beside another', [3, 14, 25, 0]],
    ['by one comment', [10, 10]],
    ['by two', [11, 11]],
    ['by three', [12, 12]],
  ] as const;

  describe.each(ORDERS)('%s first', (order) => {
    describe.each(shapes)('%s', (where, replies) => {
      const slug = `long-${where.replaceAll(' ', '-')}-${order}`;
      const target = `/v1/articles/${slug}/comments?order=${order}&limit=2`;
      let told: PublishedComment[][];

      beforeAll(async () => {
        const thread = await aThread(slug, replies);
        told = order === 'oldest' ? thread : thread.toReversed();
      });

      it('is read to its end by `next`, with nothing lost and nothing doubled', async () => {
        const pages = await readForwards(target);

        expect(pages.flatMap(idsOf)).toEqual(ids(told.flat()));
      });

      it('lets a reader back to the first page by `previous`', async () => {
        const pages = await readForwards(target);

        const back = await readBackwards(target, pages.at(-1) as Answer);

        expect(back[0]?.json.items[0]?.id).toBe(told[0]?.[0]?.id);
        expect([pages[0]?.json.previous, back[0]?.json.previous]).toEqual([null, null]);
      });

      it('makes no page that is empty', async () => {
        const pages = await readForwards(target);

        expect(pages.map((page) => idsOf(page).length)).not.toContain(0);
      });
    });
  });
});

describe('the cursor of a thread', () => {
  let next: string;

  beforeAll(async () => {
    await aThread('cursors', [0, 0, 0]);
    next = (await app.get('/v1/articles/cursors/comments?limit=1')).json.next;
  });

  const position = `${MORNING}#00000000-0000-4000-8000-000000000001`;
  const forge = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');

  it.each([
    ['of the other order', () => `${next}&order=newest`],
    ['of another thread', () => encodeCursor('comments/ferry/oldest', { direction: 'after', key: position })],
    ['of a listing', () => encodeCursor('latest', { direction: 'after', key: `${MORNING}#cursors` })],
    ['truncated', () => next.slice(0, -2)],
    ['of another version', () => forge([2, 'comments/cursors/oldest', 'after', position])],
    ['of no comment', () => forge([1, 'comments/cursors/oldest', 'after', `${MORNING}#cursors`])],
    ['of a reply to a reply', () => forge([1, 'comments/cursors/oldest', 'after', Array(3).fill(position).join('/')])],
    ['too long', () => 'A'.repeat(404)],
  ])('is refused when it is %s', async (_what, cursor) => {
    const answer = await app.get(`/v1/articles/cursors/comments?cursor=${cursor()}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.json).toMatchObject({ code: 'cursor-invalid', errors: [{ parameter: 'cursor' }] });
  });

  it.each([
    ['after the last comment', 'after', '2026-11-23T11:59:59.999Z'],
    ['in the future', 'after', '2027-01-01T00:00:00.000Z'],
    ['before the first comment', 'before', '2000-01-01T00:00:00.000Z'],
  ] as const)('may name a place where there is none: %s', async (_where, direction, at) => {
    const key = `${at}#00000000-0000-4000-8000-000000000000`;
    const read = (order: string) => {
      const cursor = encodeCursor(`comments/cursors/${order}`, { direction, key });
      return app.get(`/v1/articles/cursors/comments?order=${order}&cursor=${cursor}`);
    };

    const [oldest, newest] = [await read('oldest'), await read('newest')];

    expect(oldest).toMatchObject({ statusCode: 200, json: { items: [], next: null, previous: null } });
    expect(idsOf(newest)).toEqual([3, 2, 1]);
  });

  it('fits the longest slug there may be', async () => {
    const slug = 'x'.repeat(120);
    const told = await aThread(slug, [0, 3, 12]);

    const pages = await readForwards(`/v1/articles/${slug}/comments?limit=1&order=newest`);

    expect(pages.flatMap(idsOf)).toEqual(ids(told.toReversed().flat()));
  });
});

describe('a page of conversations with as many empty places as there can be', () => {
  /** Five empty places, each under the one before, and one visible comment at the bottom. */
  const chained = (told: readonly PublishedComment[]) =>
    told.map((comment, depth) => ({
      ...comment,
      depth,
      parentId: told[depth - 1]?.id ?? null,
      ...(depth < 5 && { name: '', body: '', removed: true as const }),
    }));

  it.each(ORDERS)('holds as many conversations as it should, %s first', async (order) => {
    const slug = `emptied-${order}`;
    await app.publication.publish(anArticle({ slug }), undefined);
    await write(conversations(slug, Array(35).fill(5)).flatMap(chained));
    const target = `/v1/articles/${slug}/comments?limit=10&order=${order}`;

    const forwards = await readForwards(target);
    const backwards = await readBackwards(target, forwards.at(-1) as Answer);

    expect(forwards.map(rootsOf)).toEqual([10, 10, 10, 5]);
    expect(backwards.flatMap(idsOf)).toEqual(forwards.flatMap(idsOf));
    expect(forwards.flatMap(idsOf)).toHaveLength(35 * 6);
  });
});

describe('what a page of a thread costs', () => {
  let middle: PublishedComment;

  beforeAll(async () => {
    await aThread('sixty', Array(60).fill(0));
    const told = await aThread('three-thousand', Array(3_000).fill(0));
    middle = told[1_499]?.[0] as PublishedComment;
  });

  const halfWay = (order: string) =>
    encodeCursor(`comments/three-thousand/${order}`, { direction: 'after', key: commentSortKey(middle) });

  it('is two DynamoDB requests', async () => {
    await aThread('cheap', [2, 2, 2]);

    await app.get('/v1/articles/cheap/comments');

    expect(spent()?.requests).toBe(2);
  });

  it.each(ORDERS)('does not grow with the thread, nor with the depth of the page, %s first', async (order) => {
    const short = await app.get(`/v1/articles/sixty/comments?limit=10&order=${order}`);
    const inShort = spent();
    const long = await app.get(`/v1/articles/three-thousand/comments?limit=10&order=${order}`);
    const inLong = spent();
    const deep = await app.get(`/v1/articles/three-thousand/comments?limit=10&order=${order}&cursor=${halfWay(order)}`);
    const inTheDeep = spent();

    expect([short, long, deep].map(rootsOf)).toEqual([10, 10, 10]);
    expect(idsOf(deep)[0]).toBe(order === 'oldest' ? 1_501 : 1_499);
    expect([inLong, inTheDeep]).toEqual([inShort, inShort]);
  });

  it('does not grow with a conversation', async () => {
    await aThread('sixty-replies', [60]);
    await aThread('six-hundred-replies', [600]);

    const short = await app.get('/v1/articles/sixty-replies/comments?limit=5');
    const inShort = spent();
    const long = await app.get('/v1/articles/six-hundred-replies/comments?limit=5');
    const inLong = spent();

    expect([short, long].map((page) => idsOf(page).length)).toEqual([25, 25]);
    expect(inLong).toEqual(inShort);
  });
});
