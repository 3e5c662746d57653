import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Issuer } from '../stages.ts';
import { type LocalIssuer, SIGNATURE } from './issuer.ts';

/** A verified token's claims as API Gateway hands them over. */
export type Claims = Readonly<Record<string, string>>;

/** The claims of a good token, or how a 401 asks for a better one (the header `WWW-Authenticate`, RFC 6750, section 3). */
export type Verdict = { readonly claims: Claims } | { readonly challenge: string };

/** How far the issuer's clock may be ahead of ours. An expired token gets no leeway. */
const LEEWAY_SECONDS = 60;

/** Verifies the value of an `Authorization` header. */
export type Authorizer = (authorization: string | undefined) => Promise<Verdict>;

/**
 * The JWT authorizer of an HTTP API: verifies the signature (one algorithm, one known key), issuer, audience and times.
 * Like API Gateway's, it accepts a token with or without `Bearer`, and does not check groups.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createAuthorizer(
  issuer: Pick<LocalIssuer, keyof Issuer | 'keyId' | 'publicKey'>,
  clock: () => Date = () => new Date(),
): Authorizer {
  return async (authorization) => {
    const [, token] = /^(?:Bearer(?: +|$))?(\S*)$/i.exec(authorization?.trim() ?? '') ?? [];
    if (!token) return { challenge: 'Bearer' };
    const now = clock();
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          if (kid !== issuer.keyId) throw new errors.JWKSNoMatchingKey();
          return issuer.publicKey;
        },
        {
          algorithms: [SIGNATURE],
          issuer: issuer.issuer,
          requiredClaims: ['exp'],
          currentDate: now,
          clockTolerance: LEEWAY_SECONDS,
        },
      );
      // `client_id` counts only without `aud`: Cognito's access tokens have no `aud`.
      if (![payload.aud ?? payload.client_id].flat().includes(issuer.audience)) {
        return invalid('the token does not have a valid audience');
      }
      if (Number(payload.exp) * 1_000 <= now.getTime()) return invalid('the token has expired');
      if (typeof payload.iat === 'number' && payload.iat * 1_000 > now.getTime() + LEEWAY_SECONDS * 1_000) {
        return invalid('the token is not valid yet');
      }
      return { claims: toClaims(payload) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return invalid(error instanceof errors.JWTExpired ? 'the token has expired' : 'the token is invalid');
    }
  };
}

const invalid = (description: string): Verdict => ({
  challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
});

/** Every claim as text: a list as `[a b]`, an object as JSON. Null claims are omitted. */
function toClaims(payload: JWTPayload): Claims {
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return Object.fromEntries(
    Object.entries(payload)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, text(value)]),
  );
}
