import * as z from 'zod/mini';
import { sectionNames } from '../../sections/names.ts';
import type { Section } from '../../sections/schema.ts';
import { Failure } from '../../shared/failure.ts';
import { requireFree } from '../../shared/reserved.ts';
import type { Say } from '../../words/en.ts';
import { asSent, bylineOf, requireAddresses } from './byline.ts';
import type { ArticleContent, Content } from './fields.ts';
import { StoredCopy } from './schema.ts';

/** Checks what was sent: that its slug is not reserved, that its section accepts it, and its authors. */
export function decideContent(
  sent: ArticleContent & Pick<Content, 'language'>,
  slug: string,
  sections: readonly Section[],
  before?: Content,
): Content {
  requireFree(slug, '/slug', 'article');
  const section = requireSection(sections, sent.section, before?.section);
  requireAddresses(sent.byline);
  return { ...sent, section, byline: asSent(sent.byline), slug };
}

/**
 * Requires a section to exist and, unless the article is in it already, to be open.
 * @param name its name, or one that it had.
 * @returns the name that it has.
 */
export function requireSection(sections: readonly Section[], name: string, before?: string): string {
  const section = sectionNames(sections).find(name);
  if (section && (section.open !== false || before === section.name)) return section.name;
  const detail: Say = ({ faults }) => (section ? faults.closedSection : faults.noSection);
  throw new Failure('field-invalid', (words) => words.failures.sectionUnfit(name, detail(words)), {
    faults: [{ pointer: '/section', detail }],
  });
}

/** The failure of a page's slug that is a section's name. */
export const isSectionsName = (slug: string): Failure =>
  new Failure('slug-taken', ({ failures }) => failures.slugIsSection(slug), {
    faults: [{ pointer: '/slug', detail: ({ faults }) => faults.sectionSlug }],
  });

/** A working copy with the fields of its newest content. */
export const describe = (copy: Omit<StoredCopy, keyof Content>, content: Content): StoredCopy =>
  z.parse(StoredCopy, { ...copy, ...content, byline: bylineOf(content.byline) } satisfies StoredCopy);
