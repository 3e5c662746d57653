import type { JsonSchema, OpenApiDocument, Operation } from './openApiDocument.ts';

/** Texts by the name of their field or parameter. */
const NAMED: Readonly<Record<string, string>> = {
  accent: '#8f1d22',
  article: 'the-ferry-sails-again',
  author: 'ines-calder',
  biography: 'Ines Calder reports from the harbour.',
  body: 'The night boat left on time.',
  byline: 'Ines Calder',
  comment: 'Well said.',
  commentPolicy: 'Be kind, and stay with the subject.',
  email: 'reader@example.org',
  file: 'sections.xml',
  fileName: 'ferry.jpg',
  headline: 'The ferry sails again',
  language: 'en',
  name: 'Ines Calder',
  note: 'It was eleven days, not twelve.',
  paper: '#fdfcf9',
  pixel: 'https://stats.example/pixel.gif?path={path}',
  slug: 'the-ferry-sails-again',
  staffEmails: 'reader@example.org',
  standfirst: 'After eleven days in dock the night boat is back.',
  tag: 'harbour',
  tags: 'harbour',
  title: 'Abroad',
  from: '/old/page',
  to: '/abroad',
  token: 'the-token-of-the-mail',
  url: 'https://example.org/ferry.jpg',
  website: 'https://example.org/',
  timeZone: 'Europe/London',
  wash: '#f4f1ea',
};

/** Texts for whatever pattern a field has; the first that matches is taken. */
const TEXTS = [
  'abroad',
  '1',
  '2026-11',
  '2026-11-23',
  '0b8f3c1e-5a64-4d0a-9a57-3d9a2f6c7e10',
  'Yx0Zk3nB7qLm2VtR9sWd1A',
  '9f2b7c54e1d03a86b5c4d7e8',
  '9f2b7c54e1d03a86b5c4d7e8f9a0b1c2',
  '9f2b7c54e1d03a86b5c4d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708',
  '"1"',
  '3f0a9c1e5b7d2468ace013579bdf2468',
  '#1b1a17',
];

/**
 * An example of what a schema takes, with required fields only.
 * @param name of the field or parameter.
 * @throws Error when no example text matches: add one above.
 */
export function sampleOf(name: string, schema: JsonSchema, document: OpenApiDocument): unknown {
  const { $ref, anyOf, const: only, enum: choices, type, default: fallback } = schema;
  if ($ref !== undefined) {
    return sampleOf(name, document.components.schemas[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}, document);
  }
  if (fallback !== undefined) return fallback;
  if (only !== undefined) return only;
  if (choices) return choices[0];
  if (anyOf) return sampleOf(name, anyOf.at(-1) ?? {}, document);
  switch (Array.isArray(type) ? type.at(-1) : type) {
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'array':
      return schema.minItems ? [sampleOf(name, schema.items ?? {}, document)] : [];
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return Object.fromEntries(required.map((each) => [each, sampleOf(each, properties[each] ?? {}, document)]));
    }
    case 'string': {
      const text = [NAMED[name] ?? [], TEXTS].flat().find((each) => new RegExp(schema.pattern ?? '', 'u').test(each));
      if (text === undefined) throw new Error(`No example text for ${name} matches ${schema.pattern}`);
      return text;
    }
    default:
      return null;
  }
}

/**
 * A request of an operation as one line of shell, with every required part. It reads the site's origin from `$SITE` and
 * a token from `$TOKEN`.
 */
export function curlLine(
  { path, method, operation }: { readonly path: string; readonly method: string; readonly operation: Operation },
  document: OpenApiDocument,
): string {
  const { parameters, requestBody, security } = operation;
  const sampled = (place: string) =>
    parameters
      .filter((each) => each.in === place && (each.required || each.name === 'if-match'))
      .map(({ name, schema }): [string, string] => [name, String(sampleOf(name, schema, document))]);
  const filled = sampled('path').reduce((address, [name, text]) => address.replace(`{${name}}`, text), path);
  const query = sampled('query').map((each) => each.join('='));
  const { schema } = requestBody?.content['application/json'] ?? {};
  return [
    'curl',
    ...(method === 'get' ? [] : [`-X ${method.toUpperCase()}`]),
    `"$SITE${[filled, query.join('&')].filter(Boolean).join('?')}"`,
    ...(security ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...sampled('header').map(([name, text]) => `-H '${name}: ${text}'`),
    ...(schema
      ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(sampleOf('', schema, document))}'`]
      : []),
  ].join(' ');
}
