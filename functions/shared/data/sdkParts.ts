import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { fromEnv } from '@aws-sdk/credential-provider-env';

/*
 * Lighter replacements for parts of the SDK, aliased in `infra/bundling.ts`. They save more than half of the SDK's
 * weight and lose nothing that our Lambda functions use.
 */

/** Lambda provides credentials in the environment; the rest of the chain is SSO, profiles and instance metadata. */
export const defaultProvider = () => fromEnv();

/** We do not enable DynamoDB's endpoint discovery. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {};

/** The trace is in the environment, which serves one request at a time; the SDK supports concurrent ones too. */
export const InvokeStore = { getInstanceAsync: async () => undefined };

/** Signs with Node's SHA-256; the SDK would bundle a JavaScript implementation. */
export class Sha256 {
  readonly digestLength = 32;
  private readonly secret: string | Uint8Array | undefined;
  private state: Hash | Hmac;

  constructor(secret?: string | Uint8Array) {
    this.secret = secret;
    this.state = this.begin();
  }
  update(data: string | Uint8Array): void {
    this.state.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.state.digest();
  }
  reset(): void {
    this.state = this.begin();
  }
  private begin(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret);
  }
}
