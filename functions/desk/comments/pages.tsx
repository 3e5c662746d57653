import { moderationRoutes } from '../../moderation/routes.ts';
import { DecisionsBody, type QueuedComment } from '../../moderation/schema.ts';
import { type Reply, redirection } from '../../shared/api/reply.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Input, Operations } from '../../shared/api/route.ts';
import type { Total } from '../../shared/data/countUpTo.ts';
import { Failure } from '../../shared/failure.ts';
import type { Clock } from '../../shared/instant.ts';
import { mapConcurrent } from '../../shared/mapConcurrent.ts';
import { deskReply } from '../shell/answer.ts';
import { ask } from '../shell/ask.ts';
import { document } from '../shell/Shell.tsx';
import type { DeskSite } from '../shell/site.ts';
import { visitorIn } from '../shell/visit.ts';
import { queueAddress } from './addresses.ts';
import { BranchPage } from './BranchPage.tsx';
import type { Showing } from './CommentCard.tsx';
import { CommentPage } from './CommentPage.tsx';
import { ConflictPage, type Undecided } from './ConflictPage.tsx';
import { type Notice, noticeText, readNotice } from './notice.ts';
import { PersonPage } from './PersonPage.tsx';
import { QueuePage } from './QueuePage.tsx';
import type { deskModerateRoutes } from './routes.ts';
import { decisionsIn, type Queue, type QueuePlace } from './schema.ts';

export interface ModeratingPages {
  /** What the API does; pages call the same. */
  readonly operations: Pick<
    Operations<typeof moderationRoutes>,
    'listComments' | 'readComment' | 'readBranch' | 'decideComment' | 'decideComments' | 'openThread' | 'readPerson'
  >;
  /** The sizes of the queues where something waits, a few seconds old at most. */
  readonly waiting: () => Promise<Readonly<Partial<Record<Queue, Total>>>>;
  /** How long authors may change their comments, by the settings of the whole site. */
  readonly editMinutes: () => Promise<number>;
  readonly clock: Clock;
  readonly site: DeskSite;
}

type Request = Input<(typeof deskModerateRoutes)['showComments']>['request'];

/** Failures of a decision that are about the comment as it is now. */
const CONFLICTS: ReadonlySet<string> = new Set([
  'comment-already-decided',
  'article-withdrawn',
  'article-not-found',
] satisfies Failure['code'][]);
const lacksArticle = (code: string) => code !== 'comment-already-decided';
/** Comments read at once for the page of those that were not decided. */
const READ_AT_ONCE = 8;
/** What a page says that cannot be undone, by its word in the address. */
const SAID = ['noneTicked', 'closed', 'opened'] as const;

