import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLocalTables, createTables, localTables, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { forwardTo } from '../../infra/local/gate.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { localClient } from '../../infra/local/localClient.ts';
import { runBroadsheet } from '../support/commandLine.ts';
import { keepSeeds, start } from '../support/localServer.ts';

keepSeeds();

const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
afterAll(() => rmSync(directory, { recursive: true }));
const aFolder = () => mkdtempSync(join(directory, 'folder-'));

/** A DynamoDB in memory, with the tables of a laptop. */
async function aDatabase() {
  const database = await startDynamoDb();
  onTestFinished(database.stop);
  const client = localClient(database.endpoint);
  await createLocalTables(client);
  return { endpoint: database.endpoint, client };
}

interface LaptopOptions {
  readonly drafts?: readonly object[];
  /** How far its clock is ahead, in seconds. */
  readonly ahead?: number;
  readonly status?: number;
  readonly isLoggedIn?: boolean;
}

/** A laptop whose server is as the doctor sees one, with real tables behind it. */
async function aLaptop({ drafts = [], ahead = 0, status = 200, isLoggedIn = true }: LaptopOptions = {}) {
  const data = aFolder();
  const server = createServer((_request, response) => {
    response.setHeader('date', new Date(Date.now() + ahead * 1_000).toUTCString());
    response.setHeader('content-type', 'application/json');
    response.statusCode = status;
    response.end(JSON.stringify({ items: drafts, next: null, previous: null }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const database = await aDatabase();
  writeFileSync(join(data, 'server.json'), JSON.stringify({ url, pid: process.pid, dynamodb: database.endpoint }));
  const token = await openIssuer(data).token({ name: 'ines', groups: ['editors'], hours: 1 });
  const env = isLoggedIn ? { BROADSHEET_URL: url, BROADSHEET_TOKEN: token } : {};
  return {
    data,
    client: database.client,
    doctor: (...args: string[]) => runBroadsheet(['doctor', '--data', data, ...args], { home: aFolder(), env }),
  };
}

/** What is to be mended, by its sentence. */
const faultsIn = (out: string) => [...out.matchAll(/^FAULT {2}(.*)$/gm)].map(([, sentence]) => sentence);

describe('broadsheet doctor', () => {
  it('finds nothing to mend on a laptop whose server runs', async () => {
    const server = await start();
    const home = aFolder();
    await runBroadsheet(['login', '--data', server.data], { home });

    const ended = await runBroadsheet(['doctor', '--data', server.data], { home });

    expect(faultsIn(ended.out)).toEqual([]);
    expect(ended).toMatchObject({ code: 0, error: '', out: expect.stringMatching(/\nAll is well\.\n$/) });
    expect(ended.out).toContain('as one of its editors and moderators');
  });

  it('says that no server runs, and how to start one', async () => {
    const ended = await runBroadsheet(['doctor', '--data', aFolder()], { home: aFolder() });

    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('Start it: npm start') });
  });

  it('misses a table', async () => {
    const { client, doctor } = await aLaptop();
    await client.send(new DeleteTableCommand({ TableName: localTables.published }));

    const ended = await doctor();

    expect(ended.code).toBe(1);
    expect(faultsIn(ended.out)).toEqual(['There is no table Published (published).']);
  });

  it('misses an index, a stream, and the expiry of items', async () => {
    const { client, doctor } = await aLaptop();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: localTables.newsroom }));
    await client.send(new DeleteTableCommand({ TableName: localTables.newsroom }));
    const indexes = Table?.GlobalSecondaryIndexes?.filter(({ IndexName }) => IndexName === 'byStatus') ?? [];
    const used = ['pk', 'sk', ...indexes.flatMap(({ KeySchema = [] }) => KeySchema.map((key) => key.AttributeName))];
    await client.send(
      new CreateTableCommand({
        TableName: localTables.newsroom,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: Table?.KeySchema,
        AttributeDefinitions: Table?.AttributeDefinitions?.filter(({ AttributeName }) => used.includes(AttributeName)),
        GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
      }),
    );

    const ended = await doctor();

    expect(ended.code).toBe(1);
    expect(faultsIn(ended.out)).toEqual([
      'The table Newsroom (newsroom) has no index byThread.',
      'The table Newsroom (newsroom) has no index byPerson.',
      'The table Newsroom (newsroom) has no stream, so that nothing follows its changes.',
      'The table Newsroom (newsroom) does not let items go by their expiresAt.',
    ]);
  });

  it.each([
    [-120, /behind/],
    [3_600, /ahead of/],
  ])('sees a clock that is %i seconds off', async (ahead, direction) => {
    const { doctor } = await aLaptop({ ahead });

    const ended = await doctor();

    const [clock = '', ...others] = faultsIn(ended.out);
    expect([ended.code, others]).toEqual([1, []]);
    expect(clock).toMatch(direction);
    expect(Math.abs(Number(/(\d+) seconds/.exec(clock)?.[1]) - Math.abs(ahead))).toBeLessThan(5);
    expect(ended.out).toContain('NTP');
  });

  it('lets a clock be some seconds off', async () => {
    const { doctor } = await aLaptop({ ahead: 8 });

    expect((await doctor()).code).toBe(0);
  });

  it('sees that mail has no place to land in', async () => {
    const { data, doctor } = await aLaptop();
    writeFileSync(join(data, 'mail'), 'no directory');

    const ended = await doctor();

    expect([ended.code, faultsIn(ended.out)]).toEqual([
      1,
      [`${join(data, 'mail')} is no directory, so that no mail can land there.`],
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('sees that mail may not land where it should', async () => {
    const { data, doctor } = await aLaptop();
    mkdirSync(join(data, 'mail'));
    chmodSync(join(data, 'mail'), 0o500);

    const ended = await doctor();

    expect([ended.code, faultsIn(ended.out)[0]]).toEqual([1, expect.stringContaining('permission denied')]);
  });

  it('sees that nobody is logged in, or by a session that is over', async () => {
    const nobody = await (await aLaptop({ isLoggedIn: false })).doctor();
    const over = await (await aLaptop({ status: 401 })).doctor();

    expect(faultsIn(nobody.out)).toEqual([expect.stringMatching(/^Nobody is logged in at http/)]);
    expect(nobody.out).toContain('broadsheet login');
    expect(faultsIn(over.out)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('does not accept the session'),
        expect.stringContaining('does not take tokens'),
      ]),
    );
    expect([nobody.code, over.code]).toEqual([1, 1]);
  });

  it('sees that the key of tokens is gone, and makes none', async () => {
    const { data, doctor } = await aLaptop();
    rmSync(join(data, 'issuer-key.pem'));

    const ended = [await doctor(), await doctor()];

    for (const { code, out } of ended)
      expect([code, faultsIn(out)[0]]).toEqual([1, expect.stringContaining('issuer-key.pem')]);
  });

  it('names drafts that an import has left, and no others', async () => {
    const draft = { id: '1', slug: 'mine', publishedAt: null };
    const { doctor } = await aLaptop({ drafts: [draft, { ...draft, slug: 'theirs', source: '2019/theirs.md' }] });

    const ended = await doctor('--json');

    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.out).filter(({ kind }: { kind: string }) => kind === 'fault')).toEqual([
      {
        kind: 'fault',
        sentence: 'A draft was imported and never published: 2019/theirs.md (theirs).',
        remedy: expect.stringContaining('Import the same folder again'),
      },
    ]);
  });
});

