import { moderationRoutes } from '../../moderation/routes.ts';
import type { Operations } from '../../shared/api/route.ts';
import { deskReply } from '../shell/answer.ts';
import { ask } from '../shell/ask.ts';
import { document } from '../shell/Shell.tsx';
import type { DeskSite } from '../shell/site.ts';
import { visitorIn } from '../shell/visit.ts';
import { CountsPage } from './CountsPage.tsx';
import type { deskModerateRoutes } from './routes.ts';

export interface ModeratingPages {
  /** What the API does; pages call the same. */
  readonly operations: Pick<Operations<typeof moderationRoutes>, 'listComments'>;
  readonly site: DeskSite;
}

/** The pages for moderators. */
export function moderatingPages({ operations, site }: ModeratingPages): Operations<typeof deskModerateRoutes> {
  return {
    showComments: async ({ request }) => {
      const count = async (queue: { readonly verdict: 'held' } | { readonly reported: 'true' }) => {
        const query = { ...queue, limit: 1, cursor: undefined };
        return (await ask(moderationRoutes.listComments, operations.listComments, request, { query })).total;
      };
      const [held, reported] = await Promise.all([count({ verdict: 'held' }), count({ reported: 'true' })]);
      const page = <CountsPage held={held} reported={reported} site={site} visitor={visitorIn(request)} />;
      return deskReply(document(page));
    },
  };
}
