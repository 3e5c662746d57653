import * as oauth from 'oauth4webapi';
import { groupsIn, nameIn } from '../../shared/api/caller.ts';
import type { Clock } from '../../shared/instant.ts';
import { UnreadableAnswer } from '../../shared/isTransient.ts';

/** Where people sign in. */
export interface IssuerAddress {
  /** As in the tokens' `iss`. */
  readonly issuer: string;
  /** The client of the desk at the issuer: a public one, with the code flow. */
  readonly clientId: string;
  /** Below it is `/.well-known/openid-configuration`. Default: the issuer. */
  readonly discovery?: string | undefined;
  /** Cognito's API, where it can end all sessions of a person. Default: the issuer's, if that is Cognito. */
  readonly cognito?: string | undefined;
  /** Default: the network. */
  readonly fetch?: typeof fetch;
}

/** Who has signed in, as the issuer says. */
export interface Person {
  /** The issuer's id. */
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** What the issuer gives for a code or for a refresh token. */
export interface Granted {
  readonly person: Person;
  readonly refresh: string;
}

/** What a sign-in needs at its end. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The issuer refuses: the code or the refresh token is not, or no longer, good. */
export class IssuerRefusal extends Error {
  override readonly name = 'IssuerRefusal';
}

/** The issuer, by OpenID Connect: authorization code with PKCE (RFC 7636), refresh, revocation (RFC 7009). */
export interface IssuerClient {
  /** @returns the address to send the browser to, and what to keep meanwhile. */
  begin(callback: string): Promise<{ readonly address: string; readonly begun: Begun }>;
  /**
   * @param answered the parameters with which the browser came back.
   * @throws IssuerRefusal, also for another state, nonce, signature, issuer or audience.
   */
  finish(callback: string, answered: Readonly<Record<string, string | undefined>>, begun: Begun): Promise<Granted>;
  /** @throws IssuerRefusal when the person was signed out or removed. */
  refresh(token: string): Promise<Granted>;
  revoke(token: string): Promise<void>;
  /** Whether {@link IssuerClient.revokeAll} can be done. */
  readonly endsEverywhere: boolean;
  /** Ends all sessions of the owner of a refresh token. @throws IssuerRefusal. */
  revokeAll(token: string): Promise<void>;
  /** Where the browser signs out of the issuer's own pages, if it has such an address. */
  endAddress(back: string): Promise<string | undefined>;
}

/** Milliseconds that a request to the issuer may take. */
const PATIENCE = 4_000;
/** Milliseconds for which the issuer's description is remembered. */
const REMEMBERED = 60 * 60 * 1_000;

const COGNITO = /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?\//;

export function createIssuerClient(address: IssuerAddress, clock: Clock): IssuerClient {
  const { issuer, clientId, discovery = issuer, fetch: ask = fetch } = address;
  const isCognito = COGNITO.test(issuer);
  const cognito = address.cognito ?? (isCognito ? new URL(issuer).origin : undefined);
  const client = (): oauth.Client => ({
    client_id: clientId,
    [oauth.clockSkew]: Math.round((clock().getTime() - Date.now()) / 1_000),
    [oauth.clockTolerance]: 30,
  });
  const options = {
    // A laptop's issuer is on the laptop.
    [oauth.allowInsecureRequests]: /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(discovery),
    [oauth.customFetch]: (url: string, init: object) => ask(url, init as RequestInit),
  };
  const within = () => ({ ...options, signal: AbortSignal.timeout(PATIENCE) });

  let known: { readonly at: number; readonly server: Promise<oauth.AuthorizationServer> } | undefined;
  const describe = (): Promise<oauth.AuthorizationServer> => {
    const now = Date.now();
    if (!known || now - known.at > REMEMBERED) {
      const server = oauth
        .discoveryRequest(new URL(discovery), { ...within(), algorithm: 'oidc' })
        .then((response) => oauth.processDiscoveryResponse(new URL(issuer), response))
        .catch((error) => {
          known = undefined;
          throw toFault(error);
        });
      known = { at: now, server };
    }
    return known.server;
  };

  const granted = async (
    server: oauth.AuthorizationServer,
    response: Response,
    tokens: oauth.TokenEndpointResponse,
    former?: string,
  ): Promise<Granted> => {
    await oauth.validateApplicationLevelSignature(server, response, within());
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    const refresh = tokens.refresh_token ?? former;
    if (!claims || !refresh) throw new IssuerRefusal('The issuer gives no ID token, or no refresh token');
    return { person: { subject: claims.sub, name: nameIn(claims), groups: groupsIn(claims) }, refresh };
  };

  const exchange = async (token: string) => {
    const server = await describe();
    const response = await oauth.refreshTokenGrantRequest(server, client(), oauth.None(), token, within());
    const tokens = await oauth.processRefreshTokenResponse(server, client(), response);
    return { server, response, tokens };
  };

  return {
    endsEverywhere: cognito !== undefined,

    begin: async (callback) => {
      const server = await describe();
      if (!server.authorization_endpoint) throw new Error(`The issuer ${issuer} has no page to sign in at`);
      const begun = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      };
      const url = new URL(server.authorization_endpoint);
      const scopes = [
        'openid',
        'email',
        ...(server.scopes_supported?.includes('offline_access') ? ['offline_access'] : []),
        // For signing out everywhere.
        ...(isCognito ? ['aws.cognito.signin.user.admin'] : []),
      ];
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: callback,
        scope: scopes.join(' '),
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return { address: url.href, begun };
    },

    finish: (callback, answered, { state, nonce, verifier }) =>
      told(async () => {
        const server = await describe();
        const given = Object.entries(answered).filter((entry): entry is [string, string] => entry[1] !== undefined);
        const parameters = oauth.validateAuthResponse(server, client(), new URLSearchParams(given), state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client(),
          oauth.None(),
          parameters,
          callback,
          verifier,
          within(),
        );
        const tokens = await oauth.processAuthorizationCodeResponse(server, client(), response, {
          expectedNonce: nonce,
          requireIdToken: true,
        });
        return granted(server, response, tokens);
      }),

    refresh: (token) =>
      told(async () => {
        const { server, response, tokens } = await exchange(token);
        return granted(server, response, tokens, token);
      }),

    revoke: (token) =>
      told(async () => {
        const server = await describe();
        if (!server.revocation_endpoint) return;
        const response = await oauth.revocationRequest(server, client(), oauth.None(), token, within());
        await oauth.processRevocationResponse(response);
      }),

    revokeAll: (token) =>
      told(async () => {
        if (!cognito) throw new IssuerRefusal('The issuer cannot end all sessions of a person');
        const { tokens } = await exchange(token);
        const response = await ask(`${cognito}/`, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
          },
          body: JSON.stringify({ AccessToken: tokens.access_token }),
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (response.status >= 500) throw new UnreadableAnswer('the issuer');
        if (!response.ok) throw new IssuerRefusal(`The issuer answers ${response.status}`);
      }),

    endAddress: async (back) => {
      const { end_session_endpoint: end } = await describe();
      if (!end) return undefined;
      const url = new URL(end);
      url.searchParams.set('client_id', clientId);
      // Cognito has names of its own.
      url.searchParams.set(isCognito ? 'logout_uri' : 'post_logout_redirect_uri', back);
      return url.href;
    },
  };
}

/** Tells the issuer's refusals from its faults, which pass. */
async function told<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw toFault(error);
  }
}

function toFault(error: unknown): unknown {
  if (error instanceof oauth.ResponseBodyError) {
    return error.status >= 500 || error.status === 429
      ? new UnreadableAnswer('the issuer')
      : new IssuerRefusal(error.error, { cause: error });
  }
  if (error instanceof oauth.AuthorizationResponseError) return new IssuerRefusal(error.error, { cause: error });
  if (error instanceof oauth.OperationProcessingError) {
    const isAnswer = error.code === oauth.RESPONSE_IS_NOT_CONFORM || error.code === oauth.RESPONSE_IS_NOT_JSON;
    return isAnswer ? new UnreadableAnswer('the issuer') : new IssuerRefusal(error.code, { cause: error });
  }
  // What fetch throws for a connection that fails or takes too long.
  if (error instanceof TypeError || (error as { name?: string }).name === 'TimeoutError') {
    return new UnreadableAnswer('the issuer');
  }
  return error;
}
