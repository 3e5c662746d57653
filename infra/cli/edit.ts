import { contentOf } from '../../functions/newsroom/articles/fields.ts';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import type { Api } from './api.ts';
import { describeArticle, findArticle } from './articles.ts';
import { defineCommand, say, sayJson } from './command.ts';
import { editText, type TextKind } from './editText.ts';
import { mergeManuscripts, patchOf, printManuscript } from './manuscript.ts';
import { connect } from './session.ts';

const articlesOf = (api: Api): TextKind<WorkingCopy> => ({
  name: 'article',
  command: 'broadsheet edit',
  print: (copy) => printManuscript(contentOf(copy), copy.revision),
  read: (id) => api.call('GET /v1/newsroom/articles/{id}', { params: { id } }),
  save: ({ id, version }, { content }) =>
    api.call('PATCH /v1/newsroom/articles/{id}', { params: { id }, version, body: patchOf(content) }),
  async merge(revision, mine, theirs) {
    const params = { id: theirs.id, revision: String(revision) };
    const base = await api.call('GET /v1/newsroom/articles/{id}/revisions/{revision}', { params });
    return mergeManuscripts(base.content, mine.content, theirs);
  },
});

export const edit = defineCommand({
  usage: 'edit ARTICLE [--file PATH] [--json]',
  summary: 'Change an article in your editor, and save it as a new revision',
  details: `  ARTICLE           its id, or its slug
  --file PATH       save this file, instead of opening the editor
  --json            print the article as JSON

When somebody else has saved meanwhile, both changes are put together. Where they do not fit, nothing is saved: the file
then shows yours, theirs and what was before, between marks, and the command says how to go on.`,
  options: { file: { type: 'string' }, json: { type: 'boolean', default: false } },
  arguments: [1, 1],
  run: async ({ file, json }, [name = '']) => {
    const api = connect();
    const found = await findArticle(api, name);
    const saved = await editText(articlesOf(api), found, file);
    if (json) sayJson(saved ?? found);
    else say(saved ? `Saved as revision ${saved.revision}. ${describeArticle(saved)}` : 'Nothing was changed.');
  },
});
