import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageNamed } from '../../infra/stages.ts';
import { everything, synthesize, synthesizeStage } from './synthesize.ts';

type Stack = ReturnType<typeof synthesizeStage>;

const all = synthesizeStage(everything);
const production = synthesize('production');

const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

/** The alarms of a stack by the name of their entry in the runbook. */
const alarmsOf = ({ ofType }: Stack) =>
  new Map(
    ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      /docs\/runbook\.md, "(\w+)"/.exec(Properties.AlarmDescription)?.[1] ?? '',
      Properties,
    ]),
  );

interface Figure {
  readonly MetricStat?: { readonly Metric: object };
}

/** The figures that an alarm adds up, each as text. */
const figuresOf = (alarm: { readonly Metrics: readonly Figure[] } | undefined): readonly string[] =>
  (alarm?.Metrics ?? []).flatMap(({ MetricStat }) => (MetricStat ? [JSON.stringify(MetricStat.Metric)] : []));

const warningsOf = ({ stack }: Stack) =>
  Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('alarmEmail'));

describe('the alarms', () => {
  it('each have their entry in the runbook', () => {
    const names = [...alarmsOf(all).keys()];

    expect(names.toSorted()).toEqual([
      'EdgeErrors',
      'FailedUploads',
      'FunctionThrottles',
      'Latency',
      'MailPipe',
      'RefusedMail',
      'ServerErrors',
      'TableThrottles',
      'UndeliveredMail',
      'WorkErrors',
    ]);
    for (const name of names) expect(runbook).toContain(`\n## ${name}\n`);
  });

  it('are mailed to whom the stage names; a stage that keeps data and names nobody is warned of', () => {
    const { alarmEmail: _, ...silent } = everything;

    expect(all.ofType('AWS::SNS::Subscription')).toMatchObject([
      [expect.any(String), { Properties: { Protocol: 'email', Endpoint: 'desk@example.org' } }],
    ]);
    for (const alarm of alarmsOf(all).values()) expect(alarm.AlarmActions).toHaveLength(1);
    expect(warningsOf(all)).toEqual([]);
    expect(warningsOf(synthesizeStage(silent))).toHaveLength(1);
    expect(warningsOf(production)).toHaveLength(1);
    expect(warningsOf(synthesizeStage(stageNamed('development')))).toEqual([]);
  });

  it('count what DynamoDB refuses on both tables, and what every index holds up, in no more figures than an alarm takes', () => {
    const figures = figuresOf(alarmsOf(all).get('TableThrottles'));
    const on = (name: string) => figures.filter((figure) => figure.includes(name)).length;

    expect(figures.length).toBeLessThanOrEqual(10);
    expect([on('TablesPublished'), on('TablesNewsroom')]).toEqual([2, 5]);
    expect([on('byStatus'), on('byThread'), on('byPerson')]).toEqual([1, 1, 1]);
    expect([on('ReadThrottleEvents'), on('WriteThrottleEvents')]).toEqual([2, 5]);
  });

  it('are not raised by one slow start', () => {
    expect(alarmsOf(production).get('Latency')).toMatchObject({
      ExtendedStatistic: 'p99',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
    });
  });

  it('tell of errors of every function that nobody waits for, but of development, whose failures are in a queue', () => {
    const figures = figuresOf(alarmsOf(all).get('WorkErrors'));

    expect(
      figures.map((figure) => /Functions(mailsend|moderationdigest|cdninvalidate)/.exec(figure)?.[1]).toSorted(),
    ).toEqual(['cdninvalidate', 'mailsend', 'moderationdigest']);
    for (const figure of figures) expect(figure).toContain('"MetricName":"Errors"');
  });

  it('tell of files that could not be developed, where files are kept', () => {
    const [[queue] = []] = all.ofType('AWS::SQS::Queue').filter(([id]) => id.includes('FailedUploads'));

    expect(alarmsOf(all).get('FailedUploads')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      Threshold: 1,
    });
    expect([...alarmsOf(synthesizeStage(stageNamed('development'))).keys()]).not.toContain('FailedUploads');
  });

  it('tell of faults at the edge, where CloudFront tells its figures', () => {
    const [[distribution] = []] = all.ofType('AWS::CloudFront::Distribution');
    const { domain: _, requestsPerFiveMinutes: __, ...cdn } = everything.cdn ?? { originKeys: [1] as const };

    expect(alarmsOf(all).get('EdgeErrors')).toMatchObject({
      Namespace: 'AWS/CloudFront',
      MetricName: '5xxErrorRate',
      Dimensions: expect.arrayContaining([{ Name: 'DistributionId', Value: { Ref: distribution } }]),
    });
    const elsewhere = synthesizeStage({ ...everything, region: 'eu-central-1', cdn });
    expect([...alarmsOf(elsewhere).keys()]).not.toContain('EdgeErrors');
  });

  it('tell of mail that SES refuses, by the one metric that is made of log lines', () => {
    const filters = all.ofType('AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);

    expect(filters).toMatchObject([
      {
        FilterPattern: '{ $.message.message = "mail refused" }',
        LogGroupName: { Ref: expect.stringContaining('Functionsmailsend') },
        MetricTransformations: [{ MetricName: 'MailRefused', MetricNamespace: 'Broadsheet', MetricValue: '1' }],
      },
    ]);
    expect(alarmsOf(all).get('RefusedMail')).toMatchObject({ MetricName: 'MailRefused', Namespace: 'Broadsheet' });
    expect(production.ofType('AWS::Logs::MetricFilter')).toEqual([]);
  });
});
