import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthorizer } from '../../infra/local/authorizer.ts';
import { ISSUER_KEY_FILE, type LocalIssuer, openIssuer } from '../../infra/local/issuer.ts';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const seconds = (fromNow: number) => NOW / 1_000 + fromNow;
const directory = mkdtempSync(join(tmpdir(), 'broadsheet-'));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
/** An issuer whose key the test holds, to sign what an issuer never would. */
const known = { issuer: 'urn:test', audience: 'test-client', keyId: 'the-key', publicKey };
const authorize = createAuthorizer(known, () => new Date(NOW));

const GOOD = { iss: 'urn:test', aud: 'test-client', sub: 'ines', iat: seconds(-60), exp: seconds(60) };
const sign = (claims: object, header: object = {}, key: KeyObject | Uint8Array = privateKey) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'the-key', ...header }).sign(key);

afterAll(() => rmSync(directory, { recursive: true }));

describe('the local authorizer', () => {
  it.each([
    ['with Bearer before it', (token: string) => `Bearer ${token}`],
    ['with the scheme in lower case', (token: string) => `bearer ${token}`],
    ['alone', (token: string) => token],
  ])('takes a token %s', async (_, toHeader) => {
    const token = await sign(GOOD);

    const verdict = await authorize(toHeader(token));

    expect(verdict).toHaveProperty('claims.sub', 'ines');
  });

  it.each([
    ['the audience in client_id where there is no aud', { aud: undefined, client_id: 'test-client' }],
    ['one audience of several', { aud: ['another', 'test-client'] }],
    ['a token that begins this very second', { nbf: seconds(0), iat: seconds(0) }],
    ['a token of a clock that is a minute ahead', { nbf: seconds(60), iat: seconds(60) }],
  ])('takes %s', async (_, changes) => {
    const token = await sign({ ...GOOD, ...changes });

    const verdict = await authorize(`Bearer ${token}`);

    expect(verdict).toHaveProperty('claims');
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['a scheme without a token', 'Bearer '],
    ['another scheme', 'Basic aW5lczpzZWNyZXQ='],
    ['two headers', 'Bearer one,Bearer two'],
  ])('asks for a token on %s', async (_, header) => {
    const verdict = await authorize(header);

    expect(verdict).toEqual({ challenge: 'Bearer' });
  });

  const secret = new TextEncoder().encode(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const another = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const unsigned = () => new UnsecuredJWT({ ...GOOD }).encode();
  it.each<[string, string, () => Promise<string> | string]>([
    ['that has expired', 'the token has expired', () => sign({ ...GOOD, exp: seconds(0) })],
    ['without an end', 'the token is invalid', () => sign({ ...GOOD, exp: undefined })],
    ['that is not valid yet', 'the token is invalid', () => sign({ ...GOOD, nbf: seconds(61) })],
    ['from the future', 'the token is not valid yet', () => sign({ ...GOOD, iat: seconds(61) })],
    ['of another issuer', 'the token is invalid', () => sign({ ...GOOD, iss: 'urn:test:2' })],
    ['of no issuer', 'the token is invalid', () => sign({ ...GOOD, iss: undefined })],
    ['for another audience', 'the token does not have a valid audience', () => sign({ ...GOOD, aud: 'another' })],
    ['for nobody', 'the token does not have a valid audience', () => sign({ ...GOOD, aud: undefined })],
    [
      'for another audience, whatever its client_id',
      'the token does not have a valid audience',
      () => sign({ ...GOOD, aud: 'another', client_id: 'test-client' }),
    ],
    ['of another key by that name', 'the token is invalid', () => sign(GOOD, {}, another)],
    ['of a key by another name', 'the token is invalid', () => sign(GOOD, { kid: 'another-key' })],
    ['that names no key', 'the token is invalid', () => sign(GOOD, { kid: undefined })],
    ['without a signature', 'the token is invalid', unsigned],
    ['signed with the public key as a secret', 'the token is invalid', () => sign(GOOD, { alg: 'HS256' }, secret)],
    ['signed on a curve', 'the token is invalid', () => sign(GOOD, { alg: 'ES256' }, curve)],
    ['that is no token', 'the token is invalid', () => 'nonsense'],
  ])('refuses a token %s', async (_, description, make) => {
    const token = await make();

    const verdict = await authorize(`Bearer ${token}`);

    expect(verdict).toEqual({
      challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
    });
  });

  it('hands every claim over as text, as API Gateway does', async () => {
    const token = await sign({
      ...GOOD,
      'cognito:groups': ['editors', 'moderators'],
      email_verified: true,
      address: { country: 'NO' },
      nothing: null,
    });

    const verdict = await authorize(`Bearer ${token}`);

    expect(verdict).toEqual({
      claims: {
        iss: 'urn:test',
        aud: 'test-client',
        sub: 'ines',
        iat: String(GOOD.iat),
        exp: String(GOOD.exp),
        'cognito:groups': '[editors moderators]',
        email_verified: 'true',
        address: '{"country":"NO"}',
      },
    });
  });
});

describe('the local issuer', () => {
  let issuer: LocalIssuer;

  beforeAll(() => {
    issuer = openIssuer(directory, () => new Date(NOW));
  });

  it('makes ID tokens with the claims of Cognito’s', async () => {
    const token = await issuer.token({ name: 'ines@example.org', groups: ['editors'], hours: 12 });

    expect(decodeJwt(token)).toEqual({
      iss: issuer.issuer,
      aud: issuer.audience,
      sub: expect.any(String),
      email: 'ines@example.org',
      email_verified: true,
      'cognito:username': expect.any(String),
      'cognito:groups': ['editors'],
      token_use: 'id',
      auth_time: seconds(0),
      iat: seconds(0),
      exp: seconds(12 * 3_600),
      jti: expect.any(String),
    });
  });

  it('knows its own tokens again after a restart', async () => {
    const token = await issuer.token({ name: 'ines', groups: [], hours: 1 });
    const reopened = createAuthorizer(openIssuer(directory), () => new Date(NOW));

    const verdict = await reopened(`Bearer ${token}`);

    expect(verdict).toHaveProperty('claims.email', 'ines@localhost');
  });

  it.skipIf(process.platform === 'win32')('keeps its key where nobody else can read it', () => {
    const { mode } = statSync(join(directory, ISSUER_KEY_FILE));

    expect(mode & 0o777).toBe(0o600);
  });
});
