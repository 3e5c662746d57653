import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { tables } from '../../functions/shared/data/tables.ts';
import { HASH_KEY_SECRET } from '../../functions/shared/keyedHash.ts';
import { bundleDirectory } from '../bundling.ts';
import { functionNames, functions } from '../functions.ts';
import { localCredentials } from './dynamodb.ts';
import type { Invoke } from './gateway.ts';
import { LOCAL_HASH_KEY } from './secrets.ts';

export interface LocalServices {
  /** Where the site is. */
  readonly origin: string;
  readonly dynamodb: string;
  readonly secrets: string;
  readonly tables: TableNames;
}

/** The environment of every function on this machine: the deployment's names, this machine's values. */
export function localEnvironment({ origin, dynamodb, secrets, tables: names }: LocalServices): Record<string, string> {
  return {
    ...localCredentials,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
    [tables.published.environmentName]: names.published,
    [tables.newsroom.environmentName]: names.newsroom,
    [HASH_KEY_SECRET]: LOCAL_HASH_KEY,
    [SITE_ORIGIN]: origin,
    // The gateway's access log has a line for every request already; faults still come through.
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    ...Object.assign({}, ...Object.values(functions).map(({ environment }) => environment)),
  };
}

/** Loads the built functions into this process and calls the one that owns a route. */
export async function loadFunctions(directory: string, services: LocalServices): Promise<Invoke> {
  const mayDiffer = /^(AWS_(REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY)|POWERTOOLS_|COMMENT_)/;
  for (const [name, value] of Object.entries(localEnvironment(services))) {
    if (mayDiffer.test(name)) process.env[name] ??= value;
    else process.env[name] = value;
  }
  const loaded = await Promise.all(
    functionNames.map(async (name) => {
      const file = join(bundleDirectory(name, directory), 'index.cjs');
      return [name, (await import(pathToFileURL(file).href)).handler] as const;
    }),
  );
  const handlers = new Map(loaded);
  return (route, event, context) => handlers.get(route.function)(event, context);
}
