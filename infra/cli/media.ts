import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Media, MediaSummary } from '../../functions/media/answers.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { type Api, Refused } from './api.ts';
import { CommandFault, complain, defineCommand, defineGroup, readable, say, sayExactly, sayJson } from './command.ts';
import { everyItem } from './everyItem.ts';
import { changesIn, type DetailsPatch, detailHelp, detailOptions, detailsIn, printDetails } from './mediaDetails.ts';
import { type Added, addFile } from './mediaFiles.ts';
import { textDirectory } from './privateFile.ts';
import { connect } from './session.ts';
import { compose, fileToEdit, keepText, readText } from './text.ts';

/** Concurrent files: enough to hide the latency, few enough to be held in memory. */
const AT_ONCE = 4;
/** Attempts to save a change while others save. */
const MOST_ATTEMPTS = 5;

const json = { json: { type: 'boolean', default: false } } as const;

const add = defineCommand({
  usage: 'media add FILES... [--alt TEXT] [--credit TEXT] … [--wait SECONDS] [--json]',
  summary: 'Put files into the media library; doing it again sends only what is not there yet',
  details: `  FILES             pictures (JPEG, PNG, WebP, AVIF, GIF, HEIC, SVG), audio (MP3, M4A, Ogg) and PDF, of at most 50 MB
${detailHelp}
  --wait SECONDS    how long to wait until a file is developed (default 60)
  --json            print what became of each file as a JSON array

What is said is said of each of the files, where the library does not have it yet. A file is known by its bytes, whatever it
is called. After a fault the others are still sent, and the command fails in the end; run it again to go on.`,
  options: { ...detailOptions, ...json, wait: { type: 'string', default: '60' } },
  arguments: [1, Number.POSITIVE_INFINITY],
  run: async ({ wait, json, ...values }, files) => {
    if (!/^\d{1,4}$/.test(wait)) throw new CommandFault('--wait must be a whole number of seconds.', 2);
    const details = detailsIn(values);
    const adding = { api: connect(), details, seconds: Number(wait) };
    const bar = new SingleBar({ format: 'Adding |{bar}| {value}/{total}', hideCursor: true, noTTYOutput: false });
    bar.start(files.length, 0);
    const outcomes = await mapConcurrent(AT_ONCE, files, async (file): Promise<Added> => {
      const outcome = await addFile(file, adding).catch((error: Error) => failed(file, error));
      bar.increment();
      return outcome;
    }).finally(() => bar.stop());
    if (json) sayJson(outcomes);
    else for (const each of outcomes) if (each.media) say(describe(each));
    const faults = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'pending');
    if (faults.length > 0) throw new CommandFault(faults.map(({ file, detail }) => `${file} ${detail}`).join('\n'));
  },
});

const failed = (file: string, error: Error): Added => ({ file, outcome: 'failed', detail: error.message });

const size = ({ picture, bytes }: MediaSummary) =>
  picture ? `${picture.width} × ${picture.height}` : `${Math.ceil(bytes / 1024)} KB`;

/** A file of the library in one line, and what is to be done. */
function describe({ file, outcome, media, detail }: Added): string {
  if (!media) return '';
  const standing = { added: '', there: ' was there', pending: ' is awaited', failed: '' }[outcome];
  const lines = [
    `${media.id}  ${size(media)}  ${addressOf(media)}  ${file}${standing}`,
    ...(outcome === 'there' && detail ? [`  ${detail}`] : []),
    ...media.missing.map(
      (name) => `  ${name} is missing; say it with: broadsheet media edit ${media.id} --${name} TEXT`,
    ),
  ];
  return lines.join('\n');
}

/** The address of the largest uncut file. */
const addressOf = ({ files }: Media) =>
  files
    .filter(({ crop }) => crop === undefined || crop === 'whole')
    .reduce<(typeof files)[number] | undefined>(
      (largest, each) => ((each.width ?? 0) > (largest?.width ?? -1) ? each : largest),
      undefined,
    )?.url ?? '–';

