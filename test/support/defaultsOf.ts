import type * as z from 'zod/mini';

/** The defaults of a shape's fields, for tests of other fields. */
export const defaultsOf = (shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const { def } = (schema as z.core.$ZodTypes)._zod;
      return def.type === 'default' ? [[name, def.defaultValue]] : [];
    }),
  );
