import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryWidget,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { tables as definitions, type TableId } from '../../functions/shared/data/tables.ts';
import type { Stage } from '../stages.ts';
import type { Cdn } from './Cdn.ts';
import type { Functions } from './Functions.ts';
import type { Gateway } from './Gateway.ts';
import type { Mail } from './Mail.ts';
import type { Tables } from './Tables.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  readonly gateway: Gateway;
  readonly functions: Functions;
  readonly tables: Tables;
  readonly failedUploads: Queue;
  readonly mail: Mail | undefined;
  readonly cdn: Cdn | undefined;
}

interface Limit {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly means: string;
  /** How many periods of how many must be above the threshold; by default one of one. */
  readonly lasting?: { readonly periods: number; readonly above: number };
}

/** Ignores a single cold start, or one error among few requests. */
const LASTING = { periods: 5, above: 3 } as const;

const PERIOD = { period: Duration.minutes(5) };

/** Alarms, each naming its runbook entry, and a dashboard of the same metrics where the stage has one. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, gateway, functions, tables, failedUploads, mail, cdn }: AlarmsProps,
  ) {
    super(scope, id);
    const topic = stage.alarmEmail ? this.topic(stage.alarmEmail) : undefined;
    if (!topic && stage.keepsData) {
      Annotations.of(this).addWarningV2(
        'broadsheet:alarmEmail',
        'Alarms of this stage reach nobody: name an alarmEmail in infra/stages.ts.',
      );
    }
    // An upload that fails for good is in a queue of its own.
    const working = functions.working().filter((fn) => fn !== functions.named('media.develop'));
    const limits: Readonly<Record<string, Limit>> = {
      ServerErrors: {
        metric: gateway.api.metricServerError({ ...PERIOD, statistic: 'Sum' }),
        threshold: 5,
        means: 'Five or more requests in five minutes were answered with a fault of ours.',
      },
      Latency: {
        metric: gateway.api.metricLatency({ ...PERIOD, statistic: 'p99' }),
        threshold: 2_000,
        means: 'One reader in a hundred waits longer than two seconds, and not just once.',
        lasting: LASTING,
      },
      FunctionThrottles: {
        // For all functions of the account in the region, which share the concurrency limit.
        metric: LambdaFunction.metricAllThrottles({ ...PERIOD, statistic: 'Sum' }),
        threshold: 1,
        means: 'Lambda refused to run a function: the concurrency limit is reached.',
      },
      TableThrottles: {
        metric: sum(throttles(tables)),
        threshold: 1,
        means: 'DynamoDB refused requests: a partition or the account limit is reached.',
      },
      ...(working.length > 0 && {
        WorkErrors: {
          metric: sum(working.map((fn) => fn.metricErrors({ ...PERIOD, statistic: 'Sum' }))),
          threshold: 1,
          means: 'A function that no route leads to failed: sending mail, the digest, or telling the edges.',
        },
      }),
      // What is kept is worth the price of an alarm: the first ten metrics of an account are free.
      ...(stage.keepsData && {
        FailedUploads: {
          metric: waitingIn(failedUploads),
          threshold: 1,
          means: 'A file could not be developed in three attempts.',
        },
      }),
      ...(cdn &&
        hasFiguresOfCloudFront(this) && {
          EdgeErrors: {
            metric: cdn.distribution.metric5xxErrorRate({ ...PERIOD, statistic: 'Average' }),
            threshold: 5,
            means: 'One request in twenty at the edge is answered with a fault.',
            lasting: LASTING,
          },
        }),
      ...(mail && {
        RefusedMail: {
          metric: mail.refusals.with({ ...PERIOD, statistic: 'Sum' }),
          threshold: 1,
          means: 'SES refused mail for what it is, and it was dropped.',
        },
        UndeliveredMail: {
          metric: sum(mail.laidAside.map(waitingIn)),
          threshold: 1,
          means: 'Mail could not be sent in five attempts, or a digest not written in three, and lies aside.',
        },
        MailPipe: {
          metric: mail.pipeFailures.with({ ...PERIOD, statistic: 'Sum' }),
          threshold: 1,
          means: 'What is posted does not reach the queue it is sent from.',
        },
      }),
    };
    for (const [name, { metric, threshold, means, lasting = { periods: 1, above: 1 } }] of Object.entries(limits)) {
      const alarm = new Alarm(this, name, {
        metric,
        threshold,
        evaluationPeriods: lasting.periods,
        datapointsToAlarm: lasting.above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: `${means} See docs/runbook.md, "${name}".`,
      });
      if (topic) alarm.addAlarmAction(new SnsAction(topic));
    }
    if (stage.dashboard) {
      const graphs = Object.entries(limits).map(
        ([title, { metric }]) => new GraphWidget({ title, left: [metric], width: 6 }),
      );
      new Dashboard(this, 'Dashboard', { widgets: [graphs, [answersBySource(functions)]] });
    }
  }

  private topic(email: string): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}

/** How many answers came from memory, from a new reading, or from memory because a reading failed; read from the logs. */
const answersBySource = (functions: Functions): LogQueryWidget =>
  new LogQueryWidget({
    title: 'Answers by source',
    logGroupNames: functions.answering().map(({ logGroup }) => logGroup.logGroupName),
    queryLines: ['filter ispresent(message.memory)', 'stats count(*) as answers by message.memory, bin(5m)'],
    width: 24,
  });

/** How many messages wait in a queue. */
const waitingIn = (queue: Queue): IMetric =>
  queue.metricApproximateNumberOfMessagesVisible({ ...PERIOD, statistic: 'Maximum' });

/** The sum of a metric over several resources. */
function sum(metrics: readonly IMetric[]): IMetric {
  const [only, ...others] = metrics;
  if (only && others.length === 0) return only;
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({ ...PERIOD, expression: `SUM([${Object.keys(usingMetrics).join(',')}])`, usingMetrics });
}

/**
 * Reads and writes that DynamoDB throttled, and writes that an index held up. An alarm takes ten metrics at most, each
 * billed, so throttled reads of indexes are left out: only editors and moderators make them, and the resulting 503
 * counts in *ServerErrors*.
 */
const throttles = (tables: Tables) =>
  (Object.keys(definitions) as TableId[]).flatMap((id) => {
    const TableName = tables[id].tableName;
    const figure = (metricName: string, index?: string) =>
      new Metric({
        ...PERIOD,
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName, ...(index ? { GlobalSecondaryIndexName: index } : {}) },
        statistic: 'Sum',
      });
    return [
      figure('ReadThrottleEvents'),
      figure('WriteThrottleEvents'),
      ...Object.keys(definitions[id].indexes).map((index) => figure('WriteThrottleEvents', index)),
    ];
  });

/** CloudFront's metrics are in us-east-1, and an alarm reads only its own region's. */
function hasFiguresOfCloudFront(scope: Construct): boolean {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) || region === 'us-east-1';
}
