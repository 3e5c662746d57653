import type * as z from 'zod/mini';

/** A name that the schema of its object does not declare. */
export interface UnknownName {
  /** The path of that object. */
  readonly path: readonly (string | number)[];
  readonly name: string;
  /** The names that the schema declares. */
  readonly known: readonly string[];
}

/**
 * Lists every undeclared name in a value, at any depth. Schemas drop such names silently; whoever sent them must be
 * told. For a union, the member that fits best counts.
 */
export function unknownNames(
  schema: z.core.$ZodType,
  value: unknown,
  path: UnknownName['path'] = [],
): readonly UnknownName[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      if (!isObject(value)) return [];
      const known = Object.keys(def.shape);
      return Object.entries(value).flatMap(([name, inner]) => {
        const field = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
        return field ? unknownNames(field, inner, [...path, name]) : { path, name, known };
      });
    }
    case 'record':
      if (!isObject(value)) return [];
      return Object.entries(value).flatMap(([name, inner]) => unknownNames(def.valueType, inner, [...path, name]));
    case 'array':
      if (!Array.isArray(value)) return [];
      return value.flatMap((inner, index) => unknownNames(def.element, inner, [...path, index]));
    case 'union': {
      const member = fitting(def.options, value);
      return member ? unknownNames(member, value, path) : [];
    }
    case 'optional':
    case 'nullable':
    case 'default':
      return unknownNames(def.innerType, value, path);
    case 'pipe':
      return unknownNames(def.in, value, path);
    default:
      return [];
  }
}

/** The member of a union that a value fits best: with the fewest unknown names, of those that an object can be. */
export const fitting = (options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType | undefined =>
  options
    .filter((option) => !isObject(value) || mayBeObject(option))
    .toSorted((one, other) => unknownNames(one, value).length - unknownNames(other, value).length)[0];

function mayBeObject(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return mayBeObject(def.innerType);
    case 'pipe':
      return mayBeObject(def.in);
    case 'union':
      return def.options.some(mayBeObject);
    default:
      return def.type === 'object' || def.type === 'record';
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
