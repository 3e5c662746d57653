import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  COGNITO_ENDPOINT,
  DESK_CLIENT_ID,
  DESK_DISCOVERY,
  DESK_ISSUER,
} from '../../functions/desk/session/deployed.ts';
import { SERVER_TIMING } from '../../functions/shared/api/serverTiming.ts';
import { SITE_ORIGIN } from '../../functions/shared/api/siteOrigin.ts';
import type { TableNames } from '../../functions/shared/data/tables.ts';
import { tables } from '../../functions/shared/data/tables.ts';
import { MAIL_FROM } from '../../functions/shared/environment.ts';
import { secretVariable } from '../../functions/shared/keyedHash.ts';
import { LOG_LEVEL } from '../../functions/shared/log.ts';
import { BROWSER_ENDPOINT, MEDIA_BUCKET } from '../../functions/shared/objects/deployed.ts';
import { SITE_INDEXED } from '../../functions/sitemaps/robots.ts';
import { bundleDirectory } from '../bundling.ts';
import { type DeployedFunctionName, functionsOf } from '../functions.ts';
import { type Stage, stages } from '../stages.ts';
import { localCredentials } from './dynamodb.ts';
import type { Invoke } from './gateway.ts';
import { LOCAL_ISSUER } from './issuer.ts';
import { BROWSER_PATH, LOCAL_BUCKET } from './objectStore.ts';
import { LOCAL_FORM_KEY, LOCAL_HASH_KEY, LOCAL_SESSION_KEY } from './secrets.ts';
import { DESK_CLIENT, SIGN_IN_PATH } from './signIn.ts';

const mail = { from: 'broadsheet@localhost' };

/** The local machine as a stage: mail goes to a directory, and there is no CDN. */
const localStage: Stage = { ...stages.development, mail };

/** The functions that run locally. */
export const localFunctions: readonly DeployedFunctionName[] = functionsOf(localStage);

export interface LocalServices {
  readonly dynamodb: string;
  readonly secrets: string;
  readonly ses: string;
  readonly objects: string;
  /** The secret key of everything that functions sign. */
  readonly secretKey: string;
  /** The site's origin. */
  readonly site: string;
  readonly tables: TableNames;
}

/** The environment of every local function: the variables of the deployment with local values. */
export function localEnvironment({
  dynamodb,
  secrets,
  ses,
  objects,
  secretKey,
  site,
  tables: names,
}: LocalServices): Record<string, string> {
  return {
    ...localCredentials,
    AWS_SECRET_ACCESS_KEY: secretKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
    AWS_ENDPOINT_URL_SESV2: ses,
    AWS_ENDPOINT_URL_S3: objects,
    [BROWSER_ENDPOINT]: `${site}${BROWSER_PATH}`,
    [MEDIA_BUCKET]: LOCAL_BUCKET,
    [SITE_ORIGIN]: site,
    [SITE_INDEXED]: 'true',
    [SERVER_TIMING]: 'on',
    [MAIL_FROM]: mail.from,
    [tables.published.environmentName]: names.published,
    [tables.newsroom.environmentName]: names.newsroom,
    [secretVariable('HASH_KEY')]: LOCAL_HASH_KEY,
    [secretVariable('FORM_KEY')]: LOCAL_FORM_KEY,
    [secretVariable('SESSION_KEY')]: LOCAL_SESSION_KEY,
    [DESK_ISSUER]: LOCAL_ISSUER,
    [DESK_CLIENT_ID]: DESK_CLIENT,
    [DESK_DISCOVERY]: `${site}${SIGN_IN_PATH}`,
    [COGNITO_ENDPOINT]: `${site}${SIGN_IN_PATH}`,
    // The gateway's access log already has a line for every request; faults are still logged.
    [LOG_LEVEL]: 'ERROR',
  };
}

/** The built functions, each loaded into this process when it is first invoked, as Lambda does. */
export interface LoadedFunctions {
  /** Invokes the function that owns a route. */
  readonly invoke: Invoke;
  /** Invokes a function by name, as an event source does. */
  readonly call: (name: DeployedFunctionName, event: object) => Promise<unknown>;
}

/** Sets the functions' environment, which is this process's, and returns the functions. */
export function loadFunctions(directory: string, services: LocalServices): LoadedFunctions {
  const mayDiffer = /^AWS_(REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|LAMBDA_LOG_LEVEL)$/;
  for (const [name, value] of Object.entries(localEnvironment(services))) {
    if (mayDiffer.test(name)) process.env[name] ??= value;
    else process.env[name] = value;
  }
  const handlerOf = async (name: DeployedFunctionName) => {
    const file = join(bundleDirectory(name, directory), 'index.cjs');
    return (await import(pathToFileURL(file).href)).handler;
  };
  return {
    invoke: async (route, event, context) => (await handlerOf(route.function))(event, context),
    call: async (name, event) => (await handlerOf(name))(event),
  };
}
