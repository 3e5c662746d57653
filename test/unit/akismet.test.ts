import { describe, expect, it } from 'vitest';
import { type AkismetQuestion, createAkismet } from '../../functions/comments/judging/akismet.ts';

const question: AkismetQuestion = {
  site: 'https://paper.example.org',
  name: 'Wren',
  email: 'wren@example.org',
  website: null,
  comment: 'It smelt of paint.',
  sourceIp: '203.0.113.7',
  userAgent: 'a browser',
};
const key = async () => 'the-key';
const saying =
  (text: string, status = 200) =>
  async () =>
    new Response(text, { status });
const never = () => new Promise<never>(() => {});

/** How long something takes, in milliseconds, and what comes of it. */
async function timed<T>(work: () => Promise<T>): Promise<{ readonly took: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { took: performance.now() - start, result };
}

describe('createAkismet', () => {
  it('sends what Akismet asks for, to its address', async () => {
    const sent: [string, RequestInit | undefined][] = [];
    const akismet = createAkismet(key, async (address, options) => {
      sent.push([String(address), options]);
      return new Response('false');
    });

    await akismet({ ...question, website: 'https://wren.example.org/' });

    expect(sent).toHaveLength(1);
    const [[address, options] = ['', undefined]] = sent;
    expect([address, options?.method]).toEqual(['https://rest.akismet.com/1.1/comment-check', 'POST']);
    expect(Object.fromEntries(options?.body as URLSearchParams)).toEqual({
      api_key: 'the-key',
      blog: 'https://paper.example.org',
      user_ip: '203.0.113.7',
      user_agent: 'a browser',
      comment_type: 'comment',
      comment_author: 'Wren',
      comment_author_email: 'wren@example.org',
      comment_author_url: 'https://wren.example.org/',
      comment_content: 'It smelt of paint.',
    });
  });

  it.each([
    ['true', 'spam'],
    ['false', 'ham'],
    ['invalid', 'failed'],
    ['', 'failed'],
    ['<html>true</html>', 'failed'],
  ])('takes %j for %s', async (text, answer) => {
    expect(await createAkismet(key, saying(text))(question)).toBe(answer);
  });

  it.each<[string, () => Promise<string>, typeof fetch]>([
    ['Akismet cannot be reached', key, async () => Promise.reject(new TypeError('fetch failed'))],
    ['Akismet is down', key, saying('true or false', 500)],
    ['there is no key', async () => Promise.reject(new Error('no secret')), saying('false')],
    [
      'the answer breaks off',
      key,
      async () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('reset')) })),
    ],
  ])('has failed where %s, and throws nothing', async (_what, keyFrom, send) => {
    expect(await createAkismet(keyFrom, send)(question)).toBe('failed');
  });

  it.concurrent.for<[string, () => Promise<string>, typeof fetch]>([
    ['Akismet', key, never],
    ['the key', never, saying('false')],
    ['the end of the answer', key, async () => new Response(new ReadableStream({ pull: never }))],
  ])('waits a second for %s, and ends', async ([_what, keyFrom, send], { expect }) => {
    const { took, result } = await timed(() => createAkismet(keyFrom, send)(question));

    expect(result).toBe('failed');
    // How much longer says more of the machine; that it ends at all is the limit's doing.
    expect(took).toBeGreaterThan(950);
  });

  it.concurrent('gives its request up when the second is over', async ({ expect }) => {
    let aborted: AbortSignal | undefined;
    const akismet = createAkismet(key, (_address, options) => {
      aborted = options?.signal ?? undefined;
      return never();
    });

    await akismet(question);

    expect(aborted?.aborted).toBe(true);
  });
});
