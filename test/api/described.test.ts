import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SectionSettings } from '../../functions/comments/settings/schema.ts';
import { ownCommentCookie } from '../../functions/comments/submitting/cookies.ts';
import type { SecurityContact } from '../../functions/pages/theme/settings.ts';
import { redirectId } from '../../functions/redirects/keys.ts';
import { collectAssets } from '../../infra/assets.ts';
import { NOON } from '../../infra/local/testing.ts';
import { sampleOf } from '../../infra/openapi/curlLine.ts';
import { describeApi } from '../../infra/openapi/describeApi.ts';
import type { JsonSchema } from '../../infra/openapi/openApiDocument.ts';
import { type Answer, type App, ORIGIN, type RequestOptions, startApp } from '../support/app.ts';
import { anArticle, aSubmission } from '../support/builders.ts';
import { type DescribedOperation, describedBy, operationsOf } from '../support/describedAnswer.ts';
import { aReadyFile } from '../support/library.ts';
import { findsJpegs } from '../support/media.ts';
import { Editor, FRONTS } from '../support/newsroom.ts';

/*
 * Requests made from the description, good and bad ones, to every operation: each answer must be as described, what the
 * description forbids must be refused, and parameters that it allows must not be.
 */

const SEED = 20_261_128;
/** Good requests of each operation. */
const GOOD = 4;
/** How many good requests are made at most, until one succeeds: a schema cannot say what fields mean together. */
const TRIES = 200;
/** How many texts are likely ones, for one that is only allowed. */
const LIKELY = 20;
/** How many values are not null, for one null: a patch with a null for a required field never succeeds. */
const NOT_NULL = 9;
/** Bad ones: each has one part that the description forbids. */
const BAD = 3;
const HOUR = 3_600_000;

const description = describeApi();
const { faultsOf, isValid } = describedBy(description);

let app: App;
/** Values that exist, by the name of the parameter or field. */
const OLD_PAGE = '/old/page';
let known: Readonly<Record<string, readonly unknown[]>> = {};
/** The ids of pages in every state. */
let pageIds: readonly unknown[] = [];
/** The cookie by which the held comment's author is known. */
let ownCookie = '';
/** Whether a request since {@link arrange} may have changed something. */
let isChanged = true;
/** What every article depends on: fields as they are at the start. */
let shared: readonly { readonly who: Who; readonly at: string; readonly body: unknown }[] = [];

type Who = 'editor' | 'moderator';

const MEDIA_ID = '0123456789abcdef0123456789abcdef';

beforeAll(async () => {
  const security: SecurityContact = { contacts: ['mailto:security@example.org'] };
  app = await startApp({ fetchFile: findsJpegs, rateLimit: { most: 1_000_000, seconds: 600 }, paper: { security } });
  await app.objects.put(`media/${MEDIA_ID}/640.avif`, Buffer.from('a picture'), { mediaType: 'image/avif' });
  const read = async (who: Who, at: string) => (await app.as(who).get(at)).json;
  const section = '/v1/newsroom/sections/abroad';
  const { title, description, open } = await read('editor', section);
  const rules = '/v1/moderation/settings';
  const { settings } = await read('moderator', rules);
  const none = Object.fromEntries(Object.keys(SectionSettings.shape).map((name) => [name, null]));
  shared = [
    { who: 'editor', at: section, body: { title, description, open } },
    { who: 'moderator', at: rules, body: settings },
    { who: 'moderator', at: `${rules}/abroad`, body: none },
  ];
  const author = {
    body: { name: 'Ines Calder', biography: 'Reports.', role: '', portrait: null, contact: null, links: [] },
    headers: { 'if-match': '"0"' },
  };
  succeeding(await app.as('editor').request('PUT', '/v1/newsroom/authors/ines-calder', author));
});

afterAll(() => app?.stop());

