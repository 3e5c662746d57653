import { failurePages } from '../pages/failure.ts';
import type { Theme } from '../pages/site.ts';
import { createRedirecting } from '../redirects/redirecting.ts';
import { NO_PAPER } from '../sections/menus.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { readService, type Service } from './read.ts';
import { serviceRoutes } from './routes.ts';

export interface ServiceRead extends Collaborators<'published'> {
  readonly openApi: Service['openApi'];
  readonly theme: Theme;
}

/** Health, the description of the API, and addresses without a route. */
export const serviceRead = ({ client, tables, openApi, clock, log, theme }: ServiceRead): Handler =>
  createHandler(serviceRoutes, readService({ openApi, clock }), {
    language: theme.settings.language,
    log,
    // The function reads no sections, so its pages have no menus of the paper.
    failurePage: failurePages(async () => NO_PAPER, theme, createRedirecting(client, tables.published, clock)),
  });
