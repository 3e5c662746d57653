import { SITE_ORIGIN } from '../shared/api/siteOrigin.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { environment, MODERATORS_MAIL } from '../shared/environment.ts';
import { sendDigest } from './digest.function.ts';

export const handler = sendDigest({
  ...deployed('published', 'newsroom'),
  moderators: environment(MODERATORS_MAIL),
  site: environment(SITE_ORIGIN),
});
