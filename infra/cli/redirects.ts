import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { formerIdsAt } from '../../functions/newsroom/keys.ts';
import type { EditedRedirect } from '../../functions/newsroom/redirects/schema.ts';
import { toRedirect } from '../../functions/newsroom/redirects/toRedirect.ts';
import { redirectId } from '../../functions/redirects/keys.ts';
import { mapConcurrent } from '../../functions/shared/mapConcurrent.ts';
import { type Api, Refused } from './api.ts';
import { CommandFault, complain, defineCommand, defineGroup, readable, say, sayJson } from './command.ts';
import { everyItem } from './everyItem.ts';
import { type BadLine, type Line, parseRedirects } from './redirectFiles.ts';
import { connect } from './session.ts';

const json = { json: { type: 'boolean', default: false } } as const;

/** Concurrent redirects: few enough for a stage's throttle, enough to hide the latency. */
const AT_ONCE = 8;

const describe = ({ from, to, automatic }: Pick<EditedRedirect, 'from' | 'to' | 'automatic'>) =>
  `${from} → ${to ?? 'gone'}${automatic ? ' (automatic)' : ''}`;

const list = defineCommand({
  usage: 'redirects list [--limit N | --all] [--json]',
  summary: 'List the redirects, and how often each was followed; then the former addresses, which lead by themselves',
  details: `  --limit N         how many (default 50)
  --all             all there are
  --json            print a JSON array`,
  options: { limit: { type: 'string', default: '50' }, all: { type: 'boolean', default: false }, ...json },
  arguments: [0, 0],
  run: async ({ limit, all, json }) => {
    if (!/^[1-9]\d{0,6}$/.test(limit)) throw new CommandFault('--limit must be a whole number.', 2);
    const most = all ? Number.POSITIVE_INFINITY : Number(limit);
    const found: EditedRedirect[] = [];
    let isCut = false;
    const api = connect();
    const stored = everyItem((from) => api.call('GET /v1/newsroom/redirects', { query: { limit: '50', ...from } }));
    for await (const redirect of stored) {
      isCut = found.length >= most;
      if (isCut) break;
      found.push(redirect);
    }
    if (json) sayJson(found);
    else if (found.length === 0) say('There is none.');
    else for (const each of found) say(`${String(each.hits ?? '–').padStart(6)}  ${describe(each)}`);
    if (isCut) complain('There are more: --limit N, or --all.');
  },
});

const add = defineCommand({
  usage: 'redirects add FROM TO | FROM --gone',
  summary: 'Lead an address that has no page to another one',
  details: `  FROM              an address of this site, with or without a query; * at its end is any rest of the path
  TO                a path of this site or an https address; * is that rest
  --gone            say that what was there is gone for good (410)`,
  options: { gone: { type: 'boolean', default: false } },
  arguments: [1, 2],
  run: async ({ gone }, [from = '', to]) => {
    if (gone === (to !== undefined)) throw new CommandFault('Say where it leads, or --gone.', 2);
    const body = { from, to: to ?? null, status: gone ? (410 as const) : (301 as const) };
    say(describe(await connect().call('POST /v1/newsroom/redirects', { body })));
  },
});

/** The redirect of an id, if there is one. */
const find = (api: Api, id: string) =>
  api.call('GET /v1/newsroom/redirects/{id}', { params: { id } }).catch((error) => {
    if (error instanceof Refused && error.problem.code === 'redirect-not-found') return undefined;
    throw error;
  });

const remove = defineCommand({
  usage: 'redirects remove FROM',
  summary: 'Remove a redirect',
  options: {},
  arguments: [1, 1],
  run: async (_, [from = '']) => {
    const api = connect();
    const { from: address } = toRedirect({ from, to: null, status: 410 });
    // One that an editor has made first. The API says why a former address stays.
    for (const id of [redirectId(address), ...formerIdsAt(address)]) {
      const there = await find(api, id);
      if (!there) continue;
      const request = { params: { id }, version: there.version };
      return say(`Removed: ${describe(await api.call('DELETE /v1/newsroom/redirects/{id}', request))}`);
    }
    throw new CommandFault(`There is no redirect for ${address}.`);
  },
});

