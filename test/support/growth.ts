/* How the time of work grows with its input, as a ratio, because a machine's speed varies. */

/** Least rounds, and milliseconds of CPU after which no more are tried. The best of each size counts: interference only adds. */
const ROUNDS = 3;
const PATIENCE = 6_000;
/** Milliseconds below which the clock's resolution dominates. */
const FLOOR = 8;
/**
 * Most growth for twice the text: twice the time, some for memory, and some for the neighbours on a busy machine, which share
 * its caches. Quadratic work grows fourfold.
 */
export const TWICE = 3.3;

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
  let spent = 0;
  for (let round = 0; growth > TWICE && (round < ROUNDS || spent < PATIENCE); round += 1) {
    for (const size of [0, 1] as const) {
      const cpu = await cpuOf(() => work(texts[size]));
      best[size] = Math.min(best[size], cpu);
      spent += cpu;
    }
    growth = (best[1] / Math.max(FLOOR, best[0])) ** (1 / Math.log2(long / short));
  }
  return growth;
}
