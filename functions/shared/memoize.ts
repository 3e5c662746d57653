/**
 * Makes a pure function answer at once what it was asked a moment ago.
 * @param most how many of the latest answers are kept.
 */
export function memoize<Texts extends readonly string[], Answer>(
  most: number,
  compute: (...texts: Texts) => Answer,
): (...texts: Texts) => Answer {
  const answers = new Map<string, Answer>();
  return (...texts) => {
    const key = JSON.stringify(texts);
    const answer = answers.get(key) ?? compute(...texts);
    // A map keeps the order in which it was filled, so the first is the one not asked for the longest.
    answers.delete(key);
    answers.set(key, answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
