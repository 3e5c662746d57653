import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { ArticleSlug, SectionName } from '../functions/articles/schema.ts';
import { decided, decisionWrites, type Parent, placeAt } from '../functions/comments/submitting/decision.ts';
import { createPlaceReading } from '../functions/comments/submitting/placeReading.ts';
import { type Submission, SubmissionBody } from '../functions/comments/submitting/schema.ts';
import { createRecordStore } from '../functions/media/recordStore.ts';
import { createLibraryUse } from '../functions/newsroom/articles/libraryUse.ts';
import { createPublication } from '../functions/newsroom/articles/publication.ts';
import { createCopyStore } from '../functions/newsroom/articles/store.ts';
import { createAuthorEditing } from '../functions/newsroom/authors/store.ts';
import { createFormerAddresses } from '../functions/newsroom/formerAddresses.ts';
import { createPageType, pagePlaces } from '../functions/newsroom/pages/pageType.ts';
import { createSectionEditing } from '../functions/newsroom/sections/store.ts';
import { createTagEditing } from '../functions/newsroom/tags/store.ts';
import { settings } from '../functions/pages/theme/settings.ts';
import type { Section } from '../functions/sections/schema.ts';
import { createSectionStore } from '../functions/sections/store.ts';
import { writeTogether } from '../functions/shared/data/transaction.ts';
import { Failure } from '../functions/shared/failure.ts';
import { anyInstant, type Instant, toInstant } from '../functions/shared/instant.ts';
import { mapConcurrent } from '../functions/shared/mapConcurrent.ts';
import { line } from '../functions/shared/text.ts';
import { decodeText } from '../infra/cli/decodeText.ts';
import { FileFault } from '../infra/cli/fileFault.ts';
import type { Installation } from '../infra/commands/installation.ts';
import { parseArticle, type SeedArticle } from './article.ts';
import { replayLife, requestBy } from './life.ts';
import { SeedMenus, saveMenus } from './menus.ts';
import { parsePage } from './page.ts';
import { parseJson } from './parseJson.ts';
import { loadRecords } from './pictures/load.ts';

/** The numbers of loaded articles, pages and comments, and of articles that needed no change. */
export interface Loaded {
  readonly articles: number;
  readonly pages: number;
  readonly comments: number;
  readonly unchanged: number;
}

/** All seeds; articles with their files. */
export interface SeedSet {
  readonly sections: readonly Omit<Section, 'position'>[];
  readonly articles: readonly (SeedArticle & { readonly file: string })[];
  /** Those that are not articles. */
  readonly pages: readonly (SeedArticle & { readonly file: string })[];
  /** Those that are saved where nobody has changed them. */
  readonly menus: SeedMenus;
  readonly comments: readonly SeedComment[];
  /** The ids of the files of the media library that the articles use. */
  readonly pictures: ReadonlySet<string>;
}

const SeedSections = z.array(z.strictObject({ name: SectionName, title: line(100), description: line(500) }));

interface SeedReply {
  readonly name: string;
  readonly email: string;
  readonly at: Instant;
  readonly comment: string;
  readonly replies?: readonly SeedReply[] | undefined;
}

const replyFields = {
  name: SubmissionBody.shape.name,
  email: SubmissionBody.shape.email,
  at: anyInstant,
  comment: SubmissionBody.shape.comment,
  replies: z.optional(z.array(z.lazy((): z.ZodMiniType<SeedReply> => z.strictObject(replyFields)))),
};
const SeedComment = z.strictObject({ article: ArticleSlug, ...replyFields });
type SeedComment = z.output<typeof SeedComment>;

