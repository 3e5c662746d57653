import { type BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHeadStore } from '../../functions/articles/headStore.ts';
import { toSubmissionItem } from '../../functions/comments/submitting/decision.ts';
import { createCommentMail } from '../../functions/comments/submitting/mail.ts';
import type { SubmissionBody } from '../../functions/comments/submitting/schema.ts';
import { createModerationStore } from '../../functions/moderation/store.ts';
import { paperWords } from '../../functions/words/words.ts';
import { type App, startApp } from '../support/app.ts';
import { anArticle, aSubmission, NOON } from '../support/builders.ts';
import { scan } from '../support/newsroom.ts';

const FERRY = anArticle({ slug: 'ferry' });
const MOVED_FERRY = anArticle({ slug: 'night-boat', thread: 'ferry' });
const UNKNOWN_COMMENT = '00000000-0000-4000-8000-000000000000';

let app: App;

beforeEach(async () => {
  app = await startApp({ rateLimit: { most: 1000, seconds: 600 } });
  await app.publication.publish(FERRY, undefined);
});

const itemsOf = (table: keyof App['tables']) => scan(app, table);

const everything = () => Promise.all([itemsOf('published'), itemsOf('newsroom')]);

/** Sends a comment and tells its id. */
const submit = async (comment: string, changes: Partial<SubmissionBody> = {}): Promise<string> => {
  const { json } = await app.post('/v1/articles/ferry/comments', aSubmission({ comment, ...changes }));
  return json.id;
};

/** Sends a comment, and publishes it at an hour of the day. */
const approved = async (at: string, comment: string, parentId: string | null = null) => {
  app.setClock(`2026-11-23T${at}:00.000Z`);
  const id = await submit(comment, { parentId });
  await app.moderation.approve(id, 'mo');
  return id;
};

const moveFerry = async () => {
  await app.publication.publish(MOVED_FERRY, FERRY);
  await app.publication.redirect('ferry', MOVED_FERRY);
};

const countOf = async (slug: string): Promise<number> => (await app.get(`/v1/articles/${slug}`)).json.comments.count;
const threadOf = async (slug: string) => (await app.get(`/v1/articles/${slug}/comments`)).json.items;

describe('the comments held', () => {
  it('are listed oldest first, whatever order they came in', async () => {
    for (const minute of ['12:20', '12:00', '12:40', '12:10']) {
      app.setClock(`2026-11-23T${minute}:00.000Z`);
      await submit(minute);
    }

    const all = await app.moderation.held(100);
    const two = await app.moderation.held(2);

    expect(all.map(({ comment }) => comment)).toEqual(['12:00', '12:10', '12:20', '12:40']);
    expect(two.map(({ comment }) => comment)).toEqual(['12:00', '12:10']);
  });

  it('are listed oldest first, whatever order DynamoDB gives them back in', async () => {
    const backwards = new Proxy(app.client, {
      get: (target, name) =>
        name !== 'send'
          ? Reflect.get(target, name)
          : async (command: BatchGetCommand) => {
              const result = await target.send(command);
              result.Responses?.[app.tables.newsroom]?.reverse();
              return result;
            },
    });
    const articles = createHeadStore(app.client, app.tables.published);
    const desk = createModerationStore({
      client: backwards,
      tables: app.tables,
      articles,
      clock: () => new Date(NOON),
      mail: createCommentMail(app.tables.newsroom, app.tokens, { hasSender: false, words: paperWords('en-GB') }),
    });
    for (const minute of ['12:00', '12:10', '12:20']) {
      app.setClock(`2026-11-23T${minute}:00.000Z`);
      await submit(minute);
    }

    const { items } = await desk.queue({
      verdict: 'held',
      thread: undefined,
      order: 'oldest',
      limit: 10,
      position: undefined,
    });

    expect(items.map(({ comment }) => comment)).toEqual(['12:00', '12:10', '12:20']);
  });

  it('show the moderator all that was sent', async () => {
    const id = await submit('It smelt of paint.');

    const held = await app.moderation.held(10);

    expect(held).toMatchObject([
      { id, name: 'Wren Adeyemi', email: 'wren@example.org', comment: 'It smelt of paint.', thread: 'ferry' },
    ]);
  });

  it('leave out what has been decided', async () => {
    const [first, second, third] = [await submit('One.'), await submit('Two.'), await submit('Three.')];
    await app.moderation.approve(first, 'mo');
    await app.moderation.reject(third, 'mo');

    const held = await app.moderation.held(10);

    expect(held.map(({ id }) => id)).toEqual([second]);
  });

  it('are none where nobody has written', async () => {
    const held = await app.moderation.held(10);

    expect(held).toEqual([]);
  });
});

