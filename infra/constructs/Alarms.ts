import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { Gateway } from './Gateway.ts';
import type { Mail } from './Mail.ts';
import type { Tables } from './Tables.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  readonly gateway: Gateway;
  readonly tables: Tables;
  readonly mail: Mail | undefined;
}

interface Limit {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly means: string;
}

const PERIOD = { period: Duration.minutes(5) };

/** What somebody has to know of at once, and a dashboard of the same figures. Every alarm names its runbook entry. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { stage, gateway, tables, mail }: AlarmsProps) {
    super(scope, id);
    const topic = stage.alarmEmail ? this.topic(stage.alarmEmail) : undefined;
    const limits: Readonly<Record<string, Limit>> = {
      ServerErrors: {
        metric: gateway.api.metricServerError({ ...PERIOD, statistic: 'Sum' }),
        threshold: 5,
        means: 'Five or more requests in five minutes were answered with a fault of ours.',
      },
      Latency: {
        metric: gateway.api.metricLatency({ ...PERIOD, statistic: 'p99' }),
        threshold: 2_000,
        means: 'One reader in a hundred waits longer than two seconds.',
      },
      FunctionThrottles: {
        // Of all functions of the account in the region: they share what is used up.
        metric: LambdaFunction.metricAllThrottles({ ...PERIOD, statistic: 'Sum' }),
        threshold: 1,
        means: 'Lambda refused to run a function: the concurrency limit is reached.',
      },
      TableThrottles: {
        metric: sum([tables.published, tables.newsroom].flatMap(throttles)),
        threshold: 1,
        means: 'DynamoDB refused requests: a partition or the account limit is reached.',
      },
      ...(mail && {
        UndeliveredMail: {
          metric: mail.undelivered.metricApproximateNumberOfMessagesVisible({ ...PERIOD, statistic: 'Maximum' }),
          threshold: 1,
          means: 'Mail could not be sent in five attempts and lies aside.',
        },
        MailPipe: {
          metric: mail.pipeFailures.with({ ...PERIOD, statistic: 'Sum' }),
          threshold: 1,
          means: 'What is posted does not reach the queue it is sent from.',
        },
      }),
    };
    for (const [name, { metric, threshold, means }] of Object.entries(limits)) {
      const alarm = new Alarm(this, name, {
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: `${means} See docs/runbook.md, "${name}".`,
      });
      if (topic) alarm.addAlarmAction(new SnsAction(topic));
    }
    new Dashboard(this, 'Dashboard', {
      widgets: [
        Object.entries(limits).map(([title, { metric }]) => new GraphWidget({ title, left: [metric], width: 6 })),
      ],
    });
  }

  private topic(email: string): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}

/** A figure of several resources as one. */
function sum(metrics: readonly IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({ ...PERIOD, expression: `SUM([${Object.keys(usingMetrics).join(',')}])`, usingMetrics });
}

/** Reads and writes DynamoDB refused on a table; every refused request counts in one or the other. */
const throttles = (table: TableV2) =>
  ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
    (metricName) =>
      new Metric({
        ...PERIOD,
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        statistic: 'Sum',
      }),
  );
