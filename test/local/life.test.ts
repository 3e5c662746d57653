import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { posted } from '../../functions/mail/outbox.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { prepareDatabaseFile } from '../../infra/local/databaseFile.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import {
  ARTICLE,
  aCopy,
  aDirectory,
  anEmptyPaper,
  databasesOf,
  descendantsOf,
  isAlive,
  keepSeeds,
  launch,
  start,
} from '../support/localServer.ts';

// Processes of their own start within a second, and far later on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

keepSeeds();

const root = join(import.meta.dirname, '../..');
const soon = { timeout: 20_000, interval: 20 };
const onLinux = process.platform === 'linux';

describe.runIf(onLinux)('a signal', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'to npm alone, as systemd and CI send it, ends everything: %s',
    async (signal) => {
      const server = await start({ byNpm: true });
      const npm = server.child.pid ?? 0;
      const everything = descendantsOf(npm);

      server.child.kill(signal);
      await server.exitCode;

      expect(everything.length).toBeGreaterThanOrEqual(3);
      await vi.waitFor(() => expect(everything.filter(isAlive)).toEqual([]), soon);
      expect(server.errors()).not.toMatch(/^\s+at /m);
      await expect(openInstallation({ data: server.data }).then(({ close }) => close())).resolves.toBeUndefined();
    },
  );

  it.each([1, 2])('of the terminal to all of them, %i times, stops cleanly', async (times) => {
    const server = await start({ byNpm: true, detached: true });
    const npm = server.child.pid ?? 0;
    const everything = descendantsOf(npm);

    for (let count = 0; count < times; count += 1) process.kill(-npm, 'SIGINT');
    await server.exitCode;

    await vi.waitFor(() => expect(everything.filter(isAlive)).toEqual([]), soon);
    expect(server.output()).toMatch(/\nStopped\.\n/);
    expect(server.errors()).not.toMatch(/^\s+at /m);
    expect(existsSync(join(server.data, 'server.json'))).toBe(false);
  });

  it('that kills the server takes its database along, even one that is stopped', async () => {
    const server = await start();
    const [database = 0] = databasesOf(server.data);
    process.kill(database, 'SIGSTOP');

    server.child.kill('SIGKILL');
    await server.exitCode;
    const again = await start({ data: server.data });
    const article = await again.get(ARTICLE);

    expect(isAlive(database)).toBe(false);
    expect(article.status).toBe(200);
    expect(databasesOf(server.data)).toHaveLength(1);
  });

  it.each(['lock', 'dynamodb.sqlite', 'hash-key', 'functions'])(
    'that kills a start when there is %s leaves nothing that the next one could not go on with',
    async (file) => {
      const data = file === 'functions' ? aDirectory() : await anEmptyPaper();
      const killed = launch({ data });
      await vi.waitFor(() => expect(existsSync(join(data, file))).toBe(true), { timeout: 60_000, interval: 1 });
      killed.child.kill('SIGKILL');
      await killed.exitCode;

      const server = await start({ data });
      const article = await server.get(ARTICLE);

      expect(article.status).toBe(200);
      expect(databasesOf(data)).toHaveLength(1);
    },
  );
});

describe('the folder', () => {
  it('is one server’s, of several that start at once', async () => {
    const data = aCopy();
    const servers = [1, 2, 3].map(() => launch({ data }));

    const outcomes = await Promise.all(
      servers.map((server) =>
        Promise.race([
          server.ready().then(
            () => 'ready',
            () => 'ended',
          ),
          server.exitCode,
        ]),
      ),
    );
    const losers = servers.filter((_, index) => outcomes[index] !== 'ready');
    const codes = await Promise.all(losers.map(({ exitCode }) => exitCode));

    expect(codes).toEqual([1, 1]);
    for (const loser of losers) {
      expect(loser.errors()).toMatch(/^(Another process works on \S+: .*|Broadsheet runs already, at http:.*)\n$/);
    }
    if (onLinux) expect(databasesOf(data)).toHaveLength(1);
  });

  it('is one command’s, where no server runs', async () => {
    const data = aCopy();
    const first = await openInstallation({ data });

    const second = await openInstallation({ data }).catch((error: Error) => error.message);
    await first.close();
    const third = await openInstallation({ data });
    await third.close();

    expect(second).toMatch(/^Another process works on /);
  });

  it('is let go once, however often that is asked for', async () => {
    const target = await openInstallation({ data: aCopy() });

    const closed = [await target.close(), await target.close()];

    expect(closed).toEqual([undefined, undefined]);
  });

  it('has its data waited for until whoever has it open lets go', async () => {
    const data = aCopy();
    const other = new DatabaseSync(join(data, 'dynamodb.sqlite'));
    other.exec('BEGIN IMMEDIATE');

    let isReady = false;
    const prepared = prepareDatabaseFile(data).finally(() => {
      isReady = true;
    });
    await new Promise(setImmediate);
    const wasReady = isReady;
    other.close();
    const file = await prepared;

    expect(wasReady).toBe(false);
    expect(file).toBe(join(data, 'dynamodb.sqlite'));
  });
});

