import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';

const file = { method: 'GET', audience: 'public', response: z.string(), success: 200, cache: 'public' } as const;
const xml = { ...file, mediaType: 'application/xml; charset=utf-8' } as const;
const text = { ...file, mediaType: 'text/plain; charset=utf-8' } as const;

/** Sitemaps, and other files at well-known addresses. */
export const sitemapRoutes = defineRoutes('sitemaps.read', {
  readSitemapIndex: { ...xml, path: '/sitemap.xml', summary: 'List the files of the sitemap', failures: [] },
  readSitemap: {
    ...xml,
    path: '/sitemaps/{file}',
    summary: "Read a file of the sitemap: the sections, or a month's articles",
    params: z.object({ file: z.string() }),
    failures: ['address-not-found'],
  },
  readNewsSitemap: {
    ...xml,
    path: '/sitemap-news.xml',
    summary: 'Read the news sitemap: the articles of the last two days',
    failures: [],
  },
  readRobots: { ...text, path: '/robots.txt', summary: 'Tell crawlers which addresses not to read', failures: [] },
  readSecurityText: {
    ...text,
    path: '/.well-known/security.txt',
    summary: 'Tell where to report a security problem',
    failures: ['address-not-found'],
  },
  readManifest: {
    ...file,
    mediaType: 'application/manifest+json; charset=utf-8',
    path: '/manifest.webmanifest',
    summary: 'Read the web app manifest: name, colours and icons of the site',
    failures: [],
  },
});
