import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromArticleItem } from '../../functions/articles/articleItem.ts';
import { articleKey, listingKey } from '../../functions/articles/keys.ts';
import { encodeCursor } from '../../functions/shared/api/cursor.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { ARTICLES, aText, Editor, EVENING, intercepting } from '../support/newsroom.ts';

const SECTIONS = '/v1/newsroom/sections';

let app: App;
let editor: Editor;
const { seat, wrapClient } = intercepting();

beforeEach(async () => {
  seat.current = undefined;
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const act = async (name: string, step: string, body: object = {}) => {
  const { etag = '"1"' } = (await editor.get(`${SECTIONS}/${name}`)).headers;
  return editor.send('POST', `${SECTIONS}/${name}/${step}`, { body, headers: { 'if-match': etag } });
};
const led = async (path: string) => {
  const { statusCode, headers } = await app.get(path);
  return headers.location === undefined ? statusCode : `${statusCode} ${headers.location}`;
};
const listed = async (section: string) => {
  const { json } = await app.get(`/v1/sections/${section}/articles`);
  return json.items.map(
    ({ slug, url, section: { name } }: { slug: string; url: string; section: { name: string } }) => [slug, url, name],
  );
};
/** An article and its entry in the section abroad, as they are stored. */
const stored = async (slug: string) => {
  const get = async (Key: object) =>
    (await app.client.send(new GetCommand({ TableName: app.tables.published, Key }))).Item;
  const at = '2026-11-23T12:00:00.000Z';
  return { article: await get(articleKey(slug, at)), entry: await get(listingKey('section/abroad', at, slug)) };
};
const put = (Item: object) => app.client.send(new PutCommand({ TableName: app.tables.published, Item }));
const verify = async () =>
  (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => undefined)).violations.map(lineOf);

describe('a section that is renamed', () => {
  it('has its articles, lists and feeds at the new address, to which the old ones lead in one hop', async () => {
    const ferry = await editor.publish({ slug: 'ferry', tags: ['harbour'] });
    const draft = await editor.create({ slug: 'draft' });
    const { statusCode, json } = await act('abroad', 'rename', { name: 'world', title: 'World' });
    await editor.publish({ slug: 'night', section: 'world' });
    await editor.publish({ slug: 'old-draft', section: 'abroad' });

    expect([statusCode, json.name, json.title, json.formerNames]).toEqual([200, 'world', 'World', ['abroad']]);
    expect(await led('/abroad')).toBe('301 /world');
    expect(await led('/abroad/ferry')).toBe('301 /world/ferry');
    expect(await led('/abroad/ferry/comments.rss')).toBe('301 /world/ferry/comments.rss');
    expect(await led('/abroad/feed.rss')).toBe('301 /world/feed.rss');
    expect(await led('/v1/sections/abroad')).toBe('308 /v1/sections/world');
    expect(await led('/v1/sections/abroad/articles?limit=5')).toBe('308 /v1/sections/world/articles?limit=5');
    expect(await Promise.all(['/world', '/world/ferry', '/world/feed.atom', '/home'].map(led))).toEqual([
      200, 200, 200, 200,
    ]);
    expect((await listed('world')).toSorted()).toEqual(
      ['ferry', 'night', 'old-draft'].map((slug) => [slug, `/world/${slug}`, 'world']),
    );
    const page = (await app.get('/world/ferry')).body;
    expect(page).toContain('href="/world"');
    expect(page).not.toContain('/abroad');
    expect((await app.get('/sitemaps/2026-11.xml')).body).toContain('/world/ferry<');
    expect((await app.get('/tags/harbour')).body).toContain('href="/world/ferry"');
    expect([(await draft.read()).json.section, (await ferry.read()).json.section]).toEqual(['world', 'world']);
    expect(await verify()).toEqual([]);
  });

  it('keeps its articles through publications, corrections and withdrawals', async () => {
    const ferry = await editor.publish({ slug: 'ferry' });
    await editor.create({ slug: 'later' }).then((story) => story.publish(EVENING));
    await act('abroad', 'rename', { name: 'world' });
    await ferry.read();
    await ferry.take('correct', { note: 'It was so.' });
    await ferry.save({ headline: 'Another', section: 'world' });
    await ferry.publish();
    await ferry.take('withdraw');
    await ferry.take('restore');

    expect(await listed('world')).toEqual([['ferry', '/world/ferry', 'world']]);
    expect(await verify()).toEqual([]);
  });

  it('can have its former name again, which nobody else gets', async () => {
    await editor.publish({ slug: 'ferry' });
    await act('abroad', 'rename', { name: 'world' });
    const body = { name: 'abroad', title: 'Abroad' };
    const refused = await editor.send('POST', SECTIONS, { body });
    const taken = await act('home', 'rename', { name: 'abroad' });
    await act('world', 'rename', { name: 'abroad' });

    expect([refused.json.code, taken.json.code]).toEqual(['section-exists', 'section-exists']);
    expect(await led('/world/ferry')).toBe('301 /abroad/ferry');
    expect(await led('/world')).toBe('301 /abroad');
    expect(await listed('abroad')).toEqual([['ferry', '/abroad/ferry', 'abroad']]);
    expect((await editor.send('POST', SECTIONS, { body: { ...body, name: 'world' } })).json.code).toBe(
      'section-exists',
    );
    expect(await verify()).toEqual([]);
  });

  it('keeps its rules for comments', async () => {
    await editor.publish({ slug: 'ferry' });
    const moderator = { name: 'mo@example.org', groups: ['moderators'] };
    const rules = { caller: moderator, body: { open: false }, headers: { 'if-match': '"0"' } };
    await app.request('PATCH', '/v1/moderation/settings/abroad', rules);
    await act('abroad', 'rename', { name: 'world' });

    const { json } = await app.request('GET', '/v1/moderation/settings/world', { caller: moderator });
    expect([json.settings.open, json.overrides]).toEqual([false, undefined]);
    expect((await app.get('/v1/articles/ferry')).json.comments.open).toBe(false);
    const comment = { name: 'A', email: 'a@example.org', comment: 'Words.' };
    expect((await app.post('/v1/articles/ferry/comments', comment)).statusCode).toBe(403);
  });

  it('is refused a reserved name, and a version that is old', async () => {
    expect((await act('abroad', 'rename', { name: 'tags' })).statusCode).toBe(422);
    const options = { body: { name: 'world' }, headers: { 'if-match': '"7"' } };
    expect((await editor.send('POST', `${SECTIONS}/abroad/rename`, options)).statusCode).toBe(412);
    expect((await editor.send('POST', `${SECTIONS}/nowhere/rename`, options)).statusCode).toBe(404);
  });
});

describe('a section that is merged into another', () => {
  it('leads there at once, and moves its articles into its listing', async () => {
    await editor.publish({ slug: 'ferry' });
    await editor.publish({ slug: 'quay', section: 'home' });
    const later = await editor.create({ slug: 'later' });
    await later.publish(EVENING);
    const draft = await editor.create({ slug: 'draft' });
    const { statusCode, json } = await act('abroad', 'merge', { into: 'home' });

    expect([statusCode, json.moved, json.done, json.section.formerNames]).toEqual([200, 2, true, ['abroad']]);
    expect(await led('/abroad')).toBe('301 /home');
    expect(await led('/abroad/ferry')).toBe('301 /home/ferry');
    // A page of the list that is no more.
    const position = { direction: 'after', key: '2026-11-23T12:00:00.000Z#ferry' } as const;
    expect(await led(`/abroad?cursor=${encodeCursor('section/abroad', position)}`)).toBe('301 /home');
    expect((await listed('home')).toSorted()).toEqual(['ferry', 'quay'].map((slug) => [slug, `/home/${slug}`, 'home']));
    await draft.read();
    expect((await draft.publish()).statusCode).toBe(200);
    expect((await editor.send('POST', ARTICLES, { body: aText({ section: 'abroad' }) })).json.section).toBe('home');
    expect(await verify()).toEqual([]);
    expect((await act('home', 'merge', { into: 'home' })).statusCode).toBe(422);
  });

  it('goes on where it was stopped, and nothing is missing meanwhile', async () => {
    for (let index = 0; index < 12; index += 1) await editor.publish({ slug: `ferry-${index}` });
    let writes = 0;
    // A write fails, as in a process that is killed.
    seat.current = async (name, send) => {
      writes += name === 'TransactWriteCommand' ? 1 : 0;
      if (writes > 5) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    const stopped = await act('abroad', 'merge', { into: 'home' });
    seat.current = undefined;

    expect(stopped.statusCode).toBe(503);
    const pages = Array.from({ length: 12 }, (_, index) => led(`/abroad/ferry-${index}`));
    expect(await Promise.all(pages)).toEqual(pages.map((_, index) => `301 /home/ferry-${index}`));
    expect(await Promise.all(pages.map((_, index) => led(`/home/ferry-${index}`)))).toEqual(pages.map(() => 200));
    const left = await verify();
    expect(left.length).toBe(8);
    expect(left.every((each) => /^merge-unfinished: ferry-\d+ is listed in abroad, which is home$/.test(each))).toBe(
      true,
    );
    const { json } = await editor.send('POST', `${SECTIONS}/abroad/merge`, { body: { into: 'home' } });
    expect([json.moved, json.done]).toEqual([8, true]);
    expect((await listed('home')).length).toBe(12);
    expect(await verify()).toEqual([]);
  });

  it('lists an article as it is, where a publication came between the list and its move', async () => {
    await editor.publish({ slug: 'ferry' });
    const { article } = await stored('ferry');
    const before = fromArticleItem(article ?? {});
    const changes = { headline: 'Mended', updatedAt: '2026-11-23T12:30:00.000Z' };
    let writes = 0;
    seat.current = async (name, send) => {
      if (name === 'TransactWriteCommand') writes += 1;
      if (name !== 'TransactWriteCommand' || writes !== 2) return send();
      await app.publication.publish(fromArticleItem({ ...article, ...changes }), before);
      return send();
    };
    const { json } = await act('abroad', 'merge', { into: 'home' });
    seat.current = undefined;

    expect([json.moved, json.done]).toEqual([1, true]);
    expect((await app.get('/v1/sections/home/articles')).json.items[0].headline).toBe('Mended');
    expect(await verify()).toEqual([]);
  });

  it('is finished by the same request, where a publication came in between', async () => {
    await editor.publish({ slug: 'ferry' });
    const { article, entry } = await stored('ferry');
    await act('abroad', 'merge', { into: 'home' });
    await put({ ...article, section: 'abroad' });
    await put({ ...entry, section: 'abroad' });
    await app.client.send(
      new DeleteCommand({ TableName: app.tables.published, Key: { pk: 'LISTING#section/home', sk: entry?.sk } }),
    );

    expect(await verify()).toEqual(['merge-unfinished: ferry is listed in abroad, which is home']);
    const { json } = await editor.send('POST', `${SECTIONS}/abroad/merge`, { body: { into: 'home' } });
    expect([json.moved, json.done]).toEqual([1, true]);
    expect(await verify()).toEqual([]);
  });
});

describe('a section that is retired', () => {
  it('is in no menu, list or sitemap, and stays with its articles', async () => {
    await editor.publish({ slug: 'ferry' });
    const { json } = await act('abroad', 'retire');

    expect([json.retired, json.open]).toEqual([true, false]);
    expect(await Promise.all(['/abroad', '/abroad/ferry', '/abroad/feed.rss', '/v1/sections/abroad'].map(led))).toEqual(
      [200, 200, 200, 200],
    );
    expect((await app.get('/home')).body).not.toContain('href="/abroad"');
    expect((await app.get('/sitemaps/sections.xml')).body).not.toContain('/abroad');
    expect((await app.get('/v1/sections')).json.items.map(({ name }: { name: string }) => name)).toEqual(['home']);
    expect((await editor.send('POST', ARTICLES, { body: aText() })).statusCode).toBe(422);
    expect((await act('abroad', 'retire', { retired: false })).json.retired).toBe(false);
    expect((await app.get('/home')).body).toContain('href="/abroad"');
    expect(await verify()).toEqual([]);
  });
});
