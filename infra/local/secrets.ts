import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

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

export interface SecretsEndpoint {
  readonly endpoint: string;
  stop(): void;
}

/** The one call of Secrets Manager that functions make, GetSecretValue, answered on 127.0.0.1. */
export async function startSecrets(secrets: Readonly<Record<string, string>>): Promise<SecretsEndpoint> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { SecretId } = JSON.parse(Buffer.concat(chunks).toString());
    const SecretString = secrets[SecretId];
    response.writeHead(SecretString ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(SecretString ? { Name: SecretId, SecretString } : { __type: 'ResourceNotFoundException' }),
    );
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The local secrets have no address');
  return { endpoint: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}
