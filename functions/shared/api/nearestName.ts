/** Characters of a name that are looked at: comparing takes the product of two lengths. */
const LONGEST = 40;

/**
 * The known name that was probably meant by one that is not: another spelling of it (`stand_first`, `Tag` for `tags`), at
 * most two letters away, or one whose words it has or lacks (`comments` for `commentsOpen`, `publishAt` for `at`).
 * @returns undefined where none is near.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = wordsOf(name);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of known) {
    const distance = distanceBetween(given, wordsOf(each));
    if (distance < least) [nearest, least] = [each, distance];
  }
  return nearest;
}

/** The words of a name, each in the singular and without capitals. */
const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, LONGEST)
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)
    .map((word) => word.toLowerCase().replace(/s$/, ''))
    .filter((word) => word !== '');

/** Edits between two names; more than two are none, unless the words of one are all in the other. */
function distanceBetween(one: readonly string[], other: readonly string[]): number {
  const [given, wanted] = [one.join(''), other.join('')];
  const edits = editsBetween(given, wanted);
  if (edits <= Math.min(2, Math.floor(Math.max(given.length, wanted.length) / 3))) return edits;
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.length > 0 && few.every((word) => many.includes(word)) ? edits : Number.POSITIVE_INFINITY;
}

/** Levenshtein's distance: letters put in, left out or replaced. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [nth, letter] of [...one].entries()) {
    const next = [nth + 1];
    for (let at = 0; at < other.length; at++) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
