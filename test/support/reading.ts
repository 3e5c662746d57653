import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Usage } from '../../functions/shared/data/usage.ts';
import type { Answer, App } from './app.ts';

/** The DynamoDB usage of the last logged request. */
export const spent = ({ logs }: App): Usage | undefined =>
  logs.findLast(({ message }) => message === 'request')?.data.dynamodb;

/** Puts items into the Published table unchanged. */
export const putAll = async ({ client, tables }: App, items: readonly object[]): Promise<void> => {
  await Promise.all(items.map((Item) => client.send(new PutCommand({ TableName: tables.published, Item }))));
};

/** The distinct links of a page, in its order. */
export const linksOf = ({ body = '' }: Pick<Answer, 'body'>): string[] => [
  ...new Set([...body.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))),
];
