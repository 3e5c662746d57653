import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type App, startApp } from '../support/app.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { htmlFaults } from '../support/html.ts';

let app: App;
let ferry: Commenting;

beforeAll(async () => {
  app = await startApp({ rateLimit: { most: 1_000, seconds: 600 } });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  ferry = new Commenting(app);
});

const pageOf = (id: string) => app.get(`/comments/${id}/report`);

/** Where a page's only form is sent, and what a browser sends with it. */
function formOf({ body = '' }: Answer) {
  const [, action = ''] = /<form[^>]* method="post" action="([^"]+)"/.exec(body) ?? [];
  const hidden = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { action, fields: new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value])).toString() };
}

describe('the page that reports a comment', () => {
  it('is linked beside the comment, shows it, and has one button', async () => {
    const id = await ferry.published({ name: 'Zoë Lindqvist', comment: 'It smelt of *rust*.' });

    const article = await app.get('/abroad/ferry');
    const { statusCode, headers, body = '' } = await pageOf(id);

    expect(article.body).toContain(`href="/comments/${id}/report" rel="nofollow"`);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect(body).toContain('<meta name="robots" content="noindex"/>');
    expect(body).toContain('Zoë Lindqvist');
    expect(body).toContain('<p>It smelt of <em>rust</em>.</p>');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(await htmlFaults(body)).toEqual([]);
  });

  it('reports it when the button is pressed, and not before', async () => {
    const id = await ferry.published();
    const reports = async () => (await ferry.desk('GET', `/comments/${id}`)).json.reports;
    const { action, fields } = formOf(await pageOf(id));
    const before = await reports();

    const pressed = await app.post(action, fields, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const told = await app.get(pressed.headers.location ?? '');

    expect([pressed.statusCode, told.statusCode]).toEqual([303, 200]);
    expect(told.body).toContain('Your report was received.');
    expect([before, await reports()]).toEqual([0, 1]);
  });

  it('is there where comments are closed', async () => {
    await app.publication.publish(anArticle({ slug: 'closed' }), undefined);
    const id = await new Commenting(app, 'closed').published();
    await ferry.desk('PUT', '/threads/closed', { open: false });

    const article = await app.get('/abroad/closed');

    expect(article.body).toContain('Comments are closed.');
    expect(article.body).toContain(`href="/comments/${id}/report"`);
  });

  it('is none for a comment that nobody can read', async () => {
    const gone = anArticle({ slug: 'gone' });
    await app.publication.publish(gone, undefined);
    const withdrawn = await new Commenting(app, 'gone').published();
    await app.publication.withdraw(gone, NOON);
    const removed = await ferry.published();
    await ferry.decide(removed, 'remove');
    const comments = [withdrawn, removed, await ferry.held(), '00000000-0000-4000-8000-000000000000'];

    const pages = await Promise.all(comments.map(pageOf));

    expect(pages.map(({ statusCode }) => statusCode)).toEqual([410, 404, 404, 404]);
    expect(pages.filter(({ body }) => body?.includes('<form'))).toEqual([]);
  });
});
