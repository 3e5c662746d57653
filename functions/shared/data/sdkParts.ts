import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { fromEnv } from '@aws-sdk/credential-provider-env';

/*
 * Lighter parts that the bundles hold in place of the SDK's own (`infra/bundling.ts` says which). Together they are more
 * than half of what the SDK would weigh, and nothing a Lambda function of ours could use.
 */

/** In Lambda, credentials come from the environment; the rest of the chain is SSO, profiles and instance metadata. */
export const defaultProvider = () => fromEnv();

/** DynamoDB's endpoint discovery is off unless asked for: a client of ours is configured without it. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {};

/** The trace is that of the environment, which answers one request at a time; the SDK would also look for those of many at once. */
export const InvokeStore = { getInstanceAsync: async () => undefined };

/** Signatures are made by Node's own SHA-256; the SDK would bring one in JavaScript for where there is none. */
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
