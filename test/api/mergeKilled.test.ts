import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { listingPartition } from '../../functions/articles/keys.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { itemsOf } from '../bench/synthetic.ts';
import { type App, READ_ANEW, startApp } from '../support/app.ts';
import { anArticle, MORNING } from '../support/builders.ts';

const SIZE = 2_000;
const slugs = Array.from({ length: SIZE }, (_, index) => `story-${index}`);
const root = join(import.meta.dirname, '../..');

let app: App;
beforeEach(async () => {
  app = await startApp();
  const items = slugs.flatMap((slug, index) => {
    const publishedAt = new Date(Date.parse(MORNING) - index * 60_000).toISOString();
    return itemsOf(anArticle({ slug, thread: slug, publishedAt, updatedAt: publishedAt, section: 'abroad' }), 0);
  });
  for (let start = 0; start < items.length; start += 100) {
    const TransactItems = items.slice(start, start + 100).map((Item) => ({
      Put: { TableName: app.tables.published, Item },
    }));
    await app.client.send(new TransactWriteCommand({ TransactItems }));
  }
});

/** Merges abroad into home in a process of its own. */
function merge() {
  const child = spawn(
    process.execPath,
    [
      ...['--import', './infra/local/register.ts', 'test/support/mergeSections.ts'],
      ...[JSON.stringify(app.tables), 'abroad', 'home'],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  let isOver = false;
  const ended = once(child, 'close').then(([, signal]): string | null => {
    isOver = true;
    return signal;
  });
  return { kill: () => child.kill('SIGKILL'), ended, isOver: () => isOver, output: () => output };
}

it('a merge that is killed again and again leaves no article without an answer, and is finished by the same command', async () => {
  const answers = new Map<string, number>();
  const ask = async (kind: string, path: string) => {
    const { statusCode, headers } = await app.get(path, READ_ANEW);
    const answer = `${kind} ${statusCode} ${statusCode === 301 ? headers.location?.split('/')[1] : ''}`.trim();
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  };
  /** What readers ask for, by a clock that goes on, so that sections are remembered and forgotten. */
  let asked = 0;
  const read = async () => {
    asked += 1;
    app.setClock(new Date(Date.parse('2026-11-23T12:00:00.000Z') + asked * 500).toISOString());
    const slug = slugs[(asked * 37) % SIZE];
    await ask('old', `/abroad/${slug}`);
    await ask('new', `/home/${slug}`);
    await ask('api', `/v1/articles/${slug}`);
    await ask('comments', `/abroad/${slug}/comments.rss`);
    await ask('list', asked % 2 ? '/abroad' : '/home');
    await ask('feed', asked % 2 ? '/abroad/feed.rss' : '/home/feed.rss');
  };
  const moved = async () => {
    let count = 0;
    const request = {
      TableName: app.tables.published,
      KeyConditionExpression: 'pk = :listing',
      ExpressionAttributeValues: { ':listing': listingPartition('section/home') },
      Select: 'COUNT' as const,
    };
    for await (const { Count = 0 } of paginateQuery({ client: app.client }, request)) count += Count;
    return count;
  };
  const isMerged = async () => {
    const { statusCode } = await app.as('editor').get('/v1/newsroom/sections/abroad');
    return statusCode === 404;
  };
  const verify = async () => (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => {})).violations;

  // Before the first article is moved, or just after; then further on.
  for (const share of [-1, 0, 0.2, 0.5]) {
    const merging = merge();
    const isBegun = async () => share >= 0 || (await isMerged());
    while (!((await moved()) > share * SIZE && (await isBegun())) && !merging.isOver()) await read();
    merging.kill();
    expect(await merging.ended).toBe('SIGKILL');
    const done = await moved();
    expect([done > share * SIZE, done < SIZE]).toEqual([true, true]);
    await read();
  }
  expect(new Set((await verify()).map(({ rule }) => rule))).toEqual(new Set(['merge-unfinished']));
  const last = merge();
  while (!last.isOver()) await read();

  expect(JSON.parse(last.output().trim().split('\n').at(-1) ?? '')).toMatchObject({ done: true });
  expect([...answers.keys()].filter((answer) => !/ (200|301)\b/.test(answer))).toEqual([]);
  expect([...answers.keys()].filter((answer) => / 301 (?!home|abroad)/.test(answer))).toEqual([]);
  expect(await moved()).toBe(SIZE);
  expect((await verify()).map(lineOf)).toEqual([]);
  for (const slug of slugs.slice(0, 100)) {
    const { statusCode, headers } = await app.get(`/abroad/${slug}`);
    expect([statusCode, headers.location]).toEqual([301, `/home/${slug}`]);
  }
}, 240_000);
