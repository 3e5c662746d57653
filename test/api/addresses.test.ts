import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { authorClaimKey, revisionKey } from '../../functions/newsroom/articles/keys.ts';
import { type App, startApp } from '../support/app.ts';
import { ARTICLES, aText, Editor } from '../support/newsroom.ts';

let app: App;
let ines: Editor;
beforeEach(async () => {
  app = await startApp();
  ines = new Editor(app);
});

const wire = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const create = (changes: Record<string, unknown>) => ines.send('POST', ARTICLES, { body: aText(changes) });
const publishWith = async (changes: Record<string, unknown>) => {
  const story = await ines.create(changes);
  await story.publish();
  return story;
};

describe('the address of an article', () => {
  it.each([
    ['ru', 'Новый мост', 'новый-мост'],
    ['ja', '港が再開', '港が再開'],
    ['ar', 'الميناء يُفتح', 'الميناء-يفتح'],
    ['hi', 'बंदरगाह खुला', 'बंदरगाह-खुला'],
    ['sv', 'Äntligen öppet', 'antligen-oppet'],
    ['de', 'Endlich geöffnet', 'endlich-geoeffnet'],
    ['ee', 'Ŋdi Ɛwɔ', 'ŋdi-ɛwɔ'],
    ['ha', 'Ɗan Ƙasa', 'ɗan-ƙasa'],
    ['uz', 'Oʻzbekiston bugun', 'ozbekiston-bugun'],
  ])('in %s is made of the letters of its headline: %s', async (language, headline, slug) => {
    await publishWith({ slug: undefined, headline, language });

    const [json, page] = [await app.get(wire(`/v1/articles/${slug}`)), await app.get(wire(`/abroad/${slug}`))];

    expect([json.statusCode, json.json.slug, json.json.url]).toEqual([200, slug, wire(`/abroad/${slug}`)]);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`rel="canonical" href="https://broadsheet.example${wire(`/abroad/${slug}`)}"`);
  });

  it('is percent-encoded in redirects, feeds and sitemaps', async () => {
    const story = await publishWith({ slug: 'мост', headline: 'Мост' });
    await story.patch({ slug: 'новый-мост' });
    await story.publish();

    const moved = await Promise.all(['/abroad/мост', '/v1/articles/мост'].map((path) => app.get(wire(path))));
    const documents = await Promise.all(
      ['/feed.atom', '/feed.rss', '/feed.json', '/sitemaps/2026-11.xml'].map((path) => app.get(path)),
    );

    expect(moved.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [301, wire('/abroad/новый-мост')],
      [308, wire('/v1/articles/новый-мост')],
    ]);
    for (const { body } of documents) {
      expect(body).toContain(wire('/abroad/новый-мост'));
      expect(body).not.toContain('/abroad/новый');
    }
  });

  it('is found by letters in parts, and by no escape that is none', async () => {
    await publishWith({ slug: 'мой-é', headline: 'Mine' });

    const composed = await app.get(wire('/v1/articles/мой-é'.normalize('NFD')));
    const malformed = await Promise.all(
      ['%', '%ff', '%d0', '%zz', '%00', '%e2%80%8b', '%2f', '%ed%a0%80'].map((part) => app.get(`/v1/articles/${part}`)),
    );

    expect(composed.json.slug).toBe('мой-é');
    expect(malformed.map(({ statusCode }) => statusCode).filter((status) => status !== 400 && status !== 404)).toEqual(
      [],
    );
  });

  it('may be as long in any script, also in a cursor', async () => {
    const longest = (letter: string) => letter.repeat(120);
    await publishWith({ slug: longest('語'), headline: 'Long' });
    await publishWith({ slug: longest('म'), headline: 'As long' });

    const first = await app.get('/v1/articles?limit=1');
    const second = await app.get(`/v1/articles?limit=1&cursor=${first.json.next}`);

    expect([first, second].map(({ json }) => json.items[0].slug).sort()).toEqual([longest('म'), longest('語')].sort());
  });

  it.each(['Мост', 'ｆerry', 'fеrry', 'мо\u200dст', 'мост_два'])('is refused as %j', async (slug) => {
    const refused = await create({ slug });

    expect([refused.statusCode, refused.json.errors[0].pointer]).toEqual([422, '/slug']);
  });
});

