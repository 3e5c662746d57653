import type * as z from 'zod/mini';

type Read = (value: unknown) => unknown;

const asItIs: Read = (value) => value;

/**
 * Makes a reader of stored items. It picks the schema's fields and applies defaults to items that were stored before a
 * field existed. It does not validate types, which were checked at the write: parsing the twenty entries of a listing
 * takes a quarter of the time of the whole response, reading them this way a twentieth.
 */
export function itemReader<Schema extends z.ZodMiniObject>(
  schema: Schema,
): (item: Readonly<Record<string, unknown>>) => z.output<Schema> {
  const fields = fieldReaders(schema._zod.def.shape);
  return (item) => readFields(fields, item) as z.output<Schema>;
}

type FieldReaders = readonly (readonly [name: string, read: Read])[];

const fieldReaders = (shape: Readonly<Record<string, z.core.$ZodType>>): FieldReaders =>
  Object.entries(shape).map(([name, schema]) => [name, readerOf(schema)]);

function readFields(fields: FieldReaders, item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, read] of fields) {
    const value = read(item[name]);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** A reader of one value; {@link asItIs} when nothing in it has a default. */
function readerOf(schema: z.core.$ZodType): Read {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const fields = fieldReaders(def.shape);
      if (fields.every(([, read]) => read === asItIs)) return asItIs;
      return (value) => readFields(fields, value as Record<string, unknown>);
    }
    case 'array': {
      const read = readerOf(def.element);
      return read === asItIs ? asItIs : (values) => (values as readonly unknown[]).map(read);
    }
    case 'nullable':
    case 'optional': {
      const read = readerOf(def.innerType);
      return read === asItIs ? asItIs : (value) => (value === null || value === undefined ? value : read(value));
    }
    case 'default': {
      const read = readerOf(def.innerType);
      return (value) => (value === undefined ? def.defaultValue : read(value));
    }
    default:
      return asItIs;
  }
}
