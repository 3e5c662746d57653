import { beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { elsewhere } from '../support/publisher.ts';

const ABROAD = { name: 'abroad', title: 'Abroad', description: 'The wide world.', position: 1 };
const HOME = { name: 'home', title: 'Home', description: 'The city.', position: 2 };

let app: App;

beforeEach(async () => {
  app = await startApp();
});

/** What each request spent on DynamoDB, in the order they were answered. */
const spending = () => app.logs.filter(({ message }) => message === 'request').map(({ data }) => data.dynamodb);

describe('GET /v1/sections', () => {
  it('answers the sections in the order of the paper, whole', async () => {
    const science = { name: 'science', title: 'Science', description: 'How the world works.', position: 10 };
    const culture = { name: 'culture', title: 'Culture', description: 'Books and plays.', position: 9 };
    await app.publication.putSection(science);
    await app.publication.putSection(culture);

    const answer = await app.get('/v1/sections');

    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=10, s-maxage=20, stale-while-revalidate=10',
    });
    expect(answer.headers.link).toBeUndefined();
    expect(answer.json).toEqual({ items: [ABROAD, HOME, culture, science], next: null, previous: null });
  });

  it('answers a section that has changed places once, at its new one', async () => {
    await app.publication.putSection({ ...ABROAD, position: 3 });

    const { json } = await app.get('/v1/sections');

    expect(json.items).toEqual([HOME, { ...ABROAD, position: 3 }]);
  });

  it('remembers for five seconds what another instance has changed since, and no longer', async () => {
    const titleAt = async (instant: string) => {
      app.setClock(instant);
      return (await app.get('/v1/sections')).json.items[0].title;
    };
    const first = await titleAt('2026-11-23T12:00:00.000Z');
    await elsewhere(app).putSection({ ...ABROAD, title: 'The World' });

    const remembered = await titleAt('2026-11-23T12:00:04.999Z');
    const fresh = await titleAt('2026-11-23T12:00:05.000Z');

    expect([first, remembered, fresh]).toEqual(['Abroad', 'Abroad', 'The World']);
    expect(spending().map((usage) => usage?.requests)).toEqual([1, 0, 1]);
  });

  it('shows a new title on articles and cards after ten seconds: five of the sections, five of the answer', async () => {
    await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
    const titles = async () => {
      const [article, list] = await Promise.all([app.get('/v1/articles/ferry'), app.get('/v1/articles')]);
      return [article.json.section.title, list.json.items[0].section.title];
    };
    await app.get('/v1/articles?limit=1');
    await elsewhere(app).putSection({ ...ABROAD, title: 'The World' });

    app.setClock('2026-11-23T12:00:04.999Z');
    await titles();
    app.setClock('2026-11-23T12:00:09.998Z');
    const remembered = await titles();
    app.setClock('2026-11-23T12:00:09.999Z');
    const fresh = await titles();

    expect(remembered).toEqual(['Abroad', 'Abroad']);
    expect(fresh).toEqual(['The World', 'The World']);
  });

  it('reads them once however many ask at the same moment', async () => {
    await Promise.all(Array.from({ length: 20 }, () => app.get('/v1/sections')));

    const requests = spending().reduce((sum, usage) => sum + (usage?.requests ?? 0), 0);

    expect(requests).toBe(1);
  });

  it('asks again at once after a read that failed', async () => {
    let failures = 1;
    app = await startApp({
      wrapClient: (client) =>
        Object.assign(Object.create(client), {
          send: (command: Parameters<typeof client.send>[0]) =>
            failures-- > 0 ? Promise.reject(new Error('out of order')) : client.send(command),
        }),
    });

    const answers = [await app.get('/v1/sections'), await app.get('/v1/sections')];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 200]);
  });

  it('answers 304 while nothing has changed', async () => {
    const { headers } = await app.get('/v1/sections');

    const answer = await app.get('/v1/sections', { headers: { 'if-none-match': headers.etag ?? '' } });

    expect(answer.statusCode).toBe(304);
  });
});

describe('GET /v1/sections/{section}', () => {
  it('answers a section', async () => {
    const answer = await app.get('/v1/sections/home');

    expect(answer.statusCode).toBe(200);
    expect(answer.json).toEqual(HOME);
  });

  it('answers 404 for an unknown one', async () => {
    const answer = await app.get('/v1/sections/weather');

    expect(answer.statusCode).toBe(404);
    expect(answer.json).toMatchObject({ code: 'section-not-found', detail: 'There is no section "weather".' });
  });

  it.each(['Home', 'home-', '..', 'hom%C3%89', 'x'.repeat(41)])(
    'answers 404 and names the section for %s',
    async (name) => {
      const answer = await app.get(`/v1/sections/${name}`);

      expect(answer.statusCode).toBe(404);
      expect(answer.json).toMatchObject({ code: 'parameter-invalid', errors: [{ parameter: 'section' }] });
    },
  );

  it.each([
    ['home', 200],
    ['weather', 404],
  ])('answers HEAD for %s with the headers of GET and no body', async (name, status) => {
    const get = await app.get(`/v1/sections/${name}`);

    const head = await app.request('HEAD', `/v1/sections/${name}`);

    expect(head).toMatchObject({ statusCode: status, headers: get.headers, body: '' });
  });
});
