import { hash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { SingleBar } from 'cli-progress';
import { asSent } from '../../functions/newsroom/articles/byline.ts';
import { ArticleContent, contentOf } from '../../functions/newsroom/articles/fields.ts';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import { toInstant } from '../../functions/shared/instant.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { type Api, Refused } from './api.ts';
import { lookUp } from './articles.ts';
import { CommandFault, defineCommand, say, sayJson } from './command.ts';
import { everyItem } from './everyItem.ts';
import { FileFault } from './fileFault.ts';
import { type Content, checked, type Manuscript, mergeManuscripts, parseManuscript, patchOf } from './manuscript.ts';
import { connect } from './session.ts';
import { type SourceFile, slugOfFile, sourceFiles } from './sourceFiles.ts';
import { type Dropped, describeDropped, droppedFrom, located, readText, type SavedCopy } from './text.ts';

/** The result of importing one file. */
interface Outcome {
  readonly file: string;
  readonly source: string;
  readonly outcome: Kind;
  readonly slug?: string;
  readonly id?: string;
  /** The fault, with file and line, or a note. */
  readonly detail?: string;
  /** What the API dropped or changed in the text, with the lines of the file. */
  readonly dropped?: readonly Dropped[];
}

/** The words for each outcome, in the order of the summary. The last two are faults. */
const kinds = {
  published: 'published',
  scheduled: 'scheduled',
  draft: 'imported as drafts',
  finished: 'finished',
  updated: 'updated',
  unchanged: 'unchanged',
  changed: 'changed',
  failed: 'failed',
} as const;
type Kind = keyof typeof kinds;
const isFault = ({ outcome }: Outcome) => outcome === 'changed' || outcome === 'failed';

/** Concurrent files: few enough for a stage's throttle, enough to hide the latency. */
const AT_ONCE = 4;

/** The last suffix to try when a file's slug belongs to another article; the first is `-2`. */
const MOST_NUMBERED = 9;

export const importFiles = defineCommand({
  usage: 'import FILES... [--publish] [--update] [--json]',
  summary: 'Make articles of files and folders; importing again does only what is not done yet',
  details: `  FILES             files, or folders with all .md, .markdown and .html files below them
  --publish         publish those that are not for later
  --update          save what has changed in a file since it was imported
  --json            print what became of each file as a JSON array

The files are as the seeds: front matter, then the text. An article is known by its source: the file's path below the
folder given (else below the one you are in), or the id or source in its front matter. So a file is imported once:

  unchanged         the article is there, and the file is as it was
  finished          an earlier run had made the article, and was stopped before it published it
  changed           the file has changed since; --update saves it, and merges it with what was changed here
  failed            the reason is told, with file and line

The file's name is the slug unless a field says otherwise, that of its folder for index.md; where another article has
it, -2 is added. The command succeeds only when every file is as it should be. A publishedAt that is still to come
schedules the article. One in the past cannot be had again: the article stays a draft, or is published now with --publish.`,
  options: {
    publish: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  arguments: [1, Number.POSITIVE_INFINITY],
  run: async ({ publish, update, json }, paths) => {
    const api = connect();
    const files = sourceFiles(paths);
    const bar = new SingleBar({ format: 'Importing |{bar}| {value}/{total}', hideCursor: true, noTTYOutput: false });
    bar.start(files.length, 0);
    const outcomes = await importAll(files, { api, publish, update }, () => bar.increment()).finally(() => bar.stop());

    if (json) sayJson(outcomes);
    else report(outcomes);
    const faults = outcomes.filter(isFault);
    if (faults.length > 0) throw new CommandFault(faults.map(({ detail }) => detail).join('\n'));
  },
});

interface Run {
  readonly api: Api;
  readonly publish: boolean;
  readonly update: boolean;
}

/** A file that has been read. */
interface Incoming extends SourceFile {
  readonly manuscript: Manuscript;
  readonly content: Content & { readonly source: string; readonly sourceVersion: string };
  /** The wanted slug, and whether the file names it itself. */
  readonly slug: string;
  readonly isNamed: boolean;
}

/** Imports files. Those that want the same slug are imported in order, so that the same one gets it at every run. */
async function importAll(files: readonly SourceFile[], run: Run, onDone: () => void): Promise<Outcome[]> {
  const outcomes = new Map<SourceFile, Outcome>();
  const settle = (file: SourceFile, outcome: Outcome) => {
    outcomes.set(file, outcome);
    onDone();
  };
  const sources = new Map<string, string>();
  const read = files.flatMap((file) => {
    try {
      const incoming = readIncoming(file);
      const { source } = incoming.content;
      const other = sources.get(source);
      if (other !== undefined) throw new FileFault(file.file, 1, `its source "${source}" is that of ${other} too`);
      sources.set(source, file.file);
      return [{ file, incoming }];
    } catch (error) {
      settle(file, failed(file, error as Error));
      return [];
    }
  });
  const groups = [...Map.groupBy(read, ({ incoming }) => incoming.slug).values()];
  await mapConcurrent(AT_ONCE, groups, async (group) => {
    for (const { file, incoming } of group) {
      settle(file, await importOne(incoming, run).catch((error: Error) => failed(file, error)));
    }
  });
  return files.flatMap((file) => outcomes.get(file) ?? []);
}

const failed = ({ file, source }: SourceFile, { message }: Error): Outcome => ({
  file,
  source,
  outcome: 'failed',
  detail: message.startsWith(`${file}:`) ? message : `${file}: ${message}`,
});

function readIncoming({ file, source }: SourceFile): Incoming {
  const text = readText(file);
  const manuscript = parseManuscript(file, text);
  const { slug, source: named } = manuscript.content;
  const sourceVersion = hash('sha256', text, 'base64url');
  return {
    file,
    source,
    manuscript,
    content: { ...manuscript.content, source: named ?? source, sourceVersion },
    slug: slug ?? slugOfFile(source),
    isNamed: slug !== undefined,
  };
}

async function importOne(incoming: Incoming, run: Run): Promise<Outcome> {
  const found = await lookUp(run.api, { source: incoming.content.source });
  return found ? importAgain(incoming, found, run) : begin(incoming, run);
}

/** Creates a file's article under the first free slug. */
async function begin(incoming: Incoming, run: Run): Promise<Outcome> {
  const { file, content, slug: wanted, isNamed, manuscript } = incoming;
  const numbered = Array.from({ length: MOST_NUMBERED - 1 }, (_, index) => `${wanted}-${index + 2}`);
  let holder: WorkingCopy | undefined;
  for (const slug of isNamed ? [wanted] : [wanted, ...numbered]) {
    const body = { ...content, slug };
    const created = await run.api
      .call('POST /v1/newsroom/articles', { idempotencyKey: randomUUID(), body })
      .catch((error) => {
        const code = error instanceof Refused ? error.problem.code : undefined;
        if (code === 'slug-taken' || code === 'source-taken') return code;
        throw located(error, file, manuscript);
      });
    // Lost a race with another import of the same source.
    if (created === 'source-taken') return importOne(incoming, run);
    if (created !== 'slug-taken') {
      const detail = holder ? [`"${wanted}" belongs to ${nameOf(holder)}`] : [];
      const outcome = await publishIfAsked(incoming, created, run, undefined, [...detail, ...leftBehind(manuscript)]);
      return { ...outcome, ...lossOf(manuscript, created) };
    }
    holder ??= await lookUp(run.api, { slug });
    // An article without a source and with the same content is this file's: created before articles had sources, or by hand.
    if (slug === wanted && holder?.source === null && changesIn(incoming, holder).every((name) => name === 'source')) {
      const { source, sourceVersion } = content;
      const { id, version } = holder;
      const own = await run.api.call('PATCH /v1/newsroom/articles/{id}', {
        params: { id },
        version,
        body: { source, sourceVersion },
      });
      return importAgain(incoming, own, run);
    }
  }
  const other = holder ? nameOf(holder) : 'another article';
  throw new FileFault(file, manuscript.lineOf('/slug'), `slug "${wanted}" belongs to ${other}`);
}

const nameOf = ({ headline, source, id }: WorkingCopy) => `"${headline}" (${source ?? id})`;

/** A note of the history fields that a new article cannot get. */
function leftBehind({ history }: Manuscript): string[] {
  const names = (['updatedAt', 'corrections', 'movedFrom', 'withdrawn'] as const).filter(
    (name) => history[name] !== undefined,
  );
  return names.length > 0 ? [`imported without ${names.join(', ')}`] : [];
}

/** Does what is left to do for an article that exists. */
async function importAgain(incoming: Incoming, found: WorkingCopy, run: Run): Promise<Outcome> {
  const { file, source, content, manuscript } = incoming;
  const { id, slug } = found;
  const changes = changesIn(incoming, found);
  if (changes.length === 0) return publishIfAsked(incoming, found, run, 'finished');
  // The file has not changed since its import, so all differences were made here.
  if (found.sourceVersion === content.sourceVersion) {
    const detail = `"${slug}" was changed here since it was imported, by ${found.changedBy}, and is left as it is`;
    return { file, source, outcome: 'unchanged', slug, id, detail };
  }
  if (!run.update) {
    const detail = `${file}: differs from "${slug}" in ${changes.join(', ')}; --update saves it`;
    return { file, source, outcome: 'changed', slug, id, detail };
  }
  const { next, isMerged } = await merge(incoming, found, run.api);
  const body = { ...patchOf(next), source: content.source, sourceVersion: content.sourceVersion };
  const saved = await run.api
    .call('PATCH /v1/newsroom/articles/{id}', { params: { id }, version: found.version, body })
    .catch((error) => {
      throw located(error, file, manuscript);
    });
  if (isMerged) {
    const detail = `merged with what ${found.changedBy} has changed here; publish "${slug}" once it was read`;
    return { file, source, outcome: 'updated', slug, id, detail, ...lossOf(manuscript, saved) };
  }
  return { ...(await publishIfAsked(incoming, saved, run, 'updated')), ...lossOf(manuscript, saved) };
}

const lossOf = (manuscript: Manuscript, saved: SavedCopy) =>
  saved.dropped.length > 0 ? { dropped: droppedFrom(manuscript, saved) } : {};

/** The fields in which a file differs from an article. The slug counts only if the file names one. */
function changesIn({ file, manuscript, content, isNamed, slug }: Incoming, found: WorkingCopy): string[] {
  const { sourceVersion: _, ...wanted } = checked(file, manuscript, ArticleContent, content);
  const standing = contentOf(found);
  const { language = standing.language } = wanted;
  const whole = { ...wanted, language, byline: asSent(wanted.byline), slug: isNamed ? slug : found.slug };
  const names = (Object.keys(whole) as (keyof typeof whole)[]).filter(
    (name) => !isDeepStrictEqual(whole[name], standing[name]),
  );
  const { publishedAt } = manuscript.history;
  const isMoved = found.state === 'scheduled' && publishedAt !== undefined && publishedAt !== found.publishedAt;
  return isMoved && found.sourceVersion !== content.sourceVersion ? [...names, 'publishedAt'] : names;
}

/**
 * Merges a changed file with the changes that editors made since its last import.
 * @throws FileFault on a conflict.
 */
async function merge({ file, content }: Incoming, found: WorkingCopy, api: Api) {
  const base = await lastImported(found, api);
  if (base?.revision === found.revision) return { next: content, isMerged: false };
  const merged = base && mergeManuscripts(base.content, { ...content, slug: content.slug ?? found.slug }, found);
  if (merged?.conflicts !== 0) {
    throw new FileFault(
      file,
      1,
      `${found.changedBy} has changed "${found.slug}" here where the file has changed too; nothing was overwritten. To replace what stands here, add "revision: ${found.revision}" to the front matter, and: broadsheet edit ${found.slug} --file ${file}`,
    );
  }
  return { next: parseManuscript(file, merged.text).content, isMerged: true };
}

/** The newest revision that an import saved. */
async function lastImported({ id }: WorkingCopy, api: Api) {
  const revisions = everyItem((from) =>
    api.call('GET /v1/newsroom/articles/{id}/revisions', { params: { id }, query: from }),
  );
  for await (const { changed, revision } of revisions) {
    if (!changed.includes('sourceVersion')) continue;
    const params = { id, revision: String(revision) };
    return api.call('GET /v1/newsroom/articles/{id}/revisions/{revision}', { params });
  }
}

/**
 * Publishes or schedules an article as its file and the command's options ask, unless that is done already.
 * @param done the outcome when it is published: `updated`, or `finished` for one that an earlier run created; for a new
 * article the outcome is its state.
 */
async function publishIfAsked(
  { file, source, manuscript }: Incoming,
  copy: WorkingCopy,
  { api, publish }: Run,
  done?: 'updated' | 'finished',
  details: readonly string[] = [],
): Promise<Outcome> {
  const { id, slug, version, state } = copy;
  const told = (outcome: Kind, ...more: readonly string[]): Outcome => {
    const detail = [...details, ...more].join('; ');
    return { file, source, outcome, slug, id, ...(detail && { detail }) };
  };
  const asItIs = () => told(done === 'updated' ? 'updated' : done ? 'unchanged' : 'draft');
  const body = publishBody(manuscript, publish);
  const isMoved = done === 'updated' && state === 'scheduled' && body?.at !== undefined && body.at !== copy.publishedAt;
  const isUnseen = state === 'published' && copy.unpublishedChanges;
  if (isUnseen && !publish) return told(done === 'updated' ? 'updated' : 'unchanged', '--publish shows it to readers');
  if (!body || !(state === 'draft' || isMoved || isUnseen)) return asItIs();
  if (done && state === 'draft' && !publish && (await wasUnscheduled(copy, api))) return asItIs();

  const out = await api
    .call('POST /v1/newsroom/articles/{id}/publish', { params: { id }, version, body: isUnseen ? {} : body })
    .catch((error: Error) => {
      throw new CommandFault(`${file}: "${slug}" is ${state}, but could not be published: ${error.message}`);
    });
  return told(done ?? (out.state === 'scheduled' ? 'scheduled' : 'published'));
}

/** Whether an editor has unscheduled an article. */
async function wasUnscheduled({ id }: WorkingCopy, api: Api): Promise<boolean> {
  const { items } = await api.call('GET /v1/newsroom/articles/{id}/acts', { params: { id }, query: { limit: '1' } });
  return items[0]?.act === 'unschedule';
}

/** The body of the publish request; undefined when the article is not to be published, such as a withdrawn one. */
function publishBody({ history }: Manuscript, publish: boolean): { at?: string } | undefined {
  const { publishedAt, withdrawn } = history;
  if (withdrawn !== undefined) return undefined;
  if (publishedAt !== undefined && publishedAt > toInstant(new Date())) return { at: publishedAt };
  return publish ? {} : undefined;
}

function report(outcomes: readonly Outcome[]): void {
  const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
  for (const outcome of outcomes) {
    const { file, slug, detail, dropped = [] } = outcome;
    if (dropped.length > 0) say(describeDropped(file, dropped));
    if (!isFault(outcome) && detail) say(`${file}: ${outcome.outcome}, as ${slug}: ${detail}`);
  }
  const parts = (Object.keys(kinds) as Kind[]).flatMap((kind) =>
    counts.has(kind) ? [`${counts.get(kind)?.length} ${kinds[kind]}`] : [],
  );
  say(`${parts.join(', ') || 'No files'}.`);
}