describe('the address of a tag and of a section', () => {
  it('has letters of any script', async () => {
    await ines.send('POST', '/v1/newsroom/sections', { body: { name: 'культура', title: 'Культура' } });
    await publishWith({ slug: 'мост', section: 'культура', tags: ['гавань'] });

    const pages = await Promise.all(
      ['/культура', '/культура/мост', '/tags/гавань', '/культура/feed.atom'].map((path) => app.get(wire(path))),
    );

    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(pages[1]?.body).toContain(`href="${wire('/tags/гавань')}"`);
  });
});

describe('the address of an author', () => {
  const slugsOf = async (byline: readonly unknown[]) => {
    const { json } = await create({ byline, slug: undefined });
    return json.byline?.map(({ slug }: { slug: string }) => slug) ?? json.errors;
  };

  it('has the letters of the name, in any script', async () => {
    expect(await slugsOf(['Ines Calder', 'Иван Петров', '山田太郎', 'محمد علي'])).toEqual([
      'ines-calder',
      'иван-петров',
      '山田太郎',
      'محمد-علي',
    ]);
  });

  it('is that of one name: another is refused with it, until its slug is given', async () => {
    await create({ byline: ['José Díaz'] });

    const refused = await create({ byline: ['Ines Calder', 'Jose Diaz'], slug: 'second' });
    const given = await create({ byline: [{ name: 'Jose Diaz', slug: 'jose-diaz-2' }], slug: 'third' });
    const meant = await create({ byline: [{ name: 'J. Díaz', slug: 'jose-diaz' }], slug: 'fourth' });

    expect([refused.statusCode, refused.json.errors]).toEqual([
      422,
      [{ pointer: '/byline/1', detail: expect.stringContaining('/authors/jose-diaz with "José Díaz"') }],
    ]);
    expect([given, meant].map(({ json }) => json.byline)).toEqual([
      [{ name: 'Jose Diaz', slug: 'jose-diaz-2' }],
      [{ name: 'J. Díaz', slug: 'jose-diaz' }],
    ]);
  });

  it('is that of one name, however many articles are begun with it at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) => create({ byline: ['Wren Adeyemi'], slug: `article-${number}` })),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
  });

  it('is not shared within an article, and is needed', async () => {
    const answers = await Promise.all([['José Díaz', 'Jose Diaz'], ['★']].map((byline) => create({ byline })));

    expect(answers.map(({ statusCode, json }) => [statusCode, json.errors[0].pointer])).toEqual([
      [422, '/byline/1'],
      [422, '/byline/0'],
    ]);
  });

  it('is free again where a draft spelt the name wrongly, or is gone', async () => {
    const story = await ines.create({ byline: ['Ines Cálder'] });
    await story.patch({ byline: ['Ines Calder'] });
    const other = await create({ byline: ['Ines Cálder'], slug: 'other' });

    expect([(await story.read()).json.byline, other.statusCode]).toEqual([
      [{ name: 'Ines Calder', slug: 'ines-calder' }],
      422,
    ]);
  });

  it('stays as it was sent, whatever else is saved', async () => {
    const story = await ines.create({ byline: [{ name: 'Иван Петров', slug: 'ivan-petrov' }] });
    await story.patch({ headline: 'Another' });
    await story.publish();

    const page = await app.get('/v1/authors/ivan-petrov');

    expect([page.statusCode, page.json.name]).toEqual([200, 'Иван Петров']);
  });

  it('is free again when the draft that had it is deleted', async () => {
    const story = await ines.create({ byline: ['Ines Cálder'] });
    await story.take('delete');

    const other = await create({ byline: ['Ines Calder'], slug: 'other' });

    expect(other.statusCode).toBe(201);
  });

  it('is what it was in a revision that was stored when every script became Latin letters', async () => {
    const story = await ines.create({ byline: ['Иван Петров', '★ 1'] });
    await app.client.send(
      new UpdateCommand({
        TableName: app.tables.newsroom,
        Key: revisionKey(story.id, 1),
        UpdateExpression: 'REMOVE slugs',
      }),
    );
    await story.publish();

    const article = await app.get(`/v1/articles/${story.slug}`);

    expect(article.json.byline).toEqual([
      { name: 'Иван Петров', slug: 'ivan-petrov' },
      { name: '★ 1', slug: '1' },
    ]);
  });

  it('of a name that was published before there were claims is that name’s', async () => {
    await publishWith({ byline: ['José Díaz'] });
    await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: authorClaimKey('jose-diaz') }));

    const refused = await create({ byline: ['Jose Diaz'], slug: 'second' });

    expect([refused.statusCode, refused.json.errors[0].detail]).toEqual([
      422,
      expect.stringContaining('with "José Díaz"'),
    ]);
  });
});
