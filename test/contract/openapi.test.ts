import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { routes } from '../../functions/routes.ts';
import openApi from '../../functions/service/openapi.json' with { type: 'json' };
import { routeKeys } from '../../functions/shared/api/route.ts';
import { openApiFile, openApiText } from '../../infra/commands/openapi.ts';

interface Described {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

describe('/openapi.json', () => {
  it('is what the routes say today (else: npm run openapi)', () => {
    expect(readFileSync(openApiFile, 'utf8')).toBe(openApiText());
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();

    const result = await validator.validate(structuredClone<object>(openApi) as Record<string, unknown>);

    expect(result.errors).toBeUndefined();
    expect(validator.version).toBe('3.1');
  });

  it('describes every route, and no route that is not there', () => {
    const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    const served = Object.values(routes).flatMap(routeKeys);
    expect(described.toSorted()).toEqual(served.filter((key) => key !== '$default').toSorted());
  });

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