const list = defineCommand({
  usage: 'media list [WORDS...] [--usable] [--unused] [--uploader EMAIL] … [--limit N | --all] [--json]',
  summary: 'List the files of the media library, newest first',
  details: `  WORDS             beginnings of words of title, caption, credit, people, keywords, place and file name; three letters
                    or more, or whole words
  --usable          what can be published now
  --unused          what no article uses
  --uploader EMAIL  who has put it there
  --rights GROUND   such as agency
  --kind KIND       picture, audio or document
  --state STATE     ready, awaited or failed (default ready)
  --limit N         how many (default 20)
  --all             all there are
  --json            print a JSON array`,
  options: {
    usable: { type: 'boolean', default: false },
    unused: { type: 'boolean', default: false },
    uploader: { type: 'string' },
    rights: { type: 'string' },
    kind: { type: 'string' },
    state: { type: 'string' },
    limit: { type: 'string', default: '20' },
    all: { type: 'boolean', default: false },
    ...json,
  },
  arguments: [0, 20],
  run: async ({ usable, unused, limit, all, json, ...given }, words) => {
    if (!/^[1-9]\d{0,5}$/.test(limit)) throw new CommandFault('--limit must be a whole number.', 2);
    const most = all ? Number.POSITIVE_INFINITY : Number(limit);
    const query = {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(words.length > 0 && { q: words.join(' ') }),
      ...(usable && { usable: 'true' as const }),
      ...(unused && { unused: 'true' as const }),
      limit: String(Math.min(most + 1, 100)),
    };
    const found: MediaSummary[] = [];
    const api = connect();
    const files = everyItem((from) => api.call('GET /v1/newsroom/media', { query: { ...query, ...from } }));
    for await (const media of files) {
      found.push(media);
      if (found.length > most) break;
    }
    const isCut = found.length > most;
    const shown = isCut ? found.slice(0, -1) : found;
    if (json) sayJson(shown);
    else say(shown.length === 0 ? 'There is none.' : shown.map(line).join('\n'));
    if (isCut) complain('There are more: --limit N, or --all.');
  },
});

