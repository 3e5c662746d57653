import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleKey, tallyKey } from '../../functions/articles/keys.ts';
import { type Answer, type App, startApp } from '../support/app.ts';
import { faults, isAsItShould, requestsOf, withFault } from '../support/faults.ts';
import { ARTICLES, aText, Editor, EVENING, intercepting, type Story, violations } from '../support/newsroom.ts';

const { seat, wrapClient } = intercepting();
let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

interface Change {
  /** Brings an article to where the act can be done. */
  readonly begin: () => Promise<Story>;
  readonly act: (story: Story) => Promise<Answer>;
  /** Whether the article is as the act leaves it. */
  readonly isDone: (copy: Answer) => boolean;
}

let slugs = 0;
const fresh = () => {
  slugs += 1;
  return { slug: `fresh-${slugs}` };
};
const isState = (state: string) => (copy: Answer) => copy.json.state === state;
const moving = async () => {
  const story = await editor.publish(fresh());
  await story.save({ slug: `${story.slug}-first` });
  await story.publish();
  await story.save({ slug: `${story.slug}-moved`, section: 'home', tags: ['boats'] });
  return story;
};

const acts: Readonly<Record<string, Change>> = {
  save: {
    begin: () => editor.create(fresh()),
    act: (story) => story.save({ headline: 'Saved' }),
    isDone: ({ json }) => json.headline === 'Saved',
  },
  'save under another slug': {
    begin: () => editor.create(fresh()),
    act: (story) => story.save({ slug: `renamed-${story.id}` }),
    isDone: ({ json }) => json.slug === `renamed-${json.id}`,
  },
  'save what is scheduled': {
    begin: () => editor.story('scheduled', fresh()),
    act: (story) => story.save({ slug: `renamed-${story.id}`, tags: ['boats'] }),
    isDone: ({ json }) => json.slug === `renamed-${json.id}`,
  },
  'restore a revision': {
    begin: async () => {
      const story = await editor.create(fresh());
      await story.save({ headline: 'Saved' });
      return story;
    },
    act: (story) => story.restoreRevision(1),
    isDone: ({ json }) => json.revision === 3,
  },
  'publish now': {
    begin: () => editor.create(fresh()),
    act: (story) => story.publish(),
    isDone: isState('published'),
  },
  'publish at an instant': {
    begin: () => editor.create(fresh()),
    act: (story) => story.publish(EVENING),
    isDone: isState('scheduled'),
  },
  'publish now what was scheduled': {
    begin: () => editor.story('scheduled', fresh()),
    act: (story) => story.publish(),
    isDone: isState('published'),
  },
  reschedule: {
    begin: () => editor.story('scheduled', fresh()),
    act: (story) => story.publish('2026-11-24T06:00:00.000Z'),
    isDone: ({ json }) => json.publishedAt === '2026-11-24T06:00:00.000Z',
  },
  unschedule: {
    begin: () => editor.story('scheduled', fresh()),
    act: (story) => story.take('unschedule'),
    isDone: isState('draft'),
  },
  correct: {
    begin: () => editor.publish(fresh()),
    act: (story) => story.correct('Nine days.'),
    isDone: ({ json }) => json.corrections.length === 1,
  },
  'publish elsewhere': {
    begin: moving,
    act: (story) => story.publish(),
    isDone: ({ json }) => !json.unpublishedChanges,
  },
  withdraw: {
    begin: () => editor.publish(fresh()),
    act: (story) => story.take('withdraw'),
    isDone: isState('withdrawn'),
  },
  restore: {
    begin: () => editor.story('withdrawn', fresh()),
    act: (story) => story.take('restore'),
    isDone: isState('published'),
  },
  delete: {
    begin: () => editor.create(fresh()),
    act: (story) => story.take('delete'),
    isDone: ({ statusCode }) => statusCode === 404,
  },
};

/** Lets the newsroom remember the settings of the paper. */
const remember = () => editor.get(`${ARTICLES}?state=draft`);

/** What is still to be mended after a fault: revisions of a deleted draft wait for the retry, out of everybody's sight. */
const disorder = async () => (await violations(app)).filter((each) => !each.endsWith('has no article'));

