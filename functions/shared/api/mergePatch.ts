import * as z from 'zod/mini';

/** A JSON merge patch (RFC 7396). */
export type MergePatch = Readonly<Record<string, unknown>>;

/** A merge patch of a document: every field is optional, and null removes it. */
export type PatchOf<Document> = Document extends readonly unknown[]
  ? Document
  : Document extends object
    ? { readonly [Name in keyof Document]?: PatchOf<Document[Name]> | null }
    : Document;

/**
 * Derives the schema of a merge patch from that of a document: every field is optional, and null removes it. A list is
 * replaced as a whole. Checks across fields are left to the patched document's schema.
 */
export const patchOf = <Schema extends z.ZodMiniObject>(schema: Schema) =>
  patch(schema) as z.ZodMiniType<MergePatch, PatchOf<z.input<Schema>>>;

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
    case 'union': {
      // What an object of several kinds may have; the patched document's schema says what goes together.
      const shapes = def.options.flatMap((option) => {
        const { def: member } = (option as z.core.$ZodTypes)._zod;
        return member.type === 'object' ? [member.shape] : [];
      });
      return shapes.length === def.options.length ? patch(z.object(Object.assign({}, ...shapes))) : schema;
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
 * Applies a merge patch to a document (RFC 7396, section 2). Fields that are null in the patch are absent from the result;
 * the document's schema then applies their defaults, or refuses.
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
