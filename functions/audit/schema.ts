import * as z from 'zod/mini';
import { page } from '../articles/schema.ts';
import { instant } from '../shared/instant.ts';

/** One editorial act: who did what to what, when, and what version it made. */
export const AuditEntry = z.object({
  kind: z.enum(['article', 'section', 'author', 'settings']),
  /** The id of the article it was on, if it was. */
  article: z.nullable(z.string()),
  /** Else the name of the section (also of one with settings of its own) or the slug of the author; null for all at once. */
  name: z.nullable(z.string()),
  at: instant,
  by: z.string(),
  act: z.string(),
  version: z.int(),
  /** What it was called then: the article's headline, the section's title, the author's name. */
  headline: z.nullable(z.string()),
  detail: z.nullable(z.string()),
});

export type AuditEntry = z.output<typeof AuditEntry>;

export const AuditPage = page(AuditEntry);