/** Articles and comments in every state, and a picture, so that no operation depends on what the ones before it have left. */
async function arrange(): Promise<void> {
  for (const { who, at, body } of shared) {
    const headers = { 'if-match': (await app.as(who).get(at)).headers.etag ?? '"0"' };
    succeeding(await app.as(who).request('PATCH', at, { body, headers }));
  }
  const editor = app.as('editor');
  const write = async (headline: string) =>
    succeeding(await editor.post('/v1/newsroom/articles', articleOf(headline))).json;
  const steps =
    (documents: string) =>
    async ({ id, version }: Versioned, name: string, body = {}): Promise<Versioned> => {
      const headers = { 'if-match': `"${version}"` };
      return succeeding(await editor.post(`/v1/newsroom/${documents}/${id}/${name}`, body, { headers })).json;
    };
  const [step, stepOfPage] = [steps('articles'), steps('pages')];
  const writePage = async (headline: string, slug?: string) =>
    succeeding(await editor.post('/v1/newsroom/pages', { headline, slug, body: 'Words.' })).json;
  // A paper has at most a hundred pages that readers see.
  for (const [state, end] of [
    ['published', 'withdraw'],
    ['scheduled', 'unschedule'],
  ] as const) {
    const { items } = succeeding(await editor.get(`/v1/newsroom/pages?state=${state}&limit=100`)).json;
    for (const each of items) await stepOfPage(each, end);
  }
  const ferry = await write('The ferry sails');
  const [draft, planned, gone] = [await write('A draft'), await write('Planned'), await write('Gone')];
  await step(ferry, 'publish');
  await step(planned, 'publish', { at: new Date(Date.parse(NOON) + HOUR).toISOString() });
  await step(await step(gone, 'publish'), 'withdraw');
  // With the slug of the article, so that one is known for both.
  const page = await writePage(ferry.headline, ferry.slug);
  await stepOfPage(page, 'publish');
  const [draftPage, plannedPage, gonePage] = [
    await writePage('A draft'),
    await writePage('Planned'),
    await writePage('Gone'),
  ];
  await stepOfPage(plannedPage, 'publish', { at: new Date(Date.parse(NOON) + HOUR).toISOString() });
  await stepOfPage(await stepOfPage(gonePage, 'publish'), 'withdraw');
  pageIds = [page.id, draftPage.id, plannedPage.id, gonePage.id];
  const send = async (comment: string) =>
    succeeding(await app.post(`/v1/articles/${ferry.slug}/comments`, aSubmission({ comment }))).json;
  const [held, published] = [await send('Held.'), await send('Published.')];
  await app.moderation.approve(published.id);
  const spare = { ...articleOf('Spare'), byline: ['Spare Author'] };
  await step(succeeding(await editor.post('/v1/newsroom/articles', spare)).json, 'publish');
  const tag = { body: { name: 'The harbour', description: '' }, headers: { 'if-match': '"0"' } };
  await editor.request('PUT', '/v1/newsroom/tags/harbour', tag);
  for (const name of ['spare', 'surplus']) await editor.post('/v1/newsroom/sections', { name, title: 'Spare' });
  await editor.post('/v1/newsroom/redirects', { from: OLD_PAGE, to: '/abroad', status: 301 });
  const picture = await aReadyFile(new Editor(app), { alt: 'A ferry.' });
  await app.objects.put(`media/${picture.id}/320.avif`, Buffer.from('a ferry'), { mediaType: 'image/avif' });
  const edition = { from: new Date(Date.parse(NOON) + HOUR).toISOString() };
  const version = { 'if-match': (await editor.get(`${FRONTS}/abroad`)).headers.etag ?? '' };
  succeeding(await editor.request('PATCH', `${FRONTS}/abroad`, { body: { ...edition, briefs: [] }, headers: version }));
  const { items } = (await editor.get('/v1/newsroom/sections')).json;
  const person = await app.personOf(aSubmission().email);
  const until = new Date(Date.parse(NOON) + HOUR);
  const tokens = await Promise.all(
    (['mailbox', 'unsubscribe', 'personal'] as const).map((purpose) => app.tokens.sign(purpose, { person }, until)),
  );
  const own = ownCommentCookie(held.id, await app.tokens.sign('own', { id: held.id }, until), ORIGIN);
  ownCookie = own.slice(0, own.indexOf(';'));
  known = {
    slug: [ferry.slug],
    article: [ferry.slug],
    newSlug: [`${ferry.slug}-again`],
    section: ['abroad'],
    front: ['abroad'],
    from: [edition.from, OLD_PAGE, '/older/page'],
    page: [page.slug],
    address: ['/archive/2026-11', 'https://example.org/'],
    items: [[{ section: 'abroad' }, { address: '/docs', label: 'API' }]],
    name: ['culture', 'spare', '320.avif'],
    names: [items.map((each: { readonly name: string }) => each.name)],
    tag: ['harbour'],
    author: ['ines-calder'],
    id: [ferry.id, draft.id, planned.id, gone.id, picture.id],
    ids: [held.id, published.id],
    person: [person],
    revision: ['1'],
    month: ['2026-11'],
    language: ['en', 'sv'],
    file: ['sections.xml', '2026-11.xml', collectAssets().names['theme.css']],
    cursor: [''],
    day: ['2026-11-23'],
    source: [null],
    media: [picture.id],
    sharePicture: [picture.id],
    timeZone: ['Europe/London', 'Asia/Tokyo'],
    contact: ['mailto:desk@example.org'],
    pixel: ['https://stats.example/p.gif'],
    ...Object.fromEntries(['paper', 'wash'].map((name) => [name, ['#ffffff']])),
    ...Object.fromEntries(['ink', 'faded', 'accent', 'fault', 'edge', 'focus'].map((name) => [name, ['#000000']])),
    into: ['home'],
    to: ['/abroad'],
    status: [301],
    'if-match': [CURRENT],
    replyTo: [published.id],
    parentId: [published.id],
    token: [...tokens, held.edit.token, published.edit.token],
  };
  isChanged = false;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

function succeeding(answer: Answer): Answer {
  if ((answer.statusCode ?? 0) >= 300) throw new Error(`${answer.statusCode}: ${answer.body}`);
  return answer;
}

const articleOf = (headline: string) => {
  const { section, byline, tags } = anArticle();
  return { headline, section, byline: byline.map(({ name }) => name), tags, body: 'The night boat left.' };
};

/** A value that a schema allows; of a text mostly one that exists or makes sense. */
function allowed(name: string, schema: JsonSchema, values = known): fc.Arbitrary<unknown> {
  const { anyOf, const: only, enum: choices, type, items = {}, properties = {}, required = [] } = schema;
  if (only !== undefined) return fc.constant(only);
  if (choices) return fc.constantFrom(...choices);
  const kinds = anyOf ?? (Array.isArray(type) ? type.map((each) => ({ ...schema, type: each })) : undefined);
  if (kinds) {
    const weight = (each: JsonSchema) => (each.type === 'null' ? 1 : NOT_NULL);
    return fc.oneof(...kinds.map((each) => ({ weight: weight(each), arbitrary: allowed(name, each, values) })));
  }
  switch (type) {
    case 'string':
      return textOf(name, schema, values);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 1, max: Math.min(schema.maximum ?? 9, (schema.minimum ?? 1) + 9) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      if (values[name]?.some((each) => isValid(schema, each))) return fc.constantFrom(...values[name]);
      return fc.array(allowed(name, items, values), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(1, schema.minItems ?? 0),
      });
    default:
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, allowed(key, each, values)])),
        {
          requiredKeys: [...required],
        },
      );
  }
}

