import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import { bylineOf } from '../functions/newsroom/articles/byline.ts';
import { type Editing, editArticles } from '../functions/newsroom/articles/edit.ts';
import { contentOf } from '../functions/newsroom/articles/fields.ts';
import type { WorkingCopy } from '../functions/newsroom/articles/schema.ts';
import { Failure } from '../functions/shared/failure.ts';
import { type Instant, toInstant } from '../functions/shared/instant.ts';
import { paperWords } from '../functions/words/words.ts';
import type { SeedArticle } from './article.ts';

type Copy = z.input<typeof WorkingCopy>;

/** A request of an editor. @param name of the editor, if there is one. */
export const requestBy = (name = 'the editor') => ({
  method: 'POST',
  path: '/',
  sourceIp: '127.0.0.1',
  userAgent: '',
  cookies: {},
  isForm: false,
  origin: '',
  words: paperWords('en'),
  caller: { name },
});
export type SeedRequest = ReturnType<typeof requestBy>;

/**
 * Replays the events of an article's seed, or a page's, through the newsroom's operations, each at its instant, as the first
 * author. For an
 * article that exists, replays only the missing events.
 * @param ids the ids that its working copy may have; a new one gets the first.
 * @returns the id, and whether anything changed.
 * @throws Failure when the newsroom refuses an operation.
 */
export async function replayLife(
  seed: SeedArticle,
  ids: readonly string[],
  newsroom: Omit<Editing, 'clock' | 'newId'>,
  now: Date,
): Promise<{ readonly id: string; readonly changed: boolean }> {
  let time = now;
  const operations = editArticles({ ...newsroom, clock: () => time, newId: () => ids[0] ?? '' });
  const request = requestBy(bylineOf(seed.content.byline)[0]?.name);
  const isOut = seed.publishedAt <= toInstant(now);
  const { slug } = seed.content;

  const find = async (): Promise<Copy | undefined> => {
    for (const id of ids) {
      try {
        const params = { id };
        return await operations.readCopy({ params, query: undefined, headers: undefined, body: undefined, request });
      } catch (error) {
        if (!(error instanceof Failure && ['article-not-found', 'page-not-found'].includes(error.code))) throw error;
      }
    }
  };
  const found = await find();
  /** The instant of operations for which the seed has none: a new article's publication, otherwise now. */
  const meanwhile = !found && isOut ? seed.publishedAt : toInstant(now);
  const create = (first: string) => {
    time = new Date(meanwhile);
    const body = { ...seed.content, slug: first };
    return operations.createArticle({ params: undefined, query: undefined, headers: {}, body, request });
  };
  // Only a published article keeps former slugs.
  const formerSlugs = isOut ? seed.movedFrom : [];
  let copy: Copy = found ?? (await create(formerSlugs[0] ?? slug));

  const about = { params: { id: copy.id }, query: undefined, request };
  type Change<Body> = (input: typeof about & { headers: { 'if-match': number }; body: Body }) => Promise<Copy>;
  const act = async <Body>(at: Instant, operation: Change<Body>, body: Body) => {
    time = new Date(at);
    copy = await operation({ ...about, headers: { 'if-match': copy.version }, body });
  };
  const save = async (wanted: SeedArticle['content']) => {
    if (!isDeepStrictEqual(contentOf(copy), wanted)) await act(meanwhile, operations.saveArticle, wanted);
  };

  if (copy.state === 'withdrawn' && !seed.withdrawnAt) await act(meanwhile, operations.restoreArticle, {});
  if (copy.publishedAt !== seed.publishedAt) {
    // The newsroom refuses to move the date of a published article.
    const past = isOut && copy.state !== 'published';
    await act(past ? seed.publishedAt : meanwhile, operations.publishArticle, past ? {} : { at: seed.publishedAt });
  }
  if (copy.state === 'withdrawn') {
    await save(seed.content);
  } else {
    for (const former of formerSlugs.filter((each) => each !== copy.slug && !copy.formerSlugs.includes(each))) {
      await save({ ...seed.content, slug: former });
      await act(meanwhile, operations.publishArticle, {});
    }
    await save(seed.content);
    for (const { at, note } of seed.corrections) {
      const isMade = copy.corrections.some((each) => each.at === at && each.note === note);
      if (!isMade) await act(at, operations.correctArticle, { note });
    }
    if (seed.updatedAt && copy.updatedAt && copy.updatedAt < seed.updatedAt) {
      // Only what was saved since moves the time of the update; the earlier text is not known.
      await act(seed.updatedAt, operations.saveArticle, seed.content);
      await act(seed.updatedAt, operations.publishArticle, {});
    }
    if (copy.unpublishedChanges) await act(meanwhile, operations.publishArticle, {});
    if (seed.withdrawnAt) await act(seed.withdrawnAt, operations.withdrawArticle, {});
  }
  return { id: copy.id, changed: copy.version !== found?.version };
}
