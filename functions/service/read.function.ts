import { failurePages } from '../pages/failure.ts';
import type { Theme } from '../pages/site.ts';
import { createRedirecting } from '../redirects/redirecting.ts';
import { NO_PAPER } from '../sections/menus.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { readService, type Service } from './read.ts';
import { serviceRoutes } from './routes.ts';

export interface ServiceRead extends Collaborators<'published'> {
  readonly openApi: Service['openApi'];
  readonly theme: Theme;
}

/** Health, the description of the API, and addresses without a route. */
export function serviceRead({ client, tables, openApi, clock, log, theme }: ServiceRead): Handler {
  const settings = createPaperSettings(client, tables.published, clock);
  // The function reads no sections, so its pages have no menus of the paper.
  const paper = async () => ({ ...NO_PAPER, settings: await settings() });
  return createHandler(serviceRoutes, readService({ openApi, clock }), {
    language: paperLanguage(settings, theme.settings.language),
    log,
    failurePage: failurePages(paper, theme, createRedirecting(client, tables.published, clock)),
  });
}
