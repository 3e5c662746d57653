import * as z from 'zod/mini';

/** What a PATCH names: a JSON merge patch (RFC 7396). */
export type MergePatch = Readonly<Record<string, unknown>>;

/**
 * The schema of a merge patch of a document: any of its fields, each as the document has it, or null, which takes it away.
 * A list is replaced as a whole. What concerns several fields is for the patched document to fulfil.
 */
export const patchOf = (schema: z.ZodMiniObject): z.ZodMiniType<MergePatch> =>
  patch(schema) as z.ZodMiniType<MergePatch>;

function patch(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def.shape).map(([name, field]) => [
        name,
        z.optional(z.nullable(patch(field) as z.ZodMiniType)),
      ]);
      return z.object(Object.fromEntries(shape));
    }
    case 'default':
    case 'optional':
    case 'nullable':
      return patch(def.innerType);
    default:
      return schema;
  }
}

/**
 * A document with what a patch names, and nothing else, changed (RFC 7396, section 2). What is null in the patch is not in
 * the result: to give it its default, or to refuse that, is for the document's schema.
 */
export const mergePatch = (document: object, changes: MergePatch): Readonly<Record<string, unknown>> =>
  merge(document, changes) as Record<string, unknown>;

function merge(target: unknown, changes: unknown): unknown {
  if (!isObject(changes)) return changes;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) merged.delete(name);
    else if (change !== undefined) merged.set(name, merge(merged.get(name), change));
  }
  return Object.fromEntries(merged);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
