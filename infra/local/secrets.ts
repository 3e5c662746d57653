import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Service } from './gate.ts';
import { readOrMake } from './keptFile.ts';

/** The ids functions ask for locally; in the account they are the secrets' ARNs. */
export const LOCAL_HASH_KEY = 'local/hash-key';
export const LOCAL_FORM_KEY = 'local/form-key';

/** A key of this machine, made at first use and kept beside the data it was used for. */
export function localKey(directory: string, name: 'hash-key' | 'form-key'): string {
  const kept = {
    file: join(directory, name),
    // What randomBytes(32) is in base64url.
    parse: (text: string) => (/^[\w-]{43}$/.test(text) ? text : undefined),
    wayOut:
      'Put a copy of it in its place, or remove it: another key is made, and hashes, forms and links made with this one are not known again.',
  };
  return readOrMake(kept, () => randomBytes(32).toString('base64url'));
}

/** The one call of Secrets Manager that functions make, GetSecretValue. */
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
