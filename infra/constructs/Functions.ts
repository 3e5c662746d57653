import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AKISMET_KEY_SECRET } from '../../functions/comments/judging/akismet.ts';
import { SERVER_TIMING } from '../../functions/shared/api/serverTiming.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import { MAIL_FROM } from '../../functions/shared/environment.ts';
import { SITE_INDEXED } from '../../functions/sitemaps/robots.ts';
import { bundleDirectory, bundleFunctionsSync } from '../bundling.ts';
import { type DeployedFunctionName, type FunctionDefinition, functions, functionsOf } from '../functions.ts';
import { linkNative } from '../nativeModules.ts';
import type { Stage } from '../stages.ts';
import type { Media } from './Media.ts';
import { removalPolicy } from './removalPolicy.ts';
import type { StageKey } from './StageKey.ts';
import type { Tables } from './Tables.ts';

export interface FunctionsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly media: Media;
  readonly hashKey: StageKey;
  readonly formKey: StageKey;
  readonly sessionKey: StageKey;
}

/** What this process has built; its sources do not change meanwhile. */
const built = new Set<string>();

const BUILD = join(import.meta.dirname, '../../.build');

/** One Lambda function for each definition, with a role that allows what the definition names and nothing else. */
export class Functions extends Construct {
  readonly byName: ReadonlyMap<DeployedFunctionName, LambdaFunction>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const names = functionsOf(props.stage);
    if (!built.has(names.join())) bundleFunctionsSync(BUILD, names);
    built.add(names.join());
    this.byName = new Map(names.map((name) => [name, this.create(name, functions[name], props)]));
  }

  /** @throws Error when the stage has no such function. */
  named(name: DeployedFunctionName): LambdaFunction {
    const fn = this.byName.get(name);
    if (!fn) throw new Error(`There is no function ${name}`);
    return fn;
  }

  /** Functions with routes. */
  answering(): readonly LambdaFunction[] {
    return [...this.byName].flatMap(([name, fn]) => (functions[name].calledBy ? [] : [fn]));
  }

  /** Functions that events invoke. */
  working(): readonly LambdaFunction[] {
    return [...this.byName].flatMap(([name, fn]) => (functions[name].calledBy ? [fn] : []));
  }

  /** Functions with pages of the desk. */
  desk(): readonly LambdaFunction[] {
    return [...this.byName].flatMap(([name, fn]) => (functions[name].desk ? [fn] : []));
  }

  /** Sets the site's origin on every function; it is known only after the gateway. */
  setSiteOrigin(origin: string): void {
    for (const fn of this.byName.values()) fn.addEnvironment(SITE_ORIGIN, origin);
  }

  private create(name: DeployedFunctionName, definition: FunctionDefinition, props: FunctionsProps): LambdaFunction {
    const { stage, tables, media, hashKey, formKey, sessionKey } = props;
    const logGroup = new LogGroup(this, `${name}.log`, {
      retention: stage.logRetentionDays,
      removalPolicy: removalPolicy(stage),
    });
    // Not the managed policy, which lets a function write to every log group of the account.
    const role = new Role(this, `${name}.role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    const bundle = bundleDirectory(name, BUILD);
    if (definition.native) linkNative(BUILD, bundle);
    const reservedConcurrentExecutions = stage.concurrency?.[name];
    const fn = new LambdaFunction(this, name, {
      description: `Broadsheet: ${definition.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      memorySize: definition.memoryMegabytes,
      timeout: Duration.seconds(definition.timeoutSeconds),
      ...(reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }),
      role,
      logGroup,
      // Lambda formats console output as JSON lines (functions/shared/log.ts).
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
    });
    if (definition.akismet && stage.akismetKey) {
      Secret.fromSecretCompleteArn(this, `${name}.akismet`, stage.akismetKey).grantRead(fn);
      fn.addEnvironment(AKISMET_KEY_SECRET, stage.akismetKey);
    }
    tables.grant(fn, definition);
    media.grant(fn, definition);
    if (definition.hashKey) hashKey.grantRead(fn);
    if (definition.formKey) formKey.grantRead(fn);
    if (definition.desk) sessionKey.grantRead(fn);
    if (definition.mail && stage.mail) fn.addEnvironment(MAIL_FROM, stage.mail.from);
    if (definition.calledBy === undefined && stage.serverTiming) fn.addEnvironment(SERVER_TIMING, 'on');
    if (definition.indexed && stage.indexed) fn.addEnvironment(SITE_INDEXED, 'true');
    return fn;
  }
}
