import * as z from 'zod/mini';
import { page } from '../../articles/schema.ts';
import { LONGEST_ADDRESS } from '../../redirects/address.ts';
import { Miss, Redirect } from '../../redirects/schema.ts';
import { FORMER_ID } from '../keys.ts';

/** A redirect as an editor sends it. */
export const RedirectContent = z.object({
  from: z.string().check(z.minLength(1), z.maxLength(LONGEST_ADDRESS)),
  to: z.union([z.null(), z.string().check(z.maxLength(2_000))]),
  status: z._default(Redirect.shape.status, 301),
});
export type RedirectContent = z.output<typeof RedirectContent>;

/** A redirect with what only editors see. */
export const EditedRedirect = z.object({
  id: z.string(),
  ...Redirect.shape,
  /** Whether it is the former address of an article, page, section or author. Then it is not edited, and leads where that is. */
  automatic: z.boolean(),
  /** How often it was followed, at least; null for an automatic one, which is not counted. */
  hits: z.nullable(z.int()),
  lastHitAt: z.nullable(z.string()),
  /** 0 for an automatic one. */
  version: z.int(),
});
export type EditedRedirect = z.output<typeof EditedRedirect>;

export const RedirectPage = page(EditedRedirect);

/** What readers asked for in vain within thirty days, most often first. */
export const MissList = z.object({ items: z.array(Miss), next: z.null(), previous: z.null() });

/** The digest of an address, or a kind and a name. */
export const RedirectParams = z.object({
  id: z.string().check(z.regex(new RegExp(`^[0-9a-f]{24}$|${FORMER_ID.source}`, 'u'))),
});
