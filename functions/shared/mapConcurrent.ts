/**
 * Does a piece of work for each item, at most so many at the same moment: for what would meet on one item of DynamoDB, or at a stage's throttle.
 * @returns the results, in the items' order.
 * @throws the first error, once what had begun has ended: nothing goes on behind the caller's back.
 */
export async function mapConcurrent<Item, Result>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const workers = Array.from({ length: most }, async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  });
  const ended = await Promise.allSettled(workers);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return results;
}
