import * as z from 'zod/mini';

/** A document of which no field is left out, at any depth. */
type Whole<Document> = Document extends undefined
  ? never
  : Document extends readonly (infer Item)[]
    ? Whole<Item>[]
    : Document extends object
      ? { [Name in keyof Document]-?: Whole<Document[Name]> }
      : Document;

/**
 * The schema of a whole document, for PUT: fields with a default are required, at any depth. Otherwise a client that does
 * not know a new field yet would silently reset it.
 */
export const wholeOf = <Shape extends z.core.$ZodShape>(schema: z.ZodMiniObject<Shape>) =>
  whole(schema) as z.ZodMiniObject<{
    readonly [Name in keyof Shape]: z.ZodMiniType<z.output<Shape[Name]>, Whole<z.input<Shape[Name]>>>;
  }>;

function whole(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def.shape).map(([name, field]) => [name, whole(field)]);
      return z.clone(schema, { ...def, shape: Object.fromEntries(shape) } as never);
    }
    case 'array':
      return z.clone(schema, { ...def, element: whole(def.element) } as never);
    case 'nullable':
      return z.clone(schema, { ...def, innerType: whole(def.innerType) } as never);
    case 'union':
      return z.clone(schema, { ...def, options: def.options.map(whole) } as never);
    case 'default':
    case 'optional':
      return whole(def.innerType);
    default:
      return schema;
  }
}
