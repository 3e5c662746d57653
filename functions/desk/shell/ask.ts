import * as z from 'zod/mini';
import { Reply } from '../../shared/api/reply.ts';
import type { Input, Operation, Route } from '../../shared/api/route.ts';

/** A route of the API that answers with JSON to those who have signed in. */
type Answering = Route & { readonly audience: 'editor' | 'moderator'; readonly mediaType?: undefined };

/** What an operation takes beside the request, parsed as its route parses it; a part that the route does not have is left out. */
type Given<R extends Route> = Partial<Pick<Input<R>, 'params' | 'query' | 'headers' | 'body'>>;

/**
 * Calls an operation of the API for a page.
 * @returns its answer, as the API gives it: parsed by the route's schema.
 */
export async function ask<R extends Answering>(
  route: R,
  operation: Operation<R>,
  request: Input<Answering>['request'],
  given: Given<R> = {},
): Promise<z.output<R['response']>> {
  const nothing = { params: undefined, query: undefined, headers: undefined, body: undefined };
  const answer = await operation({ ...nothing, ...given, request } as Input<R>);
  if (answer instanceof Reply) throw new Error('The operation answers with a page');
  return z.parse(route.response, answer) as z.output<R['response']>;
}
