import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { aSubmission } from '../support/builders.ts';
import { ARTICLES, aText, Editor, readPages, type Story, scan, violations } from '../support/newsroom.ts';

// One process stands for fifty functions here: on a busy machine it is slow to connect, which is not the matter.
const wrapClient = () =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ requestHandler: { connectionTimeout: 20_000, requestTimeout: 20_000 } }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

let app: App;
let editor: Editor;

beforeAll(async () => {
  app = await startApp({ wrapClient, rateLimit: { most: 1_000, seconds: 600 } });
  editor = new Editor(app);
});

/** How many answers have each status. */
function tally(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { statusCode = 0 } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

describe('If-Match', () => {
  const acts = [
    ['save', (story: Story, headers: Record<string, string>) => story.save({}, headers)],
    ['publish', (story: Story, headers: Record<string, string>) => story.take('publish', {}, headers)],
    ['delete', (story: Story, headers: Record<string, string>) => story.take('delete', {}, headers)],
  ] as const;

  it.each(acts)('must come with %s: 428', async (_name, act) => {
    const story = await editor.create();

    const answer = await act(story, {});

    expect([answer.statusCode, answer.json.code]).toEqual([428, 'version-required']);
    expect(answer.json.errors).toEqual([{ header: 'if-match', detail: 'is required' }]);
    expect((await story.read()).json.version).toBe(1);
  });

  it.each(acts)('that is stale refuses %s with what stands there now: 412', async (_name, act) => {
    const story = await editor.create();
    app.setClock('2026-11-23T12:30:00.000Z');
    await story.by('priya@example.org').save({ headline: 'Priya was here' });

    const answer = await act(story, { 'if-match': '"1"' });

    expect([answer.statusCode, answer.json.code]).toEqual([412, 'version-stale']);
    expect(answer.json.current).toEqual({
      version: 2,
      headline: 'Priya was here',
      changedAt: '2026-11-23T12:30:00.000Z',
      changedBy: 'priya@example.org',
    });
    expect((await story.read()).json).toMatchObject({ headline: 'Priya was here', version: 2 });
  });

  it.each(['W/"1"', '*', '1', '""', '"1', '"1", "2"', '"-1"', '"1.0"', '"01"', '"9999999999"', '"٣"', 'x'])(
    'that is %s is malformed: 400',
    async (value) => {
      const story = await editor.create();

      const answer = await story.save({}, { 'if-match': value });

      expect([answer.statusCode, answer.json.code]).toEqual([400, 'header-invalid']);
      expect(answer.json.errors).toMatchObject([{ header: 'if-match' }]);
    },
  );
});

describe('editors at the same moment', () => {
  it('fifty of them save for five rounds: one wins each, and no accepted text is lost', async () => {
    const story = await editor.create();
    const hands = Array.from({ length: 50 }, (_, index) => story.by(`editor-${index}@example.org`));
    const rounds: Record<number, number>[] = [];
    const accepted: string[] = [];

    for (let round = 1; round <= 5; round += 1) {
      await Promise.all(hands.map((hand) => hand.read()));
      const texts = hands.map((_, index) => `Round ${round}, text ${index}.`);
      const answers = await Promise.all(hands.map((hand, index) => hand.save({ body: texts[index] })));
      rounds.push(tally(answers));
      accepted.push(...texts.filter((_, index) => answers[index]?.statusCode === 200));
    }

    const revisions = (await scan(app, 'newsroom')).filter(
      ({ pk, type }) => pk.endsWith(story.id) && type === 'revision',
    );
    expect(rounds).toEqual(Array(5).fill({ 200: 1, 412: 49 }));
    expect(revisions.map(({ content }) => (content as { body: string }).body).toSorted()).toEqual(
      ['The night boat left on time.', ...accepted].toSorted(),
    );
    expect((await story.read()).json).toMatchObject({ version: 6, body: accepted.at(-1) });
  });

  it('publish, save, schedule and delete one draft at once: one wins, and both tables agree', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const story = await editor.create();
      const hands = Array.from({ length: 8 }, (_, index) => story.by(`editor-${index}@example.org`));

      const answers = await Promise.all(
        hands.map((hand, index) => {
          if (index < 2) return hand.publish();
          if (index < 4) return hand.save({ slug: `slug-${round}-${index}` });
          return index < 6 ? hand.publish('2026-11-24T06:00:00Z') : hand.take('delete');
        }),
      );

      const others = answers.filter(({ statusCode }) => statusCode !== 200);
      expect(others).toHaveLength(7);
      // Who comes after a deletion finds nothing at all.
      expect(others.every(({ statusCode }) => statusCode === 412 || statusCode === 404)).toBe(true);
      expect(others.filter(({ body }) => body?.includes('undefined'))).toEqual([]);
      expect(await violations(app)).toEqual([]);
    }
  });

  it('move a published article and correct it at once: readers see the one or the other', async () => {
    const story = await editor.publish({ slug: 'contended-0' });

    for (let round = 1; round <= 10; round += 1) {
      await story.read();
      await story.save({ slug: `contended-${round}`, section: round % 2 === 0 ? 'abroad' : 'home' });
      const hands = [story.by('one@example.org'), story.by('two@example.org'), story.by('three@example.org')] as const;
      const answers = await Promise.all([hands[0].publish(), hands[1].correct('Wrong.'), hands[2].take('withdraw')]);
      await story.read();
      if (answers[2].statusCode === 200) await story.take('restore');

      expect(tally(answers)).toEqual({ 200: 1, 412: 2 });
      expect(await violations(app)).toEqual([]);
    }
  });

  it('begin fifty articles of one headline: each gets a slug of its own', async () => {
    /** Does as the answer says, where a busy machine lets the others keep it waiting for too long. */
    const begin = async (): Promise<Answer['json']> => {
      const answer = await editor.send('POST', ARTICLES, { body: aText({ headline: 'Letters' }) });
      return answer.statusCode === 503 ? begin() : answer.json;
    };

    const stories = await Promise.all(Array.from({ length: 50 }, begin));

    expect(new Set(stories.map(({ slug }) => slug)).size).toBe(50);
    expect(await violations(app)).toEqual([]);
  });

  it.each([
    ['with a slug of its own', { slug: 'sent-fifty-times' }],
    ['with a slug to be proposed', { headline: 'Sent fifty times' }],
  ])('send one article fifty times under one idempotency key, %s: it is begun once', async (_how, changes) => {
    const body = aText(changes);
    const headers = { 'idempotency-key': `fifty-${Object.keys(changes)}` };

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => editor.send('POST', ARTICLES, { body, headers })),
    );

    expect(tally(answers)).toEqual({ 201: 50 });
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(await violations(app)).toEqual([]);
  });

  it('want one slug for two articles: one gets it', async () => {
    const [one, two] = [await editor.create(), await editor.create()];

    const answers = await Promise.all([one.save({ slug: 'wanted' }), two.save({ slug: 'wanted' })]);

    expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    expect(await violations(app)).toEqual([]);
  });
});

