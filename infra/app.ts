import { App, Tags } from 'aws-cdk-lib';
import { BroadsheetStack } from './BroadsheetStack.ts';
import { DEFAULT_STAGE, stackName, stageNamed, unprotected } from './stages.ts';

const app = new App();
const name: string = app.node.tryGetContext('stage') ?? DEFAULT_STAGE;
const isProtected = app.node.tryGetContext('protect') !== 'false';

const stage = isProtected ? stageNamed(name) : unprotected(stageNamed(name));

new BroadsheetStack(app, stackName(name), { stage, ...(stage.region ? { env: { region: stage.region } } : {}) });
Tags.of(app).add('broadsheet:stage', name);
