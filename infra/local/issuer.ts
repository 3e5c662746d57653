import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Group, Issuer } from '../stages.ts';
import { readOrMake } from './keptFile.ts';

/** The file of the key that tokens are signed with, below the data directory. */
export const ISSUER_KEY_FILE = 'issuer-key.pem';

/** The one algorithm: API Gateway's authorizer takes RSA and nothing else. */
export const SIGNATURE = 'RS256';

/** Who a token is for, and for how long. */
export interface TokenRequest {
  /** An email address; a mere name gets one at localhost. */
  readonly name: string;
  readonly groups: readonly Group[];
  readonly hours: number;
}

/** What a user pool is in the account: it says who somebody is, by tokens that nobody else can make. */
export interface LocalIssuer extends Issuer {
  /** The key's name, in the header of each token. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** An ID token with the claims that Cognito's have, as it goes into `Authorization: Bearer …`. */
  token(request: TokenRequest): Promise<string>;
}

/** The issuer of a data directory. Its key is made at first use, and readable by the directory's owner alone. */
export function openIssuer(directory: string, clock: () => Date = () => new Date()): LocalIssuer {
  const privateKey = signingKey(directory);
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  const issuer = 'urn:broadsheet:issuer:local';
  const audience = 'broadsheet-local';

  return {
    issuer,
    audience,
    keyId,
    publicKey,
    token({ name, groups, hours }) {
      const now = Math.floor(clock().getTime() / 1_000);
      const email = name.includes('@') ? name : `${name}@localhost`;
      // The same person is the same subject in every token.
      const subject = createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);
      return new SignJWT({
        email,
        email_verified: true,
        'cognito:username': subject,
        'cognito:groups': [...groups],
        token_use: 'id',
        auth_time: now,
      })
        .setProtectedHeader({ alg: SIGNATURE, kid: keyId })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + Math.round(hours * 3_600))
        .setJti(randomUUID())
        .sign(privateKey);
    },
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
      wayOut:
        'Put a copy of it in its place, or remove it: another key is made, and tokens signed with this one are refused.',
    },
    () =>
      generateKeyPairSync('rsa', { modulusLength: 2_048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
  );
