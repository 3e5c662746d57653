import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Reply } from '../shared/api/reply.ts';
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

/**
 * Serves the files of one directory, which is read once: a name is looked up among those it held, and never becomes a part
 * of a path before it was found there.
 * @param favicon the name of the icon that browsers ask for at an address of their own.
 */
export function readFiles(directory: string, favicon: string): Operations<typeof assetRoutes> {
  const paths = new Map(readdirSync(directory).map((name) => [name, join(directory, name)]));

  const read = async (name: string) => {
    const path = paths.get(name);
    if (!path) throw new Failure('address-unknown', 'There is no such file.');
    return new Reply(await readFile(path), { mediaType: mediaTypes[extname(name)] ?? 'application/octet-stream' });
  };

  return {
    readAsset: ({ params: { file } }) => read(file),
    readFavicon: () => read(favicon),
  };
}
