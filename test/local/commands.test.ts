import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openInstallation } from '../../infra/commands/installation.ts';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { aSubmission } from '../support/builders.ts';

// Processes of their own start within a second, and far later on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const root = join(import.meta.dirname, '../..');
const COMMENTS = '/v1/articles/high-water/comments';

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

describe('npm run seed', () => {
  it('writes nothing the second time', async () => {
    const database = await aDynamoDb();
    const articles = readdirSync(join(root, 'seeds/articles')).length;
    const args = ['--endpoint', database.endpoint, '--data', aDirectory()];

    const first = await run('seed', args);
    const before = await database.items();
    const second = await run('seed', args);
    const after = await database.items();

    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      new RegExp(`: ${articles} articles written, 0 unchanged, [1-9]\\d* comments added, [1-9] pages written\\.\n$`),
    );
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toContain(
      `: 0 articles written, ${articles} unchanged, 0 comments added, 0 pages written.\n`,
    );
    expect(before.length).toBeGreaterThan(100);
    expect(after).toEqual(before);
  });

  it('writes what has changed, and leaves nothing of what was there', async () => {
    const database = await aDynamoDb();
    const moved = anArticleFile({ section: 'sport', tags: '[the-moon]' });

    await load(database.endpoint, {});
    const loaded = await load(database.endpoint, { 'articles/low-water.md': moved });
    const items = await database.items();

    expect(loaded).toEqual({ articles: 1, pages: 0, unchanged: 1, comments: 0 });
    const listings = items.filter(({ slug, type }) => type === 'entry' && slug === 'low-water').map(({ pk }) => pk);
    expect(listings.sort()).toEqual([
      'LISTING#author/ines-calder',
      'LISTING#latest',
      'LISTING#section/sport',
      'LISTING#tag/the-moon',
    ]);
  });

  it('lets a former slug lead to an article that is otherwise unchanged', async () => {
    const database = await aDynamoDb();
    const moved = anArticleFile({ headline: 'Low water', movedFrom: '[ebb]' });

    await load(database.endpoint, {});
    await load(database.endpoint, { 'articles/low-water.md': moved });
    const items = await database.items();

    expect(items.find(({ pk }) => pk === 'ARTICLE#ebb')).toMatchObject({ sk: 'MOVED', to: 'low-water' });
  });

  it('takes seeds from an absolute path, as a shell completes it', async () => {
    const database = await aDynamoDb();

    const seeded = await run('seed', [
      ...['--endpoint', database.endpoint, '--data', aDirectory()],
      ...['--from', join(root, aSeedDirectory())],
    ]);

    expect(seeded).toMatchObject({ code: 0, stdout: expect.stringContaining(': 2 articles written') });
  });

  it('makes the directory of --data when it is not there, with --endpoint too', async () => {
    const database = await aDynamoDb();
    const data = join(aDirectory(), 'new');

    const seeded = await run('seed', ['--endpoint', database.endpoint, '--data', data, '--from', aSeedDirectory()]);

    expect(seeded).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(data, 'hash-key'))).toBe(true);
  });

  it.each([
    [
      'front matter',
      'articles/low-water.md',
      anArticleFile({ tags: '[tides, Moon]' }),
      ':5: tags.1 must be lower-case',
    ],
    ['a comment', 'comments.json', aComment({ at: 'yesterday' }), ':'],
  ])('names the file of a fault in %s, and writes nothing', async (_, file, content, fault) => {
    const database = await aDynamoDb();
    const from = aSeedDirectory({ [file]: content });

    const seeded = await run('seed', ['--endpoint', database.endpoint, '--data', aDirectory(), '--from', from]);

    expect(seeded).toMatchObject({ code: 1, stdout: '' });
    expect(seeded.stderr).toContain(`${join(from, file)}${fault}`);
    expect(seeded.stderr).not.toMatch(TRACE);
    expect(await database.items()).toEqual([]);
  });

  it('works on the data of a server that does not run, and leaves nothing running', async () => {
    const data = aDirectory();

    const seeded = await run('seed', ['--data', data, '--from', aSeedDirectory()]);

    expect(seeded.stdout).toContain(': 2 articles written, 0 unchanged, 2 comments added, 0 pages written.\n');
    expect(isOpen(data)).toBe(false);
  });
});

describe('npm run digest', () => {
  it('mails the moderators once a day how many comments wait, where a server runs at once', async () => {
    const data = aDirectory();
    const target = await openInstallation({ data });
    await loadSeeds(await readSeeds(join(root, aSeedDirectory())), target, () => {});
    await target.close();
    const server = await startServer(data);
    onTestFinished(server.stop);
    const digest = () => run('digest', ['--data', data]);
    const mails = join(data, 'mail');

    const nobody = await digest();
    await server.comment({ comment: 'Wet.' });
    await server.comment({ comment: 'Very wet.' });
    const two = await digest();
    const again = await digest();
    const mail = await vi.waitUntil(() => existsSync(mails) && readdirSync(mails).at(0), { timeout: 20_000 });

    expect([nobody, two, again]).toEqual(
      [
        'Nothing is held or reported, so there is no mail.\n',
        'A mail to moderators@localhost is on its way.\n',
        'Today has had its mail.\n',
      ].map((stdout) => ({ code: 0, stdout, stderr: '' })),
    );
    expect(mail).toBe('0001-2-comments-to-decide.eml');
    expect(readFileSync(join(mails, mail), 'utf8')).toContain(
      `At ${server.url} there are 2 comments for a moderator to decide on.\n`,
    );
  });
});

