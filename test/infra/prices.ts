import type { Resource } from './synthesize.ts';

/*
 * What AWS asks by the month for what merely stands there, in US dollars, in us-east-1, as its pages said in November 2026.
 * What is paid for by use (requests, seconds, gigabytes) is in no figure here.
 */

interface Price {
  /** Of one in a month. */
  readonly dollars: number;
  /** How many an account has for nothing. */
  readonly free: number;
}

const prices = {
  /** aws.amazon.com/secrets-manager/pricing: "per secret per month". */
  secret: { dollars: 0.4, free: 0 },
  /**
   * aws.amazon.com/cloudwatch/pricing: "per alarm metric" of standard resolution; so an alarm over an expression counts as
   * often as it has metrics.
   */
  alarmMetric: { dollars: 0.1, free: 10 },
  /** aws.amazon.com/cloudwatch/pricing: "per dashboard per month"; those for nothing have at most 50 metrics. */
  dashboard: { dollars: 3, free: 3 },
  /** aws.amazon.com/cloudwatch/pricing: custom metrics, such as one that is made of log lines. */
  customMetric: { dollars: 0.3, free: 10 },
  /** aws.amazon.com/waf/pricing: "per web ACL per month" and "per rule per month". */
  webAcl: { dollars: 5, free: 0 },
  webAclRule: { dollars: 1, free: 0 },
  /**
   * aws.amazon.com/sqs/pricing: $0.40 for a million requests, after one for nothing. Lambda asks an empty queue with five pollers
   * that wait twenty seconds each: docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
   */
  polledQueue: { dollars: (0.4 * 5 * 3 * 60 * 24 * 30) / 1_000_000, free: 1 },
  /** aws.amazon.com/route53/pricing: "per hosted zone"; records that name CloudFront are free. */
  hostedZone: { dollars: 0.5, free: 0 },
  /** aws.amazon.com/kms/pricing: a key of one's own; those that AWS manages cost nothing. */
  kmsKey: { dollars: 1, free: 0 },
} as const satisfies Record<string, Price>;

type Kind = keyof typeof prices;

/** What costs nothing while nobody uses it: by request, by second, by gigabyte, or never. */
const BY_USE = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Pipes::Pipe',
  'AWS::Route53::RecordSet',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
];

/** What stands there by a resource, once for each time it is paid for. @throws Error of a type that nobody has looked up. */
function standing({ Type, Properties }: Resource): readonly Kind[] {
  if (BY_USE.includes(Type)) return [];
  switch (Type) {
    case 'AWS::SecretsManager::Secret':
      return ['secret'];
    case 'AWS::CloudWatch::Alarm': {
      const metrics: readonly object[] = Properties.Metrics ?? [{ MetricStat: {} }];
      return metrics.flatMap((metric) => ('MetricStat' in metric ? ['alarmMetric'] : []));
    }
    case 'AWS::CloudWatch::Dashboard':
      return ['dashboard'];
    case 'AWS::Logs::MetricFilter':
      return Properties.MetricTransformations.map(() => 'customMetric');
    case 'AWS::WAFv2::WebACL':
      return ['webAcl', ...Properties.Rules.map(() => 'webAclRule')];
    case 'AWS::Lambda::EventSourceMapping':
      // A stream is read for nothing: aws.amazon.com/dynamodb/pricing.
      return JSON.stringify(Properties.EventSourceArn).includes('Queue') ? ['polledQueue'] : [];
    case 'AWS::Route53::HostedZone':
      return ['hostedZone'];
    case 'AWS::KMS::Key':
      return ['kmsKey'];
    default:
      throw new Error(`Nobody has looked up what ${Type} costs`);
  }
}

/** What a stack costs in a month in which nobody reads, in cents. */
export interface MonthlyPrice {
  /** Where what AWS gives an account for nothing is there for this stack alone. */
  readonly alone: number;
  /** Where others have used that up. */
  readonly atMost: number;
}

export function monthlyPrice(resources: Readonly<Record<string, Resource>>): MonthlyPrice {
  const counts = Map.groupBy(Object.values(resources).flatMap(standing), (kind) => kind);
  const cents = (paidFor: (count: number, free: number) => number) =>
    Math.round(
      [...counts].reduce(
        (sum, [kind, { length }]) => sum + paidFor(length, prices[kind].free) * prices[kind].dollars,
        0,
      ) * 100,
    );
  return { alone: cents((count, free) => Math.max(0, count - free)), atMost: cents((count) => count) };
}
