/** Characters of a name that are compared: the comparison takes the product of the two lengths. */
const LONGEST = 40;
/** Letters of a name that is cut short. */
const LEAST_CUT = 3;

/**
 * Finds the known name that an unknown one probably meant: another spelling (`stand_first`, `Tag` for `tags`), at most
 * two letters away (two that changed places are one), one that is cut short (`lang`), or one with more or fewer words
 * (`comments` for `commentsOpen`, `publishAt` for `at`).
 * @returns undefined when none is near.
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

/** Splits a name into words, in the singular and in lower case. */
const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, LONGEST)
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)
    .map((word) => word.toLowerCase().replace(/s$/, ''))
    .filter((word) => word !== '');

/** The number of edits between two names; infinite above two, unless one name begins or contains the other. */
function distanceBetween(one: readonly string[], other: readonly string[]): number {
  const [given, wanted] = [one.join(''), other.join('')];
  const edits = editsBetween(given, wanted);
  if (edits <= Math.min(2, Math.floor(Math.max(given.length, wanted.length) / 3))) return edits;
  const [short, long] = given.length < wanted.length ? [given, wanted] : [wanted, given];
  if (short.length >= LEAST_CUT && long.startsWith(short)) return edits;
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.length > 0 && few.every((word) => many.includes(word)) ? edits : Number.POSITIVE_INFINITY;
}

/** The fewest letters to add, take away, replace or swap with their neighbour (optimal string alignment). */
function editsBetween(one: string, other: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let nth = 0; nth < one.length; nth++) {
    const next = [nth + 1];
    for (let at = 0; at < other.length; at++) {
      const replaced = (row[at] ?? 0) + (one[nth] === other[at] ? 0 : 1);
      const isSwapped = at > 0 && one[nth] === other[at - 1] && one[nth - 1] === other[at];
      const swapped = isSwapped ? (above[at - 1] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    [above, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
