/**
 * Any page may call from a browser. Non-public routes need a token, which a page must have and send explicitly; cookies
 * are not sent (WHATWG Fetch, CORS).
 */
export const cors = {
  allowOrigins: ['*'],
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
  exposeHeaders: ['etag', 'link', 'location', 'retry-after'],
  maxAgeSeconds: 86_400,
} as const;
