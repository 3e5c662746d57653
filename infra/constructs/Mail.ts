import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MAIL_REFUSED } from '../../functions/mail/send.ts';
import { MODERATORS_MAIL } from '../../functions/shared/environment.ts';
import { functions } from '../functions.ts';
import { delivery, newMail } from '../local/outbox.ts';
import type { Mail as MailSettings } from '../stages.ts';
import { acknowledgeWildcard } from './acknowledgeWildcard.ts';
import type { Functions } from './Functions.ts';
import type { Tables } from './Tables.ts';

export interface MailProps {
  readonly mail: MailSettings;
  readonly functions: Functions;
  readonly tables: Tables;
}

/** AWS's advice for a queue that Lambda reads: six times what one batch may take. */
const HIDDEN = Duration.seconds(6 * functions['mail.send'].timeoutSeconds);

/**
 * From the outbox to SES: a pipe hands what is written to the outbox from the Newsroom's stream to a queue, and a function
 * sends it. Nothing on a request's path knows of any of them (docs/decisions/0010).
 */
export class Mail extends Construct {
  /** What could not be done in all its attempts: mail that could not be sent, and digests that could not be written. */
  readonly laidAside: readonly Queue[];
  /** How often the pipe could not hand on what it had read. */
  readonly pipeFailures: Metric;
  /** How much mail SES will never take, and is dropped. */
  readonly refusals: Metric;

  constructor(scope: Construct, id: string, { mail, functions, tables }: MailProps) {
    super(scope, id);
    const undelivered = this.aside('Undelivered');
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: HIDDEN,
      deadLetterQueue: { queue: undelivered, maxReceiveCount: delivery.attempts },
    });
    this.pipeFailures = new Metric({
      namespace: 'AWS/EventBridge/Pipes',
      metricName: 'ExecutionFailed',
      dimensionsMap: { PipeName: this.pipe(queue, tables).ref },
    });

    const send = functions.named('mail.send');
    this.refusals = new MetricFilter(this, 'Refusals', {
      logGroup: send.logGroup,
      metricNamespace: Stack.of(this).stackName,
      metricName: 'MailRefused',
      filterPattern: FilterPattern.stringValue('$.message.message', '=', MAIL_REFUSED),
    }).metric();
    // Two at once: a new account may send 14 a second.
    const batchSize = delivery.batch;
    send.addEventSource(new SqsEventSource(queue, { batchSize, maxConcurrency: 2, reportBatchItemFailures: true }));
    const identities = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
    // In the sandbox SES asks for permission on the recipient's identity too, so what is narrow here is the sender.
    send.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [identities],
        conditions: { StringEquals: { 'ses:FromAddress': mail.from } },
      }),
    );
    if (send.role)
      acknowledgeWildcard(send.role, identities, 'The condition names the one address mail may come from.');
    this.laidAside = [undelivered, ...(mail.moderators ? [this.digest(mail.moderators, functions)] : [])];
  }

  /** A queue that nobody reads but people. */
  private aside(id: string): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }

  /** Every new item of the type `mail`, as the stream tells it. */
  private pipe(queue: Queue, tables: Tables): CfnPipe {
    const role = new Role(this, 'PipeRole', { assumedBy: new ServicePrincipal('pipes.amazonaws.com') });
    const source = tables.grantStream(role, 'newsroom');
    queue.grantSendMessages(role);
    const pipe = new CfnPipe(this, 'Pipe', {
      description: 'Broadsheet: from the outbox to the queue',
      roleArn: role.roleArn,
      source,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(newMail) }] },
        // A message the queue does not take is tried for as long as the stream keeps it: a day.
        dynamoDbStreamParameters: { startingPosition: 'TRIM_HORIZON', batchSize: 10 },
      },
      target: queue.queueArn,
    });
    // A pipe is refused when its role cannot read the stream yet.
    pipe.node.addDependency(role);
    return pipe;
  }

  /** Early in the morning, before anybody decides; it yields the queue where a digest lies that failed three times. */
  private digest(moderators: string, functions: Functions): Queue {
    const digest = functions.named('moderation.digest');
    const failed = this.aside('FailedDigests');
    // It is no mail, so it cannot lie with the mails: they go back to the queue that is sent from.
    digest.configureAsyncInvoke({ onFailure: new SqsDestination(failed) });
    Validations.of(failed).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is where failures of a function go; what fails here goes nowhere.',
    });
    digest.addEnvironment(MODERATORS_MAIL, moderators);
    new Rule(this, 'EveryMorning', {
      description: 'Broadsheet: the digest of what waits for moderators',
      schedule: Schedule.cron({ minute: '0', hour: '6' }),
      targets: [new LambdaTarget(digest)],
    });
    return failed;
  }
}
