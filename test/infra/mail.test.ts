import { describe, expect, it } from 'vitest';
import { LONGEST_SENDING_SECONDS } from '../../functions/mail/transport.ts';
import { LONGEST_REQUEST_SECONDS } from '../../functions/shared/data/client.ts';
import { delivery } from '../../infra/local/outbox.ts';
import { stageNamed } from '../../infra/stages.ts';
import { everything, type Resource, synthesize, synthesizeStage } from './synthesize.ts';

const stack = synthesizeStage({ ...stageNamed('development'), mail: { from: 'paper@example.org' } });
const all = synthesizeStage(everything);

/** The one resource of a type, or the one of them whose logical id contains a text. */
function only(type: string, part = '', { ofType } = stack): [string, Resource] {
  const found = ofType(type).filter(([id]) => id.includes(part));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources are a ${type} like "${part}"`);
  return found[0];
}

const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });

describe('mail in the stack', () => {
  it('flows from the Newsroom’s stream through the pipe and the queue to the function, and nowhere else', () => {
    const [table] = only('AWS::DynamoDB::GlobalTable', 'Newsroom');
    const [queue] = only('AWS::SQS::Queue', 'MailQueue');
    const [, pipe] = only('AWS::Pipes::Pipe');
    const [, mapping] = only('AWS::Lambda::EventSourceMapping');

    expect(pipe.Properties).toMatchObject({
      Source: attribute(table, 'StreamArn'),
      Target: attribute(queue, 'Arn'),
      SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON' } },
    });
    expect(pipe.Properties.TargetParameters).toBeUndefined();
    expect(mapping.Properties).toMatchObject({
      EventSourceArn: attribute(queue, 'Arn'),
      BatchSize: delivery.batch,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('is made of new items of the type mail alone', () => {
    const [, pipe] = only('AWS::Pipes::Pipe');
    const [{ Pattern }] = pipe.Properties.SourceParameters.FilterCriteria.Filters;

    expect(JSON.parse(Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { type: { S: ['mail'] } } },
    });
  });

  it('tells what an article was and is, and of what is kept of people only what it has become', () => {
    const viewOf = (name: string) =>
      stack.ofType('AWS::DynamoDB::GlobalTable').find(([id]) => id.includes(name))?.[1].Properties.StreamSpecification;

    expect(viewOf('Published')).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(viewOf('Newsroom')).toEqual({ StreamViewType: 'NEW_IMAGE' });
  });

  it('lets the pipe follow that stream and send to that queue, and do nothing else', () => {
    const [role] = only('AWS::IAM::Role', 'PipeRole');
    const statements = stack
      .ofType('AWS::IAM::Policy')
      .filter(([, { Properties }]) => Properties.Roles.some((each: { Ref: string }) => each.Ref === role))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    const [table] = only('AWS::DynamoDB::GlobalTable', 'Newsroom');
    const [queue] = only('AWS::SQS::Queue', 'MailQueue');

    expect(statements.map(({ Action, Resource }) => [[Action].flat(), Resource])).toEqual([
      [['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], attribute(table, 'StreamArn')],
      [['dynamodb:ListStreams'], { 'Fn::Join': ['', [attribute(table, 'Arn'), '/stream/*']] }],
      [['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], attribute(queue, 'Arn')],
    ]);
  });

  it('is tried five times, hidden meanwhile for longer than that takes, and then laid aside for two weeks', () => {
    const [undelivered, aside] = only('AWS::SQS::Queue', 'Undelivered');
    const [, queue] = only('AWS::SQS::Queue', 'MailQueue');
    const [, send] = only('AWS::Lambda::Function', 'mailsend');

    expect(queue.Properties).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: attribute(undelivered, 'Arn'), maxReceiveCount: 5 },
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 6 * send.Properties.Timeout,
    });
    expect(aside.Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  });

  it('has time to try every mail of a batch, however long SES and DynamoDB take', () => {
    const [, mapping] = only('AWS::Lambda::EventSourceMapping');
    const [, send] = only('AWS::Lambda::Function', 'mailsend');

    // A mail is claimed, sent, and its claim made final.
    const longest = LONGEST_REQUEST_SECONDS + LONGEST_SENDING_SECONDS + LONGEST_REQUEST_SECONDS;

    expect(mapping.Properties.BatchSize * longest).toBeLessThan(send.Properties.Timeout);
  });

  it('is taken by both queues over TLS only', () => {
    const ofMail = stack.ofType('AWS::SQS::QueuePolicy').filter(([id]) => id.startsWith('Mail'));
    const policies = ofMail.map(([, { Properties }]) => Properties.PolicyDocument);

    expect(policies).toHaveLength(2);
    for (const { Statement } of policies) {
      expect(Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  it('comes from the address of the stage and from no other', () => {
    const [, send] = only('AWS::Lambda::Function', 'mailsend');

    expect(send.Properties.Environment.Variables).toMatchObject({ MAIL_FROM: 'paper@example.org' });
    const statements = stack
      .ofType('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => String(Action).startsWith('ses:'));
    expect(statements).toMatchObject([
      { Action: 'ses:SendEmail', Condition: { StringEquals: { 'ses:FromAddress': 'paper@example.org' } } },
    ]);
  });

  it('raises an alarm when some lies aside, and when the pipe fails', () => {
    const [undelivered] = only('AWS::SQS::Queue', 'Undelivered');
    const [pipe] = only('AWS::Pipes::Pipe');

    const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

    expect(alarms).toContainEqual(
      expect.objectContaining({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: attribute(undelivered, 'QueueName') }],
        Threshold: 1,
        AlarmDescription: expect.stringContaining('docs/runbook.md, "UndeliveredMail"'),
      }),
    );
    expect(alarms).toContainEqual(
      expect.objectContaining({
        MetricName: 'ExecutionFailed',
        Dimensions: [{ Name: 'PipeName', Value: { Ref: pipe } }],
        AlarmDescription: expect.stringContaining('docs/runbook.md, "MailPipe"'),
      }),
    );
  });

  it('has a digest every morning only where the stage says who reads it', () => {
    const [digest, { Properties }] = only('AWS::Lambda::Function', 'moderationdigest', all);
    const [, rule] = only('AWS::Events::Rule', 'Mail', all);

    expect(Properties.Environment.Variables).toMatchObject({
      MODERATORS_MAIL: 'moderators@example.org',
      SITE_ORIGIN: 'https://paper.example.org',
    });
    expect(rule.Properties).toMatchObject({
      ScheduleExpression: 'cron(0 6 * * ? *)',
      Targets: [{ Arn: attribute(digest, 'Arn') }],
    });
    expect(stack.ofType('AWS::Events::Rule').filter(([id]) => id.startsWith('Mail'))).toEqual([]);
    expect(stack.ofType('AWS::Lambda::Function').filter(([id]) => id.includes('moderationdigest'))).toEqual([]);
  });

  it('lays a digest aside that fails three times, where the alarm sees it', () => {
    const [failed, queue] = only('AWS::SQS::Queue', 'FailedDigests', all);
    const [digest] = only('AWS::Lambda::Function', 'moderationdigest', all);
    const [, invocation] = only('AWS::Lambda::EventInvokeConfig', 'moderationdigest', all);
    const [, alarm] = only('AWS::CloudWatch::Alarm', 'UndeliveredMail', all);

    // Lambda tries twice more when nothing else is said.
    expect(invocation.Properties).toMatchObject({
      FunctionName: { Ref: digest },
      DestinationConfig: { OnFailure: { Destination: attribute(failed, 'Arn') } },
    });
    expect(invocation.Properties.MaximumRetryAttempts).toBeUndefined();
    expect(queue.Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
    expect(JSON.stringify(alarm.Properties)).toContain(failed);
  });

  it('is nowhere on a stage that names no sender', () => {
    const { ofType } = synthesize('development');

    const made = ['AWS::Pipes::Pipe', 'AWS::Lambda::EventSourceMapping'].flatMap(ofType);

    expect(made).toEqual([]);
    expect(ofType('AWS::SQS::Queue').filter(([id]) => id.startsWith('Mail'))).toEqual([]);
    expect(ofType('AWS::Lambda::Function').filter(([id]) => id.includes('Functionsmail'))).toEqual([]);
    expect(JSON.stringify(ofType('AWS::Lambda::Function'))).not.toContain('MAIL_FROM');
  });
});
