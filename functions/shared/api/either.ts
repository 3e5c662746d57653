import * as z from 'zod/mini';
import { $constructor } from 'zod/v4/core';
import { fitting } from './unknownNames.ts';

/**
 * A union of objects that is parsed as the member that declares most of a value's names, so that a fault is named as that
 * member's. A plain union says only that none fits.
 */
export const either = <const Options extends readonly [z.ZodMiniType, ...z.ZodMiniType[]]>(options: Options) =>
  new Either({ type: 'union', options, inclusive: true }) as unknown as z.ZodMiniUnion<Options>;

const Either = $constructor<z.ZodMiniUnion>('Either', (schema, definition) => {
  const union: $constructor<z.ZodMiniUnion> = z.ZodMiniUnion;
  union.init(schema, definition);
  const { options } = definition;
  schema._zod.parse = (payload, context) =>
    (fitting(options, payload.value) ?? (options[0] as z.core.$ZodType))._zod.run(payload, context);
});
