import { Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  type IndexDefinition,
  PARTITION_KEY,
  SORT_KEY,
  type TableDefinition,
  type TableId,
  tables,
} from '../../functions/shared/data/tables.ts';
import { type FunctionDefinition, permissionsOf } from '../functions.ts';
import type { Stage } from '../stages.ts';
import { acknowledgeWildcard } from './acknowledgeWildcard.ts';
import { removalPolicy } from './removalPolicy.ts';

/** What the stack needs of a table, new or existing. */
interface Table {
  readonly tableArn: string;
  readonly tableName: string;
  readonly tableStreamArn?: string | undefined;
}

/** The two tables, from the same definitions as the local server's. */
export class Tables extends Construct {
  readonly published: Table;
  readonly newsroom: Table;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.published = this.existing('published', stage) ?? this.table('Published', tables.published, stage);
    this.newsroom = this.existing('newsroom', stage) ?? this.table('Newsroom', tables.newsroom, stage);
  }

  /**
   * Grants a function the actions and partitions of its definition, and passes it the table names.
   * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  grant(fn: LambdaFunction, definition: Pick<FunctionDefinition, 'access'>): void {
    // Not the tables' grant methods, which allow each action on every item and index.
    for (const { source, action, every, some } of permissionsOf(definition)) {
      const [id, index] = source.split('/') as [TableId, string | undefined];
      const { tableArn, tableName } = this[id];
      Grant.addToPrincipal({
        grantee: fn,
        actions: [`dynamodb:${action}`],
        resourceArns: [index ? `${tableArn}/index/${index}` : tableArn],
        conditions: {
          // Also true for a request without keys, as a Query on an index may be.
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': every },
          ...(some ? { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': some } } : {}),
        },
      });
      fn.addEnvironment(tables[id].environmentName, tableName);
    }
  }

  /**
   * Lets a role read a table's stream, and returns the stream's ARN.
   * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.Tutorial.html
   */
  grantStream(follower: IRole, id: TableId): string {
    const { tableArn, tableStreamArn } = this[id];
    if (!tableStreamArn)
      throw new Error(`The stage follows the stream of its table ${id}: name its streamArn as well.`);
    const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
    Grant.addToPrincipal({ grantee: follower, actions, resourceArns: [tableStreamArn] });
    const all = `${tableArn}/stream/*`;
    Grant.addToPrincipal({ grantee: follower, actions: ['dynamodb:ListStreams'], resourceArns: [all] });
    acknowledgeWildcard(follower, all, 'What is listed is the streams of this one table.');
    return tableStreamArn;
  }

  private existing(id: TableId, { existing }: Stage): Table | undefined {
    const table = existing?.tables?.[id];
    if (!table) return undefined;
    const { name: tableName, streamArn } = table;
    return TableV2.fromTableAttributes(this, id, { tableName, ...(streamArn ? { tableStreamArn: streamArn } : {}) });
  }

  private table(id: string, definition: TableDefinition, stage: Stage): TableV2 {
    const indexes: [string, IndexDefinition][] = Object.entries(definition.indexes);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const table = new TableV2(this, id, {
      partitionKey: text(PARTITION_KEY),
      sortKey: text(SORT_KEY),
      globalSecondaryIndexes: indexes.map(([indexName, { partitionKey, sortKey }]) => ({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
      dynamoStream: StreamViewType[definition.stream],
      ...(definition.timeToLive ? { timeToLiveAttribute: definition.timeToLive } : {}),
      billing: Billing.onDemand(stage.throughput),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: stage.backups },
      deletionProtection: stage.protectsData,
      removalPolicy: removalPolicy(stage),
    });
    if (!stage.backups) {
      Validations.of(table).acknowledge({
        id: 'AwsSolutions::AwsSolutions-DDB3',
        reason: 'The stage asks for no backups: what it holds can be made anew.',
      });
    }
    return table;
  }
}
