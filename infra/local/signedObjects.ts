import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { StoreError } from './storeError.ts';

/** What a signature is checked with. */
export interface Signing {
  readonly secretKey: string;
  readonly now: Date;
}

/** A form that was posted: its fields by their lower-case names, and the file. */
export interface UploadForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Uint8Array;
}

/** Most bytes of a form; more than any policy of ours allows. S3 takes 5 GB. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a form. What follows the file is ignored.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function readUploadForm(request: IncomingMessage): Promise<UploadForm> {
  const mediaType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(mediaType)) {
    throw new StoreError(412, 'PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= MOST_BYTES) chunks.push(chunk);
  }
  if (length > MOST_BYTES) throw tooLarge();
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': mediaType } })
    .formData()
    .catch(() => {
      throw new StoreError(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed');
    });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (name === 'file') {
      const bytes = typeof value === 'string' ? Buffer.from(value) : new Uint8Array(await value.arrayBuffer());
      return { fields, file: bytes };
    }
    fields.set(name.toLowerCase(), typeof value === 'string' ? value : await value.text());
  }
  throw new StoreError(
    400,
    'IncorrectNumberOfFilesInPostRequest',
    'POST requires exactly one file upload per request.',
  );
}

const tooLarge = () => new StoreError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
const tooSmall = () =>
  new StoreError(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
const denied = (message: string) => new StoreError(403, 'AccessDenied', message);
const byPolicy = (reason: string) => denied(`Invalid according to Policy: ${reason}`);
const mismatch = () =>
  new StoreError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );

/** Fields that no condition has to name. */
const UNCONDITIONAL = /^(policy|x-amz-signature|x-ignore-.*)$/;

/**
 * Checks a form by the policy in it: signature, expiry, every condition, and that every field has one.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 * @throws StoreError
 */
export function checkUploadForm(
  { fields, file }: UploadForm,
  { bucket, secretKey, now }: Signing & { bucket: string },
) {
  const required = (name: string) => {
    const value = fields.get(name);
    if (value !== undefined) return value;
    const reason = `Bucket POST must contain a field named '${name}'. If it is specified, please check the order of the fields.`;
    throw new StoreError(400, 'InvalidArgument', reason);
  };
  required('key');
  const policy = fields.get('policy');
  if (policy === undefined) throw denied('Access Denied');
  const signature = required('x-amz-signature');
  const key = signingKey(secretKey, required('x-amz-credential'));
  if (!isSame(signature, createHmac('sha256', key).update(policy).digest('hex'))) throw mismatch();

  const { expiration, conditions } = parsePolicy(policy);
  if (now.getTime() >= expiration) throw byPolicy('Policy expired.');
  const named = new Set<string>();
  for (const condition of conditions) {
    const [match, name, value] = condition;
    if (match === 'content-length-range') {
      if (file.length < Number(name)) throw tooSmall();
      if (file.length > Number(value)) throw tooLarge();
      continue;
    }
    const field = String(name).replace(/^\$/, '').toLowerCase();
    named.add(field);
    const given = field === 'bucket' ? bucket : fields.get(field);
    const holds = match === 'eq' ? given === value : given?.startsWith(String(value)) === true;
    if (!holds) throw byPolicy(`Policy Condition failed: ${JSON.stringify([match, `$${field}`, value])}`);
  }
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !UNCONDITIONAL.test(name));
  if (extra.length > 0) throw byPolicy(`Extra input fields: ${extra.join(', ')}`);
}

type Condition = readonly [match: 'eq' | 'starts-with' | 'content-length-range', name: unknown, value: unknown];

function parsePolicy(policy: string): { readonly expiration: number; readonly conditions: readonly Condition[] } {
  try {
    const { expiration, conditions } = JSON.parse(Buffer.from(policy, 'base64').toString());
    const at = Date.parse(expiration);
    const listed = (conditions as readonly object[]).flatMap((each): readonly Condition[] =>
      Array.isArray(each)
        ? [each as unknown as Condition]
        : Object.entries(each).map(([name, value]) => ['eq', name, value] as const),
    );
    const isKnown = listed.every(([match]) => /^(eq|starts-with|content-length-range)$/.test(match));
    if (isKnown && !Number.isNaN(at)) return { expiration: at, conditions: listed };
  } catch {
    // Refused below.
  }
  throw new StoreError(400, 'InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
}

/**
 * Checks the signature in the query of an address.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @throws StoreError
 */
export function checkSignedAddress({ method, url = '', headers }: IncomingMessage, { secretKey, now }: Signing): void {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  const given = (name: string) => parameters.get(`X-Amz-${name}`) ?? '';
  const [signature, date, credential] = [given('Signature'), given('Date'), given('Credential')];
  if (!signature || !/^\d{8}T\d{6}Z$/.test(date)) throw denied('Access Denied');
  const signedHeaders = given('SignedHeaders');
  const canonical = [
    method,
    path,
    query
      .split('&')
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .toSorted()
      .join('&'),
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = credential.split('/').slice(1).join('/');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const expected = createHmac('sha256', signingKey(secretKey, credential)).update(toSign).digest('hex');
  if (!isSame(signature, expected)) throw mismatch();
  const signedAt = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (now.getTime() >= signedAt + Number(given('Expires')) * 1_000) throw denied('Request has expired');
}

/** The key that signs in a credential's scope: `<access key>/<day>/<region>/<service>/aws4_request`. */
const signingKey = (secretKey: string, credential: string) =>
  credential
    .split('/')
    .slice(1)
    .reduce<string | Buffer>((key, part) => createHmac('sha256', key).update(part).digest(), `AWS4${secretKey}`);

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
