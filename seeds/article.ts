import slugify from '@sindresorhus/slugify';
import { isMap, LineCounter, parseDocument, type ScalarTag } from 'yaml';
import * as z from 'zod/mini';
import { ArticleSlug, type PublishedArticle, SectionName, TagName } from '../functions/articles/schema.ts';
import { renderBody } from '../functions/newsroom/body.ts';
import { line } from '../functions/shared/text.ts';
import { SeedFault } from './fault.ts';

/** An article's file: front matter in YAML between two lines of `---`, then the text in Markdown. */
export interface SeedArticle {
  readonly article: PublishedArticle;
  /** Former slugs that lead to it. */
  readonly movedFrom: readonly string[];
  readonly withdrawnAt: string | undefined;
}

const moment = z.pipe(
  z.custom<Date>((value) => value instanceof Date, 'must be an instant such as 2026-11-20T06:30:00Z, without quotes'),
  z.transform((date) => date.toISOString()),
);

const FrontMatter = z.strictObject({
  headline: line(120),
  standfirst: line(280),
  section: SectionName,
  tags: z.array(TagName).check(z.maxLength(20)),
  byline: z.array(line(100).check(z.refine((name) => slugify(name) !== '', 'leaves no slug'))).check(z.minLength(1)),
  publishedAt: moment,
  updatedAt: z.optional(moment),
  corrections: z._default(z.array(z.strictObject({ at: moment, note: line(500) })), []),
  comments: z._default(z.enum(['open', 'closed']), 'open'),
  movedFrom: z._default(z.array(ArticleSlug), []),
  withdrawn: z.optional(moment),
});

/** YAML 1.1's tag reads 30 February as a day of March; here it stays a text. */
const timestamp: ScalarTag = {
  tag: 'tag:yaml.org,2002:timestamp',
  default: true,
  test: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/,
  resolve: (text) => {
    const day = new Date(`${text.slice(0, 10)}T00:00Z`);
    const date = new Date(text);
    return !Number.isNaN(date.getTime()) && day.toISOString().startsWith(text.slice(0, 10)) ? date : text;
  },
};

const FENCED = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;

/**
 * Parses a seed.
 * @param file its path; the name without `.md` is the slug.
 * @throws SeedFault naming the file and the line.
 */
export function parseArticle(file: string, text: string): SeedArticle {
  const slug = file.replace(/^.*[\\/]/, '').replace(/\.md$/, '');
  if (!z.safeParse(ArticleSlug, slug).success) throw new SeedFault(file, 1, `the file name "${slug}" is not a slug`);
  const [, yaml, markdown] = FENCED.exec(text) ?? [];
  if (yaml === undefined || markdown === undefined) {
    throw new SeedFault(file, 1, 'the file must begin with front matter between two lines of ---');
  }
  const { byline, comments, movedFrom, withdrawn, updatedAt, ...front } = parseFrontMatter(file, yaml);
  const body = renderBody(markdown, 'markdown', { language: 'en-GB' });
  return {
    article: {
      ...front,
      slug,
      thread: slug,
      language: 'en-GB',
      byline: byline.map((name) => ({ name, slug: slugify(name) })),
      updatedAt: updatedAt ?? front.publishedAt,
      image: null,
      body: body.html,
      wordCount: body.wordCount,
      readingMinutes: body.readingMinutes,
      commentsOpen: comments === 'open',
    },
    movedFrom,
    withdrawnAt: withdrawn,
  };
}

function parseFrontMatter(file: string, yaml: string) {
  const lines = new LineCounter();
  // The core schema leaves instants as text; this tag of YAML 1.1 makes them dates.
  const document = parseDocument(yaml, { lineCounter: lines, customTags: [timestamp], prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error) throw new SeedFault(file, lineAt(error.pos[0]), error.message.split('\n')[0] ?? error.code);
  const result = z.safeParse(FrontMatter, document.toJS());
  if (result.success) return result.data;

  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const name = [...path, ...(unknown ? [unknown] : [])].join('.');
  throw new SeedFault(
    file,
    lineAt(offsetOf(document.contents, unknown ? [...path, unknown] : path)),
    describe(name, issue),
  );
}

/** Where the value at a path begins, or the nearest thing around it that is there. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0 && isMap(contents); length -= 1) {
    const node = contents.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

function describe(name: string, issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'the front matter is invalid';
  if (name === '') return 'the front matter must be a list of "name: value" lines';
  if (issue.code === 'unrecognized_keys') return `there is no field "${name}"`;
  if (issue.code === 'invalid_type') return `${name} must be a ${issue.expected} and is missing or another thing`;
  if (issue.code === 'too_big') return `${name} is too long: at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `${name} must not be empty`;
  if (issue.code === 'invalid_value') return `${name} must be ${issue.values.join(' or ')}`;
  return `${name} ${issue.message}`;
}
