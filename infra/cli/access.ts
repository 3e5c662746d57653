import type { Group } from '../stages.ts';
import { type Api, Refused } from './api.ts';

/**
 * The groups that a person belongs to at a site. Asks the API, because not every token contains them.
 * @throws CommandFault when the API does not know the person at all.
 */
export async function accessTo(api: Api): Promise<Group[]> {
  const asked: Readonly<Record<Group, () => Promise<unknown>>> = {
    editors: () => api.call('GET /v1/newsroom/articles', { query: { state: 'draft', limit: '1' } }),
    moderators: () => api.call('GET /v1/moderation/comments', { query: { limit: '1' } }),
  };
  const groups = Object.keys(asked) as Group[];
  const letIn = await Promise.all(groups.map((group) => isLetIn(asked[group]())));
  return groups.filter((_, at) => letIn[at]);
}

const isLetIn = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    (error) => {
      if (error instanceof Refused && error.problem.code === 'forbidden') return false;
      throw error;
    },
  );
