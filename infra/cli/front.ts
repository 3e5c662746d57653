import { readFileSync } from 'node:fs';
import type { EditedFront } from '../../functions/newsroom/fronts/schema.ts';
import type { Request } from './api.ts';
import { type Command, CommandFault, defineCommand, defineGroup, readable, say, sayJson } from './command.ts';
import { decodeText } from './decodeText.ts';
import { printPreview } from './printPreview.ts';
import { connect } from './session.ts';

type Whole = Request<'PUT /v1/newsroom/fronts/{front}'>['body'];
type Slot = NonNullable<Whole['lead']>[number];

const FRONT_PAGE = 'front-page';
const RANKS = ['lead', 'second', 'opinion', 'briefs'] as const;
const FIELDS = ['from', 'until', 'lead', 'second', 'opinion', 'rows', 'briefs'] as const;

const aboutFront = '  FRONT             the name of a section; without one, the front page';
const aboutJson = '  --json            print the front as JSON';

const show = defineCommand({
  usage: 'front [show] [FRONT] [--at INSTANT] [--json]',
  summary: 'Print what a front shows, now or at an instant, and what is to come',
  details: `${aboutFront}
  --at INSTANT      such as 2026-11-24T06:00:00Z
${aboutJson}`,
  options: { at: { type: 'string' }, json: { type: 'boolean', default: false } },
  arguments: [0, 1],
  run: async ({ at, json }, [front = FRONT_PAGE]) => {
    const found = await connect().call('GET /v1/newsroom/fronts/{front}', {
      params: { front },
      query: at === undefined ? {} : { at },
    });
    if (json) sayJson(found);
    else say(describe(found));
  },
});

const preview = defineCommand({
  usage: 'front preview [FRONT] [--at INSTANT] [--file PATH]',
  summary: 'Print the page of a front exactly as readers will see it',
  details: `${aboutFront}
  --at INSTANT      such as 2026-11-24T06:00:00Z
  --file PATH       write it there, for a browser to open; nobody else may read the file`,
  options: { at: { type: 'string' }, file: { type: 'string' } },
  arguments: [0, 1],
  run: async ({ at, file }, [front = FRONT_PAGE]) => {
    const api = connect();
    const page = await api.call('GET /v1/newsroom/fronts/{front}/preview.html', {
      params: { front },
      query: at === undefined ? {} : { at },
    });
    printPreview(page, api.url, file);
  },
});

