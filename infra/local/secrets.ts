import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Service } from './gate.ts';
import { readOrMake } from './keptFile.ts';

/** The local secret ids; in a deployment these are the secrets' ARNs. */
export const LOCAL_HASH_KEY = 'local/hash-key';
export const LOCAL_FORM_KEY = 'local/form-key';
export const LOCAL_SESSION_KEY = 'local/session-key';

/** The names of the local keys' files. */
export const KEY_FILES = ['hash-key', 'form-key', 'session-key', 'signing-key'] as const;

/** A local key, generated at first use and kept beside the data that depends on it. */
export function localKey(directory: string, name: (typeof KEY_FILES)[number]): string {
  const kept = {
    file: join(directory, name),
    // 32 bytes in base64url.
    parse: (text: string) => (/^[\w-]{43}$/.test(text) ? text : undefined),
    remedy:
      'Put a copy of it in its place, or remove it: another key is made, and hashes, forms, sessions, links and uploads made with this one are not known again.',
  };
  return readOrMake(kept, () => randomBytes(32).toString('base64url'));
}

/** A local Secrets Manager with the one operation that functions call, GetSecretValue. */
export function answerSecrets(secrets: Readonly<Record<string, string>>): Service {
  return async (request, response) => {
    const { SecretId = '' } = (await json(request)) as { SecretId?: string };
    const SecretString = Object.hasOwn(secrets, SecretId) ? secrets[SecretId] : undefined;
    response.writeHead(SecretString ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(SecretString ? { Name: SecretId, SecretString } : { __type: 'ResourceNotFoundException' }),
    );
  };
}
