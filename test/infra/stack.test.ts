import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import { gatewayKeys, needsToken } from '../../functions/shared/api/route.ts';
import { BroadsheetStack } from '../../infra/BroadsheetStack.ts';
import { logGroupId } from '../../infra/commands/explainFault.ts';
import { type DeployedFunctionName, functionNames, functions, functionsOf } from '../../infra/functions.ts';
import { stageNamed, stages, unprotected } from '../../infra/stages.ts';
import { allows } from './policy.ts';
import { everyStage, everything, synthesize, synthesizeStage } from './synthesize.ts';

/** To synthesize a stage takes as long as many tests. */
const built = everyStage.map(([name, stage]) => [name, stage, synthesizeStage(stage)] as const);
const development = synthesize('development');
const production = synthesize('production');

/** The actions a function's role allows, by the logical id of what they are allowed on. */
function allowed(description: string): Record<string, string[]> {
  const { ofType } = development;
  const fn = ofType('AWS::Lambda::Function').find(([, { Properties }]) => Properties.Description.endsWith(description));
  const roleId = fn?.[1].Properties.Role['Fn::GetAtt'][0];
  const statements = ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  return Object.fromEntries(
    statements.flatMap(({ Action, Resource }) => [Resource].flat().map((each) => [idOf(each), [Action].flat()])),
  );
}

/** What a policy's resource names: a logical id, and of an index the id of its table with the index's name after it. */
function idOf(resource: Record<string, unknown>): string {
  const [, parts] = (resource['Fn::Join'] as [string, [Record<string, unknown>, string]] | undefined) ?? [];
  if (parts) return `${idOf(parts[0])}${parts[1]}`;
  return String(resource.Ref ?? (resource['Fn::GetAtt'] as string[])[0]);
}

