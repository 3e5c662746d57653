import { type ComponentChildren, h, type VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { statusOf } from '../../functions/shared/api/problem.ts';
import type { FailureCode } from '../../functions/shared/failure.ts';
import { paperWords } from '../../functions/words/words.ts';
import { curlLine } from './curlLine.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './openApiDocument.ts';

/*
 * The reference of the API at /docs. Node reads this file itself, when it builds, and Node reads no JSX: hence `h`.
 */

/**
 * Renders the description as HTML: a table of contents, the operations by their tags, and the objects that they answer
 * with. All of it is shown at once, so that a browser's search finds it.
 */
export function renderReference(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Address => ({ path, method, operation })),
  );
  const failures = operations.map(({ operation: { responses } }) => failuresOf(responses, document));
  const always = inEvery(failures);
  const groups = document.tags.map((tag) => ({
    ...tag,
    addresses: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const objects = Object.entries(document.components.schemas);
  return render(
    h(
      'div',
      null,
      document.info.description.split('\n').map((each) => h('p', null, prose(each))),
      h(
        'p',
        null,
        'Any operation may also fail with ',
        listOf(always.map((code) => h('code', null, code))),
        ', and with 429 without a code.',
      ),
      h(
        'nav',
        { 'aria-label': 'Contents', class: 'contents' },
        h(
          'ul',
          null,
          groups.map(({ name, addresses }) =>
            h(
              'li',
              null,
              h('a', { href: `#${name}` }, titleOf(name)),
              h(
                'ul',
                null,
                addresses.map((each) => h('li', null, h('a', { href: `#${idOf(each)}` }, nameOf(each)))),
              ),
            ),
          ),
          h('li', null, h('a', { href: '#failures' }, 'Failures')),
          h(
            'li',
            null,
            h('a', { href: '#objects' }, 'Objects'),
            h(
              'ul',
              null,
              objects.map(([name]) => h('li', null, objectLink(name))),
            ),
          ),
        ),
      ),
      groups.map(({ name, description, addresses }) => [
        h('h2', { id: name }, titleOf(name)),
        h('p', null, prose(description)),
        addresses.map((each) => operationOf(each, document, always)),
      ]),
      h('h2', { id: 'failures' }, 'Failures'),
      h(
        'p',
        null,
        prose(
          'A failure is a problem document, `application/problem+json`, or a page where the operation answers with one. The gateway itself may answer 401, 413, 429, 500 and 503, as `application/json` with a `message`. 308 has `Location`, 401 has `WWW-Authenticate`, 429 and 503 have `Retry-After`.',
        ),
      ),
      h('div', { class: 'tables' }, table('Codes', failuresIn(new Set(failures.flat())))),
      h('h2', { id: 'objects' }, 'Objects'),
      objects.map(([name, schema]) =>
        h(
          'section',
          null,
          h('h3', { id: objectId(name) }, name),
          h('div', { class: 'tables' }, table(`Fields of ${name}`, rowsOf(schema))),
        ),
      ),
    ),
  );
}

interface Address {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

type Responses = Operation['responses'][string];

const titleOf = (group: string) => group.replace(/^./, (letter) => letter.toUpperCase());
const idOf = ({ operation }: Address) => operation.operationId;
const nameOf = ({ method, path }: Address) => `${method.toUpperCase()} ${path}`;
const objectId = (name: string) => `object-${name}`;
const objectLink = (name: string) => h('a', { href: `#${objectId(name)}` }, name);

/** What is in every list. */
const inEvery = (lists: readonly (readonly string[])[]): readonly string[] =>
  (lists[0] ?? []).filter((each) => lists.every((list) => list.includes(each)));

/** The codes that an operation may fail with. */
const failuresOf = (responses: Operation['responses'], document: OpenApiDocument) =>
  Object.values(responses).flatMap((each) => codesOf(resolved(document, each)));

/** The codes in a description such as `` `slug-taken`: The slug belongs to another article``. */
const codesOf = ({ description = '' }: Responses): readonly string[] =>
  Array.from(description.matchAll(/`([a-z-]+)`: /g), ([, code = '']) => code);

const failuresIn = (codes: ReadonlySet<string>): readonly Row[] =>
  Object.entries(statusOf)
    .filter(([code]) => codes.has(code))
    .map(([code, status]) => ({ name: code, mark: `${status}`, value: titles[code as FailureCode] }));

const { problems: titles } = paperWords('en');

const resolved = (document: OpenApiDocument, response: Responses): Responses =>
  response.$ref === undefined ? response : (document.components.responses[lastOf(response.$ref)] ?? response);

const lastOf = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

function operationOf(address: Address, document: OpenApiDocument, always: readonly string[]) {
  const { operation } = address;
  const { summary, security = [], parameters, requestBody, responses } = operation;
  const audience = security.flatMap((each) => Object.keys(each))[0];
  const { schema: body } = requestBody ? (Object.values(requestBody.content)[0] ?? {}) : {};
  const asIs = (name: string) => document.components.schemas[name];
  const fields = body && rowsOf(body.$ref === undefined ? body : (asIs(lastOf(body.$ref)) ?? body));
  const mediaTypes = Object.keys(requestBody?.content ?? {});
  const failures = Object.entries(responses)
    .map(([status, response]) => ({ status, codes: codesOf(resolved(document, response)) }))
    .map(({ status, codes }) => ({ status, codes: codes.filter((code) => !always.includes(code)) }))
    .filter(({ codes }) => codes.length > 0)
    .map(({ status, codes }) => `${status} ${codes.join(', ')}`);
  return h(
    'section',
    null,
    h('h3', { id: idOf(address) }, h('code', null, nameOf(address))),
    h('p', null, `${summary}.`, audience ? ` For the token of ${audience === 'editor' ? 'an' : 'a'} ${audience}.` : ''),
    h('pre', null, h('code', null, curlLine(address, document))),
    h(
      'div',
      { class: 'tables' },
      parameters.length > 0 &&
        table(
          'Parameters',
          parameters.map((each) => ({
            name: each.name,
            mark: each.required ? `${each.in}, required` : each.in,
            value: typeOf(each.schema),
          })),
        ),
      fields &&
        (fields.length > 0
          ? table(`Body, as ${mediaTypes.join(' or ')}`, fields)
          : h('p', null, 'The body is an object without fields.')),
      table(
        'Answers',
        Object.entries(responses)
          .filter(([, { $ref }]) => $ref === undefined)
          .map(([status, response]) => ({ name: status, value: answerOf(response) })),
      ),
      failures.length > 0 && h('p', null, `Fails with ${failures.join('; ')}.`),
    ),
  );
}

/** What an answer is, and what it may be sent as. */
function answerOf({ description = '', headers = {}, content = {} }: Responses): ComponentChildren {
  const bodies = Object.entries(content).map(([mediaType, { schema }]) =>
    schema.$ref === undefined || lastOf(schema.$ref) === 'Problem'
      ? mediaType
      : [objectLink(lastOf(schema.$ref)), `, ${mediaType}`],
  );
  const names = Object.keys(headers).map((name) => h('code', null, name));
  return [
    prose(description),
    bodies.length > 0 && [' (', listOf(bodies, ' or '), ')'],
    names.length > 0 && [', with ', listOf(names)],
  ];
}

interface Row {
  readonly name: string;
  /** What else is to be known of the name. */
  readonly mark?: string | undefined;
  readonly value: ComponentChildren;
}

const table = (caption: string, rows: readonly Row[]): VNode =>
  h(
    'table',
    null,
    h('caption', null, caption),
    h(
      'tbody',
      null,
      rows.map(({ name, mark, value }) =>
        h('tr', null, h('th', null, name, mark && [' ', h('small', null, mark)]), h('td', null, value)),
      ),
    ),
  );

/** The fields of an object and of those within it: `image.url`, `translations[].url`. */
function rowsOf(schema: JsonSchema, before = ''): readonly Row[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, field]) => {
    const name = `${before}${key}`;
    const inner = withoutNull(field);
    const row = { name, mark: required.includes(key) ? 'required' : undefined, value: typeOf(field) };
    return [row, ...rowsOf(inner, `${name}.`), ...rowsOf(inner.items ?? {}, `${name}[].`)];
  });
}

