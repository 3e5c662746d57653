import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { articleRoutes } from '../../functions/articles/routes.ts';
import {
  COOKIES,
  commenterCookie,
  ownCommentCookie,
  rememberedCookie,
} from '../../functions/comments/submitting/cookies.ts';
import { DESK_COOKIES } from '../../functions/desk/session/cookies.ts';
import { routes } from '../../functions/routes.ts';
import { ORIGIN_KEY_SEPARATOR } from '../../functions/shared/api/origin.ts';
import { needsToken } from '../../functions/shared/api/route.ts';
import { guardedPaths, publicQueries } from '../../infra/constructs/Cdn.ts';
import { functions, functionsOf } from '../../infra/functions.ts';
import { stageNamed, stages } from '../../infra/stages.ts';
import { everything, type Resource, synthesize, synthesizeStage } from './synthesize.ts';

const production = synthesize('production');
const all = synthesizeStage(everything);

const distributionOf = ({ ofType }: typeof production) => {
  const [[id, { Properties }] = ['', { Properties: {} }]] = ofType('AWS::CloudFront::Distribution');
  return { id, config: Properties.DistributionConfig };
};

const policyOf = (type: 'CachePolicy' | 'OriginRequestPolicy', id: string) =>
  production.resources[id]?.Properties[`${type}Config`];

/** A behaviour of the distribution. */
interface Behavior {
  readonly PathPattern: string;
  readonly TargetOriginId: string;
  readonly ResponseHeadersPolicyId: { readonly Ref: string };
}

/** The behaviours of the newsroom's and moderators' paths. */
const guardedOf = (config: { readonly CacheBehaviors: readonly Behavior[] }) =>
  config.CacheBehaviors.filter(
    ({ PathPattern }) => !['/media/*', '/desk', '/desk/*'].includes(PathPattern),
  ) as Resource['Properties'][];

/** What a function is told, by its name. */
const environments = ({ ofType }: typeof production) =>
  new Map(
    ofType('AWS::Lambda::Function').map(([, { Properties }]) => [
      Properties.Description,
      Properties.Environment?.Variables ?? {},
    ]),
  );

/** A text of a template, with what only CloudFormation knows as it stands there. */
const textOf = (value: string | { readonly 'Fn::Join': [string, unknown[]] }): string =>
  typeof value === 'string'
    ? value
    : value['Fn::Join'][1].map((part) => (String(part) === part ? part : JSON.stringify(part))).join('');

