import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environment } from './environment.ts';
import { UnreadableAnswer } from './isPassing.ts';
import { patience } from './patience.ts';

/**
 * A keyed hash (HMAC-SHA-256, 132 bits, base64url) of some text for one purpose: it tells whether two are the same, and
 * neither it nor two hashes for different purposes tell anything else to somebody without the key.
 */
export type KeyedHash = (purpose: string, ...parts: readonly string[]) => Promise<string>;

/** @param key yields the key; called once for each hash, so it should remember. */
export const createKeyedHash =
  (key: () => Promise<string>): KeyedHash =>
  async (purpose, ...parts) =>
    createHmac('sha256', await key())
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url')
      .slice(0, 22);

/** The keys of a stage: of keyed hashes and tokens, and that of forms, by which alone pages for everybody are rendered. */
export type StageKey = 'HASH_KEY' | 'FORM_KEY';

/** The name of the variable that says which secret of Secrets Manager holds a key. */
export const secretVariable = <Key extends StageKey>(key: Key) => `${key}_SECRET` as const;

/** A key of the stage: in the variable of its name, or else in the secret that {@link secretVariable} names. */
export function stageKey(name: StageKey): () => Promise<string> {
  const key = process.env[name];
  return key ? async () => key : rememberedSecret(environment(secretVariable(name)));
}

/** A secret of Secrets Manager, read when it is first needed and then remembered; a failed read is not remembered. */
export function rememberedSecret(id: string): () => Promise<string> {
  const client = new SecretsManagerClient(patience(3, 1_500));
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
