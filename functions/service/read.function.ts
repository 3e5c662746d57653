import { failurePages } from '../pages/failure.ts';
import type { Theme } from '../pages/site.ts';
import { NO_PAPER } from '../sections/menus.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Clock } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import { readService, type Service } from './read.ts';
import { serviceRoutes } from './routes.ts';

export interface ServiceRead {
  readonly openApi: Service['openApi'];
  readonly clock: Clock;
  readonly log?: Log | undefined;
  readonly theme: Theme;
}

/** Health, the description of the API, and addresses without a route. */
export const serviceRead = ({ openApi, clock, log, theme }: ServiceRead): Handler =>
  createHandler(serviceRoutes, readService({ openApi, clock }), {
    language: theme.settings.language,
    log,
    // The function reads no table, so its pages have no navigation.
    failurePage: failurePages(async () => NO_PAPER, theme),
  });
