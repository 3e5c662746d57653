import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { namedSchemas, routes } from '../../functions/routes.ts';
import { describeApi } from '../../infra/openapi/describeApi.ts';

const openApi = JSON.parse(JSON.stringify(describeApi()));

const isObject = (schema: z.core.$ZodType) => schema._zod.def.type === 'object';

interface Described {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

describe('/openapi.json', () => {
  it('promises what it did: paths, operations, audiences, answers and failures', async () => {
    const lines = Object.entries(routes).flatMap(([id, { method, path, audience, success, failures }]) => [
      `${method} ${path}  ${id}  ${audience}  ${JSON.stringify(success)}`,
      ...failures.toSorted().map((code) => `    ${code}`),
    ]);

    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('api.snapshot.txt');
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();

    const result = await validator.validate(structuredClone<object>(openApi) as Record<string, unknown>);

    expect(result.errors).toBeUndefined();
    expect(validator.version).toBe('3.1');
  });

  it('describes every route, and no route that is not there', () => {
    const described = Object.entries<object>(openApi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    const served = Object.values(routes)
      .filter(({ proxy }) => proxy === undefined)
      .map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(served.filter((key) => key !== 'ANY $default').toSorted());
  });

  it.each(Object.entries(routes).filter(([id, { response }]) => isObject(response) && id !== 'readOpenApi'))(
    'has a name for what %s answers',
    (_id, { response }) => {
      expect(Object.values<z.ZodMiniType>(namedSchemas)).toContain(response);
    },
  );

  it('names every parameter of every path', () => {
    const paths: Record<string, Record<string, Described>> = openApi.paths;
    for (const [path, methods] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        const named = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(named).toEqual(inPath);
      }
    }
  });
});
