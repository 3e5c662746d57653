import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../../functions/routes.ts';
import { createAuthorizer } from './authorizer.ts';
import { type BucketEvents, createBucketEvents, EVENT_FOLDER, isAnnounced } from './bucketEvents.ts';
import { buildFunctions } from './buildFunctions.ts';
import { companionsOf, databaseFile, prepareDatabaseFile } from './databaseFile.ts';
import { createLocalTables, localTables } from './dynamodb.ts';
import { forwardTo, type Gate, startGate } from './gate.ts';
import { type Access, createGateway, type Invoke } from './gateway.ts';
import { loadFunctions } from './invoker.ts';
import { type LocalIssuer, openIssuer } from './issuer.ts';
import { localClient } from './localClient.ts';
import { isTaken, lockFolder } from './lockFolder.ts';
import { createMailbox, type Delivered, MAIL_DIRECTORY } from './mailbox.ts';
import { POSITION_FILE, startMailPipe } from './mailPipe.ts';
import { BROWSER_PATH, createObjectStore, LOCAL_BUCKET } from './objectStore.ts';
import { onlyOnce } from './onlyOnce.ts';
import { announce, runningServer, withdraw } from './runningServer.ts';
import { answerSecrets, KEY_FILES, LOCAL_FORM_KEY, LOCAL_HASH_KEY, LOCAL_SESSION_KEY, localKey } from './secrets.ts';
import { createSignIn, SIGN_IN_PATH, signInService } from './signIn.ts';
import { StartFailure } from './startFailure.ts';
import type { Follower } from './stream.ts';
import { type SupervisedDynamoDb, superviseDynamoDb } from './superviseDynamoDb.ts';
import { trackConnections } from './trackConnections.ts';

export interface ServerOptions {
  readonly port: number;
  /** The directory of data, keys and built functions. */
  readonly directory: string;
  /** Whether to delete all data first. */
  readonly fresh?: boolean;
  /** The endpoint of a DynamoDB to use instead of the embedded one. */
  readonly dynamodb?: string | undefined;
  /** Fills empty tables at an endpoint. */
  readonly seed: (endpoint: string) => Promise<void>;
  /** The clock by which tokens are made and judged. Default: this process's. */
  readonly tokenClock?: (() => Date) | undefined;
  readonly onAccess: (access: Access) => void;
  readonly onMail: (mail: Delivered) => void;
  readonly onFault: (error: unknown) => void;
  /** Called when the server cannot continue and should be stopped. Default: `onFault`. */
  readonly onFailure?: (error: unknown) => void;
}

export interface LocalServer {
  readonly url: string;
  /** The issuer whose tokens the server accepts. */
  readonly issuer: LocalIssuer;
  /** Finishes the responses in progress, then stops everything it started. */
  stop(): Promise<void>;
}

/** Deletes all data except the builds and the issuer's key, so that people stay logged in. */
function forgetData(directory: string): void {
  const database = databaseFile(directory);
  const others = [...KEY_FILES, POSITION_FILE, MAIL_DIRECTORY, LOCAL_BUCKET].map((name) => join(directory, name));
  for (const file of [database, ...companionsOf(database), ...others]) rmSync(file, { force: true, recursive: true });
}

/** Locks a directory, and removes the state file of a killed server. @throws StartFailure when another process has the lock. */
async function takeFolder(directory: string): Promise<() => void> {
  const unlock = lockFolder(directory);
  if (unlock) {
    withdraw(directory);
    return unlock;
  }
  const running = await runningServer(directory);
  throw new StartFailure(
    running ? `Broadsheet runs already, at ${running.url} (process ${running.pid}).` : isTaken(directory),
  );
}

