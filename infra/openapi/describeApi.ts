import * as z from 'zod';
import type { $ZodType } from 'zod/v4/core';
import { cursor, neighbour } from '../../functions/articles/schema.ts';
import { routes as allRoutes, jsonDocuments, namedSchemas } from '../../functions/routes.ts';
import { GROUP_OF } from '../../functions/shared/api/caller.ts';
import { CURSOR } from '../../functions/shared/api/cursor.ts';
import { Problem, statusOf } from '../../functions/shared/api/problem.ts';
import { bodySchemaOf, querySchemaOf, type Route } from '../../functions/shared/api/route.ts';
import type { FailureCode } from '../../functions/shared/failure.ts';
import { anyInstant, instant } from '../../functions/shared/instant.ts';
import { VERSION_TAG } from '../../functions/shared/version.ts';
import { paperWords } from '../../functions/words/words.ts';
import type { Content, JsonSchema, OpenApiDocument, Operation } from './openApiDocument.ts';

/** The reference of the API is in English. */
const english = paperWords('en');

/** Failures that any route can return. */
const COMMON: readonly FailureCode[] = ['service-unavailable', 'internal'];
const BODY: readonly FailureCode[] = ['body-malformed', 'body-too-large', 'media-type-unsupported', 'field-invalid'];

/**
 * Describes the API as an OpenAPI 3.1 document. The build writes it beside the function that serves it, so no request
 * pays for it. HEAD twins are mentioned once and not listed for each path.
 * @param names the schemas that are named under `components`.
 */
export function describeApi(
  routes: Readonly<Record<string, Route>> = allRoutes,
  names: Readonly<Record<string, $ZodType>> = namedSchemas,
): OpenApiDocument {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...names, Problem })) registry.add(schema as never, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
    override: describeText,
  });

  const paths: Record<string, Record<string, Operation>> = {};
  const responses: Record<string, Answer> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    // The desk's pages are for people.
    if (route.path === '$default' || route.proxy !== undefined) continue;
    const refusals = refusalsOf(route);
    for (const { name, response } of refusals) responses[name] = response;
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(operationId, route, registry, refusals),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1',
      description:
        'Articles, sections and comments. Times are RFC 3339 in UTC. Lists are read by cursor: take `next` or `previous` of an answer as it is. What readers get by GET answers HEAD too, without a body. Every refusal is a problem document (RFC 9457) with a stable `code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes,
      responses,
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutId(schema)])),
    },
  };
}

/** What operations are grouped by, in this order. */
const GROUPS = {
  readers: 'What a paper shows, as JSON.',
  comments: 'To comment and to report, and what commenters may do with their own.',
  newsroom: 'To write and to publish.',
  moderation: 'To decide on comments, and by which rules.',
  pages: 'For browsers, feed readers and crawlers.',
} as const;

function groupOf({ audience, mediaType, function: name }: Route): keyof typeof GROUPS {
  if (audience !== 'public') return audience === 'editor' ? 'newsroom' : 'moderation';
  if (mediaType !== undefined) return 'pages';
  return name.startsWith('comment') ? 'comments' : 'readers';
}

/** One scheme for each audience: the same tokens, with different groups. */
const securitySchemes = Object.fromEntries(
  Object.entries(GROUP_OF).map(([audience, group]) => [
    audience,
    { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `A token of the group "${group}"` },
  ]),
);

type Answer = Operation['responses'][string];
type Registry = ReturnType<typeof z.registry<{ id: string }>>;

function operation(operationId: string, route: Route, registry: Registry, refusals: readonly Refusal[]): Operation {
  return {
    operationId,
    summary: route.summary,
    tags: [groupOf(route)],
    ...(route.audience === 'public' ? {} : { security: [{ [route.audience]: [] }] }),
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...parameters('header', route.headers),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              mediaTypesOf(route).map((each) => [each, { schema: jsonSchema(route.body as $ZodType, 'input') }]),
            ),
          },
        }
      : {}),
    responses: {
      ...successesOf(route, registry),
      ...Object.fromEntries(refusals.map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }])),
    },
  };
}

const text = (pattern: string) => ({ schema: { type: 'string', pattern } });

