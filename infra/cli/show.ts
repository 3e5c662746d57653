import type { Article } from './api.generated.ts';
import { findArticle } from './articles.ts';
import { defineCommand, say, sayJson } from './command.ts';
import { contentOf, printManuscript } from './manuscript.ts';
import { connect } from './session.ts';

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
    else say(printManuscript(contentOf(copy), copy.revision).replace(/\n$/, ''));
  },
});

export const preview = defineCommand({
  usage: 'preview ARTICLE [--json]',
  summary: 'Print an article as readers will see it, as a page of HTML',
  details,
  options,
  arguments: [1, 1],
  run: async ({ json }, [name = '']) => {
    const api = connect();
    const { id } = await findArticle(api, name);
    const article = await api.call('previewArticle', { params: { id } });
    if (json) sayJson(article);
    else say(await page(article));
  },
});

async function page({ language, headline, standfirst, byline, publishedAt, body }: Article): Promise<string> {
  // Loaded only here: the schemas come along, and they are half of what a start would wait for.
  const { escapeHtml } = await import('../../functions/shared/text.ts');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<meta charset="utf-8">
<title>${escapeHtml(headline)}</title>
<h1>${escapeHtml(headline)}</h1>
<p><strong>${escapeHtml(standfirst)}</strong></p>
<p>${escapeHtml(byline.map(({ name }) => name).join(', '))}, <time>${publishedAt}</time></p>
${body}
</html>`;
}