const matchingBefore = new Map<string, fc.Arbitrary<string>>();

/** Texts of a pattern. To make an arbitrary of one takes longer than to send a request, and there are few patterns. */
function matching(pattern: string, maxLength: number): fc.Arbitrary<string> {
  const key = `${maxLength} ${pattern}`;
  const made = matchingBefore.get(key) ?? fc.stringMatching(new RegExp(pattern, 'u'), { maxLength });
  matchingBefore.set(key, made);
  return made;
}

function textOf(name: string, schema: JsonSchema, values: typeof known): fc.Arbitrary<unknown> {
  const { pattern, format, minLength = 0, maxLength = 64 } = schema;
  const areValid = (texts: readonly unknown[]) => texts.filter((text) => isValid(schema, text));
  const existing = areValid(values[name] ?? []);
  const likely = existing.length > 0 ? existing : areValid([sampleOf(name, schema, description)]);
  const drawn =
    format === 'date-time'
      ? fc
          .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString())
      : pattern === undefined
        ? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
        : matching(pattern, Math.min(maxLength, 64));
  const sensible = likely.length > 0 ? [{ weight: LIKELY, arbitrary: fc.constantFrom(...likely) }] : [];
  return fc.oneof(...sensible, { weight: 1, arbitrary: drawn }).filter((text) => isValid(schema, text));
}