/** Headers of answers, by what they say. */
const HEADERS = {
  location: { Location: { required: true, ...text('^(?:/|https?://)') } },
  version: { ETag: { required: true, ...text(`^${VERSION_TAG}$`) } },
  content: { ETag: { required: true, ...text('^"[A-Za-z0-9_-]{27}"$') } },
  range: { 'Content-Range': { required: true, ...text('^bytes (?:\\d+-\\d+|\\*)/\\d+$') } },
  neighbours: { Link: text('^<[^>]+>; rel="(?:next|prev)"') },
  retry: { 'Retry-After': text('^\\d+$') },
  challenge: { 'WWW-Authenticate': text('^Bearer') },
} as const satisfies Record<string, Answer['headers']>;

/** What follows a request that is not refused. */
function successesOf(route: Route, registry: Registry): Operation['responses'] {
  const { success, cache, versioned, forms, redirects, ranged } = route;
  if (success === 301) return { 301: MOVED };
  const good: [number, string][] =
    typeof success === 'number'
      ? [[success, 'Done']]
      : Object.entries(success).map(([name, status]) => [status, `Done; \`status\` is \`${name}\``]);
  const headers = {
    ...(versioned ? HEADERS.version : cache === 'none' ? {} : HEADERS.content),
    ...('next' in shapeOf(route.response) ? HEADERS.neighbours : {}),
  };
  const content = { ...contentOf(route, registry), ...(forms === 'page' ? PAGE : {}) };
  return {
    ...Object.fromEntries(good.map(([status, description]) => [status, { description, headers, content }])),
    ...(ranged
      ? {
          206: { description: 'The range of bytes that was asked for', headers: HEADERS.range, content },
          307: { description: 'Too large to be sent from here', headers: HEADERS.location },
          416: { description: 'There is no such range', headers: HEADERS.range },
        }
      : {}),
    ...(redirects === 301 ? { 301: MOVED } : {}),
    ...(redirects === 303 ? { 303: { description: 'Shown on another page', headers: HEADERS.location } } : {}),
    ...(forms === 'redirected'
      ? { 303: { description: 'Done, when a form was sent', headers: HEADERS.location } }
      : {}),
    ...(cache === 'none'
      ? {}
      : { 304: { description: 'What `If-None-Match` names is still current', headers: HEADERS.content } }),
  };
}

const MOVED: Answer = { description: 'The address is another one', headers: HEADERS.location };

const shapeOf = ({ _zod: { def } }: $ZodType): object => ('shape' in def ? (def.shape as object) : {});

/** The body of a success. What is neither text nor JSON has no schema (OpenAPI 3.1, section 4.8.14.3). */
function contentOf({ mediaType = 'application/json; charset=utf-8', response }: Route, registry: Registry): Content {
  const [bare = mediaType] = mediaType.split(';');
  if (!/^text\/|(?:xml|json)$/.test(bare)) return { [bare]: { schema: {} } };
  const schema = bare.endsWith('+json') ? jsonDocuments[bare] : response;
  if (!schema) throw new Error(`functions/routes.ts does not say what a text of ${bare} holds`);
  return { [bare]: { schema: reference(schema, registry, 'output') } };
}

/** What a body may be sent as. */
const mediaTypesOf = ({ method, forms }: Route): readonly string[] => [
  'application/json',
  ...(forms ? ['application/x-www-form-urlencoded'] : []),
  // RFC 7396, section 4.
  ...(method === 'PATCH' ? ['application/merge-patch+json'] : []),
];

const PROBLEM: Content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const PAGE: Content = { 'text/html': { schema: { type: 'string' } } };
/** What API Gateway says by itself. */
const GATEWAY: Content = {
  'application/json': {
    schema: {
      type: 'object',
      properties: { message: { type: 'string' } },
      required: ['message'],
      additionalProperties: false,
    },
  },
};
/** Statuses that API Gateway answers with, without asking a function: nobody known, too large, too many, out of order. */
const OF_GATEWAY: ReadonlySet<number> = new Set([401, 413, 429, 500, 503]);

