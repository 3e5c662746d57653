import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Service } from './gate.ts';

/** The ids functions ask for locally; in the account they are the secrets' ARNs. */
export const LOCAL_HASH_KEY = 'local/hash-key';
export const LOCAL_FORM_KEY = 'local/form-key';

/** A key of this machine, made at first use and kept beside the data it was used for. */
export function localKey(directory: string, name: 'hash-key' | 'form-key'): string {
  const file = join(directory, name);
  mkdirSync(directory, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
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
