import { beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';

let app: App;

beforeAll(async () => {
  app = await startApp();
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
});

/** Sends the form as a browser does. */
const sendForm = (fields: Readonly<Record<string, string>>) =>
  app.post('/v1/articles/ferry/comments', new URLSearchParams(fields).toString(), {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('a form that is not taken', () => {
  it.each(['the one above', 'l'.repeat(10_001)])('comes back without the parent that is none', async (parentId) => {
    const answer = await sendForm({ name: 'Wren', email: 'wren@example.org', comment: 'It smelt of paint.', parentId });

    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('It smelt of paint.');
    expect(answer.body).not.toContain('name="parentId"');
    expect(app.logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
