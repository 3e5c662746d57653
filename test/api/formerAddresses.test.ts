import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { formerAddressKey } from '../../functions/newsroom/keys.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { mendFormerAddresses, verifyTables } from '../../infra/commands/verify.ts';
import { type App, startApp } from '../support/app.ts';
import { ARTICLES, Editor, EVENING, readPages } from '../support/newsroom.ts';

const REDIRECTS = '/v1/newsroom/redirects';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

interface Listed {
  readonly id: string;
  readonly from: string;
  readonly to: string | null;
  readonly status: number;
  readonly automatic: boolean;
}
const all = async (): Promise<readonly Listed[]> => {
  const pages = await readPages((target) => editor.get(target), `${REDIRECTS}?limit=2`);
  return pages.flatMap(({ json }) => json.items);
};
const list = async () => (await all()).map(({ from, to }) => `${from} → ${to}`);
const led = async (path: string) => {
  const { statusCode, headers } = await app.get(path);
  return headers.location === undefined ? statusCode : `${statusCode} ${headers.location}`;
};
/** Each listed one does for readers what the list says. */
const requireTruth = async () => {
  for (const { from, to } of await all()) {
    if (to === null) expect([from, await led(from)]).toEqual([from, 410]);
    else {
      expect([from, await led(from)]).toEqual([from, `301 ${to}`]);
      expect([to, await led(to)]).toEqual([to, 200]);
    }
  }
};
const act = async (address: string, step: string, body: object = {}) => {
  const { etag } = (await editor.get(address)).headers;
  const answer = await editor.send('POST', `${address}/${step}`, {
    body,
    headers: etag === undefined ? {} : { 'if-match': etag },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()]);
  return answer;
};
const rename = (section: string, name: string) => act(`/v1/newsroom/sections/${section}`, 'rename', { name });
const verify = async () => (await verifyTables(app, new Date('2026-11-23T12:00:00.000Z'), () => undefined)).violations;

/** Publishes a page at `/imprint`, and moves it to `/about-us`. */
async function movePage(): Promise<void> {
  const created = await editor.send('POST', '/v1/newsroom/pages', {
    body: { headline: 'Imprint', slug: 'imprint', body: 'Who we are.' },
  });
  const page = `/v1/newsroom/pages/${created.json.id}`;
  await act(page, 'publish');
  const { etag = '' } = (await editor.get(page)).headers;
  await editor.send('PATCH', page, { body: { slug: 'about-us' }, headers: { 'if-match': etag } });
  await act(page, 'publish');
}

