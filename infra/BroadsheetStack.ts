import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../functions/routes.ts';
import { Alarms } from './constructs/Alarms.ts';
import { Cdn } from './constructs/Cdn.ts';
import { Functions } from './constructs/Functions.ts';
import { Gateway } from './constructs/Gateway.ts';
import { HashKey } from './constructs/HashKey.ts';
import { Identity } from './constructs/Identity.ts';
import { Mail } from './constructs/Mail.ts';
import { Tables } from './constructs/Tables.ts';
import { outputs, type Stage } from './stages.ts';

export interface BroadsheetStackProps extends StackProps {
  readonly stage: Stage;
}

/** Everything a newspaper needs in an account. */
export class BroadsheetStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: BroadsheetStackProps) {
    super(scope, id, { description: 'Broadsheet: serverless article publishing', ...props });

    const tables = new Tables(this, 'Tables', stage);
    const hashKey = new HashKey(this, 'HashKey', stage);
    const functions = new Functions(this, 'Functions', { stage, tables, hashKey });
    const identity = new Identity(this, 'Identity', stage);
    const gateway = new Gateway(this, 'Gateway', { stage, routes, functions, identity });
    const cdn = stage.cdn && new Cdn(this, 'Cdn', { cdn: stage.cdn, routes, gateway, functions, tables });
    const mail = stage.mail && new Mail(this, 'Mail', { mail: stage.mail, functions, tables });
    new Alarms(this, 'Alarms', { stage, gateway, functions, tables, mail, cdn });

    const site = cdn?.origin ?? `https://${gateway.domainName}`;
    functions.setSiteOrigin(site);
    this.output(outputs.address, `${site}/`);
    this.output(outputs.publishedTable, tables.published.tableName);
    this.output(outputs.newsroomTable, tables.newsroom.tableName);
    this.output(outputs.hashKeySecret, hashKey.secret.secretArn);
    this.output(outputs.issuer, identity.issuer);
    this.output(outputs.clientId, identity.clientId);
  }

  /** An output under exactly this name, which the commands look up. */
  private output(name: string, value: string): void {
    new CfnOutput(this, `Output${name}`, { value }).overrideLogicalId(name);
  }
}
