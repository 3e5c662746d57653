import { afterEach, describe, expect, it } from 'vitest';
import { articlesRead } from '../../functions/articles/read.function.ts';
import { toContext } from '../../infra/local/event.ts';
import { anArticle, anEvent, NOON, type Paper, startPaper } from '../../infra/local/testing.ts';

let paper: Paper | undefined;
afterEach(async () => {
  await paper?.stop();
  paper = undefined;
});

describe('the kit for tests', () => {
  it('starts a paper with articles that are out, drafts and scheduled ones', async () => {
    paper = await startPaper({
      articles: [
        anArticle({ section: 'abroad', slug: 'out' }),
        anArticle({ section: 'home', slug: 'draft', publishedAt: null }),
        anArticle({ section: 'home', slug: 'later', publishedAt: '2026-11-23T18:00:00.000Z' }),
      ],
    });

    const before = await Promise.all(['out', 'draft', 'later'].map((slug) => paper?.get(`/v1/articles/${slug}`)));
    paper.clock.set('2026-11-23T18:00:00.000Z');
    const after = await paper.get('/v1/articles/later');

    expect(before.map((answer) => answer?.statusCode)).toEqual([200, 404, 404]);
    expect(before[0]?.json.publishedAt).toBe('2026-11-23T09:00:00.000Z');
    expect(after.statusCode).toBe(200);
  });

  it('sends as a reader, an editor or a moderator', async () => {
    paper = await startPaper({ articles: [anArticle({ slug: 'ferry' })] });

    const comment = { name: 'Wren', email: 'wren@example.org', comment: 'It smelt of paint.' };
    const sent = await paper.post('/v1/articles/ferry/comments', comment);
    const queue = await paper.as('moderator').get('/v1/moderation/comments');
    const refused = await paper.as('editor').get('/v1/moderation/comments');
    const act = { act: 'approve', version: queue.json.items[0].version };
    await paper.as('moderator').post(`/v1/moderation/comments/${sent.json.id}/decisions`, act);
    const thread = await paper.get('/v1/articles/ferry/comments');

    expect([sent.statusCode, refused.statusCode]).toEqual([202, 403]);
    expect(thread.json.items).toMatchObject([{ id: sent.json.id, author: { name: 'Wren' } }]);
  });

  it('shows a moderator why a comment is held', async () => {
    paper = await startPaper({ articles: [anArticle({ slug: 'ferry' })] });

    const comment = { name: 'Wren', email: 'wren@example.org', comment: 'It smelt of paint.' };
    const sent = await paper.post('/v1/articles/ferry/comments', comment);
    const held = await paper.as('moderator').get(`/v1/moderation/comments/${sent.json.id}`);

    expect(held.json).toMatchObject({ verdict: 'held', rule: 'author-not-proven', matched: null });
  });

  it('returns the mails of the outbox, without their keys', async () => {
    paper = await startPaper({ articles: [anArticle({ slug: 'ferry' })] });

    const comment = { name: 'Wren', email: 'wren@example.org', comment: 'It smelt of paint.', notify: true };
    await paper.post('/v1/articles/ferry/comments', comment);
    const mails = await paper.mails();

    expect(mails).toEqual([
      {
        id: expect.stringMatching(/^confirmation-.*-2026-11-23$/),
        kind: 'confirmation',
        to: 'wren@example.org',
        subject: 'Please confirm your address',
        text: expect.stringContaining('/comments/confirmation?token='),
      },
    ]);
  });

  it('shows pages, and files that they name', async () => {
    paper = await startPaper({ articles: [anArticle()] });

    const page = await paper.get('/');
    const [, stylesheet = ''] = /rel="stylesheet" href="([^"]+)"/.exec(page.body ?? '') ?? [];
    const css = await paper.get(stylesheet);

    expect([page.statusCode, css.statusCode]).toEqual([200, 200]);
  });

  it('begins every paper empty, at noon, with nothing logged', async () => {
    paper = await startPaper();

    const { json } = await paper.get('/v1/articles');

    expect(json.items).toEqual([]);
    expect(paper.clock.now().toISOString()).toBe(NOON);
    expect(paper.logs.map(({ message }) => message)).toEqual(['request received', 'request']);
  });

  it('names what it cannot start with', async () => {
    await expect(startPaper({ articles: [anArticle({ byline: [] })] })).rejects.toThrow('byline must hold at least 1');
  });

  it('makes events for those who call a handler themselves', async () => {
    paper = await startPaper({ articles: [anArticle({ slug: 'ferry' })] });
    const { client, tables, clock } = paper;
    const handler = articlesRead({
      client,
      tables,
      clock: clock.now,
      newId: () => '',
      hasSender: false,
      language: 'en-GB',
    });

    const event = anEvent('GET', '/v1/articles/ferry');
    const answer = await handler(event, toContext('articles.read', event.requestContext.requestId, 10_000));

    expect(answer.statusCode).toBe(200);
  });
});
