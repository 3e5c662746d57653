import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { describeApi } from '../openapi.ts';

/** The committed, generated types. */
export const typesFile = join(import.meta.dirname, 'api.generated.ts');

const BANNER = `// Written by \`npm run types:api\` from the routes; not to be edited.
// biome-ignore-all lint/complexity/noBannedTypes: a body without fields is described as just that
// biome-ignore-all format: as its generator prints it`;

interface Described {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly schema: JSONSchema;
  }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JSONSchema } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: JSONSchema }>> }>
  >;
}

interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JSONSchema>> };
}

/**
 * Generates TypeScript from the OpenAPI document: the named schemas, and the input, output and address of each operation of
 * editors and moderators.
 */
export async function apiTypes(): Promise<string> {
  const { paths, components } = JSON.parse(
    JSON.stringify(describeApi()).replaceAll('"#/components/schemas/', '"#/definitions/'),
  ) as ApiDescription;
  const operations = Object.entries(paths)
    .filter(([path]) => /^\/v1\/(newsroom|moderation)\//.test(path))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({ path, method, described })));
  const types = await compile(
    {
      title: 'Operations',
      ...closed(Object.fromEntries(operations.map(({ described }) => [described.operationId, exchange(described)]))),
      definitions: components.schemas,
    },
    'Operations',
    {
      bannerComment: BANNER,
      additionalProperties: false,
      unreachableDefinitions: true,
      ignoreMinAndMaxItems: true,
      style: { printWidth: 120, singleQuote: true },
    },
  );
  const addresses = operations.map(
    ({ path, method, described }) =>
      `  ${described.operationId}: { method: '${method.toUpperCase()}', path: '${path}' },\n`,
  );
  return `${types}\n/** Where each operation is. */\nexport const addresses = {\n${addresses.join('')}} as const;\n`;
}

/** The input and output of an operation. `version` is If-Match, `idempotencyKey` is the header Idempotency-Key. */
function exchange({ parameters, requestBody, responses }: Described): JSONSchema {
  const within = (place: string) => {
    const those = parameters.filter((parameter) => parameter.in === place);
    if (those.length === 0) return undefined;
    const required = those.filter((parameter) => parameter.required).map(({ name }) => name);
    return closed(Object.fromEntries(those.map(({ name, schema }) => [name, schema])), required);
  };
  const takes = (header: string) => parameters.some(({ name }) => name === header);
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const parts = {
    params: within('path'),
    query: within('query'),
    version: takes('if-match') ? { type: 'integer' as const } : undefined,
    idempotencyKey: takes('idempotency-key') ? { type: 'string' as const } : undefined,
    body: requestBody?.content['application/json'].schema,
    response: Object.values(good?.content ?? {})[0]?.schema,
  };
  return closed(Object.fromEntries(Object.entries(parts).flatMap(([name, part]) => (part ? [[name, part]] : []))));
}

const closed = (properties: Record<string, JSONSchema>, required = Object.keys(properties)): JSONSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

if (import.meta.main) {
  writeFileSync(typesFile, await apiTypes());
  console.log(`Wrote ${typesFile}`);
}
