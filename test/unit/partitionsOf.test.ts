import { expect, it } from 'vitest';
import { partitionsOf } from '../../functions/shared/data/partitionsOf.ts';

const TableName = 'Published';
const key = (pk: string) => ({ pk, sk: 'any' });

it.each<[string, object, readonly string[]]>([
  [
    'a Query',
    {
      TableName,
      KeyConditionExpression: 'pk = :slug AND sk <= :now',
      ExpressionAttributeValues: { ':now': '9', ':slug': 'A' },
    },
    ['Published/A'],
  ],
  [
    'a Query by names',
    {
      TableName,
      KeyConditionExpression: '#p = :partition AND #s > :low',
      ExpressionAttributeValues: { ':low': '0', ':partition': 'A' },
    },
    ['Published/A'],
  ],
  [
    'a Query of an index',
    { TableName, IndexName: 'byStatus', KeyConditionExpression: '#p = :p', ExpressionAttributeValues: { ':p': 'A' } },
    [],
  ],
  ['a GetItem, an UpdateItem or a DeleteItem', { TableName, Key: key('A') }, ['Published/A']],
  ['a PutItem', { TableName, Item: { ...key('A'), text: 'x' } }, ['Published/A']],
  ['a BatchGetItem', { RequestItems: { [TableName]: { Keys: [key('A'), key('B')] } } }, ['Published/A', 'Published/B']],
  [
    'a BatchWriteItem',
    { RequestItems: { [TableName]: [{ PutRequest: { Item: key('A') } }, { DeleteRequest: { Key: key('B') } }] } },
    ['Published/A', 'Published/B'],
  ],
  [
    'a TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName, Item: key('A') } },
        { Update: { TableName, Key: key('B') } },
        { Delete: { TableName: 'Newsroom', Key: key('A') } },
        { ConditionCheck: { TableName, Key: key('C') } },
      ],
    },
    ['Published/A', 'Published/B', 'Newsroom/A', 'Published/C'],
  ],
  ['a Scan', { TableName }, []],
])('finds the partitions of %s', (_name, input, partitions) => {
  expect(partitionsOf(input)).toEqual(partitions);
});
