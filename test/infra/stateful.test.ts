import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyStage, type Resource, synthesizeStage } from './synthesize.ts';

/*
 * A deployment over a running one must replace nothing that holds data. CloudFormation replaces a resource whose logical id
 * changes, or one of the properties below ("Update requires: Replacement"; for a secret's generation: a new secret). What
 * stands in stateful.json is therefore never changed or removed by itself: a stage that was deployed has it.
 */
const COMMITTED = join(import.meta.dirname, 'stateful.json');

/** The types of what holds data, or is known by its address, each with the properties that replace it. */
const STATEFUL: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::GlobalTable': [
    ...['TableName', 'KeySchema', 'AttributeDefinitions', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'],
    ...['StreamSpecification', 'TimeToLiveSpecification'],
  ],
  'AWS::Cognito::UserPool': [
    'UserPoolName',
    'UsernameAttributes',
    'AliasAttributes',
    'UsernameConfiguration',
    'Schema',
  ],
  // On a stage without Secrets Manager a client's secret is a key.
  'AWS::Cognito::UserPoolClient': ['ClientName', 'GenerateSecret', 'UserPoolId'],
  'AWS::Cognito::UserPoolGroup': ['GroupName', 'UserPoolId'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString', 'SecretString'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::CloudFront::Distribution': [],
};

function statefulOf(resources: Readonly<Record<string, Resource>>) {
  const kept = Object.entries(resources).flatMap(([id, { Type, Properties }]) => {
    const names = STATEFUL[Type];
    if (!names) return [];
    const properties = names.flatMap((name) => (Properties?.[name] === undefined ? [] : [[name, Properties[name]]]));
    return [[id, { Type, ...Object.fromEntries(properties) }] as const];
  });
  return Object.fromEntries(kept.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const committed: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(COMMITTED, 'utf8'));

describe.each(everyStage)('a deployment over a running one, on %s', (name, stage) => {
  const { resources } = synthesizeStage(stage, 'Broadsheet');

  it('replaces nothing that holds data', () => {
    expect(statefulOf(resources)).toEqual(committed[name]);
  });

  it('is compared with all that is kept when the stack goes, but for logs', () => {
    const kept = Object.values(resources).filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete');
    const types = new Set(kept.map(({ Type }) => Type));

    expect([...types].filter((type) => !(type in STATEFUL))).toEqual(stage.keepsData ? ['AWS::Logs::LogGroup'] : []);
  });
});