const line = (media: MediaSummary): string => {
  const { id, uploadedAt, title, fileName, missing, state, fault } = media;
  const notes = [
    ...(state === 'ready' ? [] : [fault ?? state]),
    ...missing.map((name) => `${name} is missing`),
    ...(state === 'ready' && missing.length === 0 && !media.usable ? ['its right has expired'] : []),
  ];
  return `${id}  ${readable(uploadedAt)}  ${size(media)}  ${title || fileName}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
};

const show = defineCommand({
  usage: 'media show ID [--json]',
  summary: 'Print what is known of a file, the addresses of its sizes, and the articles that use it',
  details: '  --json            print JSON',
  options: json,
  arguments: [1, 1],
  run: async ({ json }, [id = '']) => {
    const api = connect();
    const media = await api.call('GET /v1/newsroom/media/{id}', { params: { id } });
    const users = await Array.fromAsync(
      everyItem((from) =>
        api.call('GET /v1/newsroom/media/{id}/uses', { params: { id }, query: { limit: '100', ...from } }),
      ),
    );
    if (json) return sayJson({ ...media, uses: users });
    sayExactly(printDetails(media).replace(/\n$/, ''));
    const facts = [
      '---',
      `${media.state}${media.fault ? `: ${media.fault}` : ''}, version ${media.version}, ${media.mediaType}, ${size(media)}, ${media.fileName}`,
      `put there by ${media.uploadedBy}, ${readable(media.uploadedAt)}; changed by ${media.changedBy}, ${readable(media.changedAt)}`,
      ...media.missing.map((name) => `${name} is missing`),
      ...(media.unsearched.length > 0 ? [`not found by: ${media.unsearched.join(' ')}`] : []),
      ...media.files.map(({ url }) => url),
      ...users.map(({ headline, slug, state }) => `used by "${headline}" (${slug}, ${state})`),
    ];
    say(facts.join('\n'));
  },
});

const edit = defineCommand({
  usage: 'media edit ID [--alt TEXT] [--credit TEXT] … [--file PATH] [--json]',
  summary: 'Change what is said of a file: in your editor, or by options; every article that uses it shows it',
  details: `${detailHelp}
  --file PATH       save this file, instead of opening the editor
  --json            print the file as JSON

An empty option takes back what was said. When somebody else has saved meanwhile, both changes are put together, unless they
are of the same detail.`,
  options: { ...detailOptions, ...json, file: { type: 'string' } },
  arguments: [1, 1],
  run: async ({ file, json, ...values }, [id = '']) => {
    const api = connect();
    const before = await api.call('GET /v1/newsroom/media/{id}', { params: { id } });
    const said = detailsIn(values);
    const saved = Object.keys(said).length > 0 ? await save(api, before, said) : await editText(api, before, file);
    if (json) sayJson(saved ?? before);
    else say(saved ? `Saved as version ${saved.version}.` : 'Nothing was changed.');
  },
});

async function editText(api: Api, before: Media, file: string | undefined): Promise<Media | undefined> {
  const goOn = `broadsheet media edit ${before.id}`;
  const path = fileToEdit(file, join(textDirectory(), `${before.id}.yaml`), goOn);
  return keepText(path, goOn, async () => {
    if (file === undefined && !(await compose(path, printDetails(before)))) return undefined;
    const changes = changesIn(path, readText(path), before);
    return Object.keys(changes).length > 0 ? save(api, before, changes) : undefined;
  });
}

/** Saves changes, also from a version that others have made meanwhile, if they changed other details. */
async function save(api: Api, before: Media, body: DetailsPatch): Promise<Media> {
  let current = before;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    try {
      return await api.call('PATCH /v1/newsroom/media/{id}', {
        params: { id: before.id },
        version: current.version,
        body,
      });
    } catch (error) {
      if (!(error instanceof Refused && error.problem.code === 'version-stale')) throw error;
    }
    current = await api.call('GET /v1/newsroom/media/{id}', { params: { id: before.id } });
    const theirs = changesIn(before.id, printDetails(current), before);
    const both = Object.keys(body).filter((name) => Object.hasOwn(theirs, name));
    if (both.length > 0) {
      throw new CommandFault(`${current.changedBy} has changed ${both.join(', ')} meanwhile; nothing was overwritten.`);
    }
    complain(
      `${current.changedBy} has changed ${Object.keys(theirs).join(', ') || 'it'} meanwhile; both changes are kept.`,
    );
  }
  throw new CommandFault('Others keep saving this file; try again in a moment.');
}

const remove = defineCommand({
  usage: 'media remove ID --yes [--json]',
  summary: 'Remove a file that no article uses from the library, with all its sizes',
  details: `  --yes             there is no way back
  --json            print the file as it was as JSON`,
  options: { ...json, yes: { type: 'boolean', default: false } },
  arguments: [1, 1],
  run: async ({ yes, json }, [id = '']) => {
    const api = connect();
    const { title, fileName, version } = await api.call('GET /v1/newsroom/media/{id}', { params: { id } });
    const name = title || fileName;
    if (!yes) throw new CommandFault(`This removes "${name}" for good. If so, say --yes.`);
    const removed = await api.call('DELETE /v1/newsroom/media/{id}', { params: { id }, version });
    if (json) sayJson(removed);
    else say(`"${name}" is removed.`);
  },
});

export const media = defineGroup({
  name: 'media',
  summary: 'Put pictures and other files into the media library, find, describe and remove them',
  commands: { add, list, show, edit, remove },
  otherwise: 'list',
});
