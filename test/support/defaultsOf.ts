import type * as z from 'zod/mini';

/** The fields of a shape that have a default, each with it: what a test that is about other fields expects of them. */
export const defaultsOf = (shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const { def } = (schema as z.core.$ZodTypes)._zod;
      return def.type === 'default' ? [[name, def.defaultValue]] : [];
    }),
  );
