import { SITE_ORIGIN } from '../shared/api/siteOrigin.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { sendDigest } from './digest.ts';
import { MODERATORS_MAIL } from './environment.ts';

export const handler = sendDigest({
  client: createClient(),
  table: environment(tables.newsroom.environmentName),
  moderators: environment(MODERATORS_MAIL),
  site: environment(SITE_ORIGIN),
  clock: () => new Date(),
});
