import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { routes } from '../../functions/routes.ts';
import { bodySchemaOf, isPublicRead, querySchemaOf, type Route } from '../../functions/shared/api/route.ts';
import { unknownNames } from '../../functions/shared/api/unknownNames.ts';
import { describeApi } from '../../infra/openapi/describeApi.ts';
import { type App, startApp } from '../support/app.ts';
import { scan } from '../support/newsroom.ts';

/* Whatever a route may ever take, a name that it does not know is refused. */

const openApi = JSON.parse(JSON.stringify(describeApi()));

type Path = readonly (string | number)[];

/** The kinds of schema that hold no names. */
const LEAVES = new Set('string number int boolean literal enum null transform custom'.split(' '));

/** Where a schema has objects, and a value with nothing but an unknown name in each of them. */
function strangers(schema: z.core.$ZodType): { readonly value: unknown; readonly paths: readonly Path[] } {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const below = (key: string | number, { paths }: { readonly paths: readonly Path[] }) =>
    paths.map((path) => [key, ...path]);
  switch (def.type) {
    case 'object': {
      expect(def.catchall, 'an object that takes any name').toBeUndefined();
      const fields = Object.entries(def.shape).map(([name, field]) => [name, strangers(field)] as const);
      const value = Object.fromEntries(fields.map(([name, inner]) => [name, inner.value]));
      return {
        value: { ...value, stranger: 1 },
        paths: [[], ...fields.flatMap(([name, inner]) => below(name, inner))],
      };
    }
    case 'array': {
      const inner = strangers(def.element);
      return { value: [inner.value], paths: below(0, inner) };
    }
    case 'record': {
      const inner = strangers(def.valueType);
      return { value: { key: inner.value }, paths: below('key', inner) };
    }
    case 'union':
      return def.options
        .map(strangers)
        .reduce((one, other) => (other.paths.length > one.paths.length ? other : one), { value: 1, paths: [] });
    case 'optional':
    case 'nullable':
    case 'default':
      return strangers(def.innerType);
    case 'pipe':
      return strangers(def.in);
    default:
      expect(LEAVES).toContain(def.type);
      return { value: 1, paths: [] };
  }
}

const changing = Object.entries(routes).flatMap(([id, route]) => {
  const schema = bodySchemaOf(route);
  return schema ? [[id, route, schema] as const] : [];
});

/** Without the desk's pages (test/api/deskSession.test.ts). */
const ofApi = changing.filter(([, { proxy }]) => proxy === undefined);

describe('the body of', () => {
  it('every route that changes something is looked at, but one', () => {
    const unseen = Object.entries(routes).filter(
      ([id, { method }]) => method !== 'GET' && method !== 'ANY' && !changing.some(([each]) => each === id),
    );

    expect(unseen.map(([id]) => id)).toEqual(['unsubscribe']);
  });

  it.each(changing)('%s may hold no name beyond its own, at any depth', (_id, _route, schema) => {
    const { value, paths } = strangers(schema);

    const found = unknownNames(schema, value);

    expect(found.map(({ path, name }) => [...path, name].join('/')).toSorted()).toEqual(
      paths.map((path) => [...path, 'stranger'].join('/')).toSorted(),
    );
  });

  it.each(ofApi.filter(([, { body }]) => body))('%s is described so', (id, { path, method, forms }) => {
    const { requestBody } = openApi.paths[path][method.toLowerCase()];

    const schemas = Object.values<{ schema: object }>(requestBody.content).map(({ schema }) => objectsIn(schema));

    expect(schemas, id).toHaveLength(forms || method === 'PATCH' ? 2 : 1);
    for (const objects of schemas) {
      expect(objects.length).toBeGreaterThan(0);
      for (const object of objects) expect(object.additionalProperties).toBe(false);
    }
  });
});

/** The objects with names of their own that a JSON schema describes, those it refers to among them. */
function objectsIn(schema: unknown): { additionalProperties?: unknown }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('$ref' in schema) {
    return objectsIn(openApi.components.schemas[String(schema.$ref).split('/').at(-1) ?? '']);
  }
  return [
    ...('properties' in schema ? [schema as { additionalProperties?: unknown }] : []),
    ...Object.values(schema).flatMap(objectsIn),
  ];
}

describe('the query of', () => {
  it.each(Object.entries(routes).filter(([, route]) => !isPublicRead(route)))('%s has a schema', (_id, route) => {
    expect(querySchemaOf(route)).toBeDefined();
  });
});

describe('with a name that nobody knows', () => {
  const KNOWN: Readonly<Record<string, string>> = {
    place: 'footer',
    id: '00000000-0000-4000-8000-000000000000',
    person: 'a'.repeat(22),
    revision: '1',
    from: '2030-01-01T06:00:00.000Z',
  };
  const addressOf = ({ path }: Route) =>
    path
      .replace('/media/{id}', `/media/${'0'.repeat(32)}`)
      .replace('/redirects/{id}', `/redirects/${'0'.repeat(24)}`)
      .replace(/\{(\w+)\}/g, (_, name) => KNOWN[name] ?? 'home');

  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];
  const caller = { name: 'ines@example.org', groups: ['editors', 'moderators'] };
  const token = 'x';

  it.each(ofApi)('in its body %s does nothing', async (_id, route) => {
    const before = await everything();
    const target = `${addressOf(route)}${route.query ? `?token=${token}` : ''}`;

    const answer = await app.request(route.method, target, { caller, body: { stranger: 1 } });

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors[0]).toEqual({ pointer: '/stranger', detail: 'is not a field here' });
    expect(await everything()).toEqual(before);
  });

  const asked = Object.entries(routes).filter(([, route]) => !isPublicRead(route) && route.proxy === undefined);
  it.each(asked)('in its query %s does nothing', async (_id, route) => {
    const before = await everything();

    const target = `${addressOf(route)}?stranger=1`;
    const answer = await app.request(route.method, target, { caller, body: route.body ? {} : undefined });

    expect(answer.statusCode).toBe(400);
    // Where people are told as a page, there is no JSON.
    expect(answer.body).toContain('stranger is not a parameter here');
    expect(await everything()).toEqual(before);
  });
});