describe('approving', () => {
  it('publishes what everybody may see of a comment, and no email', async () => {
    const id = await submit('It smelt of paint.');
    app.setClock('2026-11-23T13:00:00.000Z');

    await app.moderation.approve(id, 'mo');

    const published = await itemsOf('published');
    expect(published.filter(({ type }) => type === 'comment')).toEqual([
      {
        pk: 'COMMENTS#ferry',
        sk: `2026-11-23T13:00:00.000Z#${id}`,
        type: 'comment',
        id,
        thread: 'ferry',
        name: 'Wren Adeyemi',
        website: null,
        publishedAt: '2026-11-23T13:00:00.000Z',
        editedAt: null,
        body: '<p>It smelt of paint.</p>',
        parentId: null,
        depth: 0,
        root: null,
      },
    ]);
    expect(JSON.stringify(published)).not.toMatch(/@|email|person/);
  });

  it('shows the comment in the thread and counts it on the article', async () => {
    const id = await submit('It smelt of paint.');

    await app.moderation.approve(id, 'mo');

    expect(await threadOf('ferry')).toEqual([
      {
        id,
        author: { name: 'Wren Adeyemi', website: null },
        publishedAt: NOON,
        editedAt: null,
        body: '<p>It smelt of paint.</p>',
        parentId: null,
        depth: 0,
        url: `/comments/${id}`,
        removed: false,
        waiting: false,
      },
    ]);
    expect(await countOf('ferry')).toBe(1);
  });

  it('notes who decided, and when', async () => {
    const id = await submit('It smelt of paint.');
    app.setClock('2026-11-23T13:00:00.000Z');

    await app.moderation.approve(id, 'mo');

    expect(await itemsOf('newsroom')).toContainEqual(
      expect.objectContaining({
        id,
        verdict: 'published',
        rule: 'approve',
        history: [
          { verdict: 'held', at: NOON, by: 'rules', rule: 'author-not-proven', matched: null },
          { verdict: 'published', at: '2026-11-23T13:00:00.000Z', by: 'mo', rule: 'approve', matched: null },
        ],
      }),
    );
  });

  it('puts replies under their root by age, each one deeper than what it answers', async () => {
    const root = await approved('12:00', 'A root.');
    const other = await approved('12:10', 'Another root.');
    const reply = await approved('12:20', 'A reply.', root);
    const second = await approved('12:30', 'A second reply.', root);
    const deeper = await approved('12:40', 'A reply to the first reply.', reply);

    const oldest = await threadOf('ferry');
    const { json: newest } = await app.get('/v1/articles/ferry/comments?order=newest');

    const shape = (items: { id: string; parentId: string | null; depth: number }[]) =>
      items.map(({ id, parentId, depth }) => [id, parentId, depth]);
    const conversation = [
      [root, null, 0],
      [reply, root, 1],
      [second, root, 1],
      [deeper, reply, 2],
    ];
    expect(shape(oldest)).toEqual([...conversation, [other, null, 0]]);
    expect(shape(newest.items)).toEqual([[other, null, 0], ...conversation]);
    expect(await countOf('ferry')).toBe(5);
  });

  it('escapes what looks like HTML', async () => {
    const id = await submit(
      '<script>alert("1")</script> & \'so\'\non</p>\n\n<img src=x onerror=alert(1)>\n&lt;b&gt; javascript:alert(1)',
    );

    await app.moderation.approve(id, 'mo');

    const [{ body }] = await threadOf('ferry');
    expect(body).toBe(
      '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;so&#39;<br>on&lt;/p&gt;</p>\n' +
        '<p>&lt;img src=x onerror=alert(1)&gt;<br>&amp;lt;b&amp;gt; javascript:alert(1)</p>',
    );
  });

  it('a second time is refused and not counted', async () => {
    const id = await submit('It smelt of paint.');
    await app.moderation.approve(id, 'mo');

    const again = app.moderation.approve(id, 'jo');

    await expect(again).rejects.toMatchObject({ code: 'comment-already-decided' });
    expect(await countOf('ferry')).toBe(1);
  });

  it('by ten at once publishes and counts once', async () => {
    const id = await submit('It smelt of paint.');

    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => app.moderation.approve(id, `mo-${index}`)),
    );

    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'comment-already-decided' } });
    expect(await threadOf('ferry')).toHaveLength(1);
    expect(await countOf('ferry')).toBe(1);
  });

  it('twenty different comments at once counts every one', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => submit(`Thought ${index}.`)));

    await Promise.all(ids.map((id) => app.moderation.approve(id, 'mo')));

    expect(await countOf('ferry')).toBe(20);
  });

  it('while another rejects has one of them win, and tells the other', async () => {
    const id = await submit('It smelt of paint.');
    // Neither writes before both have read.
    const bothWrite = Promise.withResolvers<void>();
    let writers = 0;
    app.client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'TransactWriteItemsCommand') {
          writers += 1;
          if (writers === 2) bothWrite.resolve();
          await bothWrite.promise;
        }
        return next(args);
      },
      { step: 'initialize', name: 'meet' },
    );

    const results = await Promise.allSettled([app.moderation.approve(id, 'mo'), app.moderation.reject(id, 'jo')]);

    const approval = results[0].status === 'fulfilled';
    const [told] = results.filter(({ status }) => status === 'rejected');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(told).toMatchObject({
      reason: {
        code: 'comment-already-decided',
        message: `Comment ${id} is not what you decided on any more: it is ${approval ? 'published, by mo' : 'rejected, by jo'}.`,
      },
    });
    expect(await countOf('ferry')).toBe(approval ? 1 : 0);
    expect(await threadOf('ferry')).toHaveLength(approval ? 1 : 0);
  });

  it('a reply to a comment that is not visible is refused, whatever the queue holds', async () => {
    const parentId = await submit('Still held.');
    const [parent] = await app.moderation.held(1);
    if (!parent) throw new Error('the parent is held');
    const orphan = toSubmissionItem({ ...parent, id: UNKNOWN_COMMENT, parentId, comment: 'An orphan.' });
    await app.client.send(new PutCommand({ TableName: app.tables.newsroom, Item: orphan }));
    const before = await everything();

    const approval = app.moderation.approve(UNKNOWN_COMMENT, 'mo');

    await expect(approval).rejects.toMatchObject({ code: 'comment-already-decided' });
    expect(await everything()).toEqual(before);
  });

  it.each<[string, () => Promise<void>]>([
    ['withdrawn', () => app.publication.withdraw(FERRY, NOON)],
    [
      'moved and then withdrawn',
      async () => {
        await moveFerry();
        await app.publication.withdraw(MOVED_FERRY, NOON);
      },
    ],
  ])('is refused once the article is %s, and changes nothing', async (_what, happen) => {
    const id = await submit('It smelt of paint.');
    await happen();
    const before = await everything();

    const approval = app.moderation.approve(id, 'mo');

    await expect(approval).rejects.toMatchObject({ code: 'article-withdrawn' });
    expect(await everything()).toEqual(before);
  });

  it('after the article has moved counts and shows at the new slug', async () => {
    const id = await submit('It smelt of paint.');
    await moveFerry();

    await app.moderation.approve(id, 'mo');

    expect(await countOf('night-boat')).toBe(1);
    expect(await threadOf('night-boat')).toMatchObject([{ id, url: `/comments/${id}` }]);
  });

  it('after the article has moved twice counts where the redirects end', async () => {
    const id = await submit('It smelt of paint.');
    const last = anArticle({ slug: 'slow-boat', thread: 'ferry' });
    await moveFerry();
    await app.publication.publish(last, MOVED_FERRY);
    await app.publication.redirect('night-boat', last);

    await app.moderation.approve(id, 'mo');

    expect(await countOf('slow-boat')).toBe(1);
  });

  it('works where comments have been closed meanwhile', async () => {
    const id = await submit('It smelt of paint.');
    await app.publication.publish({ ...FERRY, commentsOpen: false }, FERRY);

    await app.moderation.approve(id, 'mo');

    expect(await threadOf('ferry')).toMatchObject([{ id }]);
  });
});

