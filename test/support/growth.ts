/* How the time of a piece of work grows with what it is given: told as a ratio, since a machine's speed is its own. */

/** Rounds at most, for what seems to take longer; each size counts with its best, since whatever else goes on only ever adds to it. */
const ROUNDS = 8;
/** Milliseconds after which no other round is needed: noise is not that long. */
const LONG = 1_000;
/** Milliseconds below which a time tells more of the clock than of the work. */
const FLOOR = 8;
/** What twice the text may take: twice the time, and some for memory. */
export const TWICE = 2.5;

/** Milliseconds of CPU that a piece of work takes; a test file has a process of its own. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * What a text twice as long takes, as a ratio: the mean over the doublings from a text to one that is four times as long or
 * more, since a single one tells of garbage collection as well.
 * @param text the text of a length.
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
    if (best[1] > LONG) break;
  }
  return growth;
}
