import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { PublishedArticle } from '../../functions/articles/fields.ts';
import type { Key } from '../../functions/articles/keys.ts';
import { Content } from '../../functions/newsroom/articles/fields.ts';
import { sectionKey } from '../../functions/sections/keys.ts';
import { createSectionStore } from '../../functions/sections/store.ts';
import { type App, startApp } from '../support/app.ts';
import { defaultsOf } from '../support/defaultsOf.ts';
import { aText, Editor, type Story, scan, violations } from '../support/newsroom.ts';

/* What was stored before there was a field is read with the field's default: every field that has one is taken away. */

const published = defaultsOf(PublishedArticle.shape);
const content = defaultsOf(Content.shape);
const image = { url: 'https://img.example/quay.jpg', alt: 'A quay', width: 1600, height: 900 };

const ABROAD = { title: 'Abroad', description: 'The wide world.' };

let app: App;
let editor: Editor;
let story: Story;

/** Takes fields out of an item, as if it had been stored before there were any. */
async function forget(table: keyof App['tables'], { pk, sk }: Key, paths: readonly string[]): Promise<void> {
  const names = [...new Set(paths.flatMap((path) => path.split('.')))];
  await app.client.send(
    new UpdateCommand({
      TableName: app.tables[table],
      Key: { pk, sk },
      UpdateExpression: `REMOVE ${paths.map((path) => path.replaceAll(/\w+/g, '#$&')).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    }),
  );
}

/** Everything of an article in both tables, without what had no default once. */
async function forgetAll(): Promise<void> {
  for (const item of await scan(app, 'published')) {
    if (item.type === 'article' || item.type === 'entry') await forget('published', item, Object.keys(published));
  }
  for (const item of await scan(app, 'newsroom')) {
    if (item.type === 'copy') await forget('newsroom', item, Object.keys(content));
    if (item.type === 'revision') {
      const paths = Object.keys(content).map((name) => `content.${name}`);
      await forget('newsroom', item, paths);
    }
  }
}

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
  // Without tags: a listing of one that is forgotten would be left behind.
  story = await editor.publish({ slug: 'ferry', tags: [] });
});

describe('an article whose HTML was stored before it was compressed', () => {
  it('is read by readers and in feeds, and is published again', async () => {
    const [item] = (await scan(app, 'published')).filter(({ type }) => type === 'article');
    await app.client.send(
      new PutCommand({ TableName: app.tables.published, Item: { ...item, body: '<p>It left.</p>' } }),
    );

    const article = (await app.get('/v1/articles/ferry')).json;
    const feed = (await app.get('/feed.json')).json;
    await story.save({ body: 'It is back.' });
    const { statusCode } = await story.publish();

    expect(article.body).toBe('<p>It left.</p>');
    expect(feed.items[0].content_html).toContain('It left.');
    expect(statusCode).toBe(200);
    expect((await app.get('/v1/articles/ferry')).json.body).toBe('<p>It is back.</p>');
  });
});

describe('an article that is older than every field with a default', () => {
  it('is read with the defaults by readers', async () => {
    await forgetAll();

    const article = (await app.get('/v1/articles/ferry')).json;
    const [card] = (await app.get('/v1/sections/abroad/articles')).json.items;
    const pages = await Promise.all(
      ['/abroad/ferry', '/', '/feed.rss', '/feed.atom', '/feed.json'].map((target) => app.get(target)),
    );

    // The text shows its pictures, and fronts what is for them.
    const { commentsOpen, pictures: _pictures, importance: _importance, keptOffFronts: _kept, ...shown } = published;
    expect(article).toMatchObject({ ...shown, comments: { open: commentsOpen } });
    expect(card).toMatchObject({ headline: 'The ferry sails again', standfirst: '', image: null });
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  });

  it('is read with the defaults by editors, and their next save changes nothing else', async () => {
    await forgetAll();

    const copy = (await story.read()).json;
    const [listed] = (await editor.get('/v1/newsroom/articles?state=published')).json.items;
    const revision = (await editor.get(`${story.address}/revisions/1`)).json;
    const saved = await story.save({ ...content, headline: 'The ferry has sailed' });
    const [newest] = (await editor.get(`${story.address}/revisions`)).json.items;

    expect(copy).toMatchObject(content);
    expect(listed).toMatchObject({ standfirst: '', tags: [] });
    expect(revision.content).toMatchObject(content);
    expect(saved.statusCode).toBe(200);
    expect(newest.changed).toEqual(['headline']);
  });

  it('is published, corrected, withdrawn and restored as any other', async () => {
    await forgetAll();

    const steps = [
      await story.publish(),
      await story.correct('It was nine days.'),
      await story.take('withdraw'),
      await story.take('restore'),
    ];

    expect(steps.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(await violations(app)).toEqual([]);
  });
});

describe('an image that is older than its other widths', () => {
  it('has none, for readers and editors', async () => {
    await story.save({ image });
    await story.publish();
    for (const item of await scan(app, 'published')) {
      if (item.type === 'article') await forget('published', item, ['image.sources']);
    }
    for (const item of await scan(app, 'newsroom')) {
      if (item.type === 'revision' && item.revision === 2) await forget('newsroom', item, ['content.image.sources']);
    }

    const article = (await app.get('/v1/articles/ferry')).json;
    const copy = (await story.read()).json;

    expect([article.image.sources, copy.image.sources]).toEqual([[], []]);
    expect((await app.get('/abroad/ferry')).body).not.toMatch(/srcset/);
  });
});

describe('a section that is older than its version and its being open', () => {
  it('is open, at version 1, and takes articles', async () => {
    const key = sectionKey(1, 'abroad');
    await forget('published', key, ['open', 'version']);
    await app.client.send(
      new UpdateCommand({
        TableName: app.tables.published,
        Key: key,
        UpdateExpression: 'SET former = :former',
        ExpressionAttributeValues: { ':former': 'a field of an earlier version' },
      }),
    );

    const stored = await createSectionStore(app.client, app.tables.published).list();
    const section = (await editor.get('/v1/newsroom/sections/abroad')).json;
    const begun = await editor.send('POST', '/v1/newsroom/articles', { body: aText({ section: 'abroad' }) });

    const read = { name: 'abroad', ...ABROAD, position: 1, open: true, retired: false, formerNames: [], version: 1 };
    expect(stored[0]).toMatchObject(read);
    expect(section).toEqual(read);
    expect(begun.statusCode).toBe(201);
  });
});

describe('an entry of the audit log that is older than its kind', () => {
  it('is about an article, without a name', async () => {
    for (const item of await scan(app, 'newsroom')) {
      if (item.type === 'act') await forget('newsroom', item, ['kind', 'name']);
    }

    const { items } = (await editor.get(`${story.address}/acts`)).json;

    expect(items.length).toBeGreaterThan(0);
    expect(items.every((each: object) => 'kind' in each && each.kind === 'article')).toBe(true);
    expect(items.every((each: object) => 'name' in each && each.name === null)).toBe(true);
  });
});
