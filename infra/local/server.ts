import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { SQSBatchResponse } from 'aws-lambda';
import { routes } from '../../functions/routes.ts';
import { bundleFunctions } from '../bundling.ts';
import { matchesPattern, newMail } from '../outbox.ts';
import { createAuthorizer } from './authorizer.ts';
import {
  createLocalTables,
  type EmbeddedDynamoDb,
  localCredentials,
  localTables,
  openStreamRecords,
  startDynamoDb,
} from './dynamodb.ts';
import { forwardTo, startGate } from './gate.ts';
import { type Access, createGateway, type Invoke } from './gateway.ts';
import { type LoadedFunctions, loadFunctions, localFunctions } from './invoker.ts';
import { type LocalIssuer, openIssuer } from './issuer.ts';
import { createMailbox, type Delivered, MAIL_DIRECTORY } from './mailbox.ts';
import { createQueue } from './queue.ts';
import { answerSecrets, LOCAL_FORM_KEY, LOCAL_HASH_KEY, localKey } from './secrets.ts';
import { type Follower, followStream } from './stream.ts';

export interface ServerOptions {
  readonly port: number;
  /** Where data, keys and built functions are kept. */
  readonly directory: string;
  /** Whether to forget all data first. */
  readonly fresh?: boolean;
  /** Another DynamoDB than the embedded one. */
  readonly dynamodb?: string | undefined;
  /** Fills empty tables; told where they are. */
  readonly seed: (endpoint: string) => Promise<void>;
  readonly onAccess: (access: Access) => void;
  readonly onMail: (mail: Delivered) => void;
  readonly onFault: (error: unknown) => void;
}

export interface LocalServer {
  readonly url: string;
  /** Whose tokens it takes. */
  readonly issuer: LocalIssuer;
  /** Finishes what is being answered, then stops everything it started. */
  stop(): Promise<void>;
}

/** What a running server leaves word of, for the commands that work on its data. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** Where commands find its tables: the embedded DynamoDB behind the gate, with the secret of this start, or the other one. */
  readonly dynamodb: string;
  readonly dynamodbPid: number | undefined;
  /** Where the embedded DynamoDB itself listens. */
  readonly database?: string | undefined;
}

/** A sentence for the person at the keyboard, without a stack trace. */
export class StartFailure extends Error {}

const stateFile = (directory: string) => join(directory, 'server.json');

/** The server that runs on this directory's data, if one does. */
export async function runningServer(directory: string): Promise<RunningServer | undefined> {
  const state = lastServer(directory);
  return state && isAlive(state.pid) && (await listens(state.url)) ? state : undefined;
}