/** The pages for moderators. */
export function moderatingPages(options: ModeratingPages): Operations<typeof deskModerateRoutes> {
  const { operations, waiting, editMinutes, clock, site } = options;

  const showingOf = async (request: Request, place: QueuePlace): Promise<Showing> => ({
    site,
    visitor: visitorIn(request),
    now: clock(),
    place,
    editMinutes: await editMinutes(),
  });
  const keyOf = (request: Request) => visitorIn(request).formToken;
  const readComment = (id: string, request: Request): Promise<QueuedComment> =>
    ask(moderationRoutes.readComment, operations.readComment, request, { params: { id } });

  const backTo = (place: QueuePlace, notice: Notice, request: Request, next?: string): Reply => {
    const address = queueAddress(place, { done: noticeText(notice, keyOf(request)) });
    return redirection(303, next === undefined ? address : `${address}#c-${next}`);
  };

  return {
    showComments: async ({ query: { done, ...place }, request }) => {
      const { queue, order, article, limit, cursor } = place;
      const asked =
        queue === 'reported'
          ? { reported: 'true' as const, limit, cursor }
          : { verdict: queue, order, article, limit, cursor };
      const [page, totals, showing] = await Promise.all([
        ask(moderationRoutes.listComments, operations.listComments, request, { query: asked }),
        waiting(),
        showingOf(request, place),
      ]);
      const view = {
        comments: page.items,
        totals: article === undefined ? { ...totals, [queue]: page.total } : { [queue]: page.total },
        next: page.next,
        previous: page.previous,
        notice: readNotice(done, keyOf(request)),
        said: SAID.find((each) => each === done),
      };
      return deskReply(document(<QueuePage view={view} showing={showing} />));
    },

    showModerated: async ({ params: { id }, query, request }) => {
      const comment = await readComment(id, request);
      return deskReply(document(<CommentPage comment={comment} showing={await showingOf(request, query)} />));
    },

    showBranch: async ({ params, query, request }) => {
      const branch = await ask(moderationRoutes.readBranch, operations.readBranch, request, { params });
      const page = <BranchPage id={params.id} branch={branch} showing={await showingOf(request, query)} />;
      return deskReply(document(page));
    },

    decideAtDesk: async ({ params: { id }, query: place, body, request }) => {
      const { act, why, version, seen, next } = body;
      try {
        const body = { act, ...(why !== undefined && { why }), version };
        const decided = await ask(moderationRoutes.decideComment, operations.decideComment, request, {
          params: { id },
          body,
        });
        return backTo(place, { act, comments: [{ id, version: decided.version }] }, request, next);
      } catch (error) {
        if (!(error instanceof Failure) || !CONFLICTS.has(error.code)) throw error;
        const comment = await readComment(id, request);
        const undecided = {
          comment,
          version,
          seen: seen?.replaceAll('\r\n', '\n'),
          lacksArticle: lacksArticle(error.code),
        };
        const page = (
          <ConflictPage
            undecided={[undecided]}
            missing={0}
            notice={undefined}
            next={next}
            showing={await showingOf(request, place)}
          />
        );
        return deskReply(document(page), { status: 409 });
      }
    },

    decideTicked: async ({ query: place, body: fields, request }) => {
      const given = decisionsIn(fields);
      if (given.ids.length === 0) return redirection(303, queueAddress(place, { done: 'noneTicked' }));
      const body = parseBody(DecisionsBody, given);
      const { items } = await ask(moderationRoutes.decideComments, operations.decideComments, request, { body });
      const notice = {
        act: body.act,
        comments: items.flatMap(({ id, version }) => (version === null ? [] : [{ id, version }])),
      };
      const failed = items.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }]));
      const [only] = notice.comments;
      if (failed.length === 0) {
        // What is undone is somewhere in the list again.
        return backTo(
          place,
          notice,
          request,
          body.act === 'undo' && notice.comments.length === 1 ? only?.id : undefined,
        );
      }
      const undecided = await mapConcurrent(
        READ_AT_ONCE,
        failed,
        async ({ id, code }): Promise<Undecided | undefined> => {
          const comment = await readComment(id, request).catch(unlessMissing);
          return comment && { comment, version: body.versions[id] ?? 0, lacksArticle: lacksArticle(code) };
        },
      );
      const there = undecided.filter((each) => each !== undefined);
      const page = (
        <ConflictPage
          undecided={there}
          missing={undecided.length - there.length}
          notice={notice}
          next={undefined}
          showing={await showingOf(request, place)}
        />
      );
      return deskReply(document(page), { status: 409 });
    },

    showPerson: async ({ params, query, request }) => {
      const data = await ask(moderationRoutes.readPerson, operations.readPerson, request, { params, query });
      return deskReply(
        document(<PersonPage data={data} showing={{ site, visitor: visitorIn(request), now: clock() }} />),
      );
    },

    openThreadAtDesk: async ({ params, query: place, body: { open }, request }) => {
      const body = { open: open === 'yes' };
      await ask(moderationRoutes.openThread, operations.openThread, request, { params, body });
      return redirection(303, queueAddress(place, { done: body.open ? 'opened' : 'closed' }));
    },
  };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Failure && error.code === 'comment-not-found') return undefined;
  throw error;
}
