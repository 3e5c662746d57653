import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environment } from './environment.ts';
import { UnreadableAnswer } from './isTransient.ts';
import { retryPolicy } from './retryPolicy.ts';

/**
 * A keyed hash (HMAC-SHA-256, 132 bits, base64url) of texts for one purpose. Equal inputs give equal hashes; without
 * the key, neither a hash nor two of different purposes reveal anything else.
 */
export type KeyedHash = (purpose: string, ...parts: readonly string[]) => Promise<string>;

/** @param key yields the key; called for each hash, so it should cache. */
export const createKeyedHash =
  (key: () => Promise<string>): KeyedHash =>
  async (purpose, ...parts) =>
    createHmac('sha256', await key())
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url')
      .slice(0, 22);

/**
 * The keys of a stage: for keyed hashes and tokens, for forms, and for the desk's sessions. Public pages are rendered with the
 * forms' key only.
 */
export type StageKey = 'HASH_KEY' | 'FORM_KEY' | 'SESSION_KEY';

/** The environment variable with the id of the secret that holds a key. */
export const secretVariable = <Key extends StageKey>(key: Key) => `${key}_SECRET` as const;

/** Reads a key of the stage, from the variable of its name or else from the secret in {@link secretVariable}. */
export function stageKey(name: StageKey): () => Promise<string> {
  const key = process.env[name];
  return key ? async () => key : rememberedSecret(environment(secretVariable(name)));
}

/** Reads a secret at first use and caches it. Failed reads are not cached. */
export function rememberedSecret(id: string): () => Promise<string> {
  const client = new SecretsManagerClient(retryPolicy(3, 1_500));
  let remembered: Promise<string> | undefined;
  return () => {
    remembered ??= client
      .send(new GetSecretValueCommand({ SecretId: id }))
      .then(({ Name, SecretString }) => {
        if (!Name) throw new UnreadableAnswer('Secrets Manager');
        if (!SecretString) throw new Error(`The secret ${id} is empty`);
        return SecretString;
      })
      .catch((error) => {
        remembered = undefined;
        throw error;
      });
    return remembered;
  };
}
