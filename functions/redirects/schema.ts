import * as z from 'zod/mini';

/**
 * A redirect: from an address of this site, as `addressOf` writes it, to a path of this site or an https address; `null`
 * with status 410, for what is gone. `*` at the end of `from` is any rest of the path, which takes the place of the `*` in `to`.
 */
export const Redirect = z.object({
  from: z.string(),
  to: z.nullable(z.string()),
  status: z.union([z.literal(301), z.literal(410)]),
});
export type Redirect = z.output<typeof Redirect>;

/** An address that readers asked for in vain. */
export const Miss = z.object({
  address: z.string(),
  /** How often at least. */
  count: z.int(),
  lastAt: z.string(),
});
export type Miss = z.output<typeof Miss>;
