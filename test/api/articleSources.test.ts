import { beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { ARTICLES, aText, Editor } from '../support/newsroom.ts';

let app: App;
let ines: Editor;
beforeEach(async () => {
  app = await startApp();
  ines = new Editor(app);
});

const lookUp = (query: string) => ines.get(`/v1/newsroom/lookup?${query}`);

describe('the source of an article', () => {
  it('belongs to one article, however many are begun at once', async () => {
    const source = 'posts/ferry.md';

    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        ines.send('POST', ARTICLES, { body: aText({ source, headline: `Ferry ${number}` }) }),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ statusCode }) => statusCode === 409);
    expect(refused?.json).toMatchObject({
      code: 'source-taken',
      errors: [{ pointer: '/source', detail: 'belongs to another article' }],
    });
  });

  it('finds it, as does any slug that it has or had', async () => {
    const story = await ines.publish({ slug: 'ferry', source: 'posts/føroyar – 1.md' });
    await story.patch({ slug: 'ferry-sails' });
    await story.publish();

    const found = await Promise.all([
      lookUp(`source=${encodeURIComponent('posts/føroyar – 1.md')}`),
      lookUp('slug=ferry'),
      lookUp('slug=ferry-sails'),
    ]);

    expect(found.map(({ json }) => [json.id, json.slug])).toEqual(found.map(() => [story.id, 'ferry-sails']));
    expect(found[0]?.headers.etag).toBe(`"${story.version}"`);
  });

  it('is not known where there is none, and is asked for alone', async () => {
    const answers = await Promise.all(['source=posts/none.md', 'slug=none', '', 'slug=a&source=b'].map(lookUp));

    expect(answers.map(({ json }) => json.code)).toEqual([
      'article-not-found',
      'article-not-found',
      'query-invalid',
      'query-invalid',
    ]);
  });

  it('stays through saves that do not name it, and is free again once it is another or the draft is gone', async () => {
    const story = await ines.create({ source: 'a.md', sourceVersion: '1' });
    await story.patch({ headline: 'Another headline' });
    const kept = await story.read();
    await story.patch({ source: 'b.md' });
    const second = await ines.create({ source: 'a.md', slug: 'second' });
    const refused = await story.patch({ source: 'a.md' });
    await second.take('delete');

    expect(kept.json).toMatchObject({ source: 'a.md', sourceVersion: '1' });
    expect(refused.json).toMatchObject({ code: 'source-taken' });
    expect((await story.patch({ source: 'a.md' })).statusCode).toBe(200);
    expect((await lookUp('source=b.md')).statusCode).toBe(404);
  });

  it('is not for readers', async () => {
    await ines.publish({ slug: 'ferry', source: 'posts/of-nobody.md', sourceVersion: 'of-nobody' });

    const answers = await Promise.all(
      ['/v1/articles/ferry', '/abroad/ferry', '/feed.json', '/v1/articles'].map((target) => app.get(target)),
    );

    for (const { body } of answers) expect(body).not.toContain('of-nobody');
  });
});
