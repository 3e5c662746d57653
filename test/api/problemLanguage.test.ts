import { beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { anArticle, aSubmission } from '../support/builders.ts';

let app: App;

beforeAll(async () => {
  app = await startApp({ paper: { language: 'nl-NL' } });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
});

const none = (accept?: string) =>
  app.get('/v1/articles/none', accept === undefined ? {} : { headers: { 'accept-language': accept } });
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

describe('a problem document', () => {
  it('is in the paper’s language where nothing else is asked for', async () => {
    const answers = await Promise.all([none(), none('*'), none('ja'), none('x'.repeat(5_000))]);

    for (const { json, headers } of answers) {
      expect(json).toMatchObject({ title: 'Dat artikel bestaat niet', detail: 'Er is geen artikel onder ‘none’.' });
      expect(headers).toMatchObject({ 'content-language': 'nl-NL', vary: 'Accept-Language' });
    }
  });

  it.each([
    ['en', 'There is no such article'],
    ['de-AT, en;q=0.5', 'Diesen Artikel gibt es nicht'],
    ['fr;q=0.1, es;q=0.2', 'Ese artículo no existe'],
    ['fr', 'Cet article n’existe pas'],
    ['ar-EG', 'هذا المقال غير موجود'],
  ])('is in the one that %s asks for, with the same code', async (accept, title) => {
    const { json, headers } = await none(accept);

    expect(json).toMatchObject({ title, code: 'article-not-found', status: 404 });
    expect(headers.vary).toBe('Accept-Language');
  });

  it('is kept by caches in the paper’s language only, whoever asks first', async () => {
    const german = await none('de');
    const dutch = await none();
    const english = await none('en');

    expect([german, dutch, english].map(({ headers }) => headers['cache-control'])).toEqual([
      'private, no-store',
      expect.stringContaining('public'),
      'private, no-store',
    ]);
    expect([german, dutch, english].map(({ headers }) => headers['content-language'])).toEqual(['de', 'nl-NL', 'en']);
  });

  it('tells the faults of fields in it', async () => {
    const { email: _, ...rest } = aSubmission({ name: '' });
    const sent = await app.post('/v1/articles/ferry/comments', rest, { headers: { 'accept-language': 'de' } });

    expect(sent.json).toMatchObject({
      title: 'Ein Feld fehlt oder ist ungültig',
      detail: 'name darf nicht leer sein; email ist erforderlich.',
      errors: [
        { pointer: '/name', detail: 'darf nicht leer sein' },
        { pointer: '/email', detail: 'ist erforderlich' },
      ],
    });
  });
});

describe('what is no problem document', () => {
  it('says nothing of languages, and is the same for all', async () => {
    const paths = ['/v1/articles/ferry', '/abroad/ferry', '/abroad/none', '/feed.rss', '/v1/articles'];
    for (const path of paths) {
      const [german, plain] = await Promise.all([
        app.get(path, { headers: { 'accept-language': 'de' } }),
        app.get(path),
      ]);

      expect([path, german.headers.vary, german.headers['content-language']]).toEqual([path, undefined, undefined]);
      expect(german.body).toBe(plain.body);
    }
  });

  it('is a page in the paper’s language, whatever the browser’s', async () => {
    const { email: _, ...rest } = aSubmission();
    const body = String(new URLSearchParams({ name: rest.name, comment: rest.comment }));
    const headers = { ...FORM, 'accept-language': 'de' };
    const { statusCode, body: html } = await app.post('/v1/articles/ferry/comments', body, { headers });

    expect(statusCode).toBe(422);
    expect(html).toContain('E-mailadres is verplicht.');
    expect(html).toContain('Uw reactie is niet verzonden.');
  });
});