describe('comments approved while their article moves', () => {
  it('are all counted, wherever it ends', async () => {
    const story = await editor.publish({ slug: 'stay-0' });
    const held: string[] = [];
    for (let count = 1; count <= 30; count += 1) {
      const body = aSubmission({ comment: `Thought ${count}.` });
      held.push((await app.post('/v1/articles/stay-0/comments', body)).json.id);
    }
    /** A moderator who tries again when the article has just gone elsewhere. */
    const approve = async (id: string): Promise<void> => {
      for (let attempt = 1; attempt <= 50; attempt += 1) {
        const done = await app.moderation.approve(id, 'tests').then(
          () => true,
          () => false,
        );
        if (done) return;
      }
      throw new Error(`Comment ${id} was never approved`);
    };
    /** An editor who tries again when a comment has just been counted. */
    const move = async (slug: string): Promise<void> => {
      await story.save({ slug });
      for (let attempt = 1; attempt <= 50; attempt += 1) {
        const { statusCode } = await story.publish();
        if (statusCode === 200) return;
        if (statusCode !== 503) throw new Error(`The move was refused: ${statusCode}`);
      }
      throw new Error('The move was never made');
    };

    await Promise.all([
      (async () => {
        for (const id of held) await approve(id);
      })(),
      (async () => {
        for (let count = 1; count <= 10; count += 1) await move(`stay-${count}`);
      })(),
    ]);

    const { json } = await app.get('/v1/articles/stay-10');
    const pages = await readPages((target) => app.get(target), '/v1/articles/stay-10/comments?limit=10');
    expect(json.comments.count).toBe(30);
    expect(pages.flatMap((page) => page.json.items)).toHaveLength(30);
    expect(await violations(app)).toEqual([]);
  });
});