const STRANGE: readonly unknown[] = [
  '',
  '!',
  '-1',
  '0',
  'x'.repeat(5_000),
  'Ä b',
  '1e9',
  'NULL',
  12.5,
  -1,
  10 ** 12,
  true,
  null,
  [],
  {},
  [[]],
  { a: 1 },
];

/** A value that a schema forbids; of an object one with a part that is forbidden, missing or unknown. */
function forbidden(schema: JsonSchema, good: unknown, texts = false): fc.Arbitrary<unknown> {
  const strange = STRANGE.filter((each) => (texts ? typeof each === 'string' : true) && !isValid(schema, each));
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).flatMap(([key, each]) =>
    STRANGE.filter((value) => !isValid(each, value)).map((value) => ({ ...(good as object), [key]: value })),
  );
  const missing = required.map((key) =>
    Object.fromEntries(Object.entries(good as object).filter(([name]) => name !== key)),
  );
  const unknown = schema.type === 'object' ? [{ ...(good as object), unheard: 'of' }] : [];
  const all = [strange, fields, missing, unknown].filter((each) => each.length > 0);
  return all.length > 0 ? fc.oneof(...all.map((each) => fc.constantFrom<unknown>(...each))) : fc.constant(undefined);
}

interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

type Place = keyof Sent;

/** Requests so far, each from a network of its own. */
let senders = 0;

/** Stands for the version of what is changed, as it is when it is sent. */
const CURRENT = '"999999999"';

const parametersAsSchema = ({ operation: { parameters } }: DescribedOperation, place: Place): JsonSchema => {
  const those = parameters.filter((each) => each.in === place);
  return {
    type: 'object',
    properties: Object.fromEntries(those.map(({ name, schema }) => [name, schema])),
    required: those.filter((each) => each.required).map(({ name }) => name),
  };
};

const bodySchema = ({ operation }: DescribedOperation) =>
  Object.values(operation.requestBody?.content ?? {})[0]?.schema;

/** Values of parameters that mean something else at an address. */
function knownAt(path: string): typeof known {
  if (path.endsWith('/rename')) return { section: ['spare'], author: ['spare-author'] };
  if (path.endsWith('/merge')) return { section: ['surplus'] };
  if (path.includes('/redirects/')) return { id: [redirectId(OLD_PAGE)] };
  if (path.startsWith('/v1/newsroom/pages')) return { id: pageIds };
  if (path.startsWith('/media/')) return { id: [MEDIA_ID], name: ['640.avif'] };
  return path.includes('/comments/') ? { id: known.ids ?? [] } : {};
}

