import { App, Tags } from 'aws-cdk-lib';
import { BroadsheetStack } from './BroadsheetStack.ts';
import { DEFAULT_STAGE, stackName, stageNamed } from './stages.ts';

const app = new App();
const name: string = app.node.tryGetContext('stage') ?? DEFAULT_STAGE;

new BroadsheetStack(app, stackName(name), { stage: stageNamed(name) });
Tags.of(app).add('broadsheet:stage', name);
