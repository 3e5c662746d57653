import { describe, expect, it } from 'vitest';
import { memoize } from '../../functions/shared/memoize.ts';

/** A function that remembers two answers and tells what it was asked for anew. */
function remembering() {
  const asked: string[] = [];
  const answer = memoize(2, (...texts: string[]) => {
    asked.push(texts.join('+'));
    return { texts };
  });
  return { asked, answer };
}

describe('rememberLast', () => {
  it('answers the same texts with the very same answer', () => {
    const { asked, answer } = remembering();

    const answers = [answer('a', 'b'), answer('a', 'b')];

    expect(answers[0]).toBe(answers[1]);
    expect(asked).toEqual(['a+b']);
  });

  it('tells texts apart that only together are the same', () => {
    const { answer } = remembering();

    const answers = [answer('ab', 'c'), answer('a', 'bc')];

    expect(answers.map(({ texts }) => texts)).toEqual([
      ['ab', 'c'],
      ['a', 'bc'],
    ]);
  });

  it('forgets what was not asked for the longest', () => {
    const { asked, answer } = remembering();

    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) answer(text);

    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not remember a failure', () => {
    let calls = 0;
    const answer = memoize(2, (text: string) => {
      calls += 1;
      if (calls === 1) throw new Error(text);
      return text;
    });

    expect(() => answer('a')).toThrow('a');
    expect(answer('a')).toBe('a');
  });
});