const withoutNull = (schema: JsonSchema): JsonSchema =>
  schema.anyOf?.find(({ type }) => type === 'object' || type === 'array') ?? schema;

/** What a value is, in words: `text of at most 120 characters, by default "…"`. */
function typeOf(schema: JsonSchema): ComponentChildren {
  const fallback = schema.default === undefined ? '' : [', by default ', json(schema.default)];
  return [bareTypeOf(schema), fallback, schema.description && [': ', prose(schema.description)]];
}

function bareTypeOf(schema: JsonSchema): ComponentChildren {
  const { $ref, anyOf, enum: choices, const: only, type } = schema;
  if ($ref !== undefined) return objectLink(lastOf($ref));
  if (anyOf) return listOf(anyOf.map(bareTypeOf), ' or ');
  if (only !== undefined) return json(only);
  if (choices) return listOf(choices.map(json), ' or ');
  if (Array.isArray(type)) {
    return listOf(
      type.map((each) => bareTypeOf({ ...schema, type: each })),
      ' or ',
    );
  }
  switch (type) {
    case 'string':
      return ['text', lengthOf(schema), patternOf(schema)];
    case 'integer':
    case 'number':
      return [type === 'integer' ? 'whole number' : 'number', rangeOf(schema)];
    case 'boolean':
      return ['true or false'];
    case 'array':
      return ['list', amountOf(schema), ' of ', bareTypeOf(schema.items ?? {})];
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? ['object: each value ', bareTypeOf(schema.additionalProperties)]
        : 'object';
    default:
      return type ?? 'any JSON';
  }
}

const lengthOf = ({ maxLength, minLength }: JsonSchema) =>
  between(minLength || undefined, maxLength, (words) => ` of ${words} characters`);
const amountOf = ({ minItems, maxItems }: JsonSchema) => between(minItems, maxItems, (words) => ` of ${words}`);
const rangeOf = ({ minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema) =>
  between(
    minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1),
    maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
    (words) => ` ${words}`,
  );

function between(least: number | undefined, most: number | undefined, say: (words: string) => string): string {
  if (least !== undefined && most !== undefined) return say(`${least} to ${most}`);
  if (most !== undefined) return say(`at most ${most}`);
  return least === undefined ? '' : say(`at least ${least}`);
}

/** A format says more to people than its pattern does. */
function patternOf({ format, pattern }: JsonSchema): ComponentChildren {
  if (format !== undefined) return `, a ${format}`;
  return pattern === undefined ? '' : [', as ', h('code', null, pattern)];
}

const json = (value: unknown) => h('code', null, JSON.stringify(value));

function listOf(parts: readonly ComponentChildren[], between = ', '): ComponentChildren {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** A sentence whose parts between backticks are code. */
const prose = (text: string): ComponentChildren =>
  text.split('`').map((part, index) => (index % 2 === 1 ? h('code', null, part) : part));
