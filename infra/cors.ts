/** Who may call from a browser: anybody, since everything here is public; no cookies cross (RFC: WHATWG Fetch, CORS). */
export const cors = {
  allowOrigins: ['*'],
  allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  allowHeaders: ['content-type', 'idempotency-key', 'if-none-match'],
  exposeHeaders: ['etag', 'link', 'location', 'retry-after'],
  maxAgeSeconds: 86_400,
} as const;
