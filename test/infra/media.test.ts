import { describe, expect, it } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { synthesize } from './synthesize.ts';

const development = synthesize('development');
const production = synthesize('production');

const bucketOf = ({ ofType }: typeof production) => {
  const [[id = '', bucket] = []] = ofType('AWS::S3::Bucket');
  return { id, ...bucket?.Properties };
};

/** What a function's role may do with objects: an action and the end of what it is allowed on. */
function allowed({ ofType, resources }: typeof production, name: keyof typeof functions): readonly string[] {
  const [, fn] = ofType('AWS::Lambda::Function').find(([, { Properties }]) =>
    Properties.Description.endsWith(functions[name].description),
  ) ?? ['', undefined];
  const role = fn?.Properties.Role['Fn::GetAtt'][0];
  expect(resources[role]).toBeDefined();
  return ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some((each: { Ref: string }) => each.Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource: on }) =>
      [Action]
        .flat()
        .flatMap((action: string) =>
          action.startsWith('s3:')
            ? [on].flat().map((each) => `${action} ${/"(\/[^"]*)"/.exec(JSON.stringify(each))?.[1] ?? ''}`)
            : [],
        ),
    )
    .toSorted();
}

describe('the bucket of the media library', () => {
  it.each([
    ['development', development],
    ['production', production],
  ])('is private and encrypted, and refuses what is not sent over TLS, on %s', (_, stack) => {
    const { id, PublicAccessBlockConfiguration, BucketEncryption, OwnershipControls } = bucketOf(stack);
    const [[, policy] = []] = stack.ofType('AWS::S3::BucketPolicy');

    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ]);
    expect(OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
    expect(policy?.Properties.Bucket).toEqual({ Ref: id });
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('forgets uploads that nobody developed after a day, and keeps deleted files as long as the tables’ backups', () => {
    const rulesOf = (stack: typeof production) => bucketOf(stack).LifecycleConfiguration.Rules;

    expect(rulesOf(development)).toEqual([
      { Id: 'Incoming', Prefix: 'incoming/', ExpirationInDays: 1, Status: 'Enabled' },
      { Id: 'Unfinished', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
    expect(rulesOf(production)).toEqual([
      {
        Id: 'Incoming',
        Prefix: 'incoming/',
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        Status: 'Enabled',
      },
      { Id: 'Unfinished', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
      {
        Id: 'Deleted',
        ExpiredObjectDeleteMarker: true,
        NoncurrentVersionExpiration: { NoncurrentDays: 35 },
        Status: 'Enabled',
      },
    ]);
    expect(
      [bucketOf(development), bucketOf(production)].map(({ VersioningConfiguration }) => VersioningConfiguration),
    ).toEqual([undefined, { Status: 'Enabled' }]);
  });

  it('takes signed forms of any page', () => {
    expect(bucketOf(production).CorsConfiguration.CorsRules).toEqual([
      { AllowedHeaders: ['*'], AllowedMethods: ['POST'], AllowedOrigins: ['*'], MaxAge: 86_400 },
    ]);
  });

  it('has each upload developed, and keeps the event of what cannot be', () => {
    const { id, NotificationConfiguration } = bucketOf(production);
    const rules = production.ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties);
    const [[develop = ''] = []] = production
      .ofType('AWS::Lambda::Function')
      .filter(([each]) => each.includes('mediadevelop'));
    const [[queue = ''] = []] = production.ofType('AWS::SQS::Queue').filter(([each]) => each.includes('FailedUploads'));

    expect(NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    expect(rules).toMatchObject([
      {
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { bucket: { name: [{ Ref: id }] }, object: { key: [{ prefix: 'incoming/' }] } },
        },
        Targets: [{ Arn: { 'Fn::GetAtt': [develop, 'Arn'] } }],
      },
    ]);
    expect(production.ofType('AWS::Lambda::EventInvokeConfig')).toMatchObject([
      [
        expect.any(String),
        {
          Properties: {
            FunctionName: { Ref: develop },
            DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
          },
        },
      ],
    ]);
  });

  it('is open to each function in the folders that its definition names, and to no other function', () => {
    expect(allowed(production, 'media.read')).toEqual(['s3:GetObject /media/*', 's3:ListBucket ']);
    expect(allowed(production, 'media.manage')).toEqual([
      's3:DeleteObject /incoming/*',
      's3:DeleteObject /media/*',
      's3:DeleteObject /originals/*',
      's3:ListBucket ',
      's3:PutObject /incoming/*',
    ]);
    expect(JSON.stringify(production.ofType('AWS::IAM::Policy'))).toContain(
      '"Action":"s3:ListBucket","Condition":{"StringLike":{"s3:prefix":["media/*"]}}',
    );
    expect(allowed(production, 'media.develop')).toEqual([
      's3:DeleteObject /incoming/*',
      's3:DeleteObject /media/*',
      's3:DeleteObject /originals/*',
      's3:GetObject /incoming/*',
      's3:GetObject /originals/*',
      's3:ListBucket ',
      's3:PutObject /media/*',
      's3:PutObject /originals/*',
    ]);
    const users = Object.entries(functions).filter(([, { objects }]) => objects);
    const told = production
      .ofType('AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.Environment.Variables.MEDIA_BUCKET);
    expect(told).toHaveLength(users.length);
    const statements = JSON.stringify(production.ofType('AWS::IAM::Policy').filter(([each]) => !/media/.test(each)));
    expect(statements).not.toContain('"s3:');
  });
});
