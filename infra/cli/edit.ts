import { existsSync } from 'node:fs';
import { contentOf } from '../../functions/newsroom/articles/fields.ts';
import type { WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import { type Api, Refused } from './api.ts';
import { describeArticle, findArticle } from './articles.ts';
import { CommandFault, complain, defineCommand, say, sayJson } from './command.ts';
import { type Manuscript, mergeManuscripts, parseText, patchOf, printManuscript } from './manuscript.ts';
import { writePrivately } from './privateFile.ts';
import { connect } from './session.ts';
import { compose, describeDropped, droppedFrom, keepText, located, readText, textFile } from './text.ts';

/** Attempts to save before giving up, when others keep saving first. */
const MOST_ATTEMPTS = 20;

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
    const path = file ?? textFile(found.id);
    if (file !== undefined) readText(file);
    else if (existsSync(path)) {
      throw new CommandFault(`An earlier text of yours is kept in ${path}. Delete it, or go on with:

  broadsheet edit ${found.id} --file ${path}`);
    }
    const text = printManuscript(contentOf(found), found.revision);
    const saved = await keepText(path, `broadsheet edit ${found.id}`, async () =>
      file !== undefined || (await compose(path, text)) ? save(api, found, path) : undefined,
    );
    if (json) sayJson(saved ?? found);
    else say(saved ? `Saved as revision ${saved.revision}. ${describeArticle(saved)}` : 'Nothing was changed.');
  },
});

/** Saves a file's text if its base revision is still current; otherwise merges what others saved, and tries again. */
async function save(api: Api, found: WorkingCopy, path: string): Promise<WorkingCopy> {
  const { id } = found;
  let current = found;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const manuscript = parseText(path, readText(path));
    if (manuscript.revision !== current.revision) {
      await mergeIn(api, current, path, manuscript);
      continue;
    }
    try {
      const body = patchOf(manuscript.content);
      const saved = await api.call('PATCH /v1/newsroom/articles/{id}', {
        params: { id },
        version: current.version,
        body,
      });
      if (saved.dropped.length > 0) complain(describeDropped(path, droppedFrom(manuscript, saved)));
      return saved;
    } catch (error) {
      const isStale = error instanceof Refused && error.problem.code === 'version-stale';
      if (!isStale) throw located(error, path, manuscript);
    }
    current = await api.call('GET /v1/newsroom/articles/{id}', { params: { id } });
    if (current.revision === manuscript.revision) {
      complain(`${current.changedBy} has changed the article meanwhile, but not its text: it is ${current.state}.`);
    }
  }
  throw new CommandFault('Others keep saving this article; try again in a moment.');
}

/** Merges the current working copy into the file. @throws CommandFault on a conflict. */
async function mergeIn(api: Api, current: WorkingCopy, path: string, { content, revision }: Manuscript): Promise<void> {
  if (revision === undefined) {
    throw new CommandFault(
      `${path} does not say what it was made from. To replace what stands there, add to its front matter:

  revision: ${current.revision}`,
    );
  }
  const params = { id: current.id, revision: String(revision) };
  const { content: base } = await api.call('GET /v1/newsroom/articles/{id}/revisions/{revision}', { params });
  const { text, conflicts } = mergeManuscripts(base, content, current);
  writePrivately(path, text);
  const what = `${current.changedBy} has saved revision ${current.revision} meanwhile`;
  if (conflicts > 0) {
    const places = conflicts === 1 ? 'in one place' : `in ${conflicts} places`;
    throw new CommandFault(`${what}, and changed what you changed ${places}. Nothing was overwritten.
The file shows both, between <<<<<<< and >>>>>>>: choose, and take the marks away.`);
  }
  complain(`${what}; your changes and theirs fit together, and both are in what is saved now.`);
}