describe('broadsheet doctor --stage', () => {
  it('looks at the tables, the issuer and the people of a deployed stage', async () => {
    const database = await startDynamoDb();
    onTestFinished(database.stop);
    await createTables(localClient(database.endpoint), localTables, ['newsroom', 'published']);
    const people = { editors: [{ Username: 'ines', Enabled: true, UserStatus: 'CONFIRMED' }], moderators: [] };
    const aws = createServer(async (request, response) => {
      const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
      if (service.startsWith('DynamoDB')) return forwardTo(database.endpoint)(request, response);
      if (operation === 'ListUsersInGroup') {
        const group = JSON.parse(await text(request)).GroupName as keyof typeof people;
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        return response.end(JSON.stringify({ Users: people[group] }));
      }
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(stackAt(`http://localhost:${(aws.address() as AddressInfo).port}`));
    }).listen(0, '127.0.0.1');
    await once(aws, 'listening');
    onTestFinished(() => void aws.close());

    const ended = await runBroadsheet(['doctor', '--stage', 'development'], {
      home: aFolder(),
      env: {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
      },
    });

    expect(ended.code).toBe(1);
    expect(faultsIn(ended.out)).toEqual([
      // Nobody answers as this pool's issuer here.
      expect.stringMatching(/^https:\/\/cognito-idp\.invalid\.amazonaws\.com\/\w+ does not tell its keys/),
      'Nobody is in the group moderators.',
    ]);
    expect(ended.out).toContain('broadsheet people invite EMAIL --group moderators --stage development');
    expect(ended.out).toContain('The stage sends no mail');
    expect(ended.out).toMatch(/^ok +The table Newsroom/m);
    expect(ended.out).toMatch(/^\? +What imports have left is told to editors/m);
  });

  it('knows no stage that is not there', async () => {
    const ended = await runBroadsheet(['doctor', '--stage', 'nowhere'], { home: aFolder() });

    expect(ended).toMatchObject({ code: 2, error: expect.stringContaining('There is no stage "nowhere"') });
  });
});

const stackAt = (url: string) => `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult><Stacks><member><StackName>Broadsheet-development</StackName>
    <CreationTime>2026-11-27T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>
    ${Object.entries({
      Address: url,
      PublishedTable: 'Published',
      NewsroomTable: 'Newsroom',
      Issuer: 'https://cognito-idp.invalid.amazonaws.com/invalid_AbCdEf',
    })
      .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
      .join('')}
    </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
