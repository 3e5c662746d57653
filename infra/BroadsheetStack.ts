import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../functions/routes.ts';
import { Alarms } from './constructs/Alarms.ts';
import { Cdn } from './constructs/Cdn.ts';
import { Functions } from './constructs/Functions.ts';
import { Gateway } from './constructs/Gateway.ts';
import { Identity } from './constructs/Identity.ts';
import { Mail } from './constructs/Mail.ts';
import { Media } from './constructs/Media.ts';
import { StageKey } from './constructs/StageKey.ts';
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
    const media = new Media(this, 'Media', stage);
    const identity = new Identity(this, 'Identity', stage);
    const hashKey = new StageKey(this, 'HashKey', {
      stage,
      identity,
      name: 'HASH_KEY',
      description: 'key of the keyed hashes of commenters and their networks',
      notRotated:
        'A new key would make every known person a stranger: what one commenter wrote could not be found again.',
    });
    const formKey = new StageKey(this, 'FormKey', {
      stage,
      identity,
      name: 'FORM_KEY',
      description: 'key that signs when forms were rendered',
      notRotated: 'A new key would make a forged one of every form that is open somewhere.',
    });
    const sessionKey = new StageKey(this, 'SessionKey', {
      stage,
      identity,
      name: 'SESSION_KEY',
      description: 'key that seals the sessions of the desk',
      notRotated: 'A new key signs everybody out; docs/runbook.md says how to put one beside the old one.',
    });
    const functions = new Functions(this, 'Functions', { stage, tables, media, hashKey, formKey, sessionKey });
    const failedUploads = media.developUploads(functions);
    const gateway = new Gateway(this, 'Gateway', { stage, routes, functions, identity });
    const cdn = stage.cdn && new Cdn(this, 'Cdn', { cdn: stage.cdn, routes, gateway, functions, tables, media });
    const mail = stage.mail && new Mail(this, 'Mail', { mail: stage.mail, functions, tables });
    new Alarms(this, 'Alarms', { stage, gateway, functions, tables, failedUploads, mail, cdn });

    const site = cdn?.origin ?? `https://${gateway.domainName}`;
    functions.setSiteOrigin(site);
    identity.openDesk(site, functions);
    this.output(outputs.address, `${site}/`);
    this.output(outputs.publishedTable, tables.published.tableName);
    this.output(outputs.newsroomTable, tables.newsroom.tableName);
    this.output(outputs.mediaBucket, media.bucket.bucketName);
    this.output(outputs.hashKeySecret, hashKey.address);
    this.output(outputs.issuer, identity.issuer);
    this.output(outputs.clientId, identity.clientId);
  }

  /** Adds an output under exactly this name, which the commands look up. */
  private output(name: string, value: string): void {
    new CfnOutput(this, `Output${name}`, { value }).overrideLogicalId(name);
  }
}
