import * as fc from 'fast-check';
import type { Route } from '../../functions/shared/api/route.ts';
import type { RequestOptions } from './app.ts';
import { aSubmission, MORNING } from './builders.ts';

/** A malicious or malformed request. */
export interface HostileRequest {
  readonly method: string;
  readonly target: string;
  readonly options: RequestOptions;
}

export const oneOfWords = (words: string) => fc.constantFrom(...words.split(' '));

/** Texts that have broken parsers. */
export const hostileText = fc.oneof(
  oneOfWords('__proto__ constructor prototype toString hasOwnProperty null undefined NaN .. ../../etc/passwd a/b a\\b'),
  oneOfWords('%00 %2F %ZZ FERRY -ferry ferry--boat fеrry ｆｅｒｒｙ $(reboot) {{7*7}} <script>alert(1)</script>'),
  oneOfWords('0 101 1e9 -1 1.5 1,2 1e400 ٥ 0x10 9999-12-31T23:59:59-23:59 2026-02-30T00:00:00Z'),
  fc.constantFrom(
    '',
    ' ',
    ' 5',
    '\t\r\n',
    '\0',
    '\u001b[2J',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ufffd',
    '\ud800',
    'a\udfff',
  ),
  fc.constantFrom(
    'x\r\nX-Evil: 1',
    'x\nSet-Cookie: evil=1',
    "' OR 1=1 --",
    '👩‍👩‍👧‍👦',
    'l'.repeat(121),
    'l'.repeat(10_001),
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
);

/** Percent-encoded well, badly or not at all, without the characters that end its part of the address. */
export const encoded = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: text.map((each) => encodeURIComponent(each.toWellFormed())) },
    oneOfWords('% %2 %ZZ %C3 %ED%A0%80 %FF%FE %00 %2F %2e%2e %2e%2e%2f .. %25%30%30'),
    text.map((each) => each.replaceAll(/[?#&=/+]/g, '').slice(0, 50)),
  );

/** Instants, and near misses: a 31st of February, a 24th hour, an offset of a day. */
export const almostInstant = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc
    .tuple(
      fc.integer({ min: 0, max: 9999 }).map((year) => String(year).padStart(4, '0')),
      ...[12, 31, 24, 60, 60].map((max) => fc.integer({ min: 0, max }).map((part) => String(part).padStart(2, '0'))),
      oneOfWords('Z z +00:00 -23:59 +24:00 +0100 .5Z .123456789Z'),
    )
    .map(
      ([year, month, day, hour, minute, second, zone]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`,
    ),
);

const ID = '00000000-0000-4000-8000-000000000000';

const forgedPosition = fc
  .oneof(
    fc.tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.constantFrom(0, 2, '1', null)),
      oneOfWords('latest section/abroad tag/harbour author/ines-calder comments/ferry/oldest ARTICLE#ferry'),
      oneOfWords('after before after before AFTER __proto__'),
      fc.oneof(
        oneOfWords(`${MORNING}#ferry ${MORNING}#${ID} ${MORNING}#${ID}/ ${MORNING}#${ID}/${MORNING}#${ID} PUBLISHED ~`),
        fc.tuple(almostInstant, fc.oneof(hostileText, fc.constantFrom(ID, 'ferry'))).map((parts) => parts.join('#')),
      ),
    ),
    fc.jsonValue(),
  )
  .map((payload) => Buffer.from(JSON.stringify(payload)));

/** Forged, truncated and random cursors. */
export const forgedCursor = fc.oneof(
  { weight: 3, arbitrary: forgedPosition.map((bytes) => bytes.toString('base64url')) },
  fc.tuple(forgedPosition, fc.nat(60)).map(([bytes, length]) => bytes.toString('base64url').slice(0, length)),
  forgedPosition.map((bytes) => bytes.toString('base64')),
  hostileText,
);

const queryValues: Readonly<Record<string, fc.Arbitrary<string>>> = {
  limit: fc.oneof(fc.integer({ min: -1, max: 102 }).map(String), hostileText),
  cursor: forgedCursor,
  from: fc.oneof(almostInstant, hostileText),
  to: fc.oneof(almostInstant, hostileText),
  order: fc.oneof(oneOfWords('newest oldest NEWEST'), hostileText),
  article: fc.oneof(oneOfWords('ferry tram later'), hostileText),
  replyTo: fc.oneof(fc.constant(ID), hostileText),
  token: fc.oneof(
    fc.base64String().map((text) => `${text}.${text}`),
    hostileText,
  ),
};

/** Any parameters, repeated and in any order. */
const query = fc
  .array(
    fc.oneof(
      ...Object.entries(queryValues).map(([name, value]) => encoded(value).map((each) => `${name}=${each}`)),
      fc.tuple(encoded(hostileText), encoded(hostileText)).map((pair) => pair.join('=')),
      encoded(hostileText),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));

/** A comment that tests may store for these requests. */
export const KNOWN_COMMENT = '11111111-1111-4111-8111-111111111111';

/** Existing values by template parameter; most addresses use them, so that requests reach the code behind. */
export const known: Readonly<Record<string, string>> = {
  '{slug}': 'ferry',
  '{section}': 'abroad',
  '{tag}': 'harbour',
  '{author}': 'ines-calder',
  '{month}': '2026-11',
  '{file}': '2026-11.xml',
  '{id}': KNOWN_COMMENT,
};

const pathOf = (template: string) =>
  fc
    .tuple(
      ...template.split('/').map((segment) => {
        const value = known[segment];
        return value === undefined
          ? fc.constant(segment)
          : fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, encoded(hostileText));
      }),
    )
    .map((segments) => segments.join('/'));

