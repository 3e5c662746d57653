import * as z from 'zod';
import type { $ZodType } from 'zod/v4/core';
import type { FailureCode } from '../failure.ts';
import { GROUP_OF } from './caller.ts';
import { Problem, problems } from './problem.ts';
import { type Route, routeKeys } from './route.ts';

/** Failures that any route can give, whatever it does. */
const COMMON: readonly FailureCode[] = ['busy', 'internal'];
const BODY: readonly FailureCode[] = ['body-malformed', 'body-too-large', 'media-type-unsupported', 'field-invalid'];

/**
 * Describes routes as an OpenAPI 3.1 document. Only the tests and `npm run openapi` call this: functions serve what it
 * wrote, so that its weight is nowhere on a request's path.
 * @param names the schemas that get a name of their own under `components`.
 */
export function describeApi(routes: Readonly<Record<string, Route>>, names: Readonly<Record<string, $ZodType>>) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...names, Problem })) registry.add(schema as never, { id });
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-2020-12', uri: (id) => `#/components/schemas/${id}` });

  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    if (route.path === '$default') continue;
    for (const key of routeKeys(route)) {
      const method = (key.split(' ')[0] ?? '').toLowerCase();
      paths[route.path] ??= {};
      Object.assign(paths[route.path] ?? {}, {
        [method]: operation(method === 'head' ? `${operationId}Head` : operationId, route, registry, method === 'head'),
      });
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1',
      description:
        'Articles, sections and comments. Times are RFC 3339 in UTC. Lists are read by cursor: take `next` or `previous` of an answer as it is. Every refusal is a problem document (RFC 9457) with a stable `code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes,
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutId(schema)])),
    },
  };
}

/** One scheme for each audience: the same tokens, of which each group's members have theirs. */
const securitySchemes = Object.fromEntries(
  Object.entries(GROUP_OF).map(([audience, group]) => [
    audience,
    { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: `A token of the group "${group}"` },
  ]),
);

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

function operation(operationId: string, route: Route, registry: Registry, isHead: boolean) {
  const good = typeof route.success === 'number' ? [route.success] : Object.values(route.success);
  const schema = reference(route.response, registry, 'output');
  const mediaType = route.mediaType?.replace(/;.*/, '') ?? 'application/json';
  const answers = good.map((status) => [
    status,
    { description: 'Done', ...(isHead ? {} : { content: { [mediaType]: { schema } } }) },
  ]);
  if (route.cache === 'public') answers.push([304, { description: 'What `If-None-Match` names is still current' }]);
  return {
    operationId,
    summary: isHead ? `${route.summary} (headers only)` : route.summary,
    tags: [route.function.split('.')[0]],
    ...(route.audience === 'public' ? {} : { security: [{ [route.audience]: [] }] }),
    parameters: [
      ...parameters('path', route.params, true),
      ...parameters('query', route.query, false),
      ...parameters('header', route.headers, false),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              ['application/json', ...(route.forms ? ['application/x-www-form-urlencoded'] : [])].map((each) => [
                each,
                { schema: reference(route.body as $ZodType, registry, 'input') },
              ]),
            ),
          },
        }
      : {}),
    responses: { ...Object.fromEntries(answers), ...refusals(route, isHead) },
  };
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
/** What everybody reads as a page, they are told as one. */
const PAGE = { 'text/html': { schema: { type: 'string' } } };

/** A response for every status the route's failures have, naming their codes. */
function refusals(route: Route, isHead: boolean) {
  const codes: FailureCode[] = [
    ...(route.audience === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(route.params ? (['parameter-invalid'] as const) : []),
    ...(route.query ? (['query-invalid'] as const) : []),
    ...(route.headers ? (['header-invalid'] as const) : []),
    ...(route.body ? BODY : []),
    ...route.failures,
    ...COMMON,
  ];
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${problems[code].title}`).join('; '),
        ...(isHead
          ? {}
          : { content: route.audience === 'public' && route.mediaType?.startsWith('text/html') ? PAGE : PROBLEM }),
      },
    ]),
  );
}

function parameters(place: 'path' | 'query' | 'header', schema: $ZodType | undefined, required: boolean) {
  if (!schema) return [];
  const { properties = {} } = jsonSchema(schema, 'input') as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required, schema: property }));
}

const reference = (schema: $ZodType, registry: Registry, io: 'input' | 'output') => {
  const id = registry.get(schema as never)?.id;
  return id ? { $ref: `#/components/schemas/${id}` } : jsonSchema(schema, io);
};

function jsonSchema(schema: $ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema as never, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return described;
}

function withoutId({ $id: _id, $schema: _schema, id: _name, ...schema }: Record<string, unknown>) {
  return schema;
}
