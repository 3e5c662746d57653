import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import * as z from 'zod/mini';
import { DISTRIBUTION_ID } from '../../functions/cdn/invalidate.function.ts';
import { COOKIES } from '../../functions/comments/submitting/cookies.ts';
import { DESK_COOKIES } from '../../functions/desk/session/cookies.ts';
import { SANDBOX } from '../../functions/media/readFile.ts';
import { ORIGIN_KEY_HEADER, ORIGIN_KEY_SEPARATOR, ORIGIN_KEYS } from '../../functions/shared/api/origin.ts';
import { needsToken, type Route } from '../../functions/shared/api/route.ts';
import type { Cdn as CdnSettings } from '../stages.ts';
import { cors } from './cors.ts';
import type { Functions } from './Functions.ts';
import type { Gateway } from './Gateway.ts';
import type { Media } from './Media.ts';
import type { Tables } from './Tables.ts';

export interface CdnProps {
  readonly cdn: CdnSettings;
  readonly routes: Readonly<Record<string, Route>>;
  readonly gateway: Gateway;
  readonly functions: Functions;
  readonly tables: Tables;
  readonly media: Media;
}

/**
 * CloudFront in front of the gateway, as the only way in (docs/decisions/0011). It caches as Cache-Control says, and
 * forwards to functions only what the cache key contains or an uncached response needs.
 */
