/* How the time of work grows with its input, as a ratio, because a machine's speed varies. */

/** Most rounds. The best of each size counts, because interference only ever adds time. */
const ROUNDS = 8;
/** Milliseconds after which few rounds do: noise is short beside it. */
const LONG = 1_000;
const FEW_ROUNDS = 3;
/** Milliseconds below which the clock's resolution dominates. */
const FLOOR = 8;
/** Most growth for twice the text: twice the time, and some for memory. */
export const TWICE = 2.5;

/** CPU milliseconds of work; a process runs one test file at a time. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * Growth for twice the text: the mean over the doublings up to four times its length or more, because a single one
 * includes garbage collection.
 * @param text makes a text of a length.
 */
export async function growthOf(
  text: (length: number) => string,
  [short, long]: readonly [number, number],
  work: (text: string) => unknown,
): Promise<number> {
  const texts = [text(short), text(long)] as const;
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number];
  let growth = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && growth > TWICE; round += 1) {
    best[0] = Math.min(best[0], await cpuOf(() => work(texts[0])));
    best[1] = Math.min(best[1], await cpuOf(() => work(texts[1])));
    growth = (best[1] / Math.max(FLOOR, best[0])) ** (1 / Math.log2(long / short));
    if (best[1] > LONG && round + 1 >= FEW_ROUNDS) break;
  }
  return growth;
}
