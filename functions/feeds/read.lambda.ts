import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/deployed.ts';
import { feedsRead } from './read.function.ts';

export const handler = feedsRead({ ...deployed('published'), theme: builtTheme() });
