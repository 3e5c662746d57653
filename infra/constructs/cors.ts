/**
 * Who may call from a browser: any page. What is not public is for those who hold a token, which a page has to be given
 * and has to send by itself; no cookies cross (WHATWG Fetch, CORS).
 */
export const cors = {
  allowOrigins: ['*'],
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
  exposeHeaders: ['etag', 'link', 'location', 'retry-after'],
  maxAgeSeconds: 86_400,
} as const;
