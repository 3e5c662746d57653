import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
import { deadLetterQueue, failureQueue } from './failureQueue.ts';
import type { Tables } from './Tables.ts';

export interface MailProps {
  readonly mail: MailSettings;
  readonly functions: Functions;
  readonly tables: Tables;
}

/** AWS recommends a visibility timeout of six times the function's timeout. */
const HIDDEN = Duration.seconds(6 * functions['mail.send'].timeoutSeconds);

/**
 * Mail from the outbox to SES: a pipe moves new mails from the Newsroom's stream to a queue, and a function sends them.
 * No request waits for any of these (docs/decisions/0010).
 */
export class Mail extends Construct {
  /** Dead-letter queues: unsent mails, and digests that could not be written. */
  readonly laidAside: readonly Queue[];
  /** How often the pipe failed to write to the queue. */
  readonly pipeFailures: Metric;
  /** Mails that SES refuses for ever, which are dropped. */
  readonly refusals: Metric;

  constructor(scope: Construct, id: string, { mail, functions, tables }: MailProps) {
    super(scope, id);
    const undelivered = deadLetterQueue(this, 'Undelivered');
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
    // Two concurrent invocations: a new account may send 14 mails a second.
    const batchSize = delivery.batch;
    send.addEventSource(new SqsEventSource(queue, { batchSize, maxConcurrency: 2, reportBatchItemFailures: true }));
    const identities = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
    // In the sandbox, SES also requires permission on the recipient's identity, so the condition restricts the sender.
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

  /** A pipe for new items of the type `mail`. */
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
        // A record that the queue refuses is retried as long as the stream keeps it: a day.
        dynamoDbStreamParameters: { startingPosition: 'TRIM_HORIZON', batchSize: 10 },
      },
      target: queue.queueArn,
    });
    // Creating the pipe fails when its role cannot read the stream yet.
    pipe.node.addDependency(role);
    return pipe;
  }

  /** Schedules the digest early in the morning. Returns the dead-letter queue of digests that failed three times. */
  private digest(moderators: string, functions: Functions): Queue {
    const digest = functions.named('moderation.digest');
    // A queue of its own: the mails' dead-letter queue is redriven into the mail queue.
    const failed = failureQueue(this, 'FailedDigests', digest);
    digest.addEnvironment(MODERATORS_MAIL, moderators);
    new Rule(this, 'EveryMorning', {
      description: 'Broadsheet: the digest of what waits for moderators',
      schedule: Schedule.cron({ minute: '0', hour: '6' }),
      targets: [new LambdaTarget(digest)],
    });
    return failed;
  }
}
