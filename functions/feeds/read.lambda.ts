import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { feedsRead } from './read.function.ts';

export const handler = feedsRead({ ...deployed('published'), theme: builtTheme() });
