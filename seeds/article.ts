import { basename } from 'node:path/win32';
import * as z from 'zod/mini';
import type { Correction } from '../functions/articles/fields.ts';
import { ArticleSlug } from '../functions/articles/schema.ts';
import { ArticleContent, type Content } from '../functions/newsroom/articles/fields.ts';
import { settings } from '../functions/pages/theme/settings.ts';
import type { Instant } from '../functions/shared/instant.ts';
import { FileFault } from '../infra/cli/fileFault.ts';
import { checked, parseManuscript } from '../infra/cli/manuscript.ts';

/** A seed: an article with its past and future events. */
export interface SeedArticle {
  readonly content: Content;
  readonly publishedAt: Instant;
  /** When the article was published again without a correction. */
  readonly updatedAt: Instant | undefined;
  readonly corrections: readonly Correction[];
  /** Former slugs that redirect to the article, oldest first. */
  readonly movedFrom: readonly string[];
  readonly withdrawnAt: Instant | undefined;
}

/**
 * Parses a seed: a file as `broadsheet import` reads it, with the API's limits; `publishedAt` is required.
 * @param file its path. The name without `.md` is the slug, unless the front matter has one.
 * @param sections the allowed section names. Default: any.
 * @throws FileFault naming the file and the line.
 */
export function parseArticle(file: string, text: string, sections?: ReadonlySet<string>): SeedArticle {
  const manuscript = parseManuscript(file, text);
  const faultAt = (field: string, message: string) =>
    new FileFault(file, manuscript.lineOf(`/${field}`), `${field} ${message}`);

  const name = basename(file, '.md');
  const slug = manuscript.content.slug ?? name;
  if (slug === name && !z.safeParse(ArticleSlug, name).success) {
    throw new FileFault(file, 1, `the file name "${name}" is not a slug`);
  }
  if (manuscript.revision !== undefined) throw faultAt('revision', 'is only for broadsheet edit');
  const checkedContent = checked(file, manuscript, ArticleContent, manuscript.content);
  const { language = settings.language } = checkedContent;
  const content = { ...checkedContent, language, slug };
  if (sections?.has(content.section) === false) throw faultAt('section', 'is not in sections.json');

  const { publishedAt, updatedAt, corrections = [], movedFrom = [], withdrawn } = manuscript.history;
  if (publishedAt === undefined) throw faultAt('publishedAt', 'is required');
  // Later events must not come before the publication.
  for (const [field, instants] of Object.entries({
    updatedAt: [updatedAt],
    corrections: corrections.map(({ at }) => at),
    withdrawn: [withdrawn],
  })) {
    const isEarly = instants.some((at) => at !== undefined && at < publishedAt);
    if (isEarly) throw faultAt(field, 'must not be before publishedAt');
  }
  return { content, publishedAt, updatedAt, corrections, movedFrom, withdrawnAt: withdrawn };
}
