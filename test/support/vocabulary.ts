import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The properties of each schema.org type, including inherited ones, from the types of schema-dts. */
export function schemaOrgProperties(type: string): ReadonlySet<string> {
  const own = definitions.get(`${type}Base`) ?? definitions.get(`${type}Leaf`);
  if (!own) throw new Error(`schema.org has no ${type}`);
  return new Set([
    ...own.properties,
    ...own.parents.flatMap((parent) => (parent.endsWith('Base') ? [...schemaOrgProperties(parent.slice(0, -4))] : [])),
  ]);
}

interface Definition {
  readonly parents: readonly string[];
  readonly properties: readonly string[];
}

const source = readFileSync(join(import.meta.dirname, '../../node_modules/schema-dts/dist/schema.d.ts'), 'utf8');

const definitions: ReadonlyMap<string, Definition> = new Map(
  source.split(/^(?=(?:export )?interface )/m).flatMap((text) => {
    const [, name, parents = ''] = /^(?:export )?interface (\w+) extends (.*) \{$/m.exec(text) ?? [];
    const properties = [...text.matchAll(/^ {4}"(\w+)"\??:/gm)].flatMap(([, property]) => property ?? []);
    return name ? [[name, { parents: parents.split(', '), properties }] as const] : [];
  }),
);
