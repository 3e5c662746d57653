import type { ModerationAction } from '../../moderation/actions.ts';
import type { QueuedComment } from '../../moderation/schema.ts';
import type { Total } from '../../shared/data/countUpTo.ts';
import { FormToken, Shell } from '../shell/Shell.tsx';
import { commentAddress, decisionsAddress, queueAddress, queueLike, threadAddress } from './addresses.ts';
import { CommentCard, ReasonField, type Showing } from './CommentCard.tsx';
import type { Notice } from './notice.ts';
import { type Queue, type QueuePlace, queues } from './schema.ts';

export interface QueueView {
  readonly comments: readonly QueuedComment[];
  /** Sizes of queues, where they are known. */
  readonly totals: Readonly<Partial<Record<Queue, Total>>>;
  readonly next: string | null;
  readonly previous: string | null;
  readonly notice: Notice | undefined;
  /** A message without an action to undo. */
  readonly said: 'noneTicked' | 'closed' | 'opened' | undefined;
}

interface QueuePageProps {
  readonly view: QueueView;
  readonly showing: Showing;
}

const PAGE_SIZES = [20, 100] as const;

/** A queue with a form for each comment, and one for those that are ticked. */
export function QueuePage({ view, showing }: QueuePageProps) {
  const { site, visitor, place } = showing;
  const { queue, comments: room, pages, previous, next } = site.words;
  const { comments } = view;
  return (
    <Shell site={site} visitor={visitor} room="comments" title={`${room}: ${queue.name[place.queue]}`}>
      <h1 class="hidden">{`${room}: ${queue.name[place.queue]}`}</h1>
      <nav aria-label={queue.queues}>
        <ul class="tabs queues">
          {queues.map((each) => (
            <li>
              <a
                href={queueLike(place, {
                  queue: each,
                  order: undefined,
                  ...(each === 'reported' && { article: undefined }),
                })}
                aria-current={each === place.queue ? 'page' : undefined}
              >
                {queue.name[each]}
                <Count total={view.totals[each]} showing={showing} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {(view.notice ?? view.said) !== undefined && (
        <div class="notice" role="status">
          {view.notice ? <Done notice={view.notice} showing={showing} /> : <p>{queue[view.said ?? 'noneTicked']}</p>}
        </div>
      )}
      {place.article !== undefined && <ThreadBar article={place.article} comments={comments} showing={showing} />}
      {comments.map((comment, index) => (
        <CommentCard
          comment={comment}
          showing={showing}
          // Of the first, the next will be the first.
          next={index > 0 ? comments[index + 1]?.id : undefined}
          ticks
          hasKeys={index === 0}
        />
      ))}
      {comments.length > 0 ? <Several comments={comments} showing={showing} /> : <Nothing showing={showing} />}
      <nav class="turn" aria-label={pages}>
        {view.previous !== null && (
          <a rel="prev" href={queueAddress({ ...place, cursor: view.previous })}>
            {previous}
          </a>
        )}
        {view.next !== null && (
          <a rel="next" href={queueAddress({ ...place, cursor: view.next })}>
            {next}
          </a>
        )}
      </nav>
      <Ways showing={showing} />
    </Shell>
  );
}

function Count({ total, showing: { site } }: { readonly total: Total | undefined; readonly showing: Showing }) {
  return total === undefined ? null : <span class="count">{site.words.queue.total(total.count, total.exact)}</span>;
}

/** What was just done, and the way back. */
export function Done({ notice: { act, comments }, showing }: { readonly notice: Notice; readonly showing: Showing }) {
  const { site, place, visitor } = showing;
  const { queue } = site.words;
  const [only] = comments;
  return (
    <form class="acts" method="post" action={decisionsAddress(place)}>
      <p>{queue.done[act](comments.length)}</p>
      {act !== 'undo' && (
        <>
          <FormToken visitor={visitor} />
          <input type="hidden" name="all" value={comments.map(({ id, version }) => `${id}:${version}`).join(' ')} />
          {/* biome-ignore lint/a11y/noAccessKey: sixty decisions by keys, without a script */}
          <button type="submit" name="act" value="undo" accessKey="u">
            {queue.act.undo}
          </button>
        </>
      )}
      {comments.length === 1 && only && <a href={commentAddress(only.id, place)}>{queue.showIt}</a>}
    </form>
  );
}

const Nothing = ({ showing: { site, place } }: { readonly showing: Showing }) => {
  const { queue } = site.words;
  if (place.cursor === undefined) return <p>{place.queue === 'held' ? queue.emptyHeld : queue.empty}</p>;
  return (
    <p>
      {queue.emptyPage} <a href={queueLike(place, {})}>{queue.firstPage}</a>
    </p>
  );
};

/** The decisions that a list of each queue offers for several comments. */
const ON_SEVERAL: Readonly<Record<Queue, readonly Exclude<ModerationAction, 'undo'>[]>> = {
  held: ['approve', 'reject', 'spam'],
  reported: ['approve', 'reject', 'spam', 'remove'],
  spam: ['approve', 'reject', 'restore'],
  published: ['reject', 'spam', 'remove'],
  rejected: ['approve', 'spam', 'restore'],
  removed: ['reject', 'spam', 'restore'],
};

/** Decides on those that are ticked, or on the whole page. */
function Several({ comments, showing }: { readonly comments: readonly QueuedComment[]; readonly showing: Showing }) {
  const { site, place, visitor } = showing;
  const { queue } = site.words;
  const decidable = comments.filter(({ comment }) => comment !== '');
  return (
    <form id="bulk" class="acts several" method="post" action={decisionsAddress(place)}>
      <FormToken visitor={visitor} />
      <ReasonField site={site} />
      <label class="tick">
        <input type="checkbox" name="all" value={decidable.map(({ id, version }) => `${id}:${version}`).join(' ')} />
        {queue.allHere(decidable.length)}
      </label>
      <fieldset class="acts">
        <legend>{queue.ticked}</legend>
        {ON_SEVERAL[place.queue].map((act) => (
          <button type="submit" name="act" value={act}>
            {act === 'approve' && place.queue === 'reported' ? queue.act.keep : queue.act[act]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

/** The article of a list, whose thread can be closed and opened. */
function ThreadBar({
  article,
  comments,
  showing,
}: {
  readonly article: string;
  readonly comments: readonly QueuedComment[];
  readonly showing: Showing;
}) {
  const { site, place, visitor } = showing;
  const { queue } = site.words;
  return (
    <form class="acts" method="post" action={threadAddress(article, place)}>
      <FormToken visitor={visitor} />
      <p>
        {queue.on} <bdi>{comments[0]?.headline ?? article}</bdi>
      </p>
      <button type="submit" name="open" value="no">
        {queue.close}
      </button>
      <button type="submit" name="open" value="yes">
        {queue.open}
      </button>
      <a href={queueLike(place, { article: undefined })}>{site.words.backTo(site.words.comments)}</a>
    </form>
  );
}

/** The orders and sizes of the list. Reported comments have the order of their reports. */
function Ways({ showing: { site, place } }: { readonly showing: Showing }) {
  const { queue } = site.words;
  const orders = place.queue === 'reported' ? [] : (['oldest', 'newest'] as const);
  const way = (text: string, changes: Partial<QueuePlace>, isCurrent: boolean) => (
    <a href={queueLike(place, changes)} aria-current={isCurrent ? 'true' : undefined}>
      {text}
    </a>
  );
  return (
    <nav class="tabs" aria-label={queue.order}>
      {orders.map((order) => way(queue[order], { order }, (place.order ?? 'oldest') === order))}
      {PAGE_SIZES.map((limit) => way(queue.perPage(limit), { limit }, place.limit === limit))}
    </nav>
  );
}
