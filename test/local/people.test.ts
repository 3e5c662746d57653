import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** CloudFormation, which tells the stack's outputs, and the user pool: both note what they were asked. */
let aws: Server;
let issuer = '';
const asked: [operation: string, body: Record<string, unknown>][] = [];
/** Who has an invitation. */
const invited = new Set<string>();

const stackOf = (
  output: string,
) => `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult><Stacks><member><StackName>Broadsheet-production</StackName>
    <CreationTime>2026-11-27T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
    <Outputs><member><OutputKey>Issuer</OutputKey><OutputValue>${output}</OutputValue></member></Outputs>
  </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

beforeAll(async () => {
  aws = createServer(async (request, response) => {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (!operation) {
      response.writeHead(200, { 'content-type': 'text/xml' });
      return response.end(stackOf(issuer));
    }
    const wire = JSON.parse(body);
    asked.push([operation, wire]);
    const isAgain = operation === 'AdminCreateUser' && invited.has(wire.Username) && wire.MessageAction !== 'RESEND';
    if (operation === 'AdminCreateUser') invited.add(wire.Username);
    response.writeHead(isAgain ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(isAgain ? { __type: 'UsernameExistsException', message: 'There is one.' } : {}));
  });
  aws.listen(0, '127.0.0.1');
  await once(aws, 'listening');
});

afterAll(() => {
  aws.close();
  aws.closeAllConnections();
});

beforeEach(() => {
  asked.length = 0;
  invited.clear();
  issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf';
});

async function people(...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../infra/cli/broadsheet.ts'), 'people', ...args],
    {
      env: { ...process.env, AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}` },
    },
  );
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, error };
}

const IN_PRODUCTION = ['--stage', 'production'] as const;

describe('broadsheet people invite', () => {
  it('mails an invitation to a proven address, and puts who it is into the groups', async () => {
    const { code, out, error } = await people('invite', 'ines@example.org', '--group', 'editors', ...IN_PRODUCTION);

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('broadsheet login --stage production --email ines@example.org');
    const who = { UserPoolId: 'eu-central-1_AbCdEf', Username: 'ines@example.org' };
    expect(asked).toEqual([
      [
        'AdminCreateUser',
        {
          ...who,
          DesiredDeliveryMediums: ['EMAIL'],
          UserAttributes: [
            { Name: 'email', Value: 'ines@example.org' },
            { Name: 'email_verified', Value: 'true' },
          ],
        },
      ],
      ['AdminAddUserToGroup', { ...who, GroupName: 'editors' }],
    ]);
  });

  it('puts somebody who is there into another group, and mails again only when told to', async () => {
    invited.add('ines@example.org');
    const invitation = ['invite', 'ines@example.org', '--group', 'editors', '--group', 'moderators', ...IN_PRODUCTION];

    const once = await people(...invitation);
    const again = await people(...invitation, '--again');

    expect(once.out).toContain('has been invited before');
    expect(again.out).toContain('is on its way');
    expect(asked.map(([operation, { GroupName, MessageAction }]) => GroupName ?? MessageAction ?? operation)).toEqual([
      ...['AdminCreateUser', 'editors', 'moderators'],
      ...['AdminCreateUser', 'RESEND', 'editors', 'moderators'],
    ]);
  });

  it.each([
    [['invite', 'ines@example.org', ...IN_PRODUCTION], '--group must be editors or moderators.'],
    [['invite', 'ines@example.org', '--group', 'owners', ...IN_PRODUCTION], '--group must be editors or moderators.'],
    [['invite', 'ines', '--group', 'editors', ...IN_PRODUCTION], '"ines" is no email address.'],
    [['invite', 'ines@example.org', '--group', 'editors'], 'Say where: --stage NAME'],
    [['list', 'ines@example.org'], 'broadsheet people invite EMAIL'],
  ])('refuses %j', async (args, sentence) => {
    const { code, error } = await people(...args);

    expect(code).toBe(2);
    expect(error).toContain(sentence);
    expect(asked).toEqual([]);
  });

  it('invites nobody where another issuer says who somebody is', async () => {
    issuer = 'https://login.example.org';

    const { code, error } = await people('invite', 'ines@example.org', '--group', 'editors', ...IN_PRODUCTION);

    expect(code).toBe(1);
    expect(error).toContain('https://login.example.org');
    expect(asked).toEqual([]);
  });
});
