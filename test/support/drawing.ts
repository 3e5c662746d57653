import { routes } from '../../functions/routes.ts';
import type { Audience, Route } from '../../functions/shared/api/route.ts';
import type { TableId } from '../../functions/shared/data/tables.ts';
import {
  type DataSource,
  type DeployedFunctionName,
  type DynamoAction,
  functionNames,
  functions,
} from '../../infra/functions.ts';
import { folders } from './folders.ts';

/** Replaces the generated section under a heading, up to the next heading of the same level. */
export function withSection(document: string, heading: string, body: string): string {
  const [before = '', after = ''] = document.split(`\n## ${heading}\n`);
  const rest = /\n## [\s\S]*/.exec(after)?.[0] ?? '';
  return `${before}\n## ${heading}\n\n${body.trim()}\n${rest}`;
}

const audiences: Readonly<Record<Audience, string>> = { public: 'readers', editor: 'editors', moderator: 'moderators' };
const callers = { queue: 'outbox', schedule: 'schedule', stream: 'changes', bucket: 'uploads' } as const;
const allRoutes = Object.values(routes);
const routesOf = (name: DeployedFunctionName) => allRoutes.filter((route) => route.function === name);

/** Who calls a route. What is public of the desk is for those who work there. */
const calledByOf = ({ audience, proxy }: Route): readonly string[] =>
  audience === 'public' && proxy !== undefined ? [audiences.editor, audiences.moderator] : [audiences[audience]];

/** The callers of a function. */
function callersOf(name: DeployedFunctionName): readonly string[] {
  const { calledBy } = functions[name];
  return calledBy ? [callers[calledBy]] : [...new Set(routesOf(name).flatMap(calledByOf))];
}

const READS: readonly DynamoAction[] = ['Query', 'GetItem', 'BatchGetItem'];

/** How a function uses a table: `reads`, `writes`, both, or an empty text. */
function useOf(name: DeployedFunctionName, table: TableId): string {
  const sources = Object.entries(functions[name].access) as [DataSource, Record<string, readonly DynamoAction[]>][];
  const actions = sources.flatMap(([source, access]) =>
    source.split('/')[0] === table ? Object.values(access).flat() : [],
  );
  return summaryOf(actions, READS);
}

/** How a function uses the bucket of the media library. */
const bucketUseOf = (name: DeployedFunctionName): string =>
  summaryOf(Object.values(functions[name].objects ?? {}).flat(), ['GetObject']);

function summaryOf(actions: readonly string[], reading: readonly string[]): string {
  const reads = actions.some((action) => reading.includes(action));
  const writes = actions.some((action) => !reading.includes(action));
  return [reads ? 'reads' : [], writes ? 'writes' : []].flat().join(', ');
}

/** The functions as a Mermaid flowchart, with their callers and tables. */
export function drawFunctions(): string {
  const idOf = (name: string) => name.replace(/\W/g, '_');
  const called = functionNames.flatMap((name) => callersOf(name).map((caller) => `  ${caller} --> ${idOf(name)}`));
  const used = functionNames.flatMap((name) =>
    [
      ['published', useOf(name, 'published')],
      ['newsroom', useOf(name, 'newsroom')],
      ['media', bucketUseOf(name)],
    ].flatMap(([store, use]) => (use ? [`  ${idOf(name)} -- ${use} --> ${store}`] : [])),
  );
  return [
    '```mermaid',
    'flowchart LR',
    ...[...new Set(functionNames.flatMap(callersOf))].map((caller) => `  ${caller}(["${caller}"])`),
    ...functionNames.map((name) => `  ${idOf(name)}["${name}"]`),
    '  published[("Published")]',
    '  newsroom[("Newsroom")]',
    '  media[("Media")]',
    ...called,
    ...used,
    '```',
  ].join('\n');
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The functions as a table. */
export function listFunctions(): string {
  const rows = functionNames.map((name) => {
    const { description, hashKey, formKey } = functions[name];
    const keys = [hashKey ? 'hashes' : [], formKey ? 'forms' : []].flat().join(', ');
    const by = functions[name].calledBy
      ? callersOf(name)
      : [`${callersOf(name).join(', ')} (${counted(routesOf(name).length, 'route')})`];
    return `| \`${name}\` | ${description} | ${by} | ${useOf(name, 'published')} | ${useOf(name, 'newsroom')} | ${bucketUseOf(name)} | ${keys} |`;
  });
  return [
    '| function | what it does | called by | Published | Newsroom | Media | keys |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The folders of functions/ as a list, top to bottom. */
export const listFolders = (): string => ['```', ...folders.map((folder) => `functions/${folder}`), '```'].join('\n');

/** The query parameters of a route. */
function queryOf({ query }: Route): readonly string[] {
  const shape = query && 'shape' in query.def ? (query.def.shape as object) : {};
  return Object.keys(shape);
}

/** All routes, grouped by audience. */
export function listRoutes(): string {
  const groups = Map.groupBy(
    allRoutes.filter(({ path }) => path !== '$default'),
    ({ audience, path, proxy }) => {
      if (proxy !== undefined) return 'The desk';
      if (audience !== 'public') return `For ${audiences[audience]}`;
      return path.startsWith('/v1/') || path.endsWith('openapi.json')
        ? 'For readers, as JSON'
        : 'Pages, feeds and files';
    },
  );
  return [...groups]
    .map(([heading, group]) => {
      const rows = group.map((route) => {
        const query = queryOf(route).map((name) => `\`${name}\``);
        return `| \`${route.method} ${route.path}\` | ${route.summary} | ${query.join(', ')} |`;
      });
      return [`## ${heading}`, '', '| route | what it does | query |', '|---|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
}
