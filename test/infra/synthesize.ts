import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BroadsheetStack } from '../../infra/BroadsheetStack.ts';
import { type Stage, type StageName, stackName, stageNamed } from '../../infra/stages.ts';

/** A resource of a template, as far as tests look into one. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties are of any shape
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

/** A stage's stack, synthesized as `cdk synth` does. */
export const synthesize = (name: StageName) => synthesizeStage(stageNamed(name), stackName(name));

/** The stack of a stage with any settings, in a region of its own where it names one. */
export function synthesizeStage(stage: Stage, name = 'Broadsheet') {
  const app = new App();
  const stack = new BroadsheetStack(app, name, { stage, ...(stage.region ? { env: { region: stage.region } } : {}) });
  const template = Template.fromStack(stack);
  const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  return { app, stack, template, resources, ofType };
}

/** A stage that has everything a stage can have. */
export const everything: Stage = {
  ...stageNamed('production'),
  region: 'us-east-1',
  concurrency: { 'comments.submit': 50 },
  throughput: { maxReadRequestUnits: 4_000, maxWriteRequestUnits: 1_000 },
  alarmEmail: 'desk@example.org',
  akismetKey: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:akismet-AbCdEf',
  mail: { from: 'paper@example.org', moderators: 'moderators@example.org' },
  cdn: {
    originKeys: [2, 1],
    domain: {
      name: 'paper.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/one',
      hostedZone: { id: 'Z0', name: 'example.org' },
    },
    requestsPerFiveMinutes: 2_000,
  },
};
