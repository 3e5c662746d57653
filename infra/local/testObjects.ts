import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../functions/shared/instant.ts';
import type { Objects } from '../../functions/shared/objects/objects.ts';
import { isAnnounced } from './bucketEvents.ts';
import { localCredentials } from './dynamodb.ts';
import { BROWSER_PATH, type CreatedObject, createObjectStore, LOCAL_BUCKET, type ObjectStore } from './objectStore.ts';
import { onlyOnce } from './onlyOnce.ts';

export interface TestObjectsOptions {
  readonly clock: Clock;
  /** Wraps the client of the objects. */
  readonly wrapClient?: ((client: S3Client) => S3Client) | undefined;
}

export interface TestObjects {
  readonly objects: Objects;
  /** The objects whose events have not been taken, oldest first. */
  readonly created: CreatedObject[];
  stop(): Promise<void>;
}

/** A bucket in a temporary directory behind the real SDK, which begins at its first call: most tests need none. */
export function createTestObjects({ clock, wrapClient = (client) => client }: TestObjectsOptions): TestObjects {
  const created: CreatedObject[] = [];
  let close = () => {};

  const open = onlyOnce(async (): Promise<Objects> => {
    const directory = mkdtempSync(join(tmpdir(), 'broadsheet-objects-'));
    const {
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_REGION: region,
    } = localCredentials;
    const store = createObjectStore({
      bucket: LOCAL_BUCKET,
      directory,
      secretKey: secretAccessKey,
      clock,
      onCreated: (each) => isAnnounced(each) && created.push(each),
    });
    const server = serve(store).listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    close = () => {
      server.close();
      server.closeAllConnections();
      rmSync(directory, { recursive: true });
    };
    const { createObjectsClient } = await import('../../functions/shared/objects/client.ts');
    const { createObjects } = await import('../../functions/shared/objects/objects.ts');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const clientAt = (path: string) =>
      createObjectsClient({ endpoint: `${origin}${path}`, region, credentials: { accessKeyId, secretAccessKey } });
    return createObjects({
      client: wrapClient(clientAt(FUNCTIONS_PATH)),
      signer: clientAt(BROWSER_PATH),
      name: LOCAL_BUCKET,
    });
  });

  return {
    objects: {
      put: async (...call) => (await open()).put(...call),
      get: async (...call) => (await open()).get(...call),
      head: async (...call) => (await open()).head(...call),
      copy: async (...call) => (await open()).copy(...call),
      delete: async (...call) => (await open()).delete(...call),
      list: async (...call) => (await open()).list(...call),
      presignUpload: async (...call) => (await open()).presignUpload(...call),
      presignDownload: async (...call) => (await open()).presignDownload(...call),
    },
    created,
    stop: async () => close(),
  };
}

/** In place of the gate's secret and service. */
const FUNCTIONS_PATH = '/functions/objects';

const serve = ({ calls, signed }: Pick<ObjectStore, 'calls' | 'signed'>) =>
  createServer(async (request, response) => {
    const service = request.url?.startsWith(`${BROWSER_PATH}/`) ? signed : calls;
    await service(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