/** Whether anything does: the process id alone may be another program's by now. */
async function listens(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

function lastServer(directory: string): RunningServer | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(directory), 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const databaseFile = (directory: string) => join(directory, 'dynamodb.sqlite');

/** How far the Newsroom's stream has been read. */
const POSITION_FILE = 'stream.json';

/** Forgets everything but what was built and the key of tokens: who was logged in still is. */
function forgetData(directory: string): void {
  const database = ['dynamodb.sqlite', 'dynamodb.sqlite-shm', 'dynamodb.sqlite-wal'];
  for (const file of [...database, 'hash-key', 'form-key', POSITION_FILE, MAIL_DIRECTORY]) {
    rmSync(join(directory, file), { force: true, recursive: true });
  }
}

/** Opens the embedded DynamoDB on a directory's data, with its tables. */
export async function openDynamoDb(directory: string): Promise<EmbeddedDynamoDb> {
  mkdirSync(directory, { recursive: true });
  await stopOrphan(directory);
  const database = await startDynamoDb(databaseFile(directory));
  await createLocalTables(localClient(database.endpoint));
  return database;
}

const localConfiguration = (endpoint: string) => ({
  endpoint,
  region: localCredentials.AWS_REGION,
  credentials: {
    accessKeyId: localCredentials.AWS_ACCESS_KEY_ID,
    secretAccessKey: localCredentials.AWS_SECRET_ACCESS_KEY,
  },
});

const localClient = (endpoint: string) => new DynamoDBClient(localConfiguration(endpoint));

/** The pipe from the outbox to the queue, and the function behind it. */
function startMail(
  endpoint: string,
  functions: LoadedFunctions,
  { directory, dynamodb: elsewhere, onFault }: ServerOptions,
): Follower {
  const records = elsewhere ? undefined : openStreamRecords(databaseFile(directory));
  const queue = createQueue({
    call: async (event) => (await functions.call('mail.send', event)) as SQSBatchResponse,
    onFault,
  });
  const follower = followStream({
    client: localClient(endpoint),
    streams: new DynamoDBStreamsClient(localConfiguration(endpoint)),
    table: localTables.newsroom,
    positionFile: join(directory, POSITION_FILE),
    onRecords: (told) =>
      queue.send(told.filter((record) => matchesPattern(newMail, record)).map((record) => JSON.stringify(record))),
    onPosition: (sequenceNumber) => records?.forgetBefore(localTables.newsroom, sequenceNumber),
    onFault,
  });
  return {
    stop: async () => {
      await follower.stop();
      records?.close();
    },
  };
}

/** Ends an embedded DynamoDB whose server was killed without a chance to: two on one file would not do. */
async function stopOrphan(directory: string): Promise<void> {
  const last = lastServer(directory);
  if (!last?.dynamodbPid || !isAlive(last.dynamodbPid) || !(await listens(last.database ?? last.url))) return;
  process.kill(last.dynamodbPid);
  while (isAlive(last.dynamodbPid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * Builds the functions as the deployment does, starts DynamoDB, and serves on 127.0.0.1 as API Gateway would.
 * @throws StartFailure when the port is taken or a server runs on this data already.
 */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const { port, directory } = options;
  const running = await runningServer(directory);
  if (running) throw new StartFailure(`Broadsheet runs already, at ${running.url} (process ${running.pid}).`);

  const { promise: invoke, resolve: ready, reject: failed } = Promise.withResolvers<Invoke>();
  // A failed start is thrown below; here it only ends the waiting of whoever called meanwhile.
  invoke.catch(() => {});
  const issuer = openIssuer(directory);
  const server = createGateway({
    routes: Object.values(routes),
    // The port is taken first, so that a taken one is told at once; who calls before all is ready waits.
    invoke: async (...call) => (await invoke)(...call),
    authorizer: createAuthorizer(issuer),
    onAccess: options.onAccess,
    onFault: options.onFault,
  });
  const idle = new Set<Socket>();
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => idle.add(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new StartFailure(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`);
  });
  const { port: listening } = server.address() as { port: number };
  const url = `http://localhost:${listening}`;

  mkdirSync(directory, { recursive: true });
  await stopOrphan(directory);
  // Only now that the port is ours: a start that fails forgets nothing.
  if (options.fresh) forgetData(directory);
  const database = options.dynamodb ? undefined : await openDynamoDb(directory);
  const dynamodb = options.dynamodb ?? database?.endpoint ?? '';
  const { addresses, stop: closeGate } = await startGate({
    services: {
      dynamodb: forwardTo(dynamodb),
      secrets: answerSecrets({
        [LOCAL_HASH_KEY]: localKey(directory, 'hash-key'),
        [LOCAL_FORM_KEY]: localKey(directory, 'form-key'),
      }),
      mail: createMailbox(directory, options.onMail),
    },
    onFault: options.onFault,
  });
  let mail: Follower | undefined;
  const stopAll = async () => {
    server.close();
    // closeIdleConnections() leaves those on which nothing was asked yet, as browsers open them.
    for (const socket of idle) socket.destroy();
    await once(server, 'close');
    await mail?.stop();
    closeGate();
    await database?.stop();
    rmSync(stateFile(directory), { force: true });
  };

  try {
    if (options.dynamodb) await createLocalTables(localClient(dynamodb));
    const built = join(directory, 'functions');
    await Promise.all([bundleFunctions(built, localFunctions), options.seed(dynamodb)]);
    const services = { dynamodb, secrets: addresses.secrets, ses: addresses.mail, site: url, tables: localTables };
    const functions = await loadFunctions(built, services);
    ready(functions.invoke);
    mail = startMail(dynamodb, functions, options);
  } catch (error) {
    failed(error);
    await stopAll();
    throw error;
  }
  const state: RunningServer = {
    url,
    pid: process.pid,
    dynamodb: options.dynamodb ?? addresses.dynamodb,
    dynamodbPid: database?.process.pid,
    database: database?.endpoint,
  };
  writeFileSync(stateFile(directory), JSON.stringify(state), { mode: 0o600 });
  return { url, issuer, stop: stopAll };
}
