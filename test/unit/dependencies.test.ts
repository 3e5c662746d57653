import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailItem } from '../../functions/mail/schema.ts';
import { createSesClient, createTransport } from '../../functions/mail/transport.ts';
import { isTransient } from '../../functions/shared/isTransient.ts';
import { rememberedSecret } from '../../functions/shared/keyedHash.ts';
import { type FaultProxy, losses, refusals, startFaultProxy } from '../support/faultProxy.ts';

/*
 * What the network does to the services beside DynamoDB, between the clients that functions have and a service that is well.
 */

let service: Server;
let proxy: FaultProxy;
const names = ['AWS_ENDPOINT_URL_SECRETS_MANAGER', 'AWS_ENDPOINT_URL_SESV2'] as const;

beforeAll(async () => {
  service = createServer((request, response) => {
    const isMail = request.url?.startsWith('/v2/email');
    const type = isMail ? 'application/json' : 'application/x-amz-json-1.1';
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': type });
      response.end(JSON.stringify(isMail ? { MessageId: '1' } : { Name: 'key', SecretString: 'a secret' }));
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  proxy = await startFaultProxy(`http://127.0.0.1:${(service.address() as AddressInfo).port}`);
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
});

afterAll(() => {
  for (const name of names) delete process.env[name];
  proxy.close();
  service.close();
});

afterEach(() => {
  proxy.always = undefined;
});

describe('a secret', () => {
  it.each(Object.entries({ ...refusals, ...losses }))('cannot be read for now because of %s', async (_what, fault) => {
    const secret = rememberedSecret('key');
    proxy.always = fault;
    const error = await secret().catch((thrown) => thrown);
    proxy.always = undefined;

    expect(isTransient(error)).toBe(true);
    expect(await secret()).toBe('a secret');
  });
});

describe('a mail', () => {
  const mail = { to: 'wren@example.org', subject: 'A reply', text: 'Hello.' } as unknown as MailItem;

  it.each(Object.entries(refusals))('goes back to the queue, and is not given up, after %s', async (_what, fault) => {
    const transport = createTransport(createSesClient(), 'paper@example.org');
    proxy.always = fault;
    const sending = transport.send(mail);

    await expect(sending).rejects.toSatisfy(isTransient);
    proxy.always = undefined;
    expect(await transport.send(mail)).toBeUndefined();
  });
});
