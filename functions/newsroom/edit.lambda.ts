import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { newsroomEdit } from './edit.function.ts';

export const handler = newsroomEdit({ ...deployed('published', 'newsroom'), theme: builtTheme() });
