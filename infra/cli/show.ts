import { contentOf } from '../../functions/newsroom/articles/fields.ts';
import { findArticle } from './articles.ts';
import { complain, defineCommand, sayExactly, sayJson } from './command.ts';
import { printManuscript } from './manuscript.ts';
import { printPreview } from './printPreview.ts';
import { connect } from './session.ts';
import { describeDropped } from './text.ts';

const details = `  ARTICLE           its id, or its slug
  --json            print JSON`;
const options = { json: { type: 'boolean', default: false } } as const;

export const show = defineCommand({
  usage: 'show ARTICLE [--json]',
  summary: 'Print an article as its editors have it',
  details: `${details}

What is printed can be saved again: broadsheet show ARTICLE > FILE, then broadsheet edit ARTICLE --file FILE.`,
  options,
  arguments: [1, 1],
  run: async ({ json }, [name = '']) => {
    const copy = await findArticle(connect(), name);
    if (json) sayJson(copy);
    else sayExactly(printManuscript(contentOf(copy), copy.revision).replace(/\n$/, ''));
  },
});

export const preview = defineCommand({
  usage: 'preview ARTICLE [--file PATH | --json]',
  summary: 'Print the page of an article exactly as readers will see it',
  details: `  ARTICLE           its id, or its slug
  --file PATH       write it there, for a browser to open; nobody else may read the file
  --json            print the article as JSON`,
  options: { ...options, file: { type: 'string' } },
  arguments: [1, 1],
  run: async ({ json, file }, [name = '']) => {
    const api = connect();
    const { id } = await findArticle(api, name);
    const article = await api.call('GET /v1/newsroom/articles/{id}/preview', { params: { id } });
    if (article.dropped.length > 0) complain(describeDropped(article.slug, article.dropped));
    if (json) return sayJson(article);
    const page = await api.call('GET /v1/newsroom/articles/{id}/preview.html', { params: { id } });
    printPreview(page, api.url, file);
  },
});
