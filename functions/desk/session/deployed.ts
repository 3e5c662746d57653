import { environment } from '../../shared/environment.ts';
import { stageKey } from '../../shared/keyedHash.ts';
import type { IssuerAddress } from './issuer.ts';

/** The environment variable with the issuer where people sign in, as in its tokens. */
export const DESK_ISSUER = 'DESK_ISSUER';
/** That with the id of the desk's client at the issuer. */
export const DESK_CLIENT_ID = 'DESK_CLIENT_ID';
/** That with the address below which the issuer describes itself, where that is not the issuer. */
export const DESK_DISCOVERY = 'DESK_DISCOVERY';
/** The SDK's own name for the address of Cognito's API. */
export const COGNITO_ENDPOINT = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER';

/** What the desk's functions take from their environment. Called at start-up. @throws Error when some of it is missing. */
export const deployedDesk = (): { readonly sessionKey: () => Promise<string>; readonly issuer: IssuerAddress } => ({
  sessionKey: stageKey('SESSION_KEY'),
  issuer: {
    issuer: environment(DESK_ISSUER),
    clientId: environment(DESK_CLIENT_ID),
    discovery: process.env[DESK_DISCOVERY],
    cognito: process.env[COGNITO_ENDPOINT],
  },
});
