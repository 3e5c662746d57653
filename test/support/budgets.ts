import { routes } from '../../functions/routes.ts';
import type { DeployedFunctionName } from '../../infra/functions.ts';

/** Functions that render pages or feeds. */
const WITH_PAGES: ReadonlySet<string> = new Set(['pages.read', 'feeds.read', 'comments.submit', 'commenters.manage']);
const forReaders: ReadonlySet<string> = new Set(
  Object.values(routes)
    .filter(({ audience, proxy }) => audience === 'public' && proxy === undefined)
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

/**
 * Most bytes of a bundle of the desk: what the API's function for the same people has, sessions, pages and the words of six
 * languages.
 */
export const deskBudgets = {
  'desk.session': 352 * 1024,
  'desk.edit': 1_100 * 1024,
  'desk.moderate': 512 * 1024,
} as const satisfies Partial<Readonly<Record<DeployedFunctionName, number>>>;
