import { builtIn } from '../shared/api/paperLanguage.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Log } from '../shared/log.ts';
import { readFiles } from './files.ts';
import { assetRoutes } from './routes.ts';

/** Serves the theme's files. @param directory the build's output. */
export const pagesAssets = ({
  directory,
  language,
  log,
}: {
  readonly directory: string;
  /** The paper's (BCP 47). */
  readonly language: string;
  readonly log?: Log | undefined;
}): Handler => createHandler(assetRoutes, readFiles(directory, 'icon-192.png'), { language: builtIn(language), log });
