import { randomUUID } from 'node:crypto';
import type { Api } from './api.ts';
import { describeArticle } from './articles.ts';
import { complain, defineCommand, say, sayJson } from './command.ts';
import { parseText, printManuscript } from './manuscript.ts';
import { connect } from './session.ts';
import { compose, describeDropped, droppedFrom, keepText, keyOf, located, readText, textFile } from './text.ts';

const TEMPLATE = printManuscript({ headline: '', section: '', byline: [], body: '' });

export const newArticle = defineCommand({
  usage: 'new [--file PATH] [--json]',
  summary: 'Write an article in your editor, and save it as a draft',
  details: `  --file PATH       a file that is written already, instead of the editor
  --json            print the article as JSON

The file is Markdown after front matter. Without a slug, one is made from the headline.`,
  options: { file: { type: 'string' }, json: { type: 'boolean', default: false } },
  arguments: [0, 0],
  run: async ({ file, json }) => {
    const api = connect();
    const path = file ?? textFile(`new-${randomUUID().slice(0, 8)}`);
    if (file !== undefined) readText(file);
    const created = await keepText(path, 'broadsheet new', async () =>
      file !== undefined || (await compose(path, TEMPLATE)) ? create(api, path) : undefined,
    );
    if (!created) return say('Nothing was written.');
    if (created.remarks) complain(created.remarks);
    if (json) sayJson(created.copy);
    else say(describeArticle(created.copy));
  },
});

async function create(api: Api, path: string) {
  const text = readText(path);
  const manuscript = parseText(path, text);
  try {
    const copy = await api.call('POST /v1/newsroom/articles', {
      idempotencyKey: keyOf(path, text),
      body: manuscript.content,
    });
    return { copy, remarks: describeDropped(path, droppedFrom(manuscript, copy)) };
  } catch (error) {
    throw located(error, path, manuscript);
  }
}
