import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { join } from 'node:path';
import { type JWTPayload, SignJWT } from 'jose';
import type { Group, Issuer } from '../stages.ts';
import { readOrMake } from './keptFile.ts';

/** The file of the key that signs tokens, below the data directory. */
export const ISSUER_KEY_FILE = 'issuer-key.pem';

/** The `iss` of every token of a laptop. */
export const LOCAL_ISSUER = 'urn:broadsheet:issuer:local';

/** API Gateway's authorizer accepts only RSA signatures. */
export const SIGNATURE = 'RS256';

/** Who a token is for, and for how long. */
export interface TokenRequest {
  /** An email address; a plain name becomes one at localhost. */
  readonly name: string;
  readonly groups: readonly Group[];
  readonly hours: number;
}

/** The local counterpart of a Cognito user pool: issues signed tokens that identify a person. */
export interface LocalIssuer extends Issuer {
  /** The key's name, in the header of each token. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** Makes an ID token with Cognito's claims, for `Authorization: Bearer …`. */
  token(request: TokenRequest): Promise<string>;
  /** Makes one for another audience, with further claims. */
  tokenFor(audience: string, request: TokenRequest, further: JWTPayload): Promise<string>;
}

/** The issuer of a data directory. Its key is generated at first use and readable by its owner only. */
export function openIssuer(directory: string, clock: () => Date = () => new Date()): LocalIssuer {
  const privateKey = signingKey(directory);
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  const issuer = LOCAL_ISSUER;
  const audience = 'broadsheet-local';

  const tokenFor: LocalIssuer['tokenFor'] = (audience, { name, groups, hours }, further) => {
    const now = Math.floor(clock().getTime() / 1_000);
    const email = name.includes('@') ? name : `${name}@localhost`;
    // A stable subject for each person.
    const subject = createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);
    return new SignJWT({
      email,
      email_verified: true,
      'cognito:username': subject,
      'cognito:groups': [...groups],
      token_use: 'id',
      auth_time: now,
      ...further,
    })
      .setProtectedHeader({ alg: SIGNATURE, kid: keyId })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + Math.round(hours * 3_600))
      .setJti(randomUUID())
      .sign(privateKey);
  };

  return {
    issuer,
    audience,
    keyId,
    publicKey,
    token: (request) => tokenFor(audience, request, {}),
    tokenFor,
  };
}

const signingKey = (directory: string): KeyObject =>
  readOrMake(
    {
      file: join(directory, ISSUER_KEY_FILE),
      parse: (text) => {
        const key = createPrivateKey(text);
        return key.asymmetricKeyType === 'rsa' ? key : undefined;
      },
      remedy:
        'Put a copy of it in its place, or remove it: another key is made, and tokens signed with this one are refused.',
    },
    () =>
      generateKeyPairSync('rsa', { modulusLength: 2_048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
  );
