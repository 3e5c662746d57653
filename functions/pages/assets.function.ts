import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Log } from '../shared/log.ts';
import { readFiles } from './files.ts';
import { assetRoutes } from './routes.ts';

/** The files that pages name. @param directory where the build has put them. */
export const pagesAssets = ({
  directory,
  log,
}: {
  readonly directory: string;
  readonly log?: Log | undefined;
}): Handler => createHandler(assetRoutes, readFiles(directory, 'icon-192.png'), { log });
