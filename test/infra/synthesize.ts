import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BroadsheetStack } from '../../infra/BroadsheetStack.ts';
import { type StageName, stackName, stageNamed } from '../../infra/stages.ts';

/** A resource of a template, as far as tests look into one. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties are of any shape
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

/** A stage's stack, synthesized as `cdk synth` does. */
export function synthesize(stage: StageName) {
  const app = new App();
  const stack = new BroadsheetStack(app, stackName(stage), { stage: stageNamed(stage) });
  const template = Template.fromStack(stack);
  const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  return { app, template, resources, ofType };
}
