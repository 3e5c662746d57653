import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Reply, type ReplyDetails, redirection } from '../shared/api/reply.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { assetRoutes } from './routes.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The icon that phones request at a fixed address; its name in the theme. */
const TOUCH_ICON = 'apple-touch-icon.png';

/** A file's name without the hash of its content; undefined for a name without one. */
function withoutHash(name: string): string | undefined {
  const [, stem, extension] = /^(.+)\.[0-9a-f]{10}(\.\w+)$/.exec(name) ?? [];
  return stem && `${stem}${extension}`;
}

/**
 * Serves the files of one directory. It is listed once, and only names in that list become part of a path, which
 * prevents traversal. A file name of another build gets this build's file, cached briefly: after a deployment, caches
 * still hold the previous pages, and slightly wrong styles are better than none.
 * @param favicon the icon that browsers request at a fixed address; its name in the theme.
 */
export function readFiles(directory: string, favicon: string): Operations<typeof assetRoutes> {
  const names = new Set(readdirSync(directory));
  const current = new Map([...names].map((name) => [withoutHash(name), name]));

  const read = async (name: string, details: ReplyDetails = {}) =>
    new Reply(await readFile(join(directory, name)), {
      mediaType: mediaTypes[extname(name)] ?? 'application/octet-stream',
      ...details,
    });

  return {
    readAsset: async ({ params: { file } }) => {
      if (names.has(file)) return read(file);
      const base = withoutHash(file);
      const name = base && current.get(base);
      if (!name) throw new Failure('address-not-found', ({ failures }) => failures.noFile);
      return read(name, { cache: 'public' });
    },
    readFavicon: () => read(current.get(favicon) ?? favicon),
    readTouchIcon: () => read(current.get(TOUCH_ICON) ?? TOUCH_ICON),
    touchIconMoved: async () => redirection(301, `/${TOUCH_ICON}`),
  };
}