describe('the embedded DynamoDB of npm start', () => {
  it.runIf(onLinux)('is started again when it has ended, on the same data, and the log says so', async () => {
    const server = await start();
    const comment = await server.comment();
    const before = server.state();

    process.kill(before.dynamodbPid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(server.state().dynamodbPid).not.toBe(before.dynamodbPid), soon);
    const [health, article, again] = [
      await server.get('/v1/health'),
      await server.get(ARTICLE),
      await server.comment(),
    ];
    const target = await openInstallation({ data: server.data });
    await target.close();

    expect([comment.status, health.status, article.status, again.status]).toEqual([202, 200, 200, 409]);
    // Whoever was asking it at that moment may say in a sentence that the connection was cut.
    expect(server.errors()).toContain(
      'The embedded DynamoDB has ended (signal 9). It is started again, on the same data.\n',
    );
    expect(server.errors()).not.toMatch(/^\s+at /m);
    expect(databasesOf(server.data)).toHaveLength(1);
    expect(await server.stop()).toBe(0);
  });

  it.runIf(onLinux)('ends the server in a sentence when it keeps ending', async () => {
    const server = await start();

    const kill = setInterval(() => {
      for (const pid of databasesOf(server.data)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }, 20);
    onTestFinished(() => clearInterval(kill));
    const code = await server.exitCode;

    expect(code).toBe(1);
    expect(server.errors().trim().split('\n').at(-1)).toMatch(
      /^The embedded DynamoDB (has ended 6 times|did not start)/,
    );
    expect(server.errors()).not.toMatch(/^\s+at /m);
    expect(databasesOf(server.data)).toEqual([]);
  });

  it.runIf(onLinux)('ends the server in a sentence that names the file when it cannot go on with it', async () => {
    const server = await start();
    const file = join(server.data, 'dynamodb.sqlite');

    process.kill(server.state().dynamodbPid ?? 0, 'SIGSTOP');
    for (const each of [file, `${file}-wal`]) writeFileSync(each, 'No database.'.repeat(1_000));
    process.kill(server.state().dynamodbPid ?? 0, 'SIGKILL');
    const code = await server.exitCode;

    expect(code).toBe(1);
    expect(server.errors()).toContain(`The embedded DynamoDB did not start on ${file}: `);
    expect(server.errors()).not.toMatch(/^\s+at /m);
  });
});

describe('a mail', () => {
  it('that finds no place ends nothing, and is sent at the next start', async () => {
    const data = aCopy();
    writeFileSync(join(data, 'mail'), 'a file where the directory should be');
    const mail = { id: 'one', kind: 'confirmation', to: 'wren@example.org', subject: 'Please confirm', text: 'Yes.\n' };
    const first = await start({ data });
    const target = await openInstallation({ data });
    await target.client.send(new PutCommand(posted(target.tables.newsroom, mail, new Date()).Put));

    await vi.waitFor(() => expect(first.errors()).toContain('could not be delivered'), soon);
    const article = await first.get(ARTICLE);
    // Who sends it holds it for a minute.
    await target.client.send(
      new DeleteCommand({ TableName: target.tables.newsroom, Key: { pk: 'MAIL#one', sk: 'SENT' } }),
    );
    await target.close();
    const code = await first.stop();
    rmSync(join(data, 'mail'));
    const second = await start({ data });
    await vi.waitFor(() => expect(second.output()).toContain('Mail for wren@example.org: Please confirm'), soon);

    expect(article.status).toBe(200);
    expect(code).toBe(0);
    expect(first.errors()).toContain(`${join(data, 'mail')} cannot be used: file already exists.\n`);
    expect(first.errors()).not.toMatch(/^\s+at /m);
    expect(readdirSync(join(data, 'mail'))).toEqual(['0001-please-confirm.eml']);
  });
});

const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const write = (content: string) => (file: string) => writeFileSync(file, content);
const asDirectory = (file: string) => {
  rmSync(file, { force: true });
  mkdirSync(file);
};

describe('damage', () => {
  it.each<[string, string, (file: string) => void]>([
    ['hash-key', 'is empty', write('')],
    ['hash-key', 'is damaged', write('half of a k')],
    ['hash-key', 'cannot be read (illegal operation on a directory)', asDirectory],
    ['form-key', 'is empty', write('')],
    ['issuer-key.pem', 'is empty', write('')],
    ['issuer-key.pem', 'is damaged', write('-----BEGIN PRIVATE KEY-----\nMIIE\n')],
    ['issuer-key.pem', 'is damaged', write(curve.toString())],
    ['issuer-key.pem', 'cannot be read (illegal operation on a directory)', asDirectory],
    ['stream.json', 'is empty', write('')],
    ['stream.json', 'is damaged', write('{"stream":')],
    ['stream.json', 'is damaged', write('null')],
    ['stream.json', 'cannot be read (illegal operation on a directory)', asDirectory],
    ['dynamodb.sqlite', 'cannot be used: it is empty', write('')],
    ['dynamodb.sqlite', 'cannot be used: file is not a database', write('No database.'.repeat(1_000))],
    ['dynamodb.sqlite', 'cannot be used: ', (file) => truncateSync(file, statSync(file).size / 2)],
    ['dynamodb.sqlite', 'cannot be used: unable to open database file', asDirectory],
    ['lock', 'cannot be used (file is not a database)', write('No database.'.repeat(1_000))],
    ['lock', 'cannot be used (unable to open database file)', asDirectory],
  ])('of %s is told in one sentence: it %s', async (name, what, damage) => {
    const data = aCopy();
    const file = join(data, name);
    damage(file);

    const server = launch({ data });
    const code = await server.exitCode;

    expect(code).toBe(1);
    expect(server.output().replace('Stopped.\n', '')).toBe('');
    expect(server.errors().startsWith(`${file} ${what}`)).toBe(true);
    expect(server.errors()).toMatch(/^[^\n]*(remove it|Remove it|--fresh)[^\n]*\n$/);
    if (onLinux) expect(databasesOf(data)).toEqual([]);
  });

  it.each(['hash-key', 'stream.json', 'dynamodb.sqlite'])(
    'of %s is mended by the way out that is named',
    async (name) => {
      const data = aCopy();
      write('damaged')(join(data, name));

      const server = await start({ data, args: ['--fresh'] });
      const article = await server.get(ARTICLE);

      expect(article.status).toBe(200);
    },
  );

  it('of the data directory itself is told in one sentence', async () => {
    const data = join(aDirectory(), 'file');
    write('')(data);

    const server = launch({ data });
    const code = await server.exitCode;

    expect(code).toBe(1);
    expect(server.errors()).toBe(`${data} cannot be used: file already exists.\n`);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('by missing permission is told too', async () => {
    const data = aCopy();
    const file = join(data, 'hash-key');
    rmSync(file);
    writeFileSync(file, 'x', { mode: 0 });

    const server = launch({ data });
    await server.exitCode;

    expect(server.errors()).toMatch(/^\S+hash-key cannot be read \(permission denied\)\. [^\n]+\n$/);
  });

  it.each([write(''), write('{"url":1}'), write('null'), asDirectory])(
    'of what a server leaves word in is nothing to the next start, and a sentence to a command',
    async (damage) => {
      const data = aCopy();
      damage(join(data, 'server.json'));
      const server = await start({ data });
      rmSync(join(data, 'server.json'));
      damage(join(data, 'server.json'));

      const ended = await run('infra/commands/verify.ts', '--data', data);

      expect(ended.code).toBe(1);
      expect(ended.errors).toMatch(/^\S+server\.json (is|cannot be) [^\n]+ start it again\.\n$/);
      expect(server.errors()).toBe('');
    },
  );

  it('of the key of tokens is a sentence to npm run token', async () => {
    const data = aCopy();
    write('')(join(data, 'issuer-key.pem'));

    const ended = await run('infra/commands/token.ts', '--data', data, '--name', 'ines', '--group', 'editors');

    expect(ended.code).toBe(1);
    expect(ended.errors).toMatch(/^\S+issuer-key\.pem is empty\. [^\n]+\n$/);
  });
});

it('serves on when nobody reads its log any more', async () => {
  const server = await start();
  server.child.stdout.destroy();
  server.child.stderr.destroy();

  const statuses = [await server.get(ARTICLE), await server.get(ARTICLE), await server.get(ARTICLE)];

  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(readFileSync(join(server.data, 'server.json'), 'utf8')).toContain(`"pid":${server.child.pid}`);
});

/** Runs a command to its end. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, args, { cwd: root, env: bareEnvironment });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, errors };
}