/**
 * Builds the functions as the deployment does, starts DynamoDB, and serves on 127.0.0.1 as API Gateway would.
 * @throws StartFailure when the port is in use, the directory is locked, or a file in it is damaged.
 */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const { port, directory, onFault, onFailure = onFault } = options;
  const unlock = await takeFolder(directory);
  let closeServer: (() => Promise<void>) | undefined;
  let database: SupervisedDynamoDb | undefined;
  let gate: Gate<'dynamodb' | 'secrets' | 'mail' | 'objects'> | undefined;
  let mail: Follower | undefined;
  let events: BucketEvents | undefined;
  const stop = async () => {
    await closeServer?.();
    await Promise.all([mail?.stop(), events?.stop()]);
    gate?.stop();
    await database?.stop();
    withdraw(directory);
    unlock();
  };
  const { promise: invoke, resolve: ready, reject: failed } = Promise.withResolvers<Invoke>();
  // A failed start is thrown below; requests that wait for it fail by this promise, which must not count as unhandled.
  invoke.catch(() => {});

  try {
    const issuer = openIssuer(directory, options.tokenClock);
    // Sessions of the desk are made and judged by the functions' clock, also where it is moved.
    const people = openIssuer(directory);
    const objects = onlyOnce(() => {
      const secretKey = process.env.AWS_SECRET_ACCESS_KEY ?? localKey(directory, 'signing-key');
      const store = createObjectStore({
        bucket: LOCAL_BUCKET,
        directory: join(directory, LOCAL_BUCKET),
        secretKey,
        onCreated: (created) => isAnnounced(created) && events?.announce(created),
      });
      return { ...store, secretKey };
    });
    let listening = port;
    let url = '';
    const server = createGateway({
      routes: Object.values(routes),
      // Listen first, so that a port in use is reported at once. Requests wait until everything is ready, and while the
      // database restarts.
      invoke: async (...call) => {
        await database?.running();
        return (await invoke)(...call);
      },
      authorizer: createAuthorizer(issuer, options.tokenClock),
      beside: [
        { path: BROWSER_PATH, service: (...call) => objects().signed(...call) },
        {
          path: SIGN_IN_PATH,
          service: signInService(createSignIn({ issuer: people, site: () => url }), () => listening),
        },
      ],
      onAccess: options.onAccess,
      onFault,
    });
    closeServer = trackConnections(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening').catch((error) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new StartFailure(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`);
    });
    server.on('error', onFault);
    listening = (server.address() as { port: number }).port;
    url = `http://localhost:${listening}`;

    // Only once the port is ours, so that a failed start deletes nothing.
    if (options.fresh) forgetData(directory);
    const tell = () => {
      const reached = options.dynamodb ?? gate?.addresses.dynamodb;
      if (reached) announce(directory, { url, pid: process.pid, dynamodb: reached, dynamodbPid: database?.pid() });
    };
    if (!options.dynamodb) {
      database = await superviseDynamoDb(await prepareDatabaseFile(directory), {
        onEnd: (sentence) => onFault(new StartFailure(sentence)),
        onRestart: tell,
        onGivenUp: onFailure,
      });
    }
    const dynamodb = options.dynamodb ?? database?.endpoint ?? '';
    gate = await startGate({
      services: {
        dynamodb: forwardTo(dynamodb),
        secrets: answerSecrets({
          [LOCAL_HASH_KEY]: localKey(directory, 'hash-key'),
          [LOCAL_FORM_KEY]: localKey(directory, 'form-key'),
          [LOCAL_SESSION_KEY]: localKey(directory, 'session-key'),
        }),
        mail: createMailbox(directory, options.onMail),
        objects: objects().calls,
      },
      onFault,
    });
    await createLocalTables(localClient(dynamodb));
    const built = join(directory, 'functions');
    await Promise.all([buildFunctions(built), options.seed(dynamodb)]);
    const { secrets, mail: ses, objects: bucket } = gate.addresses;
    const { secretKey } = objects();
    const services = { dynamodb, secrets, ses, objects: bucket, secretKey, site: url, tables: localTables };
    const functions = loadFunctions(built, services);
    ready(functions.invoke);
    mail = startMailPipe({ directory, dynamodb, isEmbedded: database !== undefined, functions, onFault });
    events = createBucketEvents({
      bucket: LOCAL_BUCKET,
      call: (event) => functions.call('media.develop', event),
      onFault,
    });
    // What an earlier server was not done with.
    for (const created of objects().list(EVENT_FOLDER)) events.announce(created);
    tell();
    return { url, issuer, stop };
  } catch (error) {
    failed(error);
    await stop();
    throw error;
  }
}
