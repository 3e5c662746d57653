import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyAt } from '../../infra/commands/keyAt.ts';

/** Secrets Manager and the user pools. */
let aws: Server;

beforeAll(async () => {
  aws = createServer(async (request, response) => {
    const { SecretId, UserPoolId, ClientId } = JSON.parse(await text(request));
    const UserPoolClient = ClientId === 'open' ? {} : { ClientSecret: `of ${ClientId} in ${UserPoolId}` };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(SecretId ? { Name: SecretId, SecretString: `in ${SecretId}` } : { UserPoolClient }));
  });
  aws.listen(0, '127.0.0.1');
  await once(aws, 'listening');
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
});

afterAll(() => {
  delete process.env.AWS_ENDPOINT_URL;
  aws.close();
  aws.closeAllConnections();
});

describe('the key of a deployed stage', () => {
  it.each([
    ['arn:aws:secretsmanager:eu-central-1:111122223333:secret:HashKey-AbCdEf', 'in a secret'],
    ['broadsheet/hash-key', 'in a secret that somebody else has named'],
  ])('at %s is %s', async (address) => {
    expect(await keyAt(address)()).toBe(`in ${address}`);
  });

  it('is that of a client, where the stack keeps its keys in the user pool', async () => {
    expect(await keyAt('ap-southeast-2_AbCdEf/7client')()).toBe('of 7client in ap-southeast-2_AbCdEf');
  });

  it('is missed in a client that has no secret', async () => {
    await expect(keyAt('eu-central-1_AbCdEf/open')()).rejects.toThrow(
      'The client open of the user pool has no secret.',
    );
  });
});