/** A command that arranges a front, now or, with `--at`, later. */
const arranging = (name: 'set' | 'schedule', summary: string): Command =>
  defineCommand({
    usage: `front ${name} [FRONT] ${name === 'schedule' ? '--at INSTANT ' : ''}[--lead SLOT] [--second SLOT]... [--opinion SLOT]... [--briefs SLOT]... [--until INSTANT] [--file FILE] [--json]`,
    summary,
    details: `${aboutFront}
  SLOT              an article by its slug or id; newest, or newest:section=NAME,tag=TAG,kind=KIND; auto lets the rank be
                    chosen by itself, and none leaves it out
  --at INSTANT      from when on, such as 2026-11-24T06:00:00Z (for schedule)
  --until INSTANT   when the front is chosen by itself again
  --file FILE       all of it, rows too, as JSON: what show --json prints as "edition"
${aboutJson}

What is not named stays as it is then.`,
    options: {
      at: { type: 'string' },
      until: { type: 'string' },
      lead: { type: 'string', multiple: true },
      second: { type: 'string', multiple: true },
      opinion: { type: 'string', multiple: true },
      briefs: { type: 'string', multiple: true },
      file: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    arguments: [0, 1],
    run: async ({ at, until, file, json, ...ranks }, [front = FRONT_PAGE]) => {
      if ((name === 'schedule') !== (at !== undefined)) {
        throw new CommandFault('Say from when on with schedule and --at INSTANT; set is for now.', 2);
      }
      const api = connect();
      const params = { front };
      const { version } = await api.call('GET /v1/newsroom/fronts/{front}', { params, query: {} });
      const dates = { from: at ?? null, ...(until !== undefined && { until }) };
      const named = RANKS.flatMap((rank) => (ranks[rank] ? [[rank, slotsIn(ranks[rank])] as const] : []));
      const changes = { ...dates, ...Object.fromEntries(named) };
      const found =
        file === undefined
          ? await api.call('PATCH /v1/newsroom/fronts/{front}', { params, version, body: changes })
          : await api.call('PUT /v1/newsroom/fronts/{front}', {
              params,
              version,
              body: { ...readWhole(file), ...changes } as Whole,
            });
      if (json) sayJson(found);
      else say(describe(found));
    },
  });

const takeBack = defineCommand({
  usage: 'front take-back INSTANT [FRONT] [--json]',
  summary: 'Take back what was arranged for an instant; what was before it holds in its place',
  details: `  INSTANT           as show prints it
${aboutFront}
${aboutJson}`,
  options: { json: { type: 'boolean', default: false } },
  arguments: [1, 2],
  run: async ({ json }, [from = '', front = FRONT_PAGE]) => {
    const api = connect();
    const { version } = await api.call('GET /v1/newsroom/fronts/{front}', { params: { front }, query: {} });
    const found = await api.call('DELETE /v1/newsroom/fronts/{front}/editions/{from}', {
      params: { front, from },
      version,
    });
    if (json) sayJson(found);
    else say(describe(found));
  },
});

const reset = defineCommand({
  usage: 'front reset [FRONT] [--json]',
  summary: 'Let a front be chosen by itself again; what was arranged for later is gone too',
  details: `${aboutFront}
${aboutJson}`,
  options: { json: { type: 'boolean', default: false } },
  arguments: [0, 1],
  run: async ({ json }, [front = FRONT_PAGE]) => {
    const api = connect();
    const { version } = await api.call('GET /v1/newsroom/fronts/{front}', { params: { front }, query: {} });
    const found = await api.call('DELETE /v1/newsroom/fronts/{front}', { params: { front }, version });
    if (json) sayJson(found);
    else say(describe(found));
  },
});

/** The slots of a rank; null for `auto`, none for `none`. */
function slotsIn(texts: readonly string[]): readonly Slot[] | null {
  if (texts.length === 1 && texts[0] === 'auto') return null;
  if (texts.length === 1 && texts[0] === 'none') return [];
  return texts.map(slotIn);
}

function slotIn(text: string): Slot {
  const [, rule] = /^newest(?::(.*))?$/.exec(text) ?? [];
  if (rule === undefined) return text === 'newest' ? { newest: {} } : { article: text };
  const parts = rule.split(',').map((part) => part.split('='));
  const unknown = parts.find(([name = '', value]) => !['section', 'tag', 'kind'].includes(name) || !value);
  if (unknown) throw new CommandFault(`"${text}" must be like newest:section=NAME,tag=TAG,kind=KIND.`, 2);
  return { newest: Object.fromEntries(parts) };
}

/** All fields of an edition in a file; those that are not there are chosen by themselves. */
function readWhole(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(file, readFileSync(file)));
  } catch (error) {
    throw new CommandFault(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null) throw new CommandFault(`${file} must be an object of JSON.`);
  const found: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(FIELDS.map((name) => [name, found[name] ?? null]));
}

type Shown = EditedFront['shown']['second'][number];

/** A front as lines: what holds, what is shown, and what is to come. */
function describe({ front, version, at, edition, editions, shown, displaced, empty, changedBy }: EditedFront): string {
  const until = edition?.until ? ` until ${readable(edition.until)}` : '';
  const standing = edition ? `arranged from ${readable(edition.from)}${until}` : 'chosen by itself';
  const last = changedBy === null ? '' : `, changed last by ${changedBy}`;
  const line = (rank: string, { slug, headline }: Shown) => `  ${rank.padEnd(8)}  ${slug}: ${headline}`;
  const lines = (rank: string, articles: readonly Shown[]) => articles.map((article) => line(rank, article));
  const later = editions.filter(({ from }) => from > at);
  return [
    `${front} at ${readable(at)}: ${standing} (version ${version}${last})`,
    ...(shown.lead ? [line('lead', shown.lead)] : []),
    ...lines('second', shown.second),
    ...lines('opinion', shown.opinion),
    ...shown.rows.flatMap(({ title, articles }) => [`  row       ${title}`, ...lines('', articles)]),
    ...lines('brief', shown.briefs),
    ...displaced.map((pointer) =>
      empty.includes(pointer)
        ? `  ${pointer} is empty: what it asks for is not there, or not among the newest`
        : `  ${pointer} has another article than it asks for`,
    ),
    ...later.map(({ from }) => `  to come   ${from}`),
  ].join('\n');
}

export const front = defineGroup({
  name: 'front',
  summary: 'Arrange the front page and the fronts of sections',
  commands: {
    show,
    preview,
    set: arranging('set', 'Arrange ranks of a front from now on'),
    schedule: arranging('schedule', 'Arrange ranks of a front from an instant on'),
    'take-back': takeBack,
    reset,
  },
  otherwise: 'show',
});