export class Cdn extends Construct {
  /** The site's origin, such as `https://example.org`. */
  readonly origin: string;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { cdn, routes, gateway, functions, tables, media }: CdnProps) {
    super(scope, id);
    const origin = new HttpOrigin(gateway.domainName, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: { [ORIGIN_KEY_HEADER]: this.originKey(cdn, functions) },
    });
    const common = {
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.responseHeaders(cdn),
    } satisfies BehaviorOptions;
    const newsroom = { ...common, ...this.uncached() };
    const desk = { ...common, ...this.forTheDesk() };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Broadsheet',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: { ...common, ...this.cached(routes) },
      additionalBehaviors: {
        ...Object.fromEntries(guardedPaths(routes).map((path) => [path, newsroom])),
        [MEDIA_PATHS]: this.files(cdn, media),
        ...Object.fromEntries(DESK_PATHS.map((path) => [path, desk])),
      },
      // Do not cache faults; cache a missing page as its Cache-Control says.
      errorResponses: [404, 500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ...(cdn.domain
        ? {
            domainNames: [cdn.domain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', cdn.domain.certificateArn),
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
          }
        : {}),
      ...this.firewall(cdn),
    });
    acknowledge(distribution, cdn);
    media.grantReaders(distribution);
    this.distribution = distribution;
    this.origin = `https://${cdn.domain?.name ?? distribution.domainName}`;
    this.record(cdn, distribution);
    this.invalidate(distribution, functions, tables);
  }

  /**
   * The name of a policy, with the region: CloudFront's names are unique in the account, so the same stack in a second
   * region would fail with 409.
   */
  private nameOf(policy: string): string {
    const { stackName, region } = Stack.of(this);
    return `${stackName}-${policy}-${region}`;
  }

  /**
   * The key that CloudFront sends and the functions compare. Both get it as a reference that CloudFormation resolves,
   * so no template contains it; whoever may read the configuration of one may read that of the other.
   */
  private originKey({ originKeys }: CdnSettings, functions: Functions): string {
    const keys = new Map(
      originKeys.map((number) => {
        const secret = new Secret(this, `OriginKey${number}`, {
          description: `Broadsheet: key ${number} by which functions know CloudFront`,
          generateSecretString: { passwordLength: 43, excludePunctuation: true, includeSpace: false },
          removalPolicy: RemovalPolicy.DESTROY,
        });
        Validations.of(secret).acknowledge({
          id: 'AwsSolutions::AwsSolutions-SMG4',
          reason:
            'CloudFront and the functions learn a key when they are deployed: stages.ts says which, and a new one.',
        });
        return [number, secret.secretValue.unsafeUnwrap()] as const;
      }),
    );
    // Sorted, so that changing which key CloudFront sends changes no function.
    const all = [...keys].toSorted(([one], [other]) => one - other).map(([, key]) => key);
    for (const fn of functions.answering()) fn.addEnvironment(ORIGIN_KEYS, all.join(ORIGIN_KEY_SEPARATOR));
    return keys.get(originKeys[0]) ?? '';
  }

  /** The behaviour of public routes: one response for each address. */
  private cached(routes: CdnProps['routes']) {
    const queries = publicQueries(routes);
    return {
      cachePolicy: new CachePolicy(this, 'CachePolicy', {
        cachePolicyName: this.nameOf('CachePolicy'),
        comment: 'Broadsheet: as Cache-Control says, by path and the query parameters that routes have',
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.days(365),
        queryStringBehavior: CacheQueryStringBehavior.allowList(...queries),
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
      originRequestPolicy: new OriginRequestPolicy(this, 'OriginRequestPolicy', {
        originRequestPolicyName: this.nameOf('OriginRequestPolicy'),
        comment: 'Broadsheet: what functions may know of who asks',
        // Only a form's response reads cookies, and it is not cached. With the cookies of the domain's other services,
        // a request could exceed the gateway's 10,240 bytes of headers and fail.
        cookieBehavior: OriginRequestCookieBehavior.allowList(...COOKIES),
        headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
        // Those of the cache policy are sent anyway; no function reads others.
        queryStringBehavior: OriginRequestQueryStringBehavior.none(),
      }),
    } satisfies Partial<BehaviorOptions>;
  }

  /** The behaviour of routes that require a token. Compression would weaken the ETag that comes back as If-Match. */
  private uncached() {
    return {
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: new OriginRequestPolicy(this, 'NewsroomRequestPolicy', {
        originRequestPolicyName: this.nameOf('NewsroomRequestPolicy'),
        comment: 'Broadsheet: everything but what names another host or reader',
        cookieBehavior: OriginRequestCookieBehavior.none(),
        headerBehavior: OriginRequestHeaderBehavior.denyList('host', VIEWER_ADDRESS),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
      compress: false,
    } satisfies Partial<BehaviorOptions>;
  }

  /** The behaviour of the desk: pages for one person each, by a cookie. */
  private forTheDesk() {
    return {
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: new OriginRequestPolicy(this, 'DeskRequestPolicy', {
        originRequestPolicyName: this.nameOf('DeskRequestPolicy'),
        comment: 'Broadsheet: the cookies of the desk, and what tells where a form comes from',
        cookieBehavior: OriginRequestCookieBehavior.allowList(...DESK_COOKIES),
        headerBehavior: OriginRequestHeaderBehavior.allowList(...deskHeaders),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
    } satisfies Partial<BehaviorOptions>;
  }

  /** Headers of every response, including CloudFront's own. A page's own Content-Security-Policy is kept. */
  private responseHeaders({ hstsIncludesSubdomains = false }: CdnSettings): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'ResponseHeadersPolicy', {
      responseHeadersPolicyName: this.nameOf('ResponseHeadersPolicy'),
      comment: 'Broadsheet',
      securityHeadersBehavior: {
        ...httpsAndTypes(hstsIncludesSubdomains),
        frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: false },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: false },
      },
      // The gateway sends CORS headers only to cross-origin requests, and a cached response serves both.
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowOrigins: [...cors.allowOrigins],
        accessControlAllowMethods: [...cors.allowMethods],
        accessControlAllowHeaders: [...cors.allowHeaders],
        accessControlExposeHeaders: [...cors.exposeHeaders],
        accessControlMaxAge: Duration.seconds(cors.maxAgeSeconds),
        originOverride: true,
      },
    });
  }

  /** The behaviour of the media library's files, which the bucket answers. They never change, and most are compressed. */
  private files({ hstsIncludesSubdomains = false }: CdnSettings, { bucket }: Media): BehaviorOptions {
    const access = new S3OriginAccessControl(this, 'MediaAccess', {
      originAccessControlName: this.nameOf('MediaAccess'),
      description: 'Broadsheet',
    });
    return {
      origin: S3BucketOrigin.withBucketDefaults(bucket, { originAccessControlId: access.originAccessControlId }),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Neither queries nor cookies, for up to a year.
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: false,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'MediaHeadersPolicy', {
        responseHeadersPolicyName: this.nameOf('MediaHeadersPolicy'),
        comment: 'Broadsheet: files of the media library',
        securityHeadersBehavior: {
          ...httpsAndTypes(hstsIncludesSubdomains),
          contentSecurityPolicy: { contentSecurityPolicy: SANDBOX, override: true },
        },
      }),
    };
  }

  private firewall({ webAclArn, requestsPerFiveMinutes }: CdnSettings): { readonly webAclId?: string } {
    if (webAclArn) return { webAclId: webAclArn };
    if (!requestsPerFiveMinutes) return {};
    if (Stack.of(this).region !== 'us-east-1') {
      throw new Error(
        'A rate rule for CloudFront is made in us-east-1: name it as the region, or a webAclArn instead.',
      );
    }
    const visibility = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: false,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('BroadsheetRequests'),
      rules: [
        {
          name: 'Rate',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerFiveMinutes } },
          visibilityConfig: visibility('BroadsheetRate'),
        },
      ],
    });
    return { webAclId: acl.attrArn };
  }

  private record({ domain }: CdnSettings, distribution: Distribution): void {
    if (!domain?.hostedZone) return;
    const { id, name } = domain.hostedZone;
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: id, zoneName: name });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    // A trailing dot makes the name absolute.
    new ARecord(this, 'Address4', { zone, recordName: `${domain.name}.`, target });
    new AaaaRecord(this, 'Address6', { zone, recordName: `${domain.name}.`, target });
  }

  /** Invokes the invalidation for a few seconds' changes of articles and fronts at a time; it is retried twice, then dropped. */
  private invalidate(distribution: Distribution, functions: Functions, tables: Tables): void {
    const fn = functions.named('cdn.invalidate');
    fn.addEnvironment(DISTRIBUTION_ID, distribution.distributionId);
    distribution.grantCreateInvalidation(fn);
    if (!fn.role) return;
    const type = { type: { S: FilterRule.or('article', 'edition') } };
    fn.addEventSourceMapping('Published', {
      eventSourceArn: tables.grantStream(fn.role, 'published'),
      startingPosition: StartingPosition.LATEST,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(3),
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(1),
      bisectBatchOnError: true,
      filters: [
        FilterCriteria.filter({ dynamodb: { NewImage: type } }),
        FilterCriteria.filter({ eventName: FilterRule.isEqual('REMOVE'), dynamodb: { OldImage: type } }),
      ],
    });
  }
}

