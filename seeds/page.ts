import { basename } from 'node:path/win32';
import * as z from 'zod/mini';
import { ArticleSlug } from '../functions/articles/schema.ts';
import { FIXED, PageContent } from '../functions/newsroom/pages/schema.ts';
import { settings } from '../functions/pages/theme/settings.ts';
import { FileFault } from '../infra/cli/fileFault.ts';
import { checked, parseManuscript } from '../infra/cli/manuscript.ts';
import type { SeedArticle } from './article.ts';

/**
 * Parses the seed of a page that is not an article: a file as `broadsheet page new` reads it, with `publishedAt`.
 * @param file its path. The name without `.md` is the slug.
 * @throws FileFault naming the file and the line.
 */
export function parsePage(file: string, text: string): SeedArticle {
  const manuscript = parseManuscript(file, text);
  const slug = manuscript.content.slug ?? basename(file, '.md');
  if (!z.safeParse(ArticleSlug, slug).success) throw new FileFault(file, 1, `the file name "${slug}" is not a slug`);
  const { publishedAt, ...others } = manuscript.history;
  if (publishedAt === undefined) throw new FileFault(file, 1, 'publishedAt is required');
  const [other] = Object.keys(others);
  if (other) throw new FileFault(file, manuscript.lineOf(`/${other}`), `${other} is only for articles`);
  const {
    lists,
    language = settings.language,
    ...content
  } = checked(file, manuscript, PageContent, manuscript.content);
  return {
    content: { ...content, language, ...FIXED, slug, ...(lists && { lists }) },
    publishedAt,
    updatedAt: undefined,
    corrections: [],
    movedFrom: [],
    withdrawnAt: undefined,
  };
}
