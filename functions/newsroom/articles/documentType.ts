import { articleUrl } from '../../articles/schema.ts';
import type { Section } from '../../sections/schema.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { decideContent, requireSection } from './contentRules.ts';
import { type ArticleContent, type Content, SavedArticle } from './fields.ts';
import type { DocumentName } from './keys.ts';

/** A whole content as it is sent. Without a language, it is to be in the paper's. */
export type SentContent = Omit<ArticleContent, 'slug'> & {
  readonly slug: string;
  readonly lists?: Content['lists'] | null;
};

/** What sets articles and pages apart in the life that they share (docs/decisions/0039). */
export interface DocumentType {
  readonly name: DocumentName;
  /** Parses a whole content, as PATCH makes it. @throws Failure `field-invalid`. */
  parse(content: unknown): SentContent;
  /** What every content of this type has alike, and nobody sends. */
  readonly fixed: Partial<Content>;
  /** The path of its page. */
  pathOf(placed: { readonly section: string; readonly slug: string }): string;
  /** Checks what was sent, and decides on the content. */
  decide(
    sent: Omit<SentContent, 'slug' | 'language'> & Pick<Content, 'language'>,
    slug: string,
    sections: readonly Section[],
    before?: Content,
  ): Content;
  /** Requires the place of a draft that is published to be there still. @throws Failure `field-invalid`. */
  requirePlace(content: Content, sections: readonly Section[]): Promise<void>;
  /** What must also be so when a slug is claimed, as parts of the transaction. */
  besideClaim(slug: string): Writes;
}

export const articleType: DocumentType = {
  name: 'article',
  parse: (content) => parseBody(SavedArticle, content),
  fixed: {},
  pathOf: articleUrl,
  decide: ({ lists: _, ...sent }, ...rest) => decideContent(sent, ...rest),
  requirePlace: async ({ section }, sections) => {
    requireSection(sections, section);
  },
  besideClaim: () => ({}),
};
