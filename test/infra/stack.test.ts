import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import { routeKeys } from '../../functions/shared/api/route.ts';
import { functionNames, functions } from '../../infra/functions.ts';
import { stageNamed, stages } from '../../infra/stages.ts';
import { synthesize } from './synthesize.ts';

let development: ReturnType<typeof synthesize>;
let production: ReturnType<typeof synthesize>;

beforeAll(() => {
  development = synthesize('development');
  production = synthesize('production');
});

/** The actions a function's role allows, by the logical id of what they are allowed on. */
function allowed(description: string): Record<string, string[]> {
  const { ofType } = development;
  const fn = ofType('AWS::Lambda::Function').find(([, { Properties }]) => Properties.Description.endsWith(description));
  const roleId = fn?.[1].Properties.Role['Fn::GetAtt'][0];
  const statements = ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  return Object.fromEntries(
    statements.map(({ Action, Resource }) => [Resource.Ref ?? Resource['Fn::GetAtt'][0], [Action].flat()]),
  );
}

describe('the stack', () => {
  it('has a gateway route for every key of the route table and no other', () => {
    const keys = development.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);

    expect(keys.toSorted()).toEqual(Object.values(routes).flatMap(routeKeys).toSorted());
  });

  it('sends each route to the function that owns it', () => {
    const { resources, ofType } = development;
    const owners = new Map(
      ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
        const integration = Properties.Target['Fn::Join'][1][1].Ref;
        const fn = resources[integration]?.Properties.IntegrationUri['Fn::GetAtt'][0];
        return [Properties.RouteKey, resources[fn]?.Properties.Description];
      }),
    );

    for (const route of Object.values(routes)) {
      for (const key of routeKeys(route)) {
        expect(owners.get(key)).toBe(`Broadsheet: ${functions[route.function].description}`);
      }
    }
  });

  it('gives the functions that serve readers no way to the Newsroom', () => {
    const tables = development.ofType('AWS::DynamoDB::GlobalTable').map(([id]) => id);
    const newsroom = tables.find((id) => id.includes('Newsroom'));
    const readers = functionNames.filter((name) => name.endsWith('.read'));

    for (const name of readers) expect(Object.keys(allowed(functions[name].description))).not.toContain(newsroom);
  });

  it('lets readers query the Published table, write their log, and nothing else', () => {
    const actions = allowed(functions['articles.read'].description);

    expect(Object.values(actions).toSorted()).toEqual([
      ['dynamodb:Query'],
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
    ]);
    expect(Object.keys(actions).find((id) => actions[id]?.includes('dynamodb:Query'))).toContain('Published');
  });

  it('lets the function that takes comments in write them, not read them', () => {
    const actions = allowed('Takes comments in');
    const newsroom = Object.keys(actions).find((id) => id.includes('Newsroom')) ?? '';

    expect(actions[newsroom]?.toSorted()).toEqual([
      'dynamodb:ConditionCheckItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
  });

  it('names no wildcard resource in any policy', () => {
    const documents = development.ofType('AWS::IAM::Policy').map(([, { Properties }]) => Properties.PolicyDocument);

    expect(JSON.stringify(documents)).not.toContain('"*"');
  });

  it('runs every function on arm64 and Node 24 with its own log group', () => {
    const all = development.ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties);

    expect(all).toHaveLength(functionNames.length);
    for (const { Architectures, Runtime, LoggingConfig } of all) {
      expect({ Architectures, Runtime }).toEqual({ Architectures: ['arm64'], Runtime: 'nodejs24.x' });
      expect(LoggingConfig.LogGroup).toBeDefined();
    }
  });

  it('keeps logs for as long as the stage says', () => {
    for (const [stage, days] of [
      [development, stages.development.logRetentionDays],
      [production, stages.production.logRetentionDays],
    ] as const) {
      const retentions = stage.ofType('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties.RetentionInDays);
      expect(new Set(retentions)).toEqual(new Set([days]));
    }
  });

  it('keeps production data whatever happens to the stack, and leaves nothing of development', () => {
    const policy = ({ ofType }: typeof development) =>
      ofType('AWS::DynamoDB::GlobalTable').map(([, { DeletionPolicy, Properties }]) => [
        DeletionPolicy,
        Properties.Replicas[0].DeletionProtectionEnabled,
        Properties.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
      ]);

    expect(policy(production)).toEqual([
      ['Retain', true, true],
      ['Retain', true, true],
    ]);
    expect(policy(development)).toEqual([
      ['Delete', false, true],
      ['Delete', false, true],
    ]);
  });

  it('answers browsers of any origin, throttles, and keeps an access log without addresses of readers', () => {
    const { template } = development;

    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ AllowOrigins: ['*'], AllowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'] }),
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: Match.objectLike({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 }),
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('sourceIp|userAgent')) },
    });
    expect(development.ofType('AWS::ApiGatewayV2::Stage')).toHaveLength(1);
  });

  it('raises alarms that each name their entry in the runbook', () => {
    const alarms = development
      .ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties.AlarmDescription);

    expect(alarms).toHaveLength(4);
    for (const description of alarms) expect(description).toMatch(/docs\/runbook\.md, "\w+"/);
  });

  it('prints what people and commands look for', () => {
    const outputs = development.template.toJSON().Outputs;

    expect(Object.keys(outputs)).toEqual(['Address', 'PublishedTable', 'NewsroomTable', 'HashKeySecret']);
  });

  it('refuses a stage that is not in the record', () => {
    expect(() => stageNamed('staging')).toThrow('There is no stage "staging"');
    expect(() => stageNamed('constructor')).toThrow('There is no stage "constructor"');
  });
});
