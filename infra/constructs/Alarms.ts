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
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { Functions } from './Functions.ts';
import type { Gateway } from './Gateway.ts';
import type { Tables } from './Tables.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  readonly gateway: Gateway;
  readonly functions: Functions;
  readonly tables: Tables;
}

const PERIOD = { period: Duration.minutes(5) };

/** What somebody has to know of at once, and a dashboard of the same figures. Every alarm names its runbook entry. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { stage, gateway, functions, tables }: AlarmsProps) {
    super(scope, id);
    const topic = stage.alarmEmail ? this.topic(stage.alarmEmail) : undefined;
    const lambdas = [...functions.byName.values()];
    const figures = {
      ServerErrors: gateway.api.metricServerError({ ...PERIOD, statistic: 'Sum' }),
      Latency: gateway.api.metricLatency({ ...PERIOD, statistic: 'p99' }),
      FunctionThrottles: sum(lambdas.map((fn) => fn.metricThrottles({ ...PERIOD, statistic: 'Sum' }))),
      TableThrottles: sum([tables.published, tables.newsroom].flatMap(throttles)),
    };
    const limits: Record<keyof typeof figures, { threshold: number; means: string }> = {
      ServerErrors: {
        threshold: 5,
        means: 'Five or more requests in five minutes were answered with a fault of ours.',
      },
      Latency: { threshold: 2_000, means: 'One reader in a hundred waits longer than two seconds.' },
      FunctionThrottles: { threshold: 1, means: 'Lambda refused to run a function: the concurrency limit is reached.' },
      TableThrottles: {
        threshold: 1,
        means: 'DynamoDB refused requests: a partition or the account limit is reached.',
      },
    };
    for (const [name, metric] of Object.entries(figures) as [keyof typeof figures, IMetric][]) {
      const { threshold, means } = limits[name];
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
      widgets: [Object.entries(figures).map(([title, metric]) => new GraphWidget({ title, left: [metric], width: 6 }))],
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
