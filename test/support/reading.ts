import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Usage } from '../../functions/shared/data/usage.ts';
import type { Answer, App } from './app.ts';

/** What the last request that was logged spent on DynamoDB. */
export const spent = ({ logs }: App): Usage | undefined =>
  logs.findLast(({ message }) => message === 'request')?.data.dynamodb;

/** Puts items where readers find them, as they are. */
export const putAll = async ({ client, tables }: App, items: readonly object[]): Promise<void> => {
  await Promise.all(items.map((Item) => client.send(new PutCommand({ TableName: tables.published, Item }))));
};

/** Where the links of a page lead, each once, in its order. */
export const linksOf = ({ body = '' }: Pick<Answer, 'body'>): string[] => [
  ...new Set([...body.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))),
];