describe('the stack', () => {
  it('has the log of each function where `npm run smoke` looks for it', () => {
    const ids = production.ofType('AWS::Logs::LogGroup').map(([id]) => id);

    const found = functionsOf(stages.production).map((name) => ids.filter((id) => id.startsWith(logGroupId(name))));

    expect(found.map(({ length }) => length)).toEqual(found.map(() => 1));
  });

  it('has a gateway route for every key of the route table and no other', () => {
    const keys = development.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);

    expect(keys.toSorted()).toEqual([...new Set(Object.values(routes).flatMap(gatewayKeys))].toSorted());
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
      for (const key of gatewayKeys(route)) {
        expect(owners.get(key)).toBe(`Broadsheet: ${functions[route.function].description}`);
      }
    }
  });

  it.each(built)('gives the functions that serve readers no way to the Newsroom on %s', (_, __, { ofType }) => {
    const readers = functionNames.filter((name) => name.endsWith('.read'));
    const policiesOf = (name: DeployedFunctionName) => {
      const role = `Functions${name.replace('.', '')}role`;
      return ofType('AWS::IAM::Policy').filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(role));
    };

    for (const name of readers) {
      expect([name, policiesOf(name).length]).toEqual([name, 1]);
      expect(JSON.stringify(policiesOf(name))).not.toMatch(/Newsroom/);
    }
  });

  it('lets readers query the Published table, write their log, and nothing else', () => {
    const actions = allowed(functions['comments.read'].description);

    expect(Object.values(actions).toSorted()).toEqual([
      ['dynamodb:Query'],
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
    ]);
    expect(Object.keys(actions).find((id) => actions[id]?.includes('dynamodb:Query'))).toContain('Published');
  });

  describe.each<[DeployedFunctionName, readonly string[], readonly string[]]>([
    [
      'comments.submit',
      [
        'PutItem published COMMENTS#ferry',
        // A comment that its author removes leaves the thread.
        'DeleteItem published COMMENTS#ferry',
        'UpdateItem published ARTICLE#ferry',
        'BatchGetItem newsroom COMMENT#1 PERSON#1',
        'PutItem newsroom COMMENT#1 SUBMISSION#1 DUPLICATE#1 MAIL#1',
        // As parts of a transaction may be shown to IAM: with the keys of all the others.
        'UpdateItem published ARTICLE#ferry COMMENTS#ferry COMMENT#1 MAIL#1',
        'PutItem published COMMENTS#ferry ARTICLE#ferry COMMENT#1 MAIL#1',
        'PutItem newsroom COMMENT#1 ARTICLE#ferry COMMENTS#ferry MAIL#1',
      ],
      [
        'PutItem published ARTICLE#ferry',
        'PutItem published LISTING#latest',
        'PutItem published COMMENTS#ferry LISTING#latest',
        'UpdateItem published COMMENTS#ferry',
        'PutItem newsroom ARTICLE#1',
        'GetItem newsroom ARTICLE#1',
        'BatchGetItem newsroom COMMENT#1 ARTICLE#1',
        'PutItem newsroom SETTINGS',
        'Query newsroom COMMENT#1',
        'Query newsroom/byPerson PERSON#1',
      ],
    ],
    [
      'commenters.manage',
      ['Query newsroom/byPerson PERSON#1', 'DeleteItem newsroom PERSON#1'],
      [
        'PutItem published ARTICLE#ferry',
        'GetItem newsroom ARTICLE#1',
        'Query newsroom/byStatus COMMENT#held',
        'PutItem newsroom SETTINGS',
      ],
    ],
    [
      'moderation.decide',
      ['Query newsroom/byThread THREAD#ferry', 'Query newsroom/byStatus COMMENT#held', 'PutItem newsroom SETTINGS'],
      [
        'PutItem published ARTICLE#ferry',
        'DeleteItem published ARTICLE#ferry',
        'GetItem newsroom ARTICLE#1',
        'Query newsroom/byStatus ARTICLE#draft',
        'Query newsroom/byStatus AUDIT#2026-11-23',
      ],
    ],
    [
      'newsroom.edit',
      [
        'Query newsroom/byStatus ARTICLE#draft',
        'BatchWriteItem newsroom ARTICLE#1',
        'PutItem published LISTING#latest',
      ],
      [
        'GetItem newsroom COMMENT#1',
        'BatchGetItem newsroom COMMENT#1',
        'Query newsroom/byStatus COMMENT#held',
        'Query newsroom/byPerson PERSON#1',
        'Query newsroom/byThread THREAD#ferry',
        'PutItem published COMMENTS#ferry',
      ],
    ],
    ['articles.read', ['Query published ARTICLE#ferry'], ['Query published COMMENTS#ferry', 'GetItem newsroom MAIL#1']],
  ])('%s', (name, may, mayNot) => {
    const answers = (asked: string) => {
      const fn = development
        .ofType('AWS::Lambda::Function')
        .find(([, { Properties }]) => Properties.Description.endsWith(functions[name].description));
      if (!fn) throw new Error(`The template has no ${name}`);
      const [action = '', source = '', ...keys] = asked.split(' ');
      return allows(development, fn[1], { action, source, keys });
    };

    it.each(may)('may %s', (asked) => {
      expect(answers(asked)).toBe(true);
    });

    it.each(mayNot)('may not %s', (asked) => {
      expect(answers(asked)).toBe(false);
    });
  });

  it('limits every permission on data to partitions', () => {
    const statements = development
      .ofType('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'));

    expect(statements.length).toBeGreaterThan(20);
    for (const { Action, Condition } of statements) {
      const operators =
        /Query|Get/.test(JSON.stringify(Action)) || [Action].flat().includes('dynamodb:BatchWriteItem')
          ? ['ForAllValues:StringLike']
          : ['ForAllValues:StringLike', 'ForAnyValue:StringLike'];
      expect(Object.keys(Condition)).toEqual(operators);
      for (const operator of operators) expect(Object.keys(Condition[operator])).toEqual(['dynamodb:LeadingKeys']);
    }
  });

  it.each(built)(
    'lets the function that renders pages for everybody sign forms on %s, and nothing else',
    (_, stage, { ofType }) => {
      const keysOf = (name: DeployedFunctionName) =>
        ofType('AWS::Lambda::Function')
          .filter(([, { Properties }]) => Properties.Description.endsWith(functions[name].description))
          .flatMap(([, { Properties }]) => Object.keys(Properties.Environment.Variables))
          .filter((variable) => /^(HASH|FORM|SESSION)_KEY/.test(variable))
          .toSorted();
      const end = stage.keys === 'user-pool' ? '' : '_SECRET';
      const readers = ofType('AWS::IAM::Policy')
        .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes('pagesreadrole'))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager:GetSecretValue'))
        .map(({ Resource }) => Resource.Ref);

      expect(readers).toEqual(end ? [expect.stringMatching(/^FormKeySecret/)] : []);
      expect(keysOf('pages.read')).toEqual([`FORM_KEY${end}`]);
      expect(keysOf('comments.submit')).toEqual([`FORM_KEY${end}`, `HASH_KEY${end}`]);
      expect(keysOf('commenters.manage')).toEqual([`HASH_KEY${end}`]);
      expect(keysOf('articles.read')).toEqual([]);
      expect(keysOf('newsroom.edit')).toEqual([]);
      expect(keysOf('desk.session')).toEqual([`SESSION_KEY${end}`]);
      expect(keysOf('desk.edit')).toEqual([`SESSION_KEY${end}`]);
      expect(keysOf('desk.moderate')).toEqual([`HASH_KEY${end}`, `SESSION_KEY${end}`]);
    },
  );

  it('keeps the keys of development where they cost nothing: as secrets of clients that nobody can sign in with', () => {
    const clients = development
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(([, { Properties }]) => Properties.GenerateSecret);

    expect(clients.map(([id]) => id).toSorted()).toEqual([
      expect.stringMatching(/^FormKeyClient/),
      expect.stringMatching(/^HashKeyClient/),
      expect.stringMatching(/^SessionKeyClient/),
    ]);
    for (const [, { Properties }] of clients) {
      expect(Properties.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
      expect(Properties.AllowedOAuthFlowsUserPoolClient).toBeUndefined();
    }
    expect(development.ofType('AWS::SecretsManager::Secret')).toEqual([]);
    expect(production.ofType('AWS::SecretsManager::Secret')).toHaveLength(4);
  });

  it.each<[DeployedFunctionName, DeployedFunctionName]>([
    ['desk.edit', 'newsroom.edit'],
    ['desk.moderate', 'moderation.decide'],
  ])('gives %s what %s may do with data, and no more', (desk, api) => {
    expect(functions[desk].access).toEqual(functions[api].access);
    expect(functions[desk].objects).toEqual(functions[api].objects);
  });

  it('lets desk.session write its log and nothing else', () => {
    const actions = Object.values(allowed(functions['desk.session'].description));

    expect(actions).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
  });

  it('lets people sign in to the desk by code, without a secret, and come back to the site alone', () => {
    const clients = development
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(([, { Properties }]) => Properties.AllowedOAuthFlowsUserPoolClient);
    const [[, { Properties: pool }] = ['', { Properties: {} }]] = development.ofType('AWS::Cognito::UserPool');

    expect(clients.map(([, { Properties }]) => Properties)).toMatchObject([
      {
        AllowedOAuthFlows: ['code'],
        GenerateSecret: false,
        CallbackURLs: [{ 'Fn::Join': ['', expect.arrayContaining(['/desk/session/callback'])] }],
      },
    ]);
    expect(pool).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
    expect(development.ofType('AWS::Cognito::ManagedLoginBranding')).toHaveLength(1);
  });

  it('names no wildcard resource in any policy', () => {
    const documents = development.ofType('AWS::IAM::Policy').map(([, { Properties }]) => Properties.PolicyDocument);

    expect(JSON.stringify(documents)).not.toContain('"*"');
  });

  it('runs every function on arm64 and Node 24 with its own log group', () => {
    const all = development.ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties);

    expect(all).toHaveLength(functionsOf(stages.development).length);
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

  it('keeps production data whatever happens to the stack, with backups, and leaves nothing of development', () => {
    const policy = ({ ofType }: typeof development) =>
      ofType('AWS::DynamoDB::GlobalTable').map(([, { DeletionPolicy, Properties }]) => [
        DeletionPolicy,
        Properties.Replicas[0].DeletionProtectionEnabled,
        Properties.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
      ]);

    expect(policy(production)).toEqual([
      ['RetainExceptOnCreate', true, true],
      ['RetainExceptOnCreate', true, true],
    ]);
    expect(policy(development)).toEqual([
      ['Delete', false, false],
      ['Delete', false, false],
    ]);
  });

  it('keeps production’s keys and logs as well, and nothing that a failed first deployment has made', () => {
    const policiesOf = ({ ofType }: typeof development, type: string) => [
      ...new Set(
        ofType(type).map(([, { DeletionPolicy, UpdateReplacePolicy }]) => [DeletionPolicy, UpdateReplacePolicy].join()),
      ),
    ];
    const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool', 'AWS::Logs::LogGroup'];

    for (const type of kept) {
      expect([type, policiesOf(production, type)]).toEqual([type, ['RetainExceptOnCreate,Retain']]);
      expect([type, policiesOf(development, type)]).toEqual([type, ['Delete,Delete']]);
    }
    const secrets = production.ofType('AWS::SecretsManager::Secret');
    expect(
      secrets.map(([id, { DeletionPolicy }]) => [id.replace(/Secret\w+|1\w+/, ''), DeletionPolicy]).toSorted(),
    ).toEqual([
      ['CdnOriginKey', 'Delete'],
      ['FormKey', 'RetainExceptOnCreate'],
      ['HashKey', 'RetainExceptOnCreate'],
      ['SessionKey', 'RetainExceptOnCreate'],
    ]);
  });

  it('refuses to have tables and people deleted, but in a first deployment that must be able to take itself back', () => {
    const refusals = ({ ofType }: typeof development) => [
      ...ofType('AWS::DynamoDB::GlobalTable').map(
        ([, { Properties }]) => Properties.Replicas[0].DeletionProtectionEnabled,
      ),
      ...ofType('AWS::Cognito::UserPool').map(([, { Properties }]) => Properties.DeletionProtection),
    ];

    expect(refusals(production)).toEqual([true, true, 'ACTIVE']);
    expect(refusals(synthesizeStage(unprotected(stages.production)))).toEqual([false, false, 'INACTIVE']);
  });

  it('is made around the tables, files, people and keys that a stage names', () => {
    const arn = (what: string) => `arn:aws:${what}`;
    const streamArn = (name: string) =>
      arn(`dynamodb:us-east-1:111122223333:table/${name}/stream/2026-11-27T00:00:00.000`);
    const stack = synthesizeStage({
      ...everything,
      existing: {
        tables: {
          published: { name: 'Published-restored', streamArn: streamArn('Published-restored') },
          newsroom: { name: 'Newsroom-restored', streamArn: streamArn('Newsroom-restored') },
        },
        mediaBucket: 'media-of-before',
        userPool: 'us-east-1_AbCdEf',
        secrets: {
          HASH_KEY: arn('secretsmanager:us-east-1:111122223333:secret:hash-AbCdEf'),
          FORM_KEY: arn('secretsmanager:us-east-1:111122223333:secret:form-AbCdEf'),
          SESSION_KEY: arn('secretsmanager:us-east-1:111122223333:secret:session-AbCdEf'),
        },
      },
    });
    const made = (type: string) => stack.ofType(type).map(([, { Properties }]) => Properties);
    const submit = made('AWS::Lambda::Function').find(({ Description }) =>
      Description.endsWith(functions['comments.submit'].description),
    );

    expect([made('AWS::DynamoDB::GlobalTable'), made('AWS::Cognito::UserPool')]).toEqual([[], []]);
    expect(made('AWS::SecretsManager::Secret')).toHaveLength(2);
    expect(submit.Environment.Variables).toMatchObject({
      PUBLISHED_TABLE: 'Published-restored',
      NEWSROOM_TABLE: 'Newsroom-restored',
      HASH_KEY_SECRET: arn('secretsmanager:us-east-1:111122223333:secret:hash-AbCdEf'),
      FORM_KEY_SECRET: arn('secretsmanager:us-east-1:111122223333:secret:form-AbCdEf'),
    });
    expect(made('AWS::S3::Bucket')).toEqual([]);
    expect(made('AWS::S3::BucketPolicy')).toMatchObject([{ Bucket: 'media-of-before' }]);
    expect(JSON.stringify(made('AWS::Events::Rule'))).toContain('media-of-before');
    expect(JSON.stringify(made('AWS::CloudFront::Distribution'))).toContain('media-of-before.s3.');
    expect(made('AWS::Pipes::Pipe')).toMatchObject([{ Source: streamArn('Newsroom-restored') }]);
    expect(made('AWS::Lambda::EventSourceMapping')).toContainEqual(
      expect.objectContaining({ EventSourceArn: streamArn('Published-restored') }),
    );
    const policies = JSON.stringify(made('AWS::IAM::Policy'));
    expect(policies).toContain('table/Published-restored"');
    expect(policies).toContain('table/Newsroom-restored/index/byStatus"');
    expect(JSON.stringify(made('AWS::ApiGatewayV2::Authorizer'))).toContain('/us-east-1_AbCdEf');
    expect(made('AWS::Cognito::UserPoolGroup').map(({ UserPoolId }) => UserPoolId)).toEqual([
      'us-east-1_AbCdEf',
      'us-east-1_AbCdEf',
    ]);
  });

  it('wants to know the stream of a table that it is to follow', () => {
    const existing = { tables: { published: { name: 'Published-restored' } } };

    expect(() => synthesizeStage({ ...everything, existing })).toThrow('name its streamArn as well');
  });

  it('bounds a function and the tables where a stage says so, and nowhere else', () => {
    const bounds = ({ ofType }: typeof development) => [
      ofType('AWS::Lambda::Function').flatMap(([, { Properties }]) =>
        'ReservedConcurrentExecutions' in Properties
          ? [[Properties.Description, Properties.ReservedConcurrentExecutions]]
          : [],
      ),
      ofType('AWS::DynamoDB::GlobalTable').flatMap(([, { Properties }]) => [
        Properties.WriteOnDemandThroughputSettings?.MaxWriteRequestUnits,
        Properties.Replicas[0].ReadOnDemandThroughputSettings?.MaxReadRequestUnits,
      ]),
    ];

    expect(bounds(synthesizeStage({ ...everything, concurrency: { 'comments.submit': 50 } }))).toEqual([
      [[`Broadsheet: ${functions['comments.submit'].description}`, 50]],
      [1_000, 4_000, 1_000, 4_000],
    ]);
    expect(bounds(production)).toEqual([[], [undefined, undefined, undefined, undefined]]);
  });

  it('answers browsers of any origin, throttles, and keeps an access log without addresses of readers', () => {
    const { template } = development;

    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({
        AllowOrigins: ['*'],
        AllowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        AllowHeaders: Match.arrayWith(['authorization', 'if-match']),
      }),
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

  it('lets search engines find the stages that say so, and production is one of them', () => {
    const told = ({ ofType }: typeof development) =>
      ofType('AWS::Lambda::Function').flatMap(([, { Properties }]) =>
        Properties.Environment.Variables.SITE_INDEXED ? [Properties.Description] : [],
      );

    expect(told(production)).toEqual([`Broadsheet: ${functions['sitemaps.read'].description}`]);
    expect(told(development)).toEqual([]);
  });

  it('prints what people and commands look for', () => {
    const outputs = development.template.toJSON().Outputs;

    expect(Object.keys(outputs)).toEqual([
      'Address',
      'PublishedTable',
      'NewsroomTable',
      'MediaBucket',
      'HashKeySecret',
      'Issuer',
      'ClientId',
    ]);
  });

  it('asks for a token on every route that is neither public nor a page of the desk, and on no other', () => {
    const [[authorizer] = []] = development.ofType('AWS::ApiGatewayV2::Authorizer');
    const asked = development
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(
        ([, { Properties }]) => Properties.AuthorizationType === 'JWT' && Properties.AuthorizerId.Ref === authorizer,
      )
      .map(([, { Properties }]) => Properties.RouteKey);

    const guarded = Object.values(routes).filter(needsToken);
    expect(asked.toSorted()).toEqual(guarded.flatMap(gatewayKeys).toSorted());
  });

  it('takes the tokens of its own user pool, for its own client', () => {
    const { ofType } = development;
    const [[pool] = []] = ofType('AWS::Cognito::UserPool');
    const [[client] = []] = ofType('AWS::Cognito::UserPoolClient').filter(([id]) => id.includes('CommandLine'));

    const authorizers = ofType('AWS::ApiGatewayV2::Authorizer').map(([, { Properties }]) => Properties);

    expect(authorizers).toMatchObject([
      {
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Audience: [{ Ref: client }],
          Issuer: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [pool, 'ProviderName'] }]] },
        },
      },
    ]);
  });

  it('has a group of the user pool for every group that routes ask for', () => {
    const names = development.ofType('AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties.GroupName);

    expect(names.toSorted()).toEqual(['editors', 'moderators']);
  });

  it('lets nobody sign up, and nobody take a colleague’s address', () => {
    const pools = development.ofType('AWS::Cognito::UserPool').map(([, { Properties }]) => Properties);

    expect(pools).toMatchObject([
      {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
        UsernameAttributes: ['email'],
      },
    ]);
  });

  it('has one client beside the desk’s, for the command line, which keeps no secret and signs in for an hour', () => {
    const clients = development
      .ofType('AWS::Cognito::UserPoolClient')
      .map(([, { Properties }]) => Properties)
      .filter(
        ({ GenerateSecret, AllowedOAuthFlowsUserPoolClient }) => !GenerateSecret && !AllowedOAuthFlowsUserPoolClient,
      );

    expect(clients).toMatchObject([
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: false,
        AllowedOAuthFlowsUserPoolClient: false,
        IdTokenValidity: 60,
        AccessTokenValidity: 60,
      },
    ]);
  });

  it('keeps production’s people whatever happens to the stack', () => {
    const policy = ({ ofType }: typeof development) =>
      ofType('AWS::Cognito::UserPool').map(([, { DeletionPolicy, Properties }]) => [
        DeletionPolicy,
        Properties.DeletionProtection,
      ]);

    expect(policy(production)).toEqual([['RetainExceptOnCreate', 'ACTIVE']]);
    expect(policy(development)).toEqual([['Delete', 'INACTIVE']]);
  });

  it('takes the tokens of the issuer that a stage names, and makes no user pool then', () => {
    const issuer = { issuer: 'https://login.example.org', audience: 'broadsheet' };

    const stack = new BroadsheetStack(new App(), 'Named', { stage: { ...stages.development, issuer } });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Audience: ['broadsheet'], Issuer: 'https://login.example.org' },
    });
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    expect(template.findOutputs('*')).toMatchObject({
      Issuer: { Value: 'https://login.example.org' },
      ClientId: { Value: 'broadsheet' },
    });
  });

  it('refuses a stage that is not in the record', () => {
    expect(() => stageNamed('staging')).toThrow('There is no stage "staging"');
    expect(() => stageNamed('constructor')).toThrow('There is no stage "constructor"');
  });
});