/** Reads and validates all seeds. @throws FileFault naming the file and the line. */
export async function readSeeds(directory: string): Promise<SeedSet> {
  const filesIn = async (folder: string) =>
    (await readdir(folder))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(folder, name));
  const names = await filesIn(join(directory, 'articles'));
  const read = async (path: string) => {
    const file = relative(process.cwd(), path);
    return { file, text: decodeText(file, await readFile(path)) };
  };
  const [sectionFile, commentFile, ...articleFiles] = await Promise.all([
    read(join(directory, 'sections.json')),
    read(join(directory, 'comments.json')),
    ...names.map(read),
  ]);
  // Seeds of one's own may have none.
  const pageFiles = await Promise.all((await filesIn(join(directory, 'pages')).catch(() => [])).map(read));
  const menuFile = await read(join(directory, 'menus.json')).catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const sections = parseJson(sectionFile.file, sectionFile.text, SeedSections, 'must be a list of sections');
  const sectionNames = new Set(sections.map(({ name }) => name));
  const articles = articleFiles.map(({ file, text }) => ({ ...parseArticle(file, text, sectionNames), file }));
  const pages = pageFiles.map(({ file, text }) => ({ ...parsePage(file, text), file }));
  const menus = menuFile ? parseJson(menuFile.file, menuFile.text, SeedMenus, 'must be a list of menus') : [];
  const pictures = new Set(
    [...articleFiles, ...pageFiles].flatMap(({ text }) => text.match(/(?<=media:)[0-9a-f]{32}/g) ?? []),
  );
  const slugs = new Set(articles.map(({ content }) => content.slug));
  const known = z.refine<SeedComment>(({ article }) => slugs.has(article), {
    path: ['article'],
    error: 'must be the slug of an article',
  });
  const comments = parseJson(
    commentFile.file,
    commentFile.text,
    z.array(SeedComment.check(known)),
    'must be a list of comments',
  );
  return { sections, articles, pages, menus, comments, pictures };
}

/**
 * Loads seeds into a target. Loading is idempotent: an article is identified by its current or a former slug, a comment by
 * its thread, name and instant. Comments on a withdrawn article become visible when it is restored.
 * @param onStep called after each article and each root comment, with the total number of steps.
 * @throws FileFault for an article that the newsroom refuses, with the reason.
 */
export async function loadSeeds(
  seeds: SeedSet,
  target: Pick<Installation, 'client' | 'tables' | 'hash'>,
  onStep: (total: number) => void,
  now: Date = new Date(),
): Promise<Loaded> {
  const { client, tables } = target;
  const copies = createCopyStore(client, tables.newsroom);
  const loaded = { articles: 0, pages: 0, comments: 0, unchanged: 0 };
  const total = seeds.articles.length + seeds.pages.length + seeds.comments.length;

  await loadRecords(target, seeds.pictures, now);
  const sections = await planSections(seeds, target);
  const newsroom = {
    client,
    copies,
    publication: createPublication(client, tables.published),
    formerAddresses: createFormerAddresses(tables.newsroom),
    library: createLibraryUse(createRecordStore(client, tables.newsroom)),
    tags: createTagEditing(client, tables.published),
    authors: createAuthorEditing(client, tables.published),
    // The planned sections, which are written last; also saves a read for every article.
    sections: { list: async () => sections.all },
    // Nothing is fetched for seeds: an image from another site has its size in its file.
    measure: async () => undefined,
    language: async () => settings.language,
  };
  const copyIds = new Map<string, string>();
  await mapConcurrent(AT_ONCE, seeds.articles, async (article) => {
    const ids = [...article.movedFrom, article.content.slug].map((slug) => stableId('article', slug));
    const { id, changed } = await replayLife(article, ids, newsroom, now).catch((error) => {
      throw error instanceof Failure ? new FileFault(article.file, 1, error.message) : error;
    });
    copyIds.set(article.content.slug, id);
    loaded[changed ? 'articles' : 'unchanged'] += 1;
    onStep(total);
  });
  const pageroom = {
    ...newsroom,
    copies: createCopyStore(client, tables.newsroom, 'page'),
    publication: createPublication(client, tables.published, pagePlaces),
    type: createPageType(tables, createSectionStore(client, tables.published)),
  };
  await mapConcurrent(AT_ONCE, seeds.pages, async (page) => {
    const { changed } = await replayLife(page, [stableId('page', page.content.slug)], pageroom, now).catch((error) => {
      throw error instanceof Failure ? new FileFault(page.file, 1, error.message) : error;
    });
    if (changed) loaded.pages += 1;
    onStep(total);
  });
  const instants = seeds.pages.map(({ publishedAt }) => publishedAt).filter((at) => at <= toInstant(now));
  const lastPage = instants.toSorted().at(-1);
  await saveMenus(seeds.menus, target, requestBy(), lastPage === undefined ? now : new Date(lastPage)).catch(
    (error) => {
      throw error instanceof Failure ? new FileFault('menus.json', 1, error.message) : error;
    },
  );
  // Comments of one thread are loaded in sequence, because they update the same counter.
  await mapConcurrent(AT_ONCE, [...Map.groupBy(seeds.comments, ({ article }) => article)], async ([slug, comments]) => {
    const { thread, section } = await copies.read(copyIds.get(slug) ?? '');
    const place = { thread: thread ?? slug, slug, section };
    for (const comment of comments) {
      const added = await loadComment(target, place, comment, undefined);
      loaded.comments += added;
      onStep(total);
    }
  });
  // Last, because existing sections signal that the seeds are complete.
  await sections.write();
  return loaded;
}

