import { describe, expect, it } from 'vitest';
import { askedBy, isAllowed } from '../support/permissions.ts';

const item = (pk: string) => ({ pk: { S: pk } });
const tableId = (name: string) => (name === 'Published' ? 'published' : 'newsroom');

/** A comment that goes live: it is put, the tally beside its article counted up, and a mail posted. */
const transaction = {
  TableName: '',
  TransactItems: [
    { Put: { TableName: 'Published', Item: item('COMMENTS#ferry') } },
    { Update: { TableName: 'Published', Key: item('ARTICLE#ferry') } },
    { Put: { TableName: 'Newsroom', Item: item('MAIL#1') } },
  ],
};
const asked = askedBy('TransactWriteItems', transaction, tableId);
const KEYS = ['ARTICLE#*', 'COMMENTS#*', 'MAIL#*'];
const PARTS = [
  ['PutItem', 'published', 'COMMENTS#*'],
  ['UpdateItem', 'published', 'ARTICLE#*'],
  ['PutItem', 'newsroom', 'MAIL#*'],
] as const;

describe('a transaction', () => {
  it('asks for each part with its own key, and with every key of the request', () => {
    expect(asked.map(({ action, source, keys }) => [action, source, ...keys])).toEqual([
      ['PutItem', 'published', 'COMMENTS#ferry'],
      ['UpdateItem', 'published', 'ARTICLE#ferry'],
      ['PutItem', 'newsroom', 'MAIL#1'],
      ['PutItem', 'published', 'COMMENTS#ferry', 'ARTICLE#ferry', 'MAIL#1'],
      ['UpdateItem', 'published', 'COMMENTS#ferry', 'ARTICLE#ferry', 'MAIL#1'],
      ['PutItem', 'newsroom', 'COMMENTS#ferry', 'ARTICLE#ferry', 'MAIL#1'],
    ]);
  });

  it('is allowed where a statement takes both', () => {
    const both = PARTS.map(([action, source, own]) => ({ action, source, every: KEYS, some: [own] }));

    expect(asked.every((each) => isAllowed(both, each))).toBe(true);
  });

  it.each([
    ['only its own keys', PARTS.map(([action, source, own]) => ({ action, source, every: [own] }))],
    ['only all keys at once', PARTS.map(([action, source]) => ({ action, source, every: KEYS, some: ['MAIL#*'] }))],
    [
      'the keys by two statements',
      PARTS.flatMap(([action, source]) => KEYS.map((key) => ({ action, source, every: [key] }))),
    ],
  ])('is refused where statements take %s', (_, permissions) => {
    expect(asked.every((each) => isAllowed(permissions, each))).toBe(false);
  });
});

describe('a Query on an index', () => {
  const query = {
    TableName: 'Newsroom',
    IndexName: 'byStatus',
    KeyConditionExpression: '#status = :status',
    ExpressionAttributeValues: { ':status': { S: 'COMMENT#held' } },
  };
  const queried = askedBy('Query', query, tableId);

  it('asks with the key of the index, and with no key', () => {
    expect(queried.map(({ keys }) => keys)).toEqual([['COMMENT#held'], []]);
  });

  it('is refused where a statement wants to see a key', () => {
    const permission = { action: 'Query', source: 'newsroom/byStatus', every: ['COMMENT#*'] };

    expect(queried.every((each) => isAllowed([permission], each))).toBe(true);
    expect(queried.every((each) => isAllowed([{ ...permission, some: ['COMMENT#*'] }], each))).toBe(false);
  });
});