describe.each(['seed', 'digest'] as const)('npm run %s', (command) => {
  it('explains itself with --help', async () => {
    const help = await run(command, ['--help']);

    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain(`npm run ${command}`);
    expect(help.stdout).toContain('--endpoint URL');
  });

  it.each([
    [['--endpoint', 'http://127.0.0.1:9'], /127\.0\.0\.1:9\b/],
    [['--endpont', 'http://127.0.0.1:9'], /--endpont/],
  ])('says in a sentence what is wrong with %j', async (args, expected) => {
    const failed = await run(command, [...args, '--data', aDirectory()]);

    expect([1, 2]).toContain(failed.code);
    expect(failed.stderr).toMatch(expected);
    expect(failed.stderr).not.toMatch(TRACE);
  });
});

/** What is not meant for people: the lines of a stack trace, and what Node says before one. */
const TRACE = /^\s+at |node:internal/m;

/** Runs a command to its end, with nothing of this process's environment. */
async function run(command: 'seed' | 'digest', args: readonly string[]) {
  const child = spawnNode([`infra/commands/${command}.ts`, ...args]);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, stdout, stderr };
}

/** Loads seeds as the command does, in this process. */
async function load(endpoint: string, changes: Readonly<Record<string, string>>) {
  const target = await openInstallation({ endpoint, data: aDirectory() });
  const loaded = await loadSeeds(await readSeeds(join(root, aSeedDirectory(changes))), target, () => {});
  await target.close();
  return loaded;
}

/** The local server on a directory's data, which holds the seeds of {@link aSeedDirectory}. */
async function startServer(data: string) {
  const child = spawnNode(['infra/local/start.ts', '--port', '0', '--data', data]);
  const closed = once(child, 'close');
  let output = '';
  while (!output.includes('Stop: Ctrl-C')) {
    const [chunk] = await Promise.race([once(child.stdout, 'data'), closed.then(() => [undefined])]);
    if (chunk === undefined) throw new Error(`npm start ended: ${await text(child.stderr)}`);
    output += chunk;
  }
  child.stdout.resume();
  child.stderr.resume();
  const url = /at (http:\S+)/.exec(output)?.[1] ?? '';
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  const json = async (answer: Promise<Response>): Promise<any> => (await answer).json();
  return {
    data,
    url,
    database: () => {
      const { dynamodb } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8'));
      return documents(dynamodb);
    },
    /** Leaves a comment, and gives back its id. */
    comment: async (changes: Parameters<typeof aSubmission>[0]): Promise<string> => {
      const body = JSON.stringify(aSubmission(changes));
      const headers = { 'content-type': 'application/json' };
      return (await json(fetch(`${url}${COMMENTS}`, { method: 'POST', headers, body }))).id;
    },
    thread: async () => {
      const [{ items }, { comments }] = await Promise.all(
        [COMMENTS, '/v1/articles/high-water'].map((path) => json(fetch(`${url}${path}`))),
      );
      return { items, count: comments.count };
    },
    stop: async () => {
      child.kill('SIGINT');
      await closed;
    },
  };
}

const spawnNode = (args: readonly string[]) =>
  spawn(join(root, 'node_modules/.bin/node'), args, {
    cwd: root,
    env: bareEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** A DynamoDB in memory, empty. */
async function aDynamoDb() {
  const { endpoint, stop } = await startDynamoDb();
  onTestFinished(stop);
  const client = documents(endpoint);
  const tables = async () => (await client.send(new ListTablesCommand({}))).TableNames ?? [];
  return {
    endpoint,
    tables,
    /** Every item there is, in an order of its own. */
    items: async () => {
      const scans = (await tables()).map((TableName) => client.send(new ScanCommand({ TableName })));
      const items = (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
      return items.sort((one, other) => `${one.pk} ${one.sk}`.localeCompare(`${other.pk} ${other.sk}`));
    },
  };
}

const documents = (endpoint: string) => DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint }));

/** Whether a DynamoDB has a directory's data open: SQLite's log is there exactly as long. */
const isOpen = (data: string) => existsSync(join(data, 'dynamodb.sqlite-wal'));

function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  directories.push(directory);
  return directory;
}

/** Seeds of two sections, two articles and a comment with a reply, some files changed; its path from the root. */
function aSeedDirectory(changes: Readonly<Record<string, string>> = {}): string {
  const directory = aDirectory();
  const sections = [
    { name: 'science', title: 'Science', description: 'How the world works.' },
    { name: 'sport', title: 'Sport', description: 'Games.' },
  ];
  const files = {
    'sections.json': JSON.stringify(sections),
    'articles/high-water.md': anArticleFile(),
    'articles/low-water.md': anArticleFile({ headline: 'Low water' }),
    'comments.json': aComment(),
    ...changes,
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  }
  return relative(root, directory);
}

function anArticleFile(changes: Readonly<Record<string, string>> = {}): string {
  const fields = {
    headline: 'High water',
    standfirst: 'The sea takes its time.',
    section: 'science',
    tags: '[tides]',
    byline: '[Ines Calder]',
    publishedAt: '2026-11-20T06:30:00Z',
    ...changes,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\nIt is late.\n`;
}

function aComment(changes: Readonly<Record<string, string>> = {}): string {
  const by = (name: string, at: string) => ({ name, email: 'maud@example.com', at, comment: 'I was there.' });
  const replies = [by('Kit', '2026-11-20T09:00:00Z')];
  return JSON.stringify([{ article: 'high-water', ...by('Maud', '2026-11-20T08:00:00Z'), replies, ...changes }]);
}
