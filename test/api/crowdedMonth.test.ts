import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { createArchiveStore, OUTLINE_UNITS_PER_SECOND, type Pace } from '../../functions/articles/archiveStore.ts';
import { listingPartition } from '../../functions/articles/keys.ts';
import { type Instant, toInstant } from '../../functions/shared/instant.ts';
import { type App, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';

/** A Query reads a megabyte at most, which is as many units. */
const UNITS_OF_A_QUERY = 128;
const STRETCH = { from: '2026-11-01T00:00:00.000Z' as Instant, to: '2026-12-01T00:00:00.000Z' as Instant };

let app: App;

/** Five megabytes of listing entries. */
beforeAll(async () => {
  app = await startApp();
  for (const day of Array.from({ length: 20 }, (_, index) => index + 1)) {
    const entries = Array.from({ length: 5 }, (_, index) => {
      const publishedAt = toInstant(new Date(Date.UTC(2026, 10, day, index)));
      const slug = `article-${day}-${index}`;
      const pk = listingPartition('latest');
      return { pk, sk: `${publishedAt}#${slug}`, slug, section: 'home', publishedAt, standfirst: 'x'.repeat(50_000) };
    });
    await app.client.send(
      new BatchWriteCommand({
        RequestItems: { [app.tables.published]: entries.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
  }
});

/** Time that passes only while somebody waits. */
function simulatedTime(): Pace & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => waits.reduce((sum, wait) => sum + wait, 0),
    pause: async (milliseconds) => void waits.push(milliseconds),
  };
}

describe('the outline of a month of many articles', () => {
  it('is whole, and read no faster than a fifth of what a partition has', async () => {
    const pace = simulatedTime();
    const archive = createArchiveStore(app.client, app.tables.published, pace);

    const articles = await archive.outline({ ...STRETCH, most: 20_000 }, new Date('2026-11-30T00:00:00.000Z'));

    const seconds = pace.now() / 1_000;
    expect(articles).toHaveLength(100);
    expect(pace.waits.length).toBeGreaterThan(3);
    // 100 entries of 50 kB, 4 kB of which are half a unit.
    const units = (100 * 50_000) / 4_096 / 2;
    expect(units - UNITS_OF_A_QUERY).toBeLessThanOrEqual(seconds * OUTLINE_UNITS_PER_SECOND * 1.1);
    expect(OUTLINE_UNITS_PER_SECOND).toBeLessThanOrEqual(3_000 / 5);
  });

  it('does not wait where one Query reads it all', async () => {
    const pace = simulatedTime();
    const archive = createArchiveStore(app.client, app.tables.published, pace);

    await archive.outline({ ...STRETCH, most: 10 }, new Date(NOON));

    expect(pace.waits).toEqual([]);
  });
});