function goodRequest(described: DescribedOperation): fc.Arbitrary<Sent> {
  const body = bodySchema(described);
  const values = { ...known, ...knownAt(described.path) };
  const part = (place: Place) =>
    allowed('', parametersAsSchema(described, place), values) as fc.Arbitrary<Record<string, unknown>>;
  return fc.record({
    path: part('path'),
    query: part('query'),
    header: part('header'),
    ...(body ? { body: allowed('', body, { ...known, slug: known.newSlug ?? [] }) } : {}),
  });
}

/** A request with one part that the description forbids; undefined where it forbids nothing. */
function badRequest(described: DescribedOperation): fc.Arbitrary<Sent> | undefined {
  const body = bodySchema(described);
  const breaks = described.operation.parameters.flatMap(({ name, in: place, schema }) => {
    const values = STRANGE.filter(
      (each) => typeof each === 'string' && isSendable(place, each) && !isValid(schema, each),
    );
    return values.length > 0
      ? [
          (good: Sent) =>
            fc.constantFrom(...values).map((value) => ({ ...good, [place]: { ...good[place], [name]: value } })),
        ]
      : [];
  });
  const missing = described.operation.parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(
      ({ name }) =>
        (good: Sent) =>
          fc.constant({ ...good, query: { ...good.query, [name]: undefined } }),
    );
  const bodies = body ? [(good: Sent) => forbidden(body, good.body).map((value) => ({ ...good, body: value }))] : [];
  const all = [...breaks, ...missing, ...bodies];
  if (all.length === 0) return undefined;
  return goodRequest(described).chain((good) =>
    fc.constantFrom(...all).chain((breaking) => breaking(good) as fc.Arbitrary<Sent>),
  );
}

/** Whether a text can stand in that part of an address or in a header at all. */
const isSendable = (place: string, text: unknown) =>
  place === 'path' ? text !== '' : place === 'header' ? /^[\x20-\x7e]+$/.test(String(text)) : true;

async function send(
  described: DescribedOperation,
  { path, query, header, body }: Sent,
  more: RequestOptions = {},
): Promise<Answer> {
  const address = Object.entries(path).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    described.path,
  );
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const target = given.length > 0 ? `${address}?${new URLSearchParams(given)}` : address;
  const [audience] = Object.keys(described.operation.security?.[0] ?? {});
  const caller = audience ? app.as(audience as 'editor' | 'moderator') : app;
  const headers: Record<string, string> = {
    ...Object.fromEntries(Object.entries(header).map(([name, value]) => [name, String(value)])),
    ...more.headers,
  };
  if (headers['if-match'] === CURRENT) {
    const thing = /^.*?\/(?:articles|pages|fronts|sections|authors)\/[^/]+/.exec(address)?.[0] ?? address;
    headers['if-match'] = (await caller.get(thing)).headers.etag ?? '"0"';
  }
  if (address.startsWith('/comments/')) headers.cookie = ownCookie;
  if (described.method !== 'get') isChanged = true;
  senders += 1;
  const sourceIp = `198.51.${senders >> 8}.${senders & 255}`;
  return caller.request(described.method.toUpperCase(), target, { sourceIp, body, ...more, headers });
}

const sampled = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number) =>
  fc.sample(arbitrary, { seed: SEED, numRuns });

/** Good requests, {@link GOOD} and more. The later ones are drawn only where they are needed. */
function* goodRequests(described: DescribedOperation): Generator<Sent> {
  const requests = goodRequest(described);
  yield* sampled(requests, GOOD);
  yield* sampled(requests, TRIES).slice(GOOD);
}

/** Codes that say that a request is not as described. */
const AGAINST_DESCRIPTION = ['query-invalid', 'header-invalid', 'parameter-invalid', 'body-malformed'];

