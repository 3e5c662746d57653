import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { originKeys, throughCdnOnly, viewerAddress } from '../../functions/shared/api/origin.ts';
import type { Response } from '../../functions/shared/api/response.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { toContext, toEvent } from '../../infra/local/event.ts';

const GATEWAY_CALLER = '130.176.0.1';

function anEvent(headers: Readonly<Record<string, string>> = {}): APIGatewayProxyEventV2 {
  return toEvent(
    {
      method: 'GET',
      target: '/v1/articles',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      body: Buffer.alloc(0),
      sourceIp: GATEWAY_CALLER,
    },
    { routeKey: '$default', route: {} as never, pathParameters: {} },
  );
}

/** What a function sees of a request that the middleware lets through. */
function through(keys: readonly string[] | undefined, headers: Readonly<Record<string, string>>) {
  let seen: APIGatewayProxyEventV2 | undefined;
  const handler = middy<APIGatewayProxyEventV2, Response>()
    .use(throughCdnOnly(keys))
    .handler(async (event) => {
      seen = event;
      return { statusCode: 200, headers: {} };
    });
  return handler(anEvent(headers), toContext('articles.read', 'test', 1_000)).then(() => seen);
}

describe('a function behind the CDN', () => {
  it('answers what came through it, sees the reader’s address, and does not see the key', async () => {
    const seen = await through(['first'], {
      'x-origin-key': 'first',
      'cloudfront-viewer-address': '198.51.100.10:46532',
    });

    expect(seen?.requestContext.http.sourceIp).toBe('198.51.100.10');
    expect(seen?.headers).not.toHaveProperty('x-origin-key');
  });

  it.each(['first', 'second'])('takes either key while one takes over from the other: %s', async (key) => {
    expect(await through(['first', 'second'], { 'x-origin-key': key })).toBeDefined();
  });

  it.each<[string, Record<string, string>]>([
    ['no key', {}],
    ['an empty key', { 'x-origin-key': '' }],
    ['another key', { 'x-origin-key': 'second' }],
    ['all keys at once', { 'x-origin-key': 'first,third' }],
    ['a beginning of the key', { 'x-origin-key': 'firs' }],
    ['an address in place of a key', { 'cloudfront-viewer-address': '198.51.100.10:46532' }],
  ])('refuses %s', async (_, headers) => {
    const refused = await through(['first', 'third'], headers).catch((error) => error);

    expect(refused).toBeInstanceOf(Failure);
    expect(refused).toMatchObject({ code: 'forbidden' });
    expect(refused.message).not.toMatch(/first|third/);
  });
});

describe('a function without a CDN', () => {
  it('answers everybody, and believes no header of who they are', async () => {
    const seen = await through([], {
      'x-origin-key': 'anything',
      'cloudfront-viewer-address': '198.51.100.10:46532',
      'x-forwarded-for': '198.51.100.11',
    });

    expect(seen?.requestContext.http.sourceIp).toBe(GATEWAY_CALLER);
  });

  it('has no keys while nothing is said of any', () => {
    expect(originKeys()).toEqual([]);
  });
});

describe('the address of who asks', () => {
  it.each([
    ['198.51.100.10:46532', '198.51.100.10'],
    ['2001:db8::8a2e:370:7334:46532', '2001:db8::8a2e:370:7334'],
    ['[2001:db8::1]:443', '2001:db8::1'],
  ])('is what CloudFront says, without the port: %s', (header, address) => {
    expect(viewerAddress(anEvent({ 'cloudfront-viewer-address': header }), true)).toBe(address);
  });

  it.each(['', 'nobody', '198.51.100.10', '198.51.100.300:80', '198.51.100.10:80, 198.51.100.11:80'])(
    'is the gateway’s caller when CloudFront says nothing that is one: %j',
    (header) => {
      expect(viewerAddress(anEvent({ 'cloudfront-viewer-address': header }), true)).toBe(GATEWAY_CALLER);
    },
  );

  it('never is what X-Forwarded-For or an unproven header says', () => {
    const event = anEvent({ 'x-forwarded-for': '198.51.100.11', 'cloudfront-viewer-address': '198.51.100.10:1' });

    expect(viewerAddress(event, false)).toBe(GATEWAY_CALLER);
  });
});
