import { describe, expect, it } from 'vitest';
import { everyStage, type Resource, synthesizeStage } from './synthesize.ts';

/** As long as they come: a region, an account, and the fourteen characters CloudFormation puts after a logical id. */
const REGION = 'ap-southeast-2';
const ACCOUNT = '111122223333';
const SUFFIX = 'ABCDEFGHIJKLMN';

/**
 * A value of a template as an account would have it. Names are as long as CloudFormation makes them: what counts here is
 * length.
 */
function resolved(value: unknown, resources: Readonly<Record<string, Resource>>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, resources));
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) {
    const pseudo: Record<string, string> = {
      'AWS::Region': REGION,
      'AWS::AccountId': ACCOUNT,
      'AWS::Partition': 'aws-us-gov',
      'AWS::URLSuffix': 'amazonaws.com',
    };
    return pseudo[String(value.Ref)] ?? `Broadsheet-production-${value.Ref}-${SUFFIX}`;
  }
  if ('Fn::GetAtt' in value) {
    const [id, attribute] = value['Fn::GetAtt'] as [string, string];
    const [, service = '', kind = ''] = resources[id]?.Type.split('::') ?? [];
    return `arn:aws-us-gov:${service.toLowerCase()}:${REGION}:${ACCOUNT}:${kind}/Broadsheet-production-${id}-${SUFFIX}${attribute}`;
  }
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map((part) => resolved(part, resources)).join(separator);
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, resources)]));
}

const characters = (value: unknown) => JSON.stringify(value).length;

/** The longest of some texts that are put together by an owner. */
function longest(parts: readonly (readonly [owner: string, length: number])[]): number {
  const sums = new Map<string, number>();
  for (const [owner, length] of parts) sums.set(owner, (sums.get(owner) ?? 0) + length);
  return Math.max(0, ...sums.values());
}

/** The name of a resource of CloudFront, which stands beside its other properties or in its one configuration. */
function nameOf(properties: Record<string, unknown>): unknown {
  const configurations = Object.entries(properties).flatMap(([key, value]) => (key.endsWith('Config') ? [value] : []));
  return [properties, ...(configurations as Record<string, unknown>[])].find(({ Name }) => Name !== undefined)?.Name;
}

/** CloudFront itself names these. */
const NAMELESS = ['AWS::CloudFront::Distribution', 'AWS::CloudFront::CloudFrontOriginAccessIdentity'];

describe.each(everyStage)('%s', (_, stage) => {
  const { template, resources, ofType } = synthesizeStage(stage, 'Broadsheet-production');

  // docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: 500. Another page of the desk adds none.
  it('has at most 430 resources', () => {
    expect(Object.keys(resources).length).toBeLessThanOrEqual(430);
  });

  // docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: 1 MB
  it('has a template of at most 700 KB', () => {
    expect(Buffer.byteLength(JSON.stringify(template.toJSON(), null, 1))).toBeLessThanOrEqual(700_000);
  });

  // docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: 300
  it('has at most 250 routes', () => {
    expect(ofType('AWS::ApiGatewayV2::Route').length).toBeLessThanOrEqual(250);
  });

  // docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 20 KB
  it('has no resource policy of a function above 12 KB', () => {
    const statements = ofType('AWS::Lambda::Permission').map(([id, { Properties }]) => {
      const { Action, FunctionName, Principal, SourceArn } = Properties;
      const statement = {
        Sid: `Broadsheet-production-${id}-${SUFFIX}`,
        Effect: 'Allow',
        Principal: { Service: Principal },
        Action,
        Resource: resolved(FunctionName, resources),
        Condition: { ArnLike: { 'AWS:SourceArn': resolved(SourceArn, resources) } },
      };
      return [JSON.stringify(FunctionName), characters(statement)] as const;
    });

    expect(statements).not.toEqual([]);
    expect(longest(statements)).toBeLessThanOrEqual(12_000);
  });

  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 10,240 characters in all inline policies of a role
  it('has no role with policies above 8 KB', () => {
    const documents = ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      Properties.Roles.map((role: unknown) => [
        JSON.stringify(role),
        characters(resolved(Properties.PolicyDocument, resources)),
      ]),
    );

    expect(documents).not.toEqual([]);
    expect(longest(documents)).toBeLessThanOrEqual(8_000);
  });

  // CloudFront is one service for all regions: without the region, a second stack of the account would be refused (409).
  it('has its region in every name of CloudFront, and none twice', () => {
    const named = Object.values(resources).filter(
      ({ Type }) => Type.startsWith('AWS::CloudFront::') && !NAMELESS.includes(Type),
    );
    const names = named.map(({ Properties }) => JSON.stringify(nameOf(Properties)));

    expect(named.length > 0).toBe(stage.cdn !== undefined);
    for (const name of names) expect(name).toContain(stage.region ?? '{"Ref":"AWS::Region"}');
    expect(new Set(names).size).toBe(names.length);
  });
});
