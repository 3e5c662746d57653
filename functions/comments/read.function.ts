import { createHeadStore } from '../articles/headStore.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import { answerMemory } from '../shared/api/answerMemory.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { readComments } from './threads/read.ts';
import { commentReadRoutes } from './threads/routes.ts';
import { createThreadStore } from './threads/store.ts';

/** Threads of comments, for programs. */
export function commentsRead({
  client,
  tables,
  clock,
  language,
  log,
  remembersAnswers,
}: Collaborators<'published'>): Handler {
  const articles = createHeadStore(client, tables.published);
  const threads = createThreadStore(client, tables.published);
  return createHandler(commentReadRoutes, readComments({ articles, threads, clock }), {
    language: paperLanguage(createPaperSettings(client, tables.published, clock), language),
    log,
    memory: answerMemory({ clock, remembersAnswers }),
  });
}