/** The sections after loading, seeds first and in their order, and a function that writes the changes. */
async function planSections({ sections }: SeedSet, { client, tables }: Pick<Installation, 'client' | 'tables'>) {
  const editing = createSectionEditing(client, tables.published);
  const standing = await createSectionStore(client, tables.published).list();
  const planned = sections.map((section, index) => {
    const former = standing.find(({ name }) => name === section.name);
    return { former, wanted: { ...former, ...section, position: index + 1 } };
  });
  const changed = planned.flatMap(({ former, wanted }) =>
    former && !isDeepStrictEqual(former, wanted) ? [{ former, wanted }] : [],
  );
  const others = standing.filter(({ name }) => !sections.some((section) => section.name === name));
  return {
    all: [...planned.map(({ wanted }): Section => wanted), ...others],
    async write() {
      const [before, after] = [changed.map(({ former }) => former), changed.map(({ wanted }) => wanted)];
      if (changed.length > 0 && !(await editing.replace(before, after))) {
        throw new Failure(
          'service-unavailable',
          () => 'Somebody has changed the sections at the same moment. Please load the seeds again.',
        );
      }
      for (const { former, wanted } of planned) if (!former) await editing.add(wanted);
    },
  };
}

const AT_ONCE = 8;

/** The thread of a comment, and the slug and section of its article. The tally is stored under the slug. */
interface Place {
  readonly thread: string;
  readonly slug: string;
  readonly section: string;
}

/** Stores a comment and its replies as if submitted and approved at their instants. @returns the number of new ones. */
async function loadComment(
  target: Pick<Installation, 'client' | 'tables' | 'hash'>,
  { thread, slug, section }: Place,
  seed: SeedReply,
  parent: Parent | undefined,
): Promise<number> {
  const { name, email, at, comment } = seed;
  const id = stableId(thread, name, at);
  const published = placeAt(id, parent, at);
  const sent: Submission = {
    id,
    thread,
    section,
    name,
    email,
    website: null,
    comment,
    parentId: parent?.id ?? null,
    submittedAt: at,
    editedAt: null,
    proven: false,
    notify: 'no',
    approvedBefore: 0,
    rejectedBefore: 0,
    reportsJudged: false,
    person: await target.hash('person', email.toLowerCase()),
    verdict: 'held',
    rule: '',
    matched: null,
    history: [],
    reports: 0,
    published,
  };
  const submission = decided(sent, { verdict: 'published', at, by: 'seeds', rule: 'seed', matched: null });
  const places = createPlaceReading(target.client, target.tables);
  const refused = await writeTogether(
    target.client,
    await decisionWrites(target.tables, undefined, submission, slug, places),
  );
  let fresh = refused ? 0 : 1;
  for (const reply of seed.replies ?? []) {
    fresh += await loadComment(target, { thread, slug, section }, reply, { id, published });
  }
  return fresh;
}

/** A deterministic id in the form of a UUID. */
function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
