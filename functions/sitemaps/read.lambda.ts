import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { sitemapsRead } from './read.function.ts';
import { SITE_INDEXED } from './robots.ts';

export const handler = sitemapsRead({
  ...deployed('published'),
  theme: builtTheme(),
  indexed: process.env[SITE_INDEXED] !== undefined,
});