describe('the list of redirects', () => {
  it('has the former addresses of an article, with where it is now, and marks them', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await editor.send('POST', REDIRECTS, { body: { from: '/old', to: '/abroad' } });
    await story.save({ slug: 'quay' });
    expect(await list()).toEqual(['/old → /abroad']);
    await story.publish();
    await story.save({ slug: 'night-boat', section: 'home' });
    await story.publish();

    expect(await all()).toEqual([
      expect.objectContaining({ from: '/old', automatic: false, hits: 0, version: 1 }),
      {
        id: 'article:ferry',
        from: '/abroad/ferry',
        to: '/home/night-boat',
        status: 301,
        automatic: true,
        hits: null,
        lastHitAt: null,
        version: 0,
      },
      expect.objectContaining({ from: '/abroad/quay', to: '/home/night-boat', automatic: true }),
    ]);
    await requireTruth();
    // Where it will be is not where it leads.
    await story.save({ slug: 'night-boat', section: 'abroad' });
    expect(await list()).toContain('/abroad/ferry → /home/night-boat');
    await story.take('withdraw');
    expect(await list()).toEqual(['/old → /abroad', '/abroad/ferry → null', '/abroad/quay → null']);
    await requireTruth();
    await story.take('restore');
    expect(await list()).toContain('/abroad/ferry → /home/night-boat');
    expect((await verify()).map(lineOf)).toEqual([]);
  });

  it('loses an address that its article has again, and has none of what was never public', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await story.save({ slug: 'quay' });
    await story.publish();
    await story.save({ slug: 'ferry' });
    await story.publish();
    const later = await editor.create({ slug: 'later' });
    await later.publish(EVENING);
    await later.save({ slug: 'much-later' });

    expect(await list()).toEqual(['/abroad/quay → /abroad/ferry']);
    expect((await verify()).map(lineOf)).toEqual([]);
  });

  it('has those of pages, sections and authors', async () => {
    await movePage();
    await editor.publish({ slug: 'ferry', byline: ['Ines Calder'] });
    await act('/v1/newsroom/authors/ines-calder', 'rename', { slug: 'ines-vale' });
    await act('/v1/newsroom/authors/ines-vale', 'rename', { slug: 'ines' });
    await rename('abroad', 'world');
    await rename('world', 'globe');
    await act('/v1/newsroom/sections/home', 'merge', { into: 'globe' });

    expect(await list()).toEqual([
      '/authors/ines-calder → /authors/ines',
      '/authors/ines-vale → /authors/ines',
      '/imprint → /about-us',
      '/abroad → /globe',
      '/home → /globe',
      '/world → /globe',
    ]);
    await requireTruth();
    await rename('globe', 'abroad');
    await act('/v1/newsroom/authors/ines', 'rename', { slug: 'ines-calder' });
    expect(await list()).toEqual([
      '/authors/ines → /authors/ines-calder',
      '/authors/ines-vale → /authors/ines-calder',
      '/imprint → /about-us',
      '/globe → /abroad',
      '/home → /abroad',
      '/world → /abroad',
    ]);
    expect((await verify()).map(lineOf)).toEqual([]);
  });

  it('keeps them as they are, and says why; a redirect in their place is refused', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await story.save({ slug: 'quay' });
    await story.publish();
    const address = `${REDIRECTS}/${encodeURIComponent('article:ferry')}`;
    const headers = { 'if-match': '"0"' };
    const body = { from: '/abroad/ferry', to: '/home', status: 301 };

    const answers = [
      await editor.send('PUT', address, { body, headers }),
      await editor.send('DELETE', address, { headers }),
      await editor.send('DELETE', address),
    ];

    expect((await editor.get(address)).json).toMatchObject({ from: '/abroad/ferry', automatic: true });
    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      answers.map(() => [409, 'redirect-automatic']),
    );
    expect(answers[0]?.json.detail).toBe(
      '/abroad/ferry is a former address, and leads to /abroad/quay by itself. It goes when what had it has it again.',
    );
    expect((await editor.get(`${REDIRECTS}/article%3Aquay`)).json.code).toBe('redirect-not-found');
    const hidden = await editor.send('POST', REDIRECTS, { body });
    expect(hidden.json.errors[0].detail).toBe('would never be followed: /abroad/ferry → quay is there');
  });

  it('takes no redirect at the former address of a page or an author', async () => {
    await movePage();
    await editor.publish({ slug: 'ferry', byline: ['Ines Calder'] });
    await act('/v1/newsroom/authors/ines-calder', 'rename', { slug: 'ines' });

    for (const from of ['/imprint', '/authors/ines-calder']) {
      const { statusCode, json } = await editor.send('POST', REDIRECTS, { body: { from, to: '/home' } });
      expect([from, statusCode, json.errors?.[0].pointer]).toEqual([from, 422, '/from']);
    }
  });

  it('is brought up to date by verify for what has moved before there was the list', async () => {
    const story = await editor.publish({ slug: 'ferry' });
    await story.save({ slug: 'quay' });
    await story.publish();
    await rename('abroad', 'world');
    const before = await all();
    const remove = async (id: string) => {
      const { DeleteCommand } = await import('@aws-sdk/lib-dynamodb');
      await app.client.send(new DeleteCommand({ TableName: app.tables.newsroom, Key: formerAddressKey(id) }));
    };
    for (const { id } of before) await remove(id);
    const astray = { ...formerAddressKey('author:nobody'), type: 'former-address', kind: 'author', name: 'nobody' };
    await app.client.send(
      new PutCommand({ TableName: app.tables.newsroom, Item: { ...astray, from: '/authors/nobody', owner: 'nobody' } }),
    );

    const found = await verify();
    expect(found.map(lineOf)).toEqual(
      [
        'former-address-missing: article:ferry is not in the list of redirects',
        'former-address-missing: section:abroad is not in the list of redirects',
        'former-address-astray: author:nobody is in the list of redirects, and is nobody’s former address',
      ].toSorted(),
    );
    expect(await mendFormerAddresses(app, found)).toBe(3);
    expect((await verify()).map(lineOf)).toEqual([]);
    expect(await list()).toEqual(['/world/ferry → /world/quay', '/abroad → /world']);
  });
});

describe('the largest change of an address', () => {
  it('is one transaction: an article with 32 tags and twenty former slugs', async () => {
    const tags = Array.from({ length: 32 }, (_, index) => `tag-${index}`);
    const story = await editor.publish({ slug: 'ferry-0', tags });
    for (let index = 1; index <= 20; index += 1) {
      await story.save({ slug: `ferry-${index}` });
      expect((await story.publish()).statusCode).toBe(200);
    }
    await story.save({ slug: 'ferry-0' });

    expect((await story.publish()).statusCode).toBe(200);
    expect((await list()).length).toBe(20);
    expect((await editor.get(`${ARTICLES}/${story.id}`)).json.formerSlugs.length).toBe(20);
    expect((await verify()).map(lineOf)).toEqual([]);
  });
});
