import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { recordKey } from '../../functions/media/keys.ts';
import { MOST_SENT } from '../../functions/media/readFile.ts';
import { createObjectsClient } from '../../functions/shared/objects/client.ts';
import { createObjects } from '../../functions/shared/objects/objects.ts';
import { localTables } from '../../infra/local/dynamodb.ts';
import { localClient } from '../../infra/local/localClient.ts';
import { BROWSER_PATH, createObjectStore, LOCAL_BUCKET } from '../../infra/local/objectStore.ts';
import { anEmptyPaper, keepSeeds, start } from '../support/localServer.ts';
import { aFile, aRecord, putRecord } from '../support/media.ts';

// Processes of their own start within a second, and far later on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const soon = { timeout: 20_000, interval: 50 };
const file = aFile('no picture at all');
const key = `incoming/${file.id}`;

keepSeeds();

type Server = Awaited<ReturnType<typeof start>>;

const tablesOf = (server: Server) => ({
  client: DynamoDBDocumentClient.from(localClient(server.state().dynamodb)),
  tables: localTables,
});

/** What became of the upload. */
const outcome = (server: Server) =>
  vi.waitFor(async () => {
    const { client, tables } = tablesOf(server);
    const { Item } = await client.send(new GetCommand({ TableName: tables.newsroom, Key: recordKey(file.id) }));
    expect(Item?.state).toBe('failed');
    return Item?.fault;
  }, soon);

/** The store of a data directory, as the server that works on it has it. */
const storeOf = (data: string) => {
  const secretKey = readFileSync(join(data, 'signing-key'), 'utf8');
  return { secretKey, ...createObjectStore({ bucket: LOCAL_BUCKET, directory: join(data, LOCAL_BUCKET), secretKey }) };
};

/** Signs as the server's functions do. */
const objectsOf = (server: Server) =>
  createObjects({
    client: createObjectsClient({
      endpoint: `http://localhost:${server.port()}${BROWSER_PATH}`,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: storeOf(server.data).secretKey },
    }),
    name: LOCAL_BUCKET,
  });

/** The objects of a data directory, without its server. */
async function objectsIn(data: string) {
  const { calls } = storeOf(data);
  const beside = createServer((request, response) => void calls(request, response)).listen(0, '127.0.0.1');
  await once(beside, 'listening');
  onTestFinished(() => {
    beside.close();
    beside.closeAllConnections();
  });
  const { port } = beside.address() as AddressInfo;
  return createObjects({
    client: createObjectsClient({ endpoint: `http://127.0.0.1:${port}/beside/objects`, region: 'local' }),
    name: LOCAL_BUCKET,
  });
}

async function post(server: Server, changes: Record<string, string> = {}) {
  const limits = { mediaType: 'image/jpeg', bytes: file.bytes.length, sha256: file.sha256 };
  const { url, fields } = await objectsOf(server).presignUpload(key, limits, new Date());
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(file.bytes)]));
  return fetch(url, { method: 'POST', body: form, headers: { origin: `http://localhost:${server.port()}` } });
}

describe('the media library on a laptop', () => {
  it('takes what a browser uploads to the paper’s own address, and has it developed', async () => {
    const server = await start({ data: await anEmptyPaper() });
    await putRecord(tablesOf(server), aRecord(file));

    const forged = await post(server, { 'X-Amz-Signature': '0'.repeat(64) });
    const taken = await post(server);

    expect([forged.status, taken.status]).toEqual([403, 204]);
    expect(await outcome(server)).toBe('unknownKind');
    await vi.waitFor(() => expect(storeOf(server.data).list('incoming')).toEqual([]), soon);
    expect(server.log().join('\n')).toMatch(/204 {2}\d+\.\d ms {2}POST \/\.objects\/media/);
    expect(server.errors()).toBe('');
  });

  it('develops after a kill what was uploaded before it, and forgets files with --fresh', async () => {
    const data = await anEmptyPaper();
    const killed = await start({ data });
    await putRecord(tablesOf(killed), aRecord(file));
    killed.child.kill('SIGKILL');
    await killed.exitCode;
    await (await objectsIn(data)).put(key, file.bytes, { mediaType: 'image/jpeg' });

    const server = await start({ data });
    expect(await outcome(server)).toBe('unknownKind');
    server.child.kill('SIGTERM');
    await server.exitCode;
    expect(existsSync(join(data, LOCAL_BUCKET))).toBe(true);

    await start({ data, args: ['--fresh'] });
    expect(existsSync(join(data, LOCAL_BUCKET))).toBe(false);
  });

  it('serves files, and large ones by a signed address of the paper', async () => {
    const server = await start({ data: await anEmptyPaper() });
    const objects = await objectsIn(server.data);
    await objects.put(`media/${file.id}/640.avif`, file.bytes, { mediaType: 'image/avif' });
    await objects.put(`media/${file.id}/long.mp3`, Buffer.alloc(MOST_SENT + 1, 7), { mediaType: 'audio/mpeg' });
    const at = `http://localhost:${server.port()}/media/${file.id}`;

    const small = await fetch(`${at}/640.avif`);
    const large = await fetch(`${at}/long.mp3`);

    expect([small.status, small.headers.get('content-type'), await small.text()]).toEqual([
      200,
      'image/avif',
      'no picture at all',
    ]);
    expect([large.status, large.redirected, (await large.arrayBuffer()).byteLength]).toEqual([
      200,
      true,
      MOST_SENT + 1,
    ]);
    expect(large.url).toMatch(new RegExp(`^http://localhost:${server.port()}/\\.objects/media/media/`));
  });
});
