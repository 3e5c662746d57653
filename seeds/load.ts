import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { tallyKey } from '../functions/articles/keys.ts';
import { SectionName } from '../functions/articles/schema.ts';
import { commentKey, commentSortKey } from '../functions/comments/keys.ts';
import { type PublishedComment, type Submission, SubmissionBody } from '../functions/comments/schema.ts';
import { toItem } from '../functions/comments/submissionStore.ts';
import { toHtml } from '../functions/comments/text.ts';
import { createPublication } from '../functions/newsroom/publication.ts';
import { writeTogether } from '../functions/shared/data/transaction.ts';
import { anyInstant } from '../functions/shared/instant.ts';
import { line } from '../functions/shared/text.ts';
import type { Target } from '../infra/commands/target.ts';
import { parseArticle, type SeedArticle } from './article.ts';
import { SeedFault } from './fault.ts';

/** What loading changed; everything else was there already. */
export interface Loaded {
  readonly articles: number;
  readonly comments: number;
  readonly unchanged: number;
}

export interface SeedSet {
  readonly sections: readonly { readonly name: string; readonly title: string; readonly description: string }[];
  readonly articles: readonly SeedArticle[];
  readonly comments: readonly SeedComment[];
}

interface SeedReply {
  readonly name: string;
  readonly email: string;
  readonly at: string;
  readonly comment: string;
  readonly replies?: readonly SeedReply[] | undefined;
}

type SeedComment = SeedReply & { readonly article: string };

const Sections = z.array(z.strictObject({ name: SectionName, title: line(100), description: line(500) }));
const spoken = {
  name: line(100),
  email: SubmissionBody.shape.email,
  at: anyInstant,
  comment: SubmissionBody.shape.comment,
};
const Reply: z.ZodMiniType<SeedReply> = z.strictObject({
  ...spoken,
  replies: z.optional(z.array(z.lazy(() => Reply))),
});
const Comments = z.array(z.strictObject({ article: z.string(), ...spoken, replies: z.optional(z.array(Reply)) }));

/** Reads and checks all seeds before anything is written. @throws SeedFault naming file and line. */
export async function readSeeds(directory: string): Promise<SeedSet> {
  const folder = join(directory, 'articles');
  const named = (name: string) => relative(process.cwd(), join(directory, name));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const json = async <S extends z.ZodMiniType>(name: string, schema: S): Promise<z.output<S>> => {
    const text = await readFile(join(directory, name), 'utf8');
    try {
      return z.parse(schema, JSON.parse(text));
    } catch (error) {
      if (error instanceof SyntaxError) throw new SeedFault(named(name), 1, error.message);
      const [issue] = (error as z.core.$ZodError).issues;
      throw new SeedFault(named(name), 1, `${issue?.path.join('.')} ${issue?.message}`);
    }
  };
  const sections = await json('sections.json', Sections);
  const articles = await Promise.all(
    files.map(async (name) => {
      const file = named(join('articles', name));
      const text = await readFile(join(folder, name), 'utf8');
      const seed = parseArticle(file, text);
      if (sections.some((section) => section.name === seed.article.section)) return seed;
      const line = text.split('\n').findIndex((each) => each.startsWith('section:')) + 1;
      throw new SeedFault(file, line, `there is no section "${seed.article.section}"`);
    }),
  );
  const comments = await json('comments.json', Comments);
  for (const { article } of comments) {
    if (articles.some((seed) => seed.article.slug === article)) continue;
    throw new SeedFault(named('comments.json'), 1, `there is no article "${article}"`);
  }
  return { sections, articles, comments };
}

/**
 * Loads seeds into a target. Loading again changes only what differs: an article is known by its slug, a comment by its
 * article, name and instant.
 * @param onStep called after each article and each root comment, with the number of steps there are.
 */
export async function loadSeeds(seeds: SeedSet, target: Target, onStep: (total: number) => void): Promise<Loaded> {
  const publication = createPublication(target.client, target.tables.published);
  const loaded = { articles: 0, comments: 0, unchanged: 0 };
  const total = seeds.articles.length + seeds.comments.length;

  await inParallel(seeds.articles, async ({ article, movedFrom, withdrawnAt }) => {
    const standing = await publication.standing(article.slug);
    const formers = await Promise.all(movedFrom.map((former) => publication.standing(former)));
    const settled =
      formers.every(({ movedTo }) => movedTo === article.slug) &&
      (withdrawnAt ? standing.withdrawnAt !== undefined : isDeepStrictEqual(standing.article, article));
    if (settled) {
      loaded.unchanged += 1;
    } else {
      await publication.publish(article, standing.article);
      if (withdrawnAt) await publication.withdraw(article, withdrawnAt);
      for (const former of movedFrom) await publication.redirect(former, article);
      loaded.articles += 1;
    }
    onStep(total);
  });
  // One thread's comments follow each other: they count on the same item.
  const threads = Map.groupBy(seeds.comments, ({ article }) => article);
  await inParallel([...threads], async ([thread, comments]) => {
    for (const comment of comments) {
      const added = await loadComment(target, thread, comment, null);
      loaded.comments += added;
      onStep(total);
    }
  });
  // Last: sections that are there say that all the rest is.
  for (const [position, section] of seeds.sections.entries()) {
    await publication.putSection({ ...section, position: position + 1 });
  }
  return loaded;
}

const AT_ONCE = 8;

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

/** Stores a comment with its replies as if it had been submitted and approved at its instant; tells how many were new. */
async function loadComment(
  target: Target,
  thread: string,
  seed: SeedReply,
  parent: PublishedComment | null,
): Promise<number> {
  const { name, email } = seed;
  const publishedAt = new Date(seed.at).toISOString();
  const comment: PublishedComment = {
    id: stableId(thread, name, publishedAt),
    thread,
    name,
    publishedAt,
    editedAt: null,
    body: toHtml(seed.comment),
    parentId: parent?.id ?? null,
    depth: parent ? parent.depth + 1 : 0,
    root: parent && (parent.root ?? commentSortKey(parent)),
  };
  const submission: Submission = {
    id: comment.id,
    thread,
    name,
    email,
    comment: seed.comment,
    parentId: comment.parentId,
    submittedAt: publishedAt,
    person: await target.hash('person', email.toLowerCase()),
    verdict: 'published',
    rule: 'seed',
    published: { sortKey: commentSortKey(comment), root: comment.root, depth: comment.depth },
  };
  const refused = await writeTogether(target.client, {
    comment: {
      Put: {
        TableName: target.tables.published,
        Item: { ...commentKey(comment), type: 'comment', ...comment },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    submission: { Put: { TableName: target.tables.newsroom, Item: toItem(submission) } },
    tally: {
      Update: {
        TableName: target.tables.published,
        Key: tallyKey(thread),
        UpdateExpression: 'ADD comments :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
  });
  let fresh = refused ? 0 : 1;
  for (const reply of seed.replies ?? []) fresh += await loadComment(target, thread, reply, comment);
  return fresh;
}

/** An id in the form of a UUID that is the same at every loading. */
function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
