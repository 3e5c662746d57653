import { beforeEach, describe, expect, it } from 'vitest';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { Editor, intercepting } from '../support/newsroom.ts';

let app: App;
let editor: Editor;
const { seat, wrapClient } = intercepting();

beforeEach(async () => {
  seat.current = undefined;
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const TAGS = '/v1/newsroom/tags';
const name = (tag: string, name: string, description = '') =>
  editor.change(`${TAGS}/${encodeURIComponent(tag)}`, { name, description });
const verify = async () =>
  (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => undefined)).violations.map(lineOf);

describe('a tag', () => {
  it('has a name in any script, and a description, wherever readers see it', async () => {
    await name('c-plus-plus', 'C++', 'A language.');
    await name('气候', '气候变化');
    await editor.publish({ slug: 'ferry', tags: ['c-plus-plus', '气候', 'harbour-works'] });

    const page = (await app.get('/abroad/ferry')).body;
    for (const shown of ['>C++<', '>气候变化<', '>harbour works<', '"C++"', 'content="气候变化"']) {
      expect(page).toContain(shown);
    }
    const list = (await app.get('/tags/c-plus-plus')).body;
    expect(list).toContain('<h1>C++</h1>');
    expect(list).toContain('A language.');
    expect((await app.get('/tags/c-plus-plus/feed.rss')).body).toContain('<title>C++ | ');
    expect((await app.get('/v1/tags/c-plus-plus')).json).toEqual({
      tag: 'c-plus-plus',
      name: 'C++',
      description: 'A language.',
    });
    expect((await app.get('/v1/tags/harbour-works')).json.name).toBe('harbour works');
    expect((await app.get('/v1/articles/ferry')).json).toMatchObject({
      tags: ['c-plus-plus', '气候', 'harbour-works'],
      tagNames: { 'c-plus-plus': 'C++', 气候: '气候变化' },
    });
    expect(await verify()).toEqual([]);
  });

  it('tells nothing of articles that are not out', async () => {
    await name('secret', 'The secret');
    await editor.create({ slug: 'draft', tags: ['secret'] });

    expect((await app.get('/v1/tags/secret')).statusCode).toBe(404);
    expect((await app.get('/tags/secret')).statusCode).toBe(404);
  });

  it('is named on all of its articles, also where that was stopped', async () => {
    for (let index = 0; index < 20; index += 1) await editor.publish({ slug: `ferry-${index}`, tags: ['boats'] });
    let updates = 0;
    // A write fails, as in a process that is killed.
    seat.current = async (command, send) => {
      updates += command === 'UpdateCommand' ? 1 : 0;
      if (updates > 7) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    const options = { body: { name: 'Boats & ships', description: '' } };
    const stopped = await editor.send('PUT', `${TAGS}/boats`, options);
    seat.current = undefined;

    expect(stopped.statusCode).toBe(503);
    expect((await editor.get(`${TAGS}/boats`)).json).toMatchObject({ name: 'Boats & ships', done: false });
    expect((await verify()).every((each) => each.startsWith('tag-outdated: '))).toBe(true);
    const { json } = await editor.send('PUT', `${TAGS}/boats`, options);
    expect(json).toMatchObject({ version: 1, done: true });
    const pages = await Promise.all(Array.from({ length: 20 }, (_, index) => app.get(`/v1/articles/ferry-${index}`)));
    expect(pages.map((each) => each.json.tagNames)).toEqual(pages.map(() => ({ boats: 'Boats & ships' })));
    expect(await verify()).toEqual([]);
    await name('boats', 'Boats');
    expect((await app.get('/v1/articles/ferry-3')).json.tagNames).toEqual({ boats: 'Boats' });
  });

  it('is changed from its version', async () => {
    await name('boats', 'Boats');
    const body = { name: 'Ships', description: '' };

    expect((await editor.send('PUT', `${TAGS}/boats`, { body })).statusCode).toBe(428);
    expect((await editor.send('PUT', `${TAGS}/boats`, { body, headers: { 'if-match': '"4"' } })).statusCode).toBe(412);
    expect((await editor.get(`${TAGS}/ships`)).json.code).toBe('tag-not-found');
  });

  it('may be one of eighty on an article, which is published in one transaction', async () => {
    const tags = Array.from({ length: 80 }, (_, index) => `tag-${index}`);
    const byline = Array.from({ length: 10 }, (_, index) => `Author ${index}`);
    const story = await editor.publish({ slug: 'ferry', tags, byline });

    expect((await app.get('/v1/tags/tag-79/articles')).json.items.length).toBe(1);
    await story.take('withdraw');
    await story.take('restore');
    expect((await app.get('/abroad/ferry')).statusCode).toBe(200);
    expect(await verify()).toEqual([]);
  });

  it('moves to another slug with up to 42 on its article, and is refused with more', async () => {
    const tags = Array.from({ length: 43 }, (_, index) => `tag-${index}`);
    const story = await editor.publish({ slug: 'ferry', tags });
    await story.save({ slug: 'quay' });
    const refused = await story.publish();
    const still = await app.get('/abroad/ferry');
    await story.save({ slug: 'ferry', tags: tags.slice(0, 42) });
    await story.publish();
    await story.save({ slug: 'quay' });

    expect([refused.statusCode, refused.json.code, still.statusCode]).toEqual([422, 'limit-exceeded', 200]);
    expect((await story.publish()).statusCode).toBe(200);
    expect((await app.get('/abroad/ferry')).headers.location).toBe('/abroad/quay');
    expect(await verify()).toEqual([]);
  });
});