/** The refusals of what the description allows. Of a query that is refused as a whole each parameter must be taken alone. */
async function refusalsOf(described: DescribedOperation, request: Sent, { json }: Answer): Promise<readonly string[]> {
  if (!AGAINST_DESCRIPTION.includes(json?.code)) return [];
  const names = Object.keys(request.query);
  if (json.code !== 'query-invalid' || names.length < 2) return [`refused: ${json.detail}`];
  const required = parametersAsSchema(described, 'query').required ?? [];
  const alone = names.map((name) => {
    const query = Object.fromEntries(
      Object.entries(request.query).filter(([each]) => each === name || required.includes(each)),
    );
    return send(described, { ...request, query });
  });
  const answers = await Promise.all(alone);
  return answers.flatMap((answer) => (answer.json?.code === 'query-invalid' ? [`refused: ${answer.json.detail}`] : []));
}

/** Whether an answer is a success as described: a redirect is one only where the description knows no other. */
function isSuccess({ operation }: DescribedOperation, { statusCode = 0 }: Answer): boolean {
  const isSure = Object.keys(operation.responses).some((status) => status.startsWith('2'));
  return statusCode >= 200 && statusCode < (isSure ? 300 : 400);
}

describe.each(operationsOf(description))('$method $path', (described) => {
  beforeAll(async () => {
    if (isChanged) await arrange();
  });

  it('answers as described, whatever the description allows, and succeeds', async () => {
    const problems: unknown[] = [];
    const failures: string[] = [];
    let sent = 0;
    for (const request of goodRequests(described)) {
      if (sent >= GOOD && failures.length < sent) break;
      const answer = await send(described, request);
      // Few texts break a rule that no pattern can state (one script in a word): among many requests there will be one.
      const refusals = sent < GOOD ? await refusalsOf(described, request, answer) : [];
      sent += 1;
      if (!isSuccess(described, answer)) failures.push(`${answer.statusCode} ${answer.json?.detail ?? ''}`);
      const faults = [...faultsOf(described, answer), ...refusals];
      if (faults.length > 0) problems.push({ request, faults });
    }

    expect(problems).toEqual([]);
    expect(failures.length < sent ? [] : failures, 'none succeeded').toEqual([]);
  });

  it('refuses as described what the description forbids', async () => {
    const requests = badRequest(described);
    const problems: unknown[] = [];
    for (const request of requests ? sampled(requests, BAD) : []) {
      const answer = await send(described, request);
      const { statusCode = 0 } = answer;
      const isRefused = statusCode >= 400 && statusCode < 500;
      const faults = [...faultsOf(described, answer), ...(isRefused ? [] : [`taken: ${statusCode}`])];
      if (faults.length > 0) problems.push({ request, faults });
    }

    expect(problems).toEqual([]);
  });

  it('answers as described to what is no request of its kind', async () => {
    const [good = { path: {}, query: {}, header: {} }] = sampled(goodRequest(described), 1);
    const form = new URLSearchParams(
      Object.entries((good.body as object) ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const answers = [
      await send(described, { ...good, query: { ...good.query, unheard: 'of' } }),
      await send(described, good, { body: '{"a":' }),
      await send(described, good, { body: String(form), headers: asForm }),
      await send(described, good, { body: String(form), headers: { ...asForm, 'sec-fetch-site': 'cross-site' } }),
      await send(described, good, { body: 'a', headers: { 'content-type': 'text/plain' } }),
      await send(described, good, { headers: { 'if-none-match': '*' } }),
    ];

    expect(answers.flatMap((answer) => faultsOf(described, answer))).toEqual([]);
  });

  it('is for those whom the description names', async () => {
    const [good = { path: {}, query: {}, header: {} }] = sampled(goodRequest(described), 1);
    const strangers = described.operation.security
      ? [{ caller: undefined }, { caller: { name: 'nobody', groups: ['readers'] } }]
      : [];
    const answers = await Promise.all(strangers.map((each) => send(described, good, each)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(described.operation.security ? [401, 403] : []);
    expect(answers.flatMap((answer) => faultsOf(described, answer))).toEqual([]);
  });
});
