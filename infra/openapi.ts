import * as z from 'zod';
import type { $ZodType } from 'zod/v4/core';
import { routes as allRoutes, namedSchemas } from '../functions/routes.ts';
import { GROUP_OF } from '../functions/shared/api/caller.ts';
import { Problem, problems } from '../functions/shared/api/problem.ts';
import { bodySchemaOf, querySchemaOf, type Route } from '../functions/shared/api/route.ts';
import type { FailureCode } from '../functions/shared/failure.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './openApiDocument.ts';

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
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-2020-12', uri: (id) => `#/components/schemas/${id}` });

  const paths: Record<string, Record<string, Operation>> = {};
  const responses: Record<string, Answer> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    if (route.path === '$default') continue;
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
        'Articles, sections and comments. Times are RFC 3339 in UTC. Lists are read by cursor: take `next` or `previous` of an answer as it is. What answers GET answers HEAD too, without a body. Every refusal is a problem document (RFC 9457) with a stable `code`.',
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
  const schema = reference(route.response, registry, 'output');
  const mediaType = route.mediaType?.replace(/;.*/, '') ?? 'application/json';
  const good: [number, string][] =
    typeof route.success === 'number'
      ? [[route.success, 'Done']]
      : Object.entries(route.success).map(([name, status]) => [status, `Done; \`status\` is \`${name}\``]);
  const answers: [number, Answer][] = good.map(([status, description]) => [
    status,
    { description, content: { [mediaType]: { schema } } },
  ]);
  if (route.cache === 'public') answers.push([304, { description: 'What `If-None-Match` names is still current' }]);
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
              mediaTypesOf(route).map((each) => [
                each,
                { schema: reference(route.body as $ZodType, registry, 'input') },
              ]),
            ),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(answers),
      ...Object.fromEntries(refusals.map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }])),
    },
  };
}

/** What a body may be sent as. */
const mediaTypesOf = ({ method, forms }: Route): readonly string[] => [
  'application/json',
  ...(forms ? ['application/x-www-form-urlencoded'] : []),
  // RFC 7396, section 4.
  ...(method === 'PATCH' ? ['application/merge-patch+json'] : []),
];

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
/** Routes that answer with a page fail with a page. */
const PAGE = { 'text/html': { schema: { type: 'string' } } };

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
    ...(route.method === 'POST' && route.audience === 'public' ? (['cross-site'] as const) : []),
    ...route.failures,
    ...COMMON,
  ];
  const isPage = route.audience === 'public' && route.mediaType?.startsWith('text/html') === true;
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return [...byStatus].map(([status, same]) => ({
    status,
    name: [...same, ...(isPage ? ['page'] : [])].map(pascalCase).join('-'),
    response: {
      description: same.map((code) => `\`${code}\`: ${problems[code].title}`).join('; '),
      content: isPage ? PAGE : PROBLEM,
    },
  }));
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
    // Undeclared fields of a body are refused.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'object') jsonSchema.additionalProperties = false;
    },
  }) as Record<string, unknown>;
  return described as JsonSchema;
}

function withoutId({ $id: _id, $schema: _schema, id: _name, ...schema }: Record<string, unknown>) {
  return schema as JsonSchema;
}
