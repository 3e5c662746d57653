import { diffArrays } from 'diff';

/** Texts that differ in more items have nothing in common worth the search, which takes the square of it. */
const MOST_EDITS = 2_000;

/** A run of a merged text: settled, or one that two people changed in two ways. */
export type Run<Item> =
  | { readonly settled: readonly Item[] }
  | { readonly base: readonly Item[]; readonly mine: readonly Item[]; readonly theirs: readonly Item[] };

/**
 * Merges two changes of one text, as diff3 does: between the items that all three have in common, the side that changed
 * something wins; where both did, and differently, the run stays open.
 */
export function mergeRuns<Item>(
  base: readonly Item[],
  mine: readonly Item[],
  theirs: readonly Item[],
): readonly Run<Item>[] {
  const inMine = positions(base, mine);
  const inTheirs = positions(base, theirs);
  const runs: Run<Item>[] = [];
  let [b, m, t] = [0, 0, 0];
  for (let next = 0; next <= base.length; next += 1) {
    const isEnd = next === base.length;
    const nextMine = isEnd ? mine.length : inMine.get(next);
    const nextTheirs = isEnd ? theirs.length : inTheirs.get(next);
    if (nextMine === undefined || nextTheirs === undefined) continue;
    runs.push(settle(base.slice(b, next), mine.slice(m, nextMine), theirs.slice(t, nextTheirs)));
    if (!isEnd) runs.push({ settled: base.slice(next, next + 1) });
    [b, m, t] = [next + 1, nextMine + 1, nextTheirs + 1];
  }
  return runs;
}

/** What becomes of one run of which there are three forms. */
export function settle<Item>(base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): Run<Item> {
  if (same(mine, theirs) || same(theirs, base)) return { settled: mine };
  return same(mine, base) ? { settled: theirs } : { base, mine, theirs };
}

const same = <Item>(one: readonly Item[], other: readonly Item[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** Where each item of `from` that is kept stands in `to`. */
function positions<Item>(from: readonly Item[], to: readonly Item[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  let [before, after] = [0, 0];
  for (const { added, removed, value } of diffArrays([...from], [...to], { maxEditLength: MOST_EDITS }) ?? []) {
    if (!added && !removed) for (const index of value.keys()) kept.set(before + index, after + index);
    if (!added) before += value.length;
    if (!removed) after += value.length;
  }
  return kept;
}
