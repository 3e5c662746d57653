import { type Answer, type Api, Refused } from './api.ts';
import { ID, isState, type State, states } from './articles.ts';
import { CommandFault, defineCommand, defineGroup, readable, say, sayExactly, sayJson } from './command.ts';
import { editText, newText, type TextKind } from './editText.ts';
import { everyItem } from './everyItem.ts';
import { mergePages, type PageBody, pageContentOf, pagePatchOf, printPage } from './manuscript.ts';
import { printPreview } from './printPreview.ts';
import { connect } from './session.ts';

type PageCopy = Answer<'GET /v1/newsroom/pages/{id}'>;
type PageSummary = Answer<'GET /v1/newsroom/pages'>['items'][number];

const json = { json: { type: 'boolean', default: false } } as const;
const file = { file: { type: 'string' } } as const;
const PAGE = '  PAGE              its slug, or its id';
const AS_JSON = '  --json            print the page as JSON';
const TEMPLATE = printPage({ headline: '', body: '' });

/** Reads a page by its id or current slug. @throws CommandFault when no page has that slug. */
async function findPage(api: Api, name: string): Promise<PageCopy> {
  if (ID.test(name)) return api.call('GET /v1/newsroom/pages/{id}', { params: { id: name } });
  const found = await api.call('GET /v1/newsroom/page-lookup', { query: { slug: name } }).catch((error) => {
    if (error instanceof Refused && ['page-not-found', 'query-invalid'].includes(error.problem.code)) return undefined;
    throw error;
  });
  if (found?.slug === name) return found;
  throw new CommandFault(`No page has the slug "${name}".${found ? ` It was that of "${found.slug}".` : ''}`);
}

/** A sentence about a page's state and address. */
function describe({ headline, slug, state, publishedAt, unpublishedChanges }: PageSummary): string {
  const since = readable(publishedAt ?? '');
  const standing: Readonly<Record<State, string>> = {
    draft: `is a draft. Publish it with: broadsheet page publish ${slug}`,
    scheduled: `will be public at ${since}, as /${slug}`,
    published: `is public since ${since}, as /${slug}`,
    withdrawn: 'is withdrawn',
  };
  const changes =
    unpublishedChanges && state === 'published' ? '\nReaders see it as it was before; publish to change that.' : '';
  return `"${headline}" ${standing[state]}${changes}`;
}

const newPage = defineCommand({
  usage: 'page new [--file PATH] [--json]',
  summary: 'Write a page in your editor, and save it as a draft',
  details: `  --file PATH       a file that is written already, instead of the editor
${AS_JSON}

The file is Markdown after front matter. Without a slug, one is made from the headline. "lists: corrections" puts the
corrections of all articles below the text.`,
  options: { ...file, ...json },
  arguments: [0, 0],
  run: async ({ file: given, json: asJson }) => {
    const api = connect();
    const created = await newText('broadsheet page new', TEMPLATE, given, ({ content }, idempotencyKey) =>
      api.call('POST /v1/newsroom/pages', { idempotencyKey, body: content as PageBody }),
    );
    if (!created) return say('Nothing was written.');
    if (asJson) sayJson(created);
    else say(describe(created));
  },
});

const pagesOf = (api: Api): TextKind<PageCopy> => ({
  name: 'page',
  command: 'broadsheet page edit',
  print: (copy) => printPage(pageContentOf(copy), copy.revision),
  read: (id) => api.call('GET /v1/newsroom/pages/{id}', { params: { id } }),
  save: ({ id, version }, { content }) =>
    api.call('PATCH /v1/newsroom/pages/{id}', { params: { id }, version, body: pagePatchOf(content as PageBody) }),
  async merge(revision, mine, theirs) {
    const params = { id: theirs.id, revision: String(revision) };
    const base = await api.call('GET /v1/newsroom/pages/{id}/revisions/{revision}', { params });
    return mergePages(pageContentOf(base.content), mine.content as PageBody, theirs);
  },
});

const edit = defineCommand({
  usage: 'page edit PAGE [--file PATH] [--json]',
  summary: 'Change a page in your editor, and save it as a new revision',
  details: `${PAGE}
  --file PATH       save this file, instead of opening the editor
${AS_JSON}

When somebody else has saved meanwhile, both changes are put together. Where they do not fit, nothing is saved: the file
then shows yours, theirs and what was before, between marks, and the command says how to go on.`,
  options: { ...file, ...json },
  arguments: [1, 1],
  run: async ({ file: given, json: asJson }, [name = '']) => {
    const api = connect();
    const found = await findPage(api, name);
    const copy = await editText(pagesOf(api), found, given);
    if (asJson) sayJson(copy ?? found);
    else say(copy ? `Saved as revision ${copy.revision}. ${describe(copy)}` : 'Nothing was changed.');
  },
});

