import { beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { anArticle, NOON } from '../support/builders.ts';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

describe('GET /v1/articles/{slug}', () => {
  it('answers a published article with its section, byline and comments', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);

    const answer = await app.get('/v1/articles/ferry');

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=10, s-maxage=20, stale-while-revalidate=10');
    expect(answer.json).toEqual({
      slug: 'ferry',
      url: '/abroad/ferry',
      language: 'en-GB',
      section: { name: 'abroad', title: 'Abroad' },
      headline: 'The ferry sails again',
      standfirst: 'After eleven days in dock the night boat is back.',
      byline: [{ name: 'Ines Calder', slug: 'ines-calder' }],
      publishedAt: '2026-11-23T09:00:00.000Z',
      updatedAt: '2026-11-23T09:00:00.000Z',
      tags: ['harbour'],
      image: null,
      body: '<p>The night boat left on time.</p>',
      wordCount: 6,
      readingMinutes: 1,
      corrections: [],
      comments: { count: 0, open: true, url: '/v1/articles/ferry/comments' },
    });
  });

  it('answers a future article as an unknown one, to the millisecond', async () => {
    await app.publication.publish(anArticle({ slug: 'tomorrow', publishedAt: '2026-11-24T06:00:00.000Z' }), undefined);

    app.setClock('2026-11-24T05:59:59.999Z');
    const before = await app.get('/v1/articles/tomorrow');
    const unknown = await app.get('/v1/articles/nowhere');
    app.setClock('2026-11-24T06:00:00.000Z');
    const at = await app.get('/v1/articles/tomorrow');
    app.setClock(NOON);

    const anonymous = ({ json }: typeof before, slug: string) =>
      JSON.stringify({ ...json, instance: undefined }).replaceAll(slug, '<slug>');
    expect(before.statusCode).toBe(404);
    expect(anonymous(before, 'tomorrow')).toBe(anonymous(unknown, 'nowhere'));
    expect(at.statusCode).toBe(200);
  });
});