describe('CloudFront in front', () => {
  it('has the gateway as the origin of everything but files, over TLS 1.2, and shows it a key that stands in no template', () => {
    const { config } = distributionOf(production);
    const [[api] = []] = production.ofType('AWS::ApiGatewayV2::Api');

    expect(config.Origins).toHaveLength(2);
    expect(config.Origins[0]).toMatchObject({
      DomainName: { 'Fn::Join': ['', [{ Ref: api }, '.execute-api.', { Ref: 'AWS::Region' }, '.', expect.anything()]] },
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
    const [{ HeaderName, HeaderValue }] = config.Origins[0].OriginCustomHeaders;
    expect(HeaderName).toBe('x-origin-key');
    expect(JSON.stringify(HeaderValue)).toMatch(
      /\{\{resolve:secretsmanager:.*"CdnOriginKey1\w+".*:SecretString:::\}\}/,
    );
  });

  it('tells the very same key to every function that routes lead to, and to no other', () => {
    const { config } = distributionOf(production);
    const [{ HeaderValue }] = config.Origins[0].OriginCustomHeaders;
    const told = environments(production);

    for (const name of functionsOf(stages.production)) {
      const { ORIGIN_KEYS } = told.get(`Broadsheet: ${functions[name].description}`);
      expect([name, ORIGIN_KEYS]).toEqual([name, functions[name].calledBy ? undefined : HeaderValue]);
    }
  });

  it('lets a new key take over: sends the first that the stage names, while functions take both in any order', () => {
    const keysOf = (originKeys: [number, ...number[]]) => {
      const stack = synthesizeStage({ ...stageNamed('production'), cdn: { originKeys } });
      const told = environments(stack).get(`Broadsheet: ${functions['articles.read'].description}`);
      const [{ HeaderValue }] = distributionOf(stack).config.Origins[0].OriginCustomHeaders;
      return { sent: JSON.stringify(HeaderValue), good: JSON.stringify(told.ORIGIN_KEYS) };
    };

    const before = keysOf([1, 2]);
    const after = keysOf([2, 1]);

    expect(before.sent).toContain('CdnOriginKey1');
    expect(after.sent).toContain('CdnOriginKey2');
    expect(before.good).toMatch(/CdnOriginKey1.* .*CdnOriginKey2/);
    expect(after.good).toBe(before.good);
  });

  it('keeps an answer as its Cache-Control says, by path and the query parameters of public routes alone', () => {
    const { config } = distributionOf(production);
    const policy = policyOf('CachePolicy', config.DefaultCacheBehavior.CachePolicyId.Ref);

    expect(policy).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: publicQueries(routes) },
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
      },
    });
    expect(publicQueries(routes)).toEqual(expect.arrayContaining(['cursor', 'from', 'limit', 'order', 'to']));
    expect(publicQueries(routes)).not.toContain('state');
  });

  it('forwards no header that could make one reader’s answer another’s', () => {
    const { config } = distributionOf(production);
    const policy = policyOf('OriginRequestPolicy', config.DefaultCacheBehavior.OriginRequestPolicyId.Ref);

    expect(policy.HeadersConfig.HeaderBehavior).toBe('whitelist');
    expect(policy.HeadersConfig.Headers).toContain('cloudfront-viewer-address');
    expect(policy.HeadersConfig.Headers).toContain('idempotency-key');
    // Two documents of AWS disagree whether it is sent anyway.
    expect(policy.HeadersConfig.Headers).toContain('content-type');
    // By them a function knows a form of another site; the cache policy above has no header in its key.
    expect(policy.HeadersConfig.Headers).toEqual(expect.arrayContaining(['origin', 'sec-fetch-site']));
    expect(policy.HeadersConfig.Headers.join()).not.toMatch(/\bhost\b|accept(,|$)|x-forwarded|authorization/);
    // CloudFront takes ten in a policy.
    expect(policy.HeadersConfig.Headers.length).toBeLessThanOrEqual(10);
    expect(policy.QueryStringsConfig.QueryStringBehavior).toBe('none');
  });

  it('forwards the cookies that functions read, and none of the domain’s other services', () => {
    const { config } = distributionOf(production);
    const cookiesOf = (behavior: { OriginRequestPolicyId: { Ref: string } }) =>
      policyOf('OriginRequestPolicy', behavior.OriginRequestPolicyId.Ref).CookiesConfig;

    expect(cookiesOf(config.DefaultCacheBehavior)).toEqual({ CookieBehavior: 'whitelist', Cookies: [...COOKIES] });
    expect(guardedOf(config).map(cookiesOf)).toContainEqual({ CookieBehavior: 'none' });
    const set = [
      commenterCookie('token', 'https://site.example'),
      ownCommentCookie('id', 'token', 'https://site.example'),
      rememberedCookie(undefined, 'https://site.example'),
    ];
    expect(set.map((cookie) => cookie.split('=', 1)[0]).toSorted()).toEqual([...COOKIES].toSorted());
  });

  it('keeps and compresses nothing of the newsroom, and forwards its tokens', () => {
    const { config } = distributionOf(production);
    const [behavior] = config.CacheBehaviors;
    const policy = policyOf('OriginRequestPolicy', behavior.OriginRequestPolicyId.Ref);

    expect(config.CacheBehaviors.map(({ PathPattern }: Behavior) => PathPattern)).toEqual([
      ...guardedPaths(routes),
      '/media/*',
      '/desk',
      '/desk/*',
    ]);
    expect(behavior).toMatchObject({
      // The managed policy CachingDisabled.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      Compress: false,
    });
    expect(policy.HeadersConfig).toEqual({
      HeaderBehavior: 'allExcept',
      Headers: ['host', 'cloudfront-viewer-address'],
    });
  });

  it('keeps nothing of the desk, and forwards its cookies and where its forms come from', () => {
    const { config } = distributionOf(production);
    const ofDesk = config.CacheBehaviors.filter(({ PathPattern }: Behavior) => PathPattern.startsWith('/desk'));

    expect(ofDesk).toHaveLength(2);
    for (const behavior of ofDesk) {
      const policy = policyOf('OriginRequestPolicy', behavior.OriginRequestPolicyId.Ref);
      expect(behavior.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
      expect(policy.CookiesConfig).toEqual({ CookieBehavior: 'whitelist', Cookies: [...DESK_COOKIES] });
      expect(policy.HeadersConfig.Headers).toEqual(
        expect.arrayContaining(['origin', 'sec-fetch-site', 'content-type']),
      );
      expect(policy.QueryStringsConfig).toEqual({ QueryStringBehavior: 'all' });
    }
  });

  it('takes every method but for files, over HTTPS, by HTTP/2 and 3', () => {
    const { config } = distributionOf(production);

    expect(config.HttpVersion).toBe('http2and3');
    for (const behavior of [config.DefaultCacheBehavior, ...guardedOf(config)]) {
      expect(behavior.ViewerProtocolPolicy).toBe('redirect-to-https');
      expect(behavior.AllowedMethods).toEqual(
        expect.arrayContaining(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
      );
    }
  });

  it('leaves answers of faults as they are, and forgets them at once', () => {
    const { config } = distributionOf(production);

    expect(config.CustomErrorResponses.map(({ ErrorCode }: { ErrorCode: number }) => ErrorCode)).toEqual([
      404, 500, 502, 503, 504,
    ]);
    for (const response of config.CustomErrorResponses) {
      expect(Object.keys(response).toSorted()).toEqual(['ErrorCachingMinTTL', 'ErrorCode']);
      expect(response.ErrorCachingMinTTL).toBe(0);
    }
  });

  it('adds security headers to every answer, and leaves a page’s own policies alone', () => {
    const policies = production
      .ofType('AWS::CloudFront::ResponseHeadersPolicy')
      .map(([, { Properties }]) => Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig);

    // Among them no Content-Security-Policy: what a page may load, the function that writes it says.
    expect(policies).toHaveLength(2);
    expect(policies[0]).toEqual({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: false, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
      ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
    });
  });

  it('has the bucket answer for files: without query or cookies, in a sandbox, never compressed again', () => {
    const { id, config } = distributionOf(production);
    const behavior: Behavior = config.CacheBehaviors.find(({ PathPattern }: Behavior) => PathPattern === '/media/*');
    const origin = config.Origins.find(({ Id }: { Id: string }) => Id === behavior.TargetOriginId);
    const [[bucket] = []] = production.ofType('AWS::S3::Bucket');
    const headers = production.resources[behavior.ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig;
    const access = production.resources[origin.OriginAccessControlId['Fn::GetAtt'][0]]?.Properties;

    expect(origin.DomainName).toEqual({ 'Fn::GetAtt': [bucket, 'RegionalDomainName'] });
    expect(access.OriginAccessControlConfig).toMatchObject({ SigningBehavior: 'always', SigningProtocol: 'sigv4' });
    expect(behavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD'],
      // The managed policy CachingOptimized.
      CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      Compress: false,
      ViewerProtocolPolicy: 'redirect-to-https',
    });
    expect(behavior).not.toHaveProperty('OriginRequestPolicyId');
    expect(headers.SecurityHeadersConfig).toEqual({
      ContentSecurityPolicy: { ContentSecurityPolicy: "sandbox; default-src 'none'", Override: true },
      ContentTypeOptions: { Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: false, Override: true },
    });
    const [[, policy] = []] = production.ofType('AWS::S3::BucketPolicy');
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: Resource['Properties']) => Effect === 'Allow',
    );
    expect(allowed).toEqual(
      [
        ['s3:GetObject', { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/media/*']] }],
        ['s3:ListBucket', { 'Fn::GetAtt': [bucket, 'Arn'] }],
      ].map(([Action, on]) => ({
        Effect: 'Allow',
        Action,
        Resource: on,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: {
          StringEquals: {
            'AWS:SourceArn': { 'Fn::Join': expect.arrayContaining([expect.arrayContaining([{ Ref: id }])]) },
          },
        },
      })),
    );
  });

  it('asks HTTPS of what is below the site’s name only where a stage says so', () => {
    const [[, { Properties }] = ['', { Properties: {} }]] = all.ofType('AWS::CloudFront::ResponseHeadersPolicy');

    expect(Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity).toMatchObject({
      IncludeSubdomains: true,
    });
  });

  it('joins its keys by what no generated key has in it', () => {
    const generators = all
      .ofType('AWS::SecretsManager::Secret')
      .flatMap(([id, { Properties }]) => (id.includes('OriginKey') ? [Properties.GenerateSecretString] : []));

    expect(generators).toHaveLength(2);
    for (const generator of generators)
      expect(generator).toMatchObject({ IncludeSpace: false, ExcludePunctuation: true });
    expect(ORIGIN_KEY_SEPARATOR).toBe(' ');
  });

  it('is told of changes of articles, and gives up on what cannot be told', () => {
    const { id } = distributionOf(production);
    const [[table] = []] = production
      .ofType('AWS::DynamoDB::GlobalTable')
      .filter(([each]) => each.includes('Published'));
    const mappings = production.ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    const patterns = mappings[0].FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));

    expect(mappings).toMatchObject([
      {
        EventSourceArn: { 'Fn::GetAtt': [table, 'StreamArn'] },
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
        MaximumRecordAgeInSeconds: 60,
        MaximumBatchingWindowInSeconds: 3,
      },
    ]);
    expect(patterns).toEqual([
      { dynamodb: { NewImage: { type: { S: ['article', 'edition'] } } } },
      { eventName: ['REMOVE'], dynamodb: { OldImage: { type: { S: ['article', 'edition'] } } } },
    ]);
    expect(environments(production).get(`Broadsheet: ${functions['cdn.invalidate'].description}`)).toMatchObject({
      DISTRIBUTION_ID: { Ref: id },
    });
  });

  it('is the address that the stack prints', () => {
    const { id } = distributionOf(production);

    expect(production.template.toJSON().Outputs.Address.Value).toEqual({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [id, 'DomainName'] }, '/']],
    });
  });

  it('is told to every function, for any of them may have to write an address that leaves the site', () => {
    for (const stack of [synthesize('development'), production, all]) {
      const address = textOf(stack.template.toJSON().Outputs.Address.Value);

      const told = [...environments(stack)].map(([name, { SITE_ORIGIN }]) => [name, `${textOf(SITE_ORIGIN)}/`]);

      expect(told).not.toEqual([]);
      expect(told).toEqual(told.map(([name]) => [name, address]));
    }
  });

  it('has the site’s own name where the stage has one, with its certificate and records', () => {
    const { config } = distributionOf(all);

    expect(config.Aliases).toEqual(['paper.example.org']);
    expect(config.ViewerCertificate).toMatchObject({
      AcmCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/one',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    expect(all.template.toJSON().Outputs.Address.Value).toBe('https://paper.example.org/');
    const records = all.ofType('AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
    expect(records.map(({ Name, Type, HostedZoneId }) => [Name, Type, HostedZoneId]).toSorted()).toEqual([
      ['paper.example.org.', 'A', 'Z0'],
      ['paper.example.org.', 'AAAA', 'Z0'],
    ]);
  });

  it('turns an address away that asks too often, where the stage says how often that is', () => {
    const [[acl, { Properties }] = ['', { Properties: {} }]] = all.ofType('AWS::WAFv2::WebACL');

    expect(Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      Rules: [{ Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2_000 } } }],
    });
    expect(distributionOf(all).config.WebACLId).toEqual({ 'Fn::GetAtt': [acl, 'Arn'] });
    expect(production.ofType('AWS::WAFv2::WebACL')).toEqual([]);
  });

  it('takes a web ACL that was made elsewhere, and makes one nowhere but where AWS WAF keeps them', () => {
    const stage = stageNamed('production');
    const webAclArn = 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/one/1';

    const named = synthesizeStage({ ...stage, cdn: { originKeys: [1], webAclArn } });

    expect(distributionOf(named).config.WebACLId).toBe(webAclArn);
    expect(() =>
      synthesizeStage({ ...stage, region: 'eu-west-1', cdn: { originKeys: [1], requestsPerFiveMinutes: 2_000 } }),
    ).toThrow('us-east-1');
  });

  it('is not there in development, where nothing is told a key', () => {
    const development = synthesize('development');

    const made = ['AWS::CloudFront::Distribution', 'AWS::Lambda::EventSourceMapping'].flatMap(development.ofType);

    expect(made).toEqual([]);
    expect(JSON.stringify(development.ofType('AWS::Lambda::Function'))).not.toContain('ORIGIN_KEYS');
  });
});

describe('the paths and parameters that CloudFront is told of', () => {
  it('keep everything that is public apart from everything that is not', () => {
    const areas = guardedPaths(routes).map((path) => path.replace('*', ''));
    const of = (isPublic: boolean) => Object.values(routes).filter((route) => needsToken(route) !== isPublic);

    expect(areas).toContain('/v1/newsroom/');
    for (const { path } of of(true)) expect([path, areas.some((area) => path.startsWith(area))]).toEqual([path, false]);
    for (const { path } of of(false)) expect([path, areas.some((area) => path.startsWith(area))]).toEqual([path, true]);
  });

  it('are refused when they are more than CloudFront takes', () => {
    const query = z.object(Object.fromEntries([...'abcdefghijk'].map((name) => [name, z.string()])));
    const { listLatest } = articleRoutes;

    expect(() => publicQueries({ many: { ...listLatest, query } })).toThrow('CloudFront takes 10 query parameters');
  });
});
