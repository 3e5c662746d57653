import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { toInstant } from '../../functions/shared/instant.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { type Api, Refused } from './api.ts';
import { CommandFault, defineCommand, say, sayJson } from './command.ts';
import { type Manuscript, parseManuscript } from './manuscript.ts';
import { connect } from './session.ts';
import { located, readText } from './text.ts';

/** What became of a file. */
interface Outcome {
  readonly file: string;
  readonly outcome: 'draft' | 'scheduled' | 'published' | 'there already' | 'failed';
  readonly slug?: string;
  readonly id?: string;
  /** What went wrong, with file and line; or what of the file has no place in a new article. */
  readonly detail?: string;
}

/** Few enough for a stage's throttle, enough not to wait for each answer. */
const AT_ONCE = 4;

export const importFiles = defineCommand({
  usage: 'import FILES... [--publish] [--json]',
  summary: 'Make articles of files; importing again skips those that are there',
  details: `  --publish         publish those that are not for later
  --json            print what became of each file as a JSON array

The files are as the seeds: front matter, then Markdown; the file's name is the slug unless a field says otherwise.
A publishedAt that is still to come schedules the article. One in the past cannot be had again: the article stays a
draft, or is published now with --publish.`,
  options: { publish: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  arguments: [1, Number.POSITIVE_INFINITY],
  run: async ({ publish, json }, files) => {
    const api = connect();
    const bar = new SingleBar({ format: 'Importing |{bar}| {value}/{total}', hideCursor: true, noTTYOutput: false });
    bar.start(files.length, 0);
    const outcomes = await mapConcurrent(AT_ONCE, files, async (file) => {
      const outcome = await importFile(api, file, publish).catch((error: Error) => failed(file, error));
      bar.increment();
      return outcome;
    }).finally(() => bar.stop());

    if (json) sayJson(outcomes);
    else report(outcomes);
    const faults = outcomes.filter(({ outcome }) => outcome === 'failed');
    if (faults.length > 0) throw new CommandFault(faults.map(({ detail }) => detail).join('\n'));
  },
});

const failed = (file: string, { message }: Error): Outcome => ({
  file,
  outcome: 'failed',
  detail: message.startsWith(`${file}:`) ? message : `${file}: ${message}`,
});

async function importFile(api: Api, file: string, publish: boolean): Promise<Outcome> {
  const manuscript = parseManuscript(file, readText(file));
  const slug = manuscript.content.slug ?? basename(file).replace(/\.\w+$/, '');
  const release = releaseOf(manuscript, publish);
  const request = { idempotencyKey: randomUUID(), body: { ...manuscript.content, slug } };
  const created = await api.call('createArticle', request).catch((error) => {
    if (error instanceof Refused && error.problem.code === 'slug-taken') return undefined;
    throw located(error, file, manuscript);
  });
  if (!created) return { file, outcome: 'there already', slug };

  const { id, version } = created;
  const dropped = (['updatedAt', 'corrections', 'movedFrom', 'withdrawn'] as const).filter(
    (name) => manuscript.history[name] !== undefined,
  );
  const detail = dropped.length > 0 ? { detail: `without ${dropped.join(', ')}` } : {};
  if (!release) return { file, outcome: 'draft', slug, id, ...detail };
  const { state } = await api
    .call('publishArticle', { params: { id }, version, body: release })
    .catch((error: Error) => {
      throw new CommandFault(`${file}: "${slug}" is a draft, but could not be published: ${error.message}`);
    });
  return { file, outcome: state === 'scheduled' ? 'scheduled' : 'published', slug, id, ...detail };
}

/** How an article is to be published, if it is. What was withdrawn is not put before readers again. */
function releaseOf({ history }: Manuscript, publish: boolean): { at?: string } | undefined {
  const { publishedAt, withdrawn } = history;
  if (withdrawn !== undefined) return undefined;
  if (publishedAt !== undefined && publishedAt > toInstant(new Date())) return { at: publishedAt };
  return publish ? {} : undefined;
}

function report(outcomes: readonly Outcome[]): void {
  const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
  const kinds = ['published', 'scheduled', 'draft', 'there already', 'failed'] as const;
  const names: Partial<Record<Outcome['outcome'], string>> = { draft: 'imported as drafts' };
  for (const { file, outcome, slug, detail } of outcomes) {
    if (outcome === 'there already') say(`${file}: there already, as ${slug}`);
    else if (outcome !== 'failed' && detail) say(`${file}: imported ${detail}`);
  }
  const parts = kinds.flatMap((kind) =>
    counts.has(kind) ? [`${counts.get(kind)?.length} ${names[kind] ?? kind}`] : [],
  );
  say(`${parts.join(', ')}.`);
}