interface Refusal {
  readonly status: number;
  /** The name under `components/responses`, shared by routes with the same failures. */
  readonly name: string;
  readonly response: Answer;
}

/** A response for each status of the route's failures, naming their codes. */
function refusalsOf(route: Route): readonly Refusal[] {
  const codes: FailureCode[] = [
    ...(route.audience === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(route.params ? (['parameter-invalid'] as const) : []),
    ...(querySchemaOf(route) ? (['query-invalid'] as const) : []),
    ...(route.headers ? (['header-invalid'] as const) : []),
    ...(bodySchemaOf(route) ? BODY : []),
    ...(route.method === 'POST' ? (['cross-site'] as const) : []),
    ...route.failures,
    ...COMMON,
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => statusOf[code]);
  return [...new Set([...byStatus.keys(), 429])].map((status) => {
    const same = byStatus.get(status) ?? [];
    const { name, content } = failureContent(route, status);
    return {
      status,
      name: [...(same.length > 0 ? same : ['throttled']), ...name].map(pascalCase).join('-'),
      response: {
        description:
          same.map((code) => `\`${code}\`: ${english.problems[code]}`).join('; ') || 'Too many requests at once',
        headers: {
          ...(status === 308 ? HEADERS.location : {}),
          ...(status === 401 ? HEADERS.challenge : {}),
          ...(status === 429 || status === 503 ? HEADERS.retry : {}),
        },
        content: {
          ...(same.length > 0 ? content : {}),
          ...(OF_GATEWAY.has(status) ? GATEWAY : {}),
        },
      },
    };
  });
}

/**
 * What a refusal is: routes that answer with a page fail with a page, and forms are told by a page too. An address that ends
 * like a file's is for programs, even where a page would be.
 */
function failureContent({ audience, mediaType, forms, params }: Route, status: number) {
  const isPage = audience === 'public' && mediaType?.startsWith('text/html') === true;
  if (isPage && !(params && status === 404)) return { name: ['page'], content: PAGE };
  return isPage || forms ? { name: ['or-page'], content: { ...PROBLEM, ...PAGE } } : { name: [], content: PROBLEM };
}

/** `article-not-found` as `ArticleNotFound`, because component names allow only few signs. */
const pascalCase = (code: string) => code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function parameters(place: 'path' | 'query' | 'header', schema: $ZodType | undefined): Operation['parameters'] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

const reference = (schema: $ZodType, registry: Registry, io: 'input' | 'output'): JsonSchema => {
  const id = registry.get(schema as never)?.id;
  return id ? { $ref: `#/components/schemas/${id}` } : jsonSchema(schema, io);
};

function jsonSchema(schema: $ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema as never, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      describeText({ zodSchema, jsonSchema });
      // Undeclared fields of a body are refused.
      if (def.type === 'object' && !def.catchall) jsonSchema.additionalProperties = false;
      // A text that is tidied first is measured afterwards.
      if (def.type === 'pipe' && io === 'input') Object.assign(jsonSchema, lengthsOf(def.out));
    },
  }) as Record<string, unknown>;
  return described as JsonSchema;
}

/** What texts look like whose schemas check them by code. */
const TEXTS: ReadonlyMap<$ZodType, JsonSchema> = new Map<$ZodType, JsonSchema>([
  [instant, { format: 'date-time' }],
  [anyInstant, { format: 'date-time' }],
  [cursor, { pattern: `^(?:${CURSOR})?$` }],
  [neighbour, { pattern: `^${CURSOR}$` }],
]);

function describeText({ zodSchema, jsonSchema }: { readonly zodSchema: $ZodType; readonly jsonSchema: object }): void {
  Object.assign(jsonSchema, TEXTS.get(zodSchema));
}

function lengthsOf(schema: $ZodType): Pick<JsonSchema, 'minLength' | 'maxLength'> {
  const { minLength, maxLength } = jsonSchema(schema, 'output');
  return { ...(minLength === undefined ? {} : { minLength }), ...(maxLength === undefined ? {} : { maxLength }) };
}

function withoutId({ $id: _id, $schema: _schema, id: _name, ...schema }: Record<string, unknown>) {
  return schema as JsonSchema;
}
