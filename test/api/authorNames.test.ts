import { beforeEach, describe, expect, it } from 'vitest';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { aReadyFile } from '../support/library.ts';
import { Editor, intercepting } from '../support/newsroom.ts';

const AUTHOR = '/v1/newsroom/authors/ines-calder';

let app: App;
let editor: Editor;
const { seat, wrapClient } = intercepting();

beforeEach(async () => {
  seat.current = undefined;
  app = await startApp({ wrapClient });
  editor = new Editor(app);
});

const said = { name: 'Ines Calder', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] };
const rename = async (body: object, version?: number) =>
  editor.send('POST', `${AUTHOR}/rename`, {
    body,
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
const led = async (path: string) => {
  const { statusCode, headers } = await app.get(path);
  return headers.location === undefined ? statusCode : `${statusCode} ${headers.location}`;
};
const verify = async () =>
  (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => undefined)).violations.map(lineOf);

describe('an author', () => {
  it('has a role, a portrait, a contact and links', async () => {
    await editor.publish({ slug: 'ferry' });
    const picture = await aReadyFile(editor, { alt: 'Ines Calder on a quay.' });
    const links = [{ label: 'Mastodon', url: 'https://social.example/@ines' }];
    const body = { ...said, role: 'Shipping', portrait: picture.id, contact: 'mailto:ines@example.org', links };
    const saved = await editor.change(AUTHOR, body);

    expect([saved.statusCode, saved.json]).toMatchObject([200, { role: 'Shipping', portrait: picture.id }]);
    const { json } = await app.get('/v1/authors/ines-calder');
    expect(json).toMatchObject({ role: 'Shipping', contact: 'mailto:ines@example.org', links });
    expect(json.portrait).toMatchObject({ id: picture.id, alt: 'Ines Calder on a quay.' });
    const page = (await app.get('/authors/ines-calder')).body;
    for (const shown of ['Shipping', 'href="mailto:ines@example.org"', 'Mastodon', 'alt="Ines Calder on a quay."']) {
      expect(page).toContain(shown);
    }
    expect(await verify()).toEqual([]);
  });

  it('is refused what nobody can follow or see', async () => {
    const bad = [{ contact: 'javascript:alert(1)' }, { contact: 'mailto:nobody' }, { portrait: '0'.repeat(32) }];
    const links = [{ label: 'x', url: 'http://example.org' }];
    const answers = await Promise.all([...bad, { links }].map((each) => editor.change(AUTHOR, { ...said, ...each })));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422]);
  });
});

describe('an author who is renamed', () => {
  it('has all articles at the new address, to which the old one leads', async () => {
    const ferry = await editor.publish({ slug: 'ferry', tags: ['harbour'] });
    await editor.change(AUTHOR, said);
    const { statusCode, json } = await rename({ slug: 'ines-moor', name: 'Ines Moor' }, 1);

    expect([statusCode, json.moved, json.done, json.author.formerSlugs]).toEqual([200, 1, true, ['ines-calder']]);
    expect(await led('/authors/ines-calder')).toBe('301 /authors/ines-moor');
    expect(await led('/authors/ines-calder/feed.rss')).toBe('301 /authors/ines-moor/feed.rss');
    expect(await led('/v1/authors/ines-calder')).toBe('308 /v1/authors/ines-moor');
    expect(await led('/v1/authors/ines-calder/articles')).toBe('308 /v1/authors/ines-moor/articles');
    expect((await app.get('/v1/authors/ines-moor')).json).toMatchObject({ name: 'Ines Moor', biography: 'Writes.' });
    expect((await app.get('/v1/tags/harbour/articles')).json.items[0].byline).toEqual([
      { name: 'Ines Moor', slug: 'ines-moor' },
    ]);
    expect((await app.get('/abroad/ferry')).body).toContain('href="/authors/ines-moor"');
    // A text that still names the former address is published under the present one.
    await ferry.read();
    await ferry.save({ headline: 'Another' });
    await ferry.publish();
    expect((await app.get('/v1/articles/ferry')).json.byline[0].slug).toBe('ines-moor');
    expect(await led('/authors/ines-moor')).toBe(200);
    expect(await verify()).toEqual([]);
  });

  it('can be one of whom nothing is said, and not take the address of another', async () => {
    await editor.publish({ slug: 'ferry' });
    await editor.publish({ slug: 'night', byline: ['Tobias Reed'] });

    expect((await rename({ slug: 'tobias-reed' })).statusCode).toBe(422);
    expect((await rename({ slug: 'ines-moor' })).json.done).toBe(true);
    expect((await editor.change(AUTHOR, said)).statusCode).toBe(404);
    expect(await led('/authors/ines-moor')).toBe(200);
  });

  it('goes on where it was stopped, and is never missing meanwhile', async () => {
    for (let index = 0; index < 10; index += 1) await editor.publish({ slug: `ferry-${index}` });
    await editor.change(AUTHOR, said);
    let writes = 0;
    // A write fails, as in a process that is killed.
    seat.current = async (name, send) => {
      writes += name === 'TransactWriteCommand' ? 1 : 0;
      if (writes > 4) throw Object.assign(new Error('Time is up'), { name: 'TimeoutError' });
      return send();
    };
    const stopped = await rename({ slug: 'ines-moor' }, 1);
    seat.current = undefined;

    expect(stopped.statusCode).toBe(503);
    expect(await led('/authors/ines-calder')).toBe('301 /authors/ines-moor');
    expect(await led('/authors/ines-moor')).toBe(200);
    expect((await verify()).every((each) => each.startsWith('author-unfinished: '))).toBe(true);
    expect((await verify()).length).toBe(7);
    const { json } = await rename({ slug: 'ines-moor' }, 1);
    expect([json.moved, json.done]).toEqual([7, true]);
    expect((await app.get('/v1/authors/ines-moor/articles')).json.items.length).toBe(10);
    expect(await verify()).toEqual([]);
  });
});
