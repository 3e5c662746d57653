import type { ParseArgsOptionsConfig } from 'node:util';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import type { Api } from './api.ts';
import { describeArticle, findArticle } from './articles.ts';
import { type Command, CommandFault, defineCommand, say, sayJson } from './command.ts';
import { connect } from './session.ts';

/** A command that changes the state of an article, conditional on its current version. */
interface Step {
  readonly usage: string;
  readonly summary: string;
  readonly details?: string;
  readonly options?: ParseArgsOptionsConfig;
  take(api: Api, article: Stepping, choice: Readonly<Record<string, unknown>>): Promise<WorkingCopy>;
  describe?(copy: WorkingCopy): string;
}

/** The article, and what every such request says of it. */
interface Stepping {
  readonly request: { readonly params: { readonly id: string }; readonly version: number };
  readonly headline: string;
}

const step = ({ usage, summary, details, options, take, describe = describeArticle }: Step): Command =>
  defineCommand({
    usage: `${usage} [--json]`,
    summary,
    details: [
      '  ARTICLE           its id, or its slug',
      ...(details ? [details] : []),
      '  --json            print the article as JSON',
    ].join('\n'),
    options: { ...options, json: { type: 'boolean', default: false } },
    arguments: [1, 1],
    run: async (choice, [name = '']) => {
      const api = connect();
      const { id, version, headline } = await findArticle(api, name);
      const copy = await take(api, { request: { params: { id }, version }, headline }, choice);
      if (choice.json) sayJson(copy);
      else say(describe(copy));
    },
  });

export const publish = step({
  usage: 'publish ARTICLE [--at INSTANT]',
  summary: 'Publish an article now or at an instant, or what was saved since it was published',
  details:
    '  --at INSTANT      such as 2026-11-24T06:00:00Z or 2026-11-24T07:00:00+01:00; also moves a scheduled article',
  options: { at: { type: 'string' } },
  take: (api, { request }, { at }) =>
    api.call('POST /v1/newsroom/articles/{id}/publish', { ...request, body: typeof at === 'string' ? { at } : {} }),
});

export const correct = step({
  usage: 'correct ARTICLE --note NOTE',
  summary: 'Publish what was saved since, with a public note of what was wrong',
  details: '  --note NOTE       what readers are told',
  options: { note: { type: 'string' } },
  take: (api, { request }, { note }) => {
    if (typeof note !== 'string') throw new CommandFault('Say what was wrong: --note NOTE', 2);
    return api.call('POST /v1/newsroom/articles/{id}/correct', { ...request, body: { note } });
  },
});

export const unschedule = step({
  usage: 'unschedule ARTICLE',
  summary: 'Make a scheduled article a draft again',
  take: (api, { request }) => api.call('POST /v1/newsroom/articles/{id}/unschedule', { ...request, body: {} }),
});

export const withdraw = step({
  usage: 'withdraw ARTICLE',
  summary: 'Take a published article back, out of every listing at once',
  take: (api, { request }) => api.call('POST /v1/newsroom/articles/{id}/withdraw', { ...request, body: {} }),
});

export const restore = step({
  usage: 'restore ARTICLE',
  summary: 'Make a withdrawn article public again, where it was',
  take: (api, { request }) => api.call('POST /v1/newsroom/articles/{id}/restore', { ...request, body: {} }),
});

export const remove = step({
  usage: 'delete ARTICLE --yes',
  summary: 'Delete a draft that was never public, with all its revisions',
  details: '  --yes             there is no way back',
  options: { yes: { type: 'boolean', default: false } },
  take: (api, { request, headline }, { yes }) => {
    if (!yes) throw new CommandFault(`This deletes "${headline}" and all its revisions for good. If so, say --yes.`);
    return api.call('DELETE /v1/newsroom/articles/{id}', request);
  },
  describe: ({ headline }) => `"${headline}" is deleted.`,
});
