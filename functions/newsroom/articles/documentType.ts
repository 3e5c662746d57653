import type * as z from 'zod/mini';
import type { Section } from '../../sections/schema.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { decideContent, requireSection } from './contentRules.ts';
import { type ArticleContent, type Content, SavedArticle } from './fields.ts';
import type { DocumentName } from './keys.ts';

/** A content as it is sent, with its slug. */
export type SentContent = ArticleContent & Pick<Content, 'slug' | 'lists'>;

/** What sets articles and pages apart in the life that they share (docs/decisions/0039). */
export interface DocumentType {
  readonly name: DocumentName;
  /** The whole content, as PUT sends it and PATCH makes it. */
  readonly saved: z.ZodMiniType<SentContent>;
  /** What every content of this type has alike, and nobody sends. */
  readonly fixed: Partial<Content>;
  /** Checks what was sent, and decides on the content. */
  decide(sent: ArticleContent, slug: string, sections: readonly Section[], before?: Content): Content;
  /** Requires the place of a draft that is published to be there still. @throws Failure `field-invalid`. */
  requirePlace(content: Content, sections: readonly Section[]): void;
  /** What must also be so when a slug is claimed, as parts of the transaction. */
  besideClaim(slug: string): Writes;
}

export const articleType: DocumentType = {
  name: 'article',
  saved: SavedArticle,
  fixed: {},
  decide: decideContent,
  requirePlace: ({ section }, sections) => requireSection(sections, section),
  besideClaim: () => ({}),
};
