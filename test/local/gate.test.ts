import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, request as open } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { launchBrowser } from '../../infra/commands/browser.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { type Service, startGate } from '../../infra/local/gate.ts';
import { hiddenAddresses } from '../../infra/local/hiddenAddress.ts';
import { ARTICLE, aFreePort, keepSeeds, listenersOf, start } from '../support/localServer.ts';

// Processes of their own start within a second, and far later on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

keepSeeds();

/** What an SDK sends to read all that is held of commenters. */
const scan = {
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.Scan',
    'x-amz-date': '20261123T120000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=a/20261123/local/dynamodb/aws4_request, SignedHeaders=host, Signature=b',
  },
  body: JSON.stringify({ TableName: 'Newsroom' }),
};

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks as a program does, which may send any header, to any port. */
async function ask(url: string, { method = 'POST', headers = {}, body = '' }: Asking = {}) {
  const [answer] = (await once(open(url, { method, headers }).end(body), 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}

/** A gate before one service that answers all it is let see. */
async function aGate(service: Service = async (_, response) => void response.end('let in')) {
  const faults: unknown[] = [];
  const gate = await startGate({ services: { only: service }, onFault: (fault) => faults.push(fault) });
  onTestFinished(gate.stop);
  return { url: new URL(gate.addresses.only), faults };
}

describe('the gate', () => {
  it('lets in who has the secret of this start', async () => {
    const { url } = await aGate();

    const answer = await ask(`${url}/deeper/path`);

    expect(answer).toMatchObject({ status: 200, text: 'let in' });
  });

  it.each<[string, (url: URL) => [string, Asking]]>([
    ['no secret', ({ origin }) => [origin, {}]],
    ['another secret of the same length', ({ href }) => [href.replace(/[\w-]{43}/, 'A'.repeat(43)), {}]],
    ['another secret', ({ origin }) => [`${origin}/secret/only`, {}]],
    ['a part of the secret', ({ href }) => [href.replace(/\/(.{42}).\//, '/$1/'), {}]],
    ['a service that is not there', ({ href }) => [href.replace('/only', '/other'), {}]],
    ['a service of every object', ({ href }) => [href.replace('/only', '/constructor'), {}]],
    ['an origin', ({ href }) => [href, { headers: { origin: 'https://evil.example' } }]],
    ['an origin that nobody knows', ({ href }) => [href, { headers: { origin: 'null' } }]],
    ['its own origin', ({ href, origin }) => [href, { headers: { origin } }]],
    ['a browser of the same site', ({ href }) => [href, { headers: { 'sec-fetch-site': 'none' } }]],
    ['a host that was made to lead here', ({ href }) => [href, { headers: { host: 'evil.example' } }]],
    ['localhost as its host', ({ href, port }) => [href, { headers: { host: `localhost:${port}` } }]],
    ['another port of the host', ({ href }) => [href, { headers: { host: '127.0.0.1:1' } }]],
    [
      'a preflight',
      ({ href }) => [
        href,
        {
          method: 'OPTIONS',
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        },
      ],
    ],
  ])('refuses %s, and says nothing', async (_, asking) => {
    const { url } = await aGate();

    const answer = await ask(...asking(url));

    expect(answer).toMatchObject({ status: 403, text: '' });
    expect(Object.keys(answer.headers)).not.toContain('access-control-allow-origin');
  });

  it('goes on after a service that failed, before its answer or in the middle of it', async () => {
    const { url, faults } = await aGate(async (request, response) => {
      if (request.url?.endsWith('/middle')) response.write('so');
      if (!request.url?.endsWith('/well')) throw new Error('no space left');
      response.end('well');
    });

    const failed = await ask(`${url}`);
    const middle = await ask(`${url}/middle`).catch((error: Error) => error);
    const well = await ask(`${url}/well`);

    expect([failed.status, failed.text]).toEqual([500, '{"__type":"InternalServerError"}']);
    expect(middle).toBeInstanceOf(Error);
    expect(well.text).toBe('well');
    expect(faults).toEqual([new Error('no space left'), new Error('no space left')]);
  });
});

describe('the embedded DynamoDB', () => {
  it('listens at a port that Fetch blocks, as browsers and Node have it', async () => {
    const database = await startDynamoDb();
    onTestFinished(() => database.stop());

    const refused = await fetch(database.endpoint).catch((error: Error) => error.cause);
    const reached = await ask(database.endpoint, scan);

    expect(refused).toMatchObject({ message: 'bad port' });
    expect(reached.text).toContain('ResourceNotFoundException');
  });

  it.skipIf(process.platform === 'darwin')('listens at an address of its own that is found nowhere', async () => {
    const databases = await Promise.all([startDynamoDb(), startDynamoDb()]);
    onTestFinished(async () => void (await Promise.all(databases.map(({ stop }) => stop()))));

    const hosts = databases.map(({ endpoint }) => new URL(endpoint).hostname);

    expect(new Set([...hosts, '127.0.0.1']).size).toBe(3);
  });

  it('goes to another address where one is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const free = await aFreePort();
    const addresses = [port, port, free].map((each) => ({ host: '127.0.0.1', port: each }));

    const database = await startDynamoDb(undefined, addresses);
    onTestFinished(() => database.stop());
    const none = startDynamoDb(undefined, addresses.slice(0, 2));

    expect(database.endpoint).toBe(`http://127.0.0.1:${free}`);
    await expect(none).rejects.toThrow('finds no free port');
  });
});

describe.runIf(process.platform === 'linux')('the ports of npm start', () => {
  it('are refused by a browser, each that the database may be given', async () => {
    const addresses = [...hiddenAddresses()].filter(({ host }) => host !== '127.0.0.1');
    const listening = addresses.map(async ({ host, port }) => {
      const server = createServer((_, response) => {
        response.setHeader('access-control-allow-origin', '*').end('reached');
      }).listen(port, host);
      onTestFinished(() => void server.close());
      await once(server, 'listening');
    });
    await Promise.all(listening);
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const elsewhere = createServer((_, response) => response.end('<title>A page</title>')).listen(0, '127.0.0.1');
    onTestFinished(() => void elsewhere.close());
    await once(elsewhere, 'listening');
    const { port: open } = elsewhere.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${open}/`);

    const reached = await page.evaluate(
      async (all) => {
        const answers = all.map(({ host, port }) =>
          fetch(`http://${host}:${port}/`).then(
            () => [port],
            () => [],
          ),
        );
        return (await Promise.all(answers)).flat();
      },
      addresses.concat({ host: '127.0.0.1', port: open }),
    );

    expect(reached).toEqual([open]);
  });

  it('tell a page in a browser nothing, by whatever it tries', async () => {
    const server = await start();
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${server.state().url}/`);
    const site = Number(new URL(server.state().url).port);
    const helpers = listenersOf(server.child.pid ?? 0).filter(({ port }) => port !== site);
    const addresses = [...helpers.map(({ host, port }) => `http://${host}:${port}/`), server.state().dynamodb];
    // Beside the addresses, a page of another site that has been told the secret.
    const elsewhere = createServer((_, response) => response.end('<title>A page</title>')).listen(0, '127.0.0.1');
    onTestFinished(() => void elsewhere.close());
    await once(elsewhere, 'listening');
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);

    const answers = await page.evaluate(
      async ([urls, request]) => {
        const attempt = (url: string, init: RequestInit) =>
          fetch(url, init).then(
            async (answer) => answer.type !== 'opaque' && (await answer.text()),
            () => false,
          );
        return Promise.all(
          urls.flatMap((url) => [
            attempt(url, request),
            attempt(url, { ...request, headers: { 'content-type': 'text/plain' } }),
            attempt(url, { method: 'POST', mode: 'no-cors', body: request.body }),
            attempt(url, {}),
          ]),
        );
      },
      [addresses, scan] as const,
    );
    const article = await server.get(ARTICLE);

    expect(helpers).toHaveLength(2);
    expect(answers).toEqual(Array.from({ length: addresses.length * 4 }, () => false));
    expect(article.status).toBe(200);
  });

  it('give another program nothing without the secret: the gate answers 403, the database is where only the system tells', async () => {
    const server = await start();
    const gate = new URL(server.state().dynamodb);
    const state = join(server.data, 'server.json');

    const answers = await Promise.all(
      ['', 'dynamodb', 'secrets', 'mail', `${'A'.repeat(43)}/dynamodb`].map((path) =>
        ask(`${gate.origin}/${path}`, scan),
      ),
    );
    const inside = await ask(server.state().dynamodb, scan);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(inside.status).toBe(200);
    expect(statSync(state).mode & 0o777).toBe(0o600);
    const command = spawnSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' }).stdout;
    expect(command).not.toContain(gate.pathname.split('/')[1]);
  });

  it('stay open whatever is sent to them', async () => {
    const server = await start();
    const listeners = listenersOf(server.child.pid ?? 0);
    const inside = (service: string) => new URL(server.state().dynamodb).href.replace(/dynamodb$/, service);
    const garbage = [
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnot JSON!',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000\u0001',
      '',
    ];

    for (const { host, port } of listeners) for (const bytes of garbage) await send(host, port, bytes);
    const wrong = [
      await ask(inside('secrets'), { method: 'GET' }),
      await ask(inside('secrets'), { body: '{' }),
      await ask(inside('secrets'), { body: 'null' }),
      await ask(inside('secrets'), { body: '{"SecretId":"constructor"}' }),
      await ask(inside('mail'), { body: '[' }),
      await ask(inside('mail'), { body: 'null' }),
      await ask(inside('dynamodb'), { method: 'GET', body: '' }),
    ];
    const [article, comment] = [await server.get(ARTICLE), await server.comment()];
    const target = await openInstallation({ data: server.data });
    onTestFinished(target.close);

    expect(listeners).toHaveLength(3);
    expect(wrong.map(({ status }) => status)).toEqual([500, 500, 500, 400, 500, 500, 200]);
    expect([article.status, comment.status]).toEqual([200, 202]);
    expect(target.name).toBe(server.state().url);
  });
});

/** Sends bytes to a port and goes away without waiting for more than the first of an answer. */
async function send(host: string, port: number, bytes: string): Promise<void> {
  const socket = connect(port, host);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.end(bytes);
  await Promise.race([once(socket, 'data'), once(socket, 'close'), once(socket, 'end')]).catch(() => {});
  socket.destroy();
}
