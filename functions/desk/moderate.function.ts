import { type ModerationDecide, moderationOperations } from '../moderation/decide.function.ts';
import { createPaperSettings } from '../sections/settingsStore.ts';
import type { Handler } from '../shared/api/stack.ts';
import { moderatingPages } from './comments/pages.tsx';
import { deskModerateRoutes } from './comments/routes.ts';
import { createDesk, type Desk, deskParts } from './shell/createDesk.ts';
import { settledDesk } from './shell/settledDesk.ts';

export interface DeskModerate extends ModerationDecide, Pick<Desk, 'theme' | 'sessionKey' | 'issuer'> {}

/** The desk of moderators: pages over what moderation's API does. */
export const deskModerate = (all: DeskModerate): Handler =>
  settledDesk(all, createPaperSettings(all.client, all.tables.published, all.clock), (given) => {
    const parts = deskParts(given);
    const pages = moderatingPages({ operations: moderationOperations(given), site: parts.site });
    return createDesk(deskModerateRoutes, pages, given, parts);
  });
