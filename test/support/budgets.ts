import { routes } from '../../functions/routes.ts';
import type { DeployedFunctionName } from '../../infra/functions.ts';

/** Functions that render pages or feeds. */
const WITH_PAGES: ReadonlySet<string> = new Set(['pages.read', 'feeds.read', 'comments.submit', 'commenters.manage']);
const forReaders: ReadonlySet<string> = new Set(
  Object.values(routes)
    .filter(({ audience }) => audience === 'public')
    .map((route) => route.function),
);

/** Whether readers wait for the function. */
export const servesReaders = (name: DeployedFunctionName): boolean => forReaders.has(name);

/**
 * Most bytes of a bundle that serves readers: more for one that renders pages or feeds, and most for the one that also
 * judges what the pages' forms send. One of its own has what reads objects.
 */
export const bundleBudget = (name: DeployedFunctionName): number => {
  if (name === 'comments.submit') return 352 * 1024;
  // The SDK's description of all calls of S3 is one file.
  if (name === 'media.read') return 328 * 1024;
  return (WITH_PAGES.has(name) ? 348 : 284) * 1024;
};
