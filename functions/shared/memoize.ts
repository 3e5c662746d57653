/**
 * Memoizes a pure function.
 * @param most number of most recently used results to keep.
 */
export function memoize<Texts extends readonly string[], Answer>(
  most: number,
  compute: (...texts: Texts) => Answer,
): (...texts: Texts) => Answer {
  const answers = new Map<string, Answer>();
  return (...texts) => {
    const key = JSON.stringify(texts);
    const answer = answers.get(key) ?? compute(...texts);
    // A Map iterates in insertion order, so the first key is the least recently used.
    answers.delete(key);
    answers.set(key, answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
