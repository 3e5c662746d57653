import type { CopySummary, WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import { type Api, Refused } from './api.ts';
import { CommandFault, readable } from './command.ts';
import { everyItem } from './everyItem.ts';

export type State = CopySummary['state'];
export const states: readonly State[] = ['draft', 'scheduled', 'published', 'withdrawn'];
export const isState = (text: string): text is State => (states as readonly string[]).includes(text);

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every article in a state. Reads pages lazily. */
export const everyArticle = (api: Api, state: State, pageSize = 100): AsyncGenerator<CopySummary> =>
  everyItem((from) => api.call('GET /v1/newsroom/articles', { query: { state, limit: String(pageSize), ...from } }));

/**
 * Reads an article by its id or current slug.
 * @throws CommandFault when no article has that slug.
 */
export async function findArticle(api: Api, name: string): Promise<WorkingCopy> {
  if (ID.test(name)) return api.call('GET /v1/newsroom/articles/{id}', { params: { id: name } });
  const found = await lookUp(api, { slug: name });
  if (found?.slug === name) return found;
  throw new CommandFault(`No article has the slug "${name}".${found ? ` It was that of "${found.slug}".` : ''}`);
}

/** The article with a source, or with a current or former slug; undefined when there is none. */
export async function lookUp(
  api: Api,
  query: { readonly source: string } | { readonly slug: string },
): Promise<WorkingCopy | undefined> {
  try {
    return await api.call('GET /v1/newsroom/lookup', { query });
  } catch (error) {
    if (error instanceof Refused && ['article-not-found', 'query-invalid'].includes(error.problem.code))
      return undefined;
    throw error;
  }
}

/** A sentence about an article's state and address. */
export function describeArticle({ headline, slug, section, state, publishedAt, unpublishedChanges }: CopySummary) {
  const since = readable(publishedAt ?? '');
  const standing: Readonly<Record<State, string>> = {
    draft: `is a draft. Publish it with: broadsheet publish ${slug}`,
    scheduled: `will be public at ${since}, as /${section}/${slug}`,
    published: `is public since ${since}, as /${section}/${slug}`,
    withdrawn: 'is withdrawn',
  };
  const changes =
    unpublishedChanges && state === 'published' ? '\nReaders see it as it was before; publish to change that.' : '';
  return `"${headline}" ${standing[state]}${changes}`;
}
