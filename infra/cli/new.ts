import { describeArticle } from './articles.ts';
import { defineCommand, say, sayJson } from './command.ts';
import { newText } from './editText.ts';
import { printManuscript } from './manuscript.ts';
import { connect } from './session.ts';

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
    const created = await newText('broadsheet new', TEMPLATE, file, ({ content }, idempotencyKey) =>
      api.call('POST /v1/newsroom/articles', { idempotencyKey, body: content }),
    );
    if (!created) return say('Nothing was written.');
    if (json) sayJson(created);
    else say(describeArticle(created));
  },
});
