import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { redirectId, redirectKey } from '../../functions/redirects/keys.ts';
import type { Usage } from '../../functions/shared/data/usage.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { Editor, scan } from '../support/newsroom.ts';

const REDIRECTS = '/v1/newsroom/redirects';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const add = (from: string, to: string | null, status = to === null ? 410 : 301) =>
  editor.send('POST', REDIRECTS, { body: { from, to, status } });
const led = async (path: string) => {
  const { statusCode, headers } = await app.get(path);
  return headers.location === undefined ? statusCode : `${statusCode} ${headers.location}`;
};
const refusal = ({ statusCode, json }: Answer) => [
  statusCode,
  json.code,
  json.errors?.map(({ pointer, detail }: { pointer: string; detail: string }) => `${pointer} ${detail}`),
];
const list = async () => (await editor.get(REDIRECTS)).json.items;
const misses = async () => {
  const { items } = (await editor.get('/v1/newsroom/misses')).json;
  return items.map(({ address, count }: { address: string; count: number }) => `${address} ${count}`);
};

describe('a redirect', () => {
  it('leads an address without a page elsewhere, in one hop', async () => {
    await add('/2019/05/hello', '/abroad/hello');
    await add('/old', '/new');
    await add('/new/', 'https://example.org/');
    await add('/gone', null);

    expect(await led('/2019/05/hello')).toBe('301 /abroad/hello');
    expect(await led('/2019/05/hello/')).toBe('301 /abroad/hello');
    expect(await led('/old')).toBe('301 https://example.org/');
    expect(await led('/old/')).toBe('301 https://example.org/');
    expect(await led('/new')).toBe('301 https://example.org/');
    expect(await led('/gone')).toBe(410);
    expect((await app.get('/gone')).body).toContain('This page is gone');
    expect(await led('/elsewhere')).toBe(404);
  });

  it('is for an address with a query, or for any', async () => {
    await add('/index.php?p=12', '/abroad/hello');
    await add('/index.php', '/');

    expect(await led('/index.php?p=12')).toBe('301 /abroad/hello');
    expect(await led('/index.php?p=13')).toBe('301 /?p=13');
    expect(await led('/index.php')).toBe('301 /');
  });

  it('is for all that begins as it does', async () => {
    await add('/blog/*', '/home/*');
    await add('/blog/2019/*', 'https://archive.example.org/*');
    await add('/blog/about', '/home');

    expect(await led('/blog/hello')).toBe('301 /home/hello');
    expect(await led('/blog/a/b/c?x=1')).toBe('301 /home/a/b/c?x=1');
    expect(await led('/blog')).toBe('301 /home/');
    expect(await led('/blog/2019/x')).toBe('301 https://archive.example.org/x');
    expect(await led('/blog/about')).toBe('301 /home');
    expect(await led('/blog//evil.example/')).toBe('301 /home/evil.example');
  });

  it('is for addresses in any script, however they are written', async () => {
    expect((await add('/Ünder/日本*語?b=1&a=2', '/abroad')).statusCode).toBe(422);
    await add('/über/日本', '/abroad');

    expect(await led('/u%CC%88ber/%e6%97%a5%E6%9C%AC')).toBe('301 /abroad');
    expect((await list())[0].from).toBe('/%C3%BCber/%E6%97%A5%E6%9C%AC');
  });

  it('is for old addresses of feeds and of comments', async () => {
    await add('/blog/feed.rss', '/feed.rss');
    await add('/blog/old/comments.rss', '/abroad/new/comments.rss');
    await add('/comments/feed', '/feed.rss');

    expect(await led('/blog/feed.rss')).toBe('301 /feed.rss');
    expect(await led('/blog/old/comments.rss')).toBe('301 /abroad/new/comments.rss');
    expect(await led('/comments/feed/')).toBe('301 /feed.rss');
  });

  it('never hides a page', async () => {
    const story = await editor.publish({ slug: 'ferry', headline: 'The ferry is back' });
    await editor.create({ slug: 'tomorrow' });

    const answers = await Promise.all(
      ['/', '/abroad', '/abroad/ferry', '/home/ferry', '/feed.rss', '/abroad/feed.atom', '/v1/x', 'x', '//x.org/'].map(
        (from) => add(from, '/elsewhere'),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 422));
    expect(refusal(answers[2] as Answer)).toEqual([
      422,
      'field-invalid',
      ['/from would never be followed: /abroad/ferry (The ferry is back) is there'],
    ]);
    await story.take('withdraw');
    expect((await add('/abroad/ferry', '/abroad')).statusCode).toBe(201);
    expect(await led('/abroad/ferry')).toBe('301 /abroad');
  });

  it('never hides a page that is not an article', async () => {
    const created = await editor.send('POST', '/v1/newsroom/pages', {
      body: { headline: 'Imprint', slug: 'imprint', body: 'Who we are.' },
    });
    const headers = { 'if-match': created.headers.etag ?? '' };
    await editor.send('POST', `/v1/newsroom/pages/${created.json.id}/publish`, { body: {}, headers });

    expect(refusal(await add('/imprint', '/elsewhere'))[2]).toEqual([
      '/from would never be followed: /imprint (Imprint) is there',
    ]);
  });

  it('is refused where it would lead in a circle, which is shown', async () => {
    await add('/a', '/b');
    await add('/b', '/c');
    await add('/x/*', '/y/z/*');

    expect(refusal(await add('/c', '/a'))[2]).toEqual(['/to leads in a circle: /c → /a → /b → /c']);
    expect(refusal(await add('/s', '/s/'))[2]).toEqual(['/to leads in a circle: /s → /s/ → /s']);
    expect(refusal(await add('/p/*', '/p/q/*'))[2]).toEqual(['/to leads in a circle: /p/* → /p/q/* → /p/*']);
    expect(refusal(await add('/y/*', '/x/*'))[2]).toEqual([expect.stringContaining('/y/* → /x/* → /y/z/%2A → /y/*')]);
    expect((await add('/abroad/*', '/abroad')).statusCode).toBe(201);
    expect(await led('/a')).toBe('301 /c');
  });

  it('is refused with a target that nobody can follow', async () => {
    const targets = [
      'javascript:alert(1)',
      '//x.org',
      '/\\x.org',
      'http://x.org',
      'https://x.org*',
      'https://*.org',
      '',
    ];
    const answers = await Promise.all(targets.map((to) => add('/a/*', to)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(targets.map(() => 422));
    expect(refusal(await add('/a', '/b/*'))[2]).toEqual([
      '/to must hold * once at most, in its path, and only where "from" ends with /*',
    ]);
    expect(refusal(await add('/a', '/b', 410))[2]).toEqual([
      '/to must be an address with status 301, and null with 410',
    ]);
    expect(refusal(await add('/a/*/b', '/b'))[2]).toEqual([
      '/from must hold * only as its last part, after at most 6 others and without a query',
    ]);
  });

  it('is changed and removed from its version', async () => {
    const { json } = await add('/old', '/new');
    const target = `${REDIRECTS}/${json.id}`;
    const body = { from: '/old', to: '/newer', status: 301 };

    expect((await add('/old/', '/other')).json.code).toBe('redirect-exists');
    expect((await editor.send('PUT', target, { body })).statusCode).toBe(428);
    expect((await editor.change(target, body)).json).toMatchObject({ to: '/newer', version: 2 });
    expect(await led('/old')).toBe('301 /newer');
    const stale = await editor.send('DELETE', target, { headers: { 'if-match': '"1"' } });
    expect(stale.statusCode).toBe(412);
    expect((await editor.send('DELETE', target, { headers: { 'if-match': '"2"' } })).statusCode).toBe(200);
    expect(await led('/old')).toBe(404);
    expect(await list()).toEqual([]);
    const { json: day } = await editor.get('/v1/newsroom/acts?day=2026-11-23');
    expect(day.items.map(({ act, headline }: { act: string; headline: string }) => `${act} ${headline}`)).toEqual([
      'delete /old',
      'save /old',
      'create /old',
    ]);
  });

  it('costs nothing on a page that exists, one request where there is none, and two where it leads', async () => {
    await editor.publish({ slug: 'ferry' });
    await add('/old', '/new');
    const cost = async (path: string) => {
      await app.get(path, READ_ANEW);
      const { data } = app.logs.at(-1) ?? {};
      return (data as unknown as { readonly dynamodb: Usage }).dynamodb;
    };
    await cost('/abroad/ferry');
    // The paper's settings are remembered for five seconds.
    await cost('/d/e/f');

    expect(await cost('/abroad/ferry')).toEqual({ requests: 2, readUnits: 1, writeUnits: 0 });
    // The article that is not there, the redirect for it, and a count.
    expect(await cost('/abroad/nothing')).toMatchObject({ requests: 4, readUnits: 3, writeUnits: 1 });
    expect(await cost('/a/b/c')).toMatchObject({ requests: 2, readUnits: 2.5, writeUnits: 1 });
    expect(await cost('/old')).toMatchObject({ requests: 4, readUnits: 3.5, writeUnits: 1 });
    expect(await cost('/old')).toMatchObject({ requests: 2, readUnits: 0.5, writeUnits: 1 });
  });
});

describe('what readers ask for', () => {
  it('is counted by redirect, and by address where there is nothing', async () => {
    await add('/old', '/new');
    await Promise.all([led('/old'), led('/old')]);
    await led('/nowhere');
    await led('/nowhere?utm_source=mail');
    await led('/abroad/');

    expect((await list())[0]).toMatchObject({ from: '/old', hits: 2, lastHitAt: '2026-11-23T12:00:00.000Z' });
    expect(await misses()).toEqual(['/nowhere 2']);
    app.setClock('2026-11-23T12:00:10.000Z');
    await led('/index.php?p=5');
    expect(await misses()).toEqual(['/nowhere 2', '/index.php?p=5 1']);
    expect(await add('/nowhere', '/abroad')).toMatchObject({ statusCode: 201 });
    expect(await misses()).toEqual(['/index.php?p=5 1']);
  });

  it('costs a few writes, however many invented addresses are asked for', async () => {
    for (let index = 0; index < 300; index += 1) await led(`/invented-${index}`);

    expect((await misses()).length).toBeLessThanOrEqual(15);
    const items = await scan(app, 'published');
    expect(items.filter(({ pk }) => pk === 'MISSES').every(({ expiresAt }) => Number(expiresAt) > 0)).toBe(true);
  });
});

describe('verify', () => {
  it('names redirects that no list has, and those that lead back to themselves', async () => {
    await add('/a', '/b');
    await add('/b', '/c?x=1');
    const verify = async () =>
      (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => undefined)).violations;

    expect(await verify()).toEqual([]);
    const astray = {
      ...redirectKey(redirectId('/c')),
      type: 'redirect',
      from: '/c',
      to: '/a',
      status: 301,
      version: 1,
    };
    await app.client.send(new PutCommand({ TableName: app.tables.published, Item: astray }));
    expect((await verify()).map(lineOf)).toEqual([
      'redirect-circle: /a leads back to itself',
      'redirect-circle: /b leads back to itself',
      'redirect-circle: /c leads back to itself',
      'redirect-unlisted: /c is not in the list',
    ]);
  });
});
