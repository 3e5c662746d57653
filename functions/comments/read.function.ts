import { createArticleStore } from '../articles/store.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/deployed.ts';
import { readComments } from './read.ts';
import { commentReadRoutes } from './routes.ts';
import { createThreadStore } from './store.ts';

/** Threads of comments, for programs. */
export function commentsRead({ client, tables, clock, log }: Collaborators<'published'>): Handler {
  const articles = createArticleStore(client, tables.published);
  const threads = createThreadStore(client, tables.published);
  return createHandler(commentReadRoutes, readComments({ articles, threads, clock }), { log });
}