const list = defineCommand({
  usage: 'page list [--state STATE] [--json]',
  summary: 'List pages, by state',
  details: `  --state STATE     ${states.join(', ')}; each of them when it is left out
  --json            print a JSON array`,
  options: { state: { type: 'string' }, ...json },
  arguments: [0, 0],
  run: async ({ state, json: asJson }) => {
    if (state !== undefined && !isState(state)) throw new CommandFault(`--state must be ${states.join(' or ')}.`, 2);
    const api = connect();
    const found: PageSummary[] = [];
    for (const each of state === undefined ? states : [state]) {
      const pages = everyItem((from) =>
        api.call('GET /v1/newsroom/pages', { query: { state: each, limit: '100', ...from } }),
      );
      for await (const page of pages) found.push(page);
    }
    if (asJson) sayJson(found);
    else say(found.length === 0 ? 'There is none.' : found.map(describe).join('\n'));
  },
});

const show = defineCommand({
  usage: 'page show PAGE [--json]',
  summary: 'Print a page as its editors have it',
  details: `${PAGE}
${AS_JSON}

What is printed can be saved again: broadsheet page show PAGE > FILE, then broadsheet page edit PAGE --file FILE.`,
  options: json,
  arguments: [1, 1],
  run: async ({ json: asJson }, [name = '']) => {
    const copy = await findPage(connect(), name);
    if (asJson) sayJson(copy);
    else sayExactly(printPage(pageContentOf(copy), copy.revision).replace(/\n$/, ''));
  },
});

const preview = defineCommand({
  usage: 'page preview PAGE [--file PATH | --json]',
  summary: 'Print a page exactly as readers will see it',
  details: `${PAGE}
  --file PATH       write it there, for a browser to open; nobody else may read the file
${AS_JSON}`,
  options: { ...file, ...json },
  arguments: [1, 1],
  run: async ({ file: path, json: asJson }, [name = '']) => {
    const api = connect();
    const { id } = await findPage(api, name);
    if (asJson) return sayJson(await api.call('GET /v1/newsroom/pages/{id}/preview', { params: { id } }));
    const page = await api.call('GET /v1/newsroom/pages/{id}/preview.html', { params: { id } });
    printPreview(page, api.url, path);
  },
});

/** What every such request says of a page. */
interface StepRequest {
  readonly params: { readonly id: string };
  readonly version: number;
}

/** A command that changes the state of a page, conditional on its current version. */
const step = (name: string, summary: string, take: (api: Api, request: StepRequest) => Promise<PageCopy>) =>
  defineCommand({
    usage: `page ${name} PAGE [--json]`,
    summary,
    details: `${PAGE}\n${AS_JSON}`,
    options: json,
    arguments: [1, 1],
    run: async ({ json: asJson }, [page = '']) => {
      const api = connect();
      const { id, version } = await findPage(api, page);
      const copy = await take(api, { params: { id }, version });
      if (asJson) sayJson(copy);
      else say(describe(copy));
    },
  });

const publish = defineCommand({
  usage: 'page publish PAGE [--at INSTANT] [--json]',
  summary: 'Publish a page now or at an instant, or what was saved since it was published',
  details: `${PAGE}
  --at INSTANT      such as 2026-11-24T06:00:00Z or 2026-11-24T07:00:00+01:00; also moves a scheduled page
${AS_JSON}`,
  options: { at: { type: 'string' }, ...json },
  arguments: [1, 1],
  run: async ({ at, json: asJson }, [name = '']) => {
    const api = connect();
    const { id, version } = await findPage(api, name);
    const copy = await api.call('POST /v1/newsroom/pages/{id}/publish', {
      params: { id },
      version,
      body: at === undefined ? {} : { at },
    });
    if (asJson) sayJson(copy);
    else say(describe(copy));
  },
});

const remove = defineCommand({
  usage: 'page delete PAGE --yes',
  summary: 'Delete a draft of a page that was never public, with all its revisions',
  details: `${PAGE}
  --yes             there is no way back`,
  options: { yes: { type: 'boolean', default: false } },
  arguments: [1, 1],
  run: async ({ yes }, [name = '']) => {
    const api = connect();
    const { id, version, headline } = await findPage(api, name);
    if (!yes) throw new CommandFault(`This deletes "${headline}" and all its revisions for good. If so, say --yes.`);
    await api.call('DELETE /v1/newsroom/pages/{id}', { params: { id }, version });
    say(`"${headline}" is deleted.`);
  },
});

export const page = defineGroup({
  name: 'page',
  summary: 'Write and publish pages that are not articles, such as an imprint',
  commands: {
    list,
    new: newPage,
    edit,
    show,
    preview,
    publish,
    unschedule: step('unschedule', 'Make a scheduled page a draft again', (api, request) =>
      api.call('POST /v1/newsroom/pages/{id}/unschedule', { ...request, body: {} }),
    ),
    withdraw: step('withdraw', 'Take a published page back', (api, request) =>
      api.call('POST /v1/newsroom/pages/{id}/withdraw', { ...request, body: {} }),
    ),
    restore: step('restore', 'Make a withdrawn page public again, where it was', (api, request) =>
      api.call('POST /v1/newsroom/pages/{id}/restore', { ...request, body: {} }),
    ),
    delete: remove,
  },
  otherwise: 'list',
});
