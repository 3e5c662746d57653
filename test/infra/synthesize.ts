import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BroadsheetStack } from '../../infra/BroadsheetStack.ts';
import { functionNames } from '../../infra/functions.ts';
import { type Cdn, type Stage, type StageName, stackName, stageNamed, stages } from '../../infra/stages.ts';

/** A resource of a template, as far as tests look into one. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties are of any shape
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A stage's stack, synthesized as `cdk synth` does. */
export const synthesize = (name: StageName) => synthesizeStage(stageNamed(name), stackName(name));

/** The stack of a stage with any settings, in a region of its own where it names one; the same stage is synthesized once. */
export function synthesizeStage(stage: Stage, name = 'Broadsheet') {
  const known = synthesized.get(stage)?.get(name) ?? build(stage, name);
  synthesized.set(stage, new Map(synthesized.get(stage)).set(name, known));
  return known;
}

const synthesized = new Map<Stage, ReadonlyMap<string, ReturnType<typeof build>>>();

function build(stage: Stage, name: string) {
  const app = new App();
  const stack = new BroadsheetStack(app, name, { stage, ...(stage.region ? { env: { region: stage.region } } : {}) });
  const template = Template.fromStack(stack);
  const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  return { app, stack, template, resources, ofType };
}

/** Every option of a type, at every depth: one that is left out does not compile. */
type Complete<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Option in keyof T]-?: Complete<NonNullable<T[Option]>> }
    : T;

/** What makes a stack smaller: each names something that the stack makes otherwise. */
type Instead = 'issuer' | 'existing';

type Everything = Complete<Omit<Stage, Instead | 'cdn'>> & { readonly cdn: Complete<Omit<Cdn, 'webAclArn'>> };

/** A stage that has everything a stage can have. */
export const everything: Everything = {
  ...stageNamed('production'),
  region: 'us-east-1',
  serverTiming: true,
  concurrency: Object.fromEntries(functionNames.map((name) => [name, 50])) as Everything['concurrency'],
  throughput: { maxReadRequestUnits: 4_000, maxWriteRequestUnits: 1_000 },
  alarmEmail: 'desk@example.org',
  akismetKey: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:akismet-AbCdEf',
  mail: { from: 'paper@example.org', moderators: 'moderators@example.org' },
  cdn: {
    originKeys: [2, 1],
    hstsIncludesSubdomains: true,
    domain: {
      name: 'paper.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/one',
      hostedZone: { id: 'Z0', name: 'example.org' },
    },
    requestsPerFiveMinutes: 2_000,
  },
};

/** Every stage that can be deployed, and one with every option on, by name. */
export const everyStage: readonly (readonly [string, Stage])[] = [
  ...Object.entries<Stage>(stages),
  ['every option on', everything],
];