describe.each(Object.entries(acts))('to %s', (name, { begin, act, isDone }) => {
  it.each(Object.entries(faults))('leaves both tables in order when any request is %s', async (fault, faultFor) => {
    const story = await begin();
    // From here on the names of the sections are remembered, and the settings of the paper.
    await story.read();
    const requests = await requestsOf(seat, () => act(story));
    const ended: unknown[] = [];

    for (const [index, request] of requests.entries()) {
      const meet = faultFor(request);
      if (!meet) continue;
      const one = await begin();
      await one.read();
      const answer = await withFault(seat, index + 1, meet, () => act(one));
      const inOrder = await disorder();
      // Who was told to try again looks where the article stands, and does again what has not been done.
      const isSettled = isDone(await one.read()) && name !== 'delete';
      const again = isSettled ? undefined : await act(one);
      ended.push({
        at: `${index + 1} ${request}`,
        answered: isAsItShould(fault, answer, 200) ? 'well' : answer.body,
        inOrder,
        again: [undefined, 200, name === 'delete' ? 404 : 200].includes(again?.statusCode) ? 'well' : again?.body,
        done: isDone(await one.read()),
      });
    }

    const wanted = requests.flatMap((request, index) =>
      faultFor(request)
        ? { at: `${index + 1} ${request}`, answered: 'well', inOrder: [], again: 'well', done: true }
        : [],
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(ended).toEqual(wanted);
    expect(await violations(app)).toEqual([]);
  });
});

const asEditor = (method: string, path: string, body: object) => () =>
  editor.send(method, `/v1/newsroom/${path}`, { body });
const changing = (path: string, version: string, body: object) => () =>
  editor.send('PUT', `/v1/newsroom/${path}`, { body, headers: { 'if-match': version } });
const section = { title: 'Culture', description: 'Stages and books.' };

describe.each<[string, () => Promise<Answer>, number]>([
  ['begin an article', asEditor('POST', 'articles', aText()), 201],
  ['begin an article under a slug', asEditor('POST', 'articles', aText({ slug: 'given' })), 201],
  ['add a section', asEditor('POST', 'sections', { name: 'culture', ...section }), 201],
  ['rename a section', changing('sections/home', '"1"', section), 200],
  ['order the sections', changing('sections', '"2"', { names: ['home', 'abroad'] }), 200],
  [
    'write a biography',
    asEditor('PUT', 'authors/ines-calder', {
      name: 'Ines Calder',
      biography: 'Writes.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    }),
    200,
  ],
])('to %s', (_name, act, success) => {
  it.each(Object.entries(faults))('can be tried again when any request is %s', async (fault, faultFor) => {
    await remember();
    const requests = await requestsOf(seat, act);
    const ended: unknown[] = [];

    for (const [index, request] of requests.entries()) {
      const meet = faultFor(request);
      if (!meet) continue;
      app = await startApp({ wrapClient });
      editor = new Editor(app);
      await remember();
      const answer = await withFault(seat, index + 1, meet, act);
      const inOrder = await violations(app);
      const again = answer.statusCode === success ? undefined : await act();
      const names = (await app.get('/v1/sections')).json.items.map(({ name }: { name: string }) => name);
      ended.push({
        answered: isAsItShould(fault, answer, success) ? 'well' : answer.body,
        inOrder,
        again: again?.statusCode ?? success,
        twice: names.filter((name: string, at: number) => names.indexOf(name) !== at),
      });
    }

    // What has been taken already is refused as such: the answer was lost, the act was not.
    const ends = fault.includes('answer lost') ? [success, 409, 412, 428] : [success];
    expect(ended.map((each) => ({ ...(each as object), again: undefined }))).toEqual(
      ended.map(() => ({ answered: 'well', inOrder: [], again: undefined, twice: [] })),
    );
    expect(ended.every((each) => ends.includes((each as { again: number }).again))).toBe(true);
    expect(await violations(app)).toEqual([]);
  });
});

describe('to begin an article under an idempotency key', () => {
  it.each(Object.entries(faults))('ends with one article when any request is %s', async (fault, faultFor) => {
    const headers = { 'idempotency-key': 'this-very-article' };
    const act = () => editor.send('POST', ARTICLES, { body: aText(), headers });
    await remember();
    const requests = await requestsOf(seat, act);

    for (const [index, request] of requests.entries()) {
      const meet = faultFor(request);
      if (!meet) continue;
      app = await startApp({ wrapClient });
      editor = new Editor(app);
      await remember();
      const answer = await withFault(seat, index + 1, meet, act);
      const again = await act();

      expect(isAsItShould(fault, answer, 201)).toBe(true);
      expect(again.statusCode).toBe(201);
      expect((await editor.get(`${ARTICLES}?state=draft`)).json.items).toMatchObject([{ id: again.json.id }]);
      expect(await violations(app)).toEqual([]);
    }
    // The paper's language where nobody has asked for five seconds, sections, who has the author's slug, who signs with it, the creation.
    expect(requests).toEqual([
      'QueryCommand',
      'QueryCommand',
      'BatchGetCommand',
      'QueryCommand',
      'TransactWriteCommand',
    ]);
  });
});

describe('contention that does not end', () => {
  it('is told to the editor as something to try again, and nothing is written', async () => {
    const story = await editor.create();
    const contended = faults['cancelled for contention']?.('TransactWriteCommand');
    seat.current = (name, send, command) =>
      name === 'TransactWriteCommand' && contended ? contended(name, send, command) : send();

    const answer = await story.publish();
    seat.current = undefined;

    expect([answer.statusCode, answer.json.code, answer.headers['retry-after']]).toEqual([
      503,
      'service-unavailable',
      '1',
    ]);
    expect((await story.read()).json).toMatchObject({ state: 'draft', version: 1 });
    expect(await violations(app)).toEqual([]);
  });
});

describe('what readers have of an article and was changed while an act was decided', () => {
  const change = (expression: string, values: Record<string, unknown>, Key: object) =>
    app.client.send(
      new UpdateCommand({
        TableName: app.tables.published,
        Key,
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
      }),
    );
  const meanwhile = async (story: Story, meddle: () => Promise<unknown>) => {
    seat.current = async (name, send) => {
      if (name === 'TransactWriteCommand') await meddle();
      return send();
    };
    const answer = await story.publish();
    seat.current = undefined;
    return [answer.statusCode, answer.json.code, answer.json.detail];
  };

  it('refuses the act, and says so', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await story.save({ headline: 'Another' });
    const { publishedAt } = (await story.read()).json;

    const answered = await meanwhile(story, () =>
      change('SET updatedAt = :at', { ':at': EVENING }, articleKey('ferry', publishedAt)),
    );

    const detail = 'What readers see was changed at the same moment. Please send the same request again.';
    expect(answered).toEqual([503, 'service-unavailable', detail]);
    expect((await story.read()).json.unpublishedChanges).toBe(true);
  });

  it('is told from a comment that was counted where the article was', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await story.save({ slug: 'night-boat' });

    const answered = await meanwhile(story, () => change('ADD comments :one', { ':one': 1 }, tallyKey('ferry')));

    const detail =
      'A comment was counted, or the thread closed or opened, at the same moment. Please send the same request again.';
    expect(answered).toEqual([503, 'service-unavailable', detail]);
  });
});

describe('an article that is saved while it is read', () => {
  it('is answered as one version: its text is that of its number', async () => {
    const story = await editor.create({ body: 'First.' });
    // DynamoDB promises no snapshot of two items: here the copy is seen before the save, its newest revision after it.
    seat.current = async (_name, send) => {
      seat.current = undefined;
      const before = (await send()) as { Items: object[] };
      await story.save({ body: 'Second.' });
      const after = (await send()) as { Items: object[] };
      return { Items: [before.Items[0], after.Items[1]] };
    };

    const torn = await editor.get(story.address);
    const whole = await editor.get(story.address);

    expect([torn.headers.etag, torn.json.version, torn.json.body]).toEqual(['"1"', 1, 'First.']);
    expect([whole.headers.etag, whole.json.version, whole.json.body]).toEqual(['"2"', 2, 'Second.']);
  });
});
