import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The name of the variable that holds scheme and host of the site. Every deployed function is told. */
export const SITE_ORIGIN = 'SITE_ORIGIN';

/**
 * Scheme and host readers know the site by, for addresses that leave it: in feeds, mails and sitemaps. A function that is not
 * deployed takes the gateway's, which tells it itself: no header that a client can choose is believed.
 */
export const originOf = ({ requestContext: { domainName } }: Pick<APIGatewayProxyEventV2, 'requestContext'>): string =>
  process.env[SITE_ORIGIN] ?? `https://${domainName}`;
