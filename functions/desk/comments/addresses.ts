import { articleUrl } from '../../articles/schema.ts';
import { commentUrl } from '../../comments/threads/wire.ts';
import type { ModeratedComment } from '../../moderation/schema.ts';
import { withQuery } from '../../pages/addresses.ts';
import type { QueuePlace } from './schema.ts';

const QUEUES = '/desk/comments';
const USUAL_LIMIT = 20;

const query = ({ queue, order, article, limit, cursor }: QueuePlace) => ({
  queue: queue === 'held' ? undefined : queue,
  order,
  article,
  limit: limit === USUAL_LIMIT ? undefined : String(limit),
  cursor,
});

/** A list of comments. @param more further parameters. */
export const queueAddress = (place: QueuePlace, more: Readonly<Record<string, string>> = {}) =>
  withQuery(QUEUES, { ...query(place), ...more });

/** The first page of another list of the same kind. */
export const queueLike = (place: QueuePlace, changes: Partial<QueuePlace>) =>
  queueAddress({ ...place, cursor: undefined, ...changes });

/** A comment by itself; or, with a list to return to, where a decision on it is sent. */
export const commentAddress = (id: string, place?: QueuePlace) =>
  withQuery(`${QUEUES}/${id}`, place ? query(place) : {});

/** The conversation that a comment is in. */
export const branchAddress = (id: string, place: QueuePlace) => withQuery(`${QUEUES}/${id}/branch`, query(place));

export const decisionsAddress = (place: QueuePlace) => withQuery(`${QUEUES}/decisions`, query(place));
export const threadAddress = (slug: string, place: QueuePlace) =>
  withQuery(`${QUEUES}/threads/${encodeURIComponent(slug)}`, query(place));
export const personAddress = (person: string, cursor?: string | null) =>
  withQuery(`${QUEUES}/people/${person}`, { cursor });

/** Where readers see the comment, or what it answers, or its article. */
export const publicAddress = ({ id, verdict, parentId, section, article }: ModeratedComment) => {
  if (verdict === 'published') return commentUrl(id);
  return parentId === null ? articleUrl({ section, slug: article }) : commentUrl(parentId);
};
