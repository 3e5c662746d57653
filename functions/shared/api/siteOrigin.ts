import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The environment variable with scheme and host of the site, set for every deployed function. */
export const SITE_ORIGIN = 'SITE_ORIGIN';

/**
 * Scheme and host of the site, for absolute URLs in feeds, mails and sitemaps. Falls back to the gateway's domain name,
 * which is not taken from a header that a client can set.
 */
export const originOf = ({ requestContext: { domainName } }: Pick<APIGatewayProxyEventV2, 'requestContext'>): string =>
  process.env[SITE_ORIGIN] ?? `https://${domainName}`;