describe('rejecting', () => {
  it('takes a comment off the queue and shows it nowhere', async () => {
    const id = await submit('Buy cheap paint!');
    const published = await itemsOf('published');

    await app.moderation.reject(id, 'mo');

    expect(await app.moderation.held(10)).toEqual([]);
    expect(await itemsOf('published')).toEqual(published);
    expect(await itemsOf('newsroom')).toContainEqual(
      expect.objectContaining({
        id,
        verdict: 'rejected',
        rule: 'reject',
        history: [expect.anything(), { verdict: 'rejected', at: NOON, by: 'mo', rule: 'reject', matched: null }],
      }),
    );
  });

  it('works on a comment whose article has been withdrawn', async () => {
    const id = await submit('It smelt of paint.');
    await app.publication.withdraw(FERRY, NOON);

    await app.moderation.reject(id, 'mo');

    expect(await app.moderation.held(10)).toEqual([]);
  });

  it('takes a published comment out of a thread whose article has been withdrawn, and counts it off', async () => {
    const id = await approved('12:00', 'It smelt of paint.');
    await app.publication.withdraw(FERRY, NOON);

    await app.moderation.decide(id, 'remove', 'mo');

    const items = await itemsOf('published');
    expect(items).toContainEqual(expect.objectContaining({ type: 'tally', comments: 0 }));
    expect(items.filter(({ type }) => type === 'comment')).toEqual([]);
  });
});

describe('a decision', () => {
  it.each(['approve', 'reject'] as const)('to %s is taken once: again is refused and changes nothing', async (act) => {
    const id = await submit('It smelt of paint.');
    await app.moderation[act](id, 'mo');
    const before = await everything();

    const later = app.moderation[act](id, 'jo');

    await expect(later).rejects.toMatchObject({ code: 'comment-already-decided' });
    expect(await everything()).toEqual(before);
  });

  it.each(['approve', 'reject'] as const)('to %s needs a comment that is there', async (decide) => {
    const before = await everything();

    const decision = app.moderation[decide](UNKNOWN_COMMENT, 'mo');

    await expect(decision).rejects.toMatchObject({ code: 'comment-not-found' });
    expect(await everything()).toEqual(before);
  });
});
