import { describe, expect, it } from 'vitest';
import type { AkismetAnswer, AkismetQuestion } from '../../functions/comments/judging/akismet.ts';
import type { CommentSettings } from '../../functions/comments/settings/schema.ts';
import { ORIGIN, startApp } from '../support/app.ts';
import { anArticle } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';

const ON: Partial<CommentSettings> = { akismet: { enabled: true }, moderation: 'all-published', spamWords: ['cheap'] };

/** A site where everything is published unless a rule objects, and an Akismet that always says the same. */
async function withAkismet(says: AkismetAnswer, settings: Partial<CommentSettings> = ON) {
  const questions: AkismetQuestion[] = [];
  const akismet = async (question: AkismetQuestion) => {
    questions.push(question);
    return says;
  };
  const app = await startApp({ akismet, settings });
  await app.publication.publish(anArticle({ slug: 'ferry' }), undefined);
  const ferry = new Commenting(app);
  const verdictOf = async (id: string) => {
    const { verdict, rule } = (await ferry.moderate('GET', `/comments/${id}`)).json;
    return [verdict, rule];
  };
  return { app, ferry, questions, verdictOf };
}

describe('Akismet', () => {
  it('is not asked unless the settings say so', async () => {
    const { ferry, questions } = await withAkismet('spam', { moderation: 'all-published' });

    const { statusCode } = await ferry.send();

    expect([statusCode, questions]).toEqual([201, []]);
  });

  it('is told what it needs, of where the comment came from too', async () => {
    const { ferry, questions } = await withAkismet('ham');

    await ferry.send({ comment: 'Fine.' }, { sourceIp: '198.51.100.9', headers: { 'user-agent': 'a browser' } });

    expect(questions).toMatchObject([
      { site: ORIGIN, email: 'wren@example.org', comment: 'Fine.', sourceIp: '198.51.100.9', userAgent: 'a browser' },
    ]);
  });

  it.each([
    ['ham', 201, ['published', 'no-objection']],
    ['spam', 202, ['spam', 'akismet-spam']],
    ['failed', 202, ['held', 'akismet-failed']],
  ] as const)('that says %s', async (says, status, verdict) => {
    const { ferry, verdictOf } = await withAkismet(says);

    const { statusCode, json } = await ferry.send();

    expect(statusCode).toBe(status);
    expect(await verdictOf(json.id)).toEqual(verdict);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('is asked again about what an author changes', async () => {
    const { app, ferry, questions, verdictOf } = await withAkismet('ham');
    const { json } = await ferry.send();

    await app.post(`/v1/comments/${json.id}/edit`, { token: json.edit.token, comment: 'Changed.' });

    expect(questions.map(({ comment }) => comment)).toEqual(['Comment 1.', 'Changed.']);
    expect(await verdictOf(json.id)).toEqual(['published', 'no-objection']);
  });

  it('hears nothing of what is spam already', async () => {
    const { ferry, questions, verdictOf } = await withAkismet('ham');

    const { json } = await ferry.send({ comment: 'So cheap!' });

    expect(questions).toEqual([]);
    expect(await verdictOf(json.id)).toEqual(['spam', 'spam-word']);
  });
});