/** Paths of the media library's files; their keys in the bucket are the same. */
const MEDIA_PATHS = '/media/*';

/** HTTPS only, and no other type than the one that is told. */
const httpsAndTypes = (includeSubdomains: boolean) => ({
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains, override: true },
  contentTypeOptions: { override: true },
});

const VIEWER_ADDRESS = 'cloudfront-viewer-address';

/**
 * All request headers that a public route's function receives beside those that CloudFront adds; the limit is ten.
 * `Host`, `Accept` and `X-Forwarded-*` are left out, so that no response can depend on them.
 */
const forwardedHeaders = [
  VIEWER_ADDRESS,
  // For problem documents, which are cached in the paper's language only (docs/decisions/0036).
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  // AWS's documents disagree whether it is forwarded by default; without it a JSON comment would get 415.
  'content-type',
  'idempotency-key',
  'origin',
  'referer',
  'sec-fetch-site',
  'user-agent',
] as const;

/** The desk's pages. */
const DESK_PATHS = ['/desk', '/desk/*'];

/** Request headers that the desk receives. */
const deskHeaders = [VIEWER_ADDRESS, 'accept-language', 'content-type', 'origin', 'sec-fetch-site', 'user-agent'];

/** CloudFront's limit of query parameters in a policy, unless AWS has raised it for the account. */
const MOST_QUERIES = 10;

/** The query parameters that public routes declare; no response depends on others. */
export function publicQueries(routes: CdnProps['routes']): readonly string[] {
  const names = Object.values(routes).flatMap(({ audience, proxy, query }) =>
    audience === 'public' && proxy === undefined && query
      ? Object.keys(z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }).properties ?? {})
      : [],
  );
  const unique = [...new Set(names)].toSorted();
  if (unique.length > MOST_QUERIES) {
    throw new Error(`CloudFront takes ${MOST_QUERIES} query parameters, and public routes have ${unique.join(', ')}.`);
  }
  return unique;
}

/** Path patterns, such as `/v1/newsroom/*`, under which every route needs a token. */
export function guardedPaths(routes: CdnProps['routes']): readonly string[] {
  const area = (path: string) => `${path.split('/', 3).join('/')}/*`;
  const guarded = Object.values(routes).filter(needsToken);
  return [...new Set(guarded.map(({ path }) => area(path)))].toSorted();
}

function acknowledge(distribution: Distribution, { domain, webAclArn, requestsPerFiveMinutes }: CdnSettings): void {
  const reasons = {
    CFR1: 'A newspaper is read everywhere.',
    CFR3: 'The log would keep the addresses of readers; the gateway and the functions log every request without them.',
    ...(webAclArn || requestsPerFiveMinutes
      ? {}
      : { CFR2: 'A web ACL is paid for by the month: a stage names one, or a rate, when it wants it.' }),
    ...(domain ? {} : { CFR4: "CloudFront's own name has CloudFront's own certificate, and its minimum with it." }),
  };
  Validations.of(distribution).acknowledge(
    ...Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions::AwsSolutions-${rule}`, reason })),
  );
}
