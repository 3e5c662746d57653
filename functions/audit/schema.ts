import * as z from 'zod/mini';
import { page } from '../articles/schema.ts';
import { instant } from '../shared/instant.ts';

/** One entry of the audit log: who did what to what, when, and which version it made. */
export const AuditEntry = z.object({
  kind: z.enum([
    'article',
    'page',
    'section',
    'author',
    'tag',
    'front',
    'settings',
    'media',
    'menu',
    'redirect',
    'paper',
  ]),
  /** The id of the article or page; null for other kinds. */
  article: z.nullable(z.string()),
  /**
   * For other kinds, the name of the section (also for its settings), the slug of the author, the tag, the name of the front, the
   * id of the file in the media library or of the redirect, or the place of the menu; null for the whole site.
   */
  name: z.nullable(z.string()),
  at: instant,
  by: z.string(),
  act: z.string(),
  version: z.int(),
  /**
   * The title at that time: the article's or page's headline, the section's title, the author's or tag's name, the file's title,
   * the address of the redirect. Null for fronts, menus and the paper's settings.
   */
  headline: z.nullable(z.string()),
  detail: z.nullable(z.string()),
});

export type AuditEntry = z.output<typeof AuditEntry>;

/** An entry as stored. Those without a kind are about articles, the only kind at first. */
export const StoredAuditEntry = z.object({
  ...AuditEntry.shape,
  kind: z._default(AuditEntry.shape.kind, 'article'),
  name: z._default(AuditEntry.shape.name, null),
});

export const AuditPage = page(AuditEntry);
