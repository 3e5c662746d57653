import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { articlePartition, listingPartition } from '../../functions/articles/keys.ts';
import { threadPartition } from '../../functions/comments/threads/keys.ts';
import { localTables } from '../../infra/local/dynamodb.ts';

/*
 * The least that a server of articles from DynamoDB does: Node's HTTP, one Query with the SDK, and JSON. The bench compares
 * the product with it. Paths are /article/SLUG, /list/SECTION and /thread/SLUG; the port is the only argument.
 */

const client = DynamoDBDocumentClient.from(new DynamoDBClient());

const partitions = {
  article: (name: string) => ({ partition: articlePartition(name), limit: 2 }),
  list: (name: string) => ({ partition: listingPartition(`section/${name}`), limit: 21 }),
  thread: (name: string) => ({ partition: threadPartition(name), limit: 21 }),
};

createServer(async ({ url = '/' }, response) => {
  const [, kind = '', name = ''] = url.split('/');
  const { partition, limit } = partitions[kind as keyof typeof partitions](decodeURIComponent(name));
  const { Items } = await client.send(
    new QueryCommand({
      TableName: localTables.published,
      KeyConditionExpression: 'pk = :partition AND sk <= :now',
      ExpressionAttributeValues: { ':partition': partition, ':now': '~' },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  response.setHeader('content-type', 'application/json').end(JSON.stringify(Items));
}).listen(Number(process.argv[2]), '127.0.0.1');
