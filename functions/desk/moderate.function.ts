import { verdictPartition, WHOLE_QUEUE } from '../comments/submitting/keys.ts';
import { type ModerationDecide, moderationOperations } from '../moderation/decide.function.ts';
import { createSettingsStore } from '../moderation/settingsStore.ts';
import { createPaperSettings } from '../sections/settingsStore.ts';
import type { Handler } from '../shared/api/stack.ts';
import { cached } from '../shared/data/cache.ts';
import { countUpTo } from '../shared/data/countUpTo.ts';
import { moderatingPages } from './comments/pages.tsx';
import { deskModerateRoutes } from './comments/routes.ts';
import type { Queue } from './comments/schema.ts';
import { createDesk, type Desk, deskParts } from './shell/createDesk.ts';
import { settledDesk } from './shell/settledDesk.ts';

export interface DeskModerate extends ModerationDecide, Pick<Desk, 'theme' | 'sessionKey' | 'issuer'> {}

/** The queues where something waits for moderators. The others only grow. */
const WAITING = ['held', 'reported', 'spam'] as const satisfies readonly Queue[];

/** The desk of moderators: pages over what moderation's API does. */
export const deskModerate = (all: DeskModerate): Handler =>
  settledDesk(all, createPaperSettings(all.client, all.tables.published, all.clock), (given) => {
    const { client, tables, clock } = given;
    const parts = deskParts(given);
    const settings = createSettingsStore(client, tables);
    const count = (queue: Queue) =>
      countUpTo(client, {
        table: tables.newsroom,
        index: 'byStatus',
        partition: verdictPartition(queue),
        range: WHOLE_QUEUE,
      });
    const pages = moderatingPages({
      operations: moderationOperations(given),
      waiting: cached(async () => {
        const totals = await Promise.all(WAITING.map(async (queue) => [queue, await count(queue)] as const));
        return Object.fromEntries(totals);
      }, clock),
      editMinutes: cached(async () => (await settings.site()).settings.editMinutes, clock),
      clock,
      site: parts.site,
    });
    return createDesk(deskModerateRoutes, pages, given, parts);
  });
