import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { goneKey, movedKey } from '../../functions/articles/keys.ts';
import { pathsOf } from '../../functions/cdn/paths.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const BEFORE = '2026-11-23T09:00:00.000Z';

type Image = Record<string, AttributeValue>;
const image = (item: object) => marshall(item) as Image;

const article = (changes: object = {}) =>
  image({ pk: 'ARTICLE#ferry', type: 'article', slug: 'ferry', section: 'home', publishedAt: BEFORE, ...changes });

const record = (OldImage: Image | undefined, NewImage: Image | undefined): DynamoDBRecord => ({
  dynamodb: { ...(OldImage ? { OldImage } : {}), ...(NewImage ? { NewImage } : {}) },
});

describe('the paths to fetch again', () => {
  it('are an article’s page and address, and the lists it is looked for in, when it is published', () => {
    expect(pathsOf([record(undefined, article())], NOW)).toEqual([
      '/',
      '/home',
      '/home/ferry*',
      '/v1/articles',
      '/v1/articles/ferry*',
    ]);
  });

  it('are named once, however often it changed', () => {
    const correction = record(article(), article({ headline: 'Mended' }));

    expect(pathsOf([correction, correction], NOW)).toHaveLength(5);
  });

  it('are those of the old section and of the new one, when it moves between them', () => {
    const paths = pathsOf([record(article(), article({ section: 'abroad' }))], NOW);

    expect(paths).toEqual(expect.arrayContaining(['/home', '/home/ferry*', '/abroad', '/abroad/ferry*']));
  });

  it('are those of the old slug too, when it has another', () => {
    const records = [
      record(article(), undefined),
      record(undefined, article({ pk: 'ARTICLE#boat', slug: 'boat' })),
      record(undefined, image({ ...movedKey('ferry'), type: 'moved', to: 'boat', visibleFrom: BEFORE })),
    ];

    expect(pathsOf(records, NOW)).toEqual(
      expect.arrayContaining(['/home/ferry*', '/v1/articles/ferry*', '/home/boat*', '/v1/articles/boat*']),
    );
  });

  it('are those of what was withdrawn', () => {
    const records = [
      record(article(), undefined),
      record(undefined, image({ ...goneKey('ferry'), type: 'gone', at: BEFORE })),
    ];

    expect(pathsOf(records, NOW)).toEqual(expect.arrayContaining(['/', '/home/ferry*', '/v1/articles/ferry*']));
  });

  it('are none for an article that nobody can see yet', () => {
    const scheduled = article({ publishedAt: '2026-11-23T12:00:00.001Z' });

    expect(pathsOf([record(undefined, scheduled), record(scheduled, undefined)], NOW)).toEqual([]);
  });

  it('are none for any other item', () => {
    expect(pathsOf([record(undefined, image({ pk: 'COMMENTS#ferry', type: 'comment' }))], NOW)).toEqual([]);
  });

  it('are everything at once when they would be more than fifteen', () => {
    const published = (count: number) =>
      Array.from({ length: count }, (_, index) => record(undefined, article({ slug: `article-${index}` })));

    expect(pathsOf(published(6), NOW)).toHaveLength(15);
    expect(pathsOf(published(7), NOW)).toEqual(['/*']);
  });
});
