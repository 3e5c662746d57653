import { fromEnv } from '@aws-sdk/credential-provider-env';

/*
 * Lighter parts that the bundles hold in place of the SDK's own (`infra/bundling.ts` says which). Together they are more
 * than half of what the SDK would weigh, and nothing a Lambda function of ours could use.
 */

/** In Lambda, credentials come from the environment; the rest of the chain is SSO, profiles and instance metadata. */
export const defaultProvider = () => fromEnv();

/** DynamoDB's endpoint discovery is off unless asked for, and so never looks for an endpoint here. */
export class EndpointCache {}
