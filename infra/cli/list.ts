import type { CopySummary } from '../../functions/newsroom/articles/schema.ts';
import { everyArticle, isState, type State, states } from './articles.ts';
import { CommandFault, complain, defineCommand, readable, say, sayJson } from './command.ts';
import { connect } from './session.ts';

export const list = defineCommand({
  usage: 'list [--state STATE] [--limit N | --all] [--json]',
  summary: 'List articles by state, newest change first; what is scheduled, soonest first',
  details: `  --state STATE     ${states.join(', ')}; each of them when it is left out
  --limit N         how many of a state (default 20)
  --all             all there are
  --json            print a JSON array`,
  options: {
    state: { type: 'string' },
    limit: { type: 'string', default: '20' },
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  arguments: [0, 0],
  run: async ({ state, limit, all, json }) => {
    if (state !== undefined && !isState(state)) throw new CommandFault(`--state must be ${states.join(' or ')}.`, 2);
    if (!/^[1-9]\d{0,5}$/.test(limit)) throw new CommandFault('--limit must be a whole number.', 2);
    const most = all ? Number.POSITIVE_INFINITY : Number(limit);
    const api = connect();
    const found: CopySummary[] = [];
    const cut: State[] = [];
    for (const each of state === undefined ? states : [state]) {
      let count = 0;
      for await (const article of everyArticle(api, each, Math.min(most + 1, 100))) {
        count += 1;
        if (count > most) {
          cut.push(each);
          break;
        }
        found.push(article);
      }
    }
    if (json) sayJson(found);
    else say(found.length === 0 ? 'There is none.' : table(found));
    if (cut.length > 0) complain(`There are more that are ${cut.join(' or ')}: --limit N, or --all.`);
  },
});

function table(articles: readonly CopySummary[]): string {
  const rows = articles.map(({ state, slug, headline, publishedAt, changedAt, changedBy, unpublishedChanges }) => [
    state,
    // The list's sort key: publication counts as a change.
    readable(publishedAt !== null && publishedAt > changedAt ? publishedAt : changedAt),
    slug,
    `${headline}${unpublishedChanges && state === 'published' ? ' (changed since)' : ''}, changed by ${changedBy}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
