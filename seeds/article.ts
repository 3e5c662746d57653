import slugify from '@sindresorhus/slugify';
import * as z from 'zod/mini';
import type { Correction } from '../functions/articles/fields.ts';
import { ArticleSlug, SectionName, TagName } from '../functions/articles/schema.ts';
import type { Content } from '../functions/newsroom/articles/fields.ts';
import type { Instant } from '../functions/shared/instant.ts';
import { line } from '../functions/shared/text.ts';
import { SeedFault } from './fault.ts';
import { parseFields } from './fields.ts';

/** An article's file: front matter in YAML between two lines of `---`, then the text in Markdown. */
export interface SeedArticle {
  readonly content: Content;
  readonly publishedAt: Instant;
  /** When it was published again without a correction. */
  readonly updatedAt: Instant | undefined;
  readonly corrections: readonly Correction[];
  /** Former slugs that lead to it, the first first. */
  readonly movedFrom: readonly string[];
  readonly withdrawnAt: Instant | undefined;
}

const moment = z.pipe(
  z.custom<Date>((value) => value instanceof Date, 'must be an instant such as 2026-11-20T06:30:00Z, without quotes'),
  z.transform((date) => date.toISOString()),
);

const author = line(100).check(
  z.refine((name) => slugify(name) !== '', 'must have letters that can stand in an address'),
);

const FrontMatter = z
  .strictObject({
    headline: line(120),
    standfirst: line(280),
    section: SectionName,
    tags: z.array(TagName).check(z.maxLength(20), unique()),
    byline: z.array(author).check(z.minLength(1), z.maxLength(10), unique()),
    publishedAt: moment,
    updatedAt: z.optional(moment),
    corrections: z._default(z.array(z.strictObject({ at: moment, note: line(500) })), []),
    comments: z._default(z.enum(['open', 'closed']), 'open'),
    movedFrom: z._default(z.array(ArticleSlug), []),
    withdrawn: z.optional(moment),
  })
  .check(
    notBefore('updatedAt', ({ updatedAt }) => [updatedAt]),
    notBefore('corrections', ({ corrections }) => corrections.map(({ at }) => at)),
    notBefore('withdrawn', ({ withdrawn }) => [withdrawn]),
  );

interface Dates {
  readonly publishedAt: Instant;
  readonly updatedAt?: Instant | undefined;
  readonly corrections: readonly Correction[];
  readonly withdrawn?: Instant | undefined;
}

/** What happens to an article happens once it is out. */
function notBefore(field: string, datesOf: (article: Dates) => readonly (Instant | undefined)[]) {
  return z.refine<Dates>((article) => datesOf(article).every((at) => at === undefined || at >= article.publishedAt), {
    path: [field],
    error: 'must not be before publishedAt',
  });
}

function unique() {
  return z.refine<readonly string[]>((list) => new Set(list).size === list.length, 'must not name anything twice');
}

type Front = z.output<typeof FrontMatter>;

const FENCED = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/;

/**
 * Parses a seed.
 * @param file its path; the name without `.md` is the slug.
 * @param sections the names it may give as its section; any, when they are left out.
 * @throws SeedFault naming the file and the line.
 */
export function parseArticle(file: string, text: string, sections?: ReadonlySet<string>): SeedArticle {
  const slug = file.replace(/^.*[\\/]/, '').replace(/\.md$/, '');
  if (!z.safeParse(ArticleSlug, slug).success) throw new SeedFault(file, 1, `the file name "${slug}" is not a slug`);
  const [, yaml, body] = FENCED.exec(text.replaceAll('\r\n', '\n')) ?? [];
  if (yaml === undefined || body === undefined) {
    throw new SeedFault(file, 1, 'the file must begin with front matter between two lines of ---');
  }
  const inSection = z.refine<Front>(({ section }) => sections?.has(section) !== false, {
    path: ['section'],
    error: 'is not in sections.json',
  });
  const front = parseFields(file, yaml, FrontMatter.check(inSection), {
    whole: 'the front matter must be a list of "name: value" lines',
    firstLine: 2,
  });
  const { headline, standfirst, section, tags, byline, comments } = front;
  return {
    content: {
      slug,
      headline,
      standfirst,
      section,
      tags,
      byline,
      body,
      format: 'markdown',
      language: 'en-GB',
      translations: [],
      image: null,
      commentsOpen: comments === 'open',
    },
    publishedAt: front.publishedAt,
    updatedAt: front.updatedAt,
    corrections: front.corrections,
    movedFrom: front.movedFrom,
    withdrawnAt: front.withdrawn,
  };
}
