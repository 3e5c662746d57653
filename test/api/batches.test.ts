import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { ARTICLES, Editor, type Intercept, intercepting, violations } from '../support/newsroom.ts';

const { seat, wrapClient } = intercepting();
let app: App;
let editor: Editor;
let ferry: Commenting;

beforeEach(async () => {
  app = await startApp({ wrapClient });
  editor = new Editor(app);
  ferry = new Commenting(app);
});

/** DynamoDB short of capacity: it takes the first so many of what a batch asks for, and leaves the rest to be asked again. */
function taking(
  count: number,
  of: 'all' | 'deletions' = 'all',
): { readonly meet: Intercept; readonly sizes: number[] } {
  const sizes: number[] = [];
  const meet: Intercept = async (_name, send, command) => {
    if (command instanceof BatchGetCommand && of === 'all') {
      const [[table = '', { Keys = [], ...rest } = {}] = []] = Object.entries(command.input.RequestItems ?? {});
      sizes.push(Keys.length);
      const [taken, left] = [Keys.slice(0, count), Keys.slice(count)];
      const { Responses } =
        taken.length > 0
          ? await app.client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: taken, ...rest } } }))
          : { Responses: {} };
      return { Responses, UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left, ...rest } } : {} };
    }
    if (command instanceof BatchWriteCommand) {
      const [[table = '', requests = []] = []] = Object.entries(command.input.RequestItems ?? {});
      sizes.push(requests.length);
      const [taken, left] = [requests.slice(0, count), requests.slice(count)];
      if (taken.length > 0) await app.client.send(new BatchWriteCommand({ RequestItems: { [table]: taken } }));
      return { UnprocessedItems: left.length > 0 ? { [table]: left } : {} };
    }
    return send();
  };
  return { meet, sizes };
}

async function during<T>(meet: Intercept, work: () => Promise<T>): Promise<T> {
  seat.current = meet;
  const result = await work();
  seat.current = undefined;
  return result;
}

async function heldThree(): Promise<void> {
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  for (let count = 1; count <= 3; count += 1) await ferry.held();
}

interface List {
  readonly begin: () => Promise<() => Promise<Answer>>;
  readonly of: (answer: Answer) => number;
  /** The sizes of batches that are read besides, when one item at a time is. */
  readonly besides?: readonly number[];
}

/** Three of each, and who asks for them. */
const lists: Readonly<Record<string, List>> = {
  'a list of articles': {
    begin: async () => {
      for (let count = 1; count <= 3; count += 1) await editor.create({ slug: `story-${count}` });
      return () => editor.get(`${ARTICLES}?state=draft`);
    },
    of: ({ json }) => json.items.length,
  },
  'a list of acts': {
    begin: async () => {
      for (let count = 1; count <= 3; count += 1) await editor.create({ slug: `story-${count}` });
      return () => editor.get('/v1/newsroom/acts?day=2026-11-23');
    },
    of: ({ json }) => json.items.length,
  },
  'a list of comments': {
    begin: async () => {
      await heldThree();
      return () => ferry.moderate('GET', '/comments');
    },
    of: ({ json }) => json.items.length,
    // The record of the one person who wrote all three.
    besides: [1],
  },
  'all that a person sent': {
    begin: async () => {
      await heldThree();
      const person = await app.personOf('wren@example.org');
      return () => ferry.moderate('GET', `/people/${person}`);
    },
    of: ({ json }) => json.comments.length,
  },
};

describe.each(Object.entries(lists))('%s', (_name, { begin, of, besides = [] }) => {
  it('is whole when DynamoDB reads one item at a time', async () => {
    const read = await begin();
    const { meet, sizes } = taking(1);

    const answer = await during(meet, read);

    expect([answer.statusCode, of(answer)]).toEqual([200, 3]);
    expect(sizes).toEqual([3, 2, 1, ...besides]);
  });

  it('is given up when DynamoDB reads none, and can be asked for again', async () => {
    const read = await begin();
    const { meet, sizes } = taking(0);

    const answer = await during(meet, read);
    const again = await read();

    expect([answer.statusCode, answer.json.code, answer.headers['retry-after']]).toEqual([
      503,
      'service-unavailable',
      '1',
    ]);
    expect(sizes).toEqual(Array(6).fill(3));
    expect(of(again)).toBe(3);
  });
});

describe('a draft that is deleted', () => {
  const begin = async () => {
    const story = await editor.create();
    await story.save({ body: 'Second.' });
    await story.save({ body: 'Third.' });
    return story;
  };

  it('takes its revisions along when DynamoDB deletes one at a time', async () => {
    const story = await begin();
    const { meet, sizes } = taking(1, 'deletions');

    const answer = await during(meet, () => story.take('delete'));

    expect(answer.statusCode).toBe(200);
    expect(sizes).toEqual([3, 2, 1]);
    expect(await violations(app)).toEqual([]);
  });

  it('does so at the next attempt when DynamoDB deletes none', async () => {
    const story = await begin();
    const { meet, sizes } = taking(0, 'deletions');

    const answer = await during(meet, () => story.take('delete'));
    const again = await story.take('delete');

    expect([answer.statusCode, answer.json.code]).toEqual([503, 'service-unavailable']);
    expect(sizes).toEqual(Array(6).fill(3));
    expect(again.statusCode).toBe(404);
    expect(await violations(app)).toEqual([]);
  });
});