const contentType = oneOfWords(
  'text/plain text/json application/jsonp application/x-www-form-urlencoded multipart/form-data;boundary=x ' +
    'application/json;charset=utf-16 APPLICATION/JSON application/vnd.api+json application/octet-stream',
);

const headers = fc
  .tuple(
    fc.dictionary(
      oneOfWords('idempotency-key if-none-match x-forwarded-for cookie host accept user-agent __proto__'),
      hostileText,
      { maxKeys: 2 },
    ),
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, contentType),
  )
  .map(([others, type]) => (type === undefined ? others : { ...others, 'content-type': type }));

export const hostileValue = fc.oneof(
  hostileText,
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, true, 0, -1, [], {}, ['wren@example.org'], { length: 3 }),
);

const FIELDS = 'name email comment parentId website notify remember rendered token reason extra';

/** A submission with one or two faulty fields. */
const hostileSubmission = fc
  .dictionary(oneOfWords(FIELDS), hostileValue, { maxKeys: 2 })
  .map((changes) => JSON.stringify({ ...aSubmission(), ...changes }));

const nested = fc
  .tuple(fc.integer({ min: 10, max: 100_000 }), oneOfWords('[ {"a":'), fc.boolean())
  .map(([depth, opening, isClosed]) => {
    const closing = opening === '[' ? ']' : '}';
    return `${opening.repeat(depth)}${isClosed ? `1${closing.repeat(depth)}` : ''}`;
  });

/** Starts of an object that no parser should accept. */
const badStart = oneOfWords(
  '{"name":"Wren","n\\u0061me":"Ines", {"__proto__":{"isAdmin":true}, {"constructor":{"prototype":{}}, \ufeff{ {{ {,',
);

const body: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 5, arbitrary: hostileSubmission },
  nested,
  fc.tuple(hostileSubmission, badStart).map(([text, start]) => text.replace('{', start)),
  fc.tuple(hostileSubmission, fc.nat(200)).map(([text, length]) => text.slice(0, length)),
  oneOfWords('null true 1e400 [] "" {"name":1e400} {"name":"\\ud800"} {\'name\':1} {"a":1}{"b":2}'),
  fc.json(),
  hostileText,
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc.tuple(hostileSubmission, fc.nat(30)).map(([text, at]) => Buffer.from(text).fill(0xff, at, at + 1)),
);

/** Form bodies as browsers or attackers make them. */
const formBody = fc
  .dictionary(oneOfWords(FIELDS), fc.oneof(encoded(hostileText), oneOfWords('yes no wren%40example.org')), {
    maxKeys: 4,
  })
  .chain((changes) => fc.oneof({ weight: 3, arbitrary: fc.constant({ ...FORM, ...changes }) }, fc.constant(changes)))
  .map((fields) => Object.entries(fields).map((pair) => pair.join('=')));

const form: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 3, arbitrary: formBody.map((pairs) => pairs.join('&')) },
  formBody.map((pairs) => [...pairs, ...pairs].join('&')),
  formBody.map((pairs) => Buffer.concat([Buffer.from(`${pairs.join('&')}&name=`), Buffer.of(0xff)])),
  body,
);

const FORM = { name: 'Wren', email: 'wren%40example.org', comment: 'It+smelt+of+paint.' };

/** A request to a route with a hostile path, query, headers and, where it takes one, body. */
export const hostileRequestTo = (method: string, { path, ...route }: Route): fc.Arbitrary<HostileRequest> =>
  fc.oneof(
    fc
      .tuple(pathOf(path), query, headers, route.body ? body : fc.constant(undefined))
      .map(([path, query, headers, body]) => ({ method, target: path + query, options: { headers, body } })),
    ...(route.forms ? [hostileFormTo(method, path)] : []),
  );

const hostileFormTo = (method: string, path: string): fc.Arbitrary<HostileRequest> =>
  fc.tuple(pathOf(path), query, headers, form).map(([path, query, others, body]) => ({
    method,
    target: path + query,
    options: { headers: { ...others, 'content-type': 'application/x-www-form-urlencoded' }, body },
  }));

/** A request with any method to any address. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .tuple(
    oneOfWords('GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND get __proto__'),
    fc.oneof(
      oneOfWords('/ /v1/articles /v1/articles/{slug} /v1/articles/{slug}/comments /v1/sections /v1/health').chain(
        pathOf,
      ),
      fc
        .array(fc.oneof(oneOfWords('v1 articles ferry comments'), encoded(hostileText)))
        .map((each) => `/${each.join('/')}`),
    ),
    query,
    headers,
  )
  .map(([method, path, query, headers]) => ({ method, target: path + query, options: { headers } }));