type Outcome = 'added' | 'unchanged' | 'updated' | BadLine;

/** Adds a redirect of a file, or finds that it is there. */
async function bring(api: Api, { number, from, to, status }: Line, update: boolean): Promise<Outcome> {
  const body = { from, to, status };
  try {
    const wanted = toRedirect(body);
    const params = { id: redirectId(wanted.from) };
    const there = await find(api, params.id);
    if (!there) {
      await api.call('POST /v1/newsroom/redirects', { body });
      return 'added';
    }
    if (there.to === wanted.to && there.status === wanted.status) return 'unchanged';
    if (!update) return { number, fault: `leads to ${there.to ?? 'nothing'} already; --update changes that` };
    await api.call('PUT /v1/newsroom/redirects/{id}', { params, version: there.version, body });
    return 'updated';
  } catch (error) {
    return { number, fault: (error as Error).message };
  }
}

const importFile = defineCommand({
  usage: 'redirects import FILE [--update] [--json]',
  summary: 'Add the redirects of a file; doing it again adds only what is not there yet',
  details: `  FILE              .csv with from, to and status (a first row may name them; what the WordPress plugin Redirection exports
                    is read), or a _redirects of Netlify or Cloudflare Pages
  --update          change those that lead elsewhere now
  --json            print what became of the lines

Each line that cannot be taken is named with its number; the others are taken all the same, and the command fails in the end.`,
  options: { update: { type: 'boolean', default: false }, ...json },
  arguments: [1, 1],
  run: async ({ update, json }, [file = '']) => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new CommandFault(`${file} cannot be read (${error.code}).`, 2);
    });
    const lines = parseRedirects(basename(file), text);
    const api = connect();
    const bar = new SingleBar({ format: 'Importing |{bar}| {value}/{total}', hideCursor: true, noTTYOutput: false });
    bar.start(lines.length, 0);
    const outcomes = await mapConcurrent(AT_ONCE, lines, async (line) => {
      const outcome = 'fault' in line ? line : await bring(api, line, update);
      bar.increment();
      return outcome;
    }).finally(() => bar.stop());
    const faults = outcomes.filter((each): each is BadLine => typeof each !== 'string');
    const count = (kind: Outcome) => outcomes.filter((each) => each === kind).length;
    const summary = { added: count('added'), updated: count('updated'), unchanged: count('unchanged'), faults };
    if (json) sayJson(summary);
    else
      say(
        `${summary.added} added, ${summary.updated} updated, ${summary.unchanged} unchanged, ${faults.length} not taken.`,
      );
    if (faults.length > 0)
      throw new CommandFault(faults.map(({ number, fault }) => `${file}:${number} ${fault}`).join('\n'));
  },
});

const misses = defineCommand({
  usage: 'redirects misses [--limit N] [--json]',
  summary: 'List the addresses that readers asked for in vain within thirty days, most often first',
  options: { limit: { type: 'string', default: '20' }, ...json },
  arguments: [0, 0],
  run: async ({ limit, json }) => {
    if (!/^[1-9]\d{0,3}$/.test(limit)) throw new CommandFault('--limit must be a whole number.', 2);
    const { items } = await connect().call('GET /v1/newsroom/misses', {});
    const shown = items.slice(0, Number(limit));
    if (json) return sayJson(shown);
    if (shown.length === 0) return say('Nobody asked for anything in vain.');
    for (const { address, count, lastAt } of shown) {
      say(`${String(count).padStart(6)}  ${readable(lastAt)}  ${address}`);
    }
    say(`To lead one elsewhere: broadsheet redirects add ${shown[0]?.address} TO`);
  },
});

export const redirects = defineGroup({
  name: 'redirects',
  summary: 'Lead addresses without a page elsewhere',
  commands: { list, add, remove, import: importFile, misses },
  otherwise: 'list',
});
