import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPublication } from '../../functions/newsroom/publication.ts';
import { routes } from '../../functions/routes.ts';
import { routeKeys } from '../../functions/shared/api/route.ts';
import { createClient } from '../../functions/shared/data/client.ts';
import { createTables, localCredentials } from '../../infra/local/dynamodb.ts';
import { toEvent } from '../../infra/local/event.ts';
import { type SecretsEndpoint, startSecrets } from '../../infra/local/secrets.ts';
import { anArticle, aSubmission } from '../support/builders.ts';
import { type Resource, synthesize } from './synthesize.ts';

/** What each route is called with, and how it must answer. */
const calls: Readonly<Record<string, { target: string; status: number; body?: object }>> = {
  'GET /v1/articles/{slug}': { target: '/v1/articles/ferry', status: 200 },
  'GET /v1/articles': { target: '/v1/articles', status: 200 },
  'GET /v1/sections/{section}/articles': { target: '/v1/sections/abroad/articles', status: 200 },
  'GET /v1/tags/{tag}/articles': { target: '/v1/tags/harbour/articles', status: 200 },
  'GET /v1/authors/{author}/articles': { target: '/v1/authors/ines-calder/articles', status: 200 },
  'GET /v1/sections': { target: '/v1/sections', status: 200 },
  'GET /v1/sections/{section}': { target: '/v1/sections/abroad', status: 200 },
  'GET /v1/articles/{slug}/comments': { target: '/v1/articles/ferry/comments', status: 200 },
  'POST /v1/articles/{slug}/comments': { target: '/v1/articles/ferry/comments', status: 202, body: aSubmission() },
  'GET /v1/health': { target: '/v1/health', status: 200 },
  'GET /openapi.json': { target: '/openapi.json', status: 200 },
  $default: { target: '/nowhere', status: 404 },
};

const names = { published: 'Assets-Published', newsroom: 'Assets-Newsroom' };
const { ofType, app } = synthesize('production');
const assembly = app.synth();
let secrets: SecretsEndpoint;

beforeAll(async () => {
  await createTables(new DynamoDBClient({}), names);
  const publication = createPublication(createClient(), names.published);
  await publication.putSection({ name: 'abroad', title: 'Abroad', description: '', position: 1 });
  await publication.publish(anArticle({ slug: 'ferry' }), undefined);
  secrets = await startSecrets({ 'the-secret': 'a key for tests' });
});

afterAll(() => secrets.stop());

/** The template's environment of a function, with CloudFormation's references resolved to this machine's. */
function environmentOf(fn: Resource): Record<string, string> {
  const variables: [string, string | { Ref: string }][] = Object.entries(fn.Properties.Environment?.Variables ?? {});
  const resolve = (reference: string) => {
    if (reference.includes('Published')) return names.published;
    if (reference.includes('Newsroom')) return names.newsroom;
    return 'the-secret';
  };
  return Object.fromEntries(
    variables.map(([name, value]) => [name, typeof value === 'string' ? value : resolve(value.Ref)]),
  );
}

/** Loads an asset in a fresh process that knows only the function's own environment, and calls its handler. */
async function invoke(fn: Resource, event: object): Promise<{ statusCode: number; body: string }> {
  const hash = fn.Properties.Code.S3Key.replace('.zip', '');
  const asset = readdirSync(assembly.directory).find((name) => name.startsWith(`asset.${hash}`)) ?? '';
  const file = join(assembly.directory, asset, 'index.mjs');
  const script = `
    const { handler } = await import(${JSON.stringify(file)});
    const answer = await handler(${JSON.stringify(event)}, { awsRequestId: 'test' });
    process.stdout.write('\\nANSWER' + JSON.stringify(answer));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      ...localCredentials,
      AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodb'),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      ...environmentOf(fn),
    },
  });
  return JSON.parse(stdout.slice(stdout.indexOf('ANSWER') + 6));
}

describe('the built assets, loaded with the environment of the template', () => {
  it.each(Object.entries(routes).flatMap(([, route]) => routeKeys(route)))('%s answers', async (routeKey) => {
    const route = Object.values(routes).find((each) => routeKeys(each).includes(routeKey));
    const call = calls[routeKey.replace('HEAD', 'GET')];
    const [, gatewayRoute] =
      ofType('AWS::ApiGatewayV2::Route').find(([, each]) => each.Properties.RouteKey === routeKey) ?? [];
    const [, integration] =
      ofType('AWS::ApiGatewayV2::Integration').find(
        ([id]) => id === gatewayRoute?.Properties.Target['Fn::Join'][1][1].Ref,
      ) ?? [];
    const [, fn] =
      ofType('AWS::Lambda::Function').find(([id]) => id === integration?.Properties.IntegrationUri['Fn::GetAtt'][0]) ??
      [];
    if (!route || !call || !fn) throw new Error(`Nothing is known of ${routeKey}`);
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const template = route.path.split('/');
    const given = call.target.split('/');
    const event = toEvent(
      {
        method: routeKey === '$default' ? 'GET' : (routeKey.split(' ')[0] ?? ''),
        target: call.target,
        headers: call.body ? { 'content-type': ['application/json'] } : {},
        body: Buffer.from(call.body ? JSON.stringify(call.body) : ''),
        sourceIp: '203.0.113.7',
      },
      {
        routeKey,
        route,
        pathParameters: Object.fromEntries(names.map((name) => [name, given[template.indexOf(`{${name}}`)] ?? ''])),
      },
    );

    const answer = await invoke(fn, event);

    expect(answer.statusCode).toBe(call.status);
  });
});
