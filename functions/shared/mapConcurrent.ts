/**
 * Maps items concurrently with a limit, for work that would contend for one DynamoDB item or hit a stage's throttle.
 * @returns the results, in the items' order.
 * @throws the first error, after all started work has ended.
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
