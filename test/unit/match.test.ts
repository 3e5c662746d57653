import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routes } from '../../functions/routes.ts';
import type { Route } from '../../functions/shared/api/route.ts';
import { createMatcher } from '../../infra/local/match.ts';

describe('createMatcher', () => {
  const table = [
    aRoute('GET', '/{feature}/{name}'),
    aRoute('GET', '/articles/{slug}'),
    aRoute('GET', '/{feature}/latest'),
    aRoute('GET', '/articles/latest'),
    aRoute('GET', '/articles'),
    aRoute('POST', '/articles/{slug}'),
    aRoute('ANY', '$default'),
  ];
  const orders = [table, table.toReversed(), ...table.map((_, at) => [...table.slice(at), ...table.slice(0, at)])];

  it.each([
    ['GET', '/articles/latest', 'GET /articles/latest', {}],
    ['GET', '/articles/tides', 'GET /articles/{slug}', { slug: 'tides' }],
    ['GET', '/sections/latest', 'GET /{feature}/latest', { feature: 'sections' }],
    ['GET', '/sections/abroad', 'GET /{feature}/{name}', { feature: 'sections', name: 'abroad' }],
    ['GET', '/articles', 'GET /articles', {}],
    ['POST', '/articles/latest', 'POST /articles/{slug}', { slug: 'latest' }],
    ['HEAD', '/articles/latest', 'HEAD /articles/latest', {}],
    ['HEAD', '/articles/tides', 'HEAD /articles/{slug}', { slug: 'tides' }],
    ['DELETE', '/articles/latest', '$default', {}],
    ['POST', '/articles', '$default', {}],
    ['GET', '/articles/tides/comments', '$default', {}],
    ['GET', '/articles/', '$default', {}],
    ['GET', '/articles/latest/', '$default', {}],
    ['GET', '//latest', '$default', {}],
    ['GET', '/Articles', '$default', {}],
    ['GET', '/', '$default', {}],
  ])('matches %s %s to %s in whatever order the table is', (method, path, routeKey, pathParameters) => {
    const matchers = orders.map(createMatcher);

    const matches = matchers.map((match) => match(method, path));

    for (const match of matches) {
      expect(match?.routeKey).toBe(routeKey);
      expect({ ...match?.pathParameters }).toEqual(pathParameters);
    }
  });

  it('matches nothing without $default', () => {
    const match = createMatcher([aRoute('GET', '/articles/{slug}')]);

    const unknown = [match('GET', '/sections'), match('POST', '/articles/tides'), match('GET', '/articles/')];

    expect(unknown).toEqual([undefined, undefined, undefined]);
  });

  it('turns back where a literal leads nowhere', () => {
    const match = createMatcher([aRoute('GET', '/a/{x}/c'), aRoute('GET', '/{y}/b/d'), aRoute('GET', '/{y}/{z}/{w}')]);

    const keys = ['/a/b/c', '/a/b/d', '/a/b/e', '/a//c'].map((path) => match('GET', path)?.routeKey);

    expect(keys).toEqual(['GET /a/{x}/c', 'GET /{y}/b/d', 'GET /{y}/{z}/{w}', undefined]);
  });

  it('hands over the route that matched', () => {
    const route = aRoute('GET', '/articles/{slug}');
    const match = createMatcher([route]);

    const found = match('HEAD', '/articles/tides');

    expect(found?.route).toBe(route);
  });
});

describe('the table of routes', () => {
  const match = createMatcher(Object.values(routes));

  it.each([
    ['/', 'GET /'],
    ['/abroad', 'GET /{section}'],
    ['/docs', 'GET /docs'],
    ['/favicon.ico', 'GET /favicon.ico'],
    ['/feed.rss', 'GET /feed.rss'],
    ['/sitemap.xml', 'GET /sitemap.xml'],
    ['/abroad/ferry', 'GET /{section}/{slug}'],
    ['/tags/harbour', 'GET /tags/{tag}'],
    ['/authors/ines-calder', 'GET /authors/{author}'],
    ['/archive/2026-11', 'GET /archive/{month}'],
    ['/assets/theme.css', 'GET /assets/{file}'],
    ['/sitemaps/2026-11.xml', 'GET /sitemaps/{file}'],
    ['/.well-known/security.txt', 'GET /.well-known/security.txt'],
    ['/abroad/feed.rss', 'GET /{section}/feed.rss'],
    ['/tags/harbour/feed.rss', 'GET /tags/{tag}/feed.rss'],
    ['/abroad/ferry/comments.rss', 'GET /{section}/{slug}/comments.rss'],
    ['/v1/articles', 'GET /v1/articles'],
    ['/v1/articles/ferry', 'GET /v1/articles/{slug}'],
    ['/v1/articles/ferry/comments', 'GET /v1/articles/{slug}/comments'],
    ['/v1/nothing', 'GET /{section}/{slug}'],
    ['/abroad/ferry/', '$default'],
  ])('sends %s to %s', (path, routeKey) => {
    expect(match('GET', path)?.routeKey).toBe(routeKey);
  });
});

function aRoute(method: Route['method'], path: Route['path']): Route {
  const summary = `${method} ${path}`;
  return {
    function: 'service.read',
    audience: 'public',
    response: z.never(),
    success: 200,
    cache: 'none',
    failures: [],
    method,
    path,
    summary,
  };
}
