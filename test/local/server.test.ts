import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tables } from '../../functions/shared/data/tables.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import type { RunningServer } from '../../infra/local/runningServer.ts';
import { readSeeds } from '../../seeds/load.ts';
import { aSubmission } from '../support/builders.ts';
import { forwardRequest } from '../support/forwardRequest.ts';
import {
  ARTICLE,
  aCopy,
  aDirectory,
  aFreePort,
  anEmptyPaper,
  COMMENTS,
  databasesOf,
  isAlive,
  keepSeeds,
  launch,
  start,
} from '../support/localServer.ts';

// Processes of their own start within a second, and far later on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');
const soon = { timeout: 20_000, interval: 20 };
const NOWHERE = 'http://127.0.0.1:9';

keepSeeds();

describe('npm start', () => {
  it('lets who asks at once wait, then serves the seeds, on a log of one line a request', async () => {
    const { articles } = await readSeeds(join(root, 'seeds'));
    const now = new Date().toISOString();
    const out = articles.filter(({ publishedAt, withdrawnAt }) => publishedAt <= now && !withdrawnAt);

    const port = await aFreePort();
    const server = launch({ data: aDirectory(), args: ['--port', String(port)], env: { NODE_COMPILE_CACHE: '' } });
    // Who asks waits for the build and the seeds, too.
    const first = await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/v1/health`), { ...soon, timeout: 90_000 });
    await server.ready();
    const latest = await server.get('/v1/articles?limit=100');
    const article = await server.get(ARTICLE);
    const others = [
      await server.get('/v1/sections/abroad/articles'),
      await server.get('/openapi.json'),
      await server.get('/v1/articles?limit=many'),
      await server.get('/v1/articles/nowhere'),
      await server.get('/v1/nowhere'),
      await server.comment(),
      await server.post(COMMENTS, '{'),
    ];

    expect(first.status).toBe(200);
    expect(latest.status).toBe(200);
    expect(latest.json.items).toHaveLength(out.length);
    expect(article.json.body).toContain('<h2 id="new-year-message">');
    expect(others.map(({ status }) => status)).toEqual([200, 200, 400, 404, 404, 202, 400]);
    expect(server.output()).toContain(`Broadsheet is at ${server.state().url}\n`);
    const requests = 3 + others.length;
    await vi.waitFor(() => expect(server.output().match(/^\d\d:\d\d:\d\d /gm)).toHaveLength(requests), soon);
    for (const line of server.log())
      expect(line).toMatch(/^\d\d:\d\d:\d\d {2}\d{3} {2}\d+\.\d ms {2}(GET|POST) \/\S+$/);
    expect(server.errors()).toBe('');
  });

  it('stops cleanly at Ctrl-C, and leaves nothing running', async () => {
    const server = await start();
    const { dynamodbPid } = server.state();
    const wasAlive = isAlive(dynamodbPid);

    const code = await server.stop();

    expect(wasAlive).toBe(true);
    expect(code).toBe(0);
    expect(server.output()).toMatch(/\nStopped\.\n$/);
    expect(server.errors()).toBe('');
    expect(isAlive(dynamodbPid)).toBe(false);
    expect(existsSync(join(server.data, 'server.json'))).toBe(false);
  });

  it('answers what it has begun to take in before it stops, at SIGTERM too', async () => {
    const server = await start();
    const body = JSON.stringify(aSubmission());
    const socket = connect(server.port(), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST ${COMMENTS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        'Expect: 100-continue\r\n\r\n',
    );
    await once(socket, 'data');

    server.child.kill('SIGTERM');
    await vi.waitFor(() => expect(reach(server.port())).rejects.toThrow('ECONNREFUSED'), soon);
    socket.write(body);
    const [answer] = await once(socket, 'data');
    const code = await server.exitCode;

    expect(String(answer)).toMatch(/^HTTP\/1\.1 202 /);
    // So that the stop waits for no further request on it.
    expect(String(answer)).toMatch(/\r\nConnection: close\r\n/i);
    expect(code).toBe(0);
  });

  it('does not wait for a connection that nothing was asked on, as browsers open them', async () => {
    const server = await start();
    const socket = connect(server.port(), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    await server.get('/v1/health');

    server.child.kill('SIGINT');

    await vi.waitFor(() => expect(server.child.exitCode).toBe(0), soon);
  });

  it('keeps the data for the next start', async () => {
    const first = await start();
    const sent = await first.comment();
    await first.stop();

    const second = await start({ data: first.data });
    const again = await second.comment();

    expect(sent.status).toBe(202);
    expect([again.status, again.json.code]).toEqual([409, 'comment-duplicate']);
    expect(second.output()).not.toContain('Loaded');
  });

  it('goes on with its data after it was killed, and begins anew with --fresh', async () => {
    const databases: (number | undefined)[] = [];
    const kill = async (server: Awaited<ReturnType<typeof start>>) => {
      databases.push(server.state().dynamodbPid);
      server.child.kill('SIGKILL');
      await server.exitCode;
    };
    const first = await start();
    await first.comment();

    await kill(first);
    const second = await start({ data: first.data });
    const again = await second.comment();
    await kill(second);
    const fresh = await start({ data: first.data, args: ['--fresh'] });
    const anew = await fresh.comment();
    const token = await openIssuer(first.data).token({ name: 'ines', groups: ['editors'], hours: 1 });
    const drafts = await fetch(`${fresh.state().url}/v1/newsroom/articles?state=draft`, {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(again.status).toBe(409);
    expect(anew.status).toBe(202);
    expect(drafts.status).toBe(200);
    expect(fresh.output()).toMatch(/^Loaded \d+ articles, \d+ pages and \d+ comments\.$/m);
    expect(new Set(databases).size).toBe(2);
    expect(databases.filter(isAlive)).toEqual([]);
  });

  it('starts although another program has the process id that a killed server had', async () => {
    const data = aCopy();
    const stale: RunningServer = { url: NOWHERE, pid: process.pid, dynamodb: NOWHERE, dynamodbPid: process.pid };
    writeFileSync(join(data, 'server.json'), JSON.stringify(stale));

    const server = await start({ data });

    expect(server.state().pid).toBe(server.child.pid);
  });

  it.runIf(process.platform === 'linux')('leaves nothing running when it is stopped while it starts', async () => {
    const data = await anEmptyPaper();
    const server = launch({ data });
    await vi.waitFor(() => expect(existsSync(join(data, 'hash-key'))).toBe(true), { ...soon, interval: 5 });
    const running = databasesOf(data);

    server.child.kill('SIGINT');
    await server.exitCode;

    expect(running).toHaveLength(1);
    await vi.waitFor(() => expect(databasesOf(data)).toEqual([]), soon);
  });

  it('loads what is missing when it was killed while it loaded the seeds', async () => {
    const database = await aDynamoDb();
    const { articles } = await readSeeds(join(root, 'seeds'));
    let writes = 0;
    const proxy = await aProxy(database, (target) => {
      writes += target.endsWith('.TransactWriteItems') ? 1 : 0;
      if (writes === 15) killed.child.kill('SIGKILL');
    });
    const killed = launch({ env: { DYNAMODB_ENDPOINT: proxy } });
    await killed.exitCode;

    const server = await start({ data: await anEmptyPaper(), env: { DYNAMODB_ENDPOINT: database } });
    const found = await Promise.all(articles.map(({ content }) => server.get(`/v1/articles/${content.slug}`)));

    const now = new Date().toISOString();
    const expected = articles.map(({ publishedAt, withdrawnAt }) => {
      if (withdrawnAt) return 410;
      return publishedAt <= now ? 200 : 404;
    });
    expect(writes).toBeGreaterThanOrEqual(15);
    expect(found.map(({ status }) => status)).toEqual(expected);
  });

  it('uses the DynamoDB that DYNAMODB_ENDPOINT names, and leaves it running', async () => {
    const database = await aDynamoDb();

    const server = await start({ data: await anEmptyPaper(), env: { DYNAMODB_ENDPOINT: database } });
    const answer = await server.get(ARTICLE);
    const state = server.state();
    await server.stop();
    const target = await openInstallation({ endpoint: database, data: server.data });
    const stillThere = await target.client.send(new ScanCommand({ TableName: target.tables.published, Limit: 1 }));

    expect(answer.status).toBe(200);
    expect(state).toMatchObject({ dynamodb: database });
    expect(state.dynamodbPid).toBeUndefined();
    expect(readdirSync(server.data).filter((name) => name.startsWith('dynamodb'))).toEqual([]);
    expect(stillThere.Items).toHaveLength(1);
  });

  it('is not led astray by what the shell has set for AWS', async () => {
    const env = {
      AWS_ENDPOINT_URL_DYNAMODB: NOWHERE,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: NOWHERE,
      AWS_PROFILE: 'nobody',
      [tables.published.environmentName]: 'Elsewhere',
      [tables.newsroom.environmentName]: 'Elsewhere',
    };

    const server = await start({ env });
    const article = await server.get(ARTICLE);
    const comment = await server.comment();

    expect([article.status, comment.status]).toEqual([200, 202]);
  });

  it('says that a server runs on the data already, which even --fresh leaves alone', async () => {
    const server = await start();

    const others = [[], ['--fresh']].map((args) => launch({ data: server.data, args: ['--port', '0', ...args] }));
    const codes = await Promise.all(others.map(({ exitCode }) => exitCode));
    const answer = await server.get(ARTICLE);

    expect(codes).toEqual([1, 1]);
    for (const other of others) {
      expect(other.output()).toBe('');
      expect(other.errors()).toBe(`Broadsheet runs already, at ${server.state().url} (process ${server.child.pid}).\n`);
    }
    expect(answer.status).toBe(200);
  });

  it('says that a port is taken, and which to try', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const server = launch({ args: ['--port', String(port)] });
    const code = await server.exitCode;

    expect(code).toBe(1);
    expect(server.output()).toBe('');
    expect(server.errors()).toBe(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}\n`);
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [['--port', 'many'], {}, /^"many" is not a port\.$/],
    [['--port', '65536'], {}, /^"65536" is not a port\.$/],
    [['--prot', '3000'], {}, /--prot/],
    [['--port', '0'], { DYNAMODB_ENDPOINT: NOWHERE }, /127\.0\.0\.1:9\b/],
    [['--port', '0'], { DYNAMODB_ENDPOINT: 'elsewhere' }, /elsewhere/],
  ])('says in a sentence what is wrong with %j %j', async (args, env, sentence) => {
    const server = launch({ env, args });

    const code = await server.exitCode;

    expect([1, 2]).toContain(code);
    expect(server.output()).toBe('');
    expect(server.errors().trim()).toMatch(sentence);
    expect(server.errors()).not.toMatch(/^\s+at |node:internal/m);
  });
});

/** Connects and goes away again. */
async function reach(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
}

/** A DynamoDB in memory that no server has started. */
async function aDynamoDb(): Promise<string> {
  const database = await startDynamoDb();
  onTestFinished(() => database.stop());
  return database.endpoint;
}

/** The address of something that stands before a DynamoDB and is told each request before it is passed on. */
async function aProxy(endpoint: string, onRequest: (target: string) => void): Promise<string> {
  const proxy = createServer(async (request, response) => {
    onRequest(String(request.headers['x-amz-target']));
    const body = await buffer(request).catch(() => undefined);
    if (body) await forwardRequest(request, body, endpoint, response).catch(() => response.destroy());
  });
  onTestFinished(() => void proxy.close());
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
