import { diffArrays } from 'diff';

/** Beyond this many differences the texts count as wholly different: a diff takes quadratic time in their number. */
const MOST_EDITS = 2_000;

/** A run of a merged text: settled, or a conflict with its three versions. */
export type Run<Item> =
  | { readonly settled: readonly Item[] }
  | { readonly base: readonly Item[]; readonly mine: readonly Item[]; readonly theirs: readonly Item[] };

/**
 * Three-way merge, as diff3 does it. Between the items that all three texts share, the side that changed something wins;
 * when both changed it differently, the run is a conflict.
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

/** Merges one run. */
export function settle<Item>(base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): Run<Item> {
  if (same(mine, theirs) || same(theirs, base)) return { settled: mine };
  return same(mine, base) ? { settled: theirs } : { base, mine, theirs };
}

const same = <Item>(one: readonly Item[], other: readonly Item[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** The index in `to` of each unchanged item of `from`, by its index there. */
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
