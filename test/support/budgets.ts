import { routes } from '../../functions/routes.ts';
import type { DeployedFunctionName } from '../../infra/functions.ts';

/** They render pages or feeds. */
const WITH_PAGES: ReadonlySet<string> = new Set(['pages.read', 'feeds.read', 'comments.submit', 'commenters.manage']);
const forReaders: ReadonlySet<string> = new Set(
  Object.values(routes)
    .filter(({ audience }) => audience === 'public')
    .map((route) => route.function),
);

/** Whether readers wait for it. */
export const servesReaders = (name: DeployedFunctionName): boolean => forReaders.has(name);

/**
 * Bytes that the bundle of a function that serves readers may weigh; of one that renders pages or feeds a little more, and
 * most where what the pages' forms send is judged too.
 */
export const bundleBudget = (name: DeployedFunctionName): number => {
  if (name === 'comments.submit') return 332 * 1024;
  return (WITH_PAGES.has(name) ? 324 : 284) * 1024;
};
